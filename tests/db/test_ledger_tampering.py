# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Whoever alters the audit file from outside is found, and the first entry touched is named."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from db.chain import canonical, digest_after, entry_text
from db.export import ExportFormat, ExportScope, import_export, write_export
from nlp.domain import ChainReport
from nlp.errors import E, KnownError
from tests.db.audit_files import alter, decided, filled, opened

_TEXT_COLUMNS = ("previous", "digest", "kind", "time", "actor", "note_id", "source", "body")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit file of six entries that nobody touches; tests alter copies of it."""
    return filled(tmp_path_factory.mktemp("whole") / "a.sqlite")


@settings(max_examples=150, deadline=None)
@given(
    seq=st.integers(1, 6), column=st.sampled_from(_TEXT_COLUMNS), place=st.integers(0, 10**4), flip=st.integers(1, 255)
)
def test_any_flipped_byte_in_a_stored_text_is_found(whole: Path, seq: int, column: str, place: int, flip: int) -> None:
    with _copy(whole) as path:
        with closing(sqlite3.connect(path)) as raw:
            (stored,) = raw.execute(f"SELECT CAST({column} AS BLOB) FROM entry WHERE seq = ?", [seq]).fetchone()
        altered = bytearray(stored or b" ")
        altered[place % len(altered)] ^= flip
        alter(path, f"UPDATE entry SET {column} = CAST(? AS TEXT) WHERE seq = ?", values=(bytes(altered), seq))
        assert _verified(path).first_broken == seq


@settings(max_examples=30, deadline=None)
@given(seq=st.integers(1, 6), bit=st.integers(0, 40))
@example(seq=2, bit=1)
@example(seq=4, bit=2)
def test_any_flipped_bit_in_a_number_is_found(whole: Path, seq: int, bit: int) -> None:
    with _copy(whole) as path:
        renumbered = seq ^ (1 << bit)
        alter(
            path,
            f"DELETE FROM entry WHERE seq = {renumbered}",
            f"UPDATE entry SET seq = {renumbered} WHERE seq = {seq}",
        )
        # Numbers start at 1: an entry moved to 0 stands where entry 1 is looked for.
        assert _verified(path).first_broken == min(seq, max(renumbered, 1))


@settings(max_examples=250, deadline=None)
@given(place=st.integers(0, 10**6), flip=st.integers(1, 255))
def test_no_flipped_byte_of_the_file_passes_as_other_entries(whole: Path, place: int, flip: int) -> None:
    with closing(opened(whole)) as ledger:
        entries = list(ledger.events())
    with _copy(whole) as path:
        content = bytearray(path.read_bytes())
        content[place % len(content)] ^= flip
        path.write_bytes(content)
        with suppress(KnownError), closing(opened(path)) as ledger:
            report = ledger.verify()
            assert not report.is_intact or list(ledger.events()) == entries


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_removed_entry_is_found(whole: Path, seq: int) -> None:
    with _copy(whole) as path:
        alter(path, f"DELETE FROM entry WHERE seq = {seq}")
        assert _verified(path).first_broken == seq


def test_a_removed_and_renumbered_entry_is_found(whole: Path) -> None:
    with _copy(whole) as path:
        alter(
            path,
            "DELETE FROM entry WHERE seq = 3",
            *(f"UPDATE entry SET seq = {n} - 1 WHERE seq = {n}" for n in (4, 5, 6)),
        )
        assert _verified(path).first_broken == 3


def test_an_entry_put_in_at_the_end_is_found(whole: Path) -> None:
    with _copy(whole) as path:
        alter(
            path,
            "INSERT INTO entry SELECT 7, digest, digest, kind, time, actor, note_id, source, body"
            " FROM entry WHERE seq = 6",
        )
        assert _verified(path).first_broken == 7


def test_the_first_of_several_broken_entries_is_named(whole: Path) -> None:
    with _copy(whole) as path:
        alter(path, "UPDATE entry SET actor = 'Eve' WHERE seq IN (3, 5)")
        report = _verified(path)
        assert (report.first_broken, report.entries, report.is_intact) == (3, 6, False)


def test_an_entry_with_its_own_digest_made_anew_breaks_the_next(whole: Path) -> None:
    with _copy(whole) as path:
        _rewrite(path, 3, 3)
        assert _verified(path).first_broken == 4


def test_other_letters_for_the_same_body_are_found(whole: Path) -> None:
    with _copy(whole) as path:
        alter(path, "UPDATE entry SET body = body || ' ' WHERE seq = 2")
        assert _verified(path).first_broken == 2


def test_a_number_stored_for_a_text_is_found(whole: Path) -> None:
    with _copy(whole) as path:
        alter(
            path,
            "CREATE TABLE loose AS SELECT * FROM entry",
            "DROP TABLE entry",
            "CREATE TABLE entry (seq INTEGER PRIMARY KEY, previous, digest, kind, time, actor, note_id, source, body)",
            "INSERT INTO entry SELECT * FROM loose",
            "UPDATE entry SET source = 5 WHERE seq = 4",
        )
        assert _verified(path).first_broken == 4


@pytest.mark.parametrize("body", ["{", "[]", '{"id":1}', '{"verdict":"maybe"}', '{"verdict":"add"}', "{}", b'{"\xff'])
def test_a_body_that_is_no_decision_is_named_when_read(whole: Path, body: str | bytes) -> None:
    with _copy(whole) as path:
        alter(path, "UPDATE entry SET body = CAST(? AS TEXT) WHERE seq = 3", values=(body,))
        with closing(opened(path)) as ledger, pytest.raises(KnownError) as caught:
            ledger.decisions("note-1")
        assert (caught.value.entry, caught.value.places["seq"]) == (E.AUDIT_CHAIN_BROKEN, 3)


def test_a_body_that_is_no_json_is_named_when_counted(whole: Path) -> None:
    with _copy(whole) as path:
        alter(path, "UPDATE entry SET body = '{' WHERE seq = 3")
        with closing(opened(path)) as ledger, pytest.raises(KnownError) as caught:
            ledger.statuses()
        assert (caught.value.entry, caught.value.places["seq"]) == (E.AUDIT_CHAIN_BROKEN, 3)


def test_a_visit_that_is_none_is_named_when_read(whole: Path) -> None:
    with _copy(whole) as path:
        alter(path, """UPDATE entry SET body = '{"setting":"moon"}' WHERE seq = 1""")
        with closing(opened(path)) as ledger, pytest.raises(KnownError) as caught:
            ledger.encounter_of("note-1")
        assert caught.value.entry is E.AUDIT_CHAIN_BROKEN


def test_a_damaged_page_of_entries_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(opened(path)) as ledger:
        for number in range(1, 41):
            ledger.record(decided(number, title="t" * 900))
    _spoil_page(path, path.read_bytes().index(b'"id":"d21"') // 4096 + 1)
    report = _verified(path)
    assert report.first_broken in {20, 21}  # two entries to a page


def test_from_a_file_with_a_damaged_index_everything_is_rescued(whole: Path) -> None:
    with _copy(whole) as path:
        with closing(sqlite3.connect(path)) as raw:
            (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_by_note'").fetchone()
        _spoil_page(path, page)
        with closing(opened(path)) as ledger:
            assert ledger.verify().is_intact
            with pytest.raises(KnownError) as caught:
                ledger.decisions("note-1")
            assert caught.value.entry is E.AUDIT_DAMAGED
            out = path.with_name("out.json")
            write_export(ledger, out, ExportFormat.JSON, what=ExportScope.DECISIONS)
        import_export(out, path.with_name("new.sqlite"))
        with closing(opened(path.with_name("new.sqlite"))) as ledger:
            assert len(ledger.decisions("note-1")) == 4


def test_the_tail_alone_is_checked_quickly(whole: Path) -> None:
    with _copy(whole) as path:
        with closing(opened(path)) as ledger:
            assert ledger.verify_tail(2).is_intact
            assert ledger.verify_tail(2).entries == 6
        alter(path, "UPDATE entry SET actor = 'Eve' WHERE seq = 3")
        with closing(opened(path)) as ledger:
            assert ledger.verify_tail(3).is_intact
            assert ledger.verify_tail(4).first_broken == 3
            assert ledger.verify_tail().first_broken == 3


def test_an_empty_chain_is_whole(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "a.sqlite")) as ledger:
        assert ledger.verify() == ledger.verify_tail() == ChainReport(entries=0, head="")


def test_a_cut_off_tail_shows(tmp_path: Path) -> None:
    memory = tmp_path / "settings" / "heads.json"
    path = filled(tmp_path / "a.sqlite", memory=memory)
    alter(path, "DELETE FROM entry WHERE seq > 4")
    for _ in range(2):
        with closing(opened(path, memory=memory)) as ledger:
            report = ledger.verify()
            assert (report.entries, report.first_broken, report.seen_entries) == (4, None, 6)
            assert not ledger.verify_tail().is_intact
            ledger.record(decided(9))
            assert ledger.verify().seen_entries == 6  # going on does not make good what is missing
            alter(path, "DELETE FROM entry WHERE seq > 4")
    with closing(opened(path)) as ledger:
        assert ledger.verify().is_intact


def test_a_chain_written_anew_shows(tmp_path: Path) -> None:
    memory = tmp_path / "heads.json"
    path = filled(tmp_path / "a.sqlite", memory=memory)
    _rewrite(path, 3, 6)
    with closing(opened(path, memory=memory)) as ledger:
        assert ledger.verify().seen_entries == 6
        ledger.record(decided(9))
    with closing(opened(path, memory=memory)) as ledger:
        assert ledger.verify().seen_entries == 6


def test_heads_of_several_files_are_kept_apart(tmp_path: Path) -> None:
    memory = tmp_path / "heads.json"
    one, two = (filled(tmp_path / name, memory=memory) for name in ("one", "two"))
    moved = one.rename(tmp_path / "moved")
    alter(moved, "DELETE FROM entry WHERE seq = 6")
    with closing(opened(moved, memory=memory)) as ledger:
        assert ledger.verify().seen_entries == 6
    with closing(opened(two, memory=memory)) as ledger:
        assert ledger.verify().is_intact


@pytest.mark.parametrize("memory_text", ["", "{", "[]", '{"x": 1}', "\udcff"])
def test_an_unreadable_memory_accuses_nobody(tmp_path: Path, memory_text: str) -> None:
    memory = tmp_path / "heads.json"
    path = filled(tmp_path / "a.sqlite", memory=memory)
    memory.write_bytes(memory_text.encode("utf-8", "surrogateescape"))
    with closing(opened(path, memory=memory)) as ledger:
        assert ledger.verify().is_intact
        ledger.record(decided(9))
    assert '"seq": 7' in memory.read_text()


def test_a_memory_that_cannot_be_written_loses_no_decision(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with closing(opened(tmp_path / "a.sqlite", memory=tmp_path / "taken" / "heads.json")) as ledger:
        ledger.record(decided(1))
        assert len(ledger.decisions("note-1")) == 1


@contextmanager
def _copy(whole: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copy(whole, folder))


def _spoil_page(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096] = 0xFF  # no kind of page
    path.write_bytes(content)


def _verified(path: Path) -> ChainReport:
    with closing(opened(path)) as ledger:
        return ledger.verify()


def _rewrite(path: Path, first: int, last: int) -> None:
    """Change the actor from `first` on and make every digest up to `last` fit again."""
    with closing(opened(path)) as ledger:
        events = list(ledger.events())
    previous = events[first - 1].previous
    for event in events[first - 1 : last]:
        text = canonical(event.body)
        entry = entry_text(seq=event.seq, kind=event.kind, time=event.time, actor="Eve", body=text)
        digest = digest_after(previous, entry)
        alter(
            path,
            "UPDATE entry SET actor = 'Eve', previous = ?, digest = ? WHERE seq = ?",
            values=(previous, digest, event.seq),
        )
        previous = digest
