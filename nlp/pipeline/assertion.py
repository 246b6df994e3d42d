# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From ConText's cues to one assertion: which cue reaches a mention, and which of several decides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.domain.case import Assertion

# First row that has a cue decides. The reasons are a coder's:
#  negated       "no family history of colon cancer", "suspected PE was ruled out": nothing is left to code.
#  family        "mother may have had a stroke": another person's, whether certain or not.
#  hypothetical  "return if possible infection develops": not there at all yet.
#  uncertain     "possible history of TIA": guidelines IV.H and II.H speak of the doubt, not of the time.
#  historical    what is left of the past.
PRECEDENCE: tuple[tuple[str, Assertion], ...] = (
    ("NEGATED_EXISTENCE", Assertion.NEGATED),
    ("FAMILY", Assertion.FAMILY),
    ("HYPOTHETICAL", Assertion.HYPOTHETICAL),
    ("UNCERTAIN", Assertion.UNCERTAIN),
    ("HISTORICAL", Assertion.HISTORICAL),
)
# What stands under these headings is meant so without any cue. Past medical history is left to the coding rules.
SECTION_DEFAULTS: Mapping[str, str] = {
    "family_history": "FAMILY",
    "working_diagnoses": "UNCERTAIN",
    "differential": "UNCERTAIN",
}

