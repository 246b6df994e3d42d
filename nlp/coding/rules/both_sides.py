# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A condition of both sides that the book has no bilateral code for takes the codes of both (guideline I.B.13)."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Workings, recoded
from nlp.coding.resolve import padded
from nlp.coding.sides import side_of
from nlp.coding.titles import title_words
from nlp.domain.case import Mention, Step
from nlp.domain.codes import CodeEntry

_OPEN = frozenset(["unspecified", "side", ""])
_CITATION = "Guideline I.B.13"


def code_both_sides(workings: Workings, context: Context) -> Workings:
    """Put the codes of the right and of the left in the place of an open one that is said of both sides."""
    for draft in workings.drafts:
        pair = _pair(context, draft.code)
        if len(pair) == 2 and any(_is_of_both(context, mention, draft.code) for mention in draft.mentions):
            for number, entry in enumerate(pair):
                text = f"Both sides are named and the book has no code for both: {entry.code} {entry.title}."
                sided = recoded(draft, entry.code, Step(statement=text, citation=_CITATION, code=entry.code))
                workings = workings.with_draft(sided) if number else workings.exchanged(draft, sided)
    return workings


def _pair(context: Context, code: str) -> tuple[CodeEntry, ...]:
    """Return the codes that say right and left of what this one leaves open; none where one says both."""
    root, end = (code[:7].rstrip("X"), code[7:]) if len(code) == 8 else (code, "")
    entry = context.book.entry(root)
    if entry is None or "unspecified" not in entry.title.lower():
        return ()
    said = title_words(entry.title) - _OPEN
    siblings = {
        side: line
        for line in context.book.children(entry.parent)
        for side in title_words(line.title) & {"right", "left", "bilateral"}
        if title_words(line.title) - _OPEN - {side} == said
    }
    if "bilateral" in siblings or not {"right", "left"} <= siblings.keys():
        return ()
    codes = [siblings[side].code for side in ("right", "left")]
    found = [context.book.entry(padded(one, end) if end else one) for one in codes]
    return tuple(line for line in found if line is not None)


def _is_of_both(context: Context, mention: Mention, code: str) -> bool:
    """Tell whether "both" or "bilateral" stands in the mention, beside it or right before what the title names."""
    entry, clause = context.book.entry(code), context.clause(mention)
    said = title_words(entry.title) if entry else frozenset[str]()
    named = said.union(_plain(context, mention), *(context.knowledge.implied.get(word, ()) for word in said))
    around = context.between(clause.start, clause.end)
    if any(side_of(word) in ("right", "left") for word in around):
        return False
    for place, word in enumerate(around):
        if side_of(word) != "bilateral":
            continue
        is_beside = mention.span.start - 2 <= word.end and word.start <= mention.span.end + 2
        if is_beside or (place + 1 < len(around) and around[place + 1].normal in named):
            return True
    return False


def _plain(context: Context, mention: Mention) -> frozenset[str]:
    """Return the words of the mention."""
    return frozenset(word.normal for word in context.between(mention.span.start, mention.span.end))
