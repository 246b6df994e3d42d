# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Pregnancy frames everything: chapter 15 first, with trimester, weeks and outcome (I.C.15)."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Role, Workings, recoded
from nlp.coding.patient import weeks_of_gestation
from nlp.coding.rules.making import draft_of
from nlp.domain.case import Setting, Step

_CESAREAN = r"{earlier delivery}[^.;\n]{0,40}?{cesarean delivery}"
_DELIVERED = ("O80", "O82", "O60.1", "O62", "O63", "O64", "O65", "O66", "O67", "O68", "O69", "O70", "O74", "O75")
_CITATION = "Guideline I.C.15.a.1"


def code_pregnancy(workings: Workings, context: Context) -> Workings:
    """Put conditions of a pregnant patient into chapter 15 with the weeks (I.C.15.a.1, I.C.21.c.11)."""
    if not context.is_pregnant and not _is_delivery(workings, context):
        return _with_weeks(workings, context)
    incidental = context.knowledge.phrases["incidental pregnancy"].search(context.lower)
    if incidental is not None:
        mention = context.mention_of(incidental.start(), incidental.end())
        made = draft_of(context, "Z33.1", mention, "The provider calls the pregnancy incidental", _CITATION)
        return workings.with_draft(made) if made else workings
    workings = _with_scar(_with_complicating(_with_diabetes(workings, context), context), context)
    obstetric = workings.first("O")
    if obstetric is not None:
        for routine in workings.every("Z33.1", "Z34"):
            text = f"{obstetric.code} already says that the patient is pregnant."
            workings = workings.without(routine, "superseded", text, f"{_CITATION}; I.C.15.b.1")
    workings = _with_outcome(_in_childbirth(workings, context), context)
    return _with_weeks(_in_trimester(_first_pregnancy(workings, context), context), context)


def _is_delivery(workings: Workings, context: Context) -> bool:
    """Tell whether the mother was delivered in this stay."""
    if workings.first(*_DELIVERED) is not None:
        return True
    is_stay = context.encounter.setting is Setting.INPATIENT and context.age != 0
    told = context.knowledge.phrases["delivery in this stay"]
    return is_stay and workings.first("O") is not None and told.search(context.lower) is not None


