# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Paint the rows of the code lists."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from desktop.ui.review.elision import elide_end, elide_middle
from desktop.ui.review.highlights import MarkState
from desktop.ui.review.line_painter import paint_line
from desktop.ui.review.rows import (
    BLOCKING_FLAG,
    UNTOLD,
    AcceptedRow,
    FoldRow,
    HeadingRow,
    NotCodedRow,
    Row,
    SuggestionRow,
)
from desktop.ui.review.sentence_painter import paint_sentence
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.painting import draw_confidence
from desktop.ui.shell.theme import Theme

EDGE = 20  # text from the pane's edges
CODE_AT = 46
TITLE_AT = 116


def row_height(theme: Theme, row: Row) -> int:
    """Return how high a row is."""
    match row:
        case SuggestionRow():
            return theme.size("row")
        case AcceptedRow():
            return 40
        case NotCodedRow():
            return 50
        case HeadingRow():
            return 36
        case FoldRow():
            return 40


def paint_row(painter: QPainter, theme: Theme, row: Row, rect: QRectF) -> None:
    """Paint one row's words and signs."""
    match row:
        case SuggestionRow():
            _paint_suggestion(painter, theme, row, rect)
        case AcceptedRow():
            _paint_accepted(painter, theme, row, rect)
        case NotCodedRow():
            _paint_not_coded(painter, theme, row, rect)
        case HeadingRow():
            _paint_heading(painter, theme, row, rect)
        case FoldRow():
            _paint_fold(painter, theme, row, rect)


_SHORT: dict[tuple[str, float, str], str] = {}  # finding the best cut of a long title takes as long as painting the row
_SHORT_MOST = 2_000


def write(painter: QPainter, font: QFont, color: QColor, rect: QRectF, words: str, *, is_right: bool = False) -> float:
    """Write words in the middle of the rectangle's height; returns their width."""
    painter.setFont(font)
    painter.setPen(color)
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    return QFontMetricsF(font).horizontalAdvance(words)


def write_title(painter: QPainter, font: QFont, color: QColor, rect: QRectF, title: str) -> None:
    """Write a title that keeps its end."""
    known = (title, rect.width(), font.key())
    if known not in _SHORT:
        if len(_SHORT) > _SHORT_MOST:
            _SHORT.clear()
        _SHORT[known] = elide_middle(title, rect.width(), QFontMetricsF(font).horizontalAdvance)
    write(painter, font, color, rect, _SHORT[known])


def _paint_suggestion(painter: QPainter, theme: Theme, row: SuggestionRow, rect: QRectF) -> None:
    is_open = row.state is MarkState.SUGGESTED
    top = rect.top()
    paint_icon(painter, theme.mark(row.state).glyph, theme.mark_color(row.state), rect.left() + EDGE, top + 10)
    first = QRectF(rect.left() + CODE_AT, top + 8, rect.width() - CODE_AT - EDGE, 20)
    width = write(painter, theme.font("code"), theme.color("text"), first, row.suggestion.code)
    title = first.adjusted(_title_shift(width), 0, 0, 0)
    write_title(painter, theme.font("body_medium"), theme.color("text"), title, row.suggestion.title)
    below = QRectF(title.left(), top + 28, title.width(), 20)
    if is_open:
        _paint_support(painter, theme, row, below)
        return
    write(painter, theme.font("small"), theme.color("text_2"), below, row.remark)
    if row.presence:
        _paint_flag(painter, theme, row.presence, QPointF(below.right(), below.center().y()))


def _title_shift(code_width: float) -> float:
    """Return where a title begins after its code: all at one place, but behind the rare code that is wider."""
    return max(float(TITLE_AT - CODE_AT), code_width + 7)


def _paint_support(painter: QPainter, theme: Theme, row: SuggestionRow, rect: QRectF) -> None:
    """Paint quote and places from the left; steps, word and flags from the right."""
    small = theme.font("small")
    measure = QFontMetricsF(small).horizontalAdvance
    word, steps = theme.confidence(row.suggestion.confidence)
    right = rect.right() - draw_confidence(painter, theme, QPointF(rect.right(), rect.center().y()), steps) - 8
    write(painter, small, theme.color("text_2"), QRectF(right - 80, rect.top(), 80, rect.height()), word, is_right=True)
    right -= measure(word) + 10
    for flag in reversed((*row.suggestion.flags, *filter(None, [row.presence]))):
        right = _paint_flag(painter, theme, flag, QPointF(right, rect.center().y())) - 6
    evidence = row.suggestion.evidence
    more = f"+{len(evidence) - 1}" if len(evidence) > 1 else ""
    room = right - 6 - rect.left() - (measure(more) + 6 if more else 0)
    quote = " ".join(evidence[0].quote.split()) if evidence else ""
    shown = elide_end(quote, room - measure("“”"), measure)
    shown = f"“{shown}" if shown.endswith("…") and shown != quote else f"“{shown}”"
    width = write(painter, small, theme.color("text_2"), rect, shown if quote else "")
    write(painter, small, theme.color("text_2"), rect.adjusted(width + 6, 0, 0, 0), more)


