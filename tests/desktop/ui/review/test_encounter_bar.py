# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The visit: shown as known, changed as a whole, words give way before the window does."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.review.encounter_bar import EncounterBar
from nlp.domain import Encounter, Setting
from tests.builders import ENCOUNTER


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1440, 200)
    return made


@pytest.fixture
def bar(qtbot, themes, window) -> EncounterBar:
    shown = EncounterBar(themes, lambda _words, _limit: ())
    shown.setParent(window)
    shown.setGeometry(0, 0, 1440, 48)
    shown.set_search_width(412)
    window.show()
    qtbot.waitExposed(window)
    shown.show_note("N-0412.txt", "Progress note · clinic", "FY 2026", ENCOUNTER)
    return shown


def test_a_setting_changes_only_the_setting(qtbot, bar):
    with qtbot.waitSignal(bar.encounter_changed) as told:
        bar.switch.button(Setting.EMERGENCY).click()
    expected = Encounter(setting=Setting.EMERGENCY, date_of_service=date(2026, 3, 12), age=67, sex="female")
    assert told.args == [expected]


@pytest.mark.parametrize("words", ["3 Oct 2025", "Oct 3, 2025", "2025-10-03", "10/3/2025", "10/03/25"])
def test_a_typed_date_is_told_at_enter(qtbot, bar, words):
    bar.date_field.setFocus()
    bar.date_field.selectAll()
    QTest.keyClicks(bar.date_field, words)
    with qtbot.waitSignal(bar.encounter_changed) as told:
        QTest.keyClick(bar.date_field, Qt.Key.Key_Return)
    assert told.args[0].date_of_service == date(2025, 10, 3)
    assert bar.date_field.text() == "3 Oct 2025"


def test_an_emptied_date_is_no_date(qtbot, bar):
    bar.date_field.clear()
    with qtbot.waitSignal(bar.encounter_changed) as told:
        QTest.keyClick(bar.date_field, Qt.Key.Key_Return)
    assert told.args[0].date_of_service is None


def test_what_is_no_date_changes_nothing_and_says_how_to_write_one(qtbot, bar):
    bar.date_field.setText("last spring")
    with qtbot.assertNotEmitted(bar.encounter_changed):
        QTest.keyClick(bar.date_field, Qt.Key.Key_Return)
    assert not bar.date_field.is_understood
    assert bar.date_field.toolTip().startswith("This is not a date.")
    QTest.keyClick(bar.date_field, Qt.Key.Key_Escape)
    assert bar.date_field.text() == "12 Mar 2026"


def test_showing_a_note_changes_nothing(qtbot, bar):
    with qtbot.assertNotEmitted(bar.encounter_changed):
        bar.show_note("N-0413.txt", "", "FY 2026", Encounter())
    assert bar.date_field.day is None


@pytest.mark.parametrize("width", [1440, 1280, 1080, 960, 800, 640])
def test_nothing_runs_out_of_the_window(bar, width):
    bar.setGeometry(0, 0, width, 48)
    bar.layout().activate()
    assert bar.search.geometry().right() <= width
    assert bar.search.width() >= 96
