# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes composed of a kind and a site: "fx of the distal L radius" is a fracture, the radius, its lower end.

The book gives every kind of injury, of joint wear and of disc disorder a family at each site (chapters 13 and 19). Two
tables hold that, so that no table needs a row for each pair in each order of words: what a word says it is, and where
the family of each site stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.coding.context import Context
from nlp.coding.knowledge import InjuryHead, InjurySite
from nlp.coding.titles import title_words
from nlp.domain.case import Mention
from nlp.domain.codes import Candidate
from nlp.domain.terms import Word

_CITATION = "Tabular {code}; site: {site}"
_BEHIND = re.compile(r"\s*(?:of|to|in|on|over|at|through|involving|:)\b", re.IGNORECASE)
_BREAKS = frozenset([",", "and"])
_PLURAL = re.compile(r"s$", re.IGNORECASE)
_FAR = 12  # words between a kind of injury and its site
_DEGREE = "?"  # stands in the family of a burn for the digit of its degree


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The family of an injury at its site, and the words that its titles use for what the note says."""

    code: str
    site: str
    words: frozenset[str]

    def candidate(self, plain: Candidate) -> Candidate:
        """Return the meaning as a candidate of the term."""
        return Candidate(
            code=self.code,
            source=plain.source,
            priority=plain.priority,
            reference=_CITATION.format(code=self.code, site=self.site),
            flags=plain.flags,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A word around a mention: what it means, and how far from the mention it stands."""

    meanings: frozenset[str]
    distance: float
    said: str = ""  # the word itself, which counts before what it implies


def composed(context: Context, mention: Mention, plain: Candidate, *, nameless: bool) -> Composed | None:
    """Return the family at the site that the words in and around a mention name.

    A term that already says its site is only made more exact: "radius fracture", with "distal" beside it.
    """
    head = _head_of(context, mention.term)
    if head is None:
        return None
    sites = context.knowledge.sites[head.column]
    row = _site(sites, _places(context, mention, head))
    if row is None:
        return None
    code = _of_kind(context, row.root.replace(_DEGREE, _degree(context, mention)), head, mention)
    own = None if nameless else _site(sites, _own(context, mention, head))
    is_retained = row is own and head.column == "wound" and _holds_body(context, mention)
    if not nameless and not is_retained and not _refines(context, row, own, plain):
        return None
    return Composed(code=code, site=row.name, words=row.adds | head.words)


def is_head(context: Context, term: str) -> bool:
    """Tell whether a term names a kind of injury or disorder and no site."""
    return term.removeprefix("=").lower() in context.knowledge.heads


def _head_of(context: Context, term: str) -> InjuryHead | None:
    heads = context.knowledge.heads
    key = term.removeprefix("=").lower()
    if key in heads:
        return heads[key]
    return next((heads[word] for word in key.split() if word in heads), None)


def _of_kind(context: Context, root: str, head: InjuryHead, mention: Mention) -> str:
    """Return the child of a family of wounds that is of this kind, with a foreign body only where one is named."""
    if head.column != "wound":
        return root
    retained = _holds_body(context, mention)
    for child in context.book.children(root):
        words = title_words(child.title)
        if head.words <= words and ("without" in words or "foreign" not in words) is not retained:
            return child.code
    return root


def _holds_body(context: Context, mention: Mention) -> bool:
    """Tell whether a foreign body in the wound is named beside it."""
    return not {"foreign", "retained"}.isdisjoint(context.surroundings(mention).near)


def _refines(context: Context, row: InjurySite, own: InjurySite | None, plain: Candidate) -> bool:
    """Tell whether a site says more than the one that the term itself names."""
    if own is None or not own.words <= row.words or not plain.code.startswith(own.root[:3]):
        return False
    if row is not own:
        return True
    entry = context.book.entry(plain.code)
    is_open = entry is not None and "unspecified" in entry.title.lower()
    return is_open and row.root != plain.code and _lies_in(plain.code, row.root)


