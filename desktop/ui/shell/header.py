# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The row under the menu while no note is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.theme import ThemeSource


class PlainHeader(Ground):
    """A title and a few quiet words."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "window", Qt.Edge.BottomEdge)
        self._title = Label(themes, font="heading")
        self._words = Label(themes, font="body", color="text_2")
        self.setFixedHeight(themes.theme.size("header"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(20)
        row.addWidget(self._title)
        row.addWidget(self._words)
        row.addStretch()

    def show_words(self, title: str, words: str) -> None:
        """Say where one is."""
        self._title.setText(title)
        self._words.setText(words)
