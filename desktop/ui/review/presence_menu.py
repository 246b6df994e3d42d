# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Was it present on admission? A menu of five answers beneath the chosen code; one letter gives one of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nlp.domain import Presence

_WORDS = {
    Presence.YES: "&Y  Present on admission",
    Presence.NO: "&N  Began after admission",
    Presence.UNKNOWN: "&U  The documentation does not tell",
    Presence.UNDETERMINED: "&W  The provider cannot tell",
    Presence.EXEMPT: "&1  Exempt: the field stays blank",
}


class PresenceMenu(QMenu):
    """Offers the indicators; the one that stands is checked."""

    presence_chosen = Signal(str, object)  # code, Presence

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = ""
        self._actions = {presence: self._made(presence) for presence in Presence}

    def ask(self, code: str, standing: str, place: QPoint) -> None:
        """Ask about a code; the place is on the screen."""
        self._code = code
        self.setAccessibleName(f"{code}: present on admission?")
        for presence, action in self._actions.items():
            action.setChecked(presence.value == standing)
        self.popup(place)
        self.setActiveAction(next((a for a in self._actions.values() if a.isChecked()), self._actions[Presence.YES]))

    def _made(self, presence: Presence) -> QAction:
        action = self.addAction(_WORDS[presence])
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False, presence=presence: self._give(presence))
        return action

    def _give(self, presence: Presence) -> None:
        self.presence_chosen.emit(self._code, presence)
