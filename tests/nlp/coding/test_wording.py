# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A wording finds what its pattern finds; what it asks for beforehand stands in every match."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nlp.coding.knowledge import read_knowledge
from nlp.coding.phrases import Phrases
from nlp.coding.wording import wording


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\b(?:replaced|artificial knee)\b", {"replaced", "artificial knee"}),
        (r"\bpain (?:management|control|clinic)\b", {"management", "control", "clinic"}),
        (r"\b(?:lv)?ef\b[^.;\n]{0,20}?\d{2}", {"ef"}),
        (r"(?:stop(?:ped)?|quit) (?=smoking)", {"stop", "quit"}),
        (r"(?:foley )?", set[str]()),
        (r"foley|\d+ french", {"foley", " french"}),
        (r"foley|\d+", set[str]()),
        (r"[ab]c*", set[str]()),
        (r"(?:oedema){2,}", {"oedema"}),
        (r"(?!no )(?<!not )(?:(?i:Pain)|ache)", set[str]()),
    ],
)
def test_needs_are_read_out_of_the_pattern(pattern: str, needs: set[str]) -> None:
    assert set(wording(pattern).needs) == needs


def test_a_text_without_them_is_not_searched_and_others_are() -> None:
    one = wording(r"\bknees? (?:was |were )?replaced\b")
    assert one.may_match("replaced")
    assert not one.may_match("the knee was injected")
    assert one.search("left knee was replaced in 2019") is not None
    assert one.search("replaced") is None
    assert [m.start() for m in one.finditer("knee replaced, knees replaced")] == [0, 15]
    assert not list(one.finditer("no such thing"))


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return read_knowledge(Path(__file__).parents[3] / "resources" / "rules" / "coding").phrases


def test_most_lists_tell_what_they_need(phrases: Phrases) -> None:
    assert len(phrases) > 100
    assert sum(bool(one.needs) for one in phrases.values()) > len(phrases) * 2 / 3


def test_a_window_is_searched_by_what_stands_in_it() -> None:
    one = wording(r"\bhip\b")
    assert one.search("hip and hip", 1) is not None
    assert one.search("hip and knee", 1) is None
    assert one.search("knee and hip", 0, 8) is None
    assert one.match("left hip", 5) is not None
    assert one.match("left hip") is None


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_every_match_of_a_list_holds_one_of_its_needs(phrases: Phrases, data: st.DataObject) -> None:
    for one in phrases.values():
        assert one.search(data.draw(st.from_regex(one.pattern))) is not None
