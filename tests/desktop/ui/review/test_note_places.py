# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks stand exactly under their words, whatever the words are; columns, numbers and sizes keep the reader's line."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.review.highlights import Mark, MarkState, with_lanes
from desktop.ui.review.note_geometry import MarkPiece
from desktop.ui.review.note_pane import NotePane
from nlp.domain import Note, Span, note_id
from tests.builders import TEXT, a_case, a_note

HARD = """Diabetic foot ulcer, left great toe with fat layer exposed.
Shalom: החולה סובלת מכאבים בחזה, fever וקוצר נשימה today.
العلامات داخل النص العربي pain هنا
Emoji 😀😀 fever 👩🏽‍⚕️ pain, zero\u200bwidth and e\u0301tat.
A mark that runs over the end of a line because it is long enough to be broken by the column, and on again.
"""


@pytest.fixture
def pane(qtbot, themes) -> NotePane:
    shown = NotePane(themes)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def show(pane: NotePane, text: str, *words: str) -> list[Mark]:
    pane.show_note(Note(id=note_id(text), text=text, name="n.txt", source="n.txt"), ())
    spans = [Span(start=text.index(w), end=text.index(w) + len(w)) for w in words]
    marks = [Mark(span=s, state=MarkState.SUGGESTED, codes=("A00",), ids=(str(n),)) for n, s in enumerate(spans)]
    pane.show_marks(with_lanes(marks))
    return marks


def pieces(pane: NotePane) -> list[MarkPiece]:
    return [p for s in pane._visible_stretches() for p in pane._marks_of(s).lines]


def letters(pane: NotePane, place: int) -> tuple[float, float]:
    """The left and right edge of one character, as the laid out glyphs tell."""
    units = pane._offsets.units(place)
    block = pane.document().findBlock(units)
    line = block.layout().lineForTextPosition(units - block.position())
    length = pane._offsets.units(place + 1) - units
    box = line.glyphRuns(units - block.position(), length)[0].boundingRect()
    return pane._column()[0] + box.left(), pane._column()[0] + box.right()


@pytest.mark.parametrize(
    "words",
    ["ulcer", "מכאבים בחזה", "בחזה, fever וקוצר", "العربي pain", "fever 👩🏽‍⚕️ pain", "e\u0301tat", "😀", "M"],
)
def test_a_mark_covers_its_letters_and_no_others(pane, words):
    text = HARD + "x M y\n"
    (mark,) = show(pane, text, words)
    drawn = pieces(pane)
    line = text[text.rfind("\n", 0, mark.span.start) + 1 : text.index("\n", mark.span.end)]
    first = text.index(line)
    for place in range(first, first + len(line)):
        if not text[place].isalpha():
            continue
        left, right = letters(pane, place)
        is_under = any(p.piece.left <= (left + right) / 2 <= p.piece.right for p in drawn)
        assert is_under == (mark.span.start <= place < mark.span.end), (words, text[place])


def test_a_mark_over_the_end_of_a_line_has_a_piece_on_each_and_ends_once(pane):
    show(pane, HARD, "because it is long enough to be broken by the column, and on")
    drawn = pieces(pane)
    assert len({p.piece.baseline for p in drawn}) == 2
    assert [p.piece.is_end for p in drawn] == [False, True]


def test_a_mark_over_the_end_of_a_paragraph_has_a_piece_on_each(pane):
    show(pane, HARD, "fat layer exposed.\nShalom")
    assert [p.piece.is_end for p in pieces(pane)] == [False, True]


def test_a_mark_without_width_is_seen(pane):
    show(pane, HARD, "\u200b")
    (drawn,) = pieces(pane)
    assert drawn.piece.right - drawn.piece.left >= 3


def test_three_nested_marks_have_a_lane_each(pane):
    show(pane, HARD, "Diabetic foot ulcer, left great toe", "foot ulcer, left", "ulcer")
    assert sorted(p.mark.lane for p in pieces(pane)) == [0, 1, 2]


def test_one_line_of_a_thousand_is_looked_at_alone(pane):
    text = "fever and cough, " * 20_000
    pane.show_note(Note(id=note_id(text), text=text, name="n", source="n"), ())
    every = [Span(start=n, end=n + 5) for n in range(0, len(text), 17)]
    pane.show_marks(with_lanes(Mark(span=s, state=MarkState.SUGGESTED, codes=("R50.9",), ids=("a",)) for s in every))
    assert len(pieces(pane)) < 2_000
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    drawn = pieces(pane)
    here = [p for p in drawn if 0 <= p.piece.baseline - bar.value() <= pane.viewport().height()]
    assert len(here) > 20


def test_line_numbers_are_those_of_the_file_and_keep_the_line(pane):
    pane.show_note(a_note(), a_case().analysis.sections)
    pane.verticalScrollBar().setValue(300)
    QApplication.processEvents()
    before, top = pane._column(), pane.reading_place()
    pane.set_line_numbers(True)
    assert pane._column()[0] > before[0]
    assert pane.reading_place().top == pytest.approx(top.top, abs=60)
    pane.set_line_numbers(False)
    assert pane._column() == before


def test_letters_of_one_width_stand_in_columns(pane):
    pane.show_note(a_note("Na  140\nK   4.2\nCrea1.5\n"), ())
    pane.set_fixed_width(True)
    ends = {pane.cursorRect(pane.code_point_cursor(Span(start=n, end=n))).left() for n in (4, 12, 20)}
    assert len(ends) == 1
    pane.set_fixed_width(False)
    ends = {pane.cursorRect(pane.code_point_cursor(Span(start=n, end=n))).left() for n in (4, 12, 20)}
    assert len(ends) > 1
    assert pane.toPlainText() == "Na  140\nK   4.2\nCrea1.5\n"


def test_a_narrower_window_keeps_the_line_at_the_top(qtbot, pane):
    pane.show_note(a_note(TEXT * 4), a_case().analysis.sections)
    pane.verticalScrollBar().setValue(1500)
    pane.viewport().repaint()
    before = pane.reading_place().top
    pane.resize(560, 500)
    after = pane.reading_place().top
    assert abs(after - before) < 80
    assert pane.verticalScrollBar().value() != 1500


def test_the_wheel_with_ctrl_changes_the_size_and_without_scrolls(pane):
    pane.show_note(a_note(TEXT * 4), ())
    middle = QPointF(300, 200)

    def turn(by: int, modifiers: Qt.KeyboardModifier) -> None:
        event = QWheelEvent(
            middle,
            pane.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane.viewport(), event)

    turn(120, Qt.KeyboardModifier.ControlModifier)
    assert (pane.text_size, pane.verticalScrollBar().value()) == (16, 0)
    turn(-120, Qt.KeyboardModifier.ControlModifier)
    assert pane.text_size == 15
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert pane.text_size == 15
    assert pane.verticalScrollBar().value() > 0
