# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The build step: Tabular List and curated lexicon in, one read-only code book out."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from pathlib import Path

from db.importer.store import BUILDER_VERSION, store_book
from db.importer.tabular import read_tabular
from desktop.app.paths import Places
from nlp.coding.terms import TERMS_VERSION, compile_terms, read_blocked, read_lexicon
from nlp.errors import E, KnownError


def ensure_book(places: Places) -> Path:
    """Return the code book made from exactly these inputs; build it, and drop older ones, where it is missing."""
    if getattr(sys, "frozen", False):
        return _bundled_book(places)
    target = book_file(places)
    if not target.exists():
        build_book(places, target)
        for old in places.books.glob("icd10cm-*.sqlite"):
            if old != target:
                old.unlink(missing_ok=True)
    return target


def is_book_ready(places: Places) -> bool:
    """Tell whether `ensure_book` would return at once."""
    return getattr(sys, "frozen", False) or book_file(places).exists()


def build_book(places: Places, target: Path) -> None:
    """Compile the code book into `target` (about half a minute); an interrupted build leaves nothing behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    tabular = read_tabular()
    rows = compile_terms(
        tabular.entries, tabular.instructions, read_lexicon(places.lexicon), read_blocked(places.lexicon)
    )
    store_book(target, tabular, rows)


def book_file(places: Places) -> Path:
    """Return the name under which a book of these inputs is kept: the inputs' digest is part of it."""
    digest = hashlib.sha256(
        f"{BUILDER_VERSION} {TERMS_VERSION} {importlib.metadata.version('simple-icd-10-cm')}".encode()
    )
    for table in sorted(places.lexicon.glob("*.csv")):
        digest.update(table.name.encode() + table.read_bytes())
    return places.books / f"icd10cm-2026-{digest.hexdigest()[:12]}.sqlite"


def _bundled_book(places: Places) -> Path:
    book = next(places.books.glob("icd10cm-*.sqlite"), None)
    if book is None:
        raise KnownError(E.BOOK_MISSING)
    return book
