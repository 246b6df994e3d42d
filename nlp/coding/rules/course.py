# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a disease has become: sequelae of stroke, cancer that is gone, infarctions old and new."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Workings, recoded
from nlp.coding.rules.making import draft_of, sentence_of
from nlp.coding.titles import title_words
from nlp.domain.case import Setting, Step

_RESIDUAL = r"{after or due to}[^.\n]{0,60}{a stroke}|{left by an old disease}"
# What left a deficit decides the subcategory of I69; a stroke not described further is an infarction (I69.3).
_LEFT_BY = (("I69.1", "{hemorrhage in the brain}"), ("I69.0", "{subarachnoid hemorrhage}"))
_DEFICITS = {"G81": "I69.35", "R47.01": "I69.320", "R13.1": "I69.391", "R29.810": "I69.392", "R47.1": "I69.322"}
_GONE = r"{free of cancer}|{cancer is gone}|\bremoved (?:by|in|with) [^.;\n]{0,30}(?:19|20)\d\d\b"
_TREATED = r"{under treatment} (?:\w+ )?{treatment of a cancer}"
_FOLLOW_UP = r"\bfollow[- ]?up {follow-up}"
_AGO = re.compile(r"\b(\d+) ?(w(?:ee)?ks?|months?|years?|yrs?) ago\b")


# Sixth characters 1 to 4: right dominant, left dominant, right nondominant, left nondominant.
_HANDED = ("G81.0", "G81.1", "G81.9", "G83.1", "G83.2", "G83.3", *(f"I69.{n}{m}" for n in "01238" for m in "3456"))


