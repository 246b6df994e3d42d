# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From ConText's cues to one assertion: which cue reaches a mention, and which of several decides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
# A section that speaks of other people speaks so without any cue. Past medical history is left to the coding rules.
SECTION_DEFAULTS: Mapping[str, Assertion] = {"family_history": Assertion.FAMILY}

_RANK = {category: rank for rank, (category, _) in enumerate(PRECEDENCE)}
_JOIN = re.compile(r"(?:\s|,|/|\b(?:and|or|nor)\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue in the chunk, in characters: its rule, category, and whether it reaches only the nearest mention."""

    start: int
    end: int
    rule: str
    category: str
    is_nearest_only: bool = False


def decide(hits: Sequence[Hit], section: str) -> tuple[Assertion, tuple[Hit, ...]]:
    """Return the assertion by precedence and the cues, the deciding one first."""
    ordered = sorted((h for h in hits if h.category in _RANK), key=lambda h: (_RANK[h.category], h.start))
    default = SECTION_DEFAULTS.get(section)
    if default and (not ordered or _RANK[ordered[0].category] > 0):
        return default, tuple(ordered)
    if not ordered:
        return Assertion.AFFIRMED, ()
    return PRECEDENCE[_RANK[ordered[0].category]][1], tuple(ordered)


def reaches(hit: Hit, mention: tuple[int, int], others: Sequence[tuple[int, int]], text: str) -> bool:
    """Tell whether a cue for the nearest mention reaches this one: nothing but a list may stand between."""
    if not hit.is_nearest_only:
        return True
    if mention[1] <= hit.start:
        between = [o for o in others if mention[1] <= o[0] and o[1] <= hit.start]
        edges = [mention[1], *(edge for o in sorted(between) for edge in o)]
    elif hit.end <= mention[0]:
        between = [o for o in others if hit.end <= o[0] and o[1] <= mention[0]]
        edges = [*(edge for o in sorted(between) for edge in o), mention[0]]
        return all(_is_join(text, b, a) for b, a in _gaps(edges[1:])) if between else True
    else:
        return True
    return all(_is_join(text, b, a) for b, a in _gaps(edges[:-1])) if between else True


def _gaps(edges: Sequence[int]) -> list[tuple[int, int]]:
    """Pair the ends of mentions with the starts of the next."""
    return list(zip(edges[::2], edges[1::2], strict=False))


def _is_join(text: str, start: int, end: int) -> bool:
    """Tell whether the words between two mentions only join them."""
    return start >= end or _JOIN.fullmatch(text, start, end) is not None
