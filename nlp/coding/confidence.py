# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How sure a suggestion is: stated reasons, each with a weight measured on labelled notes.

The confidence is the share of suggestions with these reasons that reviewers coded too. The weights are log-odds and
stand in resources/rules/coding/confidence.csv; `build/calibrate.py` measures them, `chartproof evaluate` checks them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from nlp.coding.draft import Draft, MentionPolicy, Role
from nlp.domain.case import Assertion

ALWAYS = "any suggestion"  # the row every sum starts from
_LEAST, _MOST = 0.05, 0.97  # no claim beyond what the labelled notes could show
_SOURCES = {
    "lexicon": "curated term",
    "title": "title of the code",
    "title form": "form of the title",
    "inclusion": "inclusion term of the code",
    "rule": "follows from a coding rule",
    "composed": "composed term",
}
_ROLES = {
    Role.ASSESSED: "stands in the assessment",
    Role.WHOLE: "the note has no headed assessment",
    Role.REASON: "reason for the visit only",
    Role.STATUS: "stands in the histories",
    Role.SUPPORT: "stands outside the assessment",
}
_KINDS = {"R": "a symptom or finding", "Z": "a status or reason for contact", "O": "pregnancy or childbirth"}


def reasons_of(draft: Draft, policy: MentionPolicy, *, is_open: bool) -> tuple[str, ...]:
    """Return what speaks for and against a draft, in the words that the weights are filed under.

    `is_open` tells whether the code leaves open what the book tells apart.
    """
    reasons = [_SOURCES.get(draft.source, draft.source), _place(draft, policy), _KINDS.get(draft.code[0], "")]
    if len(draft.mentions) > 1:
        reasons.append("mentioned more than once")
    if is_open or draft.flags:
        reasons.append("detail is missing")
    if len(draft.steps) > 1:
        reasons.append("narrowed or combined by further steps")
    if any(m.assertion is Assertion.UNCERTAIN for m in draft.mentions[:1]):
        reasons.append("documented as uncertain")
    return tuple(filter(None, (*reasons, *draft.doubts)))


def confidence_of(reasons: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return the confidence in 0..1 that the reasons add up to; a reason without a measured weight changes nothing."""
    sum_of_weights = weights[ALWAYS] + sum(weights.get(reason, 0.0) for reason in reasons)
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-sum_of_weights)))), 2)


def _place(draft: Draft, policy: MentionPolicy) -> str:
    if policy is MentionPolicy.EVERY_MENTION:
        return "every mention is coded"
    return _ROLES.get(draft.role, "")
