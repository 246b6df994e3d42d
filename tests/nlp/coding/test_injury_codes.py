# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the characters of injury and drug codes say."""

from __future__ import annotations

import pytest

from nlp.coding.injury_codes import intent_of, is_adverse_effect, is_poisoning, is_underdosing


@pytest.mark.parametrize(
    ("code", "intent"),
    [
        ("T36.0X1A", "1"),
        ("T36.95XA", "5"),
        ("T39.016A", "6"),
        ("T50.905A", "5"),
        ("T58.01XA", "1"),
        ("T63.001A", "1"),
        ("T81.44XA", ""),
        ("S93.401A", ""),
        ("I10", ""),
    ],
)
def test_intent_is_read_wherever_it_stands(code: str, intent: str) -> None:
    assert intent_of(code) == intent


def test_each_intent_is_one_kind_only() -> None:
    kinds = (is_poisoning, is_adverse_effect, is_underdosing)
    told = {code: [k(code) for k in kinds] for code in ("T36.91XA", "T36.95XA", "T36.96XA")}
    assert list(told.values()) == [[True, False, False], [False, True, False], [False, False, True]]
