# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Find words in a note whatever their case and accents; places are those of the note's own characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from nlp.domain import Span

HITS_MAX = 20_000  # more say nothing to anybody; a search for one letter in a very long note must not hold the window


class SearchableText:
    """A text folded once: small letters without accents; characters without width do not count."""

    def __init__(self, text: str) -> None:
        self._text = text
        if text.isascii():
            self.folded, self._edges, self._shifts = text.lower(), [], []
            return
        forms = {c: _folded(c) for c in set(text)}
        uneven = {c: form for c, form in forms.items() if len(form) != 1}
        self.folded = text.translate({ord(c): form for c, form in forms.items() if form != c})
        self._edges: list[int] = []
        self._shifts: list[int] = []
        if uneven:
            self._map_uneven(uneven)

    def find(self, words: str) -> tuple[Span, ...]:
        """Return where the words stand, at most HITS_MAX places; none overlap."""
        wanted = words.lower() if words.isascii() else "".join(map(_folded, words))
        if not wanted:
            return ()
        found: list[Span] = []
        at = self.folded.find(wanted)
        while at >= 0 and len(found) < HITS_MAX:
            span = Span(start=self._place(at), end=self._place(at + len(wanted) - 1) + 1)
            found.append(Span(start=span.start, end=self._with_what_combines(span.end)))
            at = self.folded.find(wanted, at + len(wanted))
        return tuple(found)

    def _map_uneven(self, uneven: dict[str, str]) -> None:
        """Note where characters fold to none or to several, so that places can be counted back."""
        pattern = re.compile(f"[{re.escape(''.join(uneven))}]")
        matches = [(m.start(), len(uneven[m.group()]) - 1) for m in pattern.finditer(self._text)]
        self._shifts = list(accumulate(shift for _, shift in matches))
        # From the folded place behind an uneven character on, all that follows is shifted by so much.
        self._edges = [place + 1 + shift for (place, _), shift in zip(matches, self._shifts, strict=True)]

    def _place(self, folded: int) -> int:
        """Return the character of the note that gave a folded one."""
        number = bisect_right(self._edges, folded)
        before = self._shifts[number - 1] if number else 0
        if number < len(self._edges):  # perhaps inside a character that folds to several
            first = self._edges[number] - 1 - (self._shifts[number] - before)
            folded = min(folded, max(first, 0)) if self._shifts[number] > before else folded
        return folded - before

    def _with_what_combines(self, end: int) -> int:
        while end < len(self._text) and unicodedata.combining(self._text[end]):
            end += 1
        return end


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    if character.isspace():
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")
    return plain.casefold() or character
