# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Titles keep their end."""

import pytest
from hypothesis import given, strategies as st

from desktop.ui.review.elision import elide_end, elide_middle, first_clause

_CKD = "Type 2 diabetes mellitus with diabetic chronic kidney disease"


def test_a_title_that_fits_is_whole():
    assert elide_middle(_CKD, 100, len) == _CKD


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (46, "Type 2 … with diabetic chronic kidney disease"),
        (40, "Type 2 … diabetic chronic kidney disease"),
    ],
)
def test_the_middle_goes_and_the_end_stays(width: int, shown: str):
    assert elide_middle(_CKD, width, len) == shown


def test_the_cut_prefers_a_linking_word():
    assert elide_middle("Type 2 diabetes mellitus with foot ulcer", 30, len) == "Type 2 … with foot ulcer"


def test_alternatives_after_a_comma_go_first():
    title = "Hypertensive kidney disease with stage 1, or unspecified chronic kidney disease"
    assert elide_middle(title, 45, len) == first_clause(title) == "Hypertensive kidney disease with stage 1"


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join), st.integers(1, 60))
def test_what_is_shown_fits_and_ends_as_the_title_does(title: str, width: int):
    shown = elide_middle(title, width, len)
    assert len(shown) <= max(width, 1)
    assert title.endswith(shown[-1]) or shown == "…"


def test_quotes_are_cut_at_their_end():
    assert elide_end("stage 3b chronic kidney disease", 12, len) == "stage 3b ch…"
