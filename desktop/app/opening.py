# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Putting the parts together: places, settings, code book, audit file; the same for every way in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from db.codesets import Book, open_book
from db.export import import_export, write_export
from db.ledger import Ledger, open_ledger
from desktop.app.book_building import ensure_book
from desktop.app.casework import Casework, Clock, utc_now
from desktop.app.paths import Places, find_places
from desktop.app.settings import Settings, load_settings
from nlp.coder import Coder

__all__ = [
    "ensure_book",
    "find_places",
    "import_export",
    "open_casework",
    "open_coder",
    "open_the_book",
    "open_the_ledger",
    "write_export",
]


def open_the_book(places: Places) -> Book:
    """Return the code book, building it first (half a minute) where none is there yet."""
    return _opened(ensure_book(places))


@cache
def _opened(file: Path) -> Book:
    """Open each book once for the life of the process: it never changes, and everyone may read it."""
    return open_book(file)


def open_coder(places: Places) -> Coder:
    """Return the engine over the code book; takes about a second."""
    return Coder(rules=places.rules, book=open_the_book(places))


def open_the_ledger(
    places: Places, audit: Path, settings: Settings, *, clock: Clock | None = None, must_exist: bool = False
) -> Ledger:
    """Open an audit file for this reviewer; raises KnownError 301 to 308."""
    return open_ledger(
        audit,
        clock=clock or utc_now,
        actor=settings.reviewer_name,
        head_memory=places.head_memory,
        must_exist=must_exist,
    )


def open_casework(
    places: Places, audit: Path | None = None, *, clock: Clock | None = None, must_exist: bool = False
) -> Casework:
    """Return one person's casework with the given audit file, or the one in the person's own folder."""
    settings = load_settings(places.settings)
    ledger = open_the_ledger(places, audit or places.audit, settings, clock=clock, must_exist=must_exist)
    return Casework(rules=places.rules, book=open_the_book(places), ledger=ledger, clock=clock or utc_now)
