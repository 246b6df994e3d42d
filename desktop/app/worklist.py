# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The open folder's notes as the worklist shows them, before and after coding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nlp.errors import E, KnownError
from nlp.intake import NOTE_SUFFIXES, note_facts, read_note


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistEntry:
    """One file: what it is, or the numbered message why it is no note.

    `note_id` is "" and `kind` is "" where `problem` is set; `words` counts the words of the note.
    """

    path: Path
    name: str
    note_id: str = ""
    kind: str = ""
    date_of_service: date | None = None
    words: int = 0
    problem: str = ""


def note_files(untrusted_paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the note files among the paths and in the folders named, sorted by name within each folder.

    Raises KnownError 107 for a path that is not there and 108 where nothing is found.
    """
    found: dict[Path, None] = {}
    for path in untrusted_paths:
        found.update(dict.fromkeys(_expanded(path)))
    if not found:
        raise KnownError(E.FOLDER_WITHOUT_NOTES, name=", ".join(p.name or str(p) for p in untrusted_paths))
    return tuple(found)


def list_notes(untrusted_paths: Sequence[Path]) -> tuple[WorklistEntry, ...]:
    """Read every note file far enough to list it; files that cannot be read carry their message and stay listed."""
    return tuple(map(_entry, note_files(untrusted_paths)))


def _expanded(path: Path) -> Iterable[Path]:
    if not path.exists():
        raise KnownError(E.FOLDER_MISSING, name=path.name or str(path))
    if not path.is_dir():
        return (path.absolute(),)
    notes = (p for p in path.absolute().iterdir() if p.suffix.lower() in NOTE_SUFFIXES and not p.name.startswith("."))
    return sorted(notes, key=lambda p: p.name.casefold())


def _entry(path: Path) -> WorklistEntry:
    try:
        note = read_note(path)
    except KnownError as refusal:
        return WorklistEntry(path=path, name=path.name, problem=str(refusal))
    facts = note_facts(note.text)
    return WorklistEntry(
        path=path,
        name=path.name,
        note_id=note.id,
        kind=facts.kind,
        date_of_service=facts.encounter.date_of_service,
        words=len(note.text.split()),
    )