def _in_childbirth(workings: Workings, context: Context) -> Workings:
    """Code a disease of this pregnancy as complicating childbirth where the stay holds the delivery (I.C.15.a.5)."""
    if not _is_delivery(workings, context):
        return workings
    for draft in workings.every("O24.41", "O24.01", "O24.11", "O24.31", "O24.81"):
        last = draft.code[6:] if draft.code.startswith("O24.41") else ""
        code = f"{draft.code[:5]}2{last}"
        if context.book.entry(code) is not None:
            step = Step(statement=f"The child was born in this stay: {code}.", citation="Tabular O24", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _with_complicating(workings: Workings, context: Context) -> Workings:
    """Put each condition under its chapter 15 code; where the book asks for it, beside it (O99 use additional code)."""
    for prefix, root, keeps, citation in context.knowledge.pregnancy:
        for draft in workings.every(prefix):
            code = _gestational(workings, context, root)
            entry = context.book.entry(code)
            if entry is None or draft.role not in (Role.ASSESSED, Role.WHOLE):
                continue
            statement = f"The patient is pregnant: {code} {entry.title}."
            made = recoded(draft, code, Step(statement=statement, citation=f"{_CITATION}; {citation}", code=code))
            workings = workings.with_draft(made) if keeps else workings.exchanged(draft, made)
    return workings


def _gestational(workings: Workings, context: Context, root: str) -> str:
    """Return the code beneath a chapter 15 family for this trimester, or for childbirth in this stay."""
    below = context.book.children(root)
    entry = context.book.entry(root)
    if _is_delivery(workings, context):
        beside = context.book.children(entry.parent) if entry else ()
        named = next((e for e in (*below, *beside) if "childbirth" in e.title and e.billable), None)
        if named is not None:
            return named.code
    wanted = f"{context.trimester or 'unspecified'} trimester"
    return next((e.code for e in below if wanted in e.title), "")


def _with_scar(workings: Workings, context: Context) -> Workings:
    """Name the scar of an earlier cesarean delivery (Tabular O34.21; Z98.891 is for others)."""
    phrases = context.knowledge.phrases
    every, low = list(phrases[_CESAREAN].finditer(context.lower)), phrases["low transverse scar"]
    if not every or workings.first("O34.2"):
        return workings
    found = next((f for f in every if low.search(f.group())), every[0])
    words = found.group() + context.lower[found.end() : found.end() + 40]
    code = "O34.211" if low.search(words) else "O34.219"
    code = "O34.212" if phrases["classical or vertical"].search(words) else code
    mention = context.mention_of(found.start(), found.end())
    made = draft_of(context, code, mention, "An earlier delivery was by cesarean", "Tabular O34.21")
    for status in workings.every("Z98.891"):
        workings = workings.without(status, "superseded", f"{code} says it in pregnancy.", "Tabular Z98.891 Excludes1")
    return workings.with_draft(made) if made else workings


def _with_diabetes(workings: Workings, context: Context) -> Workings:
    """Put pre-existing diabetes before its own code (I.C.15.g)."""
    for prefix, root in (("E10", "O24.01"), ("E11", "O24.11")):
        disease = workings.first(prefix)
        code = root + {"first": "1", "second": "2", "third": "3"}.get(context.trimester, "9")
        if disease is None or workings.first("O24"):
            continue
        made = draft_of(
            context, code, disease.mentions[0], f"{disease.code} existed before the pregnancy", "Guideline I.C.15.g"
        )
        workings = workings.with_draft(made) if made else workings
    return workings


def _with_outcome(workings: Workings, context: Context) -> Workings:
    """Add the outcome of a delivery in this stay (Tabular O80 and chapter 15, use additional code)."""
    born = context.knowledge.phrases["live birth"].search(context.lower)
    if born is None or workings.first("Z37", "Z38") or not _is_delivery(workings, context):
        return workings
    mention = context.mention_of(born.start(), born.end())
    made = draft_of(context, "Z37.0", mention, "One child was born alive", "Guideline I.C.21.c.11; Tabular O80")
    return workings.with_draft(made) if made else workings


def _first_pregnancy(workings: Workings, context: Context) -> Workings:
    """Tell supervision of a first pregnancy from others (Tabular Z34.0)."""
    is_first = context.knowledge.phrases["first pregnancy"].search(context.lower) is not None
    for draft in workings.every("Z34.9", "Z34.8") if is_first else ():
        code = "Z34.0" + draft.code[5:]
        step = Step(statement=f"It is the first pregnancy: {code}.", citation="Tabular Z34.0", code=code)
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _in_trimester(workings: Workings, context: Context) -> Workings:
    """Give every code the trimester that the weeks fall in (I.C.15.a.3)."""
    for draft in workings.every("O", "Z34") if context.trimester else ():
        entry = context.book.entry(draft.code)
        right = entry.title if entry else ""
        for wrong in ("unspecified", "first", "second", "third"):
            right = right.replace(f"{wrong} trimester", f"{context.trimester} trimester")
        if entry is None or right == entry.title:
            continue
        sibling = next((e for e in context.book.children(entry.parent) if e.title == right), None)
        if sibling is not None:
            statement = f"{context.weeks} weeks fall in the {context.trimester} trimester: {sibling.code}."
            step = Step(statement=statement, citation="Guideline I.C.15.a.3", code=sibling.code)
            workings = workings.exchanged(draft, recoded(draft, sibling.code, step))
    return workings


def _with_weeks(workings: Workings, context: Context) -> Workings:
    """Add the completed weeks beside a chapter 15 code (I.C.21.c.11)."""
    reason = workings.first("O09", "O1", "O2", "O3", "O4", "O6", "O7", "O8", "O9", "Z34")
    weeks = context.weeks or (weeks_of_gestation(context.lower) if reason else None)
    if reason is None or weeks is None or workings.first("Z3A"):
        return workings
    code = "Z3A.01" if weeks < 8 else f"Z3A.{min(weeks, 42):02d}"
    match = re.search(rf"\b{weeks}", context.lower)
    place = (match.start(), match.end()) if match else (reason.place, reason.mentions[0].span.end)
    made = draft_of(context, code, context.mention_of(*place), f"{weeks} completed weeks", "Guideline I.C.21.c.11")
    return workings.with_draft(made) if made else workings