def _paint_flag(painter: QPainter, theme: Theme, flag: str, end: QPointF) -> float:
    """Paint a flag whose right end stands at the place; returns where it begins."""
    font = theme.font("key")
    width = QFontMetricsF(font).horizontalAdvance(flag) + 14
    box = QRectF(end.x() - width, end.y() - 9, width, 18)
    is_blocking = flag in (BLOCKING_FLAG, UNTOLD)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(theme.color("warn_fill") if is_blocking else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("warn_fill" if is_blocking else "line_strong"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font)
    painter.setPen(theme.color("warn" if is_blocking else "text_2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, flag)
    return box.left()


def _paint_accepted(painter: QPainter, theme: Theme, row: AcceptedRow, rect: QRectF) -> None:
    line = QRectF(rect.left(), rect.top(), rect.width() - EDGE, rect.height())
    if row.place > 1:
        left = rect.left() + CODE_AT
        painter.fillRect(QRectF(left, rect.top(), line.right() - left, 1), theme.color("line"))
    place = QRectF(rect.left() + EDGE - 4, rect.top(), 18, rect.height())
    write(painter, theme.font("count"), theme.color("text_2"), place, str(row.place), is_right=True)
    code = line.adjusted(CODE_AT, 0, 0, 0)
    width = write(painter, theme.font("code"), theme.color("text"), code, row.decision.code)
    small = theme.font("small")
    taken = QFontMetricsF(small).horizontalAdvance(row.remark) + 12 if row.remark else 0
    write(painter, small, theme.color("text_2"), line, row.remark, is_right=True)
    if row.presence:
        end = QPointF(line.right() - taken, line.center().y())
        taken += end.x() - _paint_flag(painter, theme, row.presence, end) + 12
    title = code.adjusted(_title_shift(width), 0, -taken, 0)
    write_title(painter, theme.font("body_medium"), theme.color("text"), title, row.decision.title)


def _paint_not_coded(painter: QPainter, theme: Theme, row: NotCodedRow, rect: QRectF) -> None:
    words = QRectF(rect.left() + EDGE, rect.top() + 6, rect.width() - 2 * EDGE, 20)
    paint_sentence(painter, theme, row, words)
    below = QRectF(rect.left() + EDGE, rect.top() + 26, rect.width() - 2 * EDGE, 18)
    width = write(painter, theme.font("code_small"), theme.color("text_2"), below, row.item.code)
    title = below.adjusted(max(width + 12, 58), 0, 0, 0)
    write_title(painter, theme.font("small"), theme.color("text_2"), title, row.item.title)


def _paint_heading(painter: QPainter, theme: Theme, row: HeadingRow, rect: QRectF) -> None:
    line = QRectF(rect.left() + EDGE, rect.top() + 4, rect.width() - 2 * EDGE, rect.height() - 4)
    write(painter, theme.font("count"), theme.color("text_2"), line, row.count, is_right=True)
    if row.state is not None:
        level = QLineF(line.left(), line.center().y(), line.left() + 24, line.center().y())
        paint_line(painter, theme.mark(row.state), theme.mark_color(row.state), level)
    indent = 34 if row.meaning else 0
    font, color = ("code_small", "text") if row.meaning else ("small", "text_2")
    width = write(painter, theme.font(font), theme.color(color), line.adjusted(indent, 0, 0, 0), row.title)
    write(painter, theme.font("small"), theme.color("text_2"), line.adjusted(indent + width + 8, 0, 0, 0), row.meaning)


def _paint_fold(painter: QPainter, theme: Theme, row: FoldRow, rect: QRectF) -> None:
    glyph = "chevron-down" if row.is_open else "chevron-right"
    paint_icon(painter, glyph, theme.color("text_2"), rect.left() + EDGE, rect.center().y() - 8)
    line = rect.adjusted(CODE_AT, 0, -EDGE, 0)
    write(painter, theme.font("small"), theme.color("text_2"), line, f"{row.count} decided")
