# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One note against its labels, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from nlp.domain import Analysis, Assertion, Cue, Mention, NotCoded, Span
from nlp.scoring.compare import NO_TERM, labels_of, outcome, score_case, score_target
from nlp.scoring.gold import Gold, Located, TargetGold, Trap
from nlp.scoring.intervals import Proportion
from tests.nlp.scoring.coded_cases import case, not_coded, suggestion

CODES = st.frozensets(st.sampled_from(["E11.9", "E11.22", "I10", "J02.9", "R50.9"]))


def gold(*codes: str, optional: tuple[str, ...] = (), **more: object) -> Gold:
    return Gold(id="g", codes=codes, optional=optional, known=frozenset(codes + optional), **more)  # pyright: ignore


def test_right_wrong_missed_and_optional() -> None:
    score = score_case(gold("E11.22", "N18.31", optional=("I10",)), case("E11.22", "E11.9", "I10", "R50.9"))
    assert (score.full.right, score.full.wrong, score.full.missed) == (("E11.22",), ("E11.9", "R50.9"), ("N18.31",))
    assert (score.category.right, score.category.wrong, score.category.missed) == (("E11",), ("R50",), ("N18",))
    assert score.suggested == 4


def test_an_optional_code_that_is_also_wanted_counts() -> None:
    score = score_case(gold("I10", optional=("I10",)), case("I10"))
    assert score.full.right == ("I10",)


def test_a_code_suggested_twice_counts_once_with_its_first_confidence() -> None:
    score = score_case(gold("I10"), case(suggestion("I10", 0.9), suggestion("I10", 0.4)))
    assert [(h.code, h.confidence) for h in score.hits] == [("I10", 0.9)]


@given(CODES, CODES, CODES)
def test_every_code_counts_exactly_once(
    wanted: frozenset[str], tolerated: frozenset[str], given_codes: frozenset[str]
) -> None:
    found = outcome(wanted, tolerated, given_codes)
    assert {*found.right, *found.missed} == wanted
    assert {*found.right, *found.wrong} == given_codes - (tolerated - wanted)
    assert not set(found.right) & set(found.missed)


@pytest.mark.parametrize(
    ("left_out", "suggested", "reason"),
    [
        ((not_coded("N18.31", "negated"),), (), "negated"),
        ((not_coded("N18.31", "section"),), ("N18.9",), "section"),
        ((), ("N18.9",), "N18.9 suggested instead"),
        ((not_coded("N18.9", "uncertain"),), (), "uncertain, as N18.9"),
        ((), (suggestion("Z99.2", at=(12, 16)),), "its words were read as Z99.2"),
        ((not_coded("Z99.2", "family", at=(12, 16)),), (), "family, its words read as Z99.2"),
        ((), (suggestion("Z99.2", at=(20, 24)),), NO_TERM),
        ((), (), NO_TERM),
    ],
)
def test_a_miss_carries_the_nearest_reason(
    left_out: tuple[NotCoded, ...], suggested: tuple[object, ...], reason: str
) -> None:
    labels = gold("N18.31", evidence=(Located(code="N18.31", span=Span(start=10, end=15)),))
    score = score_case(labels, case(*suggested, left_out=left_out))  # pyright: ignore
    assert [m.reason for m in score.misses] == [reason]


@pytest.mark.parametrize(
    ("code", "at", "relation"),
    [
        ("E66.9", (0, 4), "forbidden"),
        ("R50.9", (31, 33), "trap: negated"),
        ("J02.0", (0, 4), "J02.9 is labelled"),
        ("M54.50", (0, 4), "not labelled"),
    ],
)
def test_a_false_alarm_says_how_it_stands_to_the_labels(code: str, at: tuple[int, int], relation: str) -> None:
    labels = gold("J02.9", forbid=("E66.9",), traps=(Trap(span=Span(start=30, end=35), reason="negated"),))
    (alarm,) = score_case(labels, case("J02.9", suggestion(code, at=at))).false_alarms
    assert (alarm.relation, alarm.reason) == (relation, "curated term")
    assert alarm.rationale == (f"the words stand for {code}",)


def test_a_trap_counts_only_when_a_wrong_code_points_into_it() -> None:
    traps = (Trap(span=Span(start=0, end=4), reason="family"), Trap(span=Span(start=4, end=8), reason="negated"))
    score = score_case(gold("J02.9", traps=traps), case(suggestion("J02.9", at=(0, 4)), suggestion("I10", at=(4, 5))))
    assert [(t.reason, t.is_fallen) for t in score.traps] == [("family", False), ("negated", True)]


