# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The audit file: append-only, each entry chained to the one before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlite_utils import Database

from db.chain import GENESIS, canonical, digest_after, escape_surrogates, link, tidy
from db.connection import open_database
from db.faults import is_damage, is_read_only, told, unopenable
from db.heads import Head, recall, remember
from db.migrations import immediate, number_of, upgrade
from db.migrations.ledger import (
    LINEAGE,
    are_guards_whole,
    are_indexes_whole,
    has_tables,
    rebuild_indexes,
    restore_guards,
)
from db.records import decision_body, decision_from, encounter_from, text_of
from db.verification import check_chain
from nlp.domain.case import Encounter
from nlp.domain.ledger import ChainReport, EventKind, LedgerEvent
from nlp.domain.review import Decision
from nlp.errors import BugError, E, KnownError

_PATIENCE_MS = 2000  # how long another program may hold the file before the coder is told
_BATCH = 500  # rows read at once, so that a long reading never keeps a writer waiting

# What nlp.domain.review.in_force does, for all notes at once: a body need not become a Decision to be counted.
_COUNT_STANDING = """
WITH decision AS MATERIALIZED (
    SELECT note_id, json_extract(body, '$.id') AS id, json_extract(body, '$.code') AS code,
        json_extract(body, '$.verdict') AS verdict, coalesce(json_extract(body, '$.withdraws'), '') AS withdraws
    FROM entry WHERE kind = 'decision'
)
SELECT note_id, count(DISTINCT code) FILTER (
    WHERE verdict <> 'withdraw'
    AND (note_id, id) NOT IN (SELECT note_id, withdraws FROM decision WHERE verdict = 'withdraw')
) FROM decision GROUP BY note_id
"""

_Row = tuple[int, str, str, str, str, str, str]


