# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How a question to the provider is made: from words that the note states of this patient, each quoted."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Role, Workings
from nlp.coding.explain import evidence_of
from nlp.coding.rules.making import is_denied_before
from nlp.coding.rules.query_linter import ENDING
from nlp.coding.wording import Wording
from nlp.domain.case import Mention, Query, Setting


def words_in(context: Context, sought: str | re.Pattern[str] | Wording) -> Mention | None:
    """Return the first words that match and that the note does not deny of this patient; a text is a shape of lists."""
    pattern = context.knowledge.phrases[sought] if isinstance(sought, str) else sought
    for match in pattern.finditer(context.lower):
        mention = context.mention_of(match.start(), match.end())
        if context.role_of(mention.section) in (Role.NEVER, Role.FAMILY) or is_denied_before(context, match.start()):
            continue
        return mention
    return None


def is_stay(context: Context) -> bool:
    """Tell whether the note is of an inpatient stay."""
    return context.encounter.setting is Setting.INPATIENT


def asked(
    workings: Workings, context: Context, topic: str, text: str, options: tuple[str, ...], *found: Mention | None
) -> Workings:
    """Add the question with the words it rests on, each quoted once."""
    evidence = tuple(dict.fromkeys(evidence_of(context, m) for m in found if m is not None))
    quotes = " and ".join(f"“{e.quote}”" for e in evidence)
    query = Query(
        topic=topic, text=f"The note documents {quotes}. {text}", options=(*options, *ENDING), evidence=evidence
    )
    return workings.with_query(query)
