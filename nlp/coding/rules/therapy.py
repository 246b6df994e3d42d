# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the book asks to be added: long-term drugs, tobacco, body mass index, immunisation (use additional code)."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings, recoded
from nlp.coding.rules.making import draft_of, is_denied_before
from nlp.coding.targets import targets_of
from nlp.domain.case import Mention, Step
from nlp.domain.codes import InstructionKind

_THOUGHT_OF = r"{may need a drug}[^.;,]*$|{thinking of a drug}[^.;,]*$"
_THOUGHT_AFTER = r"[^.;,\n]{0,30}{drug only thought of}"
_NOT_TAKEN = r"{drug not taken}(?: {between a denial and a drug})* (?:[\w-]+ ){0,1}$|\bnon-$"
_SEPARATOR = re.compile(r"[.;,\n](?:\s|$)")
_OTHERS = r"{others who may smoke}[^.;\n]{0,20}$"
_BMI = r"{body mass index}\D{0,8}(\d{2}(?:\.\d)?)\b"
_PRODUCTS = (("F17.21", "{cigarettes}"), ("F17.29", "{vaping}"), ("F17.22", "{chewing tobacco}"))
_GIVEN = r"{vaccine}[^.;\n]{0,40}{vaccine is given}"


def add_long_term_drugs(workings: Workings, context: Context) -> Workings:
    """Add Z79 for drugs that the coded diagnoses are treated with (I.C.4.a.3, I.C.21.c.3)."""
    for word in context.written(context.knowledge.drugs):
        drug = context.knowledge.drugs[word.text.lower()]
        mention = context.mention_of(word.start, word.end)
        if not _is_taken(context, mention):
            continue
        standing = workings.first(drug.code)
        if standing is not None:  # one more place where it is documented
            workings = workings.with_draft(replace(standing, mentions=(*standing.mentions, mention)))
            continue
        needed = workings.first(*drug.needs) if drug.needs else None
        if needed is None and (drug.needs or not _is_long_term(context, mention)):
            continue
        reason = f"“{word.text}” is taken for {needed.code}" if needed else f"“{word.text}” is taken long-term"
        made = draft_of(context, drug.code, mention, reason, _drug_citation(drug.code))
        workings = workings.with_draft(made) if made else workings
    return workings


def drop_passing_drugs(workings: Workings, context: Context) -> Workings:
    """Drop diabetes drugs that are given only during the stay or without diabetes (I.C.4.a.3)."""
    # I.C.15.i: none of these beside gestational diabetes.
    has_diabetes = workings.first("E08", "E09", "E10", "E11", "E13", "O24.0", "O24.1", "O24.3", "O24.8") is not None
    for draft in workings.every("Z79.4", "Z79.84", "Z79.85"):
        if not has_diabetes or not any(_is_taken(context, m) for m in draft.mentions):
            text = "It is not a long-term treatment of diabetes coded here."
            workings = workings.without(draft, "section", text, "Guideline I.C.4.a.3")
    return workings


def _drug_citation(code: str) -> str:
    return (
        "Guideline I.C.4.a.3; E08-E13 use additional code"
        if code in ("Z79.4", "Z79.84", "Z79.85")
        else "Guideline I.C.21.c.3"
    )


def _is_taken(context: Context, mention: Mention) -> bool:
    """Tell whether the drug is a current treatment beyond this stay."""
    if context.role_of(mention.section) in (Role.NEVER, Role.FAMILY) or _is_conditional(context, mention):
        return False
    if context.knowledge.phrases[_NOT_TAKEN].search(context.lower, max(0, mention.span.start - 60), mention.span.start):
        return False
    before = _SEPARATOR.split(context.lower[max(0, mention.span.start - 30) : mention.span.start])[-1]
    after = _SEPARATOR.split(context.lower[mention.span.end : mention.span.end + 40])[0]
    around = before + context.note.quote(mention.span).lower() + after
    return context.knowledge.phrases["short-term therapy"].search(around) is None


def _is_conditional(context: Context, mention: Mention) -> bool:
    """Tell whether the sentence only thinks of the drug: "start insulin if …", "may need insulin"."""
    before = context.lower[max(mention.sentence.start, mention.span.start - 45) : mention.span.start]
    after = context.lower[mention.span.end : min(mention.sentence.end, mention.span.end + 60)]
    phrases = context.knowledge.phrases
    return bool(phrases[_THOUGHT_OF].search(before) or phrases[_THOUGHT_AFTER].match(after))


def _is_long_term(context: Context, mention: Mention) -> bool:
    sentence = context.lower[mention.sentence.start : mention.sentence.end]
    return context.knowledge.phrases["long-term therapy"].search(sentence) is not None


