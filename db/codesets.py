# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The compiled book as a `CodeBook`: read-only, one connection a thread, small caches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from db.bookfile import BookFile, Columns
from db.importer.layout import INSTRUCTION_KINDS, KINDS, code_key
from db.importer.trie import TermTrie, load_trie
from db.search import Groups, best_first, corrected, looks_like_code, loosened, match_expression, typed_words
from nlp.domain.codes import Candidate, CodeEntry, Edition, Instruction, InstructionKind, SeventhCharacter
from nlp.domain.terms import term_key

_FULL = 7
_LINES, _NOTES, _TERMS = 8192, 2048, 8192  # how many answers are remembered
_WINDOW = 400  # ranked hits among which the order of words is judged
_COLUMNS = "SELECT e.id, e.code, e.title, e.kind, e.billable, e.parent, above.code"
_ENTRY = f"{_COLUMNS} FROM entries AS e LEFT JOIN entries AS above ON above.id = e.parent"
_HITS = (
    f"{_COLUMNS} FROM (SELECT rowid AS rank FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?) AS hit"
    " JOIN ranks USING (rank) JOIN entries AS e ON e.id = ranks.entry"
    " LEFT JOIN entries AS above ON above.id = e.parent ORDER BY hit.rank"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its number and the number of its parent."""

    number: int
    parent: int | None
    entry: CodeEntry


def open_book(path: Path) -> Book:
    """Open the compiled book, or say in catalogue words why it cannot be used."""
    return Book(BookFile(path))


class Book:
    """One edition of the book; implements `nlp.domain.codes.CodeBook`. Close it when no thread uses it any more."""

    def __init__(self, file: BookFile) -> None:
        self._file = file
        self._edition = _edition(file.facts)
        self._row = lru_cache(_LINES)(self._read_row)
        self._row_of = lru_cache(_LINES)(self._read_row_of)
        self._notes = lru_cache(_NOTES)(self._read_notes)
        self._sevenths = lru_cache(_NOTES)(self._read_sevenths)
        self._meanings = lru_cache(_TERMS)(self._read_meanings)
        self._applying = lru_cache(_NOTES)(self._read_applying)
        self._offered = lru_cache(_NOTES)(self._read_offered)
        self._beneath = lru_cache(_NOTES)(self._read_beneath)

    def close(self) -> None:
        """Close the connections of all threads."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def edition(self) -> Edition:
        """The edition this book prints."""
        return self._edition

    @property
    def terms_digest(self) -> str:
        """The SHA-256 of the terms this book was compiled with."""
        return self._file.facts["terms_digest"]

    @property
    def terms(self) -> TermTrie:
        """The lexicon's surface forms, loaded when they are first asked for."""
        return self._terms

    @cached_property
    def _terms(self) -> TermTrie:
        return load_trie(self._file.piece("terms"))

    def entry(self, code: str) -> CodeEntry | None:
        """Return the line for the code, 7th-character codes included, or None."""
        row = self._row_of(code)
        return None if row is None else row.entry

    def children(self, code: str) -> tuple[CodeEntry, ...]:
        """Return the lines directly beneath, in book order; chapters for ""."""
        return self._beneath(code)

    def _read_beneath(self, code: str) -> tuple[CodeEntry, ...]:
        if not code:
            return self._entries(f"{_ENTRY} WHERE e.parent IS NULL ORDER BY e.id")
        row = self._row_of(code)
        return () if row is None else self._entries(f"{_ENTRY} WHERE e.parent = ? ORDER BY e.id", row.number)

    def ancestors(self, code: str) -> tuple[CodeEntry, ...]:
        """Return the lines above, nearest first, chapter last."""
        return tuple(row.entry for row in self._upward(code)[1:])

    def instructions(self, code: str) -> tuple[Instruction, ...]:
        """Return the notes that apply: the code's own first, then inherited ones, nearest first.

        An inclusion term speaks of the line that prints it (guideline I.A.11), so it is not inherited, except by the
        7-character codes that are written out from that line.
        """
        return self._applying(code)

    def _read_applying(self, code: str) -> tuple[Instruction, ...]:
        upward = self._upward(code)
        own = 2 if upward and self._is_filled(upward[0]) else 1
        return tuple(
            note
            for level, row in enumerate(upward)
            for note in self._notes(row.number)
            if level < own or note.kind is not InstructionKind.INCLUSION_TERM
        )

    def seventh_characters(self, code: str) -> tuple[SeventhCharacter, ...]:
        """Return the permitted 7th characters (inherited), or () where none is required."""
        return self._offered(code)

    def _read_offered(self, code: str) -> tuple[SeventhCharacter, ...]:
        tables = (self._sevenths(row.number) for row in self._upward(code))
        return next((table for table in tables if table), ())

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """Return what the term key may mean, best first, or ()."""
        return self._meanings(key)

    def search(self, words: str, limit: int = 50) -> tuple[CodeEntry, ...]:
        """Return entries that match a code prefix, a synonym or words in any order, best first."""
        text = words.strip()
        if looks_like_code(text) and (found := self._beginning_with(code_key(text), limit)):
            return found
        found = (*self._meant_by(text), *self._matching(typed_words(text), limit))
        return tuple(dict.fromkeys(found))[:limit]

    def _meant_by(self, text: str) -> Iterator[CodeEntry]:
        """Yield what the lexicon says that the text means; one row may name several codes ("E11.9+Z79.4")."""
        for key in (term_key(text), f"={text.upper()}"):
            for candidate in self.candidates(key):
                entries = (self.entry(code) for code in candidate.code.split("+"))
                yield from (entry for entry in entries if entry is not None)

    def _beginning_with(self, key: str, limit: int) -> tuple[CodeEntry, ...]:
        return self._entries(f"{_ENTRY} WHERE e.key >= ? AND e.key < ? ORDER BY e.key LIMIT ?", key, f"{key}~", limit)

    def _matching(self, words: tuple[str, ...], limit: int) -> list[CodeEntry]:
        """Try the words as typed, then with unknown words corrected, then with every word's neighbours."""
        as_typed: Groups = tuple((word,) for word in words)
        return (
            self._hits(as_typed, limit)
            or self._hits(corrected(words, self._vocabulary), limit)
            or self._hits(loosened(words, self._vocabulary), limit)
        )

    def _hits(self, groups: Groups, limit: int) -> list[CodeEntry]:
        if not groups:
            return []
        return best_first(self._entries(_HITS, match_expression(groups), max(limit, _WINDOW)), groups)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return self._file.piece("vocabulary").decode().split("\n")

    def _is_filled(self, row: _Row) -> bool:
        """Tell whether the code was written out from the printed code above it."""
        is_full = row.entry.billable and len(code_key(row.entry.code)) == _FULL
        return is_full and bool(self.seventh_characters(row.entry.code))

    def _upward(self, code: str) -> list[_Row]:
        """Return the code's own row and those above it, nearest first, or []."""
        row = self._row_of(code)
        upward: list[_Row] = []
        while row is not None:
            upward.append(row)
            row = None if row.parent is None else self._row(row.parent)
        return upward

    def _entries(self, statement: str, *values: str | int) -> tuple[CodeEntry, ...]:
        return tuple(_as_row(columns).entry for columns in self._file.select(statement, *values))

    def _read_row_of(self, code: str) -> _Row | None:
        found = self._file.select(f"{_ENTRY} WHERE e.key = ?", code_key(code))
        return _as_row(found[0]) if found else None

    def _read_row(self, number: int) -> _Row:
        return _as_row(self._file.select(f"{_ENTRY} WHERE e.id = ?", number)[0])

    def _read_notes(self, owner: int) -> tuple[Instruction, ...]:
        code = self._row(owner).entry.code
        rows = self._file.select("SELECT kind, text, targets FROM instructions WHERE owner = ? ORDER BY place", owner)
        return tuple(
            Instruction(
                kind=INSTRUCTION_KINDS[cast("int", kind)],
                text=str(text),
                owner=code,
                targets=tuple(str(targets).split()),
            )
            for kind, text, targets in rows
        )

    def _read_sevenths(self, owner: int) -> tuple[SeventhCharacter, ...]:
        rows = self._file.select("SELECT character, meaning FROM sevenths WHERE owner = ? ORDER BY place", owner)
        return tuple(SeventhCharacter(character=str(character), meaning=str(meaning)) for character, meaning in rows)

    def _read_meanings(self, key: str) -> tuple[Candidate, ...]:
        if key not in self._terms:
            return ()
        rows = self._file.select(
            "SELECT code, source, priority, reference, flags FROM candidates WHERE term = ? ORDER BY place",
            self._terms.key_id(key),
        )
        return tuple(
            Candidate(
                code=str(code),
                source=str(source),
                priority=cast("int", priority),
                reference=str(reference),
                flags=frozenset(str(flags).split()),
            )
            for code, source, priority, reference, flags in rows
        )


def _as_row(columns: Columns) -> _Row:
    number, code, title, kind, billable, parent, parent_code = columns
    entry = CodeEntry(
        code=str(code),
        title=str(title),
        kind=KINDS[cast("int", kind)],
        billable=bool(billable),
        parent="" if parent_code is None else str(parent_code),
    )
    return _Row(cast("int", number), cast("int | None", parent), entry)


def _edition(facts: dict[str, str]) -> Edition:
    return Edition(
        system=facts["system"],
        name=facts["name"],
        release=facts["release"],
        valid_from=date.fromisoformat(facts["valid_from"]),
        valid_to=date.fromisoformat(facts["valid_to"]),
        digest=facts["digest"],
    )
