# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a note column by column: a loop over thousands of words is spared where a column answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import cast

from nlp.domain.terms import Word, words


class Columns:
    """The words of a text, and each of their parts as a list of its own."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        columns = zip(*self.words, strict=True) if self.words else ((), (), (), ())
        starts, ends, texts, normals = columns
        self.starts, self.ends = cast("Sequence[int]", starts), cast("Sequence[int]", ends)
        self.texts, self.normals = cast("Sequence[str]", texts), cast("Sequence[str]", normals)

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """Return the number of the first word wholly inside the stretch and of the one behind the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that stand wholly inside the stretch."""
        return self.words[bisect_left(self.starts, start) : bisect_right(self.ends, end)]

    def written(self, table: Mapping[str, object] | Set[str]) -> list[Word]:
        """Return the words that a table holds in lower case."""
        known = self.vocabulary & (table.keys() if isinstance(table, Mapping) else table)
        return [self.words[n] for n, lower in enumerate(self.lower) if lower in known] if known else []

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return list(map(str.lower, self.texts))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words in lower case."""
        return frozenset(self.lower)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The different words in their normal form."""
        return frozenset(self.normals)
