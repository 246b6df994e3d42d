# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Commands that decide and export: the window's verbs, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from desktop.app import opening
from desktop.app.casework import Casework, Choice, CodedNote, ExportFormat, ExportScope
from desktop.app.display import review_text
from desktop.app.rows import parsed_date
from desktop.app.settings import load_settings
from nlp.domain import Encounter, Presence, RejectReason, Review, Setting, Verdict
from nlp.errors import E, KnownError

Note = Annotated[Path, typer.Argument(metavar="NOTE", help="The note file.")]
Audit = Annotated[Path | None, typer.Option("--audit", metavar="FILE", help="Audit file; yours when left out.")]
Indicator = Annotated[
    Presence | None, typer.Option("--poa", help="Present on admission, of a stay; the suggested one when left out.")
]
AuditFile = Annotated[Path, typer.Argument(metavar="AUDIT", help="The audit file.")]


def review_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (
        encounter,
        accept,
        reject,
        add,
        poa,
        acknowledge,
        undo,
        redo,
        finish,
        reopen,
        review,
        export,
        verify,
    ):
        app.command()(command)
    app.command("import")(import_review)


def encounter(note: Note, setting: Setting, day: Annotated[str, typer.Argument(metavar="[YYYY-MM-DD]")] = "",
              audit: Audit = None) -> None:  # fmt: skip
    """Set where and when the note's visit took place."""

    def act(casework: Casework, coded: CodedNote) -> Review:
        chosen = Encounter(
            setting=setting,
            date_of_service=_day(day) or coded.case.encounter.date_of_service,
            age=coded.case.encounter.age,
            sex=coded.case.encounter.sex,
        )
        casework.remember_encounter(coded.note, chosen)
        return casework.review_of(casework.read_and_code(note, chosen))

    _on_note(note, audit, act)


def accept(note: Note, code: str, poa: Indicator = None, audit: Audit = None) -> None:
    """Accept a suggested code."""
    _on_note(
        note,
        audit,
        lambda casework, coded: casework.decide(coded, _suggested(coded, code), Verdict.ACCEPT, presence=poa),
    )


def reject(
    note: Note,
    code: str,
    reason: Annotated[int, typer.Option(min=1, max=len(RejectReason), help="1 to 6, as in the window.")] = 1,
    comment: str = "",
    audit: Audit = None,
) -> None:
    """Reject a suggested code with a reason."""
    words = tuple(RejectReason)[reason - 1].value
    _on_note(
        note,
        audit,
        lambda casework, coded: casework.decide(
            coded, _suggested(coded, code), Verdict.REJECT, reason=words, comment=comment
        ),
    )


def add(note: Note, code: str, poa: Indicator = None, audit: Audit = None) -> None:
    """Add a code that was not suggested: a not coded mention's, or any from the book."""
    _on_note(
        note,
        audit,
        lambda casework, coded: casework.decide(coded, _overruled(coded, code), Verdict.ADD, presence=poa),
    )


def poa(
    note: Note,
    code: str,
    indicator: Annotated[Presence, typer.Argument(help="Y, N, U, W, or 1 for exempt.")],
    audit: Audit = None,
) -> None:
    """Tell whether an accepted diagnosis of a stay was present on admission."""
    _on_note(note, audit, lambda casework, coded: casework.mark_presence(coded, code, indicator))


def acknowledge(
    note: Note,
    codes: Annotated[list[str], typer.Argument(help="The codes of a finding that allows an exception.")],
    takes_back: Annotated[bool, typer.Option("--take-back", help="Say that the exception is not true.")] = False,
    audit: Audit = None,
) -> None:
    """Say that two codes which exclude each other stand for unrelated conditions."""

    def act(casework: Casework, coded: CodedNote) -> Review:
        named = {code.upper() for code in codes}
        found = casework.findings(coded, casework.review_of(coded))
        finding = next((f for f in found if set(f.codes) == named and f.exception), None)
        if finding is None:
            raise KnownError(E.NO_EXCEPTION, rule=" and ".join(sorted(named)))
        return casework.acknowledge(coded, finding, takes_back=takes_back)

    _on_note(note, audit, act)


