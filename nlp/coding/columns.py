# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a note column by column: a loop over thousands of words is spared where a column answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from functools import cached_property

from nlp.domain.terms import Word, words


class Columns:
    """The words of a text, and each of their parts as a list of its own."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.starts = [w.start for w in self.words]
        self.ends = [w.end for w in self.words]
        self.texts = [w.text for w in self.words]
        self.normals = [w.normal for w in self.words]

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """Return the number of the first word wholly inside the stretch and of the one behind the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that stand wholly inside the stretch."""
        return self.words[bisect_left(self.starts, start) : bisect_right(self.ends, end)]

    def written(self, table: Container[str]) -> list[Word]:
        """Return the words that a table holds in lower case."""
        known = {lower for lower in self.vocabulary if lower in table}
        return [self.words[n] for n, lower in enumerate(self.lower) if lower in known] if known else []

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return [text.lower() for text in self.texts]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words in lower case."""
        return frozenset(self.lower)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The different words in their normal form."""
        return frozenset(self.normals)