class Ledger:
    """An open audit file: one SQLite connection, used from the thread that opened it."""

    def __init__(
        self, database: Database, path: Path, *, clock: Callable[[], datetime], actor: str, head_memory: Path | None
    ) -> None:
        self.path = path
        self.actor = tidy(actor).encode("utf-8", "replace").decode("utf-8")
        self._database = database
        self._clock = clock
        self._memory = head_memory
        self._id = _ledger_id(database)
        # A head that this file does not hold (its tail was cut off) stays remembered, so that the loss keeps showing.
        self._may_remember = self._holds(self._seen())

    def append(self, kind: EventKind, body: Mapping[str, object]) -> LedgerEvent:
        """Append an entry; it is on the disk when this returns. Raises KnownError 305 to 307."""
        return self._append(kind, body, _stamp(self._clock()))

    def record(self, decision: Decision) -> LedgerEvent:
        """Append the decision; where it names no reviewer, time or id, they are made from the entry's."""
        now = _stamp(self._clock())
        whole = replace(decision, reviewer=decision.reviewer or self.actor, time=decision.time or now)
        if not whole.id:
            # From the chain rather than by chance: equal journeys then give equal files.
            whole = replace(whole, id=digest_after(self.head()[1], canonical(decision_body(whole)))[:32])
        return self._append(EventKind.DECISION, decision_body(whole), now)

    def adopt(self, events: Sequence[LedgerEvent]) -> None:
        """Take over the chained entries of another audit file letter for letter, all or none, into an empty one."""
        with told(self.path.name), immediate(self._database):
            if self._head().seq:
                raise BugError("Only an empty audit file adopts entries")
            for event in events:
                self._insert(event, canonical(event.body))
        if events:
            self._remember(events[-1])

    def decisions(self, note_id: str) -> tuple[Decision, ...]:
        """Return every decision ever made on the note, oldest first."""
        return tuple(map(self.decision_in, self.events(kinds=(EventKind.DECISION,), note_id=note_id)))

    def decision_in(self, event: LedgerEvent) -> Decision:
        """Return the decision that the entry holds; raises KnownError 304 when it holds none."""
        try:
            return decision_from(event.body)
        except ValueError as error:
            raise _broken(event.seq) from error

    def events(
        self, *, kinds: Collection[EventKind] | None = None, note_id: str | None = None
    ) -> Iterator[LedgerEvent]:
        """Yield the entries of these kinds and this note (of all without), oldest first."""
        wanted = sorted(EventKind if kinds is None else kinds)
        where = f"kind IN ({', '.join('?' * len(wanted))})"
        values: list[object] = [*wanted]
        if note_id is not None:
            where += " AND note_id = ?"
            values.append(note_id)
        return self._events(where, values)

    def note_ids_of_source(self, source: str) -> tuple[str, ...]:
        """Return the notes ever read from this path or row, oldest first: several when the file changed."""
        rows = self._rows(
            "SELECT note_id FROM entry WHERE source = ? AND note_id <> '' GROUP BY note_id ORDER BY min(seq)",
            [_stored(source)],
        )
        return tuple(row[0] for row in cast("list[tuple[str]]", rows))

    def encounter_of(self, note_id: str) -> Encounter | None:
        """Return the visit last set for the note, or None."""
        last = self._last(note_id, EventKind.ENCOUNTER)
        if last is None:
            return None
        try:
            return encounter_from(last.body)
        except ValueError as error:
            raise _broken(last.seq) from error

    def is_finished(self, note_id: str) -> bool:
        """Tell whether the note was finished and not reopened since."""
        last = self._last(note_id, EventKind.FINISHED, EventKind.REOPENED)
        return last is not None and last.kind is EventKind.FINISHED

    def statuses(self) -> Mapping[str, tuple[int, bool]]:
        """Return for each note the number of decisions in force and whether it is finished."""
        standing = dict(cast("list[tuple[str, int]]", self._rows(_COUNT_STANDING, [])))
        marks = self._rows(
            "SELECT note_id, kind = 'finished' FROM entry WHERE kind IN ('finished', 'reopened') ORDER BY seq", []
        )
        finished = {note_id: bool(is_finished) for note_id, is_finished in cast("list[tuple[str, int]]", marks)}
        return {n: (standing.get(n, 0), finished.get(n, False)) for n in standing | finished}

    def head(self) -> tuple[int, str]:
        """Return number and digest of the last entry, (0, "") for a file without entries."""
        with told(self.path.name):
            head = self._head()
        return head.seq, head.digest

    def verify(self) -> ChainReport:
        """Check every entry, and that none this computer has seen is missing at the end."""
        report = self._check(after=0)
        with told(self.path.name), _best_effort():
            if report.first_broken is None and not are_indexes_whole(self._database):
                # The entries are proven, only the way to them is damaged, and a decision might not be found.
                rebuild_indexes(self._database)
        return report

    def verify_tail(self, count: int = 100) -> ChainReport:
        """Check the last entries only, which is quick enough for every start."""
        with told(self.path.name):
            last = number_of(self._database, "SELECT coalesce(max(seq), 0) FROM entry")
        return self._check(after=max(0, last - count))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _append(self, kind: EventKind, body: Mapping[str, object], time: str) -> LedgerEvent:
        text = canonical(body)
        with told(self.path.name), immediate(self._database):
            head = self._head()
            event = link(head.seq + 1, head.digest, kind=kind, time=time, actor=self.actor, body=text)
            self._insert(event, text)
        self._remember(event)
        return event

    def _insert(self, event: LedgerEvent, text: str) -> None:
        self._database.conn.execute(
            "INSERT INTO entry (seq, previous, digest, kind, time, actor, note_id, source, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                event.seq,
                event.previous,
                event.digest,
                event.kind.value,
                event.time,
                event.actor,
                _stored(text_of(event.body, "note_id")),
                _stored(text_of(event.body, "source")),
                text,
            ],
        )

    def _events(self, where: str, values: list[object], *, after: int = 0) -> Iterator[LedgerEvent]:
        question = (
            "SELECT seq, previous, digest, kind, time, actor, body FROM entry"
            f" WHERE {where} AND seq > ? ORDER BY seq LIMIT {_BATCH}"
        )
        while rows := cast("list[_Row]", self._rows(question, [*values, after])):
            yield from map(_event, rows)
            after = rows[-1][0]

    def _last(self, note_id: str, *kinds: EventKind) -> LedgerEvent | None:
        marks = ", ".join("?" * len(kinds))
        rows = self._rows(
            "SELECT seq, previous, digest, kind, time, actor, body FROM entry"
            f" WHERE note_id = ? AND kind IN ({marks}) ORDER BY seq DESC LIMIT 1",
            [note_id, *kinds],
        )
        return _event(cast("_Row", rows[0])) if rows else None

    def _rows(self, question: str, values: list[object]) -> list[object]:
        try:
            with told(self.path.name):
                return self._database.conn.execute(question, values).fetchall()
        except sqlite3.OperationalError as error:
            # SQLite met a body that is no JSON; which one, the chain knows.
            raise _broken(self._check(after=0).first_broken or 1) from error

    def _head(self) -> Head:
        row = cast(
            "tuple[int, str] | None",
            self._database.conn.execute("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1").fetchone(),
        )
        return Head(seq=row[0], digest=row[1]) if row else Head(seq=0, digest=GENESIS)

    def _check(self, *, after: int) -> ChainReport:
        # Before the walk: what another program appends meanwhile must not look like a missing tail.
        seen = self._seen()
        with told(self.path.name):
            return check_chain(self._database, seen, after=after)

    def _seen(self) -> Head | None:
        return recall(self._memory, self._id) if self._memory else None

    def _holds(self, seen: Head | None) -> bool:
        if seen is None:
            return True
        rows = self._database.conn.execute("SELECT 1 FROM entry WHERE seq = ? AND digest = ?", [seen.seq, seen.digest])
        return rows.fetchone() is not None

    def _remember(self, event: LedgerEvent) -> None:
        if self._memory and self._may_remember:
            remember(self._memory, self._id, Head(seq=event.seq, digest=event.digest))


