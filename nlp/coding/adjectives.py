# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Adjectives near a mention that belong to something else: "weakness secondary to hyperparathyroidism"."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.surroundings import Surroundings
from nlp.domain.case import Mention
from nlp.domain.terms import Word

# Treatments and tests: "after partial colectomy", "complete blood count", "on chronic anticoagulation".
_TREATED = re.compile(
    r"^ (?:\w+(?:ectomy|plasty|otomy|ostomy|scopy)|resection|anticoagulation|anticoagulants?|steroids?"
    r"|prednisone|opioids?|narcotics?|antibiotics?|nsaids?|suppression|immunosuppression|therapy|treatment|dialysis"
    r"|blood count|cbc|metabolic panel|care|relief|improvement|recovery|resolution)\b"
)
# An adjective, and the words behind it with which it says something else than it does in a title.
_ELSEWHERE = {
    **dict.fromkeys(("partial", "complete", "total", "chronic", "acute", "severe", "mild", "moderate"), _TREATED),
    "diastolic": re.compile(r"^(?: and systolic|/systolic)? (?:blood|bp|pressure|murmur|rumble|volume|diameter)"),
    "systolic": re.compile(r"^(?: and diastolic|/diastolic)? (?:blood|bp|pressure|murmur|ejection|volume|diameter)"),
}
_CAUSED = "secondary"
LEADING = frozenset((_CAUSED, *_ELSEWHERE))  # words that may belong to something else
_BY = re.compile(r"^ to\b")
_FROM = re.compile(r" (?:arising |originating |coming )?from\b(?:(?! to | in )[^,.;\n])*")
_SPREAD = ("metasta", "mets")


def without_others(context: Context, mention: Mention, around: Surroundings) -> Surroundings:
    """Return the surroundings without adjectives that the clause uses of something else only (I.B.2)."""
    if LEADING.isdisjoint(around.near):
        return around
    taken = frozenset(word for word in LEADING & around.near if _is_elsewhere(context, mention, word))
    return around._replace(near=around.near - taken, sentence=around.sentence - taken, all=around.all - taken)


def leads_to(context: Context, mention: Mention, word: Word) -> bool:
    """Tell whether a word belongs to something else: "weakness secondary to it", "after partial colectomy"."""
    if word.normal in _ELSEWHERE:
        return _ELSEWHERE[word.normal].match(context.lower[word.end : word.end + 28]) is not None
    return (
        word.normal == _CAUSED
        and word.start < mention.span.start
        and _BY.match(context.lower[word.end : word.end + 4]) is not None
    )


def origin_end(context: Context, mention: Mention) -> int:
    """Return where words that tell the origin of a metastasis end: "metastasis from colon"; 0 if none do (I.C.2)."""
    found = _FROM.match(context.lower, mention.span.end) if mention.term.startswith(_SPREAD) else None
    return found.end() if found else 0


def _is_elsewhere(context: Context, mention: Mention, word: str) -> bool:
    """Tell whether each of the word's places in the clause is taken by something else."""
    clause, text = context.clause(mention), context.lower
    places = [clause.start + m.start() for m in re.finditer(rf"\b{word}\b", text[clause.start : clause.end])]
    return bool(places) and all(_is_taken(text, place, word, mention) for place in places)


def _is_taken(text: str, place: int, word: str, mention: Mention) -> bool:
    behind = text[place + len(word) : place + len(word) + 28]
    if word == _CAUSED:  # "X secondary to the mention": X is the secondary one
        return _BY.match(behind) is not None and place < mention.span.start
    return _ELSEWHERE[word].match(behind) is not None
