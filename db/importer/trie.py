# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The set of all term keys; the one place that knows the library, which has no types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import marisa_trie


class TermTrie(Protocol):
    """A stored set of keys; each has a number that stands for it in the book."""

    def prefixes(self, key: str) -> list[str]:
        """Return every stored key that is a prefix of `key`, shortest first."""
        ...

    def iterkeys(self, prefix: str) -> Iterator[str]:
        """Yield every stored key that begins with `prefix`."""
        ...

    def __contains__(self, key: str) -> bool:
        """Tell whether the exact key is stored."""
        ...

    def key_id(self, key: str) -> int:
        """Return the number of a stored key."""
        ...

    def tobytes(self) -> bytes:
        """Return the form in which the set is stored."""
        ...


def build_trie(keys: Iterable[str]) -> TermTrie:
    """Return the set of these keys."""
    return cast("TermTrie", marisa_trie.Trie(sorted(set(keys))))  # pyright: ignore[reportUnknownMemberType]


def load_trie(content: bytes) -> TermTrie:
    """Return the set that `tobytes` had written."""
    return cast("TermTrie", marisa_trie.Trie().frombytes(content))  # pyright: ignore[reportUnknownMemberType]
