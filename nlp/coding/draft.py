# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes in the making: what gathering and resolving produce and rules work on until they become suggestions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from nlp.domain.case import Flip, Mention, Query, Step

_MOST_MENTIONS = 24  # kept for one code; a note that repeats a word a thousand times proves it no better


class MentionPolicy(StrEnum):
    """Which mentions count."""

    AS_DOCUMENTED = "as documented"  # what the provider states about this patient now
    EVERY_MENTION = "every mention"  # negated and family mentions too, for corpora coded that way


class Role(StrEnum):
    """What may be coded from a part of a note."""

    CONCLUDED = "concluded"  # listed diagnoses and impressions; behaves like an assessment
    ASSESSED = "assessed"  # the provider's diagnoses
    ADMITTED = "admitted"  # diagnoses before a stay or a procedure; count where none stand after it
    COURSE = "course"  # the course of a stay; counts where nothing is listed
    PLAN = "plan"  # counts like an assessment where there is none
    WHOLE = "whole"  # a note without headed assessment: everything counts
    REASON = "reason"  # chief complaint: counts when nothing was assessed
    STATUS = "status"  # histories, medicines: status, history and long-term-drug codes only
    SUPPORT = "support"  # examination, results: supports what is assessed
    FAMILY = "family"
    NEVER = "never"  # instructions, templates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """A code in the making, equal to itself only. `mentions` stand in text order, the one that gave the code first."""

    code: str
    mentions: tuple[Mention, ...]
    source: str
    priority: int
    role: Role
    steps: tuple[Step, ...]
    flips: tuple[Flip, ...] = ()
    flags: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # stated reasons that lower confidence

    @property
    def place(self) -> int:
        """Where in the note the code was first given."""
        return self.mentions[0].span.start if self.mentions else 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A mention that gives no code, and why."""

    code: str
    mention: Mention
    reason: str
    explanation: str
    citation: str
    flips: tuple[Flip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """All codes in the making of one case."""

    drafts: tuple[Draft, ...]
    dropped: tuple[Dropped, ...] = ()
    queries: tuple[Query, ...] = ()
    letters: frozenset[str] = field(init=False)  # with which the codes begin: most rules ask for one that is not there

    def __post_init__(self) -> None:
        """Note the first letters once."""
        object.__setattr__(self, "letters", frozenset(["", *[d.code[:1] for d in self.drafts]]))

    def codes(self) -> frozenset[str]:
        """Return the codes as they stand."""
        return frozenset(d.code for d in self.drafts)

    def first(self, *prefixes: str) -> Draft | None:
        """Return the first draft whose code begins with one of the prefixes."""
        if len(prefixes) == 1 and prefixes[0][:1] not in self.letters:
            return None
        for draft in self.drafts:  # asked a hundred times a note: a generator takes twice as long
            if draft.code.startswith(prefixes):
                return draft
        return None

    def every(self, *prefixes: str) -> tuple[Draft, ...]:
        """Return all drafts whose code begins with one of the prefixes."""
        if len(prefixes) == 1 and prefixes[0][:1] not in self.letters:
            return ()
        return tuple([d for d in self.drafts if d.code.startswith(prefixes)])

    def beginnings(self) -> frozenset[str]:
        """Return all beginnings of the codes: what a long table of prefixes is sifted by."""
        return frozenset([d.code[:length] for d in self.drafts for length in range(1, len(d.code) + 1)])

    def with_draft(self, draft: Draft) -> Workings:
        """Add a draft; one that repeats a code lends its mentions to the one that stands."""
        standing = next((d for d in self.drafts if d.code == draft.code), None)
        if standing is None:
            return replace(self, drafts=(*self.drafts, draft))
        return self.exchanged(standing, merged(standing, draft))

    def exchanged(self, old: Draft, new: Draft) -> Workings:
        """Put a draft in the place of another; repeats of its code melt into it."""
        drafts: list[Draft] = []
        for draft in self.drafts:
            if draft is old:
                drafts.append(new)
            elif draft.code == new.code:
                new = merged(new, draft)
            else:
                drafts.append(draft)
        return replace(self, drafts=tuple(new if d.code == new.code else d for d in drafts))

    def without(self, draft: Draft, reason: str, explanation: str, citation: str) -> Workings:
        """Take a draft out and keep its mentions as not coded."""
        out = tuple(
            Dropped(code=draft.code, mention=m, reason=reason, explanation=explanation, citation=citation)
            for m in draft.mentions[:1]
        )
        kept = tuple(d for d in self.drafts if d is not draft)
        return replace(self, drafts=kept, dropped=(*self.dropped, *out))

    def with_query(self, query: Query) -> Workings:
        """Add a question to the provider."""
        return replace(self, queries=(*self.queries, query))


def merged(one: Draft, other: Draft) -> Draft:
    """Return the better-founded draft of a code, with the mentions of both."""
    best, rest = (one, other) if _rank(one) <= _rank(other) else (other, one)
    mentions = tuple(dict.fromkeys((*best.mentions, *rest.mentions)))[:_MOST_MENTIONS]
    return replace(best, mentions=mentions, flips=best.flips or rest.flips)


def recoded(draft: Draft, code: str, step: Step, *others: Draft) -> Draft:
    """Return the draft under another code, with the step that led there and the mentions that caused it."""
    mentions = tuple(dict.fromkeys((*draft.mentions, *(m for o in others for m in o.mentions))))
    return replace(draft, code=code, steps=(*draft.steps, step), mentions=mentions, flags=())


_ROLES = (Role.ASSESSED, Role.WHOLE, Role.REASON, Role.STATUS, Role.SUPPORT, Role.FAMILY, Role.NEVER)


def _rank(draft: Draft) -> tuple[int, int, int]:
    return (_ROLES.index(draft.role), draft.priority, draft.place)
