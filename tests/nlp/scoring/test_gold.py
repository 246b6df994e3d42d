# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Labels: every published row format becomes the same value, and a wrong one is named."""

from __future__ import annotations

import pytest

from nlp.domain import Span
from nlp.errors import E, KnownError
from nlp.scoring.gold import Gold, Located, TargetGold, Trap, dotted, gold_of


@pytest.mark.parametrize(
    ("written", "printed"), [("e1122", "E11.22"), ("E11.22", "E11.22"), ("I10", "I10"), ("S72001A", "S72.001A")]
)
def test_a_code_is_written_as_the_book_prints_it(written: str, printed: str) -> None:
    assert dotted(written) == printed


def test_a_whole_note_brings_codes_traps_and_evidence() -> None:
    gold = gold_of(
        {
            "id": 7,
            "codes": ["J0100", "Z88.0"],
            "optional": ["B96.89"],
            "first": "J01.00",
            "evidence": [{"code": "J01.00", "start": 3, "end": 9}],
            "not_coded": [{"start": 10, "end": 14, "reason": "negated"}],
            "query": None,
        },
        1,
    )
    assert gold == Gold(
        id="7",
        codes=("J01.00", "Z88.0"),
        optional=("B96.89",),
        known=frozenset({"J01.00", "Z88.0", "B96.89"}),
        first="J01.00",
        traps=(Trap(span=Span(start=10, end=14), reason="negated"),),
        evidence=(Located(code="J01.00", span=Span(start=3, end=9)),),
    )


def test_billable_codes_are_wanted_and_the_others_known() -> None:
    gold = gold_of({"id": "a", "codes": ["I10", "G35"], "codes_billable": ["I10"]}, 1)
    assert isinstance(gold, Gold)
    assert (gold.codes, gold.known) == (("I10",), {"I10", "G35"})


def test_a_vignette_and_a_case_pass_or_fail_as_a_whole() -> None:
    vignette = gold_of({"id": "v", "expect": ["J02.9"], "forbid": ["E66.9"], "allow": ["R50.9"], "first": None}, 1)
    case = gold_of({"id": "c", "codes": ["J02.9"], "forbid": ["E66.9"], "optional": ["R50.9"]}, 1)
    assert isinstance(vignette, Gold)
    assert isinstance(case, Gold)
    assert vignette.is_case
    assert case.is_case
    assert (vignette.codes, vignette.optional, vignette.forbid) == (case.codes, case.optional, case.forbid)


@pytest.mark.parametrize(
    ("row", "wanted", "tolerated"),
    [
        ({"negated": True, "temporality": "Recent"}, {"negated"}, set()),
        ({"negated": True, "temporality": "Historical"}, {"negated"}, {"historical"}),
        ({"negated": False, "temporality": "Historical"}, {"historical"}, set()),
        ({"negated": False, "temporality": "Not particular", "experiencer": "Other"}, {"family"}, set()),
        ({"negated": False}, set(), set()),
    ],
)
def test_a_span_wants_one_answer(row: dict[str, object], wanted: set[str], tolerated: set[str]) -> None:
    assert gold_of({"id": "n", **row}, 1) == TargetGold(
        id="n", wanted=frozenset(wanted), tolerated=frozenset(tolerated)
    )


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a"},
        {"codes": "I10"},
        {"codes": [1]},
        {"codes": [], "evidence": {"start": 1}},
        {"codes": [], "evidence": [{"code": "I10", "start": "1", "end": 2}]},
        {"codes": [], "not_coded": ["fever"]},
    ],
)
def test_wrong_labels_are_named_with_their_line(row: dict[str, object]) -> None:
    with pytest.raises(KnownError, match="Line 12") as refusal:
        gold_of(row, 12)
    assert refusal.value.entry is E.ROW_INCOMPLETE
