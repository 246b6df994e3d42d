# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A wording finds what its pattern finds; what it asks for beforehand stands in every match."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import nlp.coding.engine  # noqa: F401 (makes all wordings)  # pyright: ignore[reportUnusedImport]
from nlp.coding.wording import Wording, wording


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


def _wordings() -> list[Wording]:
    """Return every wording of the engine."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith("nlp.coding")]
    return list({id(v): v for m in modules for v in vars(m).values() if isinstance(v, Wording)}.values())


def test_there_are_wordings() -> None:
    assert len(_wordings()) > 20
    assert sum(bool(one.needs) for one in _wordings()) > 15


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.data())
@pytest.mark.parametrize("one", _wordings(), ids=lambda one: one.pattern.pattern[:30])
def test_every_match_holds_one_of_the_needs(one: Wording, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(one.pattern))
    assert one.search(text) is not None
