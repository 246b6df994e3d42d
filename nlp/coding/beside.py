# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a term means together with the words beside it: "mass" and "kidney", "abscess" and "thigh"."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.coding.adjectives import leads_to
from nlp.coding.context import Context
from nlp.coding.draft import MentionPolicy, Role
from nlp.coding.sides import side_of
from nlp.domain.case import Mention
from nlp.domain.codes import Candidate
from nlp.domain.terms import Word

NAMELESS = (
    "T14.8",
    "T30.0",
    "C80.1",
    "C79.9",
    "M25.40",
    "M71.9",
    "M77.9",
    "L98.49",
)  # without a site these say nothing
HEAD = "every"  # a head word: a code of its own only where every mention counts
_SITED = "head"  # a head word that is a condition only together with its site
_GENERIC = frozenset({"weak", HEAD, _SITED})  # too generic to count outside an assessment
_CLAUSE = 100  # as far as the clause goes
# Without a site these are coded to the skin; where every mention is coded, the site stands in another sentence.
_OF_THE_SKIN = ("L02.91", "L03.90")
_BESIDE = 32  # code points within which a word names the site of a head word; farther off it names another's


def is_bare(context: Context, candidate: Candidate) -> bool:
    """Tell whether a meaning is a head word that names nothing by itself here."""
    if candidate.code in NAMELESS or _SITED in candidate.flags:
        return True
    if context.policy is MentionPolicy.EVERY_MENTION:
        return candidate.code in _OF_THE_SKIN
    return HEAD in candidate.flags


def is_general(context: Context, code: str) -> bool:
    """Tell whether a code leaves the site or kind open, so that words beside the term may name it."""
    entry = context.book.entry(code)
    if entry is None:
        return False
    title = entry.title.lower()
    return code in NAMELESS or "unspecified" in title or "not specified" in title or not entry.billable


def recombined(context: Context, mention: Mention, plain: Candidate) -> Candidate | None:
    """Return the meaning of the term together with words beside it: "abscess … of right thigh" is a thigh abscess.

    The book and the lexicon name a condition with its site in one order, notes in every order.
    """
    if mention.term.startswith("pattern:"):
        return None
    clause, start, end = context.clause(mention), mention.span.start, mention.span.end
    inside = [w for w in context.between(clause.start, clause.end) if w.normal and not side_of(w)]
    beside = [w for w in inside if not leads_to(context, mention, w)]
    if not any(start <= w.start < end for w in beside):
        return None
    term = mention.term.removeprefix("=").lower()
    heads = dict.fromkeys((term, _without_adjectives(term), _PLAIN_HEADS.get(plain.code, "")))
    stored, continues = context.book.terms, context.resolver.continues
    near = _BESIDE if plain.flags & {HEAD, _SITED} else _CLAUSE
    ahead = [(head, continues(head)) for head in heads if head]
    pairs = ((words, *head) for words in _neighbours(context, beside, mention, near) for head in ahead)
    for words, head, goes_on in pairs:
        behind = (f"{head} {words}", f"{head} in {words}") if goes_on else ()
        for key in (f"{words} {head}", *behind) if goes_on or continues(words) else ():
            if key in stored:
                found = next((c for c in context.book.candidates(key) if c.priority < 3), None)
                # An adjective within the subcategory is weighed by resolution, together with all the others.
                if found is None or (words in _ADJECTIVES and found.code.startswith(plain.code)):
                    continue
                if fits(context, mention, found) and _is_narrower(term, head, plain, found):
                    return found
    return None


# The word under which the book lists a condition by its site, whatever the note calls it.
_PLAIN_HEADS = {"C80.1": "cancer", "C79.9": "metastasis", "R59.9": "lymphadenopathy"}
_ADJECTIVES = frozenset(["acute", "chronic", "severe", "mild", "moderate"])


def _without_adjectives(term: str) -> str:
    return " ".join(w for w in term.split() if w not in _ADJECTIVES)


def _is_narrower(term: str, head: str, plain: Candidate, found: Candidate) -> bool:
    """Tell whether a meaning found without the term's adjectives stays in the subcategory of the plain one."""
    return (
        head in (term, _PLAIN_HEADS.get(plain.code)) or plain.code in NAMELESS or found.code.startswith(plain.code[:5])
    )


def _neighbours(context: Context, beside: list[Word], mention: Mention, near: int) -> Iterator[str]:
    """Yield pairs, then single words around the mention, nearest first; never across a denial."""
    denied, taken = context.denied_in(mention.sentence), context.mentioned
    first, last = mention.span.start, mention.span.end
    low, high = first - near, last + near
    within = [w for w in beside if low <= w.end and w.start <= high and not first <= w.start < last]
    outside = [w for w in within if w.start not in taken and w.start not in denied]
    nearest = sorted(outside, key=lambda w: min(abs(w.end - first), abs(w.start - last)))[:8]
    places = {w.start: n for n, w in enumerate(outside)}
    for word in nearest:
        follower = places[word.start] + 1
        if follower < len(outside) and outside[follower].start - word.end <= 2:
            yield f"{word.normal} {outside[follower].normal}"
    for word in nearest:
        if len(word.normal) > 2:
            yield word.normal


def fits(context: Context, mention: Mention, candidate: Candidate) -> bool:
    """Tell whether the flags of a candidate allow it for this patient and place."""
    flags = candidate.flags
    if not flags:
        return True
    if ("male" in flags and context.sex == "female") or ("female" in flags and context.sex == "male"):
        return False
    if "child" in flags and (context.age is None or context.age >= 18):
        return False
    if "preg" in flags and not context.is_pregnant:
        return False
    if flags & _GENERIC and context.policy is MentionPolicy.AS_DOCUMENTED:
        return context.role_of(mention.section) in (Role.ASSESSED, Role.WHOLE)
    return True
