# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Terms that share a word: "neck and back pain" names two conditions, "hepatitis B and C" too."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from nlp.domain.terms import Word

Match = tuple[int, int, str]  # first word, last word, key

_JOINS = frozenset({"and", "or"})
_PASSED = frozenset({"right", "left", "bilateral", "rt", "lt", ""})  # sides are read apart; "" is left out of terms
_MOST = 4  # members of a list that are looked at on either side
# What may follow the last member of a list; a noun there ("cancer of the breast and liver enlargement") would claim it.
_GOES_ON_TEXT = """
    and or with without but was were is are has have had in on at for since due that which who after before during by
    to from as because then while when than serology serologies virus viruses infection infections negative positive
    antibody antibodies markers
"""
_GOES_ON = frozenset(_GOES_ON_TEXT.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A sentence in its text, the terms found in it, and which words are stored terms."""

    text: str
    words: Sequence[Word]
    taken: Container[int]  # places of words that belong to a term already
    holds: Callable[[str], bool]

    def gap(self, one: int, other: int) -> str:
        """Return what is written between two words."""
        first, last = min(one, other), max(one, other)
        return self.text[self.words[first].end : self.words[last].start]

    def has(self, place: int) -> bool:
        """Tell whether the sentence has a word there."""
        return 0 <= place < len(self.words)

    def passed(self, place: int, step: int) -> int:
        """Return the next place from here on that holds neither a side nor a word that terms leave out."""
        while self.has(place) and self.words[place].normal in _PASSED:
            place += step
        return place


def coordinated(
    text: str, words: Sequence[Word], normals: Sequence[str], found: Sequence[Match], holds: Callable[[str], bool]
) -> Iterator[Match]:
    """Yield the terms that a list makes with the shared words of a term in it; each spans only its own words."""
    if not found or (_JOINS.isdisjoint(normals) and text.find("/", words[0].end, words[-1].start) < 0):
        return
    taken = frozenset(index for first, last, _ in found for index in range(first, last + 1))
    listing = Listing(text=text, words=words, taken=taken, holds=holds)
    for first, last, term in found:
        own = [word for word in term.split() if word not in _PASSED]
        if len(own) > 1 and not term.startswith("="):
            yield from _before(listing, first, [" ".join(own[count:]) for count in range(1, len(own))])
            yield from _behind(listing, last, [" ".join(own[:count]) for count in range(len(own) - 1, 0, -1)])


def _before(listing: Listing, first: int, tails: Sequence[str]) -> Iterator[Match]:
    """Yield what stands before a term and shares its end: "hip, neck and back pain"."""
    at, joined = first, False
    for _ in range(_MOST):
        place, is_next = _step(listing, at, -1)
        joined = joined or is_next == "joined"
        if not (joined and is_next and listing.has(place)):
            return
        start, key = _member(listing, place, -1, lambda words: (f"{words} {tail}" for tail in tails))
        if not key:
            return
        yield start, place, key
        at = start


def _behind(listing: Listing, last: int, heads: Sequence[str]) -> Iterator[Match]:
    """Yield what stands behind a term and shares its beginning: "pain in the knee, hip and shoulder"."""
    waiting: list[Match] = []
    at, joined = last, False
    for _ in range(_MOST):
        place, is_next = _step(listing, at, 1)
        if not (is_next and listing.has(place)):
            break
        end, key = _member(listing, place, 1, lambda words: (f"{head} {words}" for head in heads))
        if not key:
            break
        joined = joined or is_next == "joined"
        waiting.append((place, end, key))
        at = end
    # Letters are a list without "and" too: "hepatitis B, C: negative".
    is_list = joined or all(len(listing.words[place].text) == 1 for place, _, _ in waiting)
    if is_list and _is_over(listing, at):
        yield from waiting


def _step(listing: Listing, at: int, step: int) -> tuple[int, str]:
    """Return the place of the next member of the list, and how it follows: "joined", "listed" or ""."""
    place = listing.passed(at + step, step)
    if listing.has(place) and listing.words[place].normal in _JOINS:
        return listing.passed(place + step, step), "joined"
    beside = listing.gap(at, at + step) if listing.has(at + step) else ""
    return place, "joined" if beside.strip() == "/" else "listed" if beside.strip() == "," else ""


def _member(listing: Listing, place: int, step: int, terms_of: Callable[[str], Iterator[str]]) -> tuple[int, str]:
    """Return the far end and the term of the member at this place, two words before one; "" where it makes none."""
    other = place + step
    if place in listing.taken:
        return place, ""
    if listing.has(other) and other not in listing.taken and listing.gap(place, other) == " ":
        pair = " ".join(listing.words[index].normal for index in sorted((place, other)))
        key = next(filter(listing.holds, terms_of(pair)), "")
        if key:
            return other, key
    return place, next(filter(listing.holds, terms_of(listing.words[place].normal)), "")


def _is_over(listing: Listing, last: int) -> bool:
    """Tell whether nothing behind the last member belongs to it."""
    following = last + 1
    if not listing.has(following) or listing.gap(last, following).strip(" -"):
        return True
    return listing.words[following].text.lower() in _GOES_ON
