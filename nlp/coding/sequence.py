# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The order of a claim: what the visit was for first, etiology before manifestation, status and causes last."""

from __future__ import annotations

from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings
from nlp.coding.injury_codes import is_led_by_harm, is_poisoning
from nlp.coding.precedence import in_book_order
from nlp.coding.targets import Targets, targets_of
from nlp.domain.case import Mention, Setting
from nlp.domain.codes import InstructionKind

_REASONS_FOR_VISIT = ("Z00", "Z01", "Z02", "Z11", "Z12", "Z13", "Z34", "Z38", "Z51.0", "Z51.1", "Z08", "Z09", "Z3")
_LAST = 1 << 30
# A symptom behind its diagnosis (IV.D), a manifestation behind an underlying disease the book does not name (N52.1).
_BEHIND = {"R45.851": ("F31", "F32", "F33"), "N52.1": ("E08", "E09", "E10", "E11", "E13")}
_STATUS_FIRST = ("Z21", "Z47", "Z48", "Z49", "Z45", "Z43", "Z46")

# Infections and tumours for whose admission HIV disease is the principal diagnosis.
_HIV_RELATED = (
    "B59", "A07.2", "A31", "A81.2", "B25", "B37.1", "B37.81", "B38", "B39", "B45", "B58", "C46", "C83", "C85", "D64",
    "A15", "A17", "A18", "A19", "B00", "B02", "G93.4", "F02", "R64", "J15", "J18",
)  # fmt: skip


def in_claim_order(context: Context, workings: Workings) -> Workings:
    """Sort by kind, then by where the assessment names them, then move each code behind what must precede it."""
    is_inpatient = context.encounter.setting is Setting.INPATIENT
    is_pain = workings.first("G89") and context.knowledge.phrases["visit for pain"].search(context.lower)
    leads = "G89" if is_pain else "-"  # I.C.6.b.1.a
    summary = _summary(context)
    drafts = sorted(
        workings.drafts,
        key=lambda d: (not d.code.startswith(leads), _group(d, is_inpatient), _weight(d, summary), _place(context, d)),
    )
    return replace(workings, drafts=in_book_order(_etiology_first(context, drafts), context.knowledge.claims))


def _group(draft: Draft, is_inpatient: bool) -> int:
    """Return 0 for what always leads, 1 diagnoses, 2 symptoms of inpatients, 3 agents, 4 status, 5 causes and weeks."""
    code = draft.code
    if _always_leads(code, is_inpatient) or (code.startswith(("Z47", "Z48")) and not is_inpatient):
        return 0  # I.C.21.c.7: aftercare is generally listed first
    if code[0] in "VWXY" or code.startswith("Z3A"):
        return 5
    if code[0] == "Z":
        return 1 if code.startswith((*_REASONS_FOR_VISIT, *_STATUS_FIRST)) else 4
    if "B95" <= code[:3] <= "B97" or "T36" <= code[:3] <= "T50":
        return 3
    # Outpatient: what the visit was chiefly for leads, be it a symptom (IV.G); inpatient: a diagnosis (II.A).
    return 2 if code[0] == "R" and is_inpatient else 1


def _always_leads(code: str, is_inpatient: bool) -> bool:
    """Tell newborn records, chemotherapy, chapter 15, poisonings and an inpatient's sepsis from the rest."""
    if code.startswith(("Z38", "Z51.0", "Z51.1")) or (code[0] == "O" and code[:3] != "O9A"):
        return True
    if code[0] == "T":
        return is_poisoning(code)
    return is_inpatient and code.startswith(("A40", "A41"))  # I.C.1.d.4: the systemic infection leads


def _weight(draft: Draft, summary: int) -> int:
    """Return 0 for what is assessed, in a note without headings for what its summing up names."""
    if draft.role is Role.WHOLE:
        return int(all(m.span.start < summary for m in draft.mentions))
    return 0 if draft.role is Role.ASSESSED else 1


def _place(context: Context, draft: Draft) -> int:
    """Return where a code is first named as what the visit is about, not in the patient's introduction."""
    if not draft.mentions:
        return draft.place
    return next((m.span.start for m in draft.mentions if not _is_introduced(context, m)), _LAST)


def _is_introduced(context: Context, mention: Mention) -> bool:
    """Tell whether a disease only introduces the patient: "a woman with a history of gout who presents with …"."""
    sentence, at = mention.sentence, mention.span
    before, after = context.lower[sentence.start : at.start], context.lower[at.end : sentence.end]
    phrases = context.knowledge.phrases
    return bool(phrases["introduces the patient"].search(before) and phrases["comes with"].search(after))


def _summary(context: Context) -> int:
    """Return where a narrative begins to sum up, 0 where it does not."""
    found = context.knowledge.phrases["summing up"].search(context.lower)
    return found.start() if found else 0


def _etiology_first(context: Context, drafts: list[Draft]) -> tuple[Draft, ...]:
    """Put every code behind the codes its own "code first" note names (I.A.13), keeping the order otherwise."""
    ordered = list(drafts)
    for draft in drafts:
        named = _coded_first(context, draft.code)
        if named is None:
            continue
        here = ordered.index(draft)
        last = max((n for n, d in enumerate(ordered) if d is not draft and named.cover(d.code)), default=-1)
        if last > here:
            ordered.insert(here, ordered.pop(last))
    return tuple(ordered)


def _coded_first(context: Context, code: str) -> Targets | None:
    """Return what the book says is coded before the code, None where it says nothing."""
    notes = context.resolver.notes(code, InstructionKind.CODE_FIRST)
    targets = [target for note in notes for target in note.targets] if notes and is_led_by_harm(code) else []
    if code.startswith(_HIV_RELATED):
        targets.append("B20")  # I.C.1.a.2.a
    targets.extend(_BEHIND.get(code, ()))
    return targets_of(tuple(targets)) if targets else None
