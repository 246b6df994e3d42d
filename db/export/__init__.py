# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Exports of a proven audit file for other programs, and the way back from JSON."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.export.as_csv import csv_text
from db.export.as_json import json_text
from db.export.reading import import_export
from db.export.sheet import ExportScope, note_sheets
from db.export.writing import write_whole
from db.faults import why
from db.heads import Head
from db.ledger import Ledger
from nlp.domain.ledger import EventKind, LedgerEvent
from nlp.errors import E, KnownError

__all__ = ["Export", "ExportFormat", "ExportScope", "import_export", "write_export"]


class ExportFormat(StrEnum):
    """The form of an export."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What was written: the file's own SHA-256, and the head of the audit file that it prints.

    `is_recorded` is False when the audit file could not take the note of it (a read-only copy).
    """

    path: Path
    format: ExportFormat
    scope: ExportScope
    digest: str
    entries: int
    head: str
    is_recorded: bool


def write_export(ledger: Ledger, path: Path, fmt: ExportFormat, *, what: ExportScope, with_bom: bool = False) -> Export:
    """Prove the audit file, write the export whole, and note it in the audit file.

    The content depends on the entries alone, so two equal journeys give equal bytes. Raises KnownError 304, 308 or
    501, and then nothing was written.
    """
    head, events = _proven(ledger)
    text = csv_text(note_sheets(events), head, what) if fmt is ExportFormat.CSV else json_text(events, head, what)
    # RFC 8259 forbids the mark in JSON; spreadsheets need it to see UTF-8 in CSV.
    content = text.encode("utf-8-sig" if with_bom and fmt is ExportFormat.CSV else "utf-8")
    _write(ledger, path, content)
    digest = hashlib.sha256(content).hexdigest()
    return Export(
        path=path,
        format=fmt,
        scope=what,
        digest=digest,
        entries=head.seq,
        head=head.digest,
        is_recorded=_is_recorded(
            ledger, {"name": path.name, "format": fmt.value, "scope": what.value, "digest": digest}
        ),
    )


def _proven(ledger: Ledger) -> tuple[Head, tuple[LedgerEvent, ...]]:
    report = ledger.verify()
    if report.first_broken is not None:
        raise KnownError(E.AUDIT_CHAIN_BROKEN, seq=report.first_broken, proven=report.first_broken - 1)
    if report.seen_entries is not None:
        raise KnownError(E.AUDIT_TAIL_MISSING, seq=report.entries, seen=report.seen_entries, name=ledger.path.name)
    # Another program may have appended since; what is written is what was proven.
    events = tuple(event for event in ledger.events() if event.seq <= report.entries)
    return Head(seq=report.entries, digest=report.head), events


def _write(ledger: Ledger, path: Path, content: bytes) -> None:
    try:
        if path.exists() and path.samefile(ledger.path):
            raise KnownError(E.EXPORT_UNWRITABLE, name=path.name, why="it is the audit file itself")
        write_whole(path, content)
    except OSError as error:
        raise KnownError(E.EXPORT_UNWRITABLE, name=path.name, why=why(error)) from error


def _is_recorded(ledger: Ledger, body: dict[str, object]) -> bool:
    try:
        ledger.append(EventKind.EXPORTED, body)
    except KnownError:
        return False  # the export is whole and true all the same
    return True
