# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Two runs over the same labels: what a change gained and lost, note by note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nlp.scoring.compare import CaseScore, Outcome, TargetScore
from nlp.scoring.measures import Counts, pooled

FIRST_LISTED = "first-listed"
PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a note stood in a run: its codes, and marks ("first-listed", "passed") that it earned as a whole."""

    outcome: Outcome
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """What is different for one note; the first two are good news, the last two are not."""

    id: str
    gained: tuple[str, ...]
    alarms_gone: tuple[str, ...]
    lost: tuple[str, ...]
    alarms_new: tuple[str, ...]

    @property
    def balance(self) -> int:
        """Return good news less bad news."""
        return len(self.gained) + len(self.alarms_gone) - len(self.lost) - len(self.alarms_new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All notes that came out differently; the counts are over the notes of both runs."""

    cases: tuple[CaseChange, ...]
    before: Counts
    after: Counts
    shared: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def standing_of(score: CaseScore | TargetScore) -> Standing:
    """Return what of a score can be set against another run."""
    if isinstance(score, TargetScore):
        return Standing(outcome=score.labels)
    marks: set[str] = set()
    if score.is_first_right:
        marks.add(FIRST_LISTED)
    if score.failures == ():
        marks.add(PASSED)
    return Standing(outcome=score.full, marks=frozenset(marks))


def change_between(before: Mapping[str, Standing], after: Mapping[str, Standing]) -> Change:
    """Set a run against an earlier one, notes in the order of the new run."""
    shared = [note for note in after if note in before]
    cases = (_case_change(note, before[note], after[note]) for note in shared)
    return Change(
        cases=tuple(c for c in cases if c.gained or c.alarms_gone or c.lost or c.alarms_new),
        before=pooled(before[note].outcome for note in shared),
        after=pooled(after[note].outcome for note in shared),
        shared=len(shared),
        only_before=tuple(note for note in before if note not in after),
        only_after=tuple(note for note in after if note not in before),
    )


def _case_change(note: str, before: Standing, after: Standing) -> CaseChange:
    was = {*before.outcome.right, *before.marks}
    now = {*after.outcome.right, *after.marks}
    wrong_then, wrong_now = set(before.outcome.wrong), set(after.outcome.wrong)
    return CaseChange(
        id=note,
        gained=tuple(sorted(now - was)),
        alarms_gone=tuple(sorted(wrong_then - wrong_now)),
        lost=tuple(sorted(was - now)),
        alarms_new=tuple(sorted(wrong_now - wrong_then)),
    )
