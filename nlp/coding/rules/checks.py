# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Findings: what the book says of a list of codes as it stands, after every decision too."""

from __future__ import annotations

from collections.abc import Callable

from nlp.coding.targets import targets_of
from nlp.domain.case import Encounter, Finding, Severity
from nlp.domain.codes import CodeBook, InstructionKind

Check = Callable[[tuple[str, ...], Encounter, CodeBook], list[Finding]]


def check(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> tuple[Finding, ...]:
    """Return every finding on the codes, hard stops first."""
    found = [finding for one in CHECKS for finding in one(codes, encounter, book)]
    return tuple(sorted(found, key=lambda f: f.severity is not Severity.STOP))


def full_length(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> list[Finding]:
    """Demand every character the book offers (I.B.2, I.A.5)."""
    del encounter
    found: list[Finding] = []
    for code in codes:
        entry = book.entry(code)
        if entry is None or entry.billable:
            continue
        needs_seventh = bool(book.seventh_characters(code)) and not any(len(c.code) < 8 for c in book.children(code))
        lack = "a 7th character" if needs_seventh else "more characters"
        message = f"{code} is not a complete code: it needs {lack}. Choose one of the codes beneath it."
        rule = "seventh-character" if needs_seventh else "full-length"
        citation = "Guidelines I.A.5, I.B.2"
        found.append(Finding(rule=rule, severity=Severity.STOP, codes=(code,), message=message, citation=citation))
    return found


def valid_on_date(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> list[Finding]:
    """Demand that the edition is in force on the date of service."""
    day = encounter.date_of_service
    if day is None or not codes or book.edition.covers(day):
        return []
    edition = book.edition
    message = (
        f"{edition.system} {edition.name} is in force from {edition.valid_from} to {edition.valid_to}; the date of "
        f"service is {day}. Correct the date, or use the code book of that year."
    )
    citation = "Guidelines, introduction: codes valid on the date of service"
    return [Finding(rule="edition-date", severity=Severity.STOP, codes=codes, message=message, citation=citation)]


def known_to_book(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> list[Finding]:
    """Demand that the code exists."""
    del encounter
    return [
        Finding(
            rule="unknown-code",
            severity=Severity.STOP,
            codes=(code,),
            message=f"{code} is not in {book.edition.name}. Remove it, or search the book for the words.",
            citation="Guideline I.A.1",
        )
        for code in codes
        if book.entry(code) is None
    ]


def excludes1(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> list[Finding]:
    """Stop pairs that the book excludes from each other (I.A.12.a); unrelated conditions are the exception."""
    del encounter
    found: dict[frozenset[str], Finding] = {}
    for one in codes:
        for note in book.instructions(one):
            if note.kind is not InstructionKind.EXCLUDES1:
                continue
            named = targets_of(note.targets)
            for other in codes:
                if other != one and named.cover(other) and frozenset([one, other]) not in found:
                    found[frozenset([one, other])] = _pair(one, other, note.owner, note.text)
    return list(found.values())


def _pair(one: str, other: str, owner: str, text: str) -> Finding:
    message = (
        f"{one} and {other} exclude each other: {owner} prints Excludes1 “{text}”. Keep the one the note supports, "
        f"unless the two conditions are unrelated."
    )
    citation = f"Guideline I.A.12.a; Tabular {owner} Excludes1"
    return Finding(rule="excludes1", severity=Severity.STOP, codes=(one, other), message=message, citation=citation)


def manifestation_not_first(codes: tuple[str, ...], encounter: Encounter, book: CodeBook) -> list[Finding]:
    """Refuse a manifestation as the first code (I.A.13)."""
    del encounter
    if not codes:
        return []
    notes = [n for n in book.instructions(codes[0]) if n.kind is InstructionKind.CODE_FIRST]
    entry = book.entry(codes[0])
    if not notes or entry is None or "classified elsewhere" not in entry.title:
        return []
    message = f"{codes[0]} is a manifestation and cannot be listed first. Put its cause before it: {notes[0].text}."
    citation = f"Guideline I.A.13; Tabular {notes[0].owner} code first"
    return [Finding(rule="code-first", severity=Severity.STOP, codes=codes[:1], message=message, citation=citation)]


CHECKS: tuple[Check, ...] = (known_to_book, full_length, valid_on_date, excludes1, manifestation_not_first)
