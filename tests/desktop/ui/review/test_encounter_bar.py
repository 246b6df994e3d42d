# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The visit: shown as known, changed as a whole, words give way before the window does."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.review.date_field import read_day
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


@pytest.mark.parametrize(
    "words",
    ["3 Oct 2025", "Oct 3, 2025", "2025-10-03", "10/3/2025", "10/03/25", "3.10.2025", "20251003", "October 3 2025"],
)
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


@pytest.mark.parametrize("words", ["32 Mar 2026", "12 Xyz 2026", "3-4-2026", "2026", "1/2/3/4", "0/0/0"])
def test_what_only_looks_like_a_date_is_none(words):
    with pytest.raises(ValueError, match=r"\w"):
        read_day(words)


@pytest.mark.parametrize(
    ("words", "age"), [("70", 70), ("70 y", 70), ("70yo", 70), ("8 mo", 0), ("18 months", 1), ("", None)]
)
def test_a_typed_age_is_told_at_enter(qtbot, bar, words, age):
    bar.age_field.setText(words)
    with qtbot.waitSignal(bar.encounter_changed) as told:
        QTest.keyClick(bar.age_field, Qt.Key.Key_Return)
    assert told.args == [Encounter(date_of_service=date(2026, 3, 12), age=age, sex="female")]


@pytest.mark.parametrize(("words", "sex"), [("m", "male"), ("Male", "male"), ("", None)])
def test_a_typed_sex_is_told_at_enter(qtbot, bar, words, sex):
    bar.sex_field.setText(words)
    with qtbot.waitSignal(bar.encounter_changed) as told:
        QTest.keyClick(bar.sex_field, Qt.Key.Key_Return)
    assert told.args == [Encounter(date_of_service=date(2026, 3, 12), age=67, sex=sex)]


@pytest.mark.parametrize(("field", "words"), [("age_field", "old"), ("age_field", "999"), ("sex_field", "unclear")])
def test_what_is_no_age_or_sex_changes_nothing(qtbot, bar, field, words):
    made = getattr(bar, field)
    made.setText(words)
    with qtbot.assertNotEmitted(bar.encounter_changed):
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert not made.is_understood


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_lead_back_to_the_lists(qtbot, bar, key):
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.age_field, key)


def test_nothing_is_said_of_a_visit_that_is_not_known_yet(bar):
    bar.show_reading("N-0413.txt")
    assert [f.text() + f.placeholderText() for f in (bar.date_field, bar.age_field, bar.sex_field)] == ["", "", ""]
    assert not any(bar.switch.button(setting).isChecked() for setting in Setting)
    bar.show_note("N-0413.txt", "", "FY 2026", Encounter(setting=Setting.INPATIENT))
    assert bar.switch.button(Setting.INPATIENT).isChecked()
    assert bar.age_field.placeholderText() == "Age"


def test_showing_a_note_changes_nothing(qtbot, bar):
    with qtbot.assertNotEmitted(bar.encounter_changed):
        bar.show_note("N-0413.txt", "", "FY 2026", Encounter())
    assert bar.date_field.value is None


@pytest.mark.parametrize("width", [1440, 1280, 1080, 960, 800, 640])
def test_nothing_runs_out_of_the_window(bar, width):
    bar.setGeometry(0, 0, width, 48)
    bar.layout().activate()
    assert bar.search.geometry().right() <= width
    assert bar.search.width() >= 96
