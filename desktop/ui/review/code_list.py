# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of codes: one view and one delegate for every kind of row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.review.row_model import ROW_ROLE, RowModel
from desktop.ui.review.row_painter import EDGE, paint_row, row_height
from desktop.ui.review.rows import AcceptedRow, FoldRow, HeadingRow, NotCodedRow, Row, SuggestionRow, is_selectable
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.painting import draw_row_ground
from desktop.ui.shell.theme import Theme, ThemeSource

_KINDS = (SuggestionRow, AcceptedRow, NotCodedRow, HeadingRow, FoldRow)


class CodeList(QListView):
    """Shows rows, keeps the chosen one in its place when rows change."""

    row_chosen = Signal(object)  # a Row, or None where nothing can be chosen
    fold_toggled = Signal()
    delete_pressed = Signal()

    def __init__(self, themes: ThemeSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme = themes.theme
        self._model = RowModel(lambda value: self._theme.confidence(value)[0], self)
        self._delegate = _RowDelegate(theme, self)
        self._empty_words = ""
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 6, 0, 0)
        self.setAutoFillBackground(True)
        self.set_theme(theme)
        themes.theme_changed.connect(self.set_theme)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._model.rows

    @property
    def chosen(self) -> Row | None:
        """The chosen row, or None."""
        number = self.currentIndex().row()
        return self.rows[number] if 0 <= number < len(self.rows) and is_selectable(self.rows[number]) else None

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._delegate.set_theme(theme)
        set_ground(self, theme, "panel")
        self.viewport().update()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the chosen code stays chosen, or what has come into its place is."""
        before, number = self.chosen, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self._model.show_rows(rows)
        kept = next((n for n, r in enumerate(rows) if before and r.id == before.id and _still(before, r)), None)
        self._choose_near(number if kept is None else kept)
        self.verticalScrollBar().setValue(scrolled)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def forget_choice(self) -> None:
        """Begin at the top: the rows to come belong to another note."""
        self._model.show_rows(())
        self.verticalScrollBar().setValue(0)

    def say_when_empty(self, words: str) -> None:
        """Say what stands in the list's place while it has no rows."""
        self._empty_words = words
        self.setAccessibleDescription(words if not self.rows else "")
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, or why there are none."""
        super().paintEvent(event)
        if not self.rows and self._empty_words:
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("text_2"))
            box = QRectF(self.viewport().rect()).adjusted(EDGE, 12, -EDGE, 0)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, self._empty_words)

    def show_fold(self) -> None:
        """Bring the fold and what it opened into view."""
        number = next((n for n, r in enumerate(self.rows) if isinstance(r, FoldRow)), None)
        if number is not None:
            self.scrollTo(self._model.index(number, 0), QListView.ScrollHint.PositionAtTop)

    def choose(self, identity: str) -> bool:
        """Choose the row of this id; tells whether there is one."""
        number = next((n for n, r in enumerate(self.rows) if r.id == identity and is_selectable(r)), None)
        if number is None:
            return False
        self._set_current(number)
        return True

    def move(self, step: int) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Choose the next (1) or previous (-1) row that stands for a code."""
        number = self.currentIndex().row() + step
        while 0 <= number < len(self.rows):
            if is_selectable(self.rows[number]):
                self._set_current(number)
                return
            number += step

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell what is chosen now."""
        super().currentChanged(current, previous)
        self.row_chosen.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Fold with Space, tell of Delete; leave letters to the commands."""
        if event.key() == Qt.Key.Key_Space and any(isinstance(r, FoldRow) for r in self.rows):
            self.fold_toggled.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open or close the fold; choose a row that stands for a code."""
        index = self.indexAt(event.position().toPoint())
        row = self.rows[index.row()] if index.isValid() else None
        if isinstance(row, FoldRow):
            self.fold_toggled.emit()
        elif row is not None and is_selectable(row):
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show where the focus is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose_near(self, number: int) -> None:
        """Choose the row that can be chosen at the place, else the next after it, else the last before it."""
        able = [n for n, r in enumerate(self.rows) if is_selectable(r)]
        wanted = next((n for n in able if n >= number), able[-1] if able else None)
        if wanted is None:
            self.row_chosen.emit(None)
        else:
            self._set_current(wanted)

    def _set_current(self, number: int) -> None:
        self.setCurrentIndex(self._model.index(number, 0))


def _still(before: Row, after: Row) -> bool:
    """Tell whether a row is still what it was: a decision moves the choice on to the next."""
    return not (
        isinstance(before, SuggestionRow) and isinstance(after, SuggestionRow) and before.state is not after.state
    )


class _RowDelegate(QStyledItemDelegate):
    """Paints ground and bar, then the row."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the row's height."""
        row: object = index.data(ROW_ROLE)
        return QSize(0, row_height(self._theme, row) if isinstance(row, _KINDS) else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: object = index.data(ROW_ROLE)
        if not isinstance(row, _KINDS):
            return
        rect = QRectF(option.rect)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType, reportAttributeAccessIssue]
        painter.save()
        self._paint_ground(painter, row, rect, option)
        paint_row(painter, self._theme, row, rect)
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: Row, rect: QRectF, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_under_mouse = bool(state & QStyle.StateFlag.State_MouseOver) and not isinstance(row, HeadingRow)
        if not is_chosen and not is_under_mouse:
            return
        bar = "accent" if self._view.hasFocus() else "control_line"
        ground = "selected" if is_chosen else "hover"
        draw_row_ground(painter, self._theme, rect.adjusted(8, 1, -8, -1), ground, bar if is_chosen else None)
