# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Exports as other programs read them: exact text, harmless cells, whole files or none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from db.export import Export, ExportFormat, ExportScope, write_export
from db.export.as_csv import COLUMNS, harmless
from db.ledger import Ledger
from nlp.domain import EventKind, Verdict
from nlp.errors import E, KnownError
from tests.db.audit_files import a_visit, alter, decided, fill, filled, opened

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("scope", ExportScope)
@pytest.mark.parametrize("fmt", ExportFormat)
def test_text_is_the_approved_one(tmp_path: Path, fmt: ExportFormat, scope: ExportScope) -> None:
    written = _exported(tmp_path, fmt, scope).path.read_bytes()
    assert written.decode() == (_GOLDEN / f"{scope}.{fmt}").read_bytes().decode()


def test_equal_journeys_give_equal_bytes(tmp_path: Path) -> None:
    contents = set()
    for name in ("window", "command"):
        (tmp_path / name).mkdir()
        first = _exported(tmp_path / name, ExportFormat.CSV, ExportScope.DECISIONS)
        with closing(opened(tmp_path / name / "a.sqlite")) as ledger:
            second = write_export(ledger, tmp_path / name / "b.json", ExportFormat.JSON, what=ExportScope.DECISIONS)
        contents.add((first.path.read_bytes(), second.path.read_bytes()))
    assert len(contents) == 1


def test_export_is_noted_after_the_head_it_prints(tmp_path: Path) -> None:
    made = _exported(tmp_path, ExportFormat.CSV, ExportScope.ACCEPTED)
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        *before, note = ledger.events()
        assert ledger.verify().is_intact
    assert (made.entries, made.head, made.is_recorded) == (6, before[-1].digest, True)
    assert note.kind is EventKind.EXPORTED
    assert note.body == {"name": "out.csv", "format": "csv", "scope": "accepted", "digest": made.digest}
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.digest


def test_accepted_codes_stand_in_claim_order_when_finished(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        for number, code in enumerate(("I10", "N18.32", "E11.22"), start=1):
            ledger.record(decided(number, code=code))
        assert [r["code"] for r in _rows(ledger, tmp_path)] == ["I10", "N18.32", "E11.22"]
        ledger.append(EventKind.FINISHED, {"note_id": "note-1", "codes": ["E11.22", "I10", "N18.32"]})
        assert [(r["code"], r["order"]) for r in _rows(ledger, tmp_path)] == [
            ("E11.22", "1"),
            ("I10", "2"),
            ("N18.32", "3"),
        ]
        ledger.append(EventKind.REOPENED, {"note_id": "note-1"})
        assert [r["code"] for r in _rows(ledger, tmp_path)] == ["I10", "N18.32", "E11.22"]


def test_accepted_is_what_stands_after_folding(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, code="I10"))
        ledger.record(decided(2, Verdict.REJECT, code="I10"))
        ledger.record(decided(3, code="E11.9"))
        ledger.record(decided(4, Verdict.WITHDRAW, code="I10", withdraws="d2"))
        rows = _rows(ledger, tmp_path)
        every = _rows(ledger, tmp_path, ExportScope.DECISIONS)
    assert [(r["code"], r["verdict"]) for r in rows] == [("I10", "accept"), ("E11.9", "accept")]
    assert [r["standing"] for r in every] == ["in force", "withdrawn", "in force", "withdrawal"]


def test_a_replaced_decision_is_called_so(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, code="I10"))
        ledger.record(decided(2, Verdict.REJECT, code="I10"))
        assert [r["standing"] for r in _rows(ledger, tmp_path, ExportScope.DECISIONS)] == ["replaced", "in force"]
        assert _rows(ledger, tmp_path) == []


def test_notes_stand_in_the_order_of_the_audit_file(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.append(EventKind.ENCOUNTER, a_visit("z"))
        ledger.record(decided(1, note_id="a"))
        ledger.record(decided(2, note_id="z"))
        rows = _rows(ledger, tmp_path)
    assert [(r["note_id"], r["setting"], r["date_of_service"]) for r in rows] == [
        ("z", "inpatient", "2026-02-03"),
        ("a", "", ""),
    ]


@pytest.mark.parametrize(
    "quote", ['a "b", c', "line one\r\nline two\nthree", "😀 “fever”, 38 °C", "\u2028\u00a0x", "\x00\x07"]
)
def test_quotes_come_through_csv_unharmed(tmp_path: Path, quote: str) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, quote=quote))
        assert _rows(ledger, tmp_path)[0]["quote"] == quote


def test_code_without_evidence_has_empty_places(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, start=-1, end=-1, quote=""))
        ledger.record(decided(2, code="I10", start=0, end=4))
        rows = _rows(ledger, tmp_path)
    assert [(r["start"], r["end"]) for r in rows] == [("", ""), ("0", "4")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n@", "\u00a0+"])
def test_formulas_are_made_harmless(tmp_path: Path, start: str) -> None:
    hostile = f"{start}HYPERLINK(1)"
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, quote=hostile, comment=hostile, title=hostile, note_name=hostile, reviewer=hostile))
        (row,) = _rows(ledger, tmp_path)
    for column in ("quote", "comment", "title", "note_name", "reviewer"):
        assert row[column] == f"'{hostile}"


