# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What another code already says: parents, unspecified repeats, symptoms of a coded disease, Excludes1 losers."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings
from nlp.coding.rules.making import excludes
from nlp.coding.targets import targets_of
from nlp.coding.titles import demands, title_words
from nlp.domain.codes import InstructionKind

_MANY_SITES = ("S", "T", "L", "M", "H", "C", "D", "Z", "V", "W", "X", "Y", "R")


def drop_parents(workings: Workings, context: Context) -> Workings:
    """Drop codes without their full characters where a code beneath is coded (I.B.2)."""
    for draft in workings.drafts:
        entry = context.book.entry(draft.code)
        below = next((d for d in workings.drafts if d is not draft and d.code.startswith(draft.code)), None)
        if below is not None and entry is not None and not entry.billable:
            text = f"{below.code} says the same more specifically."
            workings = workings.without(draft, "superseded", text, "Guideline I.B.2")
    return workings


def drop_overlapped(workings: Workings, context: Context) -> Workings:
    """Keep one of two readings of the same words within a category."""
    for draft in workings.drafts:
        for other in workings.drafts:
            same = other.code[:3] == draft.code[:3] or (draft.code[:3] in ("M80", "M84") and other.code[0] == "S")
            if other is draft or not same or other not in workings.drafts or _is_one_term(draft, other):
                continue
            poorer = _poorer_of_overlapping(context, draft, other) if draft in workings.drafts else None
            if poorer is other and len(other.mentions) == 1:
                text = f"The same words were read as {draft.code}."
                workings = workings.without(other, "superseded", text, "Guideline I.B.2")
    return workings


def _is_one_term(one: Draft, other: Draft) -> bool:
    """Tell whether one curated term means both codes together."""
    return any(a.span == b.span for a in one.mentions for b in other.mentions)


def drop_less_specific(workings: Workings, context: Context) -> Workings:
    """Drop an unspecified code where the same category is coded more specifically (I.B.18)."""
    for draft in workings.drafts:
        better = _better(workings, context, draft)
        if better is not None:
            text = f"{better.code} describes it more specifically."
            workings = workings.without(draft, "superseded", text, "Guidelines I.B.2, I.B.18")
    return workings


def _better(workings: Workings, context: Context, draft: Draft) -> Draft | None:
    """Return a draft of the same family that says all of this one's title and more."""
    entry = context.book.entry(draft.code)
    title = entry.title if entry else ""
    # ".9" and "X, unspecified" stand for their whole category, any other code for its subcategory only.
    stands_for_all = draft.code[4:5] == "9" or (
        title.endswith("unspecified") and entry is not None and len(entry.parent) == 3
    )
    for other in workings.drafts:
        if other is draft or other.code[:3] != draft.code[:3] or len(other.code) < len(draft.code) - 1:
            continue
        if demands(title).excluded & demands(_title(context, other)).wanted and not draft.code.startswith(_MANY_SITES):
            return other  # "with dyskinesia" is documented: "without dyskinesia" is not
        is_near = other.code[:5] == draft.code[:5] or (stands_for_all and not draft.code.startswith(_MANY_SITES))
        if is_near and _detail(context, other) > _detail(context, draft) and _is_open(context, draft):
            return other
    return None


def _title(context: Context, draft: Draft) -> str:
    entry = context.book.entry(draft.code)
    return entry.title if entry else ""


def _is_open(context: Context, draft: Draft) -> bool:
    entry = context.book.entry(draft.code)
    if entry is None:
        return False
    title = demands(entry.title)
    return bool(title.unspecified) or "without complication" in entry.title or "uncomplicated" in entry.title


def _detail(context: Context, draft: Draft) -> tuple[int, int]:
    entry = context.book.entry(draft.code)
    title = demands(entry.title if entry else "")
    return (-title.unspecified, len(title.wanted))


def drop_integral_symptoms(workings: Workings, context: Context) -> Workings:
    """Drop signs and symptoms that a coded definite diagnosis explains (I.B.4, I.B.5)."""
    begun = workings.beginnings()
    for symptom, explained_by, citation in context.knowledge.integral:
        if symptom not in begun:
            continue
        for draft in workings.every(symptom):
            cause = _cause(context, workings, draft, explained_by)
            if cause is not None:
                text = f"It is a symptom of {cause.code}, which is coded."
                workings = workings.without(draft, "integral", text, citation)
    return workings


def _cause(context: Context, workings: Workings, symptom: Draft, explained_by: tuple[str, ...]) -> Draft | None:
    """Return the draft that explains the symptom; symptoms do not explain one another, nor one side the other."""
    return next(
        (
            d
            for d in workings.every(*explained_by)
            if d.code[0] not in "RZ" and d.role in (Role.ASSESSED, Role.WHOLE) and _says_more(context, d, symptom)
        ),
        None,
    )


