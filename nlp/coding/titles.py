# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a title demands, excludes and leaves open: the axes of the book read out of its own wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nlp.domain.terms import normal

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,;]")
_OTHER_OR_UNSPECIFIED = re.compile(
    r"other (?:and|or) unspecified|unspecified or other|and other|other (?:diseases|disorders)"
    r"|other part of (?:right|left|unspecified)"
)
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# Words that a title needs for its grammar and a note does not repeat.
_FREE_TEXT = """
    with and in due to type side other specified stage part for by on at or as cause disease disorder condition
    form episode current unilateral primary both so elsewhere classified encounter essential native without
    mention site region eye ear mellitus pectoris vessel artery nonpressure major gestation grade single
    congestive patient presence level week degree subsequent initial closed single ulcer depressive finding
    uncomplicated affecting mention displaced externum asymptomatic coronary severity limited
"""
_FREE = frozenset(_FREE_TEXT.split())
# What the book takes together as one place: one of the two words in a note is enough.
_JOINED = (
    ("ankle and foot", "anklefoot"),
    ("ankle and toes", "anklefoot"),
    ("wrist and hand", "wristhand"),
    ("shoulder and upper arm", "shoulderarm"),
    ("pregnancy, childbirth and the puerperium", ""),  # all of chapter 15: tells nothing apart
    ("multiple sites", "manysites"),
    ("unilateral pulmonary emphysema", "macleod emphysema"),  # a syndrome of its own, not any emphysema of a lung
    (", normal vision right eye", ""),  # the Index puts it in parentheses: no note must say it
    (", normal vision left eye", ""),
    ("visual loss, both eyes", "visual loss, bilateral"),
    ("unqualified visual loss", "visual loss"),
)
# What is left open in general: no place of its own.
_ANYTHING = frozenset(
    ["unspecified", "part", "site", "limb", "trimester", "organism", "location", "cause", "area", "body"]
)
_ELSEWHERE = re.compile(r"\bother sites?$")  # never a default: the note must name a site that has no line of its own
_OTHER_PART = re.compile(r"other part of (?:\w+ )?lower leg", re.IGNORECASE)
_OTHER_SEVERITY = re.compile(r"other specified severity", re.IGNORECASE)
_MANIFESTATION = re.compile(r"\bin (?:\w+ )?(?:diseases|disorders|conditions) classified elsewhere", re.IGNORECASE)
_STATES = frozenset(["intoxication", "withdrawal"])
_TRIMESTER = re.compile(r"\b(first|second|third) trimester")
_OPENERS = frozenset([",", "of", "in", "at", "on", "for", "affecting", "and"])
_PREPOSITIONS = frozenset(["of", "in", "with", "without", "and", "due", "to", "for", "affecting"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What a note must say for a title to be chosen over its siblings."""

    wanted: frozenset[str]
    excluded: frozenset[str]  # what "without" takes away
    unspecified: int  # how many things the title leaves open
    opened: frozenset[str]  # of what: "unspecified foot" is a foot all the same
    is_other: bool  # "other specified": needs something the book has no code for


@lru_cache(maxsize=16384)
def demands(title: str) -> Demands:
    """Read a title."""
    tokens = _tokens(title)
    wanted: set[str] = set()
    excluded: set[str] = set()
    opened: set[str] = set()
    mode, previous, before = "want", "", ""
    for place, (token, following) in enumerate(zip(tokens, [*tokens[1:], ""], strict=True)):
        if not (token == "," and mode == "exclude" and _is_list(tokens[place + 1 :])):
            mode = _mode(mode, token, before)
        word = normal(token) if token[0].isalnum() else ""
        if word and mode == "want" and "or" not in (before, following):
            wanted.add(_paired(word, previous))
        elif word and mode == "exclude":
            excluded.add(word)
        elif word and mode == "open":
            opened.add(word)
        previous, before = word or previous, token
    demanded = _demanded(title, tokens)
    if "single" in tokens and "break" in tokens:
        demanded.add("single")
    if "diabetes" in tokens and "ulcer" in tokens:
        demanded.add("ulcer")  # elsewhere the family is one of ulcers; a foot alone makes no foot ulcer
    return Demands(
        wanted=frozenset(wanted - _FREE) | demanded,
        excluded=frozenset(excluded - _FREE),
        unspecified=tokens.count("unspecified"),
        opened=frozenset(opened - _FREE - _ANYTHING) if "unspecified" in tokens else frozenset(),
        is_other="other" in tokens and not _OTHER_OR_UNSPECIFIED.search(title.lower()),
    )


def _demanded(title: str, tokens: list[str]) -> set[str]:
    """Return what a note must say in so many words, since the title is no default for anything else."""
    demanded = {"other site"} if _ELSEWHERE.search(title.lower()) else set[str]()
    if _OTHER_PART.search(title):
        demanded.add("other part")
    if _OTHER_SEVERITY.search(title):
        demanded.add("other severity")
    if _MANIFESTATION.search(title):
        demanded.add("manifestation")  # never a default: it stands behind its cause only (I.A.13)
    if "with unspecified complications" in title:
        demanded.add("unspecified complication")  # only where the note says no more than "complicated"
    if "uncomplicated" in tokens and _STATES & set(tokens):
        demanded.add("uncomplicated")  # "with intoxication" alone is the unspecified sibling
    return demanded


@lru_cache(maxsize=16384)
def title_words(title: str) -> frozenset[str]:
    """Return every normal word of a title."""
    return frozenset(normal(token) for token in _tokens(title) if token[0].isalnum())


def _tokens(title: str) -> list[str]:
    plain = _PARENTHESES.sub(" ", title).lower().replace("without mention of", "without")
    for words, one in _JOINED:
        plain = plain.replace(words, one)
    plain = _TRIMESTER.sub(r"\1trimester", plain)
    return _TOKEN.findall(plain)


def _is_list(rest: list[str]) -> bool:
    """Tell whether "without" goes on behind a comma: "without mood disturbance, psychosis, and anxiety"."""
    return any(one == "," and other == "and" for one, other in pairwise(rest))


def _mode(mode: str, token: str, before: str) -> str:
    """Return how the words from here on count: wanted, excluded by "without", or left open."""
    if token == "unspecified":
        # "of unspecified site" leaves the site open; "with unspecified retinopathy" still says retinopathy.
        return "open" if before in _OPENERS else mode
    if token in ("without", "not", "no"):
        return "exclude"
    if token == "including":
        return "open"
    if token in (",", ";", "with") or (mode in ("open", "exclude") and token in _PREPOSITIONS):
        return "want"
    return mode


def _paired(word: str, previous: str) -> str:
    """Return a number together with what it counts: "stage 3a", "type 1"."""
    return f"{previous} {word}" if previous and any(c.isdigit() for c in word) else word
