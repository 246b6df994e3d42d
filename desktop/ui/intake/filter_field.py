# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A field with a funnel that narrows a list while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import ThemeSource


class FilterField(QLineEdit):
    """Esc clears; Down and Enter go to the list."""

    left_downwards = Signal()

    def __init__(self, themes: ThemeSource, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setFixedHeight(30)
        self.setTextMargins(22, 0, 0, 0)
        self.setFont(themes.theme.font("body"))
        themes.theme_changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave for the list, or clear."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the field, then the funnel."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, "funnel", self._themes.theme.color("text_3"), 9, (self.height() - 16) / 2)
