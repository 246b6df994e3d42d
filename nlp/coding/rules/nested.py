# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Terms within terms, for corpora that code every mention: "portal hypertension" mentions a hypertension too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.drafting import drafted
from nlp.coding.resolve import Surroundings
from nlp.coding.rules.making import excludes
from nlp.coding.titles import demands
from nlp.domain.case import Mention
from nlp.domain.codes import Candidate
from nlp.domain.text import Span

_HEAD = "every"
_ASK = frozenset(["male", "female", "child", "preg", "caps", "weak", "head"])  # what a bare head cannot answer
# Statuses, injuries and causes are told by the whole term; pain of a site is that site's pain (Excludes1 at R52),
# the low back is no back at large (Excludes1 at M54.5). A malformation is named by its whole term, and "pulmonary
# disease" ends the names of diseases that are classified elsewhere.
_WHOLE_ONLY = ("F17", "Z", "S", "T", "V", "W", "X", "Y", "Q", "R52", "M54.9", "J98.4")
# A non-Hodgkin lymphoma is no Hodgkin lymphoma.
_CONTRARY = frozenset(["non", "anti", "pseudo"])
_NOTHING = Surroundings(near=frozenset(), sentence=frozenset(), denied=frozenset(), sides=frozenset(), all=frozenset())


def code_inner_mentions(workings: Workings, context: Context) -> Workings:
    """Code the head of a longer term as a mention of its own; a visit's codes never do that (I.B.2)."""
    for draft in workings.drafts:
        for mention in draft.mentions:
            for inner, candidate in _inner(context, mention):
                found = _draft(context, inner, candidate)
                if found is not None and _may_stand(context, found, candidate, draft, mention):
                    workings = workings.with_draft(found)
    return workings


def _inner(context: Context, mention: Mention) -> Iterator[tuple[Mention, Candidate]]:
    """Yield the terms with which a term ends, and the head words that it is or begins with ("hepatitis B")."""
    if mention.term.startswith("pattern:"):
        return
    for candidate in _heads(context, mention.term):
        yield mention, candidate
    inside = [word for word in context.between(mention.span.start, mention.span.end) if word.normal]
    for place in range(1, len(inside)):
        for part, is_end in ((inside[place:], True), (inside[:place], False)):
            if is_end and inside[place - 1].normal in _CONTRARY:
                continue
            term = " ".join(word.normal for word in part)
            nested = replace(mention, span=Span(start=part[0].start, end=part[-1].end), term=term)
            for candidate in (*_heads(context, term), *(_plain(context, term) if is_end else ())):
                yield nested, candidate


def _heads(context: Context, term: str) -> Iterator[Candidate]:
    """Yield what a term means as a head word, beside what it means in a visit note."""
    return (c for c in context.book.candidates(term) if _HEAD in c.flags)


def _plain(context: Context, term: str) -> tuple[Candidate, ...]:
    """Return what a term means by itself, if it means one code whoever the patient is."""
    usable = [c for c in context.book.candidates(term) if not c.flags & _ASK and "+" not in c.code]
    return tuple(sorted(usable, key=lambda c: (_HEAD in c.flags, c.priority, len(c.code)))[:1])


def _draft(context: Context, mention: Mention, candidate: Candidate) -> Draft | None:
    resolved = context.resolver.resolve(candidate.code, frozenset(mention.term.split()), _NOTHING, frozenset)
    if resolved is None or resolved.code.startswith(_WHOLE_ONLY):
        return None
    return drafted(context, mention, context.role_of(mention.section), resolved, candidate)


def _may_stand(context: Context, inner: Draft, candidate: Candidate, outer: Draft, mention: Mention) -> bool:
    """Tell whether the book lets both codes stand; head words are coded whatever stands beside them.

    Within a category the head must leave open what the term says: a bilateral hernia is no unilateral one.
    """
    is_kin = inner.code[:3] == outer.code[:3]
    is_start = inner.mentions[0].span.end < mention.span.end  # "Staphylococcus" of "Staphylococcus aureus" says less
    if inner.code == outer.code or (is_kin and (is_start or not _is_open(context, inner.code))):
        return False
    if len(inner.code) > 6 and inner.code[:6] == outer.code[:6]:
        return False  # only the side differs: pain of the right hip is no pain of a hip without a side
    if inner.code[0] == outer.code[0] == "C" and not is_kin:
        return False  # the kind of a neoplasm chooses its category: a B-cell lymphoma is not also a lymphoma at large
    if _HEAD in candidate.flags:
        return True
    return not (excludes(context, inner.code, outer.code) or excludes(context, outer.code, inner.code))


def _is_open(context: Context, code: str) -> bool:
    entry = context.book.entry(code)
    return entry is not None and demands(entry.title).unspecified > 0
