# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How far each note is, kept up to date by reading only what was appended since."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.domain.ledger import EventKind
from nlp.domain.review import Decision, in_force


class StatusBoard:
    """The number of decisions in force and the finished mark of every note, as far as entry `read_to`."""

    def __init__(self) -> None:
        self.read_to = 0
        self._histories: dict[str, list[Decision]] = {}
        self._statuses: dict[str, tuple[int, bool]] = {}
        self._stale: set[str] = set()

    def add_decision(self, seq: int, decision: Decision) -> None:
        """Take in the decision that entry `seq` holds."""
        self._histories.setdefault(decision.note_id, []).append(decision)
        self._stale.add(decision.note_id)
        self.read_to = seq

    def add_mark(self, seq: int, note_id: str, kind: EventKind) -> None:
        """Take in that entry `seq` finished or reopened the note."""
        count, _ = self._statuses.get(note_id, (0, False))
        self._statuses[note_id] = count, kind is EventKind.FINISHED
        self.read_to = seq

    def statuses(self) -> Mapping[str, tuple[int, bool]]:
        """Return (number of decisions in force, is finished) for each note."""
        for note_id in self._stale:
            _, is_finished = self._statuses.get(note_id, (0, False))
            self._statuses[note_id] = len(in_force(self._histories[note_id])), is_finished
        self._stale.clear()
        return dict(self._statuses)
