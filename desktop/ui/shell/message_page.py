# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One fact in the place of the note: it is being read, or it cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.shell.controls import Ground, Label, Paragraph
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import ThemeSource

_WIDTH = 520


class MessagePage(Ground):
    """Shows an icon, a title and sentences, left-aligned like the finished page."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "paper")
        self._sign = GlyphSign(themes, "file-text", "text_2", 28)
        self._title = Label(themes, font="title")
        self._words = Paragraph(themes, color="text_2")
        self._title.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._title, self._words):
            label.setMaximumWidth(_WIDTH)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(self._title)
        texts.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1000)
        row.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 60, 24, 24)
        page.addLayout(row)
        page.addStretch()

    def show_message(self, glyph: str, color: str, title: str, words: str) -> None:
        """Say one fact."""
        self._sign.show_glyph(glyph, color)
        self._title.setText(title)
        self._words.show_words(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title} {words}")


class GlyphSign(QWidget):
    """An icon that stands by itself."""

    def __init__(self, themes: ThemeSource, glyph: str, color: str, size: int) -> None:
        super().__init__()
        self._themes = themes
        self._glyph = glyph
        self._color = color
        self.setFixedSize(size, size)
        themes.theme_changed.connect(self.update)

    def show_glyph(self, glyph: str, color: str) -> None:
        """Show another icon."""
        self._glyph = glyph
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon."""
        painter = QPainter(self)
        paint_icon(painter, self._glyph, self._themes.theme.color(self._color), 0, 0, self.width())