def test_evidence_counts_where_the_code_has_labelled_spans() -> None:
    spans = tuple(Located(code=c, span=Span(start=10, end=15)) for c in ("I10", "E11.9"))
    suggested = (suggestion("I10", at=(14, 18)), suggestion("E11.9", at=(15, 18)), suggestion("J02.9", at=(10, 15)))
    score = score_case(gold("I10", "E11.9", evidence=spans), case(*suggested))
    assert score.evidence == Proportion(hits=1, n=2)


@pytest.mark.parametrize(
    ("suggested", "asks", "failures"),
    [
        (("J02.9",), True, ()),
        (("J02.9", "R50.9"), True, ()),
        ((), True, ("missing J02.9", "first should be J02.9, is nothing")),
        (("E66.9", "J02.9"), True, ("forbidden E66.9", "first should be J02.9, is E66.9")),
        (("J02.9",), False, ("no query offered",)),
    ],
)
def test_a_case_passes_or_says_why_not(suggested: tuple[str, ...], asks: bool, failures: tuple[str, ...]) -> None:
    labels = gold("J02.9", forbid=("E66.9",), first="J02.9", query="side", optional=("R50.9",), is_case=True)
    assert score_case(labels, case(*suggested, asks=asks)).failures == failures


def test_extra_codes_are_those_beyond_expected_and_allowed() -> None:
    score = score_case(gold("J02.9", optional=("R50.9",), is_case=True), case("J02.9", "R50.9", "I10"))
    assert score.extra == ("I10",)


def test_a_row_that_only_lists_codes_neither_passes_nor_fails() -> None:
    score = score_case(gold("J02.9"), case())
    assert (score.failures, score.is_first_right) == (None, None)


@pytest.mark.parametrize(
    ("wanted", "tolerated", "assertion", "right", "wrong", "missed"),
    [
        ({"negated"}, set(), Assertion.NEGATED, ("negated",), (), ()),
        ({"negated"}, {"historical"}, Assertion.HISTORICAL, (), (), ("negated",)),
        ({"historical"}, set(), Assertion.NEGATED, (), ("negated",), ("historical",)),
        (set(), set(), Assertion.UNCERTAIN, (), (), ()),
    ],
)
def test_a_span_is_scored_by_label(
    wanted: set[str],
    tolerated: set[str],
    assertion: Assertion,
    right: tuple[str, ...],
    wrong: tuple[str, ...],
    missed: tuple[str, ...],
) -> None:
    whole = Span(start=0, end=3)
    target = Mention(span=whole, term="", section="", sentence=whole, assertion=assertion)
    analysis = Analysis(note_id="n", sections=(), sentences=(), mentions=(), targets=(target,))
    labels = score_target(
        TargetGold(id="t", wanted=frozenset(wanted), tolerated=frozenset(tolerated)), analysis
    ).labels  # fmt: skip
    assert (labels.right, labels.wrong, labels.missed) == (right, wrong, missed)


@pytest.mark.parametrize(
    ("assertion", "rules", "section", "expected"),
    [
        (Assertion.HISTORICAL, ("historical-001",), "", {"historical"}),
        (Assertion.HISTORICAL, ("resolved-003",), "", set[str]()),
        (Assertion.UNCERTAIN, ("uncertain-001", "historical-001"), "", {"historical"}),
        (Assertion.NEGATED, ("negated-001", "historical-001"), "pmh", {"negated"}),
        (Assertion.AFFIRMED, (), "pmh", {"historical"}),
        (Assertion.AFFIRMED, (), "hpi", set[str]()),
        (Assertion.FAMILY, ("family-002",), "family_history", {"family"}),
        (Assertion.HYPOTHETICAL, ("hypothetical-001",), "", set[str]()),
    ],
)
def test_labels_tell_presence_time_and_person_apart(
    assertion: Assertion, rules: tuple[str, ...], section: str, expected: set[str]
) -> None:
    span = Span(start=0, end=4)
    cues = tuple(Cue(span=span, text="cue", rule=rule) for rule in rules)
    assert (
        labels_of(Mention(span=span, term="gout", section=section, sentence=span, assertion=assertion, cues=cues))
        == expected
    )
