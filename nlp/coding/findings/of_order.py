# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the order of a list: what leads, what never does, what stands behind what (guidelines I.B, I.C, II)."""

from __future__ import annotations

from nlp.coding.findings.claim import Claim, rated, stop, warning
from nlp.coding.findings.of_book import is_manifestation
from nlp.coding.injury_codes import is_adverse_effect, is_poisoning, is_sequela, is_underdosing
from nlp.domain.case import Finding

_LOCAL_INFECTIONS = ("J12", "J13", "J14", "J15", "J16", "J18", "J69", "J86", "K35", "K57", "K65", "K81", "K83.0", "L02",
                     "L03", "N10", "N12", "N30", "N39.0", "M86", "M00", "I33", "G00")  # fmt: skip
_VIRAL_LUNG = ("J12.82", "J20.8", "J22", "J40", "J80", "J96", "J98.8")
_BEFORE_CHAPTER_15 = ("O", "Z33", "Z34", "Z3A", "Z37", "Z39")


def may_be_first(claim: Claim) -> list[Finding]:
    """Refuse as first what is always reported behind another code (I.C.20.a.6, I.C.21.c)."""
    first = claim.codes[:1]
    rows = [r for r in claim.tables.never_first if r.prefix in claim.beginnings] if first else []
    row = next((r for r in rows if first[0].startswith(r.prefix)), None)
    if row is None:
        return []
    message = f"{first[0]} is never listed first. Put before it {row.instead}."
    return [rated(row.severity)("never-first", first, message, row.citation)]


def drug_not_first(claim: Claim) -> list[Finding]:
    """Refuse an adverse effect or an underdosing as first: the harm leads (I.C.19.e.5.a, I.C.19.e.5.c)."""
    code = claim.codes[0] if claim.codes else ""
    if is_adverse_effect(code):
        text = f"{code} names the drug; the harm it did is listed first. Put the nature of the adverse effect before it"
        return [stop("adverse-effect-order", (code,), f"{text}.", "Guideline I.C.19.e.5.a")]
    if is_underdosing(code):
        text = f"{code} is never listed first. Put before it the condition for which too little of the drug was taken."
        return [stop("underdosing-order", (code,), text, "Guideline I.C.19.e.5.c")]
    return []


def acceptable_principal(claim: Claim) -> list[Finding]:
    """Warn of a principal diagnosis that the Medicare Code Editor does not accept for a stay (II)."""
    first = claim.codes[0] if claim.codes else ""
    edits = claim.tables.edit("principal")
    if not claim.is_stay or not first.startswith(edits) or is_manifestation(claim, first):
        return []
    if may_be_first(claim):
        return []
    message = (
        f"{first} is not accepted as the principal diagnosis of a stay. Put first the condition that, after study, "
        f"led to the admission."
    )
    return [warning("principal-diagnosis", (first,), message, "Guideline II; Medicare Code Editor, edit 9")]


def only_first(claim: Claim) -> list[Finding]:
    """Warn of Z codes in second place that may only be listed first (I.C.21.c.16)."""
    found: list[Finding] = []
    is_led = True  # so far only codes that must be first
    rows = [row for row in claim.tables.first_only if row[0] in claim.beginnings]
    for place, code in enumerate(claim.codes if rows else ()):
        row = next((r for r in rows if code.startswith(r[0])), None)
        if place and row and not is_led:
            message = (
                f"{code} may only be listed first. Put it first, or remove it; it may stand second only where the "
                f"records of several encounters of one day are combined."
            )
            found.append(warning("first-only", (code,), message, row[1]))
        is_led = is_led and row is not None
    return found


def acute_before_chronic(claim: Claim) -> list[Finding]:
    """Warn where the chronic form of a condition stands before its acute form (I.B.8)."""
    found: list[Finding] = []
    for acute, chronic, what in claim.tables.acute_chronic:
        if acute not in claim.beginnings or chronic not in claim.beginnings:
            continue
        sharp, lasting = claim.having(acute), claim.having(chronic)
        if claim.codes.index(lasting[0]) < claim.codes.index(sharp[0]):
            message = f"Of acute and chronic {what} the acute is listed first. Put {sharp[0]} before {lasting[0]}."
            found.append(warning("acute-first", (sharp[0], lasting[0]), message, "Guideline I.B.8"))
    return found


