# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words for the sides of the body (I.B.13)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache

from nlp.coding.columns import Columns
from nlp.domain.terms import Word
from nlp.domain.text import Span

BOTH = frozenset(["right", "left", "bilateral"])
_NO_SITE_TEXT = """
    pain fracture sprain strain swelling edema mass lesion injury ulcer wound laceration contusion abrasion arthritis
    osteoarthritis abscess cellulitis infection tear weakness numbness stiffness effusion dislocation burn cyst tumor
    cancer neoplasm sided disease syndrome rupture bursitis tendinitis
"""
_NO_SITE = frozenset(_NO_SITE_TEXT.split())  # the side of one says nothing about the side of another
_GAPS = ("", " ", "-", "  ", "- ", " -", "/", "\n")  # between a side and what it belongs to; a sentence ends it
_AND_SIDE = re.compile(r"\s*(?:and|or|&|/|>|<|greater)\s")

_LETTERS = {"R": "right", "L": "left"}  # only in capitals
_SIDES = {"right": "right", "rt": "right", "left": "left", "lt": "left"} | dict.fromkeys(
    ("bilateral", "bilaterally", "both", "bilat"), "bilateral"
)
_TELLING = frozenset([*_SIDES, "r", "l"])  # in lower case

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
    """The sides that a note names, word by word."""

    def __init__(self, columns: Columns, lower: str) -> None:
        self._columns, self._lower = columns, lower
        self._starts, self._ends = columns.starts, columns.ends
        self.named = [""] * len(columns.texts)
        for number, written in enumerate(columns.lower):
            if written in _TELLING:
                self.named[number] = side_written(columns.texts[number])
        self.numbers = [number for number, side in enumerate(self.named) if side]

    def own(self, span: Span) -> frozenset[str]:
        """Return the sides that stand in a stretch or right beside it; those farther off belong to something else."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        inside = frozenset(self.named[first:last]) - {""}
        return inside or self._before(first, span.start) or self._behind(last, span.end)

    def beside(self, *sites: str) -> frozenset[str]:
        """Return the sides that the note names right before any of the words."""
        found = [self._by_word[site] for site in sites if site in self._by_word]
        return frozenset[str]().union(*found) if found else frozenset()

    def _before(self, first: int, start: int) -> frozenset[str]:
        if not first or not self.named[first - 1] or self._lower[self._ends[first - 1] : start] not in _GAPS:
            return frozenset()
        pair = first >= 3 and self._columns.lower[first - 2] in ("and", "or") and self.named[first - 3]
        joined = first >= 2 and self.named[first - 2] and self._lower[self._ends[first - 2]] in "/&+"
        return BOTH if pair or joined else frozenset([self.named[first - 1]])

    def _behind(self, last: int, end: int) -> frozenset[str]:
        if last >= len(self.named) or not self.named[last]:
            return frozenset()
        if self._lower[end : self._starts[last]] not in (" ", ", ", " (", " of ", " - "):
            return frozenset()
        rest = self._lower[self._ends[last] : self._ends[last] + 12]
        return frozenset() if _AND_SIDE.match(rest) else frozenset([self.named[last]])

    @cached_property
    def _by_word(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        normals = self._columns.normals
        for number in self.numbers:
            for follower in normals[number + 1 : number + 4]:
                if follower not in _NO_SITE:
                    found.setdefault(follower, set()).add(self.named[number])
        return {word: frozenset(sides) for word, sides in found.items()}
