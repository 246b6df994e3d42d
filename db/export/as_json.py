# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole audit file as one JSON object: notes for readers, and the entries themselves for reading back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from db.chain import escape_surrogates
from db.export.sheet import ExportScope, NoteSheet, SheetLine, note_sheets
from db.heads import Head
from db.records import decision_body
from nlp.domain.case import Encounter
from nlp.domain.ledger import LedgerEvent

FORMAT = "chartproof-export"
VERSION = 1


def json_text(events: Iterable[LedgerEvent], head: Head, scope: ExportScope) -> str:
    """Return the object as text: keys sorted, a line for each entry and each decision, UTF-8 letters as they are."""
    return escape_surrogates(_laid_out(json_object(events, head, scope))) + "\n"


def json_object(events: Iterable[LedgerEvent], head: Head, scope: ExportScope) -> dict[str, object]:
    """Return what the file holds. The entries are always there, so that every export can be read back."""
    entries = tuple(events)
    return {
        "format": FORMAT,
        "version": VERSION,
        "scope": scope.value,
        "head": {"entries": head.seq, "digest": head.digest},
        "notes": [_note(sheet, scope) for sheet in note_sheets(entries)],
        "events": [_event(event) for event in entries],
    }


def _note(sheet: NoteSheet, scope: ExportScope) -> dict[str, object]:
    note: dict[str, object] = {
        "note_id": sheet.note_id,
        "note_name": sheet.note_name,
        "source": sheet.source,
        "encounter": _visit(sheet.encounter),
        "is_finished": sheet.is_finished,
        "accepted": [_line(line) for line in sheet.accepted],
    }
    if scope is ExportScope.DECISIONS:
        note["decisions"] = [_line(line) for line in sheet.lines]
    return note


def _line(line: SheetLine) -> dict[str, object]:
    place: dict[str, object] = {"seq": line.seq, "digest": line.digest, "standing": line.standing.value}
    if line.order:
        place["order"] = line.order
    return decision_body(line.decision) | place


def _visit(encounter: Encounter | None) -> dict[str, object] | None:
    if encounter is None:
        return None
    day = encounter.date_of_service
    return {
        "setting": encounter.setting.value,
        "date_of_service": day.isoformat() if day else None,
        "age": encounter.age,
        "sex": encounter.sex,
    }


def _event(event: LedgerEvent) -> dict[str, object]:
    return {
        "seq": event.seq,
        "previous": event.previous,
        "digest": event.digest,
        "kind": event.kind.value,
        "time": event.time,
        "actor": event.actor,
        "body": event.body,
    }


def _laid_out(value: object, margin: str = "\n") -> str:
    """Return the JSON text, broken into lines down to the objects that hold no list of objects."""
    inner = margin + " "
    fields = _fields(value)
    if any(map(_objects, fields.values())):
        parts = [f"{json.dumps(name)}: {_laid_out(fields[name], inner)}" for name in sorted(fields)]
        return f"{{{inner}{f',{inner}'.join(parts)}{margin}}}"
    if objects := _objects(value):
        return f"[{inner}{f',{inner}'.join(_laid_out(item, inner) for item in objects)}{margin}]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _fields(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _objects(value: object) -> list[object]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return items if items and isinstance(items[0], dict) else []
