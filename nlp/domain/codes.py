# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The code book as values, and the door through which it reaches the language package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A yearly code set and the days on which it is valid (both inclusive)."""

    system: str  # "ICD-10-CM"
    name: str  # "FY 2026"
    release: str  # "April 1, 2026"
    valid_from: date
    valid_to: date
    digest: str  # SHA-256 of the compiled content, 64 hexadecimal digits

    def covers(self, day: date) -> bool:
        """Tell whether the edition is in force on that day."""
        return self.valid_from <= day <= self.valid_to


class EntryKind(StrEnum):
    """Level of a line in the Tabular List."""

    CHAPTER = "chapter"
    BLOCK = "block"
    CATEGORY = "category"  # three characters
    CODE = "code"  # four to seven characters


class InstructionKind(StrEnum):
    """The kinds of notes printed in the Tabular List (guidelines I.A.8 to I.A.17)."""

    INCLUDES = "includes"
    INCLUSION_TERM = "inclusion term"
    EXCLUDES1 = "Excludes1"
    EXCLUDES2 = "Excludes2"
    CODE_FIRST = "code first"
    USE_ADDITIONAL = "use additional code"
    CODE_ALSO = "code also"
    NOTE = "note"
    SEVENTH = "7th character"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One printed note: `owner` is the entry that prints it, `targets` the codes and ranges named in it.

    A target is a code ("E10.1", "E10.-" is stored as "E10") or a range ("E08-E13"), as printed without the dash.
    """

    kind: InstructionKind
    text: str
    owner: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeventhCharacter:
    """One permitted 7th character and what it means."""

    character: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One line of the Tabular List; `code` is dotted as printed ("E11.22"), "" parent for chapters."""

    code: str
    title: str
    kind: EntryKind
    billable: bool
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A code that a term may mean, and where that meaning comes from.

    `source` is "title", "inclusion", "lexicon" (curated row) or "composed"; `priority` 0 is best;
    `reference` names the row or book line for the rationale; `flags` are the curated row's flags.
    """

    code: str
    source: str
    priority: int
    reference: str
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One meaning of one surface form, ready to be stored in the compiled book."""

    key: str
    candidate: Candidate


class TermIndex(Protocol):
    """The surface forms of the lexicon, keyed as `nlp.domain.terms.term_key` makes them."""

    def iterkeys(self, prefix: str) -> Iterator[str]:
        """Yield every stored key that begins with `prefix`."""
        ...

    def __contains__(self, key: str) -> bool:
        """Tell whether the exact key is stored."""
        ...


class CodeBook(Protocol):
    """One edition of the book. Codes go in dotted or not, in any case, and come out dotted."""

    @property
    def edition(self) -> Edition:
        """The edition this book prints."""
        ...

    @property
    def terms(self) -> TermIndex:
        """The lexicon's surface forms."""
        ...

    def entry(self, code: str) -> CodeEntry | None:
        """Return the line for the code, 7th-character codes included, or None."""
        ...

    def children(self, code: str) -> tuple[CodeEntry, ...]:
        """Return the lines directly beneath, in book order."""
        ...

    def ancestors(self, code: str) -> tuple[CodeEntry, ...]:
        """Return the lines above, nearest first, chapter last."""
        ...

    def instructions(self, code: str) -> tuple[Instruction, ...]:
        """Return the notes that apply: the code's own first, then inherited ones, nearest first."""
        ...

    def seventh_characters(self, code: str) -> tuple[SeventhCharacter, ...]:
        """Return the permitted 7th characters (inherited), or () where none is required."""
        ...

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """Return what the term key may mean, best first, or ()."""
        ...

    def search(self, words: str, limit: int = 50) -> tuple[CodeEntry, ...]:
        """Return entries that match a code prefix or words in any order, best first."""
        ...
