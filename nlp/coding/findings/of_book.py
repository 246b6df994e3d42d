# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of single codes and pairs against the printed book (guidelines I.A, I.B.2)."""

from __future__ import annotations

from dataclasses import replace

from nlp.coding.findings.claim import Claim, stop, warning
from nlp.coding.injury_codes import is_adverse_effect, is_led_by_harm, is_underdosing
from nlp.coding.targets import targets_of
from nlp.domain.case import Finding
from nlp.domain.codes import InstructionKind

_NO_DISEASE = "VWXYZR"
_CLASSIFIED = "classified elsewhere"


def known_to_book(claim: Claim) -> list[Finding]:
    """Demand that the code exists (I.A.1)."""
    name = claim.book.edition.name
    return [
        stop(
            "unknown-code",
            (code,),
            f"{code} is not in {name}. Remove it, or search the book for the words.",
            "Guideline I.A.1",
        )
        for code in claim.codes
        if claim.book.entry(code) is None
    ]


def full_length(claim: Claim) -> list[Finding]:
    """Demand every character the book offers (I.B.2, I.A.5)."""
    found: list[Finding] = []
    for code in claim.codes:
        entry = claim.book.entry(code)
        if entry is None or entry.billable:
            continue
        beneath = claim.book.children(code)
        needs_seventh = bool(claim.book.seventh_characters(code)) and not any(len(c.code) < 8 for c in beneath)
        lack = "a 7th character" if needs_seventh else "more characters"
        message = f"{code} is not a complete code: it needs {lack}. Choose one of the codes beneath it."
        rule = "seventh-character" if needs_seventh else "full-length"
        found.append(stop(rule, (code,), message, "Guidelines I.A.5, I.B.2"))
    return found


def valid_on_date(claim: Claim) -> list[Finding]:
    """Demand that the edition is in force on the date of service."""
    day, edition = claim.encounter.date_of_service, claim.book.edition
    if day is None or not claim.codes or edition.covers(day):
        return []
    message = (
        f"{edition.system} {edition.name} is in force from {edition.valid_from} to {edition.valid_to}; the date of "
        f"service is {day}. Correct the date, or use the code book of that year."
    )
    citation = "Guidelines, introduction: codes valid on the date of service"
    return [stop("edition-date", claim.codes, message, citation)]


def once_only(claim: Claim) -> list[Finding]:
    """Stop a code that stands twice (I.B.12)."""
    different = dict.fromkeys(claim.codes)
    twice = [c for c in different if claim.codes.count(c) > 1] if len(different) < len(claim.codes) else []
    return [
        stop("duplicate", (c,), f"{c} stands in the list more than once. Remove the repeat.", "Guideline I.B.12")
        for c in twice
    ]


def excludes1(claim: Claim) -> list[Finding]:
    """Stop pairs that the book excludes from each other, inherited notes too (I.A.12.a); Excludes2 is fine."""
    found: dict[frozenset[str], Finding] = {}
    codes, begun = claim.codes, claim.beginnings
    for one in codes:
        for note in claim.book.instructions(one):
            if note.kind is not InstructionKind.EXCLUDES1 or not targets_of(note.targets).cover_any(codes, begun):
                continue
            named = targets_of(note.targets)
            for other in codes:
                pair = frozenset([one, other])
                if len(pair) > 1 and pair not in found and named.cover(other):
                    found[pair] = _excluded(one, other, note.owner, note.text)
    return list(found.values())


def _excluded(one: str, other: str, owner: str, text: str) -> Finding:
    message = (
        f"{one} and {other} exclude each other: {owner} prints Excludes1 “{text}”. Keep the one the note supports, "
        f"unless the two conditions are unrelated."
    )
    found = stop("excludes1", (one, other), message, f"Guideline I.A.12.a; Tabular {owner} Excludes1")
    return replace(found, exception="the two conditions are unrelated")


def is_manifestation(claim: Claim, code: str) -> bool:
    """Tell whether the code names what another disease does (I.A.13)."""
    return _CLASSIFIED in claim.title(code) or code.startswith(claim.tables.edit("manifestation"))


def manifestation_not_first(claim: Claim) -> list[Finding]:
    """Refuse a manifestation as the first code (I.A.13)."""
    first = claim.codes[:1]
    if not first or not is_manifestation(claim, first[0]):
        return []
    _, text, owner = claim.named_first(first[0])
    if not text:
        return []
    message = f"{first[0]} is a manifestation and cannot be listed first. Put its cause before it: {text}."
    return [stop("code-first", first, message, f"Guideline I.A.13; Tabular {owner} code first")]


def etiology_present(claim: Claim) -> list[Finding]:
    """Warn of a manifestation whose cause stands nowhere in the list (I.A.13)."""
    found: list[Finding] = []
    for place, code in enumerate(claim.codes[1:], 1):
        targets, text, owner = claim.named_first(code)
        if not targets or not is_manifestation(claim, code):
            continue
        named = targets_of(targets)
        if any(named.cover(c) for c in (*claim.codes, *claim.pending) if c != code):
            continue
        if "such as" in text and any(c[0] not in _NO_DISEASE for c in claim.codes[:place]):
            continue  # the note names examples only: what stands before may be the cause
        message = f"{code} is a manifestation, and its cause is not in the list. Add the cause before it: {text}."
        found.append(warning("etiology-missing", (code,), message, f"Guideline I.A.13; Tabular {owner} code first"))
    return found


def etiology_before(claim: Claim) -> list[Finding]:
    """Warn where a code stands before what its "code first" note puts before it (I.A.13, I.A.17)."""
    found: list[Finding] = []
    for place, code in enumerate(claim.codes):
        behind = claim.codes[place + 1 :]
        if not behind or not is_led_by_harm(code) or (place == 0 and _is_refused_first(claim, code)):
            continue
        targets, _, owner = claim.named_first(code)
        if not targets:
            continue
        named = targets_of(targets)
        late = next((c for c in behind if named.cover(c)), None)
        if late is None or any(named.cover(c) for c in claim.codes[:place]):
            continue
        message = f"{code} stands before {late}, which the book codes first. Put {late} before {code}."
        found.append(warning("etiology-order", (code, late), message, f"Guideline I.A.13; Tabular {owner} code first"))
    return found


def _is_refused_first(claim: Claim, code: str) -> bool:
    """Tell whether another check says already that the code may not be first."""
    is_late = code.startswith(tuple(r.prefix for r in claim.tables.never_first)) if claim.tables.never_first else False
    return is_late or is_manifestation(claim, code) or is_adverse_effect(code) or is_underdosing(code)


def companions(claim: Claim) -> list[Finding]:
    """Warn where a code nearly always expected beside another is missing (I.A.17, "use additional code")."""
    found: dict[str, Finding] = {}
    for row in claim.tables.expected:
        if row.code not in claim.beginnings or (row.setting and row.setting is not claim.encounter.setting):
            continue
        for code in claim.having(row.code):
            if claim.has_known(row.beside, but=code) or (row.unless and claim.has_known(row.unless, but="")):
                continue
            message = f"{code} stands without {row.lack}. {row.fix}"
            found.setdefault(row.lack, warning("companion", (code,), message, row.citation))
    return list(found.values())
