# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The reasons in a column of their own, where the window is wide enough."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.theme import ThemeSource


class WhyColumn(Ground):
    """A heading and whatever pane it is given."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "panel")
        head = Ground(themes, "panel", Qt.Edge.BottomEdge)
        head.setFixedHeight(themes.theme.size("strip"))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(Label(themes, "Why this code", font="body_strong"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self.setMinimumWidth(320)

    def take(self, pane: QWidget) -> None:
        """Take the pane in."""
        self._column.addWidget(pane, 1)
        pane.show()
