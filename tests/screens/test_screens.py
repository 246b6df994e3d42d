# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The review page looks as approved. The typeface and Qt come from the locked packages, so any Linux draws the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.ledger import open_ledger
from desktop.ui.review.action_bar import ActionBar
from desktop.ui.review.tab_strip import Tab
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.controls import KeyButton
from desktop.ui.shell.fonts import font_file
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.theme import ThemeSource
from tests.review_window import BuiltCasework, ReviewWindow
from tests.screens.pictures import Difference, check_picture, difference, half, pixels

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or font_file() is None, reason="the pictures were drawn on Linux with the bundled typeface"
)
LOOK = Path(__file__).resolve().parents[2] / "resources" / "ui"
Show = Callable[[str], ReviewWindow]


@pytest.fixture
def show(qtbot, qapp, places, book, tmp_path, clock) -> Iterator[Show]:
    """Show the window of the mocks in a theme: three accepted, one rejected, eight open."""
    runner = JobRunner()
    ledger = open_ledger(tmp_path / "audit.sqlite", clock=clock, actor="tester", head_memory=tmp_path / "heads.json")
    casework = BuiltCasework(rules=places.rules, book=book, ledger=ledger, clock=clock)

    def make(theme: str) -> ReviewWindow:
        themes = ThemeSource(LOOK, theme)
        follow_themes(make_application([]), themes)
        window = ReviewWindow(casework, themes, runner)
        qtbot.addWidget(window)
        window.resize(1104, 812)  # the 1440 px of the mocks without rail and worklist, and the row they stand for
        window.resizeEvent = lambda _event: None
        window.show()
        qtbot.waitExposed(window)
        presenter = window.page.presenter
        with qtbot.waitSignal(presenter.review_changed, timeout=5000):
            presenter.open_note(Path("/notes/N-0412.txt"))
        for code in ("E11.621", "L97.522", "I12.9"):
            presenter.accept(f"s-{code}")
        presenter.reject("s-M79.672", "Not supported by the note", "")
        window.page.codes.choose("s-E11.22")
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5000)
        window.page.codes.focus_list()
        return window

    yield make
    assert runner.shut_down()
    casework.close()


def picture(window: ReviewWindow) -> QImage:
    for _ in range(3):  # layouts settle from the inside outwards
        QApplication.processEvents()
    if window.devicePixelRatioF() != 1.0:
        pytest.skip("the pictures were drawn at scale 1")
    return window.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_review_page_looks_as_approved(show, theme):
    check_picture(f"review-{theme}", picture(show(theme)))


def test_the_list_of_what_is_not_coded_looks_as_approved(show):
    window = show("light")
    window.page.open_tab(Tab.NOT_CODED)
    check_picture("not-coded-light", picture(window))


@pytest.fixture
def before(show) -> tuple[ReviewWindow, QImage]:
    window = show("light")
    return window, half(picture(window))


def compared(window: ReviewWindow, approved: QImage) -> Difference:
    return difference(half(picture(window)), approved)


def accept_button(window: ReviewWindow) -> KeyButton:
    bar = window.page.codes.findChild(ActionBar)
    return next(b for b in bar.findChildren(KeyButton) if b.text() == "Accept")


@pytest.mark.parametrize("step", [QPoint(4, 0), QPoint(0, 3)])
def test_an_element_that_has_moved_a_little_is_found(before, step):
    window, approved = before
    button = accept_button(window)
    button.move(button.pos() + step)
    assert not compared(window, approved).is_tolerable


def test_words_that_are_gone_are_found(before):
    window, approved = before
    window.page.encounter_bar.sex_field.clear()
    assert not compared(window, approved).is_tolerable


def test_a_line_of_another_pattern_is_found(before):
    window, approved = before
    window.page.presenter.accept("s-E11.42")
    window.page.codes.choose("s-E11.22")
    assert not compared(window, approved).is_tolerable


def test_another_anti_aliasing_of_the_same_picture_is_not(before):
    window, approved = before
    sharp = pixels(picture(window))
    soft = (2 * sharp + np.roll(sharp, 1, axis=1) + np.roll(sharp, -1, axis=1)) / 4
    found = difference(half(image_of(soft)), approved)
    assert found.whole > 0
    assert found.is_tolerable


def image_of(colors: NDArray[np.float64]) -> QImage:
    height, width, _ = colors.shape
    plain = np.full((height, width, 4), 255, dtype=np.uint8)
    plain[:, :, :3] = colors.round()
    return QImage(plain.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()
