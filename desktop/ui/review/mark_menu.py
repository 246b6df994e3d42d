# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole stack of marks at a place, as entries at the head of a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.ui.review.highlights import Mark
from desktop.ui.review.wording import STATE_WORDS


def insert_marks(menu: QMenu, marks: Iterable[Mark], go_to: Callable[[str], object]) -> None:
    """Put an entry for every code of the marks before what stands in the menu."""
    first = menu.actions()[0] if menu.actions() else None
    for mark in marks:
        for code, identity in zip(mark.codes, mark.ids, strict=False):
            action = QAction(f"Go to {code} ({STATE_WORDS[mark.state]})", menu)
            action.triggered.connect(partial(_run, go_to, identity))
            menu.insertAction(first, action) if first else menu.addAction(action)
    if first is not None and menu.actions()[0] is not first:
        menu.insertSeparator(first)


def _run(go_to: Callable[[str], object], identity: str, _checked: bool = False) -> None:
    go_to(identity)
