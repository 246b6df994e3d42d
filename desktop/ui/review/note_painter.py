# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Paint grounds, lines, margin and gutter of the note in the theme's tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop.ui.review.highlights import Mark, MarkState
from desktop.ui.review.line_painter import paint_line
from desktop.ui.review.note_geometry import MarginLine, MarginText, MarkPiece, Piece, TintPiece, margin_text
from desktop.ui.shell.theme import Theme
from desktop.ui.shell.tokens import ThemeName

_BELOW = 3.0  # from the baseline to the middle of the first lane, at note size 15
_TINT_ABOVE, _TINT_BELOW = 15.0, 4.0
_CHOSEN_ABOVE = 16.5
_SHADE_ABOVE, _SHADE_BELOW = 18.0, 8.0  # together one line
_EDGE = 9.0  # from the dots beside copied words to the words
_CHIP_HEIGHT, _CHIP_PAD = 22.0, 5.0


class NotePainter:
    """Knows how each state looks at one size of note text."""

    def __init__(self, theme: Theme, size: int) -> None:
        self._theme = theme
        self._scale = size / 15.0

    def paint_tints(self, painter: QPainter, tints: Iterable[TintPiece], origin: QPointF) -> None:
        """Paint the grounds under the words."""
        for tint in tints:
            self._fill(painter, tint.piece, origin, self._theme.color(f"{self._fill_role(tint.state)}_fill"))

    def paint_chosen_tint(self, painter: QPainter, chosen: MarkPiece, origin: QPointF) -> None:
        """Paint the stronger ground of the chosen mark."""
        color = QColor(self._theme.mark_color(chosen.mark.state))
        color.setAlphaF(self._theme.selected_alpha)
        self._fill(painter, chosen.piece, origin, color)

    def paint_copied(self, painter: QPainter, pieces: Iterable[Piece], origin: QPointF, left: float) -> None:
        """Shade words that were copied forward, and dot the edge beside them: a ground alone is not seen everywhere."""
        color = self._theme.color("control_line")
        for piece in pieces:
            base = round(origin.y() + piece.baseline)
            above, below = round(_SHADE_ABOVE * self._scale), round(_SHADE_BELOW * self._scale)
            ground = QRectF(origin.x() + piece.left - 2, base - above, piece.right - piece.left + 4, above + below)
            painter.fillRect(ground, self._theme.color("sunken"))
            for y in range(base - above, base + below, 4):
                painter.fillRect(QRectF(left - _EDGE, y, 2, 2), color)

    def paint_hits(self, painter: QPainter, hits: Iterable[tuple[int, Piece]], origin: QPointF, current: int) -> None:
        """Paint the ground of what was searched for; the hit that is stood on has a frame as well."""
        for number, piece in hits:
            base = round(origin.y() + piece.baseline)
            above = round(_TINT_ABOVE * self._scale)
            box = QRectF(origin.x() + piece.left - 1, base - above, piece.right - piece.left + 2, above + _TINT_BELOW)
            painter.fillRect(box, self._theme.color("find"))
            if number == current:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(QPen(self._theme.color("text"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(0, -1, -1, 0))

    def paint_number(self, painter: QPainter, number: int, right: QPointF) -> None:
        """Write the number of a line, its end at the place."""
        font = self._theme.font("count")
        painter.setFont(font)
        painter.setPen(self._theme.color("text_3"))
        words = str(number)
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.drawText(QPointF(right.x() - width, round(right.y()) - 1.0), words)

    def paint_caret(self, painter: QPainter, line: QRectF) -> None:
        """Show where the keyboard is in the words; it does not blink."""
        height = min(line.height(), 20.0 * self._scale)
        top = round(line.center().y() - height / 2)
        painter.fillRect(QRectF(round(line.left()) - 1, top, 2, round(height)), self._theme.color("focus"))

    def paint_lines(
        self, painter: QPainter, lines: Iterable[MarkPiece], origin: QPointF, chosen: frozenset[str]
    ) -> None:
        """Paint the state lines under the words, the chosen one last."""
        ordered = sorted(lines, key=lambda p: bool(chosen.intersection(p.mark.ids)))
        for piece in ordered:
            is_chosen = bool(chosen.intersection(piece.mark.ids))
            if piece.mark.state is MarkState.CUE:
                self._paint_cue(painter, piece, origin)
            elif is_chosen:
                self._paint_chosen(painter, piece, origin)
            elif piece.mark.is_drawn and not piece.mark.is_quiet:
                self._paint_line(painter, piece, origin, None)

    def paint_margin(self, painter: QPainter, line: MarginLine, place: QPointF, chosen: frozenset[str]) -> QRectF:
        """Write the margin's entry for one line of the page; returns where it stands."""
        entry = margin_text(line, chosen)
        font = self._theme.font("code_small" if entry.state.is_coded or entry.is_chosen else "small_medium")
        width = QFontMetricsF(font).horizontalAdvance(entry.text)
        color = self._theme.mark_color(entry.state)
        baseline = round(place.y()) - 3.0
        painter.setFont(font)
        if entry.is_chosen:
            self._paint_chip(painter, entry.text, QPointF(place.x(), baseline), width)
        else:
            painter.setPen(color)
            painter.drawText(QPointF(place.x(), baseline), entry.text)
            level = QLineF(place.x(), baseline + 6, place.x() + width, baseline + 6)
            paint_line(painter, self._theme.mark(entry.state), color, level)
        self._paint_more(painter, entry, QPointF(place.x() + width, baseline))
        return QRectF(place.x() - _CHIP_PAD, baseline - 16, width + 2 * _CHIP_PAD, 26)

    def paint_gutter(self, painter: QPainter, name: str, right: QPointF) -> None:
        """Write a section's name, its end at the place."""
        font = self._theme.font("label")
        painter.setFont(font)
        painter.setPen(self._theme.color("text_3"))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, right.x())
        painter.drawText(QPointF(right.x() - metrics.horizontalAdvance(shown), round(right.y()) - 1.0), shown)

    def paint_pointer(self, painter: QPainter, words: str, place: QPointF) -> QRectF:
        """Say in the margin that the chosen code stands further up or down; returns where that is written."""
        font = self._theme.font("code_small")
        width = QFontMetricsF(font).horizontalAdvance(words)
        chip = QRectF(place.x() - _CHIP_PAD, place.y() - _CHIP_HEIGHT / 2, width + 2 * _CHIP_PAD, _CHIP_HEIGHT)
        painter.fillRect(chip.adjusted(-2, -8, 60, 20), self._theme.color("paper"))  # over what the margin says there
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        painter.setBrush(self._theme.color("paper"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        return chip

    def _paint_more(self, painter: QPainter, entry: MarginText, end: QPointF) -> None:
        if entry.more > 0:
            painter.setFont(self._theme.font("key"))
            painter.setPen(self._theme.color("text_2"))
            gap = _CHIP_PAD + 5.0 if entry.is_chosen else 9.0
            width = QFontMetricsF(painter.font()).horizontalAdvance(f"+{entry.more}")
            left = min(end.x() + gap, painter.window().width() - width - 1)  # a long code leaves it little room
            painter.drawText(QPointF(left, end.y()), f"+{entry.more}")

    def _paint_chip(self, painter: QPainter, text: str, place: QPointF, width: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        chip = QRectF(place.x() - _CHIP_PAD, place.y() - 15.5, width + 2 * _CHIP_PAD, _CHIP_HEIGHT)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(self._theme.color("on_accent"))
        painter.drawText(place, text)

    def _paint_line(self, painter: QPainter, piece: MarkPiece, origin: QPointF, width: float | None) -> None:
        y = round(origin.y() + piece.piece.baseline) + self._below(piece.mark)
        level = QLineF(origin.x() + piece.piece.left, y, origin.x() + piece.piece.right, y)
        style = self._theme.mark(piece.mark.state)
        if not piece.piece.is_end:
            style = replace(style, end="none")
        paint_line(painter, style, self._theme.mark_color(piece.mark.state), level, width=width)

    def _paint_chosen(self, painter: QPainter, piece: MarkPiece, origin: QPointF) -> None:
        chosen = self._theme.selected_mark
        self._paint_line(
            painter, piece, origin, chosen.width if self._theme.mark(piece.mark.state).width > 1.5 else None
        )
        top = round(origin.y() + piece.piece.baseline - _CHOSEN_ABOVE * self._scale)
        over = QRectF(origin.x() + piece.piece.left, top, piece.piece.right - piece.piece.left, chosen.over)
        painter.fillRect(over, self._theme.color("accent"))

    def _paint_cue(self, painter: QPainter, piece: MarkPiece, origin: QPointF) -> None:
        """Give cues a line above where grounds alone would not be seen."""
        if self._theme.name is ThemeName.CONTRAST:
            top = round(origin.y() + piece.piece.baseline - _TINT_ABOVE * self._scale)
            line = QRectF(origin.x() + piece.piece.left, top, piece.piece.right - piece.piece.left, 1)
            painter.fillRect(line, self._theme.color("notcoded"))

    def _fill(self, painter: QPainter, piece: Piece, origin: QPointF, color: QColor) -> None:
        base = round(origin.y() + piece.baseline)
        top = base - _TINT_ABOVE * self._scale
        ground = QRectF(
            origin.x() + piece.left - 1, top, piece.right - piece.left + 2, _TINT_ABOVE * self._scale + _TINT_BELOW
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = self._theme.radius("mark")
        painter.drawRoundedRect(ground, radius, radius)

    def _below(self, mark: Mark) -> float:
        lane = min(mark.lane, 2)
        return round(_BELOW * min(self._scale, 1.3)) + lane * self._theme.stroke("lane")

    @staticmethod
    def _fill_role(state: MarkState) -> str:
        return state.value if state in (MarkState.SUGGESTED, MarkState.ACCEPTED) else "cue"
