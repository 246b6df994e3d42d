# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a term means together with the words beside it: "mass" and "kidney", "abscess" and "thigh"."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from nlp.coding.adjectives import LEADING, leads_to, origin_end
from nlp.coding.context import Context
from nlp.coding.draft import MentionPolicy, Role
from nlp.domain.case import Mention
from nlp.domain.codes import Candidate

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
_HEADS = frozenset({HEAD, _SITED})
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
    return code in NAMELESS or context.resolver.is_general(code)


def recombined(context: Context, mention: Mention, plain: Candidate) -> Candidate | None:
    """Return the meaning of the term together with words beside it: "abscess … of right thigh" is a thigh abscess.

    The book and the lexicon name a condition with its site in one order, notes in every order.
    """
    if mention.term.startswith("pattern:"):
        return None
    term = mention.term.removeprefix("=").lower()
    heads = [h for h in dict.fromkeys((term, _without_adjectives(term), _PLAIN_HEADS.get(plain.code, ""))) if h]
    joined = context.resolver.joined
    for words in _neighbours(context, mention, _BESIDE if plain.flags & _HEADS else _CLAUSE):
        for head in heads:
            for found in joined(words, head):
                # An adjective within the subcategory is weighed by resolution, together with all the others.
                if words in _ADJECTIVES and found.code.startswith(plain.code):
                    continue
                if fits(context, mention, found) and _is_narrower(term, head, plain, found):
                    return found if _names_something(context, mention) else None
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


def _names_something(context: Context, mention: Mention) -> bool:
    """Tell whether one of the mention's words in its clause means more than a side."""
    clause, span, columns = context.clause(mention), mention.span, context.columns
    first, last = columns.numbers(clause.start, clause.end)
    inside = range(
        max(first, bisect_left(columns.starts, span.start)), min(last, bisect_left(columns.starts, span.end))
    )
    sides, normals = context.sides.named, columns.normals
    return any(normals[number] and not sides[number] for number in inside)


def _neighbours(context: Context, mention: Mention, near: int) -> list[str]:
    """Return pairs, then single words around the mention, nearest first; never across a denial."""
    columns, free = context.columns, context.free_words
    starts, ends = columns.starts, columns.ends
    outside = _outside(context, mention, near)
    first, last = mention.span.start, mention.span.end
    nearest = [n for _, n in sorted([(min(abs(ends[n] - first), abs(starts[n] - last)), n) for n in outside])[:8]]
    followers = dict(pairwise(outside))
    pairs = [(n, followers[n]) for n in nearest if n in followers and starts[followers[n]] - ends[n] <= 2]
    return [f"{free[n]} {free[other]}" for n, other in pairs] + [free[n] for n in nearest if len(free[n]) > 2]


def _outside(context: Context, mention: Mention, near: int) -> list[int]:
    """Return the numbers of the words in the clause that may belong to the mention."""
    clause, denied = context.clause(mention), context.denied_in(mention.sentence)
    columns, free = context.columns, context.free_words
    starts, ends, first, last = columns.starts, columns.ends, mention.span.start, mention.span.end
    outside = [
        n
        for n in range(*columns.numbers(clause.start, clause.end))
        if free[n] and not first <= starts[n] < last and first - near <= ends[n] and starts[n] <= last + near
    ]
    if denied:
        outside = [n for n in outside if starts[n] not in denied]
    if origin := origin_end(context, mention):
        outside = [n for n in outside if not last <= starts[n] < origin]
    return [n for n in outside if not (free[n] in LEADING and leads_to(context, mention, columns.words[n]))]


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
