# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How a rule makes a draft of its own: from words it found, or beside a draft that stands."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role
from nlp.coding.targets import targets_of
from nlp.domain.case import Mention, Step
from nlp.domain.codes import InstructionKind

_DENIED = re.compile(
    r"\b(?:no|not|denies|denied|without|never|negative for|stopped|held|off|discontinued|allerg\w+)\b[^.,;\n]*$"
)


def draft_of(context: Context, code: str, mention: Mention, statement: str, citation: str) -> Draft | None:
    """Return a draft that rests on words in the note, or None where the book lacks the code."""
    entry = context.book.entry(code)
    if entry is None:
        return None
    step = Step(statement=f"{statement}: {entry.code} {entry.title}.", citation=citation, code=entry.code)
    return Draft(
        code=entry.code,
        mentions=(mention,),
        source="rule",
        priority=1,
        role=context.role_of(mention.section),
        steps=(step,),
    )


def beside(context: Context, code: str, cause: Draft, other: Draft, citation: str) -> Draft | None:
    """Return a draft that two drafts together give, or None where the book lacks the code."""
    entry = context.book.entry(code)
    if entry is None:
        return None
    statement = (
        f"{cause.code} and {other.code} are documented together, which the book reports as {entry.code} {entry.title}."
    )
    step = Step(statement=statement, citation=citation, code=entry.code)
    mentions = tuple(dict.fromkeys((*cause.mentions, *other.mentions)))
    role = cause.role if cause.role in (Role.ASSESSED, Role.WHOLE) else other.role
    return Draft(
        code=entry.code,
        mentions=mentions,
        source="rule",
        priority=1,
        role=role,
        steps=(*cause.steps, *other.steps, step),
    )


def is_denied_before(context: Context, start: int) -> bool:
    """Tell whether the words before a place in its sentence take back what stands there."""
    return bool(_DENIED.search(context.lower[max(0, start - 60) : start]))


def sentence_of(context: Context, draft: Draft) -> str:
    """Return the sentence of a draft's first mention in lower case."""
    span = draft.mentions[0].sentence
    return context.lower[span.start : span.end]


def both_mentions(one: Draft, other: Draft) -> tuple[Mention, ...]:
    """Return the mentions of two drafts, each once."""
    return tuple(dict.fromkeys((*one.mentions, *other.mentions)))


def excludes(context: Context, code: str, other: str) -> bool:
    """Tell whether a code prints an Excludes1 note of another, its own or an inherited one (I.A.12.a)."""
    notes = context.resolver.notes(code, InstructionKind.EXCLUDES1)
    return any(targets_of(note.targets).cover(other) for note in notes)
