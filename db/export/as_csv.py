# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes as comma-separated values (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from db.export.sheet import ExportScope, NoteSheet, SheetLine
from db.heads import Head
from nlp.domain.case import Encounter

COLUMNS = (
    "note_name",
    "note_id",
    "order",
    "code",
    "title",
    "poa",
    "verdict",
    "standing",
    "reason",
    "comment",
    "start",
    "end",
    "quote",
    "edition",
    "rules_version",
    "reviewer",
    "time",
    "setting",
    "date_of_service",
    "seq",
    "digest",
    "head",
)

# A cell that begins so is a formula to a spreadsheet; the full-width forms are too in East Asian versions.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_text(sheets: Iterable[NoteSheet], head: Head, scope: ExportScope) -> str:
    """Return one row for each code that stands, or for each decision ever; `head` is printed in each row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for sheet in sheets:
        lines = sheet.accepted if scope is ExportScope.ACCEPTED else sheet.lines
        writer.writerows(_row(sheet, line, head) for line in lines)
    # Undecodable bytes of a file name have no place in UTF-8.
    return out.getvalue().encode("utf-8", "replace").decode("utf-8")


def harmless(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would take for a formula."""
    # Some spreadsheets trim a cell before they look at it.
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.strip().startswith(_FORMULA) else cell


def _row(sheet: NoteSheet, line: SheetLine, head: Head) -> list[str]:
    decision = line.decision
    return [
        harmless(cell)
        for cell in (
            sheet.note_name,
            sheet.note_id,
            _number(line.order, least=1),
            decision.code,
            decision.title,
            decision.poa,
            decision.verdict.value,
            line.standing.value,
            decision.reason,
            decision.comment,
            _number(decision.start),
            _number(decision.end),
            decision.quote,
            decision.edition,
            decision.rules_version,
            decision.reviewer,
            decision.time,
            *_visit(sheet.encounter),
            str(line.seq),
            line.digest,
            head.digest,
        )
    ]


def _number(value: int, *, least: int = 0) -> str:
    return str(value) if value >= least else ""


def _visit(encounter: Encounter | None) -> tuple[str, str]:
    if encounter is None:
        return "", ""
    day = encounter.date_of_service
    return encounter.setting.value, day.isoformat() if day else ""