def drop_excluded(workings: Workings, context: Context) -> Workings:
    """Drop the weaker of two codes that the book excludes from each other (I.A.12.a); equals are left to the coder."""
    codes, begun = workings.codes(), workings.beginnings()
    for draft in workings.drafts:
        for note in context.resolver.notes(draft.code, InstructionKind.EXCLUDES1):
            named = targets_of(note.targets)
            if not named.cover_any(codes, begun):
                continue
            rival = next((d for d in workings.drafts if d is not draft and named.cover(d.code)), None)
            loser = _loser(context, draft, rival) if rival is not None and draft in workings.drafts else None
            if loser is not None and rival is not None:
                winner = rival if loser is draft else draft
                text = f"{note.owner} prints Excludes1 “{note.text}”: {winner.code} is coded instead."
                citation = f"Guideline I.A.12.a; Tabular {note.owner} Excludes1"
                workings = workings.without(loser, "excludes1", text, citation)
    return workings


def _loser(context: Context, one: Draft, other: Draft) -> Draft | None:
    """Return the draft that gives way: symptom to disease, unspecified to specific; `one` prints the note."""
    ranks = [_standing(context, d) for d in (one, other)]
    if ranks[0] == ranks[1]:
        later = _later_of_overlapping(one, other)
        # Where only one of them prints the note, it sends the reader to the other: "cholecystitis with stones (K80)".
        return one if later is not None and not excludes(context, other.code, one.code) else later
    return one if ranks[0] < ranks[1] else other


def _later_of_overlapping(one: Draft, other: Draft) -> Draft | None:
    """Return the later of two readings of the same words ("steroid-induced diabetes with hyperglycemia"), or None."""
    if not any(a.span.overlaps(b.span) for a in one.mentions for b in other.mentions):
        return None
    return one if one.place > other.place else other


def _poorer_of_overlapping(context: Context, one: Draft, other: Draft) -> Draft | None:
    """Return the reading that leaves more open, else that of fewer words, else the later one, or None."""
    pairs = [(a.span, b.span) for a in one.mentions for b in other.mentions if a.span.overlaps(b.span)]
    if not pairs:
        return None
    spans = pairs[0]
    ranks = [
        (-_openness(_title(context, draft)), span.end - span.start)
        for draft, span in zip((one, other), spans, strict=True)
    ]
    if one.code[:3] == other.code[:3] and ranks[0] != ranks[1]:
        return one if ranks[0] < ranks[1] else other
    return _later_of_overlapping(one, other)


def _openness(title: str) -> int:
    """Return how much a title leaves open: "other fracture of lower leg" says less than "trimalleolar fracture"."""
    read = demands(title)
    return read.unspecified + read.is_other + title.endswith("without complications")


def drop_superseded(workings: Workings, context: Context) -> Workings:
    """Drop a code that says less than another of this visit, across categories (I.B.18)."""
    begun = workings.beginnings()
    for vague, exact, citation in context.knowledge.superseded:
        if vague not in begun:
            continue
        for draft in workings.every(vague):
            better = next((d for d in workings.every(*exact) if _says_more(context, d, draft)), None)
            if better is not None:
                text = f"{better.code} says it more exactly."
                workings = workings.without(draft, "superseded", text, citation)
    return workings


def _says_more(context: Context, better: Draft, draft: Draft) -> bool:
    """Tell whether another draft may stand for this one: not itself, and not of the other side."""
    sides = [{"right", "left"} & title_words(_title(context, d)) for d in (better, draft)]
    return better.code != draft.code and not (sides[0] and sides[1] and sides[0] != sides[1])


def drop_lonely_causes(workings: Workings, context: Context) -> Workings:
    """Drop external causes without an injury or poisoning of this visit (I.C.20)."""
    del context
    if workings.first("S", "T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "M84", "M80"):
        return workings
    for cause in workings.every("V", "W", "X", "Y0", "Y1", "Y2", "Y3", "Y92", "Y93", "Y99"):
        workings = workings.without(cause, "section", "Nothing it caused is coded.", "Guideline I.C.20")
    return workings


def _standing(context: Context, draft: Draft) -> int:
    if draft.code.startswith(("I11", "I12", "I13")):
        return 4  # a combination holds what the other code says
    if draft.code[0] == "O":
        return 4  # chapter 15 goes before all others (I.C.15.a.1)
    if draft.code[0] == "R":
        return 0
    if draft.code[0] == "Z":
        return 1
    return 2 if _is_open(context, draft) else 3
