# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The scroll bar of the note: beside its handle, a tick for each mark by state, and every hit of the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

from desktop.ui.review.highlights import Mark, MarkState
from desktop.ui.review.mark_index import SpanIndex
from desktop.ui.shell.theme import ThemeSource

_WIDTH = 14
_CODED, _NOT_CODED = 0.0, 6.0  # left edges of the two lanes; the handle stands beside them and hides nothing
_LANE = 5.0
_HANDLE = QRectF(8.5, 0, 5, 0)

_MOST_HITS = 2_000  # more do not find room beside each other

_Tick = tuple[int, MarkState]


class OverviewBar(QScrollBar):
    """Paints itself: a style sheet knows no ticks."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._themes = themes
        self._marks: Sequence[Mark] = ()
        self._chosen: Sequence[Mark] = ()
        self._hits = SpanIndex()
        self._height_of: Callable[[int], float] = _at_the_top
        self._picture: QPixmap | None = None  # of ticks and hits, kept while only the handle moves
        self.setAccessibleName("Place in the note")
        themes.theme_changed.connect(self._forget)

    def on_heights(self, height_of: Callable[[int], float]) -> None:
        """Ask this how far down the document a code point stands, in 0..1."""
        self._height_of = height_of

    def show_marks(self, marks: Sequence[Mark], hits: SpanIndex) -> None:
        """Show where marks and hits stand."""
        self._marks, self._hits = marks, hits
        self._forget()

    def show_chosen(self, marks: Sequence[Mark]) -> None:
        """Show where the chosen code stands."""
        self._chosen = marks
        self.update()

    @property
    def ticks(self) -> set[_Tick]:
        """The rows of pixels that bear a tick, with the state it tells; many marks of one row are one tick."""
        return {(self._row(m.span.start), m.state) for m in self._marks if m.state is not MarkState.CUE}

    @property
    def hit_rows(self) -> set[int]:
        """The rows of pixels at which the search found something."""
        spans = self._hits.spans
        return {self._row(s.start) for s in spans[:: max(1, len(spans) // _MOST_HITS)]}

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for handle and ticks."""
        return QSize(_WIDTH, 60)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ticks, the chosen code's over them, and the handle beside them."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color("paper"))
        if self._picture is None:
            self._picture = self._painted()
        painter.drawPixmap(0, 0, self._picture)
        for mark in self._chosen:
            painter.fillRect(QRectF(0, self._row(mark.span.start), _WIDTH, 2), theme.color("accent"))
        if self.maximum() > self.minimum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("control_line" if self.isSliderDown() else "line_strong"))
            painter.drawRoundedRect(self._handle(), 2.5, 2.5)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the ticks be painted again for another height."""
        super().resizeEvent(event)
        self._forget()

    def _forget(self, _theme: object = None) -> None:
        self._picture = None
        self.update()

    def _row(self, place: int) -> int:
        return 1 + round(self._height_of(place) * max(1, self.height() - 4))

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        theme = self._themes.theme
        for y in self.hit_rows:
            painter.fillRect(QRectF(0, y, _WIDTH, 3), theme.color("find"))
            painter.fillRect(QRectF(0, y, 2, 3), theme.color("text_2"))  # seen where the ground is not
        for y, state in self.ticks:
            self._paint_tick(painter, y, state)
        painter.end()
        return picture

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
        return QRectF(_HANDLE.left(), box.top() + 2, _HANDLE.width(), max(24.0, box.height() - 4))


def _at_the_top(_place: int) -> float:
    return 0.0
