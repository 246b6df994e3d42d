# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Small drawings that more than one page shows: key caps, step bars, focus rings, row grounds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from desktop.ui.shell.theme import Theme

_CAP_HEIGHT = 18.0
_CAP_PADDING = 5.0
_STEP = 4.0  # of the confidence bar
_EFFORT_STEP = 3.0
_STEP_GAP = 2.0


def drop_shadow(plane: QWidget, theme: Theme) -> None:
    """Give a plane that lies over the page its shadow, in the place of the one it had."""
    shadow = QGraphicsDropShadowEffect(plane)
    color = QColor(theme.color("text" if theme.name == "light" else "window"))
    color.setAlpha(60 if theme.name == "light" else 200)
    shadow.setColor(color)
    shadow.setBlurRadius(28)
    shadow.setOffset(0, 8)
    plane.setGraphicsEffect(shadow)


def key_cap_width(theme: Theme, key: str) -> float:
    """Return how wide the key cap will be."""
    return max(_CAP_HEIGHT, QFontMetricsF(theme.font("key")).horizontalAdvance(key) + 2 * _CAP_PADDING)


def draw_key_cap(painter: QPainter, theme: Theme, place: QPointF, key: str, color: QColor, line: QColor) -> float:
    """Draw a key cap whose left edge and middle line are at `place`; return its width."""
    width = key_cap_width(theme, key)
    box = QRectF(place.x(), place.y() - _CAP_HEIGHT / 2, width, _CAP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(color)
    painter.setFont(theme.font("key"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
    return width


def draw_confidence(painter: QPainter, theme: Theme, right: QPointF, steps: int, of: int = 4) -> float:
    """Draw the step bar that ends at `right` (its middle line); empty steps are low stubs. Return its width."""
    heights = [10.0 if n < steps else 3.0 for n in range(of)]
    return _draw_steps(painter, theme, right, heights, steps, _STEP)


def draw_effort(painter: QPainter, theme: Theme, right: QPointF, steps: int, of: int = 5) -> float:
    """Draw rising steps that end at `right`, for the effort a note may take. Return their width."""
    heights = [3.0 + 2.0 * (n + 1) if n < steps else 2.0 for n in range(of)]
    return _draw_steps(painter, theme, right, heights, steps, _EFFORT_STEP)


def effort_width(of: int = 5) -> float:
    """Return the width of the effort bar."""
    return of * _EFFORT_STEP + (of - 1) * _STEP_GAP


def _draw_steps(
    painter: QPainter, theme: Theme, right: QPointF, heights: list[float], steps: int, step: float
) -> float:
    width = len(heights) * step + (len(heights) - 1) * _STEP_GAP
    floor = round(right.y()) + 5.0
    for number, height in enumerate(heights):
        left = round(right.x() - width) + number * (step + _STEP_GAP)
        color = theme.color("text_2" if number < steps else "text_3")
        painter.fillRect(QRectF(left, floor - height, step, height), color)
    return width


def draw_row_ground(painter: QPainter, theme: Theme, box: QRectF, role: str, bar: str | None = None) -> None:
    """Draw the rounded ground of a list row, and its 3 px bar in the given colour role."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(role))
    painter.drawRoundedRect(box, theme.radius("control"), theme.radius("control"))
    if bar is not None:
        painter.setBrush(theme.color(bar))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 10, 3, box.height() - 20), 1.5, 1.5)
    painter.restore()


def draw_focus_ring(painter: QPainter, theme: Theme, box: QRectF, radius: float) -> None:
    """Draw the 2 px focus ring inside `box`."""
    width = theme.stroke("focus")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def draw_text(painter: QPainter, box: QRectF, text: str, color: QColor, align: Qt.AlignmentFlag) -> None:
    """Draw one line of text, vertically centred; the painter's font is used."""
    painter.setPen(color)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)


def raised_plane(widget: QWidget, theme: Theme) -> QPainter:
    """Return a painter over the widget with the ground of an overlay painted already."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line_strong"), 1))
    painter.setBrush(theme.color("raised"))
    box = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, theme.radius("card"), theme.radius("card"))
    return painter