def sepsis_first(claim: Claim) -> list[Finding]:
    """Warn where a stay lists a local infection before the sepsis that was present too (I.C.1.d.4)."""
    sepsis = claim.having("A40", "A41")
    if not claim.is_stay or not sepsis or (claim.presence or {}).get(sepsis[0]) == "N":
        return []
    local = [c for c in claim.having(*_LOCAL_INFECTIONS) if claim.codes.index(c) < claim.codes.index(sepsis[0])]
    if not local or claim.having("O", "P"):
        return []
    message = (
        f"{local[0]} stands before {sepsis[0]}. Put the sepsis first if both were present on admission; otherwise "
        f"keep the order and mark the sepsis as not present."
    )
    return [warning("sepsis-order", (sepsis[0], local[0]), message, "Guideline I.C.1.d.4")]


def poisoning_first(claim: Claim) -> list[Finding]:
    """Warn where a manifestation stands before the poisoning that caused it (I.C.19.e.5.b)."""
    place = next((n for n, c in enumerate(claim.codes) if is_poisoning(c) and not is_sequela(c)), 0)
    if place == 0 or claim.codes[0][0] in "OS":
        return []
    poison = claim.codes[place]
    message = f"{claim.codes[0]} stands before {poison}. Put the poisoning first if it caused the condition."
    return [warning("poisoning-order", (poison, claim.codes[0]), message, "Guideline I.C.19.e.5.b")]


def covid_first(claim: Claim) -> list[Finding]:
    """Warn where what COVID-19 does stands before it; sepsis and chapter 15 lead it (I.C.1.g.1.b)."""
    if "U07.1" not in claim.codes:
        return []
    before = claim.codes[: claim.codes.index("U07.1")]
    early = next((c for c in before if c.startswith(_VIRAL_LUNG)), None)
    if early is None or any(c.startswith(("A40", "A41", "O", "T86")) for c in before):
        return []
    message = f"{early} stands before U07.1. Put U07.1 first: manifestations of COVID-19 follow it."
    return [warning("covid-order", ("U07.1", early), message, "Guideline I.C.1.g.1.b")]


def chapter_15_first(claim: Claim) -> list[Finding]:
    """Warn where another chapter leads a list with obstetric codes (I.C.15.a.1)."""
    obstetric = [c for c in claim.having("O") if not c.startswith("O9A")]
    if not obstetric or claim.codes[0].startswith(_BEFORE_CHAPTER_15):
        return []
    message = (
        f"{claim.codes[0]} stands before {obstetric[0]}. Codes of chapter 15 come first: put {obstetric[0]} first."
    )
    return [warning("chapter-15-order", (obstetric[0], claim.codes[0]), message, "Guideline I.C.15.a.1")]


def sequela_second(claim: Claim) -> list[Finding]:
    """Warn where the cause of a late effect stands before what is left of it (I.B.10)."""
    first = claim.codes[0] if claim.codes else ""
    if not is_sequela(first) or first[0] in "VWXY" or len(claim.codes) < 2:
        return []
    message = f"{first} names the old injury. Put the condition it left behind before it."
    return [warning("sequela-order", (first,), message, "Guideline I.B.10")]


def tumor_treatment_first(claim: Claim) -> list[Finding]:
    """Warn where the treated tumor's own code leads an encounter for nothing but its treatment (I.C.2.e.2)."""
    therapy = claim.having("Z51.0", "Z51.1")
    first = claim.codes[0] if claim.codes else ""
    if not therapy or not first.startswith(("C", "D0", "D3", "D4")) or first == therapy[0]:
        return []
    message = (
        f"{first} stands before {therapy[0]}. Put {therapy[0]} first if the encounter was for that treatment only."
    )
    return [warning("treatment-order", (therapy[0], first), message, "Guideline I.C.2.e.2")]
