# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Draw the state lines: dashes, dots, double, wave, dash and dot, an end in a cross."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.ui.shell.tokens import LineKind, MarkStyle

_TIGHTEST = 0.35  # of a pattern; tighter, the gaps run together
_CROSS = 3.0  # half the size of the cross
_WAVE_PERIOD = 5.0
_WAVE_HEIGHT = 1.3


def paint_line(painter: QPainter, style: MarkStyle, color: QColor, line: QLineF, *, width: float | None = None) -> None:
    """Draw one state line; it is level, its y is the middle of the line."""
    stroke = style.width if width is None else width
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if style.kind is LineKind.DOUBLE:
        _paint_double(painter, _pen(color, max(1.0, stroke / 2 if width else stroke)), line)
    elif style.kind is LineKind.WAVE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(_pen(color, stroke))
        painter.drawPath(_wave(line))
    elif style.kind is not LineKind.NONE:
        _paint_straight(painter, style, _pen(color, stroke), line)
    painter.restore()


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _paint_straight(painter: QPainter, style: MarkStyle, pen: QPen, line: QLineF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if style.kind is LineKind.DASH:
        if style.is_round:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(_fitting(style.pattern, line.length() / pen.widthF()))
    painter.setPen(pen)
    level = _sharp(line, pen.widthF())
    if style.end == "cross":
        is_long = line.length() > 4 * _CROSS
        end = level.x2() if is_long else level.x2() + 2 * _CROSS  # beneath one letter, it stands behind the line
        level.setP2(QPointF(end - 2 * _CROSS - 1, level.y2()))
        _paint_cross(painter, pen.color(), QPointF(end - _CROSS, level.y1()))
    painter.drawLine(level)


def _fitting(pattern: Sequence[float], length: float) -> list[float]:
    """Return the pattern, drawn together where the line is too short to show that it is broken."""
    wanted = sum(pattern) + pattern[0]
    return [part * max(_TIGHTEST, min(1.0, length / wanted)) for part in pattern]


def _paint_cross(painter: QPainter, color: QColor, middle: QPointF) -> None:
    painter.setPen(_pen(color, 1.2))
    arm = _CROSS - 0.5
    for rise in (-arm, arm):
        painter.drawLine(QLineF(middle.x() - arm, middle.y() - rise, middle.x() + arm, middle.y() + rise))
    painter.setPen(_pen(color, 1.0))


def _paint_double(painter: QPainter, pen: QPen, line: QLineF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(pen)
    for shift in (-1.0, 2.0):
        painter.drawLine(_sharp(line.translated(0, shift), pen.widthF()))


def _sharp(line: QLineF, width: float) -> QLineF:
    """Move a level line so that its edges meet whole pixels."""
    shift = 0.5 if round(width) % 2 else 0.0
    y = round(line.y1()) + shift
    return QLineF(line.x1(), y, line.x2(), y)


def _wave(line: QLineF) -> QPainterPath:
    path = QPainterPath(line.p1())
    steps = max(1, int(line.length()))
    for step in range(1, steps + 1):
        path.lineTo(line.x1() + step, line.y1() + _WAVE_HEIGHT * sin(2 * pi * step / _WAVE_PERIOD))
    return path
