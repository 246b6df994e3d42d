# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the audit file keeps and gives back, and how it is opened."""

from __future__ import annotations

import sqlite3
import stat
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from db.ledger import open_ledger
from nlp.domain import Decision, Encounter, EventKind, Setting, Verdict, in_force
from nlp.errors import BugError, E, KnownError
from tests.db.audit_files import NOW, a_visit, alter, decided, fill, filled, opened


def test_decision_comes_back_as_it_was_made(tmp_path: Path) -> None:
    made = decided(1, quote="😀 “type 2”\ndiabetes", comment="=1+1", reviewer="Bo", time="2026-01-01T00:00:00Z")
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(made)
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        assert ledger.decisions("note-1") == (made,)


def test_reviewer_time_and_id_are_filled_in(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(replace(decided(1), id=""))
        (kept,) = ledger.decisions("note-1")
    assert (kept.reviewer, kept.time, len(kept.id)) == ("Ann", "2026-03-12T10:02:00Z", 32)


def test_equal_journeys_give_equal_chains(tmp_path: Path) -> None:
    heads = set()
    for name in ("one", "two"):
        with closing(opened(tmp_path / name)) as ledger:
            ledger.record(replace(decided(1), id=""))
            ledger.record(replace(decided(1), id=""))
            ids = {d.id for d in ledger.decisions("note-1")}
            heads.add(ledger.head())
        assert len(ids) == 2
    assert len(heads) == 1


def test_entries_are_numbered_from_one_and_chained(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        assert ledger.head() == (0, "")
        fill(ledger)
        events = list(ledger.events())
        assert ledger.head() == (6, events[-1].digest)
    assert [e.seq for e in events] == [1, 2, 3, 4, 5, 6]
    assert [e.previous for e in events] == ["", *(e.digest for e in events[:-1])]


def test_decisions_are_those_of_the_note_only(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        for number in range(1, 7):
            ledger.record(decided(number, note_id=f"note-{number % 2}"))
        assert [d.id for d in ledger.decisions("note-0")] == ["d2", "d4", "d6"]
        assert ledger.decisions("note-9") == ()


def test_events_are_chosen_by_kind(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        assert [e.seq for e in ledger.events(kinds={EventKind.ENCOUNTER, EventKind.FINISHED})] == [1, 6]
        assert [e.seq for e in ledger.events(kinds=[], note_id="note-1")] == []


def test_long_readings_cross_batches_while_entries_are_appended(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        for number in range(1201):
            ledger.append(EventKind.REOPENED, {"note_id": f"n{number}"})
        seen = 0
        for event in ledger.events():
            seen += 1
            if event.seq == 1:
                ledger.append(EventKind.REOPENED, {"note_id": "late"})
    assert seen == 1202


def test_visit_last_set_is_remembered(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        assert ledger.encounter_of("note-1") is None
        ledger.append(EventKind.ENCOUNTER, a_visit())
        ledger.append(EventKind.ENCOUNTER, a_visit(setting="emergency"))
        ledger.append(EventKind.ENCOUNTER, a_visit("note-2"))
        assert ledger.encounter_of("note-1") == Encounter(
            setting=Setting.EMERGENCY, date_of_service=date(2026, 2, 3), age=67, sex="female"
        )


@pytest.mark.parametrize("unknown", [("", -1, ""), (None, None, None)])
def test_unknown_parts_of_a_visit_stay_unknown(tmp_path: Path, unknown: tuple[object, object, object]) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        day, age, sex = unknown
        ledger.append(EventKind.ENCOUNTER, a_visit(date_of_service=day, age=age, sex=sex))
        assert ledger.encounter_of("note-1") == Encounter(setting=Setting.INPATIENT)


def test_finishing_lasts_until_reopened(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        assert ledger.is_finished("note-1")
        ledger.append(EventKind.REOPENED, {"note_id": "note-1", "note_name": "visit.txt"})
        assert not ledger.is_finished("note-1")
        assert not ledger.is_finished("note-2")


def test_statuses_count_decisions_in_force(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        assert ledger.statuses() == {"note-1": (2, True)}
        ledger.record(decided(5, code="E11.9"))
        ledger.record(decided(6, Verdict.REJECT, code="E11.9"))
        ledger.record(decided(7, note_id="note-2"))
        ledger.append(EventKind.REOPENED, {"note_id": "note-1"})
        assert ledger.statuses() == {"note-1": (3, False), "note-2": (1, False)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            decided,
            st.integers(0, 6),
            st.sampled_from(Verdict),
            code=st.sampled_from(("I10", "E11.9")),
            note_id=st.sampled_from(("a", "b")),
            withdraws=st.sampled_from(("", "d0", "d1", "d2")),
        ),
        max_size=12,
    )
)
def test_statuses_agree_with_folding(decisions: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(opened(Path(folder) / "a.sqlite")) as ledger:
        for decision in decisions:
            ledger.record(decision)
        assert ledger.statuses() == {
            n: (len(in_force(ledger.decisions(n))), False) for n in {d.note_id for d in decisions}
        }


def test_a_changed_note_file_is_recognised_by_its_source(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.append(EventKind.ENCOUNTER, a_visit("old"))
        ledger.record(decided(1, note_id="new"))
        ledger.record(decided(2, note_id="old"))
        ledger.record(decided(3, note_id="other", source="/notes/other.txt"))
        assert ledger.note_ids_of_source("/notes/visit.txt") == ("old", "new")


def test_names_that_are_no_unicode_are_kept(tmp_path: Path) -> None:
    source = "/notes/caf\udce9.txt"
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        ledger.record(decided(1, source=source, note_name="caf\udce9.txt"))
        assert ledger.decisions("note-1")[0].source == source
        assert ledger.note_ids_of_source(source) == ("note-1",)
        assert ledger.verify().is_intact


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET actor = 'Eve' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "INSERT OR REPLACE INTO entry SELECT seq, previous, digest, kind, time, 'Eve', note_id, source, body"
        " FROM entry WHERE seq = 2",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_guards_stop_accidents(tmp_path: Path, statement: str, recursive: str) -> None:
    with closing(sqlite3.connect(filled(tmp_path / "a.sqlite"))) as raw:
        raw.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw.execute(statement)


@pytest.mark.parametrize(
    "meddling",
    [
        ["DROP INDEX entry_by_note"],
        ["CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE seq = NEW.seq; END"],
        ["CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry WHEN 0 BEGIN SELECT 1; END"],
        ['CREATE INDEX "odd ""name" ON entry (actor)'],
    ],
)
def test_guards_are_put_back_on_opening(tmp_path: Path, meddling: list[str]) -> None:
    path = filled(tmp_path / "a.sqlite")
    whole = _schema(path)
    alter(path, *meddling)
    assert _schema(path) != whole
    opened(path).close()
    assert _schema(path) == whole


def test_file_stands_alone_when_closed_and_while_idle(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        fill(ledger)
        assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_a_file_turned_to_wal_by_others_becomes_one_file_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    with closing(opened(path)) as ledger:
        ledger.record(decided(9))
        assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "deeper" / "a.sqlite")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_index_is_rebuilt_by_verifying(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    with closing(sqlite3.connect(path)) as raw:
        page, size = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_by_note'").fetchone()[0], 4096
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    content[start : start + size] = content[start : start + size].replace(b"note-1", b"note-7")
    path.write_bytes(content)
    with closing(opened(path)) as ledger:
        assert ledger.decisions("note-1") == ()
        assert ledger.verify().is_intact
        assert len(ledger.decisions("note-1")) == 4


def test_clock_must_know_its_zone(tmp_path: Path) -> None:
    naive = datetime(2026, 1, 1)
    ledger = open_ledger(tmp_path / "a.sqlite", clock=lambda: naive, actor="Ann")
    with closing(ledger), pytest.raises(BugError):
        ledger.record(decided(1))


def test_missing_file_is_told(tmp_path: Path) -> None:
    _refused(E.AUDIT_MISSING, tmp_path / "a.sqlite", must_exist=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 20, b"short"])
def test_other_files_are_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    _refused(E.AUDIT_NOT_OURS, path)
    assert path.read_bytes() == content


def test_empty_file_is_no_audit_file_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").touch()
    _refused(E.AUDIT_NOT_OURS, tmp_path / "a.sqlite", must_exist=True)


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA application_id = 0",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 0",
        "DROP TABLE entry",
        "DROP TABLE meta",
        "ALTER TABLE entry ADD COLUMN remark TEXT",
    ],
)
def test_databases_of_others_are_left_alone(tmp_path: Path, statement: str) -> None:
    path = filled(tmp_path / "a.sqlite")
    alter(path, statement)
    before = path.read_bytes()
    _refused(E.AUDIT_NOT_OURS, path)
    assert path.read_bytes() == before


def test_file_of_a_newer_program_is_not_opened(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    alter(path, "PRAGMA user_version = 2")
    _refused(E.AUDIT_FROM_FUTURE, path)


def test_a_folder_is_no_audit_file(tmp_path: Path) -> None:
    _refused(E.AUDIT_UNOPENABLE, tmp_path)


def test_time_is_the_clocks(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        event = ledger.append(EventKind.REOPENED, {"note_id": "n"})
    assert (event.time, event.actor) == (NOW.strftime("%Y-%m-%dT%H:%M:%SZ"), "Ann")


def _refused(entry: E, path: Path, *, must_exist: bool = False) -> None:
    with pytest.raises(KnownError) as caught:
        opened(path, must_exist=must_exist)
    assert caught.value.entry is entry


def _schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
