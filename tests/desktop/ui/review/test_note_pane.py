# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note: its words are never altered or moved, its marks are found and chosen."""

import sys
from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.review.highlights import MarkState, marks_of
from desktop.ui.review.note_pane import NotePane
from nlp.domain import Note, Span, fold, note_id
from tests.builders import TEXT, a_case, a_note, a_review, a_span


@pytest.fixture
def pane(qtbot, themes) -> NotePane:
    shown = NotePane(themes)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_note(a_note(), a_case().analysis.sections)
    shown.show_marks(marks_of(a_review()))
    return shown


def _point_in(pane: NotePane, words: str) -> QPoint:
    cursor = pane.code_point_cursor(a_span(words))
    cursor.setPosition(cursor.selectionStart() + 1)
    return pane.cursorRect(cursor).center()


def test_the_text_stays_as_it_is(pane):
    assert pane.toPlainText() == TEXT
    pane.choose(["s-E11.22"])
    assert pane.toPlainText() == TEXT


def test_choosing_what_is_in_view_moves_nothing(pane):
    before = pane.cursorRect(pane.code_point_cursor(a_span("denies")))
    pane.choose(["s-E11.42"])
    assert pane.verticalScrollBar().value() == 0
    assert pane.cursorRect(pane.code_point_cursor(a_span("denies"))) == before


def test_choosing_what_is_out_of_view_brings_it_to_one_third_and_backspace_returns(pane):
    pane.choose(["s-Z79.4"])
    cursor = pane.code_point_cursor(a_span("Insulin glargine"))
    cursor.setPosition(cursor.selectionStart())
    place = pane.cursorRect(cursor).top()
    assert abs(place - pane.viewport().height() / 3) < 4
    assert pane.go_back()
    assert pane.verticalScrollBar().value() == 0
    assert not pane.go_back()


def test_a_code_out_of_view_is_pointed_to_and_a_click_goes_there(qtbot, pane):
    pane.choose(["s-Z79.4"], reveal=False)
    pane.viewport().repaint()
    pointer = pane._pointer
    assert not pointer.isEmpty()
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=pointer.center().toPoint())
    assert pane.verticalScrollBar().value() > 0
    pane.viewport().repaint()
    assert pane._pointer.isEmpty()


def test_one_visible_place_is_enough_to_stay(pane):
    pane.choose(["s-N18.32"])  # stands in the present illness, in view, and in the assessment, out of view
    assert pane.verticalScrollBar().value() == 0


def test_a_click_on_a_mark_tells_its_code_and_does_not_scroll(qtbot, pane):
    with qtbot.waitSignal(pane.mark_clicked) as told:
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=_point_in(pane, "diabetic polyneuropathy"))
    assert told.args == ["s-E11.42"]
    assert pane.verticalScrollBar().value() == 0


def test_clicking_a_stack_again_goes_to_the_mark_beneath(qtbot, pane):
    pane.choose(["s-N18.32"])
    with qtbot.waitSignal(pane.mark_clicked) as told:
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=_point_in(pane, "stage 3b"))
    assert told.args == ["s-E11.22"]


def test_a_click_on_words_of_two_codes_goes_through_both(qtbot, pane):
    twin = replace(a_case().suggestions[5], code="G63", id="s-G63")
    pane.show_marks(marks_of(fold(a_case(suggestions=(*a_case().suggestions, twin)), ())))
    for expected in ("s-E11.42", "s-G63", "s-E11.42"):
        with qtbot.waitSignal(pane.mark_clicked) as told:
            qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=_point_in(pane, "diabetic polyneuropathy"))
        assert told.args == [expected]
        pane.choose(told.args)


def test_hidden_states_are_left_out_unless_chosen(pane):
    place = a_span("fever").start
    pane.hide_states([MarkState.NEGATED])
    assert pane.marks_at(place) == []
    pane.choose(["n-R50.9"])
    assert [m.ids for m in pane.marks_at(place)] == [("n-R50.9",)]


def test_a_selection_is_told_in_code_points(qtbot, themes):
    text = "😀😀 fever today"
    pane = NotePane(themes)
    qtbot.addWidget(pane)
    pane.show_note(Note(id=note_id(text), text=text, name="n.txt", source="n.txt"), ())
    span = Span(start=text.index("fever"), end=text.index("fever") + 5)
    pane.setTextCursor(pane.code_point_cursor(span))
    assert pane.selected_span() == span


def test_text_size_keeps_to_its_limits(pane):
    pane.set_text_size(99)
    assert pane.text_size == 28
    pane.set_text_size(1)
    assert pane.text_size == 13


def test_the_menu_at_a_place_lists_every_code_there(qtbot, opened):
    pane = opened.page.column.note
    place = _point_in(pane, "stage 3b")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, pane.viewport().mapToGlobal(place))
    pane.contextMenuEvent(event)
    menu = QApplication.activePopupWidget()
    words = [a.text() for a in menu.actions()]
    assert words[:2] == ["Go to N18.32 (suggested)", "Go to E11.22 (suggested)"]
    with qtbot.waitSignal(opened.page.column.mark_clicked) as told:
        menu.actions()[1].trigger()
    assert told.args == ["s-E11.22"]
    menu.close()


def test_larger_text_begins_where_the_note_begins(pane):
    pane.set_text_size(22)
    assert pane.verticalScrollBar().value() == 0
    assert pane.toPlainText() == TEXT


def test_letters_are_left_to_the_commands(qtbot, pane):
    pane.setFocus()
    QTest.keyClicks(pane, "arj")
    assert pane.toPlainText() == TEXT


@pytest.mark.alone
def test_a_long_note_with_many_marks_paints_within_a_frame(qtbot, themes):
    copies = 25
    pane = NotePane(themes)
    qtbot.addWidget(pane)
    pane.resize(900, 900)
    pane.show()
    qtbot.waitExposed(pane)
    text = TEXT * copies
    pane.show_note(Note(id=note_id(text), text=text, name="long.txt", source="long.txt"), ())
    marks = marks_of(a_review())
    far = [_moved(m, n * len(TEXT)) for n in range(copies) for m in marks]
    pane.show_marks(far)
    assert len(text.split()) > 5000
    times = [_painted(pane, place) for place in range(0, pane.verticalScrollBar().maximum(), 400)]
    assert sorted(times)[len(times) // 2] < 0.016


def test_painting_loses_no_reference_to_none(pane):
    pane.viewport().repaint()
    before = sys.getrefcount(None)
    for _ in range(60):
        pane.viewport().repaint()
    assert abs(sys.getrefcount(None) - before) < 60


def _moved(mark, by: int):
    return replace(mark, span=Span(start=mark.span.start + by, end=mark.span.end + by))


def _painted(pane: NotePane, place: int) -> float:
    pane.verticalScrollBar().setValue(place)
    began = perf_counter()
    pane.viewport().repaint()
    return perf_counter() - began
