# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggestions with evidence, steps and confidence; the explanation is the trace of the computation."""

from __future__ import annotations

import hashlib

from nlp.coding.confidence import confidence_of, reasons_of
from nlp.coding.context import Context
from nlp.coding.draft import Draft, Dropped, Workings
from nlp.coding.titles import title_words
from nlp.domain.case import Assertion, Evidence, Mention, NotCoded, Suggestion

_PLAIN = ("unspecified", "without complication", "uncomplicated")
_MOST_EVIDENCE = 6
_SAID_TWICE = ("section", "superseded")  # reasons that deny nothing
_SIDES = frozenset(["right", "left", "bilateral"])


def suggestions(context: Context, workings: Workings, version: str) -> tuple[Suggestion, ...]:
    """Return the drafts as final suggestions, in their order."""
    passed = [d for d in workings.dropped if d.reason in _SAID_TWICE]
    made = [_suggestion(context, d, _all_mentions(context, d, passed), version) for d in workings.drafts]
    return tuple([s for s in made if s is not None])


def not_coded(context: Context, workings: Workings, version: str) -> tuple[NotCoded, ...]:
    """Return every suppressed mention once, unless its code is suggested after all."""
    coded = workings.codes()
    out: dict[tuple[str, int, str], NotCoded] = {}
    for dropped in workings.dropped:
        if dropped.code in coded:
            continue
        key = (dropped.code, dropped.mention.span.start, dropped.reason)
        if key not in out:
            out[key] = _not_coded(context, dropped, version)
    return tuple(sorted(out.values(), key=lambda n: n.evidence.span.start))


def evidence_of(context: Context, mention: Mention) -> Evidence:
    """Return where a mention stands, with its exact words."""
    return Evidence(
        span=mention.span,
        quote=context.note.quote(mention.span),
        section=mention.section,
        assertion=mention.assertion,
        cue=mention.cues[0] if mention.cues and mention.assertion is not Assertion.AFFIRMED else None,
    )


def _all_mentions(context: Context, draft: Draft, passed: list[Dropped]) -> tuple[Mention, ...]:
    """Return the mentions of a code, then those that say it less exactly and have no code of their own: told twice."""
    told = [d for d in passed if d.mention.assertion is Assertion.AFFIRMED and _says_less(context, d.code, draft.code)]
    if not told:
        return draft.mentions if len(draft.mentions) == 1 else tuple(dict.fromkeys(draft.mentions))
    own, sides = {m.span for m in draft.mentions}, _sides(context, draft.code)
    more = [d.mention for d in told if d.mention.span not in own and _may_share(sides, _sides(context, d.code))]
    return tuple(dict.fromkeys((*draft.mentions, *more)))


def _says_less(context: Context, other: str, code: str) -> bool:
    """Tell whether another code names the same disease: diabetes does for its foot ulcer, its neuropathy does not."""
    if other[:3] != code[:3]:
        return False
    entry = context.book.entry(other)
    return other[:5] == code[:5] or (entry is not None and any(word in entry.title for word in _PLAIN))


def _may_share(sides: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two codes may speak of one side: the same, or one that either leaves open."""
    return not sides or not others or sides == others


def _sides(context: Context, code: str) -> frozenset[str]:
    entry = context.book.entry(code)
    return title_words(entry.title) & _SIDES if entry else frozenset()


def _suggestion(context: Context, draft: Draft, mentions: tuple[Mention, ...], version: str) -> Suggestion | None:
    entry = context.book.entry(draft.code)
    if entry is None or not mentions:
        return None
    open_things = context.resolver.completions(entry.code)
    reasons = reasons_of(draft, context.policy, is_open=bool(open_things))
    evidence = tuple([evidence_of(context, m) for m in mentions[:_MOST_EVIDENCE]])
    edition = context.book.edition
    return Suggestion(
        id=_digest(context, draft.code, evidence, version),
        code=entry.code,
        title=entry.title,
        system=edition.system,
        edition=edition.name,
        confidence=confidence_of(reasons, context.knowledge.confidence),
        reasons=reasons,
        evidence=evidence,
        rationale=draft.steps,
        missing=tuple([c.axis for c in open_things]),
        flips=(*draft.flips, *[c.flip() for c in open_things]),
        flags=draft.flags if entry.billable else tuple(dict.fromkeys((*draft.flags, "Not billable"))),
    )


def _not_coded(context: Context, dropped: Dropped, version: str) -> NotCoded:
    entry = context.book.entry(dropped.code)
    evidence = evidence_of(context, dropped.mention)
    return NotCoded(
        id=_digest(context, f"{dropped.code} {dropped.reason}", (evidence,), version),
        code=dropped.code,
        title=entry.title if entry else "",
        reason=dropped.reason,
        explanation=dropped.explanation,
        citation=dropped.citation,
        evidence=evidence,
        flips=dropped.flips,
    )


def _digest(context: Context, code: str, evidence: tuple[Evidence, ...], version: str) -> str:
    spans = ",".join([f"{e.span.start}-{e.span.end}" for e in evidence])
    parts = (context.note.id, spans, code, context.book.edition.digest, version)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
