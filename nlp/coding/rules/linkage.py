# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Relations that the book presumes: "with" in the Index (I.A.15) and the combinations of chapters 4, 9 and 11."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings, recoded
from nlp.coding.eyes import with_eye
from nlp.coding.knowledge import Link
from nlp.coding.rules.making import beside, draft_of, sentence_of
from nlp.domain.case import Step

_UNRELATED = r"{unrelated to the disease}|\bdue to (?!{presumed causes})"
_CITATION = "Guideline I.C.9.a"


def link_conditions(workings: Workings, context: Context) -> Workings:
    """Join a disease with a condition that the Index lists under its "with" (I.A.15)."""
    begun = workings.beginnings()
    for link in context.knowledge.links:
        if link.condition not in begun:
            continue
        for condition in workings.every(link.condition):
            disease = workings.first(*link.disease.split())
            if disease is None or disease is condition or _is_unrelated(context, link, condition):
                continue
            if not link.is_near or _share_sentence(disease, condition):
                workings = _linked(workings, context, link, disease, condition)
                begun = workings.beginnings()
    return workings


def _share_sentence(one: Draft, other: Draft) -> bool:
    return bool({m.sentence for m in one.mentions} & {m.sentence for m in other.mentions})


def agree_on_diabetes_type(workings: Workings, context: Context) -> Workings:
    """Give complications the documented type: "diabetic polyneuropathy" is type 2 by default only (I.C.4.a.2)."""
    typed = workings.first("E10", "E08", "E09", "E13")
    for draft in workings.every("E11"):
        words = " ".join(context.note.quote(m.span).lower() for m in draft.mentions)
        is_first = context.knowledge.phrases["diabetes of type 1"].search(sentence_of(context, draft)) is not None
        family = typed.code[:3] if typed else "E10" if is_first else ""
        code = family + draft.code[3:]
        if not family or re.search(r"\b(?:2|ii)\b|dm2|t2", words) or context.book.entry(code) is None:
            continue
        step = Step(
            statement=f"The documented type of diabetes is {code[:3]}: {code}.", citation="Guideline I.C.4.a", code=code
        )
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def link_hypertension(workings: Workings, context: Context) -> Workings:
    """Presume hypertension with heart failure and with chronic kidney disease to be related (I.C.9.a.1 to a.3)."""
    hypertension = workings.first("I10", "I11", "I12")
    failure, heart = workings.first("I50"), workings.first("I51.4", "I51.5", "I51.7", "I51.81", "I51.89")
    kidney = workings.first("N18")
    if hypertension is None and (failure or kidney):
        workings, hypertension = _from_history(workings, context)
    if hypertension is None and (failure or kidney):
        workings, hypertension = _from_crisis(workings, context)
    if hypertension is None:
        return workings
    code = _hypertensive(failure, heart, kidney)
    if not code or context.book.entry(code) is None:
        return workings
    parts = [d for d in (failure or heart, kidney) if d is not None]
    entry = context.book.entry(code)
    named = " and ".join(d.code for d in parts)
    title = entry.title if entry else ""
    statement = f"Hypertension together with {named} is presumed related: {code} {title}."
    step = Step(statement=statement, citation=f"{_CITATION}.{3 if len(parts) > 1 else 1 if failure else 2}", code=code)
    workings = workings.exchanged(hypertension, recoded(hypertension, code, step, *parts))
    for part in workings.every("I51.4", "I51.5", "I51.7", "I51.81", "I51.89"):
        workings = workings.without(part, "superseded", f"{code} already says it.", "Tabular I11")
    return workings


def _from_history(workings: Workings, context: Context) -> tuple[Workings, Draft | None]:
    """Take up hypertension from the histories: it stands behind the coded heart failure or kidney disease."""
    known = next((d for d in workings.dropped if d.code == "I10" and d.reason == "section"), None)
    if known is None:
        return workings, None
    statement = "Hypertension is documented in the histories"
    made = draft_of(context, "I10", known.mention, statement, f"{_CITATION}; IV.J")
    return (workings.with_draft(made), made) if made else (workings, None)


def _from_crisis(workings: Workings, context: Context) -> tuple[Workings, Draft | None]:
    """Take up the hypertension of a hypertensive crisis: its disease is coded also (I.C.9.a.10; Tabular I16)."""
    crisis = workings.first("I16")
    if crisis is None:
        return workings, None
    made = draft_of(context, "I10", crisis.mentions[0], "The crisis is one of hypertension", f"{_CITATION}.10")
    return (workings.with_draft(made), made) if made else (workings, None)


def _is_unrelated(context: Context, link: Link, condition: Draft) -> bool:
    """Tell whether the note gives the condition another cause than a presumed one (I.A.15)."""
    words = context.knowledge.phrases[_UNRELATED]
    return link.result.startswith(".") and words.search(sentence_of(context, condition)) is not None


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
    plain = not link.adds and (disease.code.endswith(".9") or not link.result.startswith("."))
    if plain:
        workings = workings.exchanged(disease, replace(made, steps=(*disease.steps, made.steps[-1])))
    elif made.code not in workings.codes():
        workings = workings.with_draft(made)
    if not link.keeps and condition in workings.drafts:
        text = f"{made.code} already says it."
        workings = workings.without(condition, "superseded", text, "Guideline I.B.9")
    return workings


