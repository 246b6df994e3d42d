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

# Oculus dexter, sinister, uterque; right and left eye. In other chapters LE is a leg and OD a dose: only eyes ask here.
_SHORT = {"OD": "right", "RE": "right", "OS": "left", "LE": "left", "OU": "bilateral", "BE": "bilateral"}
_EYE = frozenset(["eye", "eyelid", "globe", "cornea", "pupil", "fundus"])


def side_of(word: Word) -> str:
    """Return "right", "left" or "bilateral" where a word says so, "" elsewhere."""
    return side_written(word.text)


@lru_cache(maxsize=16384)
def side_written(text: str) -> str:
    """Return the side that a word says as it is written, "" where it says none."""
    return _LETTERS.get(text) or _SIDES.get(text.lower(), "")


def named_eyes(words: tuple[Word, ...]) -> frozenset[str]:
    """Return the sides of the eyes that the words name."""
    found = {_SHORT[word.text] for word in words if word.text in _SHORT}
    for place, word in enumerate(words):
        side = side_of(word)
        if side and any(follower.normal in _EYE for follower in words[place + 1 : place + 3]):
            found.add(side)
    return frozenset(found)
