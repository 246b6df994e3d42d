# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A code book of a few lines in memory, for tests that need to see every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nlp.domain import (
    Candidate,
    CodeEntry,
    Edition,
    EntryKind,
    Instruction,
    SeventhCharacter,
)


class _Terms:
    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = frozenset(keys)

    def iterkeys(self, prefix: str) -> Iterator[str]:
        return (key for key in self._keys if key.startswith(prefix))

    def __contains__(self, key: str) -> bool:
        return key in self._keys


class SmallBook:
    """Lines given as {code: title}; a code's parent is its longest listed prefix, leaves are billable."""

    def __init__(
        self,
        titles: dict[str, str],
        *,
        notes: Sequence[Instruction] = (),
        sevenths: dict[str, tuple[SeventhCharacter, ...]] | None = None,
        terms: dict[str, tuple[Candidate, ...]] | None = None,
    ) -> None:
        self._titles, self._notes = titles, notes
        self._sevenths, self._candidates = sevenths or {}, terms or {}
        self.edition = Edition(
            system="ICD-10-CM",
            name="FY 2026",
            release="test",
            valid_from=date(2025, 10, 1),
            valid_to=date(2026, 9, 30),
            digest="0" * 64,
        )
        self.terms = _Terms(list(self._candidates))

    def _parent(self, code: str) -> str:
        return max((c for c in self._titles if c != code and code.startswith(c)), key=len, default="")

    def entry(self, code: str) -> CodeEntry | None:
        if code not in self._titles:
            return None
        billable = not any(c != code and c.startswith(code) for c in self._titles)
        kind = EntryKind.CATEGORY if len(code) == 3 else EntryKind.CODE
        return CodeEntry(code=code, title=self._titles[code], kind=kind, billable=billable, parent=self._parent(code))

    def children(self, code: str) -> tuple[CodeEntry, ...]:
        found = (self.entry(c) for c in self._titles if self._parent(c) == code)
        return tuple(e for e in found if e is not None)

    def ancestors(self, code: str) -> tuple[CodeEntry, ...]:
        parent = self.entry(self._parent(code))
        return (parent, *self.ancestors(parent.code)) if parent else ()

    def instructions(self, code: str) -> tuple[Instruction, ...]:
        return tuple(n for n in self._notes if code.startswith(n.owner))

    def seventh_characters(self, code: str) -> tuple[SeventhCharacter, ...]:
        return next((self._sevenths[c] for c in sorted(self._sevenths, key=len)[::-1] if code.startswith(c)), ())

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        return self._candidates.get(key, ())

    def search(self, words: str, limit: int = 50) -> tuple[CodeEntry, ...]:
        del words, limit
        return ()
