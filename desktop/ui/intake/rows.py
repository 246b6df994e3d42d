# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One row of the worklist as the coder sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from desktop.app.worklist import WorklistEntry

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS_LIKE_ONE_ITEM = 300  # so many words cost about as much reading as one suggestion costs deciding
_NUMBER = re.compile(r"^\[\d+\] ")  # of a message
_EFFORT_LIMITS = (4, 7, 12, 18)


class NoteStatus(StrEnum):
    """How far a note is."""

    NEW = "new"
    IN_REVIEW = "in review"
    FINISHED = "finished"
    UNREADABLE = "could not be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistRow:
    """A listed file with its status; `open_count` is None until the note has been read and coded."""

    entry: WorklistEntry
    status: NoteStatus = NoteStatus.NEW
    open_count: int | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.entry.path

    @property
    def name(self) -> str:
        """The file's name without its ending, as the coder speaks of it; a file that is no note keeps its ending."""
        return self.entry.name if self.status is NoteStatus.UNREADABLE else Path(self.entry.name).stem

    @property
    def detail(self) -> str:
        """The second line: kind and date of service, or why the file is no note."""
        if self.status is NoteStatus.UNREADABLE:
            return self.entry.problem
        kind = self.entry.kind or "Note"
        day = self.entry.date_of_service
        return f"{kind} · {short_day(day)}" if day else kind

    @property
    def short_detail(self) -> str:
        """The second line where there is little room: without the date, or only the fact of a problem."""
        if self.status is not NoteStatus.UNREADABLE:
            return self.entry.kind or "Note"
        fact = _NUMBER.sub("", self.entry.problem).removeprefix(self.entry.name).strip()
        return fact[:1].upper() + fact[1:]

    @property
    def state_words(self) -> str:
        """The words at the right: "8 open", "Finished", or nothing while unknown."""
        if self.status is NoteStatus.FINISHED:
            return "Finished"
        if self.status is NoteStatus.UNREADABLE or self.open_count is None:
            return ""
        return f"{self.open_count} open"

    @property
    def effort(self) -> int | None:
        """One to five steps made of the two things really known: open items and the length of the note."""
        if self.open_count is None or self.status in (NoteStatus.FINISHED, NoteStatus.UNREADABLE):
            return None
        score = self.open_count + self.entry.words // _WORDS_LIKE_ONE_ITEM
        return 1 + sum(score > limit for limit in _EFFORT_LIMITS)

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers and the tooltip."""
        parts = [self.name, self.detail, self.status.value]
        if self.status in (NoteStatus.NEW, NoteStatus.IN_REVIEW) and self.open_count is not None:
            parts.append(f"{self.open_count} open")
        if self.entry.words:
            parts.append(f"{self.entry.words:,} words")
        return ", ".join(parts)

    def matches(self, words: str) -> bool:
        """Tell whether every word typed stands somewhere in the row."""
        haystack = f"{self.entry.name} {self.detail} {self.status.value}".casefold()
        return all(word in haystack for word in words.casefold().split())


def short_day(day: date) -> str:
    """Return a day as "12 Mar", the same in every language of the system."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def status_of(entry: WorklistEntry, statuses: dict[str, tuple[int, bool]]) -> NoteStatus:
    """Return how far a note is, from the audit file's decisions in force and finishing marks."""
    if entry.problem:
        return NoteStatus.UNREADABLE
    decisions, is_finished = statuses.get(entry.note_id, (0, False))
    if is_finished:
        return NoteStatus.FINISHED
    return NoteStatus.IN_REVIEW if decisions else NoteStatus.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the worklist is."""

    done: int
    notes: int
    unreadable: int

    @property
    def words(self) -> str:
        """The progress as the panel says it."""
        return f"{self.done} of {self.notes} done" if self.notes else ""


def progress_of(rows: Sequence[WorklistRow]) -> Progress:
    """Count what is done; files that cannot be read are counted apart."""
    readable = [row for row in rows if row.status is not NoteStatus.UNREADABLE]
    done = sum(row.status is NoteStatus.FINISHED for row in readable)
    return Progress(done=done, notes=len(readable), unreadable=len(rows) - len(readable))
