# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note by keys: the caret, from mention to mention, place to place and back, what is marked here, find, words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.copied_text import Passage
from desktop.ui.review.highlights import MarkState
from desktop.ui.review.mark_stories import MarkStories
from desktop.ui.review.tab_strip import Tab
from nlp.domain import Span
from tests.builders import TEXT, a_span

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def note(opened):
    """The note, with the keyboard in it, in a window where half of it is out of view."""
    opened.resize(1440, 500)
    QApplication.processEvents()
    pane = opened.page.column.note
    pane.setFocus()
    return pane


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def said(opened) -> str:
    return opened.heard[-1].text if opened.heard else ""


# --- caret and selection ----------------------------------------------------------------------------------------


def test_arrows_move_the_caret_and_not_the_list(opened, note):
    row = opened.page.codes.chosen
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
        press(key)
    assert note.caret > 0
    assert opened.page.codes.chosen == row
    press(Qt.Key.Key_Home, CTRL)
    assert note.caret == 0
    assert note.toPlainText() == TEXT


def test_the_caret_is_painted_where_the_keyboard_is(opened, note):
    note.put_caret(a_span("Hypertension").start)
    with_keyboard = note.grab().toImage()
    opened.page.codes.focus_list()
    assert note.grab().toImage() != with_keyboard


def test_shift_and_arrows_select(note):
    note.put_caret(a_span("pain in left foot").start)
    for _ in range(4):
        press(Qt.Key.Key_Right, SHIFT)
    assert note.note.quote(note.selected_span()) == "pain"


def test_the_marks_at_the_caret_are_told(note):
    note.put_caret(a_span("stage 3b").start + 1)
    assert note.accessibleDescription() == "N18.32 suggested, E11.22 suggested"


# --- from mention to mention ------------------------------------------------------------------------------------


def test_brackets_go_through_every_mention_and_choose_it(opened, note):
    stops = []
    for _ in range(40):
        press("]")
        stops.append((note.caret, opened.page.codes.chosen.id))
    starts = [place for place, _ in stops]
    assert starts == sorted(starts)
    coded = {m.span.start for m in note.marks if m.state is not MarkState.CUE}
    assert set(starts) == coded
    assert opened.page.codes.tab in (Tab.SUGGESTED, Tab.NOT_CODED)
    assert said(opened) == "That was the last mention."
    press("[")
    assert note.caret < starts[-1]


def test_a_mention_inside_another_is_stopped_at_as_well(opened, note):
    note.put_caret(a_span("67-year").start)
    seen = []
    for _ in range(3):
        press("]")
        seen.append(opened.page.codes.chosen.id)
    assert seen[:2] == ["s-E11.22", "s-E11.621"]  # begin together, the longer first
    assert seen[2] == "s-N18.32"


def test_a_decision_on_the_way_does_not_lose_the_place(opened, note):
    note.put_caret(a_span("67-year").start)
    press("]")
    assert opened.page.codes.chosen.id == "s-E11.22"
    opened.page.presenter.accept("s-E11.22")
    press("]")
    assert opened.page.codes.chosen.id == "s-E11.621"
    assert note.caret == a_span("type 2 diabetes").start


def test_places_of_one_code_are_gone_through_and_counted(opened, note):
    opened.page.codes.choose("s-N18.32")
    first, second = a_span("stage 3b").start, a_span("stage 3b", after="2. Type 2").start
    press(Qt.Key.Key_J, SHIFT)
    assert note.caret == second
    assert said(opened) == "N18.32: place 2 of 2."
    assert note._is_in_view(Span(start=second, end=second + 1))
    press(Qt.Key.Key_J, SHIFT)
    assert note.caret == first
    press(Qt.Key.Key_K, SHIFT)
    assert note.caret == second


# --- back -------------------------------------------------------------------------------------------------------


