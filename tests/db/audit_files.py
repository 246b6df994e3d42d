# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Small audit files of invented decisions for the tests of db."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from db.ledger import Ledger, open_ledger
from nlp.domain import Decision, EventKind, Verdict

NOW = datetime(2026, 3, 12, 10, 2, tzinfo=UTC)
_BODY = Decision(
    id="",
    note_id="note-1",
    subject="s-1",
    code="E11.9",
    title="Type 2 diabetes mellitus without complications",
    verdict=Verdict.ACCEPT,
    start=20,
    end=35,
    quote="type 2 diabetes",
    note_name="visit.txt",
    source="/notes/visit.txt",
    edition="FY 2026",
    rules_version="1",
)


def opened(path: Path, *, memory: Path | None = None, must_exist: bool = False) -> Ledger:
    """Open the audit file as Ann at a fixed time."""
    return open_ledger(path, clock=lambda: NOW, actor="Ann", head_memory=memory, must_exist=must_exist)


def decided(number: int, verdict: Verdict = Verdict.ACCEPT, **changes: str | int) -> Decision:
    """Make a decision that differs from every other number."""
    return replace(_BODY, id=f"d{number}", verdict=verdict, **changes)  # pyright: ignore[reportArgumentType]


def a_visit(note_id: str = "note-1", **changes: object) -> dict[str, object]:
    """Make the body of an ENCOUNTER entry."""
    return {
        "note_id": note_id,
        "note_name": "visit.txt",
        "source": "/notes/visit.txt",
        "setting": "inpatient",
        "date_of_service": "2026-02-03",
        "age": 67,
        "sex": "female",
        **changes,
    }


def fill(ledger: Ledger) -> None:
    """Append six entries of every common kind."""
    ledger.append(EventKind.ENCOUNTER, a_visit())
    ledger.record(decided(1))
    ledger.record(decided(2, Verdict.REJECT, code="I10", reason="Already coded"))
    ledger.record(decided(3, Verdict.ADD, code="N18.32"))
    ledger.record(decided(4, Verdict.WITHDRAW, withdraws="d1"))
    ledger.append(EventKind.FINISHED, {"note_id": "note-1", "note_name": "visit.txt", "codes": ["N18.32"]})


def filled(path: Path, *, memory: Path | None = None) -> Path:
    """Make an audit file of six entries and close it."""
    with closing(opened(path, memory=memory)) as ledger:
        fill(ledger)
    return path


def alter(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Run raw SQL as an intruder would: without the guards."""
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement, values)
        raw.commit()
