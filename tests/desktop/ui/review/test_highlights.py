# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From a review to marks: states, lanes, tints."""

from dataclasses import replace

from hypothesis import given, strategies as st

from desktop.ui.review.highlights import LANES_MAX, Mark, MarkState, marks_of, state_of, tints_of, with_lanes
from nlp.domain import Span, Verdict, fold
from tests.builders import TEXT, a_case, a_decision, a_review, a_span

_SPANS = st.builds(lambda start, length: Span(start=start, end=start + length), st.integers(0, 60), st.integers(1, 30))


def _mark(span: Span, state: MarkState = MarkState.SUGGESTED, code: str = "A00") -> Mark:
    return Mark(span=span, state=state, codes=(code,), ids=(code,))


def _states(words: str) -> set[MarkState]:
    span = a_span(words)
    return {m.state for m in marks_of(a_review()) if m.span == span}


def test_each_kind_of_mention_has_its_state():
    assert _states("Former smoker") == {MarkState.SUGGESTED}
    assert _states("Hypertension") == {MarkState.ACCEPTED}
    assert _states("pain in left foot") == {MarkState.REJECTED}
    assert _states("fever") == {MarkState.NEGATED}
    assert _states("breast cancer") == {MarkState.FAMILY}
    assert _states("Pneumonia") == {MarkState.HISTORICAL}
    assert _states("cellulitis") == {MarkState.HYPOTHETICAL}
    assert _states("plantar fasciitis") == {MarkState.UNCERTAIN}
    assert _states("denies") == {MarkState.CUE}


def test_the_shortest_mark_stands_next_to_the_words():
    marks = {m.codes: m for m in marks_of(a_review()) if m.span.start < 250}
    assert marks[("N18.32",)].lane == 0
    assert marks[("E11.22",)].lane == 1


def test_an_overruled_mention_is_accepted_in_the_note():
    overruled = a_decision("M72.2", Verdict.ADD, subject="n-M72.2", **_place("plantar fasciitis"))
    marks = [m for m in marks_of(fold(a_case(), [overruled])) if "M72.2" in m.codes]
    assert [m.state for m in marks] == [MarkState.ACCEPTED]


def test_a_code_added_without_a_place_has_no_mark():
    added = a_decision("Z99.89", Verdict.ADD, subject="")
    assert not [m for m in marks_of(fold(a_case(), [added])) if "Z99.89" in m.codes]


def test_two_codes_on_the_same_words_are_one_line():
    case = a_case()
    twin = case.suggestions[5]
    doubled = a_case(suggestions=(*case.suggestions, _renamed(twin, "G63")))
    marks = [m for m in marks_of(fold(doubled, ())) if "G63" in m.codes]
    assert [m.codes for m in marks] == [("E11.42", "G63")]
    assert marks[0].code_of(frozenset({"s-G63"})) == "G63"


@given(st.lists(_SPANS, max_size=14))
def test_marks_of_one_lane_never_overlap(spans: list[Span]):
    marks = with_lanes(_mark(s, code=str(n)) for n, s in enumerate(spans))
    for one in marks:
        for other in marks:
            assert one is other or one.lane != other.lane or not one.span.overlaps(other.span)


@given(st.lists(_SPANS, max_size=14))
def test_every_mark_is_kept_though_only_three_lanes_are_drawn(spans: list[Span]):
    marks = with_lanes(_mark(s, code=str(n)) for n, s in enumerate(spans))
    assert len(marks) == len(spans)
    assert all(m.is_drawn == (m.lane < LANES_MAX) for m in marks)


@given(st.lists(_SPANS, max_size=10))
def test_every_word_under_a_tinted_mark_is_tinted_exactly_once(spans: list[Span]):
    tints = tints_of([_mark(s) for s in spans])
    painted = [n for t in tints for n in range(t.span.start, t.span.end)]
    assert sorted(painted) == sorted({n for s in spans for n in range(s.start, s.end)})


def test_the_outermost_mark_gives_the_tint():
    inner, outer = Span(start=4, end=8), Span(start=0, end=20)
    tints = tints_of([_mark(inner, MarkState.ACCEPTED), _mark(outer, MarkState.SUGGESTED)])
    assert [(t.span, t.state) for t in tints] == [(outer, MarkState.SUGGESTED)]


def test_a_reason_without_a_line_has_no_state():
    assert state_of("superseded") is None
    assert state_of("family") is MarkState.FAMILY
    assert state_of("accepted") is None


def test_every_span_of_the_builders_quotes_its_words():
    case = a_case()
    for found in (*(e for s in case.suggestions for e in s.evidence), *(n.evidence for n in case.not_coded)):
        assert TEXT[found.span.start : found.span.end] == found.quote


def _place(words: str) -> dict[str, object]:
    span = a_span(words)
    return {"start": span.start, "end": span.end, "quote": words}


def _renamed(suggestion, code: str):
    return replace(suggestion, code=code, id=f"s-{code}")
