# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The scroll bar of the note: beside its handle, a tick for each mark by state, and every hit of the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

from desktop.ui.review.highlights import Mark, MarkState
from desktop.ui.review.mark_index import SpanIndex
from desktop.ui.shell.theme import ThemeSource

_WIDTH = 14
_CODED, _NOT_CODED = 2.0, 9.0  # left edges of the two lanes
_LANE = 5.0

_Tick = tuple[int, MarkState]


class OverviewBar(QScrollBar):
    """Paints itself: a style sheet knows no ticks."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._themes = themes
        self._source: tuple[Sequence[Mark], frozenset[str], SpanIndex] = ((), frozenset(), SpanIndex())
        self._height_of: Callable[[int], float] | None = None
        self._ticks: set[_Tick] | None = None
        self._chosen: set[int] = set()
        self._hits: set[int] = set()
        self.setAccessibleName("Place in the note")
        self.setMouseTracking(True)
        themes.theme_changed.connect(self.update)

    def show_marks(
        self, marks: Sequence[Mark], chosen: frozenset[str], hits: SpanIndex, height_of: Callable[[int], float]
    ) -> None:
        """Show where marks and hits stand; `height_of` tells for a code point how far down it is, in 0..1."""
        self._source, self._height_of = (marks, chosen, hits), height_of
        self._ticks = None
        self.update()

    @property
    def ticks(self) -> set[_Tick]:
        """The rows of pixels that bear a tick, with the state it tells."""
        if self._ticks is None:
            self._count()
        return self._ticks or set()

    @property
    def hit_rows(self) -> set[int]:
        """The rows of pixels at which the search found something."""
        self.ticks  # noqa: B018 - counted together
        return self._hits

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for handle and ticks."""
        return QSize(_WIDTH, 60)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the handle, then the ticks over it."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color("paper"))
        if self.maximum() > self.minimum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("control_line" if self.isSliderDown() else "line_strong"))
            painter.drawRoundedRect(self._handle(), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ticks = self.ticks
        for y in self._hits:
            painter.fillRect(QRectF(0, y, _WIDTH, 3), theme.color("find"))
            painter.fillRect(QRectF(_WIDTH - 3, y, 3, 3), theme.color("text_2"))  # seen where yellow is not
        for y, state in ticks:
            self._paint_tick(painter, y, state)
        for y in self._chosen:
            painter.fillRect(QRectF(0, y, _WIDTH, 2), theme.color("accent"))

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        """Let the ticks be counted again for another height."""
        self._ticks = None

    def _paint_tick(self, painter: QPainter, y: int, state: MarkState) -> None:
        """Paint a tick whose shape tells its state: solid, broken, thin, or a dot in the second lane."""
        color = self._themes.theme.mark_color(state)
        if not state.is_coded:
            painter.fillRect(QRectF(_NOT_CODED, y, 2, 2), color)
        elif state is MarkState.SUGGESTED:
            painter.fillRect(QRectF(_CODED, y, 2, 2), color)
            painter.fillRect(QRectF(_CODED + 3, y, 2, 2), color)
        else:
            painter.fillRect(QRectF(_CODED, y, _LANE, 1 if state is MarkState.REJECTED else 2), color)

    def _handle(self) -> QRectF:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        box = QRectF(self.style().subControlRect(control, option, part, self))
        return QRectF(1, box.top() + 1, _WIDTH - 2, max(24.0, box.height() - 2))

    def _count(self) -> None:
        """Find the rows of pixels; many marks of one row are one tick."""
        marks, chosen, hits = self._source
        height_of = self._height_of
        room = max(1, self.height() - 4)
        self._ticks, self._chosen, self._hits = set(), set(), set()
        if height_of is None:
            return
        for mark in marks:
            if mark.state is not MarkState.CUE:
                row = 1 + round(height_of(mark.span.start) * room)
                self._ticks.add((row, mark.state))
                if chosen and mark.code_of(chosen):
                    self._chosen.add(row)
        self._hits = {1 + round(height_of(s.start) * room) for s in hits.spans}
