# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Paints one row of the worklist: status, name, kind and date, what is open, effort."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.intake.row_places import GAP, is_tight, places_of, state_font, widest_name
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
        self._widest = 0.0

    def measure_names(self, rows: Iterable[WorklistRow]) -> None:
        """Take the names of another list, so that its rows look alike."""
        self._widest = widest_name(self._themes.theme, rows)

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
        tight = is_tight(theme, self._widest, box.width() - _NAME_LEFT - _RIGHT)
        _paint_lines(painter, theme, box, row, is_list_tight=tight)
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


def _paint_lines(painter: QPainter, theme: Theme, box: QRectF, row: WorklistRow, *, is_list_tight: bool) -> None:
    """Paint name and detail from the left, count and effort from the right of whichever line has the room."""
    lines = _lines(theme, box)
    places = places_of(theme, row, lines[0].width(), is_tight=is_list_tight)
    rights = [lines[0].right(), lines[1].right()]
    if row.effort is not None:
        number = int(places.is_effort_below)
        draw_effort(painter, theme, QPointF(rights[number], lines[number].center().y()), row.effort)
        rights[number] -= effort_width() + GAP
    number = int(places.is_state_below)
    state = QRectF(lines[number])
    state.setRight(rights[number])
    painter.setFont(theme.font(state_font(row)))
    draw_text(painter, state, row.state_words, theme.color("text_2"), Qt.AlignmentFlag.AlignRight)
    _paint_name(painter, theme, lines[0], row, places.name_room)
    _paint_detail(painter, theme, lines[1], row, places.detail_room)


def _lines(theme: Theme, box: QRectF) -> tuple[QRectF, QRectF]:
    width = box.width() - _NAME_LEFT - _RIGHT
    left = box.left() + _NAME_LEFT
    return (
        QRectF(left, box.top() + 8, width, theme.line_height("name")),
        QRectF(left, box.top() + 27, width, theme.line_height("small")),
    )


def _paint_name(painter: QPainter, theme: Theme, line: QRectF, row: WorklistRow, room: float) -> None:
    painter.setFont(theme.font("name"))
    name = QFontMetricsF(painter.font()).elidedText(row.name, Qt.TextElideMode.ElideMiddle, room)
    color = theme.color("text_2" if row.status is NoteStatus.FINISHED else "text")
    draw_text(painter, line, name, color, Qt.AlignmentFlag.AlignLeft)


def _paint_detail(painter: QPainter, theme: Theme, line: QRectF, row: WorklistRow, room: float) -> None:
    painter.setFont(theme.font("small"))
    metrics = QFontMetricsF(painter.font())
    words = row.detail if metrics.horizontalAdvance(row.detail) <= room else row.short_detail
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    color = theme.color("warn" if row.status is NoteStatus.UNREADABLE else "text_2")
    draw_text(painter, line, words, color, Qt.AlignmentFlag.AlignLeft)