def code_sequelae(workings: Workings, context: Context) -> Workings:
    """Code deficits left by an old stroke as sequelae, never as the stroke (I.C.9.d.1)."""
    acute, phrases = workings.first("I63", "I61", "I60"), context.knowledge.phrases
    for prefix, root in _DEFICITS.items():
        for draft in workings.every(prefix):
            sentence = sentence_of(context, draft)
            if not phrases[_RESIDUAL].search(sentence) or (
                context.encounter.setting is Setting.INPATIENT and acute is not None
            ):
                continue
            code = root + draft.code[-1] if root == "I69.35" else root
            code = _dominance(draft.code) if root == "I69.35" else code
            family = next((f for f, words in _LEFT_BY if phrases[words].search(sentence)), "I69.3")
            code = family + code[5:]
            if context.book.entry(code) is None:
                continue
            step = Step(statement=f"It remained after a stroke: {code}.", citation="Guideline I.C.9.d.1", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
            if root == "I69.391" and draft.code != "R13.10":
                workings = workings.with_draft(draft)  # Tabular I69.391: use additional code to identify its type
    workings = _with_weak_side(workings, context)
    left = workings.first("I69.3", "I69.1", "I69.0")
    if left is not None:
        for stroke in workings.every("I63", "Z86.73", {"I69.1": "I61", "I69.0": "I60"}.get(left.code[:5], "I63")):
            text = f"The stroke is over; {left.code} says what it left."
            workings = workings.without(stroke, "historical", text, "Guideline I.C.9.d.1; I.C.9.d.3")
    return workings


def agree_on_hand(workings: Workings, context: Context) -> Workings:
    """Turn the dominance of a paralysed side round in a left-handed patient (I.C.6.a)."""
    for draft in workings.every(*_HANDED) if context.hand == "left" else ():
        digit = {"1": "3", "4": "2"}.get(draft.code[-1], "")
        code = draft.code[:-1] + digit
        if digit and context.book.entry(code) is not None:
            step = Step(statement=f"The patient is left-handed: {code}.", citation="Guideline I.C.6.a", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


_WEAK_SIDE = re.compile(r"\b(left|right)[- ](?:sided |side )?weakness\b|\bweakness (?:of|on) the (left|right) side\b")


_SIDE_DIGITS = {("right", True): "1", ("left", True): "2", ("right", False): "3", ("left", False): "4"}


def _with_weak_side(workings: Workings, context: Context) -> Workings:
    """Read one-sided weakness left by a stroke as hemiparesis (Index: Weakness, see Hemiplegia, following stroke)."""
    if "stroke" not in context.lower:
        return workings
    for found in _WEAK_SIDE.finditer(context.lower):
        mention = context.mention_of(found.start(), found.end())
        sentence = context.lower[mention.sentence.start : mention.sentence.end]
        acute = workings.first("I63") is not None and context.encounter.setting is not Setting.OUTPATIENT
        if acute or workings.first("I69.35") or not context.knowledge.phrases[_RESIDUAL].search(sentence):
            continue
        side = found.group(1) or found.group(2)
        digit = {("right", True): "1", ("left", True): "2", ("right", False): "3"}.get(
            (side, side == context.hand), "4"
        )
        made = draft_of(
            context, f"I69.35{digit}", mention, "One-sided weakness left by a stroke", "Guideline I.C.9.d.1"
        )
        workings = workings.with_draft(made) if made else workings
    return workings


def _dominance(code: str) -> str:
    """Return the I69.35 code of a hemiplegia code: G81.91 right dominant … G81.94 left nondominant."""
    return f"I69.35{code[-1]}" if code[-1] in "12349" and len(code) == 6 else "I69.359"


def code_old_infarction(workings: Workings, context: Context) -> Workings:
    """Code a myocardial infarction older than four weeks as old (I.C.9.e.1)."""
    for draft in workings.every("I21", "I22"):
        ago = _AGO.search(sentence_of(context, draft))
        if ago is None or (ago.group(2).startswith("w") and int(ago.group(1)) <= 4):
            continue
        step = Step(
            statement=f"“{ago.group()}” is more than four weeks: I25.2.", citation="Guideline I.C.9.e.1", code="I25.2"
        )
        workings = workings.exchanged(draft, recoded(draft, "I25.2", step))
    return workings


_RECENT = re.compile(
    r"\b(?:(?:1?\d|2[0-8]|two|three|four|five|six|seven|eight|nine|ten|several|a few) days?"
    r"|(?:[1-4]|one|two|three|four|a few|few) (?:weeks?|wks?)|last week)"
    r" (?:after|following|since|ago|earlier|prior|out|s/p|post)|\blast week\b"
)


def code_subsequent_infarction(workings: Workings, context: Context) -> Workings:
    """Code a new infarction within four weeks of another as I22 beside the first one's I21 (I.C.9.e.4)."""
    attacks = [d for d in workings.every("I21") if not d.code.startswith("I21.A")]
    if len(attacks) != 2 or _RECENT.search(context.lower) is None:
        return workings
    words = context.knowledge.phrases["new infarction"]
    new = next((d for d in attacks if words.search(context.lower, max(0, d.place - 25), d.place + 25)), attacks[0])
    code = {"I21.4": "I22.2", "I21.0": "I22.0", "I21.1": "I22.1", "I21.2": "I22.8"}.get(new.code[:5], "I22.9")
    step = Step(statement=f"It follows another infarction within four weeks: {code}.", citation=_TWICE, code=code)
    return workings.exchanged(new, recoded(new, code, step))


_TWICE = "Guideline I.C.9.e.4"


def add_family_history(workings: Workings, context: Context) -> Workings:
    """Add the family history that a screening is done for (I.C.21.c.4, I.C.21.c.5)."""
    if workings.first("Z12", "Z13", "Z15") is None:
        return workings
    for relative in workings.dropped:
        code = context.knowledge.family_of(relative.code) if relative.reason == "family" else ""
        if code.startswith("Z80"):
            made = draft_of(context, code, relative.mention, "A relative has it", "Guideline I.C.21.c.4")
            workings = workings.with_draft(made) if made else workings
    return workings


def add_surveillance(workings: Workings, context: Context) -> Workings:
    """Add follow-up after completed treatment of a cancer that has not come back (I.C.21.c.8)."""
    if workings.first("Z85") is None or workings.first("C", "Z08", "Z12"):
        return workings
    phrases = context.knowledge.phrases
    visit = phrases["cancer surveillance"].search(context.lower)
    if visit is None and phrases["free of cancer"].search(context.lower):
        visit = phrases[_FOLLOW_UP].search(context.lower)
    if visit is None:
        return workings
    mention = context.mention_of(visit.start(), visit.end())
    made = draft_of(context, "Z08", mention, "Follow-up after completed treatment", "Guideline I.C.21.c.8")
    return workings.with_draft(made) if made else workings


def code_post_covid(workings: Workings, context: Context) -> Workings:
    """Leave out the infection itself where what it left is coded (I.C.1.g.1.m; Tabular U09 note)."""
    del context
    left = workings.first("U09")
    for infection in workings.every("U07.1", "Z86.16") if left else ():
        text = "The infection is over; U09.9 says what it left."
        workings = workings.without(infection, "historical", text, "Guideline I.C.1.g.1.m")
    return workings


def code_cancer_history(workings: Workings, context: Context) -> Workings:
    """Code a primary cancer that was removed and is no longer treated as history (I.C.2.d, I.C.2.m)."""
    phrases = context.knowledge.phrases
    for draft in workings.every("C"):
        sentence = sentence_of(context, draft)
        history = context.knowledge.history_of(draft.code)
        if draft.code.startswith(("C77", "C78", "C79")) or not history:
            continue
        if phrases[_GONE].search(sentence) and not phrases[_TREATED].search(sentence):
            step = Step(
                statement=f"It was removed and is no longer treated: {history}.",
                citation="Guideline I.C.2.m",
                code=history,
            )
            workings = workings.exchanged(draft, recoded(draft, history, step))
    return _with_surveyed(workings, context)


def _with_surveyed(workings: Workings, context: Context) -> Workings:
    """Code the history of a cancer that is only looked for: "bladder cancer surveillance, no recurrence" (I.C.2.m)."""
    phrases = context.knowledge.phrases
    for left in workings.dropped:
        history = context.knowledge.history_of(left.code) if left.code.startswith("C") else ""
        if left.reason != "hypothetical" or not history or workings.first(left.code[:3], history) is not None:
            continue
        sentence = context.lower[left.mention.sentence.start : left.mention.sentence.end]
        if phrases["cancer surveillance"].search(sentence) and phrases[_GONE].search(sentence):
            made = draft_of(context, history, left.mention, "It is gone and only watched for", "Guideline I.C.2.m")
            workings = workings.with_draft(made) if made else workings
    return workings


def specify_pathological_fracture(workings: Workings, context: Context) -> Workings:
    """Code a pathological fracture to the bone tumour or osteoporosis that caused it (I.C.2.l.6, I.C.13.d)."""
    workings = _with_brittle_bones(workings, context)
    tumour = workings.first("C79.5", "C40", "C41", "C90")
    for draft in workings.every("M84.4") if tumour else ():
        code = draft.code.replace("M84.4", "M84.5", 1)
        if context.book.entry(code) is not None:
            step = Step(
                statement=f"A bone tumour caused it: {code}.", citation="Guideline I.C.2.l.6; Tabular M84.5", code=code
            )
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


# A fall from standing height alone is asked about: whether it would break a normal bone is the provider's to say.
# Families of M80.0 by the bone of a fracture that was read as an injury (Tabular M80).
_BONES = (("S72", "M80.05"), ("S42.2", "M80.02"), ("S42.3", "M80.02"), ("S42.4", "M80.02"), ("S52", "M80.03"),
          ("S62", "M80.04"), ("S82", "M80.06"), ("S92", "M80.07"), ("S12", "M80.08X"), ("S22.0", "M80.08X"),
          ("S32.0", "M80.08X"))  # fmt: skip


def _with_brittle_bones(workings: Workings, context: Context) -> Workings:
    """Take a fracture that would not break normal bone as one by osteoporosis (I.C.13.d.2; Tabular M80)."""
    disease, brittle = workings.first("M81.0"), context.knowledge.phrases["fracture of brittle bone"]
    if disease is None:
        return workings
    for fracture in workings.every("S12", "S22.0", "S32.0", "S42", "S52", "S62", "S72", "S82", "S92"):
        sentence = sentence_of(context, fracture)
        if not brittle.search(sentence):
            continue
        entry = context.book.entry(fracture.code)
        words = title_words(entry.title) if entry else frozenset[str]()
        side = "1" if "right" in words else "2" if "left" in words else "9"
        family = next((family for bone, family in _BONES if fracture.code.startswith(bone)), "")
        episode = fracture.code[-1] if fracture.code[-1] in "ADGKPS" else "A"
        code = f"{family}{side if len(family) == 6 else ''}{episode}"
        if context.book.entry(code) is not None:
            step = Step(statement=f"Osteoporosis caused it: {code}.", citation="Guideline I.C.13.d.2", code=code)
            workings = workings.exchanged(fracture, recoded(fracture, code, step))
    return workings


_LYSIS = (
    r"{drug that dissolves clots}[^.\n]{0,25}{given at another hospital}"
    r"|\btransferred\b[^.\n]{0,60}{drug that dissolves clots}"
)
_STROKE_SCALE = re.compile(r"\bnihss\b[^\d\n.]{0,25}(\d{1,2})\b")


def add_stroke_facts(workings: Workings, context: Context) -> Workings:
    """Add the stroke scale (I.C.18.i) and thrombolysis at another facility (Tabular Z92.82) to an acute stroke."""
    if workings.first("I63") is None:
        return workings
    scale, lysis = _STROKE_SCALE.search(context.lower), context.knowledge.phrases[_LYSIS].search(context.lower)
    if scale is not None and int(scale.group(1)) <= 42:
        mention = context.mention_of(scale.start(), scale.end())
        code = f"R29.7{int(scale.group(1)):02d}"
        made = draft_of(context, code, mention, "First stroke scale score", "Guideline I.C.18.i")
        workings = workings.with_draft(made) if made else workings
    if lysis is not None:
        mention = context.mention_of(lysis.start(), lysis.end())
        made = draft_of(context, "Z92.82", mention, "Thrombolysis at another facility", "Tabular Z92.82")
        workings = workings.with_draft(made) if made else workings
    return workings
