# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which eyes a text names."""

from __future__ import annotations

import pytest

from nlp.coding.sides import named_eyes
from nlp.domain.terms import words


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("VA 20/40 OD, 20/20 OS", {"right", "left"}),
        ("cataract OU", {"bilateral"}),
        ("pain in the left eye", {"left"}),
        ("edema of the right upper eyelid", {"right"}),
        ("the left leg and both eyes", {"bilateral"}),
        ("cervical os closed", set[str]()),
    ],
)
def test_eyes_are_named_by_side_and_by_short_form(text: str, sides: set[str]) -> None:
    assert named_eyes(words(text)) == sides
