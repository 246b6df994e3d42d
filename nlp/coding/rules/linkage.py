# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Relations that the book presumes: "with" in the Index (I.A.15) and the combinations of chapters 4, 9 and 11."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings, recoded
from nlp.coding.knowledge import Link
from nlp.coding.rules.making import beside, sentence_of
from nlp.domain.case import Step

_UNRELATED = re.compile(
    r"\b(?:not|non|un)[- ]?(?:due|related|diabetic)\b|\bnondiabetic\b|\bunrelated to (?:diabetes|hypertension)\b"
    r"|\bdue to (?!diabet|dm\b|t2dm|hypertens|htn|above|1\b|type)"
)
_CITATION = "Guideline I.C.9.a"


def link_conditions(workings: Workings, context: Context) -> Workings:
    """Join a disease with a condition that the Index lists under its "with" (I.A.15)."""
    for link in context.knowledge.links:
        for condition in workings.every(link.condition):
            disease = workings.first(*link.disease.split())
            if (
                disease is not None
                and disease is not condition
                and not _UNRELATED.search(sentence_of(context, condition))
            ):
                workings = _linked(workings, context, link, disease, condition)
    return workings


def agree_on_diabetes_type(workings: Workings, context: Context) -> Workings:
    """Give complications the documented type: "diabetic polyneuropathy" is type 2 by default only (I.C.4.a.2)."""
    typed = workings.first("E10", "E08", "E09", "E13")
    for draft in workings.every("E11") if typed else ():
        words = " ".join(context.note.quote(m.span).lower() for m in draft.mentions)
        code = (typed.code if typed else "")[:3] + draft.code[3:]
        if re.search(r"\b(?:2|ii)\b|dm2|t2", words) or context.book.entry(code) is None:
            continue
        step = Step(
            statement=f"The documented type of diabetes is {code[:3]}: {code}.", citation="Guideline I.C.4.a", code=code
        )
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def link_hypertension(workings: Workings, context: Context) -> Workings:
    """Presume hypertension with heart failure and with chronic kidney disease to be related (I.C.9.a.1 to a.3)."""
    hypertension = workings.first("I10", "I11", "I12")
    if hypertension is None:
        return workings
    failure, heart = workings.first("I50"), workings.first("I51.4", "I51.5", "I51.7", "I51.81", "I51.89")
    kidney = workings.first("N18")
    code = _hypertensive(failure, heart, kidney)
    if not code or context.book.entry(code) is None:
        return workings
    parts = [d for d in (failure or heart, kidney) if d is not None]
    entry = context.book.entry(code)
    named = " and ".join(d.code for d in parts)
    title = entry.title if entry else ""
    statement = f"Hypertension together with {named} is presumed related: {code} {title}."
    step = Step(statement=statement, citation=f"{_CITATION}.{3 if len(parts) > 1 else 1 if failure else 2}", code=code)
    return workings.exchanged(hypertension, recoded(hypertension, code, step, *parts))


def _hypertensive(failure: Draft | None, heart: Draft | None, kidney: Draft | None) -> str:
    """Return the combination code for what stands beside hypertension."""
    end_stage = kidney is not None and kidney.code.startswith(("N18.5", "N18.6"))
    if kidney is not None and failure is not None:
        return "I13.2" if end_stage else "I13.0"
    if kidney is not None and heart is not None:
        return "I13.11" if end_stage else "I13.10"
    if kidney is not None:
        return "I12.0" if end_stage else "I12.9"
    if failure is not None:
        return "I11.0"
    return "I11.9" if heart is not None else ""


def _linked(workings: Workings, context: Context, link: Link, disease: Draft, condition: Draft) -> Workings:
    code = _target(context, link, disease, condition)
    made = beside(context, code, disease, condition, link.citation) if code else None
    if made is None:
        return workings
    plain = disease.code.endswith(".9") or not link.result.startswith(".")
    if plain:
        workings = workings.exchanged(disease, replace(made, steps=(*disease.steps, made.steps[-1])))
    elif made.code not in workings.codes():
        workings = workings.with_draft(made)
    if not link.keeps and condition in workings.drafts:
        text = f"{made.code} already says it."
        workings = workings.without(condition, "superseded", text, "Guideline I.B.9")
    return workings


def _target(context: Context, link: Link, disease: Draft, condition: Draft) -> str:
    """Return the code of the combination; a leading dot keeps the category, three characters keep the rest."""
    if link.result.startswith("."):
        suffix = link.result
        if suffix == ".42" and not re.search(r"poly|periph", sentence_of(context, condition)):
            suffix = ".40"
        return disease.code[:3] + suffix
    if len(link.result) == 3:
        return link.result + disease.code[3:]
    return link.result
