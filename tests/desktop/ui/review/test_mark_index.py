# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks and stretches are found by place as looking at each of them would find them; the way through them is whole."""

from hypothesis import given, strategies as st

from desktop.ui.review.highlights import Mark, MarkState
from desktop.ui.review.mark_index import MarkIndex, SpanIndex, next_stop
from nlp.domain import Span

_SPANS = st.builds(lambda start, length: Span(start=start, end=start + length), st.integers(0, 80), st.integers(1, 40))
_STATES = st.sampled_from(MarkState)
_MARKS = st.lists(
    st.builds(
        lambda s, state, n: Mark(span=s, state=state, codes=("A",), ids=(str(n),)), _SPANS, _STATES, st.integers()
    ),
    max_size=20,
)


@given(_MARKS, _SPANS)
def test_what_touches_a_stretch_is_found(marks: list[Mark], stretch: Span):
    found = MarkIndex(marks).touching(stretch.start, stretch.end)
    assert sorted(found, key=repr) == sorted((m for m in marks if m.span.overlaps(stretch)), key=repr)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)


@given(st.lists(st.integers(0, 6), max_size=30), _SPANS)
def test_stretches_in_order_are_found(gaps: list[int], stretch: Span):
    spans, at = [], 0
    for gap in gaps:
        spans.append(Span(start=at + gap, end=at + gap + 2))
        at += gap + 2
    found = [spans[n] for n in SpanIndex(spans).touching(stretch.start, stretch.end)]
    assert found == [s for s in spans if s.overlaps(stretch)]


@given(_MARKS)
def test_going_on_stops_once_at_each_mention_and_going_back_as_well(marks: list[Mark]):
    marks = list(dict.fromkeys(marks))
    there = _walk(marks, -1, 1)
    assert sorted(map(repr, there)) == sorted(repr(m) for m in marks if m.state is not MarkState.CUE)
    assert _walk(marks, 1000, -1) == there[::-1]


def _walk(marks: list[Mark], caret: int, step: int) -> list[Mark]:
    stops: list[Mark] = []
    last = next_stop(marks, caret, None, step)
    while last is not None:
        stops.append(last)
        assert len(stops) <= len(marks)
        last = next_stop(marks, last.span.start, last, step)
    return stops
