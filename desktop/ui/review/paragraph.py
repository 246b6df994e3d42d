# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A wrapping paragraph in one step of the type scale, some of its words strong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.review.offsets import Offsets
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Span

_CODE = re.compile(r"\b[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?\b")


def codes_in(text: str) -> tuple[Span, ...]:
    """Return where codes stand in a sentence."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _CODE.finditer(text))


class Paragraph(QWidget):
    """Words that wrap; a label cannot set single words in the real semibold of a variable font."""

    def __init__(
        self,
        themes: ThemeSource,
        text: str,
        *,
        font: str = "body",
        color: str = "text",
        strong: Iterable[Span] = (),
    ) -> None:
        super().__init__()
        self._themes = themes
        self._font, self._color = font, color
        self._text = text
        self._strong = tuple(strong)
        self._layout = QTextLayout()
        self._width = -1
        self._heights: dict[int, int] = {}  # layouts ask at the same few widths again and again
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        themes.theme_changed.connect(self._restyle)

    @property
    def text(self) -> str:
        """The words."""
        return self._text

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of the words at a width."""
        if width not in self._heights:
            self._lay_out(width)
            self._heights[width] = self._layout.lineCount() * self._themes.theme.line_height(self._font)
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return one line's height; the width is what there is."""
        return QSize(80, self._themes.theme.line_height(self._font))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return one line's height."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the lines."""
        self._lay_out(self.width())
        painter = QPainter(self)
        painter.setPen(self._themes.theme.color(self._color))
        self._layout.draw(painter, QPointF(0, 0))

    def event(self, event: QEvent) -> bool:
        """Lay the words out again where the font has changed."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ScreenChangeInternal):
            self._forget()
        return super().event(event)

    def _forget(self) -> None:
        self._width = -1
        self._heights.clear()

    def _restyle(self, _theme: object = None) -> None:
        self._forget()
        self.updateGeometry()
        self.update()

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        theme = self._themes.theme
        self._layout = QTextLayout(self._text, theme.font(self._font))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats([self._strong_range(s) for s in self._strong])
        height = theme.line_height(self._font)
        self._layout.beginLayout()
        line = self._layout.createLine()
        number = 0
        while line.isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, number * height + (height - line.ascent() - line.descent()) / 2))
            number += 1
            line = self._layout.createLine()
        self._layout.endLayout()

    def _strong_range(self, span: Span) -> QTextLayout.FormatRange:
        strong = QTextCharFormat()
        strong.setFont(self._themes.theme.font("body_strong" if self._font == "body" else "code_small"))
        start, end = Offsets(self._text).span_units(span)
        found = QTextLayout.FormatRange()
        found.start = start  # pyright: ignore[reportAttributeAccessIssue]
        found.length = end - start  # pyright: ignore[reportAttributeAccessIssue]
        found.format = strong  # pyright: ignore[reportAttributeAccessIssue]
        return found
