# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Labelled notes from JSON Lines or TOML, each with the note row that `suggest` would make of it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TextIO, cast

from desktop.app.rows import Defaults, NoteRow, read_rows
from nlp.errors import E, KnownError
from nlp.scoring.gold import Gold, TargetGold, gold_of

_CASE = re.compile(r"[ \t]*\[\[\s*case\s*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledNote:
    """A note to read and what a reviewer says of it."""

    row: NoteRow
    gold: Gold | TargetGold


def labelled_notes(path: Path, defaults: Defaults) -> Iterator[LabelledNote | KnownError]:
    """Yield the labelled notes of a file one by one, or what is wrong with a row; raises KnownError 408."""
    seen: set[str] = set()
    try:
        for labelled in _labelled(path, defaults):
            if isinstance(labelled, tuple):
                line, note = labelled
                is_new = note.gold.id not in seen
                seen.add(note.gold.id)
                yield note if is_new else KnownError(E.GOLD_ID_REPEATED, line=line)
            else:
                yield labelled
    except OSError as failure:
        raise KnownError(E.GOLD_UNREADABLE, name=path.name, why=failure.strerror or "it does not open") from failure


def _labelled(path: Path, defaults: Defaults) -> Iterator[tuple[int, LabelledNote] | KnownError]:
    """Read the file twice side by side: once for the notes, once for the labels."""
    with _opened(path) as notes, _opened(path) as labels:
        for row, (line, value) in zip(read_rows(notes, defaults), _objects(labels), strict=True):
            if isinstance(row, KnownError):
                yield row
                continue
            try:
                yield line, LabelledNote(row=row, gold=gold_of(value, line))
            except KnownError as refusal:
                yield refusal


def _opened(path: Path) -> TextIO:
    if path.suffix.lower() == ".toml":
        return StringIO(_toml_as_lines(path))
    return path.open(encoding="utf-8-sig", errors="replace")


def _objects(lines: TextIO) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield each non-empty line with its number, {} for one that holds no object: its note row is refused anyway."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                value: object = json.loads(line)
            except ValueError:
                value = {}
            yield number, cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _toml_as_lines(path: Path) -> str:
    """Return the cases as JSON Lines, each on the line of its [[case]], so that messages name the right line."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        cases = tomllib.loads(text).get("case")
    except tomllib.TOMLDecodeError as broken:
        raise KnownError(E.GOLD_UNREADABLE, name=path.name, why="it is not valid TOML") from broken
    if not isinstance(cases, list) or not all(isinstance(c, dict) for c in cast("list[object]", cases)):
        raise KnownError(E.GOLD_UNREADABLE, name=path.name, why="it has no [[case]]")
    rows = cast("list[dict[str, object]]", cases)
    lines = text.splitlines()
    places = [number for number, line in enumerate(lines) if _CASE.match(line)]
    if len(places) != len(rows):  # a note quotes such a line: then the cases are numbered instead
        places = list(range(len(rows)))
    out = [""] * (max(places, default=0) + 1)
    for place, row in zip(places, rows, strict=True):
        row.setdefault("text", row.pop("note", None))
        out[place] = json.dumps(row, default=str)  # a TOML date becomes its ISO form
    return "\n".join(out)
