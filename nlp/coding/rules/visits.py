# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Routine examinations with or without abnormal findings, and what operations on the heart left (I.C.21.c)."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings, recoded
from nlp.coding.rules.making import draft_of, is_denied_before
from nlp.domain.case import Assertion, Setting, Step

_EXAMINATIONS = {
    "Z00.00": "Z00.01",
    "Z00.129": "Z00.121",
    "Z01.419": "Z01.411",
    "Z01.00": "Z01.01",
    "Z01.10": "Z01.118",
}
_FINDINGS = ("R00", "R01", "R03.0", "R07", "R1", "R22", "R59", "R7", "R80", "R82", "R87", "R9", "N63")
# Diagnoses that a routine examination comes upon: acute ones, and those that the note calls new or worse.
_ACUTE = ("J0", "J20", "H10", "H60", "H61.2", "H65", "H66", "L0", "L2", "L30", "B0", "B3", "B86", "N39.0", "N30", "S")


_BYPASS = (
    r"{bypass of earlier} (?:[\w-]+ ){0,2}?bypass\b|\bbypass (?:surgery|grafting|operation) (?:in )?(?:19|20)\d\d\b"
)
_STENT = r"{stent of earlier} (?:[\w-]+ ){0,3}?stents?\b"
_ROUTINE = ("Z00.00", "Z00.129", "Z01.419")
_AGE_IN_DAYS = re.compile(r"\b(\d{1,2})[- ]?(days?|weeks?|wks?|d|w)[- /]?(?:of age|old|o)\b")
_FIRST_WEEK, _NEWBORN = 8, 28  # days: Z00.110 is below the first, Z00.111 up to the second
_TITLE_LENGTH = 120  # code points; a note's first lines name its kind


def add_routine_examination(workings: Workings, context: Context) -> Workings:
    """Take a routine examination from the title or the reason of the visit (IV.A: the reason leads; I.C.21.c.13)."""
    is_office = context.encounter.setting is Setting.OUTPATIENT
    if not is_office or workings.first("Z00", "Z01", "Z02", "Z34", "O"):
        return workings
    for mention in context.analysis.mentions:
        is_title = mention.section == "" and mention.span.end <= _TITLE_LENGTH
        if mention.assertion is not Assertion.AFFIRMED or not (is_title or mention.section == "chief_complaint"):
            continue
        code = next((c.code for c in context.book.candidates(mention.term) if c.code in _ROUTINE), "")
        if not code:
            continue
        if code == "Z00.00" and context.age is not None and context.age < 18:
            code = "Z00.129"
        made = draft_of(context, code, mention, "The visit is a routine examination", "Guideline I.C.21.c.13")
        return workings.with_draft(made) if made else workings
    return workings


def specify_newborn_examination(workings: Workings, context: Context) -> Workings:
    """Choose the newborn's examination by age in days: under 8, or 8 to 28 (Tabular Z00.11)."""
    days = _days(context.lower)
    for draft in workings.every("Z00.11", "Z00.129") if days is not None and days <= _NEWBORN else ():
        code = "Z00.110" if days is not None and days < _FIRST_WEEK else "Z00.111"
        if draft.code == code:
            continue
        step = Step(statement=f"The child is {days} days old: {code}.", citation="Tabular Z00.11", code=code)
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _days(text: str) -> int | None:
    """Return a child's documented age in days, None where it is not told in days or weeks."""
    found = _AGE_IN_DAYS.search(text)
    return int(found.group(1)) * (7 if found.group(2).startswith("w") else 1) if found else None


def code_abnormal_examination(workings: Workings, context: Context) -> Workings:
    """Say that a routine examination found something abnormal (I.C.21.c.13; Tabular Z00.0 use additional code)."""
    examination = workings.first(*_EXAMINATIONS)
    if examination is None:
        return workings
    stated = context.knowledge.phrases["abnormal findings"].search(context.lower)
    is_stated = stated is not None and not is_denied_before(context, stated.start())
    found = (d for d in workings.drafts if d.role in (Role.ASSESSED, Role.WHOLE) and _is_new(context, d))
    finding = next(found, None)
    if not is_stated and finding is None:
        return workings
    code = _EXAMINATIONS[examination.code]
    why = f"{finding.code} is an abnormal finding" if finding else "Abnormal findings are documented"
    step = Step(statement=f"{why}: {code}.", citation="Guideline I.C.21.c.13; Tabular Z00.0", code=code)
    return workings.exchanged(examination, recoded(examination, code, step))


def _is_new(context: Context, draft: Draft) -> bool:
    """Tell whether a diagnosis is a finding of this examination and not a known condition (I.C.21.c.13)."""
    if draft.code.startswith((*_FINDINGS, *_ACUTE)):
        return True
    is_disease = draft.code[0] not in "ZVWXY"
    words, text = context.knowledge.phrases["newly found"], context.lower
    return is_disease and any(words.search(text, m.sentence.start, m.sentence.end) for m in draft.mentions)


def add_heart_procedures(workings: Workings, context: Context) -> Workings:
    """Add the bypass graft or the stent that a note on coronary disease mentions (I.C.21.c.3)."""
    if workings.first("I25.1", "I25.2", "I25.5", "I25.7") is None:
        return workings
    phrases = context.knowledge.phrases
    for words, code in ((_BYPASS, "Z95.1"), (_STENT, "Z95.5")):
        found = phrases[words].search(context.lower)
        if found is None or workings.first(code) or is_denied_before(context, found.start()):
            continue
        around = context.lower[max(0, found.start() - 20) : found.end() + 20]
        mention = context.mention_of(found.start(), found.end())
        made = draft_of(context, code, mention, "It was put in before this visit", "Guideline I.C.21.c.3")
        is_other = phrases["bypass or stent elsewhere"].search(around) is not None
        workings = workings.with_draft(made) if made and not is_other else workings
    return workings
