# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The review page in a window of its own, over the real audit file and code book, with the builders' case as coded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.ledger import open_ledger
from nlp.domain import Verdict
from tests.review_window import BuiltCasework, ReviewWindow


@pytest.fixture
def casework(places, book, tmp_path, clock) -> Iterator[BuiltCasework]:
    ledger = open_ledger(tmp_path / "audit.sqlite", clock=clock, actor="tester", head_memory=tmp_path / "heads.json")
    work = BuiltCasework(rules=places.rules, book=book, ledger=ledger, clock=clock)
    yield work
    work.close()


@pytest.fixture
def window(qtbot, casework, themes, runner) -> ReviewWindow:
    shown = ReviewWindow(casework, themes, runner)
    qtbot.addWidget(shown)
    shown.resize(1440, 812)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def opened(qtbot, window) -> ReviewWindow:
    """The window with the builders' note open and nothing decided."""
    with qtbot.waitSignal(window.page.presenter.review_changed, timeout=5000):
        window.page.presenter.open_note(Path("/notes/N-0412.txt"))
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5000)
    return window


@pytest.fixture
def reviewed(opened) -> ReviewWindow:
    """The window as in the pictures: three accepted, one rejected."""
    presenter = opened.page.presenter
    for code in ("E11.621", "L97.522", "I12.9"):
        presenter.accept(f"s-{code}")
    presenter.reject("s-M79.672", "Not supported by the note", "")
    assert presenter.review is not None
    assert [d.verdict for d in presenter.review.decisions].count(Verdict.ACCEPT) == 3
    return opened
