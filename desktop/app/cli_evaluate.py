# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The command that measures the engine against labelled notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from desktop.app import opening
from desktop.app.batch import watched
from desktop.app.evaluation import change_since, evaluate, evaluation_row, measures_of, read_earlier_run
from desktop.app.evaluation_text import change_text, evaluation_text
from desktop.app.gold_rows import LabelledNote, labelled_notes
from desktop.app.rows import Defaults, dump
from nlp.coder import Coder, MentionPolicy
from nlp.errors import E, KnownError


class ReportFormat(StrEnum):
    """How a run is printed."""

    TEXT = "text"
    JSON = "json"


def evaluate_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labelled notes: .jsonl, or .toml with [[case]].")],
    output: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.TEXT,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="OLD", help="An earlier run's JSON: what was gained and lost.")
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, help="How many missed and falsely suggested codes the text lists; 0 names no error.")
    ] = 15,
    ignore_assertion: Annotated[
        bool, typer.Option("--ignore-assertion", help="Code every mention, negated ones too (for corpora that do).")
    ] = False,
) -> None:
    """Measure suggestions against labelled notes, with intervals, reasons and calibration."""
    earlier = read_earlier_run(compare) if compare else None
    places = opening.find_places()
    book = opening.open_the_book(places)
    coder = Coder(rules=places.rules, book=book)
    policy = MentionPolicy.EVERY_MENTION if ignore_assertion else MentionPolicy.AS_DOCUMENTED
    refusals: list[KnownError] = []
    notes = _said(watched(labelled_notes(gold, Defaults())), refusals)
    run = evaluate(gold.name, notes, coder, book, policy)
    if not run.cases and not run.targets:
        raise KnownError(E.GOLD_UNREADABLE, name=gold.name, why="it holds no labelled note that can be read")
    measures = measures_of(run, book)
    change = change_since(earlier, run) if earlier else None
    if output is ReportFormat.JSON:
        typer.echo(dump(evaluation_row(run, measures, change)))
    else:
        typer.echo(evaluation_text(run, measures, book, top))
        if earlier and change:
            typer.echo("\n" + change_text(change, earlier.name))
    if refusals:
        raise typer.Exit(1)


def _said(rows: Iterable[LabelledNote | KnownError], refusals: list[KnownError]) -> Iterator[LabelledNote]:
    """Pass good rows on; say what is wrong with the others on stderr."""
    for row in rows:
        if isinstance(row, KnownError):
            refusals.append(row)
            typer.echo(row, err=True)
        else:
            yield row
