# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Rail, worklist and page side by side, as the window's width allows."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.shell.layout_rows import ColumnWidths, LayoutRow, layout_row
from desktop.ui.shell.theme import ThemeSource

_COLUMN = "worklist"
_GRIP = 7


class WorkArea(QWidget):
    """Places its three parts by hand: a laid-over worklist must not move the note."""

    row_changed = Signal(object)  # LayoutRow
    worklist_shown = Signal(bool)
    focus_left = Signal()  # the keyboard was in the worklist that goes away
    widths_changed = Signal(object)  # ColumnWidths

    def __init__(self, themes: ThemeSource, rail: QWidget, worklist: QWidget, page: QWidget) -> None:
        super().__init__()
        self._themes = themes
        self._rail, self._worklist, self._page = rail, worklist, page
        self._row = LayoutRow.THREE
        self._widths = ColumnWidths()
        self._is_docked_open = True
        self._is_laid_over = False
        self._has_worklist = False
        self._grip = Grip()
        for part in (rail, page, worklist, self._grip):
            part.setParent(self)
        self._grip.dragged.connect(self._drag)
        self._grip.reset.connect(lambda: self._remember(None))

    @property
    def row(self) -> LayoutRow:
        """The row of the layout table in force."""
        return self._row

    @property
    def is_worklist_shown(self) -> bool:
        """Tell whether the worklist can be seen."""
        return self._has_worklist and (self._is_docked_open if self._row.docks_worklist else self._is_laid_over)

    @property
    def is_worklist_docked_open(self) -> bool:
        """Tell whether the worklist stands beside the note where there is room for it."""
        return self._is_docked_open

    @property
    def widths(self) -> ColumnWidths:
        """The dragged widths."""
        return self._widths

    def restore(self, *, is_worklist_open: bool, widths: ColumnWidths) -> None:
        """Take what was remembered."""
        self._is_docked_open = is_worklist_open
        self._widths = widths
        self.arrange()

    def show_worklist_part(self, has_worklist: bool) -> None:
        """Say whether there is a worklist at all."""
        self._has_worklist = has_worklist
        self._is_laid_over = self._is_laid_over and has_worklist
        self.arrange()

    def toggle_worklist(self) -> None:
        """Show or hide the worklist."""
        if self._row.docks_worklist:
            self._is_docked_open = not self._is_docked_open
        else:
            self._is_laid_over = not self._is_laid_over
        self.arrange()

    def close_overlay(self) -> None:
        """Take a laid-over worklist away; one that is docked stays."""
        if self._is_laid_over:
            self._is_laid_over = False
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the row for the new width."""
        super().resizeEvent(event)
        row = layout_row(self._themes.theme, self.width())
        if row is not self._row:
            self._row = row
            self._is_laid_over = False
            self.row_changed.emit(row)
        self.arrange()

    def arrange(self) -> None:
        """Give every part its place."""
        left = self._themes.theme.size("rail") if self._row.has_rail else 0
        height = self.height()
        shown = self.is_worklist_shown
        width = min(self._worklist_width(), self.width() - left)
        page_left = left + (width if shown and self._row.docks_worklist else 0)
        self._rail.setVisible(self._row.has_rail)
        self._rail.setGeometry(0, 0, left, height)
        self._worklist.setGeometry(left, 0, width, height)
        self._page.setGeometry(page_left, 0, self.width() - page_left, height)
        self._grip.setGeometry(QRect(left + width - _GRIP // 2 - 1, 0, _GRIP, height))
        self._grip.setVisible(shown and self._row.docks_worklist)
        self._show_worklist(shown)
        self._grip.raise_()

    def _show_worklist(self, shown: bool) -> None:
        if shown != self._worklist.isVisibleTo(self):
            focus = QApplication.focusWidget()
            if not shown and focus is not None and self._worklist.isAncestorOf(focus):
                self.focus_left.emit()  # before the panel is hidden: Qt would choose some button
            self._worklist.setVisible(shown)
            self.worklist_shown.emit(shown)
        if shown:
            self._worklist.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close a laid-over worklist on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._is_laid_over:
            self.close_overlay()
        else:
            super().keyPressEvent(event)

    def _worklist_width(self) -> int:
        return self._widths.get(self._row, _COLUMN) or self._themes.theme.size("worklist")

    def _drag(self, width_change: int) -> None:
        least = self._themes.theme.size("worklist_min")
        self._remember(min(max(self._worklist.width() + width_change, least), 2 * least))

    def _remember(self, width: int | None) -> None:
        self._widths = self._widths.put(self._row, _COLUMN, width)
        self.arrange()
        self.widths_changed.emit(self._widths)


class Grip(QWidget):
    """The invisible edge by which a column is dragged; a double click resets it."""

    dragged = Signal(int)  # pixels to the right
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._from: float | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin."""
        self._from = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag; the grip moves along, so places are its own."""
        if self._from is not None:
            self.dragged.emit(round(event.position().x() - self._from))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End."""
        self._from = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Reset."""
        self.reset.emit()
