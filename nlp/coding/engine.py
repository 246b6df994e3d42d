# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One note from mentions to a coded case."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Draft, MentionPolicy, Workings, merged
from nlp.coding.explain import not_coded, suggestions
from nlp.coding.gather import gather
from nlp.coding.knowledge import Knowledge
from nlp.coding.resolve import Resolver
from nlp.coding.rules import RULES, RULES_FOR_EVERY_MENTION
from nlp.coding.rules.presence import tell_presence
from nlp.coding.sequence import in_claim_order
from nlp.domain.case import Analysis, CodedCase, Encounter
from nlp.domain.codes import CodeBook
from nlp.domain.text import Note

RULES_VERSION = "2026.11.3"


def suggest(
    note: Note,
    analysis: Analysis,
    encounter: Encounter,
    book: CodeBook,
    *,
    knowledge: Knowledge,
    resolver: Resolver | None = None,
    policy: MentionPolicy = MentionPolicy.AS_DOCUMENTED,
) -> CodedCase:
    """Return the case as the machine sees it; the resolver may be kept between notes, it remembers the book."""
    context = Context(note, analysis, encounter, resolver or Resolver(book), knowledge, policy)
    workings = _worked(context)
    ordered = in_claim_order(context, workings)
    made, asked = tell_presence(context, ordered, suggestions(context, ordered, RULES_VERSION))
    return CodedCase(
        note_id=note.id,
        encounter=encounter,
        edition=book.edition.name,
        rules_version=RULES_VERSION,
        analysis=analysis,
        suggestions=made,
        not_coded=not_coded(context, ordered, RULES_VERSION),
        queries=(*ordered.queries, *asked),
    )


def _worked(context: Context) -> Workings:
    """Gather what the mentions give and put it through every rule in order."""
    drafts, dropped = gather(context)
    by_code: dict[str, Draft] = {}
    for draft in drafts:
        standing = by_code.get(draft.code)
        by_code[draft.code] = draft if standing is None else merged(standing, draft)
    workings = Workings(drafts=tuple(by_code.values()), dropped=dropped)
    for rule in RULES if context.policy is MentionPolicy.AS_DOCUMENTED else RULES_FOR_EVERY_MENTION:
        workings = rule(workings, context)
    return workings