def specify_tobacco(workings: Workings, context: Context) -> Workings:
    """Name the product of a nicotine dependence from the words of the note (Index: Dependence, drug, nicotine)."""
    draft = workings.first("F17.20")
    if draft is None:
        return workings
    named = (code for code, words in _PRODUCTS if context.knowledge.phrases[words].search(context.lower))
    product = next(named, "")
    if not product:
        return workings
    code = product + draft.code[6:]
    step = Step(
        statement=f"The note names the product: {code}.", citation=f"Tabular {product}; guideline I.B.2", code=code
    )
    return workings.exchanged(draft, recoded(draft, code, step))


def add_tobacco_history(workings: Workings, context: Context) -> Workings:
    """Add Z87.891 or F17.21- where a coded disease prints "use additional code" for tobacco."""
    if workings.first("F17", "Z87.891") is not None:
        return workings
    asking = _asking_for(workings, context, "Z87.891")
    if asking is None:
        return workings
    former = context.knowledge.phrases["former smoker"].search(context.lower)
    if former is not None:
        mention = context.mention_of(former.start(), former.end())
        return _with(
            workings, context, "Z87.891", mention, "Smoked in the past", f"Tabular {asking.code} use additional code"
        )
    current = context.knowledge.phrases["current smoker"].search(context.lower)
    if former is None and current is not None and not _is_anothers(context, current.start()):
        mention = context.mention_of(current.start(), current.end())
        if context.role_of(mention.section) not in (Role.FAMILY, Role.NEVER):
            return _with(
                workings, context, "F17.210", mention, "Smokes cigarettes", "Index: Smoker, see Dependence, nicotine"
            )
    return workings


def _is_anothers(context: Context, start: int) -> bool:
    """Tell whether somebody else smokes, or nobody."""
    before = context.lower[max(0, start - 40) : start]
    return is_denied_before(context, start) or context.knowledge.phrases[_OTHERS].search(before) is not None


def _asking_for(workings: Workings, context: Context, code: str) -> Draft | None:
    """Return the draft whose book line asks for the additional code."""
    for draft in workings.drafts:
        notes = context.resolver.notes(draft.code, InstructionKind.USE_ADDITIONAL)
        if any(targets_of(note.targets).cover(code) for note in notes):
            return draft
    return None


def add_body_mass_index(workings: Workings, context: Context) -> Workings:
    """Add Z68 where the provider diagnosed a weight disorder (I.B.14, I.C.21.c.3)."""
    weight = workings.first("E66", "E43", "E44", "E46", "R63.4", "R63.6", "E45")
    value = context.knowledge.phrases[_BMI].search(context.lower) if weight else None
    if weight is None or value is None or (context.age is not None and context.age < 20):
        return workings
    code = body_mass_code(float(value.group(1)))
    mention = context.mention_of(value.start(), value.end())
    return _with(
        workings, context, code, mention, f"Body mass index {value.group(1)} with {weight.code}", "Guideline I.B.14"
    )


def body_mass_code(value: float) -> str:
    """Return the adult Z68 code of a body mass index."""
    whole = int(value)
    if value < 20:
        return "Z68.1"
    if whole < 40:
        return f"Z68.{whole}"
    return f"Z68.4{1 if whole < 45 else 2 if whole < 50 else 3 if whole < 60 else 4 if whole < 70 else 5}"


def add_immunization(workings: Workings, context: Context) -> Workings:
    """Add Z23 for a vaccine given at this visit, and only then (I.C.21.c.2)."""
    phrases = context.knowledge.phrases
    for standing in workings.every("Z23"):
        if all(phrases["vaccine given elsewhere"].search(_line_of(context, m)) for m in standing.mentions):
            text = "The vaccine was given elsewhere or at another time."
            workings = workings.without(standing, "section", text, "Guideline I.C.21.c.2")
    is_given = "given" in context.lower or "administered" in context.lower
    for given in phrases[_GIVEN].finditer(context.lower) if is_given else ():
        line = context.lower[context.lower.rfind("\n", 0, given.start()) + 1 : given.end() + 30]
        if not phrases["vaccine given elsewhere"].search(line):
            mention = context.mention_of(given.start(), given.end())
            return _with(workings, context, "Z23", mention, "A vaccine was given", "Guideline I.C.21.c.2")
    return workings


def _line_of(context: Context, mention: Mention) -> str:
    start = context.lower.rfind("\n", 0, mention.span.start) + 1
    end = context.lower.find("\n", mention.span.end)
    return context.lower[start : end if end >= 0 else len(context.lower)]


def _with(workings: Workings, context: Context, code: str, mention: Mention, statement: str, citation: str) -> Workings:
    made = draft_of(context, code, mention, statement, citation)
    return workings.with_draft(made) if made else workings
