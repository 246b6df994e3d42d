# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note's own states look as approved: numbers, copied words, hits, the list of marks, large letters, hard marks."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from PySide6.QtTest import QTest

from desktop.app.copied_text import Passage
from desktop.ui.review.highlights import Mark, MarkState, with_lanes
from desktop.ui.shell.fonts import font_file
from nlp.domain import Note, Span, note_id
from tests.builders import a_span
from tests.screens.pictures import check_picture
from tests.screens.test_screens import picture, show  # noqa: F401 - `show` is a fixture

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or font_file() is None, reason="the pictures were drawn on Linux with the bundled typeface"
)

MARKS = """Diabetic foot ulcer, left great toe with fat layer exposed.
One letter each: a b c d e f g h.
family, past, if/when, uncertain, negated, rejected, accepted, suggested, cue.
A mark that runs over the end of a line because it is long enough to be broken by the column, and on again.
"""
_KINDS = ("suggested", "accepted", "rejected", "negated", "family", "past", "if/when", "uncertain")


def hard_marks() -> tuple[Mark, ...]:
    """Return nested and crossing marks, one of each kind on a letter and on a word, one over the end of a line."""
    states = [s for s in MarkState if s is not MarkState.CUE]
    rows = [
        ("Diabetic foot ulcer, left great toe with fat", MarkState.SUGGESTED),
        ("foot ulcer", MarkState.ACCEPTED),
        ("ulcer, left great toe", MarkState.SUGGESTED),
        (
            "runs over the end of a line because it is long enough to be broken by the column, and on",
            MarkState.SUGGESTED,
        ),
        ("broken by the column, and on again", MarkState.HISTORICAL),
        *((f"{letter} " if letter != "h" else "h.", state) for letter, state in zip("abcdefgh", states, strict=True)),
        *zip(_KINDS, states, strict=True),
        ("cue", MarkState.CUE),
    ]
    return with_lanes(_mark(words, state) for words, state in rows)


def _mark(words: str, state: MarkState) -> Mark:
    after = MARKS.index("One letter") + 16 if len(words) == 2 else 0
    start = MARKS.index(words, after)
    codes = () if state is MarkState.CUE else ("E11.621",)
    end = start + (1 if len(words) == 2 else len(words))
    return Mark(span=Span(start=start, end=end), state=state, codes=codes, ids=(words,))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_tools_of_the_note_look_as_approved(show, theme):  # noqa: F811
    window = show(theme)
    column = window.page.column
    span = Span(start=a_span("Noticed a sore").start, end=a_span("diabetic polyneuropathy.").end)
    column.show_copied([Passage(span=span, words=27, name="N-0409.txt", day=date(2026, 3, 10))])
    column.toggle_line_numbers()
    column.find_bar.open_bar()
    QTest.keyClicks(column.find_bar.field, "diabet")
    column.note.setFocus()
    column.note.put_caret(a_span("diabetic polyneuropathy").start)
    column.list_marks_here()
    check_picture(f"note-tools-{theme}", picture(window))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_kind_of_mark_looks_as_approved(show, theme):  # noqa: F811
    window = show(theme)
    note = window.page.column.note
    note.show_note(Note(id=note_id(MARKS), text=MARKS, name="marks.txt", source="marks.txt"), ())
    note.show_marks(hard_marks())
    note.choose(["ulcer, left great toe"])
    check_picture(f"marks-{theme}", picture(note))


def test_large_letters_look_as_approved(show):  # noqa: F811
    window = show("light")
    window.page.column.note.set_text_size(22)
    check_picture("note-large-light", picture(window))


def test_letters_of_one_width_look_as_approved(show):  # noqa: F811
    window = show("light")
    window.page.column.toggle_fixed_width()
    window.page.column.note.setTextCursor(window.page.column.note.code_point_cursor(a_span("chest pain, fever")))
    check_picture("note-fixed-light", picture(window))
