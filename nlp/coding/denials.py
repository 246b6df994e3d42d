# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How far a word that denies reaches among the words of a note."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from nlp.coding.columns import Columns

_DENIAL = frozenset(["no", "without", "not", "denies", "denied", "negative", "never", "none"])
_SHORT = "w/o"  # three words to the reader: "w", "/", "o"
# What "non-" takes away; elsewhere it is part of a name ("non-active", "non-ischemic").
_UNDONE = frozenset(["perforated", "ruptured", "gangrenous", "infected", "bleeding", "obstructing", "strangulated"])
_DENIAL_ENDS = re.compile(r"[.;\n]|\bbut\b|\bwith\b")


class Denials:
    """The words of a note that deny what follows."""

    def __init__(self, columns: Columns, lower: str) -> None:
        self._columns, self._lower = columns, lower

    @cached_property
    def _places(self) -> list[int]:
        """Where the words stand that deny what follows."""
        words = zip(self._columns.starts, self._columns.lower, strict=True)
        if _SHORT in self._lower:
            return [at for at, word in words if word in _DENIAL or (word == "w" and self._lower.startswith(_SHORT, at))]
        if self._columns.vocabulary.isdisjoint(_DENIAL):
            return []
        return [at for at, word in words if word in _DENIAL]

    @cached_property
    def _undone(self) -> list[int]:
        """The numbers of the words that "non-" takes away."""
        lower = self._columns.lower
        if "non" not in self._columns.vocabulary:
            return []
        return [n for n in range(1, len(lower)) if lower[n - 1] == "non" and lower[n] in _UNDONE]

    def among(self, first: int, last: int, end: int) -> frozenset[int]:
        """Return where the words stand that a denial reaches, in a sentence that ends at `end`."""
        starts, denials = self._columns.starts, self._places
        undone = [starts[number] for number in self._undone if first < number < last]
        if first >= last or not denials:
            return frozenset(undone)
        until, out = -1, undone
        for denial in denials[bisect_left(denials, starts[first]) : bisect_right(denials, starts[last - 1])]:
            if denial < until:
                continue
            number = bisect_left(starts, denial)
            stop = _DENIAL_ENDS.search(self._lower, self._columns.ends[number], end)
            until = stop.start() if stop else end
            out += starts[number + 1 : min(last, bisect_left(starts, until))]
        return frozenset(out)
