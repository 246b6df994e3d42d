# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The buttons beneath the lists: what can be done with the chosen row, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.shell.actions import Command, key_text
from desktop.ui.shell.controls import Ground, KeyButton
from desktop.ui.shell.theme import ThemeSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One button: its word, the command whose key it bears, and whether it can be pressed now."""

    words: str
    command: Command
    is_primary: bool = False
    is_able: bool = True


class ActionBar(Ground):
    """Shows at most four offers; one is primary."""

    command_given = Signal(object)  # Command

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "panel", Qt.Edge.TopEdge)
        self._themes = themes
        self._offers: tuple[Offer, ...] = ()
        self.setFixedHeight(themes.theme.size("actions"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 1, 16, 0)
        self._row.setSpacing(0)
        self._buttons: list[KeyButton] = []

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered now."""
        return self._offers

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these commands; the last stands at the far end."""
        if tuple(offers) == self._offers:
            return
        self._offers = tuple(offers)
        while self._row.takeAt(0):
            pass
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        for button in self._buttons[:-1]:
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in self._buttons[-1:]:
            self._row.addWidget(button)

    def _button(self, offer: Offer) -> KeyButton:
        button = KeyButton(
            self._themes, offer.words, key=key_text(offer.command), is_primary=offer.is_primary, parent=self
        )
        button.setEnabled(offer.is_able)
        button.clicked.connect(lambda _on=False, command=offer.command: self.command_given.emit(command))
        return button