@given(st.text())
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    made = harmless(cell)
    assert made.removeprefix("'") == cell.removeprefix("'") or made == f"'{cell}"
    assert not made.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("cell", ["2 + 2", "T-score -1.5", "a@b", "", "12"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_byte_order_mark_is_for_csv_only(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        for fmt, begins in ((ExportFormat.CSV, b"\xef\xbb\xbfnote_name,"), (ExportFormat.JSON, b"{\n")):
            write_export(ledger, tmp_path / "out", fmt, what=ExportScope.ACCEPTED, with_bom=True)
            assert (tmp_path / "out").read_bytes().startswith(begins)
        write_export(ledger, tmp_path / "out", ExportFormat.CSV, what=ExportScope.ACCEPTED)
        assert (tmp_path / "out").read_bytes().startswith(b"note_name,")


def test_csv_has_its_columns_without_rows_and_ends_lines_as_rfc_4180_says(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        made = write_export(ledger, tmp_path / "out", ExportFormat.CSV, what=ExportScope.ACCEPTED)
    assert made.path.read_bytes().decode() == ",".join(COLUMNS) + "\r\n"


def test_names_that_are_no_unicode_are_written(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, note_name="caf\udce9.txt"))
        assert _rows(ledger, tmp_path)[0]["note_name"] == "caf?.txt"
        write_export(ledger, tmp_path / "out.json", ExportFormat.JSON, what=ExportScope.ACCEPTED)
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert found["notes"][0]["note_name"] == "caf\udce9.txt"


def test_a_broken_chain_is_not_exported(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    alter(path, "UPDATE entry SET actor = 'Eve' WHERE seq = 3")
    told = _refused(path, tmp_path / "out.csv")
    assert (told.entry, told.places["seq"], told.places["proven"]) == (E.AUDIT_CHAIN_BROKEN, 3, 2)
    assert not (tmp_path / "out.csv").exists()


def test_a_cut_off_file_is_not_exported(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite", memory=tmp_path / "heads.json")
    alter(path, "DELETE FROM entry WHERE seq = 6")
    told = _refused(path, tmp_path / "out.csv", memory=tmp_path / "heads.json")
    assert told.entry is E.AUDIT_TAIL_MISSING
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("place", ["missing/out.csv", "a_folder", "a.sqlite"])
def test_a_place_that_cannot_be_written_is_told_and_left_alone(tmp_path: Path, place: str) -> None:
    path = filled(tmp_path / "a.sqlite")
    (tmp_path / "a_folder").mkdir()
    before = path.read_bytes(), sorted(tmp_path.rglob("*"))
    assert _refused(path, tmp_path / place).entry is E.EXPORT_UNWRITABLE
    assert (path.read_bytes(), sorted(tmp_path.rglob("*"))) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_the_earlier_export_and_no_half_file(tmp_path: Path) -> None:
    import resource

    (tmp_path / "out.json").write_text("earlier")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            with pytest.raises(KnownError) as caught:
                write_export(ledger, tmp_path / "out.json", ExportFormat.JSON, what=ExportScope.DECISIONS)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.entry is E.EXPORT_UNWRITABLE
    assert (tmp_path / "out.json").read_text() == "earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite", "out.json"]


def test_an_audit_file_that_takes_no_entry_is_exported_all_the_same(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        ledger._database.conn.execute("PRAGMA query_only = ON")
        made = write_export(ledger, tmp_path / "out.csv", ExportFormat.CSV, what=ExportScope.ACCEPTED)
    assert (made.is_recorded, made.path.exists()) == (False, True)


def test_json_holds_no_fractions_and_says_what_it_is(tmp_path: Path) -> None:
    made = _exported(tmp_path, ExportFormat.JSON, ExportScope.DECISIONS)
    found = json.loads(made.path.read_text(encoding="utf-8"), parse_float=pytest.fail)
    assert (found["format"], found["version"]) == ("chartproof-export", 1)
    assert found["head"] == {"entries": 6, "digest": made.head}


def _exported(folder: Path, fmt: ExportFormat, scope: ExportScope) -> Export:
    with closing(opened(folder / "a.sqlite")) as ledger:
        fill(ledger)
        return write_export(ledger, folder / f"out.{fmt}", fmt, what=scope)


def _rows(ledger: Ledger, folder: Path, scope: ExportScope = ExportScope.ACCEPTED) -> list[dict[str, str]]:
    made = write_export(ledger, folder / "rows.csv", ExportFormat.CSV, what=scope)
    return list(csv.DictReader(io.StringIO(made.path.read_bytes().decode("utf-8"), newline="")))


def _refused(path: Path, out: Path, *, memory: Path | None = None) -> KnownError:
    with closing(opened(path, memory=memory)) as ledger, pytest.raises(KnownError) as caught:
        write_export(ledger, out, ExportFormat.CSV, what=ExportScope.DECISIONS)
    return caught.value
