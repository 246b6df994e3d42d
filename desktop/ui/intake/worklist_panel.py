# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The panel beside the note: progress, filter, rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop.ui.intake.filter_field import FilterField
from desktop.ui.intake.rows import NoteStatus, WorklistRow, progress_of
from desktop.ui.intake.worklist_delegate import WorklistDelegate
from desktop.ui.intake.worklist_model import FilteredWorklist, RowRole, WorklistModel
from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.theme import Theme, ThemeSource

_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class WorklistPanel(Ground):
    """Shows the notes of the open folder and says which one was chosen."""

    note_chosen = Signal(object)  # Path

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "panel", Qt.Edge.RightEdge)
        self._themes = themes
        self._model = WorklistModel(self)
        self._filtered = FilteredWorklist(self._model)
        self._delegate = WorklistDelegate(themes)
        self._progress = ProgressLine(themes)
        self._count = Label(themes, font="count", color="text_2")
        self._apart = Label(themes, font="small", color="warn")
        self._nothing = Label(themes, "No note matches.", font="small", color="text_2")
        self._filter = FilterField(themes, "Filter notes")
        self._view = NoteList(self._filtered, self._delegate)
        self._filter.textChanged.connect(self._narrow)
        self._filter.left_downwards.connect(self.take_focus)
        self._view.opened.connect(self._choose)
        themes.theme_changed.connect(self._restyle)
        self._lay_out()
        self._restyle(themes.theme)

    @property
    def model(self) -> WorklistModel:
        """The rows."""
        return self._model

    @property
    def view(self) -> QListView:
        """The list, for focus and for tests."""
        return self._view

    @property
    def filter_field(self) -> FilterField:
        """The field that narrows the list."""
        return self._filter

    def show_rows(self, rows: Sequence[WorklistRow]) -> None:
        """Show another worklist from its top."""
        self._filter.clear()
        self._delegate.measure_names(rows)
        self._model.show_rows(rows)
        self._show_progress()

    def show_status(self, path: Path, status: NoteStatus, open_count: int | None) -> None:
        """Show how far one note is now."""
        self._model.show_status(path, status, open_count)
        self._show_progress()

    def show_problem(self, path: Path, problem: str) -> None:
        """Show that a file is no note any more."""
        self._model.show_problem(path, problem)
        self._show_progress()

    def show_open(self, path: Path | None) -> None:
        """Mark the note that is open and bring its row into sight."""
        self._delegate.show_open(path)
        place = self._model.place_of(path) if path else -1
        if place >= 0:
            index = self._filtered.mapFromSource(self._model.index(place))
            self._view.setCurrentIndex(index)
        self._view.viewport().update()

    def next_after(self, path: Path) -> WorklistRow | None:
        """Return the next note that is not finished, from the one after `path` round to the one before it."""
        place = self._model.place_of(path)
        round_trip = (*self._model.rows[place + 1 :], *self._model.rows[: max(place, 0)])
        return next((row for row in round_trip if row.status in (NoteStatus.NEW, NoteStatus.IN_REVIEW)), None)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        if not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._filtered.index(0, 0))
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, WorklistRow):
            self.note_chosen.emit(row.path)

    def _narrow(self, words: str) -> None:
        self._filtered.filter_by(words)
        self._nothing.setVisible(self._filtered.rowCount() == 0 and bool(words))

    def _show_progress(self) -> None:
        progress = progress_of(self._model.rows)
        self._count.setText(progress.words)
        self._progress.show_share(progress.done / progress.notes if progress.notes else 0.0)
        self._apart.setText(f"{progress.unreadable} could not be read")
        self._apart.setVisible(progress.unreadable > 0)

    def _restyle(self, theme: Theme) -> None:
        set_ground(self._view, theme, "panel")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._themes, "Worklist", font="heading"))
        head.addStretch()
        head.addWidget(self._count)
        top = QVBoxLayout()
        top.setContentsMargins(16, 14, 16, 0)
        top.setSpacing(13)
        top.addLayout(head)
        top.addWidget(self._progress)
        top.addWidget(self._filter)
        top.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 8)
        foot.addWidget(self._apart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._view, 1)
        column.addLayout(foot)
        self._nothing.hide()
        self._apart.hide()


class NoteList(QListView):
    """The rows; arrows and J, K move, Enter or a click opens."""

    opened = Signal(QModelIndex)

    def __init__(self, model: FilteredWorklist, delegate: WorklistDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Worklist")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.opened)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move and open here before they become commands of the review."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move or open."""
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() in _OPEN_KEYS:
            self.opened.emit(self.currentIndex())
        else:
            self._move(_MOVES[Qt.Key(event.key())])

    def _move(self, step: int) -> None:
        place = min(max(self.currentIndex().row() + step, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(place, 0))


def _is_ours(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return is_plain and (event.key() in _OPEN_KEYS or event.key() in _MOVES)


class ProgressLine(QWidget):
    """A thin line: how much of the worklist is finished."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._share = 0.0
        self.setFixedHeight(4)
        themes.theme_changed.connect(self.update)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint trough and share."""
        theme: Theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(box, 2, 2)
        if self._share > 0:
            painter.setBrush(theme.color("accepted"))
            painter.drawRoundedRect(QRectF(0, 0, max(4.0, box.width() * self._share), box.height()), 2, 2)
