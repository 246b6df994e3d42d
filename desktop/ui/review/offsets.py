# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Code points of `Note.text` to the UTF-16 units in which Qt counts, and back."""

from __future__ import annotations

from bisect import bisect_left

from nlp.domain import Span


class Offsets:
    """The one place where the two ways of counting meet; built once for each text."""

    def __init__(self, text: str) -> None:
        """Remember where the characters stand that take two units."""
        self._text = text
        self._wide = [n for n, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_units = [n + before for before, n in enumerate(self._wide)]

    def units(self, code_point: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        return code_point + bisect_left(self._wide, code_point)

    def code_points(self, units: int) -> int:
        """Return the code-point offset of a UTF-16 offset; one inside a pair counts as the pair's start."""
        return units - bisect_left(self._wide_units, units)

    def span_units(self, span: Span) -> tuple[int, int]:
        """Return a span's start and end in UTF-16 units."""
        return self.units(span.start), self.units(span.end)

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch of units."""
        return self._text[self.code_points(start) : self.code_points(end)]

    def without_trailing_space(self, start: int, end: int) -> int:
        """Return the end, in units, of a stretch of units without the white space that closes it."""
        words = self._text[self.code_points(start) : self.code_points(end)]
        return end - (len(words) - len(words.rstrip()))
