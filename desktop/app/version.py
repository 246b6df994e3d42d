# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What this program is, in one line."""

from __future__ import annotations

import importlib.metadata

from desktop.app.book_building import is_book_ready
from desktop.app.opening import open_the_book
from desktop.app.paths import Places


def program_version() -> str:
    """Return the version of the distribution ("0.1.0")."""
    return importlib.metadata.version("chartproof")


def version_line(places: Places) -> str:
    """Return version, edition and release of the code set, and the beginning of the book's digest."""
    if not is_book_ready(places):
        return f"chartproof {program_version()} · the code book is not built yet"
    edition = open_the_book(places).edition
    return (
        f"chartproof {program_version()} · {edition.system} {edition.name}, {edition.release} · {edition.digest[:12]}"
    )
