# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The words by which lines of the book are searched, in the order in which they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from db.importer.layout import code_key
from db.importer.tabular import Tabular
from nlp.domain.codes import CodeEntry, Instruction, InstructionKind

_SEARCHED = (InstructionKind.INCLUSION_TERM, InstructionKind.INCLUDES)
_FULL = 7
_SHORTEST_WORD = 4  # typing errors in shorter words are not guessed


def add_words(database: Database, tabular: Tabular, ids: dict[str, int]) -> None:
    """Index code, title and inclusion terms; the row number is the rank, so the first hits are the best."""
    terms = _terms_by_owner(tabular.instructions)
    printed = {entry.code: entry for entry in tabular.entries}
    ranked = sorted(tabular.entries, key=lambda entry: (*_rank(entry, printed), ids[entry.code]))
    rows = list(enumerate(ranked, 1))
    database.table("ranks").insert_all({"rank": rank, "entry": ids[entry.code]} for rank, entry in rows)
    database.conn.executemany(
        "INSERT INTO words (rowid, code, title, terms) VALUES (?, ?, ?, ?)",
        ((rank, code_key(entry.code), entry.title, _terms_of(entry, printed, terms)) for rank, entry in rows),
    )
    database.conn.execute("INSERT INTO words (words) VALUES ('optimize')")
    vocabulary = "\n".join(_vocabulary(database)).encode()
    database.table("pieces").insert({"name": "vocabulary", "content": vocabulary})


def _terms_by_owner(instructions: Iterable[Instruction]) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = defaultdict(list)
    for note in instructions:
        if note.kind in _SEARCHED:
            terms[note.owner].append(note.text)
    return terms


def _rank(entry: CodeEntry, printed: dict[str, CodeEntry]) -> tuple[bool, int]:
    """Put billable codes first, then short titles; 7th characters do not count, or each sequela would go first."""
    line = _printed_line(entry, printed)
    return not entry.billable, len(line.title)


def _terms_of(entry: CodeEntry, printed: dict[str, CodeEntry], terms: dict[str, list[str]]) -> str:
    return "; ".join(terms.get(_printed_line(entry, printed).code, ()))


def _printed_line(entry: CodeEntry, printed: dict[str, CodeEntry]) -> CodeEntry:
    """Return the line that the book prints for a 7-character code that was filled up from it, or the entry itself."""
    key, parent = code_key(entry.code), printed.get(entry.parent)
    is_filled = parent is not None and len(key) == _FULL and entry.title.startswith(f"{parent.title}, ")
    return parent if is_filled and parent is not None else entry


def _vocabulary(database: Database) -> Iterator[str]:
    database.conn.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, row)")
    for (word,) in database.conn.execute("SELECT term FROM temp.vocabulary ORDER BY term"):
        if len(word) >= _SHORTEST_WORD and word.isalpha():
            yield word
    database.conn.execute("DROP TABLE temp.vocabulary")
