# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Opens folders and files as the worklist, keeps its counts true, and reads ahead while nobody waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.app.casework import Casework, CodedNote
from desktop.app.worklist import WorklistEntry, list_notes
from desktop.ui.intake.rows import NoteStatus, WorklistRow, status_of
from desktop.ui.intake.worklist_model import WorklistModel
from desktop.ui.shell.jobs import Job, JobRunner, Lane, Urgency
from desktop.ui.shell.notices import Level, Notices
from nlp.domain import Review
from nlp.errors import KnownError

_LIST = "list"
_AHEAD = "read ahead"


class WorklistPresenter(QObject):
    """Holds which paths are open; shows rows, and tells when a list is there."""

    reading_started = Signal(str)  # what is being read
    worklist_opened = Signal(object)  # tuple of rows
    reading_refused = Signal()
    problem_found = Signal(object, str)  # path, message
    all_read = Signal()  # the open items of every note are known
    status_changed = Signal(object, object, object)  # path, NoteStatus, open count or None

    def __init__(self, casework: Casework, runner: JobRunner, notices: Notices, model: WorklistModel) -> None:
        super().__init__()
        self._casework = casework
        self._runner = runner
        self._notices = notices
        self._model = model
        self._paths: tuple[Path, ...] = ()
        self._is_reading_ahead = False

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders and files that are open."""
        return self._paths

    def open_paths(self, untrusted_paths: Sequence[Path]) -> None:
        """List the notes among the paths; the list that is open stays until the new one is there."""
        paths = tuple(untrusted_paths)
        label = f"Reading {paths[0].name if len(paths) == 1 else f'{len(paths)} files'}"
        self.reading_started.emit(label)

        def show(entries: tuple[WorklistEntry, ...]) -> None:
            self._paths = paths
            self._show(entries)

        self._runner.submit(
            Lane.FILES, Job(label=label, work=lambda: list_notes(paths), topic=_LIST), show, self._refuse
        )

    def refresh(self) -> None:
        """Look again at what lies in the open folder."""
        if self._paths:
            self.open_paths(self._paths)

    def show_review(self, path: Path, review: Review) -> None:
        """Show how far a note is after it was opened or decided on."""
        if review.is_finished:
            status = NoteStatus.FINISHED
        else:
            status = NoteStatus.IN_REVIEW if review.decisions else NoteStatus.NEW
        self.status_changed.emit(path, status, len(review.open))

    def _refuse(self, error: KnownError) -> None:
        self._notices.tell(error, Level.WARN)
        self.reading_refused.emit()

    def _show(self, entries: tuple[WorklistEntry, ...]) -> None:
        statuses = self._casework.statuses()
        known = {row.path: row.open_count for row in self._model.rows}
        rows = tuple(WorklistRow(entry=e, status=status_of(e, statuses), open_count=known.get(e.path)) for e in entries)
        self.worklist_opened.emit(rows)
        self._runner.drop(_AHEAD)
        self._is_reading_ahead = False
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Read the next note whose open items nobody knows; one at a time, behind whatever the coder waits for."""
        row = next((r for r in self._model.rows if _wants_reading(r)), None)
        if row is None:
            self.all_read.emit()
        if row is None or self._is_reading_ahead:
            return
        self._is_reading_ahead = True
        path = row.path
        encounter = self._casework.remembered_encounter(row.entry.note_id)

        def work() -> CodedNote:
            return self._casework.read_and_code(path, encounter)

        job = Job(label="Reading ahead", work=work, topic=_AHEAD, urgency=Urgency.AHEAD)
        self._runner.submit(Lane.CODER, job, lambda coded: self._take(path, coded), lambda e: self._give_up(path, e))

    def _take(self, path: Path, coded: CodedNote) -> None:
        self._is_reading_ahead = False
        row = self._model.row_at(path)
        if row is not None and row.open_count is None:
            self.show_review(path, self._casework.review_of(coded))
        self._read_ahead()

    def _give_up(self, path: Path, error: KnownError) -> None:
        """Show why a note that was listed cannot be read any more."""
        self._is_reading_ahead = False
        self.problem_found.emit(path, str(error))
        self._read_ahead()


def _wants_reading(row: WorklistRow) -> bool:
    return row.open_count is None and row.status in (NoteStatus.NEW, NoteStatus.IN_REVIEW)
