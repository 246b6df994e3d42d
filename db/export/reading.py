# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading a JSON export back into a new audit file with the same entries and digests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn, cast

from db.chain import GENESIS, canonical, link
from db.export.as_json import FORMAT, VERSION, json_object
from db.export.sheet import ExportScope
from db.faults import unopenable, why
from db.heads import Head
from db.ledger import open_ledger
from nlp.domain.ledger import EventKind, LedgerEvent
from nlp.errors import BugError, E, KnownError

_TEXTS = ("previous", "digest", "kind", "time", "actor")


def import_export(json_path: Path, audit_path: Path, *, head_memory: Path | None = None) -> int:
    """Make a new audit file from a JSON export and return the number of its entries.

    Raises KnownError 502, 503 or 309, and makes nothing then.
    """
    events = _untampered(json_path)
    try:
        audit_path.open("xb").close()  # takes the name, or finds it taken, in one step
    except FileExistsError as error:
        raise KnownError(E.IMPORT_WOULD_OVERWRITE, name=audit_path.name) from error
    except OSError as error:
        raise unopenable(error, audit_path.name) from error
    try:
        _fill(audit_path, events, head_memory)
    except BaseException:
        audit_path.unlink(missing_ok=True)
        raise
    return len(events)


def _fill(audit_path: Path, events: tuple[LedgerEvent, ...], head_memory: Path | None) -> None:
    audit_path.chmod(0o600)
    ledger = open_ledger(audit_path, clock=_no_clock, actor="", head_memory=head_memory)
    try:
        ledger.adopt(events)
    finally:
        ledger.close()


def _no_clock() -> NoReturn:
    raise BugError("Entries that are read back keep their own times")


def _untampered(json_path: Path) -> tuple[LedgerEvent, ...]:
    try:
        found = _parsed(json_path.read_bytes())
        events = tuple(_chained(found))
        scope = ExportScope(str(found.get("scope")))
        head = Head(seq=len(events), digest=events[-1].digest if events else GENESIS)
        if found != json_object(events, head, scope):
            raise ValueError("its notes do not follow from its entries")
    except (ValueError, BugError, RecursionError) as error:
        raise KnownError(E.IMPORT_NOT_OURS, name=json_path.name, why=_reason(error)) from error
    except OSError as error:
        raise KnownError(E.IMPORT_NOT_OURS, name=json_path.name, why=why(error)) from error
    return events


def _parsed(untrusted: bytes) -> Mapping[str, object]:
    try:
        found: object = json.loads(untrusted.decode("utf-8-sig"), parse_float=_refuse, parse_constant=_refuse)
    except ValueError as error:
        raise ValueError("it is not JSON as we write it") from error
    if not isinstance(found, dict):
        raise ValueError("it holds no object")
    fields = cast("dict[str, object]", found)
    if fields.get("format") != FORMAT:
        raise ValueError("its format is another")
    if fields.get("version") != VERSION:
        raise ValueError("it was written by another version")
    return fields


def _chained(found: Mapping[str, object]) -> Iterator[LedgerEvent]:
    entries = found.get("events")
    if not isinstance(entries, list):
        raise ValueError("its entries are missing")
    previous = GENESIS
    for seq, entry in enumerate(cast("list[object]", entries), start=1):
        event = _entry(seq, previous, entry)
        previous = event.digest
        yield event


def _entry(seq: int, previous: str, untrusted: object) -> LedgerEvent:
    if not isinstance(untrusted, dict):
        raise ValueError(f"entry {seq} is incomplete")
    given = cast("Mapping[str, object]", untrusted)
    texts = {name: value for name in _TEXTS if isinstance(value := given.get(name), str)}
    body = given.get("body")
    if len(texts) < len(_TEXTS) or not isinstance(body, dict) or texts["kind"] not in set(EventKind):
        raise ValueError(f"entry {seq} is incomplete")
    event = link(
        seq,
        previous,
        kind=EventKind(texts["kind"]),
        time=texts["time"],
        actor=texts["actor"],
        body=canonical(cast("Mapping[str, object]", body)),
    )
    if (given.get("seq"), texts["previous"], texts["digest"]) != (seq, previous, event.digest):
        raise ValueError(f"entry {seq} was changed outside Chartproof")
    return event


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number[:20]} is no whole number")


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "it is nested beyond measure"
