# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the words around a diagnosis make of it where titles alone do not: the ear, the cause of a tear, old events."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings, recoded
from nlp.coding.rules.making import draft_of
from nlp.domain.case import Step

_BOTH = frozenset(["right", "left"])
_SIDE_DIGIT = {"right": "1", "left": "2"}

# Index: Deafness, conductive / sensorineural / mixed: bilateral, and unilateral, which needs its side only.
_HEARING = {"H90.2": ("H90.0", "H90.1"), "H90.5": ("H90.3", "H90.4"), "H90.8": ("H90.6", "H90.7")}

_OTHER_EAR = r"\b(right|left)(?: ear| side)?[^.;\n]{0,20}{normal hearing}"


def specify_hearing_loss(workings: Workings, context: Context) -> Workings:
    """Name the ear of a hearing loss whose kind is known (Index: Deafness, by kind, unilateral)."""
    for plain, (both, one) in _HEARING.items():
        draft = workings.first(plain)
        if draft is None:
            continue
        side = _ear_of(context, draft)
        code = both if side == "bilateral" else one + _SIDE_DIGIT.get(side, "")
        if context.book.entry(code) is not None and (side in _SIDE_DIGIT or side == "bilateral"):
            step = Step(statement=f"The ear is named: {code}.", citation="Index: Deafness, unilateral", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _ear_of(context: Context, draft: Draft) -> str:
    """Return the ear that the mentions of a hearing loss belong to, "" where that stays open."""
    healthy = {m.group(1) for m in context.knowledge.phrases[_OTHER_EAR].finditer(context.lower)}
    for mention in draft.mentions:
        around = context.surroundings(mention)
        for words in (around.near, around.sentence):
            sides = (words & _BOTH) - healthy if len(words & _BOTH) > 1 else words & _BOTH
            if "bilateral" in words and len(words & _BOTH) != 2:
                return "bilateral"
            if len(sides) == 1:
                return next(iter(sides))
            if len(sides) == 2:
                return "bilateral"
    return ""


_VIOLENT = (
    r"(?<!non-)(?<!non)(?<!a)\btraumatic\b"
    r"|{caused by an accident} (?:a |an |the |his |her )?(?:\w+ ){0,2}{accident}"
)


def specify_torn_cuff(workings: Workings, context: Context) -> Workings:
    """Code a rotator cuff torn by an injury as one (Tabular M75.1 Excludes2: S46.01-)."""
    violent, worn = context.knowledge.phrases[_VIOLENT], context.knowledge.phrases["worn and not torn"]
    for draft in workings.every("M75.1"):
        told = [context.lower[m.sentence.start : m.sentence.end] for m in draft.mentions]
        if not any(map(violent.search, told)) or any(map(worn.search, told)):
            continue
        visit = context.visit(draft.mentions[0].sentence)
        letter = "D" if "subsequent" in visit else "S" if "sequela" in visit else "A"
        code = f"S46.01{draft.code[-1] if draft.code[-1] in '12' else '9'}{letter}"
        step = Step(statement=f"An injury tore it: {code}.", citation="Tabular M75.1 Excludes; S46.01", code=code)
        workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def read_kidney_injury(workings: Workings, context: Context) -> Workings:
    """Read a kidney injury without trauma as the acute kidney failure doctors mean (Index: Injury, kidney, acute)."""
    for draft in workings.every("S37.00"):
        if context.knowledge.phrases["trauma to a kidney"].search(context.lower) or workings.first(
            "S36", "S35", "S32", "S31", "S22"
        ):
            continue
        step = Step(
            statement="No trauma is documented: acute kidney injury, N17.9.",
            citation="Index: Injury, kidney, acute (nontraumatic)",
            code="N17.9",
        )
        workings = workings.exchanged(draft, recoded(draft, "N17.9", step))
    return workings


# Events that are over once they stand among histories, whatever the words.
_EVENTS = ("I21", "I22", "I63", "G45.9", "I26")


def add_past_events(workings: Workings, context: Context) -> Workings:
    """Read an infarction, stroke or embolism listed among the histories as over (I.C.9.d.3, I.C.9.e.4, I.C.21.c.4)."""
    for event in workings.dropped:
        is_listed = context.knowledge.roles.get(event.mention.section) is Role.STATUS
        if event.reason != "section" or not is_listed or not event.code.startswith(_EVENTS):
            continue
        history = context.knowledge.history_of(event.code)
        if not history or workings.first(history, event.code[:3], "I69"):
            continue
        made = draft_of(context, history, event.mention, "It stands among the histories", "Guideline I.C.21.c.4")
        workings = workings.with_draft(made) if made else workings
    return workings


def drop_history_of_present(workings: Workings, context: Context) -> Workings:
    """Drop the history of a cancer that is coded as present (I.C.2.m); one of the other side may stand beside it."""
    for cancer in workings.every("C"):
        history = context.knowledge.history_of(cancer.code)
        for draft in workings.every(history) if history else ():
            past, present = (_sides_of(context, d) for d in (draft, cancer))
            if not (past and present and past.isdisjoint(present)):
                text = f"It is present: {cancer.code}."
                workings = workings.without(draft, "superseded", text, "Guideline I.C.2.m")
    return workings


def _sides_of(context: Context, draft: Draft) -> frozenset[str]:
    return frozenset(side for m in draft.mentions for side in context.surroundings(m).near & _BOTH)


_SCARS = (("O34.211", "{low transverse scar}"), ("O34.212", "{classical scar}"))


def specify_cesarean_scar(workings: Workings, context: Context) -> Workings:
    """Name the scar that an earlier cesarean left (Tabular O34.21)."""
    draft = workings.first("O34.219")
    named = (code for code, words in _SCARS if context.knowledge.phrases[words].search(context.lower))
    code = next(named, "") if draft else ""
    if draft is None or not code:
        return workings
    step = Step(statement=f"The scar is named: {code}.", citation="Tabular O34.21; guideline I.B.2", code=code)
    return workings.exchanged(draft, recoded(draft, code, step))


# Infections treated with the drugs of Z88.0 to Z88.3: the allergy decides what is given.
_TREATED = ("A3", "A4", "A54", "A56", "A69.2", "H60", "H66", "J01", "J02", "J03", "J13", "J15", "J18", "J20", "L01",
            "L02", "L03", "K57", "N10", "N12", "N30", "N39.0", "N41", "N70", "N72", "O23")  # fmt: skip


def add_allergy_to_treatment(workings: Workings, context: Context) -> Workings:
    """Add an antibiotic allergy where an infection is treated (I.C.21.c.3: a status that affects the treatment)."""
    if workings.first(*_TREATED) is None:
        return workings
    for allergy in workings.dropped:
        if allergy.reason == "section" and allergy.code.startswith(("Z88.0", "Z88.1", "Z88.2", "Z88.3")):
            made = draft_of(context, allergy.code, allergy.mention, "It limits the treatment", "Guideline I.C.21.c.3")
            workings = workings.with_draft(made) if made else workings
    return workings
