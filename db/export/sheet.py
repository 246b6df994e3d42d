# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Entries of an audit file gathered by note: what every export writes down, each in its own form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.records import decision_from, encounter_from, text_of
from nlp.domain.case import Encounter
from nlp.domain.ledger import EventKind, LedgerEvent
from nlp.domain.review import Decision, Verdict, in_force


class ExportScope(StrEnum):
    """Which rows are written."""

    ACCEPTED = "accepted"  # the codes that stand, in claim order
    DECISIONS = "decisions"  # every decision ever


class Standing(StrEnum):
    """What became of a decision."""

    IN_FORCE = "in force"
    REPLACED = "replaced"  # a later decision on the same code took its place
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "withdrawal"  # takes another back, and so stands for nothing itself


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A decision, its link in the chain, and what became of it. `order` is 1 for the first-listed code, 0 for none."""

    decision: Decision
    seq: int
    digest: str
    standing: Standing
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSheet:
    """One note: its visit and all decisions on it, oldest first."""

    note_id: str
    note_name: str
    source: str
    encounter: Encounter | None
    is_finished: bool
    lines: tuple[SheetLine, ...]

    @property
    def accepted(self) -> tuple[SheetLine, ...]:
        """The codes that stand, in claim order."""
        return tuple(sorted((line for line in self.lines if line.order), key=lambda line: line.order))


def note_sheets(events: Iterable[LedgerEvent]) -> tuple[NoteSheet, ...]:
    """Return a sheet for each note, in the order in which the audit file first names them."""
    by_note: dict[str, list[LedgerEvent]] = {}
    for event in events:
        note_id = text_of(event.body, "note_id")
        if note_id:
            by_note.setdefault(note_id, []).append(event)
    return tuple(_sheet(note_id, entries) for note_id, entries in by_note.items())


def _sheet(note_id: str, events: list[LedgerEvent]) -> NoteSheet:
    visit = _last(events, EventKind.ENCOUNTER)
    mark = _last(events, EventKind.FINISHED, EventKind.REOPENED)
    finished = mark if mark and mark.kind is EventKind.FINISHED else None
    return NoteSheet(
        note_id=note_id,
        note_name=_last_text(events, "note_name"),
        source=_last_text(events, "source"),
        encounter=encounter_from(visit.body) if visit else None,
        is_finished=finished is not None,
        lines=_lines(events, _codes(finished)),
    )


def _lines(events: list[LedgerEvent], listed: list[str]) -> tuple[SheetLine, ...]:
    made = [(event, decision_from(event.body)) for event in events if event.kind is EventKind.DECISION]
    history = [decision for _, decision in made]
    standing = in_force(history)
    withdrawn = {d.withdraws for d in history if d.verdict is Verdict.WITHDRAW}
    orders = _orders(standing, listed)
    return tuple(
        SheetLine(
            decision=decision,
            seq=event.seq,
            digest=event.digest,
            standing=_standing_of(decision, standing, withdrawn),
            order=orders.get(decision.id, 0),
        )
        for event, decision in made
    )


def _orders(standing: tuple[Decision, ...], listed: list[str]) -> dict[str, int]:
    # sorted() keeps the order of deciding among codes that finishing did not list.
    place = {code: number for number, code in enumerate(listed)}
    kept = [d for d in standing if d.verdict in (Verdict.ACCEPT, Verdict.ADD)]
    in_claim_order = sorted(kept, key=lambda d: place.get(d.code, len(place)))
    return {decision.id: number for number, decision in enumerate(in_claim_order, start=1)}


def _standing_of(decision: Decision, standing: tuple[Decision, ...], withdrawn: set[str]) -> Standing:
    if decision.verdict is Verdict.WITHDRAW:
        return Standing.WITHDRAWAL
    if decision.id in withdrawn:
        return Standing.WITHDRAWN
    return Standing.IN_FORCE if decision in standing else Standing.REPLACED


def _codes(finished: LedgerEvent | None) -> list[str]:
    codes = finished.body.get("codes") if finished else None
    return [str(code) for code in codes] if isinstance(codes, list) else []  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _last(events: list[LedgerEvent], *kinds: EventKind) -> LedgerEvent | None:
    return next((event for event in reversed(events) if event.kind in kinds), None)


def _last_text(events: list[LedgerEvent], name: str) -> str:
    return next((text for event in reversed(events) if (text := text_of(event.body, name))), "")