_BARRIER, _PATIENT = "BARRIER", "PATIENT"  # a patient cue lifts the default of the section
_RANK = {category: rank for rank, (category, _) in enumerate(PRECEDENCE)}
# What may stand between the nearest mention and another that the same cue reaches.
_JOINS = {
    "one": re.compile(r"(?!)"),
    "pair": re.compile(r"\s*(?:/|\b(?:and|or|nor|vs\.?|versus)\b)*\s*", re.IGNORECASE),
    "deed": re.compile(r"\s*(?:/|\b(?:and|or)\b)*\s*", re.IGNORECASE),
    "list": re.compile(r"(?:\s|,|/|\b(?:and|or|nor)\b)*", re.IGNORECASE),
}
# A date behind one of these is a beginning and no end: "cough began 2 months ago", "diabetes diagnosed in 2010".
_BEGINNING = re.compile(
    r"\b(?:diagnos\w+|dx|onset|beg[aiu]n\w*|start\w*|since|first|found|known|noticed|noted|detected|discovered"
    r"|identified|develop\w*|appear\w*|worse\w*|ongoing|continu\w*|persist\w*)\b",
    re.IGNORECASE,
)
# "denies that he has", "unclear whether the patient has": the clause belongs to the cue.
_SUBORDINATE = re.compile(r"\b(?:that|whether|if) (?:(?:the|this|our) )?$", re.IGNORECASE)
_BEFORE = 20  # code points in which such a word stands before the barrier
_OWN_SUBJECT = re.compile(r",\s*(?!(?:all|both|also|each|is|are|was|were)\b)\w", re.IGNORECASE)
_TEST = re.compile(r"\b(?:tests?|screen(?:ing)?|swabs?|antigen|pcr|cultures?|panel|titers?)\b", re.IGNORECASE)
_NEW_ITEM = re.compile(r"[,;]|\bor\b|\band\b", re.IGNORECASE)
# What ends the reach before a mention is found: "s/p stent, stable angina", "s/p fall with pain".
_OTHER_MATTER = {
    "pair": re.compile(r"[,;]"),
    "deed": re.compile(r"[,;]|\b(?:with|has|had|now|today|causing|complicated)\b", re.IGNORECASE),
}
_CLAUSE_END = re.compile(r"\s*(?:$|[.,;)\]]|(?:and|but|so|today|now|x|per)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue in the chunk, in characters: its rule, its category and how far it reaches.

    `reach` is "all" (every mention in scope), "list" (the nearest and those listed with it), "pair" (the nearest and
    what "and", "or" or "/" joins to it), "deed" (the same, but not over "with": what was done, not what is left) or
    "one". An `is_final` cue speaks of what stands before it only where it is `is_closing` its clause, and of a mention
    that follows at once. A cue that `is_backward` speaks of nothing behind it. A date (`is_date`) says nothing after a
    word of beginning. `blocks` are the categories that a barrier stops, across commas too where it `is_wide`.
    """

    start: int
    end: int
    rule: str
    category: str
    reach: str = "all"
    is_final: bool = False
    is_closing: bool = True
    is_date: bool = False
    is_backward: bool = False
    blocks: tuple[str, ...] = ()
    is_wide: bool = False


def decide(hits: Sequence[Hit], section: str) -> tuple[Assertion, tuple[Hit, ...]]:
    """Return the assertion by precedence and the cues, the deciding one first."""
    if not hits and section not in SECTION_DEFAULTS:
        return Assertion.AFFIRMED, ()
    ordered = sorted((h for h in hits if h.category in _RANK), key=lambda h: (_RANK[h.category], h.start))
    ranks = [_RANK[h.category] for h in ordered]
    if section in SECTION_DEFAULTS and not any(h.category == _PATIENT for h in hits):
        ranks.append(_RANK[SECTION_DEFAULTS[section]])
    return PRECEDENCE[min(ranks)][1] if ranks else Assertion.AFFIRMED, tuple(ordered)


def reaching(
    hits: Sequence[Hit], mention: tuple[int, int], others: Sequence[tuple[int, int]], text: str
) -> tuple[Hit, ...]:
    """Return the cues that truly speak of the mention: near enough, not part of it, and not behind a barrier."""
    if not hits:
        return ()
    near = [h for h in hits if not _is_part(h, mention) and _reaches(h, mention, others, text)]
    barriers = [h for h in near if h.category == _BARRIER and _bars(h, mention[0], text)]
    return tuple(h for h in near if h.category != _BARRIER and not any(_is_behind(h, b) for b in barriers))


def closes_clause(text: str, end: int, sentence_end: int) -> bool:
    """Tell whether nothing but the end of its clause follows a cue that ends at `end`."""
    return _CLAUSE_END.match(text, end, sentence_end) is not None


def _is_part(hit: Hit, mention: tuple[int, int]) -> bool:
    """Tell whether the cue begins inside the mention; medspaCy lets such a cue modify a long mention.

    "No history of" before the term "history of stroke" begins earlier and counts.
    """
    return mention[0] <= hit.start < mention[1]


def _bars(barrier: Hit, until: int, text: str) -> bool:
    """Tell whether the barrier holds: not after "that", and a narrow one only up to the next item of a list."""
    if barrier.is_wide:
        return not _SUBORDINATE.search(text, max(0, barrier.start - _BEFORE), barrier.start)
    return not _NEW_ITEM.search(text, barrier.end, until)


def _is_behind(hit: Hit, barrier: Hit) -> bool:
    """Tell whether the barrier stands between the cue and the mention that both reach."""
    return hit.category in barrier.blocks and hit.start <= barrier.start


def _reaches(hit: Hit, mention: tuple[int, int], others: Sequence[tuple[int, int]], text: str) -> bool:
    """Tell whether the mention is the nearest on its side of the cue, or joined to the nearest."""
    if hit.is_final and hit.end <= mention[0]:
        return text[hit.end : mention[0]].isspace()
    if hit.is_final and (not hit.is_closing or _has_own_subject(hit, mention, others, text)):
        return False
    if hit.is_backward and hit.end <= mention[0]:
        return False
    if hit.is_date and _BEGINNING.search(text, mention[1], hit.start):
        return False
    if hit.reach == "all":
        return True
    if hit.end <= mention[0]:
        between = sorted(o for o in others if hit.end <= o[0] and o[1] <= mention[0])
        nearest = between[0] if between else mention
        if hit.reach in _OTHER_MATTER and _OTHER_MATTER[hit.reach].search(text, hit.end, nearest[0]):
            return False  # what the cue speaks of is no mention
        gaps = [(a[1], b[0]) for a, b in pairwise([*between, mention])]
    else:
        between = sorted(o for o in others if mention[1] <= o[0] and o[1] <= hit.start)
        gaps = [(a[1], b[0]) for a, b in pairwise([mention, *between])]
    return all(start >= end or _JOINS[hit.reach].fullmatch(text, start, end) for start, end in gaps)


def _has_own_subject(hit: Hit, mention: tuple[int, int], others: Sequence[tuple[int, int]], text: str) -> bool:
    """Tell whether a closing cue speaks of words of its own behind a comma: "sore throat, rapid strep negative"."""
    nearest = max((o[1] for o in (*others, mention) if o[1] <= hit.start), default=mention[1])
    if nearest != mention[1] and _TEST.search(text, nearest, hit.start):
        return True  # "fever, flu test negative"
    return _OWN_SUBJECT.search(text, nearest, hit.start) is not None
