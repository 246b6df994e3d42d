# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The lexicon: longest match, overlaps, what ends a term, and short forms in capitals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.domain import Analysis


def terms(found: Analysis) -> list[str]:
    return [mention.term for mention in found.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chronic heart failure.", ["chronic heart failure"]),
        ("Heart failure to thrive.", ["heart failure", "failure thrive"]),
        ("Diabetes mellitus, type 2, stable.", ["diabetes mellitus type 2"]),
        ("Heart; failure", []),
        ("Heart (failure)", []),
        ("Heart. Failure", []),
        ("heart\n- failure", []),
        ("Heart-failure", ["heart failure"]),
        ("Hearts failing", []),
        ("heartfailure", []),
    ],
)
def test_what_ends_a_term(text: str, expected: list[str], read: Callable[..., Analysis]) -> None:
    assert [t.replace(" to ", " ") for t in terms(read(text))] == expected


def test_a_term_may_run_over_a_wrapped_line(read: Callable[..., Analysis]) -> None:
    text = "He has long standing coronary and\n  artery disease"
    assert [text[m.span.start : m.span.end] for m in read(text).mentions] == ["artery disease"]
    text = "He was admitted here because of a known and severe chronic\nheart failure"
    assert [text[m.span.start : m.span.end] for m in read(text).mentions] == ["chronic\nheart failure"]


def test_overlapping_mentions_are_both_kept(read: Callable[..., Analysis]) -> None:
    first, second = read("chronic kidney disease of kidney").mentions
    assert first.span.overlaps(second.span)
    assert not first.span.contains(second.span)


def test_a_term_inside_a_longer_one_is_dropped(read: Callable[..., Analysis]) -> None:
    assert terms(read("coronary artery disease")) == ["coronary artery disease"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has CHF.", ["=CHF"]),
        ("He has chf.", []),
        ("Ms. Smith", []),
        ("MS since youth", ["=MS"]),
        ("HISTORY OF MS AND FEVERS", []),
        ("HISTORY OF CHF SINCE YOUTH", ["=CHF"]),
        ("ALL EXTREMITIES WARM", []),
        ("Treated for ALL.", ["=ALL"]),
        ("MI, CHF, T2DM", ["=MI", "=CHF", "=T2DM"]),
        ("hearing aids", []),
    ],
)
def test_short_forms_only_in_capitals(text: str, expected: list[str], read: Callable[..., Analysis]) -> None:
    assert [t for t in terms(read(text)) if t.startswith("=")] == expected


def test_the_span_holds_exactly_the_words(read: Callable[..., Analysis]) -> None:
    text = "Known 😀 chronic   heart\tfailure, stable."
    (mention,) = read(text).mentions
    assert text[mention.span.start : mention.span.end] == "chronic   heart\tfailure"
    assert text[mention.sentence.start : mention.sentence.end] == text