def _lies_in(code: str, root: str) -> bool:
    """Tell whether a code belongs to a family, whatever the degree."""
    return len(code) >= len(root) and all(r in (c, _DEGREE) for c, r in zip(code, root, strict=False))


def _own(context: Context, mention: Mention, head: InjuryHead) -> tuple[_Place, ...]:
    found = context.between(mention.span.start, mention.span.end)
    return tuple(
        [_Place(meanings=_meanings(context, w) | head.words, distance=0, said=w.normal) for w in found if w.normal]
    )


def _places(context: Context, mention: Mention, head: InjuryHead) -> tuple[_Place, ...]:
    """Return the words that may name the site, nearest the mention where they belong to it."""
    clause, start, end = context.clause(mention), mention.span.start, mention.span.end
    denied = context.denied_in(mention.sentence)
    said = [w for w in context.between(clause.start, clause.end) if w.normal and w.start not in denied]
    inside = [w for w in said if start <= w.start < end]
    before = _until_next_head(context, [w for w in said if w.start < start][::-1])
    after = _until_next_head(context, [w for w in said if w.start >= end])
    behind = 6.0 if _BEHIND.match(context.note.text, end) else 0.0
    places = [_Place(meanings=_meanings(context, w) | head.words, distance=0, said=w.normal) for w in inside]
    places += _measured(context, before, 1 + behind, forward=False)
    places += _measured(context, after, 1.5, forward=True)
    if inside and _PLURAL.search(inside[-1].text) and inside[-1].normal != inside[-1].text.lower():
        places.append(_Place(meanings=frozenset(["multiple"]), distance=_FAR))
    return tuple(places)


def _measured(context: Context, found: list[Word], first: float, *, forward: bool) -> Iterator[_Place]:
    """Yield words with their distance; a comma or an "and" between sets them further off."""
    distance, previous = first, None
    for word in found:
        if previous is not None:
            low, high = (previous.end, word.start) if forward else (word.end, previous.start)
            distance += 1 + 2 * ("," in context.note.text[low:high]) + 2 * (word.normal in _BREAKS)
        previous = word
        yield _Place(meanings=_meanings(context, word), distance=distance, said=word.normal)


def _until_next_head(context: Context, found: list[Word]) -> list[Word]:
    """Keep the words up to the next kind of injury: what stands behind that belongs to it."""
    kept: list[Word] = []
    for word in found[:_FAR]:
        if word.normal in context.knowledge.heads:
            break
        kept.append(word)
    return kept


def _meanings(context: Context, word: Word) -> frozenset[str]:
    none = frozenset[str]()
    return context.knowledge.implied.get(word.normal, none) | context.levels.get(word.start, none) | {word.normal}


def _site(sites: tuple[InjurySite, ...], places: tuple[_Place, ...]) -> InjurySite | None:
    """Return the site nearest the mention, as exactly as the words around say it."""
    nearest: dict[str, float] = {}
    for place in places:
        for word in place.meanings:
            away = place.distance + 0.1 * (word != place.said)
            nearest[word] = min(away, nearest.get(word, _FAR * 9.0))
    fitting = [row for row in sites if row.words <= nearest.keys()]
    if not fitting:
        return None
    first = min(fitting, key=lambda row: (min(nearest[w] for w in row.words), -len(row.words)))
    wider = [row for row in fitting if first.words <= row.words]
    return max(wider, key=lambda row: (len(row.words), -sum(nearest[w] for w in row.words)))


def _degree(context: Context, mention: Mention) -> str:
    """Return the digit of the highest degree of a burn that is named beside it (guideline I.C.19.d.2)."""
    clause = context.clause(mention)
    said = f" {' '.join(w.normal for w in context.between(clause.start, clause.end) if w.normal)} "
    return max((digit for words, digit in context.knowledge.burn_degrees if f" {words} " in said), default="0")
