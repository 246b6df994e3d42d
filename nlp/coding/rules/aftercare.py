# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a visit is for: chemotherapy, radiotherapy, and care after operations (I.C.2.e, I.C.21.c.7)."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Role, Workings
from nlp.coding.rules.making import draft_of
from nlp.coding.wording import wording
from nlp.domain.case import Mention, Setting

_REGIMEN = (
    r"(?:m?folfox\w*|folfiri\w*|folfirinox|r-?chop|chop|abvd|ac-t|tchp?|capox|xelox|carboplatin|cisplatin|paclitaxel"
    r"|docetaxel|gemcitabine|doxorubicin|cyclophosphamide|taxol|chemotherapy|chemo)"
)
_IMMUNE = r"(?:immunotherapy|pembrolizumab|nivolumab|keytruda|opdivo|atezolizumab|durvalumab|ipilimumab)"
_TODAY = r"(?:today|infusion today|given|administered|proceed|infused)"
_HERE_FOR = (
    r"(?:here|presents?|presented|admitted|admission|encounter|comes in|seen|returns?|visit)(?: today)? for "
    r"(?:(?!due|from|after|secondary|because|induced|management|related)[\w.-]+ ){0,4}?"
)


def _treatment(name: str) -> re.Pattern[str]:
    """Return the words of a visit whose purpose is the treatment."""
    return re.compile(
        rf"\b(?:{_HERE_FOR}{name}|cycle (?:#? ?)\d+ (?:of )?(?:[\w.-]+ ){{0,2}}{name}[^.\n]{{0,30}}\b{_TODAY}"
        rf"|{name} (?:cycle \d+ )?(?:infusion )?{_TODAY})\b"
    )


_VISITS = (
    (_treatment(_REGIMEN), "Z51.11", "Guideline I.C.2.e.2"),
    (_treatment(_IMMUNE), "Z51.12", "Guideline I.C.2.e.2"),
    (_treatment(r"(?:radiation(?: therapy)?|radiotherapy|xrt)"), "Z51.0", "Guideline I.C.2.e.2"),
)
_AFTER = wording(
    r"\baftercare\b|\bpost[- ]?op(?:erative(?:ly)?)?\.?(?: (?:visit|check|follow[- ]?up|appointment|day|week|wk))"
    r"|\b\d+[- ](?:days?|d|weeks?|wks?|w|months?|mo) (?:s/p|status[- ]post|post[- ]?op\w*|after"
    r"|out from|out|following)\b"
    r"|\b(?:here|seen|returns?) for (?:a )?(?:wound check|suture removal|staple removal|post[- ]?op\w*)"
)
_OPERATIONS = (
    (r"appendectomy|cholecystectomy|lap chole|hernia repair|herniorrhaphy|colectomy|hemicolectomy|gastric bypass"
     r"|sleeve gastrectomy|bowel resection|hemorrhoidectomy", "Z48.815"),
    (r"cabg|bypass graft|valve replacement|endarterectomy|aneurysm repair", "Z48.812"),
    (r"hysterectomy|prostatectomy|nephrectomy|turp|oophorectomy|sling", "Z48.816"),
    (r"lobectomy|thoracotomy|vats|tonsillectomy|septoplasty|sinus surgery", "Z48.813"),
    (r"craniotomy|laminectomy|carpal tunnel release|vp shunt", "Z48.811"),
    (r"cataract (?:surgery|extraction)|tympanoplasty|vitrectomy", "Z48.810"),
)  # fmt: skip
_JOINTS = ("Z96.60", "Z96.61", "Z96.62", "Z96.63", "Z96.64", "Z96.65", "Z96.66", "Z96.69")
_TROUBLE = ("T8", "K91", "S", "M96", "M97", "I97", "N99", "L76", "G97", "H59", "H95", "J95", "E89")
_FARTHEST = 160  # code points between the words of the visit and those of the operation


def add_cancer_treatment(workings: Workings, context: Context) -> Workings:
    """Put chemotherapy, immunotherapy or radiotherapy first where the visit is for it (I.C.2.e.2)."""
    if workings.first("C", "D0") is None or workings.first("Z51.1", "Z51.0"):
        return workings
    for words, code, citation in _VISITS:
        found = words.search(context.lower)
        if found is not None:
            mention = context.mention_of(found.start(), found.end())
            made = draft_of(context, code, mention, "The visit is for the treatment", citation)
            workings = workings.with_draft(made) if made else workings
            return _with_immunotherapy(workings, context, mention) if code == "Z51.11" else workings
    return workings


_IMMUNE_DRUG = re.compile(rf"\b{_IMMUNE}\b")


def _with_immunotherapy(workings: Workings, context: Context, visit: Mention) -> Workings:
    """Add immunotherapy given together with chemotherapy: each has its code (Tabular Z51.1)."""
    found = _IMMUNE_DRUG.search(context.lower, visit.sentence.start, visit.sentence.end)
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
    found = list(_AFTER.finditer(context.lower))
    told = (m for m in found if context.role_of(context.mention_of(m.start(), m.end()).section) is Role.ASSESSED)
    return next(told, found[0] if found else None)


def _after_operation(context: Context, visit: re.Match[str]) -> str:
    """Return the aftercare code of the operation named beside the words of the visit, or ""."""
    near = context.lower[max(0, visit.start() - _FARTHEST) : visit.end() + _FARTHEST]
    return next((code for names, code in _OPERATIONS if re.search(rf"\b(?:{names})\b", near)), "")
