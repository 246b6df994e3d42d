# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What belongs to an injury: extent of a burn, how, where and at what it happened (I.C.19.d, I.C.20)."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.rules.making import draft_of, is_denied_before
from nlp.coding.wording import wording

_EXTENT = wording(
    r"\b(\d{1,2}(?:\.\d)?) ?(?:%|percent)(?: of)?(?: total)?(?: body surface(?: area)?| ?t?bsa)\b"
    r"|\bt?bsa\b\D{0,12}(\d{1,2}(?:\.\d)?) ?%"
)
_DEEP = (
    r"{full thickness burn}[^.%\n]{0,20}?(\d{1,2}) ?%(?! ?(?:t?bsa|of (?:the )?(?:total )?body))"
    r"|(\d{1,2}) ?%(?: of (?:it|which))?(?: (?:is|was|being))? {full thickness burn}"
)
_VAGUE_CAUSES = ("W19", "W18.3", "V89.9", "X58")
_BURNS = ("T20", "T21", "T22", "T23", "T24", "T25", "T30")


def add_burn_extent(workings: Workings, context: Context) -> Workings:
    """Add the share of the body that is burned where it is documented (I.C.19.d.6; Tabular T31 note)."""
    is_burned = workings.first(*_BURNS) is not None
    found = _EXTENT.search(context.lower) if is_burned else None
    if found is None or workings.first("T31", "T32"):
        return workings
    tens = int(float(found.group(1) or found.group(2))) // 10
    deep = context.knowledge.phrases[_DEEP].search(context.lower)
    code = f"T31.{tens}" + (str(min(tens, int(deep.group(1) or deep.group(2)) // 10 if deep else 0)) if tens else "")
    mention = context.mention_of(found.start(), found.end())
    made = draft_of(context, code, mention, f"“{found.group()}” is burned", "Guideline I.C.19.d.6; Tabular T31 note")
    return workings.with_draft(made) if made else workings


def keep_deepest_burn(workings: Workings, context: Context) -> Workings:
    """Keep the highest degree of burns of one site and side (I.C.19.d.2)."""
    del context
    burns = workings.every("T20", "T21", "T22", "T23", "T24", "T25")
    for burn in burns:
        deeper = [b for b in burns if b.code[:4] + b.code[5:] == burn.code[:4] + burn.code[5:] and b.code > burn.code]
        if deeper:
            text = f"{deeper[0].code} is the highest degree at this site."
            workings = workings.without(burn, "superseded", text, "Guideline I.C.19.d.2")
    return workings


def fresh_injury(workings: Workings) -> Draft | None:
    """Return an injury or burn in its initial encounter."""
    return next((d for d in workings.drafts if d.code.startswith(("S", *_BURNS)) and d.code.endswith("A")), None)


def add_external_cause(workings: Workings, context: Context) -> Workings:
    """Add how an injury came about, where, and at what activity; place and activity once (I.C.20.a to I.C.20.c)."""
    if fresh_injury(workings) is None:
        return workings
    workings = _with_cause(workings, context)
    for prefix in ("Y92", "Y93"):
        workings = _with_scene(workings, context, prefix)
    return workings


def _with_cause(workings: Workings, context: Context) -> Workings:
    known = workings.first("V", "W", "X", "Y0")
    if known is not None and not known.code.startswith(_VAGUE_CAUSES):
        return workings
    words, code = next(((w, c) for w, c in context.knowledge.causes if context.says(w)), ("", ""))
    mention = context.mention_of(*_place(context, words)) if words else None
    made = draft_of(context, code, mention, "How the injury came about", "Guideline I.C.20.a") if mention else None
    if made is None:
        return workings
    return workings.exchanged(known, made) if known is not None else workings.with_draft(made)


def _with_scene(workings: Workings, context: Context, prefix: str) -> Workings:
    """Add the first place or activity of the table that the note names beside how it happened."""
    cause = workings.first("V", "W", "X", "Y0")
    if workings.first(prefix) is not None or cause is None:
        return workings
    sentence = cause.mentions[0].sentence
    for words, code in context.knowledge.places:
        found = words.search(context.lower, sentence.start, sentence.end) if code.startswith(prefix) else None
        if found is not None and not is_denied_before(context, found.start()):
            mention = context.mention_of(found.start(), found.end())
            statement = "Where it happened" if prefix == "Y92" else "What the patient was doing"
            made = draft_of(context, code, mention, statement, "Guideline I.C.20.b; I.C.20.c")
            return workings.with_draft(made) if made else workings
    return workings


def _place(context: Context, words: str) -> tuple[int, int]:
    """Return where a run of normal words stands."""
    found = [w for w in context.words if w.normal]
    length = words.count(" ") + 1
    for index in range(len(found) - length + 1):
        if " ".join(w.normal for w in found[index : index + length]) == words:
            return found[index].start, found[index + length - 1].end
    return 0, 0
