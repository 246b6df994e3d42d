# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Notes as nobody should write them: the page shows them, its keys work, and what takes long is said."""

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from desktop.ui.review.highlights import Mark, MarkState, with_lanes
from desktop.ui.review.mark_index import SpanIndex
from desktop.ui.review.note_pane import NotePane
from nlp.domain import Note, Span, note_id
from nlp.intake.normalise import normalise

_LINE = "The patient has fever and pain in the left foot, with cough.\n"


@pytest.fixture
def pane(qtbot, themes) -> NotePane:
    shown = NotePane(themes)
    qtbot.addWidget(shown)
    shown.resize(760, 600)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def show(pane: NotePane, text: str, step: int = 997) -> list[Mark]:
    pane.show_note(Note(id=note_id(text), text=text, name="n.txt", source="n.txt"), ())
    spans = [Span(start=n, end=min(len(text), n + 9)) for n in range(0, len(text), step)]
    marks = [Mark(span=s, state=MarkState.SUGGESTED, codes=("A00",), ids=(str(s.start),)) for s in spans]
    pane.show_marks(with_lanes(marks))
    pane.viewport().repaint()
    return marks


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [_LINE * 82_000, _LINE.replace("\n", " ") * 16_400, "x" * 1_000_000],
    ids=["5 MB", "one line of 1 MB", "1 MB without a space"],
)
def test_a_huge_note_opens_and_scrolls(pane, text):
    began = perf_counter()
    marks = show(pane, text)
    assert perf_counter() - began < 15  # seconds, on a slow and busy machine; without care it was a minute
    assert pane.toPlainText() == text
    last = marks[-1]
    pane.choose(last.ids)
    assert pane._is_in_view(last.span)
    pane.show_hits(SpanIndex([last.span]), 0)
    began = perf_counter()
    pane.viewport().repaint()
    assert perf_counter() - began < 0.5
    assert pane.go_back()
    assert pane.verticalScrollBar().value() == 0


def test_an_empty_note_is_a_blank_page(pane):
    show(pane, "")
    pane.set_line_numbers(True)
    pane.set_fixed_width(True)
    pane.step_mention(1)
    pane.step_place(1)
    assert not pane.go_back()
    assert pane.caret == 0
    assert pane.selected_span() is None
    assert pane.overview.ticks == set()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=120))
def test_any_text_of_a_file_is_shown_and_counted_as_it_is(pane, text: str):
    """Zero-width, right-to-left, combining and unassigned characters; intake has settled the control characters."""
    text = normalise(text).replace("\ufdd0", " ").replace("\ufdd1", " ")
    show(pane, text, step=7)
    assert pane.toPlainText().replace("\u00a0", " ") == text.replace("\u00a0", " ")
    for place in range(len(text)):
        pane.put_caret(place)
        assert pane.caret == place or text[place - 1 : place + 1] == "\r\n"


def test_a_very_long_note_is_told_of(opened, monkeypatch):
    monkeypatch.setattr("desktop.ui.review.note_column._VERY_LONG", 100)
    column = opened.page.column
    column.show_note(column.note.note, opened.page.presenter.review)
    assert opened.heard[-1].text.startswith("This note has 1,")
