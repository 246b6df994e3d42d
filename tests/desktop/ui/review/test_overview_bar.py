# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Beside the scroll bar: a tick for each mark, its shape telling its state, at the height at which the mark stands."""

import pytest
from PySide6.QtGui import QImage

from desktop.ui.review.highlights import MarkState
from desktop.ui.review.mark_index import SpanIndex
from nlp.domain import Span
from tests.builders import TEXT, a_span


@pytest.fixture
def note(reviewed):
    return reviewed.page.column.note


def test_a_tick_stands_as_far_down_as_its_mark(note):
    rows = {m.span.start: note.overview._row(m.span.start) for m in note.marks}
    assert [rows[place] for place in sorted(rows)] == sorted(rows.values())
    scrolled = note.verticalScrollBar()
    share = note._line_rect(a_span("Left ankle sprain")).top() / (scrolled.maximum() + scrolled.pageStep())
    assert abs(rows[a_span("Left ankle sprain").start] - share * note.overview.height()) < 5


def test_every_state_has_its_ticks_and_hidden_ones_have_none(note):
    states = {state for _, state in note.overview.ticks}
    assert states == set(MarkState) - {MarkState.CUE}
    note.hide_states([MarkState.NEGATED, MarkState.FAMILY])
    assert {state for _, state in note.overview.ticks} == states - {MarkState.NEGATED, MarkState.FAMILY}


def test_the_shapes_of_the_states_differ_without_colour(note):
    every = note.marks
    shapes = []
    for state in (MarkState.SUGGESTED, MarkState.ACCEPTED, MarkState.REJECTED, MarkState.NEGATED):
        note.choose([])
        note.show_marks([next(m for m in every if m.state is state)])
        row = note.overview._row(note._index.marks[0].span.start)
        shapes.append(_ink(note.overview.grab().toImage(), row))
    assert len(set(shapes)) == 4


def test_the_hits_of_a_search_are_ticks_too(note):
    assert note.overview.hit_rows == set()
    note.show_hits(SpanIndex([Span(start=0, end=4), Span(start=len(TEXT) - 9, end=len(TEXT) - 5)]), 0)
    assert len(note.overview.hit_rows) == 2
    assert max(note.overview.hit_rows) <= note.overview.height()


def test_many_hits_are_not_counted_one_by_one(note):
    note.show_hits(SpanIndex([Span(start=n, end=n + 1) for n in range(len(TEXT))]), 0)
    assert 10 < len(note.overview.hit_rows) <= note.overview.height()


def _ink(image: QImage, row: int) -> tuple[tuple[bool, ...], ...]:
    paper = image.pixel(image.width() - 1, 0)
    return tuple(tuple(image.pixel(x, y) != paper for x in range(8)) for y in range(row, row + 3))
