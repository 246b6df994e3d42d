# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measures of a run small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from nlp.domain import Span
from nlp.scoring.compare import CaseScore, Outcome, TargetScore, outcome, score_case
from nlp.scoring.gold import Gold, Trap
from nlp.scoring.intervals import Proportion
from nlp.scoring.measures import Counts, calibration, label_accuracy, measure, measure_labels
from tests.nlp.scoring.coded_cases import case, not_coded, suggestion

SCORES = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(["E11.9", "E11.22", "I10", "J02.9"])),
        st.dictionaries(st.sampled_from(["E11.9", "E11.22", "I10", "J02.9"]), st.integers(5, 97)),
    ),
    max_size=6,
)


def scored(note: str, wanted: tuple[str, ...], given_codes: dict[str, float], **more: object) -> CaseScore:
    labels = Gold(id=note, codes=wanted, known=frozenset(wanted), **more)  # pyright: ignore
    return score_case(labels, case(*(suggestion(c, confidence) for c, confidence in given_codes.items())))


@pytest.fixture
def three_notes() -> list[CaseScore]:
    """Two of three right; one of two right and one in vain; nothing to code and nothing suggested."""
    return [
        scored("a", ("E11.9", "I10", "J02.9"), {"E11.9": 0.9, "I10": 0.7}),
        scored("b", ("I10", "J02.9"), {"I10": 0.75, "E11.22": 0.71}),
        scored("c", (), {}),
    ]