def test_backspace_goes_back_through_every_place_that_was_left(opened, note):
    bar = note.verticalScrollBar()
    opened.page.codes.choose("s-S93.402")
    chosen = bar.value()
    assert chosen > 0
    bar.setValue(200)  # the person reads on
    opened.page.codes.choose("s-E78.5")
    assert bar.value() != 200
    press(Qt.Key.Key_Backspace)
    assert bar.value() == 200
    press(Qt.Key.Key_Backspace)
    assert bar.value() == 0
    press(Qt.Key.Key_Backspace)
    assert said(opened) == "There is no place to go back to."


def test_another_size_of_letters_does_not_lose_the_place_left(opened, note):
    bar = note.verticalScrollBar()
    bar.setValue(130)
    top = note.reading_place().top
    opened.page.codes.choose("s-S93.402")
    press(Qt.Key.Key_Plus, CTRL)
    press(Qt.Key.Key_Backspace)
    assert note.reading_place().top == top


# --- what is marked here ----------------------------------------------------------------------------------------


def test_one_key_lists_every_mention_here_and_a_key_chooses_one(opened, note):
    note.put_caret(a_span("stage 3b").start + 2)
    press("i")
    here = opened.page.column.marks_here
    assert here.isVisible()
    assert [(s.code, s.what) for s in here.stories] == [("N18.32", "Suggested"), ("E11.22", "Suggested")]
    assert "the book presumes the link" in here.stories[1].why
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert opened.page.codes.chosen.id == "s-E11.22"
    assert not here.isVisible()
    assert QApplication.focusWidget() is note
    assert not opened.page.presenter.review.is_finished


def test_one_suggestion_with_nested_evidence_is_told_once(opened, note):
    inner = next(m for m in note.marks if m.ids == ("s-N18.32",))
    outer = replace(inner, span=Span(start=inner.span.start - 4, end=inner.span.end))
    stories = MarkStories(opened.page.presenter.review, note.note, (inner, outer)).at(inner.span.start)
    assert [s.id for s in stories if s.id] == ["s-N18.32"]


def test_why_a_mention_is_not_coded_is_told_with_its_rule(opened, note):
    note.put_caret(a_span("plantar fasciitis").start)
    press(Qt.Key.Key_F10, SHIFT)
    (story,) = opened.page.column.marks_here.stories
    assert (story.code, story.what) == ("M72.2", "Not coded: uncertain")
    assert story.why.endswith("In the outpatient setting it is not coded. Guideline IV.H")
    press(Qt.Key.Key_1)
    assert opened.page.codes.tab is Tab.NOT_CODED
    assert opened.page.codes.chosen.id == "n-M72.2"


def test_what_a_person_decided_is_told(opened, note):
    opened.page.presenter.reject("s-M79.672", "Not supported by the note", "")
    note.put_caret(a_span("pain in left foot").start)
    press("i")
    (story,) = opened.page.column.marks_here.stories
    assert story.what == "Rejected"
    assert story.why.startswith("You rejected it at ")
    assert story.why.endswith(": Not supported by the note")


def test_hidden_marks_are_listed_as_well(opened, note):
    press("h")
    note.put_caret(a_span("fever").start)
    assert note.marks_at(note.caret) == []
    press("i")
    assert [s.code for s in opened.page.column.marks_here.stories] == ["R50.9"]


def test_escape_closes_the_list_and_letters_in_it_are_no_commands(opened, note):
    note.put_caret(a_span("fever").start)
    press("i")
    press("a")
    assert opened.page.presenter.review.decisions == ()
    press(Qt.Key.Key_Escape)
    assert not opened.page.column.marks_here.isVisible()
    assert QApplication.focusWidget() is note


def test_without_the_keyboard_in_the_note_the_chosen_place_is_meant(opened):
    opened.page.codes.choose("s-E11.42")
    opened.page.codes.focus_list()
    press("i")
    assert [s.code for s in opened.page.column.marks_here.stories] == ["E11.42"]


def test_a_place_without_a_mark_is_said(opened, note):
    note.put_caret(0)
    press("i")
    assert said(opened) == "Nothing is marked here. ] goes to the next mention."


