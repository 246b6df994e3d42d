# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The rail at the left: the pages that exist, each an icon with a name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.shell.actions import Command, key_text, row_of
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.controls import Ground, IconButton
from desktop.ui.shell.theme import ThemeSource

_TOP = ((Command.WORKLIST, "list-checks"), (Command.OPEN_FOLDER, "folder-open"), (Command.EXPORT, "download"))
_BOTTOM = ((Command.THEME, "contrast"), (Command.KEYS, "circle-help"))
_SIDE = 36


class Rail(Ground):
    """Buttons that give commands; the worklist's stays pressed while the panel is shown."""

    def __init__(self, themes: ThemeSource, commands: Commands) -> None:
        super().__init__(themes, "window", Qt.Edge.RightEdge)
        self.setFixedWidth(themes.theme.size("rail"))
        self._buttons: dict[Command, IconButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 8)
        column.setSpacing(8)
        for command, glyph in _TOP:
            column.addWidget(self._button(themes, commands, command, glyph))
        column.addStretch()
        for command, glyph in _BOTTOM:
            column.addWidget(self._button(themes, commands, command, glyph))

    def show_worklist_open(self, is_open: bool) -> None:
        """Show whether the worklist panel is there."""
        self._buttons[Command.WORKLIST].setChecked(is_open)

    def _button(self, themes: ThemeSource, commands: Commands, command: Command, glyph: str) -> IconButton:
        name = row_of(command).label.rstrip("…")
        button = IconButton(themes, glyph, name, key=key_text(command), side=_SIDE, icon_size=20)
        action = commands.action(command)
        if command is Command.WORKLIST:
            button.setCheckable(True)
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        self._buttons[command] = button
        return button
