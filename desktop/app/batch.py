# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Many notes in, one row of JSON each out; a bad row never stops the good ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from desktop.app.crash import logged
from desktop.app.rows import Defaults, NoteRow, encounter_for, read_rows
from desktop.app.worklist import note_files
from nlp.errors import KnownError
from nlp.intake import read_note

T = TypeVar("T")


def file_rows(paths: Sequence[Path], defaults: Defaults) -> Iterator[NoteRow | KnownError]:
    """Yield the notes among files and folders as rows named after their files, or why a file is no note."""
    for path in note_files(paths):
        try:
            note = read_note(path)
        except KnownError as refusal:
            yield refusal
        else:
            yield NoteRow(id=note.name, note=note, encounter=encounter_for(note, defaults))


def jsonl_rows(source: str, defaults: Defaults) -> Iterator[NoteRow | KnownError]:
    """Yield the rows of a JSON Lines file, or of standard input for "-"."""
    if source == "-":
        yield from read_rows(sys.stdin, defaults)
        return
    with Path(source).open(encoding="utf-8-sig", errors="replace") as lines:
        yield from read_rows(lines, defaults)


def answer(rows: Iterable[NoteRow | KnownError], respond: Callable[[NoteRow], str], out: TextIO) -> int:
    """Write the response to each good row; say each refusal on stderr; return how many were refused."""
    refused = 0
    for row in watched(rows):
        line = row if isinstance(row, KnownError) else _line(row, respond)
        if isinstance(line, str):
            print(line, file=out)
        else:
            refused += 1
            typer.echo(line, err=True)
    out.flush()
    return refused


def _line(row: NoteRow, respond: Callable[[NoteRow], str]) -> str | KnownError:
    """Return the response, or why there is none; an error of ours is logged and must not stop the rest."""
    try:
        return respond(row)
    except KnownError as refusal:
        return refusal
    except Exception as error:  # noqa: BLE001 - a thousand notes must not wait for the one that trips us
        return logged(error)


def watched(rows: Iterable[T]) -> Iterable[T]:
    """Show a progress bar on stderr when a person watches it, and nothing in a pipe."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return rows
    return track(list(rows), description="Notes", console=Console(stderr=True))
