# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A strip under the header with a message that stays until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desktop.ui.shell.controls import Ground, IconButton, Label, Paragraph
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.notices import Level, Notice
from desktop.ui.shell.theme import ThemeSource

_LOOKS = {
    Level.STATUS: ("circle-alert", "text_2", "selected"),
    Level.NOTE: ("circle-alert", "accent", "selected"),
    Level.WARN: ("triangle-alert", "warn", "warn_fill"),
    Level.STOP: ("circle-x", "stop", "stop_fill"),
}


class Banner(Ground):
    """Icon, sentence, number, and a button that closes it."""

    closed = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "selected", Qt.Edge.BottomEdge)
        self._level = Level.NOTE
        self._words = Paragraph(themes)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._number = Label(themes, font="count", color="text_2")
        close = IconButton(themes, "x", "Close this message", key="Esc", side=24)
        close.clicked.connect(self.close_message)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._number)
        row.addWidget(close)
        self.hide()

    @property
    def words(self) -> str:
        """What the banner says."""
        return self._words.accessibleName()

    def show_notice(self, notice: Notice) -> None:
        """Say a message until it is closed or another takes its place."""
        self._level = notice.level
        self._words.show_words(notice.text)
        self._number.setText("" if notice.number is None else f"Message {notice.number}")
        self.set_role(_LOOKS[notice.level][2])
        self.setAccessibleName(notice.text)
        self.show()

    def close_message(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground, the edge that tells the level, and the icon."""
        super().paintEvent(event)
        glyph, color, _ = _LOOKS[self._level]
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 3, self.height()), self._themes.theme.color(color))
        paint_icon(painter, glyph, self._themes.theme.color(color), 16, (self.height() - 16) / 2)
