# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The menu of a place in the note: its whole stack of marks, then what can be done with the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.review.highlights import Mark
from desktop.ui.review.wording import STATE_WORDS
from desktop.ui.shell.actions import Command, key_text, row_of


def note_menu(
    parent: QWidget,
    marks: Iterable[Mark],
    go_to: Callable[[str], object],
    slots: Mapping[Command, Callable[[], object]],
    *,
    copy: Callable[[], object] | None,
) -> QMenu:
    """Return a menu of every code of the marks, then the commands; `copy` is None without a selection."""
    menu = QMenu(parent)
    for mark in marks:
        for code, identity in zip(mark.codes, mark.ids, strict=False):
            _add(menu, f"Go to {code} ({STATE_WORDS[mark.state]})", partial(go_to, identity))
    if not menu.isEmpty():
        _add(menu, _words(Command.MARKS_HERE), slots[Command.MARKS_HERE])
        menu.addSeparator()
    _add(menu, _words(Command.ADD_SELECTED), slots[Command.ADD_SELECTED]).setEnabled(copy is not None)
    menu.addSeparator()
    _add(menu, "Copy\tCtrl+C", copy or _nothing).setEnabled(copy is not None)
    return menu


def _words(command: Command) -> str:
    return f"{row_of(command).label}\t{key_text(command)}"


def _add(menu: QMenu, words: str, does: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(partial(_run, does))
    return action


def _run(does: Callable[[], object], _checked: bool = False) -> None:
    does()


def _nothing() -> None:
    return
