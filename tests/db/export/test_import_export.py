# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""JSON exports read back into an identical audit file; anything else is refused."""

from __future__ import annotations

import json
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from db.export import ExportFormat, ExportScope, import_export, write_export
from nlp.domain import Decision, EventKind, Verdict, in_force
from nlp.errors import BugError, E, KnownError
from tests.db.audit_files import a_visit, decided, fill, opened

_WORDS = st.text(st.characters(), max_size=10)
_DECISIONS = st.builds(
    decided,
    st.integers(0, 5),
    st.sampled_from(Verdict),
    code=st.sampled_from(("I10", "E11.9", "N18.32")),
    note_id=st.sampled_from(("n1", "n2")),
    quote=_WORDS,
    comment=_WORDS,
    note_name=_WORDS,
    start=st.integers(-1, 10**6),
    withdraws=st.sampled_from(("", "d0", "d1", "d2")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_DECISIONS, max_size=8), st.sampled_from(ExportScope))
def test_round_trip_gives_the_same_chain_and_the_same_review(decisions: list[Decision], scope: ExportScope) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with closing(opened(place / "a.sqlite")) as ledger:
            ledger.append(EventKind.ENCOUNTER, a_visit("n1"))
            for decision in decisions:
                ledger.record(decision)
            ledger.append(EventKind.FINISHED, {"note_id": "n1", "codes": ["I10"]})
            events = list(ledger.events())
            reviews = [in_force(ledger.decisions(n)) for n in ("n1", "n2")]
            write_export(ledger, place / "out.json", ExportFormat.JSON, what=scope)
        assert import_export(place / "out.json", place / "b.sqlite") == len(events)
        with closing(opened(place / "b.sqlite")) as back:
            assert back.verify().is_intact
            assert list(back.events()) == events
            assert [in_force(back.decisions(n)) for n in ("n1", "n2")] == reviews
            assert back.is_finished("n1")
            assert back.encounter_of("n1") is not None


def test_an_imported_file_exports_to_the_same_bytes_and_goes_on(tmp_path: Path) -> None:
    source = _an_export(tmp_path)
    import_export(source, tmp_path / "b.sqlite", head_memory=tmp_path / "heads.json")
    assert stat.S_IMODE((tmp_path / "b.sqlite").stat().st_mode) == 0o600
    with closing(opened(tmp_path / "b.sqlite", memory=tmp_path / "heads.json")) as back:
        write_export(back, tmp_path / "again.json", ExportFormat.JSON, what=ExportScope.DECISIONS)
        back.record(decided(9))
        assert back.verify().is_intact
    assert (tmp_path / "again.json").read_bytes() == source.read_bytes()


def test_an_empty_audit_file_comes_back(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        write_export(ledger, tmp_path / "out.json", ExportFormat.JSON, what=ExportScope.DECISIONS)
    assert import_export(tmp_path / "out.json", tmp_path / "b.sqlite") == 0


def test_an_existing_audit_file_is_never_written_over(tmp_path: Path) -> None:
    source = _an_export(tmp_path)
    (tmp_path / "b.sqlite").write_text("mine")
    with pytest.raises(KnownError) as caught:
        import_export(source, tmp_path / "b.sqlite")
    assert caught.value.entry is E.IMPORT_WOULD_OVERWRITE
    assert (tmp_path / "b.sqlite").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        import_export(_an_export(tmp_path), tmp_path / "missing" / "b.sqlite")
    assert caught.value.entry is E.AUDIT_UNOPENABLE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_no_half_audit_file(tmp_path: Path) -> None:
    import resource

    source = _an_export(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, limits[1]))
    try:
        with pytest.raises(KnownError):
            import_export(source, tmp_path / "b.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite", "out.json"]


def test_entries_are_adopted_by_an_empty_file_only(tmp_path: Path) -> None:
    _an_export(tmp_path)
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        with pytest.raises(BugError):
            ledger.adopt(list(ledger.events()))
        assert ledger.verify().entries == 7


def _set(path: list[str | int], value: object) -> Callable[[dict[str, object]], None]:
    def tamper(found: dict[str, object]) -> None:
        target: object = found
        for step in path[:-1]:
            target = target[step]  # type: ignore[index]
        target[path[-1]] = value  # type: ignore[index]

    return tamper


@pytest.mark.parametrize(
    "tamper",
    [
        _set(["events", 1, "body", "code"], "I10"),
        _set(["events", 1, "body", "start"], 21),
        _set(["events", 1, "actor"], "Eve"),
        _set(["events", 1, "time"], "2026-03-12T10:02:01Z"),
        _set(["events", 1, "kind"], "exported"),
        _set(["events", 1, "kind"], "unheard of"),
        _set(["events", 1, "seq"], 3),
        _set(["events", 1, "previous"], "0"),
        _set(["events", 1, "digest"], "0"),
        _set(["events", 1, "body"], []),
        _set(["events", 1], "x"),
        _set(["events", 1, "body", "start"], 20.5),
        _set(["events", 1, "body", "more"], 1),
        _set(["events"], {}),
        _set(["notes", 0, "accepted", 0, "code"], "I10"),
        _set(["notes", 0, "is_finished"], False),
        _set(["notes"], []),
        _set(["head", "digest"], "0"),
        _set(["head", "entries"], 7),
        _set(["scope"], "all"),
        _set(["scope"], "accepted"),
        _set(["format"], "another"),
        _set(["version"], 2),
        _set(["remark"], "hello"),
        lambda found: found["events"].pop(),  # type: ignore[attr-defined]
        lambda found: found["events"].pop(0),  # type: ignore[attr-defined]
        lambda found: found.pop("notes"),
    ],
)
def test_a_tampered_export_is_refused(tmp_path: Path, tamper: Callable[[dict[str, object]], None]) -> None:
    source = _an_export(tmp_path)
    found = json.loads(source.read_text(encoding="utf-8"))
    tamper(found)
    source.write_text(json.dumps(found), encoding="utf-8")
    _assert_refused(source, tmp_path / "b.sqlite")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"null", b"\xff\xfe", b"{" * 100_000, b"[" * 100_000, b'{"version": NaN}', b"1e5"]
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    _assert_refused(tmp_path / "x.json", tmp_path / "b.sqlite")


def test_a_missing_export_is_told(tmp_path: Path) -> None:
    _assert_refused(tmp_path / "x.json", tmp_path / "b.sqlite")


def test_layout_of_the_json_text_does_not_matter(tmp_path: Path) -> None:
    source = _an_export(tmp_path)
    found = json.loads(source.read_text(encoding="utf-8"))
    source.write_text("\ufeff" + json.dumps(found, indent=7, ensure_ascii=True), encoding="utf-8")
    assert import_export(source, tmp_path / "b.sqlite") == 6


def _an_export(folder: Path) -> Path:
    with closing(opened(folder / "a.sqlite")) as ledger:
        fill(ledger)
        return write_export(ledger, folder / "out.json", ExportFormat.JSON, what=ExportScope.DECISIONS).path


def _assert_refused(source: Path, audit: Path) -> None:
    with pytest.raises(KnownError) as caught:
        import_export(source, audit)
    assert caught.value.entry is E.IMPORT_NOT_OURS
    assert not audit.exists()
