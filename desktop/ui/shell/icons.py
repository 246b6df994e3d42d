# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Icons in any colour, rendered at the screen's own ratio and kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.ui.shell.glyphs import GLYPHS

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{color}" stroke-width="{width}" '
    'stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
)
_PEN = 1.4  # logical px, whatever the size: icons of 16 and of 20 px show the same line


def icon(name: str, color: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap of `size` logical pixels for a screen of that device ratio."""
    return _rendered(name, color.name(), size, ratio)


def paint_icon(painter: QPainter, name: str, color: QColor, x: float, y: float, size: int = 16) -> None:
    """Paint the icon with its top left corner at the place, sharp on the painter's device."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(x, y), _rendered(name, color.name(), size, ratio))


@lru_cache(maxsize=512)
def _rendered(name: str, color: str, size: int, ratio: float) -> QPixmap:
    markup = _SVG.format(color=color, width=round(_PEN * 24 / size, 3), path=GLYPHS[name])
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(markup.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
