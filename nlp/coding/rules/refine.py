# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes that words elsewhere in the sentence make more exact: resources/rules/coding/refinements.csv (I.B.2)."""

from __future__ import annotations

from functools import partial

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings, recoded
from nlp.coding.knowledge import Refinement
from nlp.domain.case import Step

_AFTER_FALLS = ("S06.0X0", "S06.0X9", "S06.0XA", "S06.5X9", "S06.5XA", "S06.6X9", "S06.6XA")
_MINUTES = (
    r"{lost consciousness}[^.;\n]{0,30}?(\d{1,3}|an?|one|few|several|couple(?: of)?)(?:[- ]\d{1,3})?"
    r" ?(seconds?|secs?|min(?:ute)?s?|hours?|hrs?|h)\b"
)
_UNITS = {"s": 1, "m": 60, "h": 3600}
_UP_TO = ((30 * 60, "1"), (59 * 60, "2"), (359 * 60, "3"), (24 * 3600, "4"))


def refine_by_words(workings: Workings, context: Context) -> Workings:
    """Take the more exact code of the table where the sentence of a draft holds its words (I.B.2)."""
    begun = workings.beginnings()
    for row in context.knowledge.refinements:
        for draft in workings.every(row.prefix) if row.prefix in begun else ():
            words = _said(context, row, draft)
            code = row.result + draft.code[len(row.result) :] if row.keeps_rest else row.result
            code = _completed(context, code, draft) if words else ""
            if not code or code == draft.code:
                continue
            step = Step(statement=f"“{words}” makes it {code}.", citation=row.citation, code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
            begun = workings.beginnings()
    return workings


def _completed(context: Context, code: str, draft: Draft) -> str:
    """Return the code, or what the words around the draft choose beneath it, "" where the book knows neither."""
    entry, mention = context.book.entry(code), draft.mentions[0]
    if entry is None or entry.billable:
        return code if entry else ""
    around, visit = context.surroundings(mention), partial(context.visit, mention.sentence)
    found = context.resolver.resolve(code, around.term, around, visit)
    return found.code if found else ""


def _said(context: Context, row: Refinement, draft: Draft) -> str:
    """Return the words of the row that stand in a sentence of the draft, "" where none do or they are denied."""
    for mention in draft.mentions:
        denied = context.denied_in(mention.sentence)
        found = context.between(mention.sentence.start, mention.sentence.end)
        said = f" {' '.join(w.normal for w in found if w.normal and w.start not in denied)} "
        for words in row.words:
            if all((f" {part.lstrip('!')} " in said) is not part.startswith("!") for part in words.split(" & ")):
                return words
    return ""


def specify_consciousness(workings: Workings, context: Context) -> Workings:
    """Take whether and how long consciousness was lost from the words of the note (Tabular S06, 6th character)."""
    workings = _unknown_where_unsaid(workings, context)
    for draft in workings.every(*_AFTER_FALLS):
        sentence = draft.mentions[0].sentence
        found = context.knowledge.phrases[_MINUTES].search(context.lower, sentence.start, sentence.end)
        if found is None:
            continue
        count = int(found.group(1)) if found.group(1).isdigit() else 1
        seconds = count * _UNITS[found.group(2)[0]]
        digit = next((d for limit, d in _UP_TO if seconds <= limit), "")
        code = f"{draft.code[:6]}{digit}{draft.code[7:]}"
        if digit and context.book.entry(code) is not None:
            step = Step(statement=f"“{found.group()}”: {code}.", citation="Tabular S06, 6th character", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _unknown_where_unsaid(workings: Workings, context: Context) -> Workings:
    """Take "status unknown" where the note does not speak of it: "without loss" must be documented."""
    if context.knowledge.phrases["spoken of consciousness"].search(context.lower):
        return workings
    for draft in workings.every("S06."):
        code = f"{draft.code[:6]}A{draft.code[7:]}"
        if draft.code[5:7] == "X0" and context.book.entry(code) is not None:
            step = Step(statement=f"Nothing is said of consciousness: {code}.", citation="Tabular S06", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings
