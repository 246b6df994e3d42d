# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What another code already says: parents, symptoms of a coded disease."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Role, Workings


def drop_parents(workings: Workings, context: Context) -> Workings:
    """Drop codes without their full characters where a code beneath is coded (I.B.2)."""
    for draft in workings.drafts:
        entry = context.book.entry(draft.code)
        below = next((d for d in workings.drafts if d is not draft and d.code.startswith(draft.code)), None)
        if below is not None and entry is not None and not entry.billable:
            text = f"{below.code} says the same more specifically."
            workings = workings.without(draft, "superseded", text, "Guideline I.B.2")
    return workings


def drop_integral_symptoms(workings: Workings, context: Context) -> Workings:
    """Drop signs and symptoms that a coded definite diagnosis explains (I.B.4, I.B.5)."""
    for symptom, explained_by, citation in context.knowledge.integral:
        for draft in workings.every(symptom):
            cause = _cause(workings, draft, explained_by)
            if cause is not None:
                text = f"It is a symptom of {cause.code}, which is coded."
                workings = workings.without(draft, "integral", text, citation)
    return workings


def _cause(workings: Workings, symptom: Draft, explained_by: tuple[str, ...]) -> Draft | None:
    """Return the draft that explains the symptom; symptoms do not explain one another."""
    return next(
        (
            d
            for d in workings.every(*explained_by)
            if d is not symptom and d.code[0] not in "RZ" and d.role in (Role.ASSESSED, Role.WHOLE)
        ),
        None,
    )
