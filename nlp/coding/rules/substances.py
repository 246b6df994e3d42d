# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Psychoactive substances: what a note must say before use is a diagnosis (guideline I.C.5.b.3)."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.rules.making import sentence_of

_USE = ("F10.90", "F11.90", "F12.90", "F13.90", "F14.90", "F15.90", "F16.90", "F18.90", "F19.90")


def drop_mere_use(workings: Workings, context: Context) -> Workings:
    """Leave out use that the provider relates to no disorder (I.C.5.b.3)."""
    for draft in workings.every(*_USE):
        if not _is_related(context, draft):
            text = "The note says that it is used, not that a disorder comes from it."
            workings = workings.without(draft, "section", text, "Guideline I.C.5.b.3")
    return workings


def _is_related(context: Context, draft: Draft) -> bool:
    quotes = " ".join(context.note.quote(m.span).lower() for m in draft.mentions)
    phrases, sentence = context.knowledge.phrases, sentence_of(context, draft)
    return bool(phrases["substance use disorder"].search(quotes) or phrases["related to use"].search(sentence))
