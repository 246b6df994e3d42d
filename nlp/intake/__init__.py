# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Files to notes: sniff, decode, normalise; every refusal is a numbered message."""

from __future__ import annotations

from pathlib import Path

from nlp.domain import Note, note_id
from nlp.errors import E, KnownError
from nlp.intake.decode import decode
from nlp.intake.facts import NoteFacts, note_facts
from nlp.intake.normalise import normalise

__all__ = ["NOTE_SUFFIXES", "SIZE_LIMIT", "NoteFacts", "note_facts", "note_from_text", "read_note"]

NOTE_SUFFIXES = (".txt", ".md")
SIZE_LIMIT = 20 * 1_000_000  # bytes; larger files are archives of notes, not notes


def note_from_text(text: str, *, name: str, source: str, encoding: str = "utf-8") -> Note:
    """Return the note for text that is already decoded; raises KnownError 103 when nothing but space is in it."""
    plain = normalise(text)
    if not plain.strip():
        raise KnownError(E.NOTE_EMPTY, name=name)
    return Note(id=note_id(plain), text=plain, name=name, source=source, encoding=encoding)


def read_note(untrusted_path: Path) -> Note:
    """Read one note file; raises KnownError 101 to 106 for files that cannot be notes."""
    name = untrusted_path.name
    if untrusted_path.suffix.lower() not in NOTE_SUFFIXES:
        raise KnownError(E.NOTE_KIND_UNKNOWN, name=name)
    decoded = decode(_untrusted_bytes(untrusted_path))
    if decoded is None:
        raise KnownError(E.NOTE_BINARY, name=name)
    text, encoding = decoded
    return note_from_text(text, name=name, source=str(untrusted_path), encoding=encoding)


def _untrusted_bytes(path: Path) -> bytes:
    """Return at most the size limit; the limit is checked on what was read, since a file may grow meanwhile."""
    try:
        with path.open("rb") as file:
            untrusted = file.read(SIZE_LIMIT + 1)
            size = max(path.stat().st_size, len(untrusted))
    except FileNotFoundError as gone:
        raise KnownError(E.NOTE_VANISHED, name=path.name) from gone
    except OSError as refused:
        raise KnownError(E.NOTE_UNREADABLE, name=path.name, why=refused.strerror or "the system refused") from refused
    if len(untrusted) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1_000_000
        raise KnownError(E.NOTE_TOO_LARGE, name=path.name, size=f"{size / 1e6:.0f}", limit=limit)
    return untrusted