def _detailed(context: Context, code: str, condition: Draft) -> str:
    """Return the retinopathy code with the severity, oedema and eye that stand beside the condition."""
    if not code.endswith(".319") or not condition.mentions:
        return code
    mention = condition.mentions[0]
    around = with_eye(context, mention, code, context.surroundings(mention))
    known = frozenset(["diabetic", "retinopathy", "diabetes", "type", "1", "type", "2"]) | {"type 1", "type 2"}
    root = code[:5]
    leaves = context.resolver.resolve(root, known, around, frozenset)
    return leaves.code if leaves is not None and leaves.code.startswith(root) else code


def _target(context: Context, link: Link, disease: Draft, condition: Draft) -> str:
    """Return the code of the combination; a leading dot keeps the category, three characters keep the rest."""
    if link.result.startswith("."):
        suffix = link.result
        if suffix == ".42" and not re.search(r"poly|periph", sentence_of(context, condition)):
            suffix = ".40"
        return _detailed(context, disease.code[:3] + suffix, condition)
    if len(link.result) == 3:
        code = link.result + disease.code[3:]
        # F03.90 has its counterpart at F02.80, all others at the same place.
        return code if context.book.entry(code) else code.replace(".9", ".8")
    return link.result


_LIMB_SYMPTOMS = (("I70.26", "{gangrene}"), ("I70.22", "{rest pain}"), ("I70.21", "{claudication}"))
_LEGS = ("calf", "leg", "thigh", "foot", "sfa", "femoral", "limb", "extremity", "popliteal")


def specify_limb_atherosclerosis(workings: Workings, context: Context) -> Workings:
    """Code peripheral disease named atherosclerotic to I70.2 with its symptom and side (Index: Atherosclerosis)."""
    vessel, wall = workings.first("I73.9"), workings.first("I70.9")
    plain = workings.first("I70.20")
    if plain is not None:
        stem = _limb_stem(context, sentence_of(context, plain))
        code = stem + plain.code[6:]
        step = Step(statement=f"Its symptom is documented: {code}.", citation=_LIMB, code=code)
        return workings if stem == "I70.20" else workings.exchanged(plain, recoded(plain, code, step))
    if vessel is None or wall is None or vessel.mentions[0].sentence != wall.mentions[0].sentence:
        return workings
    sides = context.sides.beside(*_LEGS)
    side = {frozenset(["right"]): "1", frozenset(["left"]): "2"}.get(sides, "3" if len(sides) > 1 else "9")
    made = beside(context, _limb_stem(context, sentence_of(context, vessel)) + side, vessel, wall, _LIMB)
    if made is None:
        return workings
    workings = workings.without(wall, "superseded", f"{made.code} already says it.", "Guideline I.B.9")
    return workings.exchanged(vessel, made)


_LIMB = "Index: Atherosclerosis, extremities; guideline I.B.9"


def _limb_stem(context: Context, sentence: str) -> str:
    """Return the subcategory of the symptom that the sentence names."""
    phrases = context.knowledge.phrases
    return next((stem for stem, words in _LIMB_SYMPTOMS if phrases[words].search(sentence)), "I70.20")


def specify_parkinson(workings: Workings, context: Context) -> Workings:
    """Read dyskinesia and fluctuations into the code of Parkinson disease (Tabular G20)."""
    disease, movement = workings.first("G20"), workings.first("G24")
    if disease is None:
        return workings
    fluctuates = context.knowledge.phrases["fluctuations"].search(context.lower) is not None
    if movement is None and not fluctuates:
        return workings
    code = f"G20.{'B' if movement else 'A'}{2 if fluctuates else 1}"
    entry = context.book.entry(code)
    step = Step(statement=f"{code} {entry.title if entry else ''}.", citation="Tabular G20; guideline I.B.2", code=code)
    workings = workings.exchanged(disease, recoded(disease, code, step, *filter(None, [movement])))
    if movement is None:
        return workings
    return workings.without(movement, "superseded", f"{code} already says it.", "Guideline I.B.9")


def specify_diverticulitis(workings: Workings, context: Context) -> Workings:
    """Read an abscess or a perforation into the code of diverticulitis (Tabular K57)."""
    for draft in workings.every("K57.12", "K57.13", "K57.32", "K57.33", "K57.52", "K57.53", "K57.92", "K57.93"):
        sentence = draft.mentions[0].sentence
        found = context.knowledge.phrases["abscess or perforation"].search(context.lower, sentence.start, sentence.end)
        if found is None or found.start() in context.denied_in(sentence):
            continue
        code = f"K57.{int(draft.code[4]) - 1}{'0' if draft.code.endswith('2') else '1'}"
        step = Step(statement=f"“{found.group()}” is documented: {code}.", citation="Tabular K57", code=code)
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings
