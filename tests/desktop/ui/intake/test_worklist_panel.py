# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The worklist panel by keyboard and mouse."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.app.worklist import WorklistEntry
from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.intake.worklist_panel import WorklistPanel


def path(number):
    return Path(f"/notes/N-{number:04}.txt")


def a_row(number, status=NoteStatus.NEW):
    name = path(number).name
    problem = "[104] not a text file" if status is NoteStatus.UNREADABLE else ""
    entry = WorklistEntry(path=path(number), name=name, note_id=name, date_of_service=date(2026, 3, 2), problem=problem)
    return WorklistRow(entry=entry, status=status, open_count=3)


@pytest.fixture
def panel(qtbot, themes):
    made = WorklistPanel(themes)
    qtbot.addWidget(made)
    made.resize(248, 600)
    made.show_rows([a_row(1, NoteStatus.FINISHED), a_row(2), a_row(3, NoteStatus.UNREADABLE), a_row(4)])
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_a_click_chooses_a_note(panel, qtbot):
    place = panel.view.visualRect(panel.view.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.note_chosen) as chosen:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [path(2)]


@pytest.mark.parametrize("down", [Qt.Key.Key_J, Qt.Key.Key_Down])
def test_keys_move_and_enter_opens(panel, qtbot, down):
    panel.take_focus()
    with qtbot.waitSignal(panel.note_chosen) as chosen:
        for key in (down, down, Qt.Key.Key_K, Qt.Key.Key_Return):
            qtbot.keyClick(panel.view, key)
    assert chosen.args == [path(2)]


def test_moving_alone_opens_nothing(panel, qtbot):
    panel.take_focus()
    with qtbot.assertNotEmitted(panel.note_chosen):
        qtbot.keyClick(panel.view, Qt.Key.Key_Down)


def test_the_filter_leads_into_the_list(panel, qtbot):
    panel.filter_field.setFocus()
    qtbot.keyClicks(panel.filter_field, "0004")
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.note_chosen) as chosen:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen.args == [path(4)]


def test_escape_clears_the_filter(panel, qtbot):
    qtbot.keyClicks(panel.filter_field, "zzz")
    assert panel.view.model().rowCount() == 0
    qtbot.keyClick(panel.filter_field, Qt.Key.Key_Escape)
    assert panel.view.model().rowCount() == 4


@pytest.mark.parametrize(("after", "expected"), [(1, 2), (2, 4), (4, 2), (99, 2)])
def test_the_next_note_is_the_next_one_not_finished(panel, after, expected):
    assert panel.next_after(path(after)).path == path(expected)


def test_there_is_no_next_note_when_all_are_finished(panel):
    panel.show_rows([a_row(1, NoteStatus.FINISHED), a_row(2)])
    panel.show_status(path(2), NoteStatus.FINISHED, 0)
    assert panel.next_after(path(1)) is None


def test_the_open_note_is_current_for_the_keyboard(panel):
    panel.show_open(path(4))
    assert panel.view.currentIndex().data() == "N-0004"


def test_a_long_list_of_a_thousand_rows_paints(panel):
    panel.show_rows([a_row(number) for number in range(1000)])
    panel.show_open(path(999))
    assert panel.view.verticalScrollBar().value() == panel.view.verticalScrollBar().maximum()
    assert not panel.grab().isNull()
