# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Shares: published Wilson limits, and the properties that every interval keeps."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from nlp.scoring.intervals import Proportion, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (19, 20, 0.764, 0.991),  # the example of the trade: "95 %" of twenty
        (0, 10, 0.000, 0.278),
        (10, 10, 0.722, 1.000),
        (81, 263, 0.255, 0.366),  # Newcombe 1998, table I
        (15, 148, 0.062, 0.160),
        (1, 29, 0.006, 0.172),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_the_published_one(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.0006)


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_within_its_interval(trial: tuple[int, int]) -> None:
    hits, n = trial
    low, high = wilson(hits, n)
    assert 0 <= low <= high <= 1
    if n:
        assert low - 1e-12 <= hits / n <= high + 1e-12


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_more_trials_make_it_narrower_and_failures_mirror_it(trial: tuple[int, int]) -> None:
    hits, n = trial
    low, high = wilson(hits, n)
    closer_low, closer_high = wilson(hits * 4, n * 4)
    assert closer_high - closer_low < high - low
    assert wilson(n - hits, n) == pytest.approx((1 - high, 1 - low))


def test_a_share_of_nothing_is_nought() -> None:
    assert Proportion(hits=0, n=0).share == 0.0
