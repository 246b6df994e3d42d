# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words for the sides of the body (I.B.13)."""

from __future__ import annotations

from functools import lru_cache

from nlp.domain.terms import Word

_LETTERS = {"R": "right", "L": "left"}  # only in capitals
_SIDES = {"right": "right", "rt": "right", "left": "left", "lt": "left"} | dict.fromkeys(
    ("bilateral", "bilaterally", "both", "bilat"), "bilateral"
)


def side_of(word: Word) -> str:
    """Return "right", "left" or "bilateral" where a word says so, "" elsewhere."""
    return side_written(word.text)


@lru_cache(maxsize=16384)
def side_written(text: str) -> str:
    """Return the side that a word says as it is written, "" where it says none."""
    return _LETTERS.get(text) or _SIDES.get(text.lower(), "")
