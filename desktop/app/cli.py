# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The command line: each command is a few lines over a use case. Qt is never imported here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from desktop.app import opening
from desktop.app.batch import answer, file_rows, jsonl_rows
from desktop.app.cli_evaluate import evaluate_command
from desktop.app.cli_review import review_commands
from desktop.app.crash import logged
from desktop.app.display import case_text, entry_text, search_text
from desktop.app.rows import Defaults, NoteRow, analysis_row, case_row, dump, parsed_date
from desktop.app.version import version_line
from nlp.coder import MentionPolicy
from nlp.domain import Setting
from nlp.errors import E, KnownError

app = typer.Typer(
    help="Offline reviewer for medical coding. With files or folders, or nothing, the window opens.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
review_commands(app)
app.command("evaluate")(evaluate_command)


class OutputFormat(StrEnum):
    """How suggestions are printed."""

    TEXT = "text"
    JSON = "json"


Jsonl = Annotated[str | None, typer.Option("--jsonl", metavar="IN", help="JSON Lines file, or - for standard input.")]
Day = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of service.")]
In = Annotated[Setting | None, typer.Option("--setting", help="Where notes that do not say it were written.")]


@app.callback(invoke_without_command=True)
def show_version(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Offline reviewer for medical coding. With files or folders, or nothing, the window opens."""
    if version:
        typer.echo(version_line(opening.find_places()))
        raise typer.Exit


@app.command()
def suggest(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILES", help="Notes or folders of notes.")] = None,
    jsonl: Jsonl = None,
    setting: In = None,
    day: Day = None,
    output: Annotated[OutputFormat, typer.Option("--format")] = OutputFormat.TEXT,
    ignore_assertion: Annotated[
        bool, typer.Option("--ignore-assertion", help="Code every mention, negated ones too (for corpora that do).")
    ] = False,
) -> None:
    """Suggest codes with evidence and reasons, one note a row."""
    coder = opening.open_coder(opening.find_places())
    policy = MentionPolicy.EVERY_MENTION if ignore_assertion else MentionPolicy.AS_DOCUMENTED

    def respond(row: NoteRow) -> str:
        case = coder.code(row.note, row.encounter, policy=policy)
        findings = coder.findings(case)
        if output is OutputFormat.JSON:
            return dump(case_row(row.id, case, findings))
        return case_text(row.note, case, findings)

    _answer_all(files, jsonl, Defaults(setting=setting, day=_day(day)), respond)


@app.command()
def read(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILES", help="Notes or folders of notes.")] = None,
    jsonl: Jsonl = None,
) -> None:
    """Print sections and mentions with assertion and cue as JSON, and answer the spans asked about."""
    coder = opening.open_coder(opening.find_places())
    _answer_all(
        files,
        jsonl,
        Defaults(),
        lambda row: dump(analysis_row(row.id, coder.read(row.note, row.targets), row.note.text)),
    )


@app.command()
def book(code: str) -> None:
    """Print a line of the code book with every note that applies to it."""
    codes = opening.open_the_book(opening.find_places())
    entry = codes.entry(code)
    if entry is None:
        raise KnownError(E.CODE_UNKNOWN, code=code, edition=codes.edition.name)
    typer.echo(entry_text(codes, entry))


@app.command()
def search(words: list[str], limit: Annotated[int, typer.Option(min=1, max=500)] = 20) -> None:
    """Find codes by words in any order, or by the beginning of a code."""
    found = opening.open_the_book(opening.find_places()).search(" ".join(words), limit)
    if not found:
        typer.echo(f"No code matches “{' '.join(words)}”. Try fewer or other words.", err=True)
        raise typer.Exit(1)
    typer.echo(search_text(found))


@app.command("build-book")
def build_book() -> None:
    """Compile the code book unless the one for these inputs is there."""
    typer.echo(f"Code book ready: {opening.ensure_book(opening.find_places()).name}")


@app.command("self-test")
def self_test() -> None:
    """Open a sample, suggest, decide, export and verify in a folder that is thrown away."""
    from desktop.app.selftest import run_self_test

    raise typer.Exit(run_self_test(opening.find_places()))


def run(arguments: list[str]) -> int:
    """Run one command; return 0, 1 after a message for what went wrong, 2 for wrong usage."""
    _use_utf8()
    try:
        return _exit_code(app(args=arguments, prog_name="chartproof", standalone_mode=False))
    except KnownError as refusal:
        typer.echo(refusal, err=True)
        return 1
    except typer.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except TyperException as usage:
        typer.echo(f"{usage.format_message()}\nHow it is used: chartproof {' '.join(arguments[:1])} --help", err=True)
        return usage.exit_code
    except Exception as error:  # noqa: BLE001 - the crash hook: typer takes sys.excepthook for itself
        typer.echo(logged(error), err=True)
        return 1


def _answer_all(
    files: list[Path] | None, jsonl: str | None, defaults: Defaults, respond: Callable[[NoteRow], str]
) -> None:
    if bool(files) == bool(jsonl):
        raise typer.BadParameter("give either FILES or --jsonl IN")
    if jsonl and jsonl != "-" and not Path(jsonl).is_file():
        raise typer.BadParameter(f"{jsonl} is not a file")
    rows = jsonl_rows(jsonl, defaults) if jsonl else file_rows(files or [], defaults)
    if answer(rows, respond, sys.stdout):
        raise typer.Exit(1)


def _day(value: str | None) -> date | None:
    try:
        return parsed_date(value) if value else None
    except ValueError as wrong:
        raise typer.BadParameter("write the date as YYYY-MM-DD") from wrong


def _exit_code(result: object) -> int:
    return result if isinstance(result, int) else 0


def _use_utf8() -> None:
    """Print UTF-8 whatever the system's code page is; JSON Lines are UTF-8 by definition."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
