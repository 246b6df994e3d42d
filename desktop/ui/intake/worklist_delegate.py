# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Paints one row of the worklist: status, name, kind and date, what is open, effort."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.intake.worklist_model import RowRole
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.painting import draw_effort, draw_focus_ring, draw_row_ground, draw_text, effort_width
from desktop.ui.shell.theme import Theme, ThemeSource

_GLYPHS = {
    NoteStatus.NEW: ("circle", "text_3"),
    NoteStatus.IN_REVIEW: ("circle-dot", "suggested"),
    NoteStatus.FINISHED: ("circle-check", "accepted"),
    NoteStatus.UNREADABLE: ("triangle-alert", "warn"),
}
_INSET = 8.0  # of the row's ground from the panel's edges
_GLYPH_LEFT = 18.0
_NAME_LEFT = 42.0
_RIGHT = 16.0


class WorklistDelegate(QStyledItemDelegate):
    """Paints rows of equal height; the open note has ground and bar, the keyboard's row a ring."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes)
        self._themes = themes
        self._open_path: Path | None = None

    def show_open(self, path: Path | None) -> None:
        """Mark the note that is open."""
        self._open_path = path

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Return the row's size; the height is a token."""
        return QSize(0, self._themes.theme.size("row_worklist"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row = index.data(RowRole)
        if not isinstance(row, WorklistRow):
            return
        theme = self._themes.theme
        painter.save()
        box = QRectF(option.rect)
        box.setRight(box.right() + _scroll_bar_width(option))  # the columns stay where they are when a scroll bar comes
        self._paint_ground(painter, theme, box, row, option)
        _paint_first_line(painter, theme, box, row)
        _paint_second_line(painter, theme, box, row)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, theme: Theme, box: QRectF, row: WorklistRow, option: QStyleOptionViewItem
    ) -> None:
        ground = box.adjusted(_INSET, 1, -max(_INSET, _scroll_bar_width(option) + 1), -1)
        state = option.state
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if row.path == self._open_path:
            draw_row_ground(painter, theme, ground, "selected", "accent")
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_row_ground(painter, theme, ground, "hover")
        if has_focus:
            draw_focus_ring(painter, theme, ground, theme.radius("control"))
        glyph, color = _GLYPHS[row.status]
        paint_icon(painter, glyph, theme.color(color), box.left() + _GLYPH_LEFT, box.top() + 10)


def _scroll_bar_width(option: QStyleOptionViewItem) -> float:
    view = option.widget
    return view.width() - option.rect.width() if isinstance(view, QAbstractItemView) else 0.0


def _paint_first_line(painter: QPainter, theme: Theme, box: QRectF, row: WorklistRow) -> None:
    line = QRectF(box.left(), box.top() + 8, box.width() - _RIGHT, theme.line_height("code"))
    used = _paint_state(painter, theme, line, row)
    painter.setFont(theme.font("code"))
    room = line.width() - _NAME_LEFT - used
    name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideMiddle, room)
    color = theme.color("text_2" if row.status is NoteStatus.FINISHED else "text")
    draw_text(painter, line.adjusted(_NAME_LEFT, 0, 0, 0), name, color, Qt.AlignmentFlag.AlignLeft)


def _paint_state(painter: QPainter, theme: Theme, line: QRectF, row: WorklistRow) -> float:
    """Paint words and effort at the right and return the room they took."""
    right = line.right()
    if row.effort is not None:
        draw_effort(painter, theme, QPointF(right, line.center().y()), row.effort)
        right -= effort_width() + 8
    if not row.state_words:
        return line.right() - right
    is_finished = row.status is NoteStatus.FINISHED
    painter.setFont(theme.font("count" if is_finished else "small_medium"))
    words = QRectF(line.left(), line.top(), right - line.left(), line.height())
    draw_text(painter, words, row.state_words, theme.color("text_2"), Qt.AlignmentFlag.AlignRight)
    return line.right() - right + QFontMetricsF(painter.font()).horizontalAdvance(row.state_words) + 8


def _paint_second_line(painter: QPainter, theme: Theme, box: QRectF, row: WorklistRow) -> None:
    line = QRectF(
        box.left() + _NAME_LEFT, box.top() + 27, box.width() - _NAME_LEFT - _RIGHT, theme.line_height("small")
    )
    painter.setFont(theme.font("count"))
    words = QFontMetricsF(painter.font()).elidedText(row.detail, Qt.TextElideMode.ElideRight, line.width())
    color = theme.color("warn" if row.status is NoteStatus.UNREADABLE else "text_2")
    draw_text(painter, line, words, color, Qt.AlignmentFlag.AlignLeft)
