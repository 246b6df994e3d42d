# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words for the sides of the body (I.B.13)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache

from nlp.domain.terms import Word
from nlp.domain.text import Span

BOTH = frozenset(["right", "left", "bilateral"])
_AND_SIDE = re.compile(r"\s*(?:and|or|&|/|>|<|greater)\s")

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


class Sides:
    """The sides that a note names, word by word; the columns are the context's."""

    def __init__(self, words: Sequence[Word], starts: list[int], ends: list[int], lower: str) -> None:
        self._words, self._starts, self._ends, self._lower = words, starts, ends, lower
        self.named = [side_written(word.text) for word in words]

    def own(self, span: Span) -> frozenset[str]:
        """Return the sides that stand in a stretch or right beside it; those farther off belong to something else."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        inside = frozenset(self.named[first:last]) - {""}
        return inside or self._before(first, span.start) or self._behind(last, span.end)

    def beside(self, *sites: str) -> frozenset[str]:
        """Return the sides that the note names right before any of the words."""
        return frozenset[str]().union(*(self._by_word[site] for site in sites if site in self._by_word))

    def _before(self, first: int, start: int) -> frozenset[str]:
        if not first or not self.named[first - 1] or start - self._ends[first - 1] > 2:
            return frozenset()
        pair = first >= 3 and self._words[first - 2].text.lower() in ("and", "or") and self.named[first - 3]
        joined = first >= 2 and self.named[first - 2] and self._lower[self._ends[first - 2]] in "/&+"
        return BOTH if pair or joined else frozenset([self.named[first - 1]])

    def _behind(self, last: int, end: int) -> frozenset[str]:
        if last >= len(self._words) or not self.named[last]:
            return frozenset()
        if self._lower[end : self._starts[last]] not in (" ", ", ", " (", " of ", " - "):
            return frozenset()
        rest = self._lower[self._ends[last] : self._ends[last] + 12]
        return frozenset() if _AND_SIDE.match(rest) else frozenset([self.named[last]])

    @cached_property
    def _by_word(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for number, side in enumerate(self.named):
            for follower in self._words[number + 1 : number + 4] if side else ():
                found.setdefault(follower.normal, set()).add(side)
        return {word: frozenset(sides) for word, sides in found.items()}