def test_a_place_out_of_view_is_shown_before_it_is_told_of(opened, note):
    note.put_caret(a_span("plantar fasciitis").start)
    assert not note._is_in_view(a_span("plantar fasciitis"))
    press("i")
    here = opened.page.column.marks_here
    assert note._is_in_view(a_span("plantar fasciitis"))
    assert opened.page.column.rect().contains(here.geometry())


def test_where_only_one_pane_has_room_the_note_is_shown_for_its_keys(opened):
    opened.resize(700, 540)
    opened.page.codes.focus_list()
    assert not opened.page.column.isVisible()
    press("f", CTRL)
    assert opened.page.column.find_bar.isVisible()
    assert QApplication.focusWidget() is opened.page.column.find_bar.field


def test_copied_words_tell_where_they_stand_as_well(opened, note):
    span = a_span("Noticed a sore under the left great toe three weeks ago")
    opened.page.column.show_copied([Passage(span=span, words=24, name="N-0409.txt", day=None)])
    note.put_caret(span.start + 3)
    press("i")
    (story,) = opened.page.column.marks_here.stories
    assert story.title == "Also in N-0409"
    assert story.why.startswith("24 words in a row stand there as well.")
    assert "Also in N-0409" in note.tell([], span.start + 3)


# --- find -------------------------------------------------------------------------------------------------------


def test_find_counts_the_whole_note_and_shows_every_hit_in_the_scroll_bar(opened, note):
    press("f", CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "diabet")
    bar = opened.page.column.find_bar
    assert bar.count_words == f"1 of {TEXT.lower().count('diabet')}"
    assert len(note.overview.hit_rows) > 2
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, SHIFT)
    press(Qt.Key.Key_Return, SHIFT)
    assert bar.count_words.startswith(f"{TEXT.lower().count('diabet')} of")
    assert note._is_in_view(Span(start=TEXT.lower().rindex("diabet"), end=TEXT.lower().rindex("diabet") + 6))
    press(Qt.Key.Key_Escape)
    assert note.overview.hit_rows == set()
    assert note.caret == TEXT.lower().rindex("diabet")
    press(Qt.Key.Key_Backspace)
    assert note.verticalScrollBar().value() == 0


# --- words selected ---------------------------------------------------------------------------------------------


def test_the_selection_is_looked_up(qtbot, opened, note):
    note.setTextCursor(note.code_point_cursor(a_span("diabetic polyneuropathy")))
    with qtbot.waitSignal(opened.page.column.add_wanted) as wanted:
        press("l", CTRL)
    assert wanted.args == ["diabetic polyneuropathy"]


def test_a_code_is_added_with_the_selection_as_its_evidence(opened, note):
    note.setTextCursor(note.code_point_cursor(a_span("Tender medial heel")))
    press("n")
    search = opened.page.encounter_bar.search
    assert QApplication.focusWidget() is search
    assert search.selectedText() == "Tender medial heel"
    assert note.note.quote(note.selected_span()) == "Tender medial heel"
    opened.page.add_code("M79.672")
    opened.page.add_code("M25.572")
    added = opened.page.presenter.review.decision_on("M25.572")
    assert added.quote == "Tender medial heel"


@pytest.mark.parametrize(("key", "modifier"), [("n", Qt.KeyboardModifier.NoModifier), ("l", CTRL)])
def test_without_a_selection_it_is_said_how_to_make_one(opened, note, key, modifier):
    press(key, modifier)
    assert said(opened) == "Select words in the note first, with the mouse or with Shift and the arrows."
    assert QApplication.focusWidget() is note


def test_the_menu_of_the_place_offers_the_same(opened, note):
    note.setTextCursor(note.code_point_cursor(a_span("fever")))
    note.menu_wanted.emit(note.mapToGlobal(note.rect().center()), note.marks_at(note.caret - 1))
    menu = QApplication.activePopupWidget()
    words = [a.text().split("\t")[0] for a in menu.actions() if a.text()]
    assert words == [
        "Go to R50.9 (negated)",
        "What is marked here",
        "Add a code for the selection…",
        "Copy",
    ]
    assert all(a.isEnabled() for a in menu.actions())
    menu.close()
