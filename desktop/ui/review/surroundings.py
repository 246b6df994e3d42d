# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Looks around the open note's folder, off the window's thread: its other documents, and words copied from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.app.copied_text import Passage, copied_passages
from desktop.app.documents import FileHead, nearest, of_one_encounter, read_head
from desktop.app.worklist import note_files
from desktop.ui.shell.jobs import Job, JobRunner, Lane, Urgency
from nlp.domain import Note

_TOPIC = "surroundings"
# Files looked at around a note: those nearest by name, where the notes of a patient or a ward stand together. All of
# a folder of 5,000 would keep the disk busy for a minute each time one is opened.
_MOST = 300
_AT_ONCE = 20  # files for one job, so that whatever the person asks for comes in between
_KEPT = 2_000  # heads remembered; about 10 MB

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was found around one note."""

    path: Path
    documents: tuple[FileHead, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Search:
    """One look around: what is still to be read and what was."""

    path: Path
    note: Note
    day: date | None
    waiting: list[Path] = field(default_factory=list[Path])
    heads: list[FileHead] = field(default_factory=list[FileHead])


class NoteSurroundings(QObject):
    """One look around at a time; opening another note ends the one before."""

    found = Signal(object)  # Surroundings

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._known: dict[Path, tuple[_Stamp, FileHead | None]] = {}  # touched by the lane of files only

    def look_around(self, path: Path, note: Note, day: date | None) -> None:
        """Begin with the folder of a note just opened."""
        search = _Search(path=path, note=note, day=day)
        self._submit(partial(self._list, search), search)

    def stop(self) -> None:
        """Let go of the look around under way."""
        self._runner.drop(_TOPIC)

    def _submit(self, work: partial[_Search], search: _Search) -> None:
        job = Job(label="", work=work, topic=_TOPIC, urgency=Urgency.AHEAD)
        self._runner.submit(Lane.FILES, job, self._go_on, lambda _error: None)  # a folder that is gone has no others

    def _go_on(self, search: _Search) -> None:
        if search.waiting:
            self._submit(partial(self._read_some, search), search)
        else:
            job = Job(label="", work=partial(_conclude, search), topic=_TOPIC, urgency=Urgency.AHEAD)
            self._runner.submit(Lane.FILES, job, self.found.emit, lambda _error: None)

    # --- in the lane of files -------------------------------------------------------------------------------------

    def _list(self, search: _Search) -> _Search:
        files = note_files([search.path.parent])
        search.waiting = [search.path, *nearest(search.path, files, _MOST)]
        return search

    def _read_some(self, search: _Search) -> _Search:
        some, search.waiting = search.waiting[:_AT_ONCE], search.waiting[_AT_ONCE:]
        search.heads += filter(None, map(self._head, some))
        return search

    def _head(self, path: Path) -> FileHead | None:
        try:
            state = path.stat()
        except OSError:
            return None
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            while len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            known = self._known[path] = (stamp, read_head(path))
        return known[1]


def _conclude(search: _Search) -> Surroundings:
    """Return which documents belong together, and what was copied from a note with another text."""
    own = next((h for h in search.heads if h.path == search.path), None)
    documents: Iterable[FileHead] = of_one_encounter(own, search.heads) if own else ()
    others = [h.shingles for h in search.heads if h.note_id != search.note.id]
    passages = copied_passages(search.note.text, search.day, others)
    return Surroundings(path=search.path, documents=tuple(documents), passages=passages)
