# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of words that rules look for: resources/rules/coding/phrases.csv, one row one phrase with its reason.

A rule asks for a list by its name, `phrases["long-term therapy"]`, or for a shape in which lists stand in braces,
`phrases["{words of doubt}[^.;]*$"]`: what a coder may want to read or extend is in the table, what is in the code is
structure only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from nlp.coding.wording import Wording, wording

_NAME = re.compile(r"\{([a-z][^{}]*)\}")  # a count such as {0,40} begins with a digit


class Phrases(Mapping[str, Wording]):
    """Wordings by the name of a list or by a shape that holds names; each is compiled when it is first asked for."""

    __slots__ = ("_lists", "_made", "_words")

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        found: dict[str, list[str]] = {}
        for name, words in rows:
            found.setdefault(name, []).append(words)
        self._words = {f"{{{name}}}": frozenset(words) for name, words in found.items()}
        self._lists = MappingProxyType({name: _any_of(words) for name, words in found.items()})
        self._made: dict[str, Wording] = {}

    def __getitem__(self, shape: str) -> Wording:
        known = self._made.get(shape)
        if known is None:
            known = self._made[shape] = wording(self.pattern(shape))
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a list whose name stands in braces, for texts that are split into words already."""
        return self._words[name]

    def pattern(self, shape: str) -> str:
        """Return the pattern of a list or of a shape; a name that is no list is a KeyError."""
        if "{" not in shape:
            return self._lists[shape]
        return _NAME.sub(lambda found: self._lists[found[1]], shape)


def _any_of(words: list[str]) -> str:
    """Return a pattern of any of the words as whole words, the longest first."""
    ordered = sorted(words, key=lambda one: (-len(one), one))
    return rf"\b(?:{'|'.join(ordered)})\b"