def open_ledger(
    path: Path,
    *,
    clock: Callable[[], datetime],
    actor: str,
    head_memory: Path | None = None,
    must_exist: bool = False,
) -> Ledger:
    """Open the audit file, making a new one where there is none; a file we may not write is opened for reading."""
    if must_exist and not path.exists():
        raise KnownError(E.AUDIT_MISSING, name=path.name)
    with told(path.name, is_opening=True):
        database = _connect(path, must_exist=must_exist)
        try:
            _prepare(database, path, must_exist=must_exist)
            return Ledger(database, path, clock=clock, actor=actor, head_memory=head_memory)
        except BaseException:
            database.close()
            raise


def _connect(path: Path, *, must_exist: bool) -> Database:
    try:
        if not must_exist:
            path.parent.mkdir(parents=True, exist_ok=True)
        return open_database(path)
    except OSError as error:
        if path.is_file():
            with suppress(OSError):
                return open_database(path, read_only=True)
        raise unopenable(error, path.name) from error


def _prepare(database: Database, path: Path, *, must_exist: bool) -> None:
    # Bytes that are no text must not stop a reading; the chain names the entry that holds them.
    database.conn.text_factory = _forgiving_text
    database.conn.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    if must_exist and number_of(database, "SELECT count(*) FROM sqlite_master") == 0:
        raise KnownError(E.AUDIT_NOT_OURS, name=path.name)
    # A rollback journal, not WAL: every committed decision then lies in the one file, so a copy of it is whole even
    # after a crash, and network drives and read-only media work. EXTRA also syncs the folder, without which a power
    # cut could bring the journal back and with it undo a decision already shown.
    database.conn.execute("PRAGMA synchronous = EXTRA")
    upgrade(database, path, LINEAGE)
    database.conn.execute("PRAGMA journal_mode = DELETE")
    if not has_tables(database):
        raise KnownError(E.AUDIT_NOT_OURS, name=path.name)
    _guard(database)


def _guard(database: Database) -> None:
    if not are_guards_whole(database):
        with _best_effort():  # where nothing can be written there is nothing to guard
            restore_guards(database)


@contextmanager
def _best_effort() -> Generator[None, None, None]:
    """Pass over what cannot be repaired: a file that we may only read, a page that nobody can."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not is_read_only(error) and not is_damage(error):
            raise


def _ledger_id(database: Database) -> str:
    row = cast("tuple[str] | None", database.conn.execute("SELECT value FROM meta WHERE name = 'ledger'").fetchone())
    return row[0] if row else ""


def _event(row: _Row) -> LedgerEvent:
    seq, previous, digest, kind, time, actor, body = row
    try:
        return LedgerEvent(
            seq=seq,
            previous=previous,
            digest=digest,
            kind=EventKind(kind),
            time=time,
            actor=actor,
            body=cast("Mapping[str, object]", json.loads(body)),
        )
    except ValueError as error:
        raise _broken(seq) from error


def _broken(seq: int) -> KnownError:
    return KnownError(E.AUDIT_CHAIN_BROKEN, seq=seq, proven=seq - 1)


def _forgiving_text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")


def _stored(text: str) -> str:
    return escape_surrogates(tidy(text))


def _stamp(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise BugError("The clock tells no time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
