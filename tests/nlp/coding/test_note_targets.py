# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The codes and ranges that a printed note names."""

from __future__ import annotations

import pytest

from nlp.coding.targets import targets_of


@pytest.mark.parametrize(
    ("code", "is_covered"),
    [
        ("E11.9", True),
        ("E08.1", True),
        ("E14", False),
        ("E07.9", False),
        ("I10", True),
        ("I1", False),
    ],
)
def test_a_target_takes_in_codes_and_ranges(code: str, is_covered: bool) -> None:
    assert targets_of(("I10", "E08-E13")).cover(code) is is_covered


def test_a_note_without_targets_names_nothing() -> None:
    assert not targets_of(()).cover("E11.9")