def undo(note: Note, audit: Audit = None) -> None:
    """Take back the last decision on the note."""
    _on_note(note, audit, lambda casework, coded: casework.undo(coded)[0])


def redo(note: Note, audit: Audit = None) -> None:
    """Decide again what was taken back last."""
    _on_note(note, audit, lambda casework, coded: casework.redo(coded)[0])


def finish(note: Note, audit: Audit = None) -> None:
    """Close the note; refused while a hard stop stands."""
    _on_note(note, audit, Casework.finish)


def reopen(note: Note, audit: Audit = None) -> None:
    """Open a finished note again."""
    _on_note(note, audit, Casework.reopen)


def review(note: Note, audit: Audit = None) -> None:
    """Show the note's codes as they stand."""
    _on_note(note, audit, Casework.review_of)


def export(
    audit: AuditFile,
    file_format: Annotated[ExportFormat, typer.Option("--format")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    scope: Annotated[ExportScope, typer.Option("--what", help="Codes in force, or every decision.")] = (
        ExportScope.DECISIONS
    ),
    with_bom: Annotated[
        bool, typer.Option("--bom", help="Start CSV with a byte order mark, for spreadsheets.")
    ] = False,
) -> None:
    """Write the audit file's decisions as CSV or JSON."""
    places = opening.find_places()
    ledger = opening.open_the_ledger(places, audit, load_settings(places.settings), must_exist=True)
    try:
        opening.write_export(ledger, out, file_format, what=scope, with_bom=with_bom)
    finally:
        ledger.close()
    typer.echo(f"Written: {out}")


def import_review(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A JSON export.")],
    audit: Annotated[Path, typer.Option("--audit", metavar="FILE", help="The audit file to make; it must not exist.")],
) -> None:
    """Rebuild an audit file, with the same chain, from a JSON export."""
    typer.echo(f"Imported: {opening.import_export(file, audit)} entries into {audit}")


def verify(audit: AuditFile) -> None:
    """Check every link of an audit file; exit 1 where it was changed or cut off."""
    places = opening.find_places()
    ledger = opening.open_the_ledger(places, audit, load_settings(places.settings), must_exist=True)
    try:
        report = ledger.verify()
    finally:
        ledger.close()
    if report.first_broken is not None:
        raise KnownError(E.AUDIT_CHAIN_BROKEN, seq=report.first_broken, proven=report.first_broken - 1)
    if report.seen_entries is not None:
        raise KnownError(E.AUDIT_TAIL_MISSING, seq=report.entries, seen=report.seen_entries, name=audit.name)
    typer.echo(f"{audit.name}: {report.entries} entries, the chain is intact. Head {report.head}")


def _on_note(path: Path, audit: Path | None, act: Callable[[Casework, CodedNote], Review]) -> None:
    """Open the note as the window would, act on it, and print the case as it then stands."""
    casework = opening.open_casework(opening.find_places(), audit)
    try:
        coded = casework.open_note(path.absolute())
        typer.echo(review_text(act(casework, coded)))
    finally:
        casework.close()


def _suggested(coded: CodedNote, code: str) -> Choice:
    found = next((s for s in coded.case.suggestions if s.code == code.upper()), None)
    if found is None:
        raise KnownError(E.NOT_SUGGESTED, code=code, name=coded.note.name)
    return Choice(code=found.code, subject=found.id)


def _overruled(coded: CodedNote, code: str) -> Choice:
    found = next((n for n in coded.case.not_coded if n.code == code.upper()), None)
    return Choice(code=code, subject=found.id if found else "")


def _day(value: str) -> date | None:
    try:
        return parsed_date(value) if value else None
    except ValueError as wrong:
        raise typer.BadParameter("write the date as YYYY-MM-DD") from wrong
