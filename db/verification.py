# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Walking the chain of an open audit file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from sqlite_utils import Database

from db.chain import GENESIS, digest_after, entry_text, escape_surrogates
from db.faults import is_damage
from db.heads import Head
from db.records import text_of
from nlp.domain.ledger import ChainReport

_BATCH = 500  # rows read at once, so that a long walk never keeps a writer waiting
_TEXTS = ("previous", "digest", "kind", "time", "actor", "note_id", "source", "body")
# As bytes, because a flipped byte may be no text at all; with the storage class, because 5 and "5" are not the same.
_WALK = (
    f"SELECT seq, {', '.join(f'CAST({name} AS BLOB)' for name in _TEXTS)},"
    f" {' || '.join(f'typeof({name})' for name in _TEXTS)} FROM entry NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT ?"
)
_ALL_TEXT = "text" * len(_TEXTS)

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """Where a walk ended: at the last entry, or before `first_broken`."""

    head: Head
    first_broken: int | None


def check_chain(database: Database, seen: Head | None, *, after: int = 0) -> ChainReport:
    """Check every entry beyond number `after`, and against the head that this computer has `seen`."""
    walk = _walk(database, after)
    report = ChainReport(entries=walk.head.seq, head=walk.head.digest, first_broken=walk.first_broken)
    # A chain whose every link fits may still be cut off, or be written anew from some entry on.
    if seen is None or walk.first_broken or _digest_at(database, seen.seq) == seen.digest:
        return report
    return replace(report, seen_entries=seen.seq)


def _walk(database: Database, after: int) -> _Walk:
    head = Head(seq=after, digest=GENESIS)
    broken: int | None = None
    try:
        head = Head(seq=after, digest=_digest_at(database, after))
        for row in _rows(database, after):
            digest = _digest_if_sound(row, head)
            if digest is None and broken is None:
                broken = head.seq + 1
            head = Head(seq=head.seq + 1, digest=digest or _text(row[2]))
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        broken = broken or head.seq + 1  # the page that holds it cannot be read
    return _Walk(head=head, first_broken=broken)


def _rows(database: Database, after: int) -> Iterator[_Row]:
    last: int | None = after
    while last is not None:
        begin, last = last, None
        # One by one, not fetchall(): the entries before a page that cannot be read are still to be proven.
        for row in cast("Iterable[_Row]", database.conn.execute(_WALK, [begin, _BATCH])):
            last = cast("int", row[0])
            yield row


def _digest_if_sound(row: _Row, before: Head) -> str | None:
    """Return the digest of the entry if it is the one that follows, letter for letter, else None."""
    if row[-1] != _ALL_TEXT or row[0] != before.seq + 1:
        return None
    try:
        texts = [cast("bytes", value).decode("utf-8") for value in row[1:-1]]
        stored = dict(zip(_TEXTS, texts, strict=True))
        body = cast("Mapping[str, object]", json.loads(stored["body"]))
    except ValueError:
        return None
    entry = entry_text(
        seq=before.seq + 1, kind=stored["kind"], time=stored["time"], actor=stored["actor"], body=stored["body"]
    )
    is_sound = (
        stored["previous"] == before.digest
        and stored["digest"] == digest_after(before.digest, entry)
        and stored["note_id"] == escape_surrogates(text_of(body, "note_id"))
        and stored["source"] == escape_surrogates(text_of(body, "source"))
    )
    return stored["digest"] if is_sound else None


def _digest_at(database: Database, seq: int) -> str:
    row = cast(
        "tuple[object] | None",
        database.conn.execute("SELECT CAST(digest AS BLOB) FROM entry NOT INDEXED WHERE seq = ?", [seq]).fetchone(),
    )
    return _text(row[0]) if row else GENESIS


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
