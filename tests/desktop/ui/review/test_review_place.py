# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The page stays where the reader is, and always shows where the keyboard is."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.review.tab_strip import Tab
from desktop.ui.shell.actions import Command
from desktop.ui.shell.focus_frame import FocusFrame
from desktop.ui.shell.layout_rows import LayoutRow
from nlp.domain import Verdict


def note_place(window) -> int:
    return window.page.column.note.verticalScrollBar().value()


def test_what_is_added_elsewhere_does_not_move_the_note(opened):
    note = opened.page.column.note
    note.verticalScrollBar().setValue(0)
    before = note_place(opened)
    opened.page.add_code("P70.2")
    review = opened.page.presenter.review
    assert [d.verdict for d in review.decisions] == [Verdict.ADD]
    assert note_place(opened) == before


def test_a_choice_out_of_view_moves_the_note_and_backspace_returns(opened):
    before = note_place(opened)
    opened.page.codes.choose("s-S93.402")
    assert note_place(opened) > before
    opened.page.column.note.go_back()
    assert note_place(opened) == before


def test_the_reasons_show_that_they_have_the_keyboard(opened):
    frame = opened.page.why.findChild(FocusFrame)
    assert not frame.isVisible()
    opened.page.why.setFocus()
    assert frame.isVisible()
    opened.page.codes.focus_list()
    assert not frame.isVisible()


def test_a_mention_without_a_line_of_its_own_is_marked_once_it_is_chosen(opened):
    """Kinds such as "superseded" would clutter the page; chosen, they must be found in it."""
    case = opened.page.presenter.review.case
    other = replace(case.not_coded[-1], id="n-quiet", reason="superseded")
    review = replace(opened.page.presenter.review, case=replace(case, not_coded=(*case.not_coded, other)))
    opened.page.presenter._review = review
    opened.page.show_review(review)
    opened.page.open_tab(Tab.NOT_CODED)
    opened.page.codes.choose("n-quiet")
    note = opened.page.column.note
    shown = [m for m in note.marks_at(other.evidence.span.start) if "n-quiet" in m.ids]
    assert len(shown) == 1
    assert note._is_in_view(other.evidence.span)
    opened.page.codes.move(-1)
    assert not [m for m in note.marks_at(other.evidence.span.start) if "n-quiet" in m.ids]


def test_the_key_of_an_accepted_code_says_withdraw(opened):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    assert opened.commands.hint(Command.REJECT) == "reject"
    opened.page.open_tab(Tab.ACCEPTED)
    assert opened.commands.hint(Command.REJECT) == "withdraw"


def test_the_keyboard_is_in_the_list_again_when_the_reasons_give_its_place_back(opened):
    opened.resize(960, 540)
    opened.page.set_layout_row(LayoutRow.COMPACT)
    opened.page.codes.focus_list()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_W)
    assert QApplication.focusWidget() is opened.page.codes.code_list(Tab.SUGGESTED)


def test_finishing_and_reopening_keep_the_keyboard_on_the_page(opened):
    shift = Qt.KeyboardModifier.ShiftModifier
    for key, modifier in ((Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, shift)):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert opened.page.isAncestorOf(focus)
    assert focus is opened.page.codes.code_list(Tab.SUGGESTED)


def test_a_changed_age_codes_the_note_again_and_is_remembered(qtbot, opened):
    field = opened.page.encounter_bar.age_field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "70")
    with qtbot.waitSignal(opened.page.presenter.moved, timeout=5000) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args[0].startswith("Age 70: ")
    note_id = opened.page.presenter.coded.note.id
    assert opened.casework.remembered_encounter(note_id).age == 70
    assert QApplication.focusWidget() is opened.page.codes.code_list(Tab.SUGGESTED)
