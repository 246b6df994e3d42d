# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The compiled book: one SQLite file, written beside its place and then renamed."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlite_utils import Database

from db.connection import open_database
from db.importer.digest import terms_digest
from db.importer.layout import FORMAT, INDEXES, INSTRUCTION_KINDS, KINDS, TABLES, code_key
from db.importer.tabular import SeventhTable, Tabular
from db.importer.trie import TermTrie, build_trie
from db.importer.words import add_words
from nlp.domain.codes import CodeEntry, Instruction, TermRow

BUILDER_VERSION = 1  # raised whenever the same inputs would give another book; the app then builds anew
_FOR_EVERYBODY = 0o644  # nothing in the book is private, and an installed one serves every account of the computer
_ABANDONED = 3600  # seconds; no build takes so long


def store_book(path: Path, tabular: Tabular, term_rows: Iterable[TermRow]) -> None:
    """Write the whole book to a file beside `path`, then rename it: a build that is killed leaves no half book."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    unfinished.unlink(missing_ok=True)
    try:
        database = open_database(unfinished)
        _drop_abandoned(unfinished, path)
        try:
            _fill(database, tabular, _sorted_rows(term_rows))
        finally:
            database.close()
        _flush(unfinished)
        unfinished.chmod(_FOR_EVERYBODY)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(database: Database, tabular: Tabular, term_rows: Sequence[TermRow]) -> None:
    # Nobody else sees this file yet, and a build that fails is thrown away whole.
    database.conn.execute("PRAGMA journal_mode = OFF")
    database.conn.execute("PRAGMA synchronous = OFF")
    database.conn.executescript(TABLES)
    with database.atomic():
        ids = {entry.code: number for number, entry in enumerate(tabular.entries, 1)}
        _add(database, "entries", _entry_rows(tabular.entries, ids))
        _add(database, "instructions", _instruction_rows(tabular.instructions, ids))
        _add(database, "sevenths", _seventh_rows(tabular.sevenths, ids))
        add_words(database, tabular, ids)
        trie = build_trie(row.key for row in term_rows)
        _add(database, "candidates", _candidate_rows(term_rows, trie))
        _add(database, "pieces", [{"name": "terms", "content": trie.tobytes()}])
        _add(database, "meta", _meta_rows(tabular, term_rows))
        for statement in INDEXES:
            database.conn.execute(statement)


def _add(database: Database, table: str, rows: Iterable[dict[str, object]]) -> None:
    database.table(table).insert_all(rows, batch_size=1000)


def _entry_rows(entries: Sequence[CodeEntry], ids: dict[str, int]) -> Iterator[dict[str, object]]:
    for entry in entries:
        yield {
            "id": ids[entry.code],
            "key": code_key(entry.code),
            "code": entry.code,
            "title": entry.title,
            "kind": KINDS.index(entry.kind),
            "billable": int(entry.billable),
            "parent": ids.get(entry.parent),
        }


def _instruction_rows(instructions: Iterable[Instruction], ids: dict[str, int]) -> Iterator[dict[str, object]]:
    for place, note in enumerate(instructions):
        yield {
            "owner": ids[note.owner],
            "place": place,
            "kind": INSTRUCTION_KINDS.index(note.kind),
            "text": note.text,
            "targets": " ".join(note.targets),
        }


def _seventh_rows(sevenths: Iterable[SeventhTable], ids: dict[str, int]) -> Iterator[dict[str, object]]:
    for table in sevenths:
        for place, item in enumerate(table.characters):
            yield {
                "owner": ids[table.owner],
                "place": place,
                "character": item.character,
                "meaning": item.meaning,
            }


def _sorted_rows(term_rows: Iterable[TermRow]) -> tuple[TermRow, ...]:
    """Order the rows by key, best first; one code under one key keeps its best row."""
    best: dict[tuple[str, str], TermRow] = {}
    for row in sorted(term_rows, key=lambda row: (row.key, row.candidate.priority)):
        best.setdefault((row.key, row.candidate.code), row)
    return tuple(best.values())


def _candidate_rows(term_rows: Iterable[TermRow], trie: TermTrie) -> Iterator[dict[str, object]]:
    for place, row in enumerate(term_rows):
        yield {
            "term": trie.key_id(row.key),
            "place": place,
            "code": row.candidate.code,
            "source": row.candidate.source,
            "priority": row.candidate.priority,
            "reference": row.candidate.reference,
            "flags": " ".join(sorted(row.candidate.flags)),
        }


def _meta_rows(tabular: Tabular, term_rows: Sequence[TermRow]) -> Iterator[dict[str, object]]:
    edition = tabular.edition
    facts = {
        "format": FORMAT,
        "builder": BUILDER_VERSION,
        "system": edition.system,
        "name": edition.name,
        "release": edition.release,
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": edition.valid_to.isoformat(),
        "digest": edition.digest,
        "terms_digest": terms_digest(term_rows),
        "entries": len(tabular.entries),
        "billable": sum(entry.billable for entry in tabular.entries),
        "instructions": len(tabular.instructions),
        "candidates": len(term_rows),
    }
    for name, value in facts.items():
        yield {"name": name, "value": str(value)}


def _drop_abandoned(unfinished: Path, path: Path) -> None:
    """Remove what builds left that were killed long ago; one that runs beside this one is spared."""
    now = unfinished.stat().st_mtime
    for other in path.parent.glob(f"{glob.escape(path.name)}.*.new"):
        if now - other.stat().st_mtime > _ABANDONED:
            other.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Make the content reach the disk before the name does."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
