# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Causes that get a code of their own: organisms, adverse effects, underdosing, external causes."""

from __future__ import annotations

from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings, recoded
from nlp.coding.injury_codes import intent_of
from nlp.coding.rules.making import draft_of, is_denied_before, sentence_of
from nlp.domain.case import Step
from nlp.domain.codes import InstructionKind

_ASKED = ("B95", "B96", "B97")
# Infections whose organism is coded although their own line does not ask (I.C.1.b).
_INFECTIONS = ("R78.81", "K25", "K26", "K27", "K29", "K65", "K81", "J86", "M00", "M86", "N41", "L02", "L03")
_INDUCED = r"{caused by a drug}(?:(?!{something else is done}| - )[^.,;:\n()–—]){0,45}$"
_WRONGLY = r"{taken wrongly}|{took a drug}[^.;\n]{0,20}{too much}"
_NAMED_EFFECT = (
    "D62",
    "D64.81",
    "D69.59",
    "D70.1",
    "K59.03",
    "E09",
    "L27.0",
    "K25",
    "K26",
    "I82",
    "N17",
    "R",
    "K",
    "L",
    "D",
    "E",
    "I95",
    "G2",
    "G47",
    "G62",
    "M25.5",
    "M60",
    "M62.8",
    "M79.1",
    "T78.3",
    "G72.0",
    "I44",
    "I45",
    "H91.0",
    "N14",
    "M10.2",
)


def add_organism(workings: Workings, context: Context) -> Workings:
    """Name the organism of an infection, by the sepsis code or by B95 to B97 (I.C.1.b, I.C.1.d)."""
    for organism, code, sepsis in context.knowledge.organisms:
        if not context.says(organism):
            continue
        for draft in _asking_for_organism(workings, context):
            place = _organism_near(context, draft, organism)
            if place is None:
                continue
            mention = context.mention_of(*place)
            if draft.code == "A41.9":
                if sepsis:
                    step = Step(
                        statement=f"The organism is named: {sepsis}.", citation="Guideline I.C.1.d.1", code=sepsis
                    )
                    workings = workings.exchanged(draft, recoded(draft, sepsis, step))
                continue
            if workings.first("A41.5", "A41.0") is None and workings.first(code) is None:
                made = draft_of(context, code, mention, f"The organism of {draft.code} is named", "Guideline I.C.1.b")
                workings = workings.with_draft(made) if made else workings
    return workings


def _asking_for_organism(workings: Workings, context: Context) -> tuple[Draft, ...]:
    """Return sepsis of unnamed cause and the infections whose book line asks for the organism."""
    asking = [
        d for d in workings.drafts if d.code.startswith(("A41.9", *_INFECTIONS)) or _asks_for_organism(context, d.code)
    ]
    return tuple(sorted(asking, key=lambda d: d.code != "A41.9"))  # the sepsis code that names it speaks for all


def _asks_for_organism(context: Context, code: str) -> bool:
    return any(
        any(target.startswith(_ASKED) for target in note.targets)
        for note in context.resolver.notes(code, InstructionKind.USE_ADDITIONAL)
        if len(note.owner) >= 3  # a chapter's note speaks of everything in it
    )


def _organism_near(context: Context, draft: Draft, organism: str) -> tuple[int, int] | None:
    """Return where the organism stands in a sentence of the draft, not denied."""
    length = organism.count(" ") + 1
    for mention in draft.mentions:
        # "E. coli" may look like the end of a sentence: count characters instead.
        found = [w for w in context.between(mention.span.start - 60, mention.span.end + 60) if w.normal]
        for index in range(len(found) - length + 1):
            run = found[index : index + length]
            if " ".join(w.normal for w in run) == organism and not is_denied_before(context, run[0].start):
                return run[0].start, run[-1].end
    return None


def add_adverse_effect(workings: Workings, context: Context) -> Workings:
    """Add the drug of an adverse effect behind the nature of the effect (I.C.19.e.5.a)."""
    phrases = context.knowledge.phrases
    for draft in workings.every(*_NAMED_EFFECT):
        for mention in draft.mentions:
            for word in context.between(mention.span.start, mention.sentence.end):
                root = context.knowledge.agents.get(word.text.lower())
                between = context.lower[mention.span.end : word.start]
                if root is None or word.start < mention.span.start:
                    continue
                quote = context.lower[mention.span.start : mention.span.end]
                inside = word.end <= mention.span.end and phrases["effect of a drug"].search(quote) is not None
                if not inside and not phrases[_INDUCED].search(between):
                    continue
                statement = f"“{word.text}”, taken as prescribed, caused {draft.code}"
                made = draft_of(
                    context, f"{root}5A", context.mention_of(word.start, word.end), statement, "Guideline I.C.19.e.5.a"
                )
                if made is not None and workings.first(root) is None:
                    workings = workings.with_draft(replace(made, mentions=(*made.mentions, mention)))
    return workings


