# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Decisions of the person, and the case as it stands: a fold of the machine's case and all decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from nlp.domain.case import CodedCase, Encounter, Suggestion


class Verdict(StrEnum):
    """What the person did with a code."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"  # a code the machine did not suggest, or a not-coded mention overruled
    WITHDRAW = "withdraw"  # takes back an earlier decision; that is how undo is written


class RejectReason(StrEnum):
    """Why a suggestion was rejected; the number key is the position in this list."""

    NOT_SUPPORTED = "Not supported by the note"
    ANOTHER_CODE = "Wrong: another code fits"
    PART_OF_ANOTHER = "Part of another code"
    NOT_ASSESSED = "Not treated or assessed here"
    ALREADY_CODED = "Already coded"
    COPIED = "Copied from an earlier note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One verdict on one code of one note.

    `id` is unique and chosen by the caller; `subject` is the suggestion or not-coded id, or "" for a code found in the
    book; `start`, `end`, `quote` are the evidence decided on (-1, -1, "" without); `withdraws` is the id of the
    decision taken back, for `Verdict.WITHDRAW`. `poa` is the present-on-admission indicator of a stay ("" elsewhere);
    changing it is a later decision on the same code. `note_name` and `source` are the
    note's; `edition` and `rules_version` those of the case decided on.
    """

    id: str
    note_id: str
    subject: str
    code: str
    title: str
    verdict: Verdict
    reason: str = ""
    comment: str = ""
    start: int = -1
    end: int = -1
    quote: str = ""
    note_name: str = ""
    source: str = ""
    edition: str = ""
    rules_version: str = ""
    reviewer: str = ""
    time: str = ""  # UTC, ISO 8601 with Z, seconds
    withdraws: str = ""
    poa: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The case as it stands. `accepted` is in claim order; `decisions` are those in force, oldest first."""

    case: CodedCase
    decisions: tuple[Decision, ...] = ()
    history: tuple[Decision, ...] = field(default=(), repr=False)
    is_finished: bool = False

    @property
    def open(self) -> tuple[Suggestion, ...]:
        """Suggestions that nobody has decided, in claim order."""
        decided = {d.code for d in self.decisions}
        return tuple(s for s in self.case.suggestions if s.code not in decided)

    @property
    def accepted(self) -> tuple[Decision, ...]:
        """Accepted and added codes: suggestions in claim order first, then codes added by hand."""
        place = {s.code: n for n, s in enumerate(self.case.suggestions)}
        kept = [d for d in self.decisions if d.verdict in (Verdict.ACCEPT, Verdict.ADD)]
        return tuple(sorted(kept, key=lambda d: place.get(d.code, len(place))))

    @property
    def rejected(self) -> tuple[Decision, ...]:
        """Rejected codes, oldest first."""
        return tuple(d for d in self.decisions if d.verdict is Verdict.REJECT)

    @property
    def encounter(self) -> Encounter:
        """The visit that was coded."""
        return self.case.encounter

    def decision_on(self, code: str) -> Decision | None:
        """Return the decision in force on the code, or None."""
        return next((d for d in self.decisions if d.code == code), None)


def fold(case: CodedCase, history: Iterable[Decision], *, is_finished: bool = False) -> Review:
    """Fold every decision ever made on the note, oldest first, into the case as it stands."""
    every = tuple(history)
    return Review(case=case, decisions=in_force(every), history=every, is_finished=is_finished)


def in_force(history: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that stand after the whole history of one note, oldest first.

    A later decision on a code takes the earlier one's place; a withdrawal removes the decision it names and
    brings back the one that had stood before it.
    """
    every = tuple(history)
    withdrawn = {d.withdraws for d in every if d.verdict is Verdict.WITHDRAW}
    standing: dict[str, Decision] = {}
    for decision in every:
        if decision.verdict is not Verdict.WITHDRAW and decision.id not in withdrawn:
            before = standing.get(decision.code)
            if before is not None and before.verdict is not decision.verdict:
                del standing[decision.code]  # another verdict is a new act; another indicator keeps the place
            standing[decision.code] = decision
    return tuple(standing.values())


def undo_target(history: Iterable[Decision]) -> Decision | None:
    """Return the youngest decision that no withdrawal names, or None when there is nothing to undo."""
    every = tuple(history)
    withdrawn = {d.withdraws for d in every}
    return next((d for d in reversed(every) if d.verdict is not Verdict.WITHDRAW and d.id not in withdrawn), None)


def redo_target(history: Iterable[Decision]) -> Decision | None:
    """Return the decision taken back last, if only withdrawals follow it, or None when there is nothing to redo."""
    every = tuple(history)
    pending: list[Decision] = []
    by_id = {d.id: d for d in every}
    for decision in every:
        if decision.verdict is Verdict.WITHDRAW:
            pending.append(by_id[decision.withdraws])
        elif pending and _same_act(decision, pending[-1]):
            pending.pop()
        else:
            pending.clear()
    return pending[-1] if pending else None


def _same_act(one: Decision, other: Decision) -> bool:
    return _act(one) == _act(other)


def _act(decision: Decision) -> tuple[str, ...]:
    return (decision.subject, decision.code, decision.verdict, decision.reason, decision.comment, decision.poa)
