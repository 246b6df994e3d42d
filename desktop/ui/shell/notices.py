# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the program tells the coder: one status line, one banner; kept until somebody listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject

from nlp.errors import E, KnownError


class Level(StrEnum):
    """How loud a notice is."""

    STATUS = "status"  # the status line, for a few seconds
    NOTE = "note"  # a banner that says something worth reading
    WARN = "warn"  # a banner: something was left out
    STOP = "stop"  # a banner: something was not done


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message, with the catalogue number where it has one."""

    text: str
    level: Level
    number: int | None = None


class Notices(QObject):
    """Passes notices on, and keeps them while no window listens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Notice] = []
        self._listener: Callable[[Notice], object] | None = None

    def say(self, text: str, level: Level = Level.STATUS) -> None:
        """Tell a message in words of our own."""
        self._pass_on(Notice(text=text, level=level))

    def tell(self, error: KnownError, level: Level | None = None) -> None:
        """Tell a condition of the world in catalogue words."""
        text = error.entry.template.format(**error.places)
        self._pass_on(Notice(text=text, level=level or level_of(error), number=error.entry.number))

    def listen(self, listener: Callable[[Notice], object]) -> None:
        """Take every notice from now on, and first those that waited."""
        self._listener = listener
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            listener(notice)

    def _pass_on(self, notice: Notice) -> None:
        if self._listener is None:
            self._waiting.append(notice)
        else:
            self._listener(notice)


def level_of(error: KnownError) -> Level:
    """Red only ever means: cannot finish. A refused finish and a decision that was not saved are such."""
    number = error.entry.number
    return Level.STOP if number == E.FINISH_REFUSED.number or 300 <= number < 400 else Level.WARN
