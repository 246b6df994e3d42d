# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Confidence: stated reasons, each with a measured weight."""

from __future__ import annotations

import csv

import pytest

from nlp.coder import MentionPolicy
from nlp.coding.confidence import ALWAYS, confidence_of, reasons_of
from nlp.coding.draft import Draft, Role
from nlp.domain.case import Assertion, Mention, Step
from nlp.domain.text import Span

WEIGHTS = {ALWAYS: 1.0, "good": 1.0, "bad": -2.0}


def draft(*, code: str = "I10", source: str = "title", role: Role = Role.ASSESSED, mentions: int = 1, **more) -> Draft:
    made = tuple(
        Mention(
            span=Span(start=9 * n, end=9 * n + 4),
            term="",
            section="",
            sentence=Span(start=0, end=99),
            assertion=more.get("assertion", Assertion.AFFIRMED),
        )
        for n in range(mentions)
    )
    steps = tuple(Step(statement="", citation="") for _ in range(more.get("steps", 1)))
    return Draft(
        code=code, mentions=made, source=source, priority=1, role=role, steps=steps, doubts=more.get("doubts", ())
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (draft(), "title of the code"),
        (draft(source="lexicon"), "curated term"),
        (draft(role=Role.SUPPORT), "stands outside the assessment"),
        (draft(role=Role.WHOLE), "the note has no headed assessment"),
        (draft(code="R05.9"), "a symptom or finding"),
        (draft(code="Z79.4"), "a status or reason for contact"),
        (draft(mentions=2), "mentioned more than once"),
        (draft(steps=2), "narrowed or combined by further steps"),
        (draft(assertion=Assertion.UNCERTAIN), "documented as uncertain"),
        (draft(doubts=("the word is ambiguous",)), "the word is ambiguous"),
    ],
)
def test_each_reason_is_stated(made: Draft, said: str) -> None:
    assert said in reasons_of(made, MentionPolicy.AS_DOCUMENTED, is_open=False)


def test_what_is_open_is_a_reason() -> None:
    assert "detail is missing" in reasons_of(draft(), MentionPolicy.AS_DOCUMENTED, is_open=True)
    assert "detail is missing" not in reasons_of(draft(), MentionPolicy.AS_DOCUMENTED, is_open=False)


def test_where_every_mention_counts_the_section_is_no_reason() -> None:
    said = reasons_of(draft(), MentionPolicy.EVERY_MENTION, is_open=False)
    assert "every mention is coded" in said
    assert "stands in the assessment" not in said


@pytest.mark.parametrize(
    ("reasons", "confidence"), [((), 0.73), (("good",), 0.88), (("bad",), 0.27), (("unheard of",), 0.73)]
)
def test_confidence_is_the_logistic_sum_of_the_weights(reasons: tuple[str, ...], confidence: float) -> None:
    assert confidence_of(reasons, WEIGHTS) == confidence


def test_confidence_claims_no_certainty() -> None:
    assert confidence_of(["sure"], {ALWAYS: 50.0}) == 0.97
    assert confidence_of(["sure"], {ALWAYS: -50.0}) == 0.05


def test_the_table_weighs_the_reasons_that_are_stated(places) -> None:
    with (places.rules / "coding" / "confidence.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    weighed = {r["reason"] for r in rows}
    assert {ALWAYS, "curated term", "title of the code", "every mention is coded", "detail is missing"} <= weighed
    assert all(int(r["right"]) <= int(r["seen"]) for r in rows)
