# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a mention gives once its meaning and assertion are settled: a draft of a suggestion, or why there is none."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Dropped, Role
from nlp.coding.resolve import Resolved
from nlp.domain.case import Assertion, Flip, Mention, Step
from nlp.domain.codes import Candidate


def drafted(
    context: Context,
    mention: Mention,
    role: Role,
    resolved: Resolved,
    candidate: Candidate,
    code: str = "",
    *more: Step,
) -> Draft:
    """Return the draft of a suggestion: what the words stand for, then how that was narrowed, then `more` steps."""
    named = " ".join(context.note.quote(mention.span).split())
    found = Step(
        statement=f"“{named}” stands for {candidate.code.replace('+', ' with ')}.",
        citation=candidate.reference,
        code=candidate.code.split("+")[0],
    )
    flips = ()
    if mention.assertion is Assertion.UNCERTAIN:
        flips = (Flip(change="Setting becomes outpatient", outcome=f"{resolved.code} would not be coded (IV.H)"),)
    return Draft(
        code=code or resolved.code,
        mentions=(mention,),
        source=candidate.source,
        priority=candidate.priority,
        role=role,
        steps=(found, *resolved.steps, *more),
        flips=flips,
        flags=resolved.flags if not code or code == resolved.code else (),
        doubts=("the word is ambiguous",) if "weak" in candidate.flags else (),
    )


def dropped(mention: Mention, code: str, reason: str, explanation: str, citation: str, *flips: Flip) -> Dropped:
    """Return the mention as not coded, with its reason and what would change that."""
    return Dropped(
        code=code, mention=mention, reason=reason, explanation=explanation, citation=citation, flips=tuple(flips)
    )