def test_pooled_counts(three_notes: list[CaseScore]) -> None:
    full, category = measure(three_notes, str).levels
    assert full.pooled == Counts(right=3, wrong=1, missed=2)
    assert (full.pooled.precision.share, full.pooled.recall.share, full.pooled.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert category.pooled == Counts(right=3, wrong=1, missed=2)


def test_means_over_notes_and_over_codes(three_notes: list[CaseScore]) -> None:
    full = measure(three_notes, str).levels[0]
    # notes: (1, 2/3, 4/5), (1/2, 1/2, 1/2), (1, 1, 1)
    assert full.by_note.n == 3
    assert (full.by_note.precision, full.by_note.recall, full.by_note.f1) == pytest.approx((2.5 / 3, 6.5 / 9, 2.3 / 3))
    # codes: E11.9 (1, 1, 1), E11.22 (0, 0, 0), I10 (1, 1, 1), J02.9 (0, 0, 0)
    assert full.by_code.n == 4
    assert (full.by_code.precision, full.by_code.recall, full.by_code.f1) == (0.5, 0.5, 0.5)


def test_counts_by_chapter(three_notes: list[CaseScore]) -> None:
    chapters = measure(three_notes, lambda code: code[0]).chapters
    assert [(g.name, g.counts) for g in chapters] == [
        ("E", Counts(right=1, wrong=1, missed=0)),
        ("I", Counts(right=2, wrong=0, missed=0)),
        ("J", Counts(right=0, wrong=0, missed=2)),
    ]


def test_bands_of_confidence(three_notes: list[CaseScore]) -> None:
    seven, nine = calibration(three_notes)
    assert (seven.low, seven.high, seven.right) == (0.7, 0.8, Proportion(hits=2, n=3))
    assert seven.confidence == pytest.approx(0.72)
    assert (nine.low, nine.confidence, nine.right) == (0.9, 0.9, Proportion(hits=1, n=1))


@pytest.mark.parametrize(("confidence", "low"), [(0.7, 0.7), (0.69, 0.6), (0.29, 0.2), (0.0, 0.0), (1.0, 0.9)])
def test_a_band_begins_at_its_lower_edge(confidence: float, low: float) -> None:
    (band,) = calibration([scored("a", ("I10",), {"I10": confidence})])
    assert band.low == low


@pytest.mark.parametrize(
    ("confidence", "right", "verdict"),
    # Wilson: 20 of 20 is 0.839–1, 10 is 0.299–0.701, 14 is 0.481–0.855, 16 is 0.584–0.919
    [(0.95, 20, "honest"), (0.75, 10, "claims too much"), (0.55, 14, "honest"), (0.55, 16, "claims too little")],
)
def test_a_claim_is_judged_by_the_interval(confidence: float, right: int, verdict: str) -> None:
    scores = [scored(str(n), ("I10",) if n < right else (), {"I10": confidence}) for n in range(20)]
    (band,) = calibration(scores)
    assert band.verdict == verdict


@given(SCORES)
def test_every_claim_stands_in_one_band(notes: list[tuple[frozenset[str], dict[str, int]]]) -> None:
    scores = [
        scored(str(n), tuple(w), {c: confidence / 100 for c, confidence in g.items()}) for n, (w, g) in enumerate(notes)
    ]
    precision = measure(scores, str).levels[0].pooled.precision
    bands = calibration(scores)
    assert (sum(b.right.hits for b in bands), sum(b.right.n for b in bands)) == (precision.hits, precision.n)
    assert all(b.low - 1e-9 <= b.confidence < b.high + 1e-9 for b in bands)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_f1_lies_within_its_interval(right: int, wrong: int, missed: int) -> None:
    counts = Counts(right=right, wrong=wrong, missed=missed)
    low, high = counts.f1_interval
    assert 0 <= low <= counts.f1 + 1e-9
    assert counts.f1 <= high + 1e-9 <= 1 + 1e-6
    precision, recall = counts.precision.share, counts.recall.share
    if precision + recall:
        assert counts.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_shares() -> None:
    traps = tuple(Trap(span=Span(start=n, end=n + 1), reason=r) for n, r in ((0, "negated"), (9, "family")))
    scores = [
        scored("a", ("I10",), {"I10": 0.8}, first="I10", is_case=True),
        scored("b", ("I10",), {"J02.9": 0.8, "I10": 0.8}, first="I10", is_case=True, traps=traps),
        scored("c", ("I10",), {"I10": 0.8}),
    ]
    measures = measure(scores, str)
    assert measures.suggested == 4
    assert measures.shares.without_error == Proportion(hits=2, n=3)
    assert measures.shares.first_right == Proportion(hits=1, n=2)
    assert measures.shares.passed == Proportion(hits=1, n=2)
    assert measures.shares.crowded == Proportion(hits=1, n=2)
    assert measures.shares.traps_fallen == Proportion(hits=1, n=2)
    assert measures.traps == (("family", Proportion(hits=0, n=1)), ("negated", Proportion(hits=1, n=1)))


def test_errors_are_tallied_with_reasons_and_notes() -> None:
    labels = Gold(id="b", codes=("I10",), known=frozenset({"I10"}))
    scores = [
        scored("a", ("I10", "J02.9"), {"E11.9": 0.8}),
        score_case(labels, case(left_out=(not_coded("I10", "negated"),))),
    ]
    measures = measure(scores, str)
    assert [(t.code, t.n, t.reasons, t.cases) for t in measures.misses] == [
        ("I10", 2, (("no term", 1), ("negated", 1)), ("a", "b")),
        ("J02.9", 1, (("no term", 1),), ("a",)),
    ]
    assert [(t.code, t.reasons) for t in measures.false_alarms] == [("E11.9", (("not labelled (curated term)", 1),))]


def test_a_run_over_nothing_is_measured_as_nothing() -> None:
    measures = measure([], str)
    assert (measures.notes, measures.calibration, measures.misses) == (0, (), ())
    assert measures.levels[0].by_note.n == 0


def test_labels_of_spans() -> None:
    answers = [({"negated"}, ["negated"]), ({"negated"}, []), (set[str](), ["negated"]), (set[str](), [])]
    scores = [TargetScore(id=str(n), labels=outcome(wanted, (), got)) for n, (wanted, got) in enumerate(answers)]
    negated, historical, family = measure_labels(scores)
    assert (negated.name, negated.counts) == ("negated", Counts(right=1, wrong=1, missed=1))
    assert (historical.counts, family.counts) == ((Counts(right=0, wrong=0, missed=0),) * 2)
    assert label_accuracy(scores, "negated") == Proportion(hits=2, n=4)


def test_outcomes_pool_whatever_their_order() -> None:
    assert Outcome(right=("a",), wrong=(), missed=()) == outcome(["a"], [], ["a"])
