# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a visit is for: chemotherapy, radiotherapy, and care after operations (I.C.2.e, I.C.21.c.7)."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Role, Workings
from nlp.coding.rules.making import draft_of
from nlp.domain.case import Mention, Setting

_TREATMENT = (
    r"{comes for something}(?: today)? for (?:(?!{trouble by a treatment})[\w.-]+ ){0,4}?NAME"
    r"|\bcycle (?:#? ?)\d+ (?:of )?(?:[\w.-]+ ){0,2}NAME[^.\n]{0,30}{treatment given today}"
    r"|NAME (?:cycle \d+ )?(?:infusion )?{treatment given today}|NAME[^.\n]{0,20}\bhere for cycle\b"
)
_VISITS = (
    (_TREATMENT.replace("NAME", "{chemotherapy}"), "Z51.11", "Guideline I.C.2.e.2"),
    (_TREATMENT.replace("NAME", "{immunotherapy}"), "Z51.12", "Guideline I.C.2.e.2"),
    (_TREATMENT.replace("NAME", "{radiotherapy}"), "Z51.0", "Guideline I.C.2.e.2"),
)
_AFTER = (
    r"{care after an operation}|\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve)[- ]"
    r"(?:days?|d|weeks?|wks?|w|months?|mo) {after an operation}"
)
_OPERATIONS = (
    ("{operation on the digestive system}", "Z48.815"),
    ("{operation on the circulatory system}", "Z48.812"),
    ("{operation on the genitourinary system}", "Z48.816"),
    ("{operation on the respiratory system}", "Z48.813"),
    ("{operation on the nervous system}", "Z48.811"),
    ("{operation on a sense organ}", "Z48.810"),
)
_JOINTS = ("Z96.60", "Z96.61", "Z96.62", "Z96.63", "Z96.64", "Z96.65", "Z96.66", "Z96.69")
_TROUBLE = ("T8", "K91", "S", "M96", "M97", "I97", "N99", "L76", "G97", "H59", "H95", "J95", "E89")
_FARTHEST = 160  # code points between the words of the visit and those of the operation


def add_cancer_treatment(workings: Workings, context: Context) -> Workings:
    """Put chemotherapy, immunotherapy or radiotherapy first where the visit is for it (I.C.2.e.2)."""
    if workings.first("C", "D0") is None or workings.first("Z51.1", "Z51.0"):
        return workings
    for words, code, citation in _VISITS:
        found = context.knowledge.phrases[words].search(context.lower)
        if found is not None:
            mention = context.mention_of(found.start(), found.end())
            made = draft_of(context, code, mention, "The visit is for the treatment", citation)
            workings = workings.with_draft(made) if made else workings
            return _with_immunotherapy(workings, context, mention) if code == "Z51.11" else workings
    return workings


def _with_immunotherapy(workings: Workings, context: Context, visit: Mention) -> Workings:
    """Add immunotherapy given together with chemotherapy: each has its code (Tabular Z51.1)."""
    found = context.knowledge.phrases["immunotherapy"].search(context.lower, visit.sentence.start, visit.sentence.end)
    if found is None:
        return workings
    mention = context.mention_of(found.start(), found.end())
    made = draft_of(context, "Z51.12", mention, "Immunotherapy is given with it", "Guideline I.C.2.e.2")
    return workings.with_draft(made) if made else workings


def add_aftercare(workings: Workings, context: Context) -> Workings:
    """Say that an outpatient visit is care after an operation, unless something went wrong (I.C.21.c.7)."""
    is_other = workings.first("Z47", "Z48", "Z08", "Z09", *_TROUBLE) is not None
    if is_other or context.encounter.setting is not Setting.OUTPATIENT:
        return workings
    visit = _visit_words(context)
    if visit is None:
        return workings
    joint = workings.first(*_JOINTS)
    code = "Z47.1" if joint is not None else _after_operation(context, visit)
    mention = context.mention_of(visit.start(), visit.end())
    made = draft_of(context, code, mention, "Care after the operation", "Guideline I.C.21.c.7") if code else None
    return workings.with_draft(made) if made else workings


def _visit_words(context: Context) -> re.Match[str] | None:
    """Return the words that make the visit aftercare, those of the assessment before a heading's."""
    found = list(context.knowledge.phrases[_AFTER].finditer(context.lower))
    told = (m for m in found if context.role_of(context.mention_of(m.start(), m.end()).section) is Role.ASSESSED)
    return next(told, found[0] if found else None)


def _after_operation(context: Context, visit: re.Match[str]) -> str:
    """Return the aftercare code of the operation named beside the words of the visit, or ""."""
    near = context.lower[max(0, visit.start() - _FARTHEST) : visit.end() + _FARTHEST]
    return next((code for names, code in _OPERATIONS if context.knowledge.phrases[names].search(near)), "")