def name_drug_effect(workings: Workings, context: Context) -> Workings:
    """Give a reaction the code that says a drug caused it, where the drug of an adverse effect stands beside it."""
    drugs = [d for d in workings.drafts if d.code[0] == "T" and d.code.endswith("5A")]
    for prefix, code, citation in context.knowledge.induced if drugs else ():
        for draft in workings.every(prefix):
            sentences = {m.sentence for m in draft.mentions}
            drug = next((d for d in drugs if d.mentions[0].sentence in sentences), None)
            if drug is not None:
                step = Step(
                    statement=f"{drug.code} names the drug that caused it: {code}.", citation=citation, code=code
                )
                workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def name_poison(workings: Workings, context: Context) -> Workings:
    """Name the drug of a poisoning where it stands beside it; the intent stays (I.C.19.e.5.b)."""
    for draft in workings.every("T50.90"):
        intent = draft.code.replace(".", "")[5]
        span = context.clause(draft.mentions[0])
        for word in context.between(span.start, span.end):
            root = context.knowledge.agents.get(word.text.lower())
            code = f"{root}{intent}A"
            if root is not None and context.book.entry(code) is not None:
                step = Step(
                    statement=f"“{word.text}” is the drug: {code}.", citation="Guideline I.C.19.e.5.b", code=code
                )
                workings = workings.exchanged(draft, recoded(draft, code, step))
                break
    return workings


def specify_intent(workings: Workings, context: Context) -> Workings:
    """Read self-harm said elsewhere in the sentence into a poisoning taken as accidental (I.C.19.e.5.b)."""
    for draft in workings.every("T36", "T37", "T38", "T39", "T4", "T50"):
        plain, place = draft.code.replace(".", ""), 4 if draft.code.replace(".", "")[5:6] == "X" else 5
        if intent_of(draft.code) != "1" or not context.knowledge.phrases["self-harm"].search(
            sentence_of(context, draft)
        ):
            continue
        plain = f"{plain[:place]}2{plain[place + 1 :]}"
        code = f"{plain[:3]}.{plain[3:]}"
        if context.book.entry(code) is not None:
            step = Step(statement=f"Self-harm is documented: {code}.", citation="Guideline I.C.19.e.5.b", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def add_poisoning(workings: Workings, context: Context) -> Workings:
    """Code a drug taken wrongly as poisoning by it: wrong dose, wrong drug, overdose (I.C.19.e.5.b)."""
    if next((d for d in workings.every("T3", "T4", "T50") if d.code[-2:] in ("1A", "2A", "3A", "4A")), None):
        return workings
    for word in context.written(context.knowledge.agents):
        root, mention = context.knowledge.agents[word.text.lower()], context.mention_of(word.start, word.end)
        if context.role_of(mention.section) not in (Role.ASSESSED, Role.WHOLE):
            continue
        sentence = context.lower[mention.sentence.start : mention.sentence.end]
        wrong = context.knowledge.phrases[_WRONGLY].search(sentence)
        if wrong is None or is_denied_before(context, mention.sentence.start + wrong.start()):
            continue
        intent = "2" if context.knowledge.phrases["self-harm"].search(context.lower) else "1"
        statement = f"“{word.text}” was taken wrongly"
        made = draft_of(context, f"{root}{intent}A", mention, statement, "Guideline I.C.19.e.5.b")
        return workings.with_draft(made) if made else workings
    return workings


def add_underdosing(workings: Workings, context: Context) -> Workings:
    """Add underdosing and its reason where a drug was taken less than prescribed (I.C.19.e.5.c)."""
    phrases = context.knowledge.phrases
    for word in context.written(context.knowledge.agents):
        root = context.knowledge.agents[word.text.lower()]
        mention = context.mention_of(word.start, word.end)
        sentence = context.lower[mention.sentence.start : mention.sentence.end]
        before = context.lower[max(mention.sentence.start, word.start - 40) : word.start]
        stopped = phrases["less of a drug was taken"].search(before)
        if stopped is None or context.role_of(mention.section).value not in ("assessed", "whole"):
            continue
        made = draft_of(
            context, f"{root}6A", mention, f"Less “{word.text}” was taken than prescribed", "Guideline I.C.19.e.5.c"
        )
        if made is None:
            continue
        workings = workings.with_draft(made)
        reason = (
            "Z91.120" if phrases["cost of a drug"].search(sentence) else
            "Z91.128" if phrases["drug left out on purpose"].search(sentence) else "Z91.148"
        )  # fmt: skip
        why = draft_of(context, reason, mention, "The reason is documented", "Guideline I.C.19.e.5.c")
        workings = workings.with_draft(why) if why else workings
    return workings


def drop_vague_underdosing_reason(workings: Workings, context: Context) -> Workings:
    """Keep the stated reason of underdosing and drop the unstated one (I.C.19.e.5.c)."""
    del context
    stated = workings.first("Z91.12", "Z91.13")
    for vague in workings.every("Z91.14", "Z91.19") if stated else ():
        workings = workings.without(vague, "superseded", "The reason is documented more exactly.", "Guideline I.B.2")
    return workings


def add_companions(workings: Workings, context: Context) -> Workings:
    """Add the code that a book line asks for and the same words already document."""
    for prefix, words, companion, citation in context.knowledge.companions:
        draft = workings.first(prefix)
        if draft is None or workings.first(companion) is not None:
            continue
        named = next((m for m in draft.mentions if words in context.note.quote(m.span).lower()), None)
        made = draft_of(context, companion, named, f"Asked for beside {draft.code}", citation) if named else None
        workings = workings.with_draft(made) if made else workings
    return workings
