# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How words typed by a coder find lines of the book: any order, beginnings of words, small typing errors."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlp.domain.codes import CodeEntry

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\w)\.(?=\w)")
_CODE = re.compile(r"[A-Z]\d[0-9A-Z.-]*|[A-Z]{2}\d[0-9A-Z.-]*", re.IGNORECASE)
_GUESSED_FROM = 4  # letters; shorter words are taken as typed
_LONG = 6  # letters; from here on two errors are forgiven
_NEIGHBOURS = 6
_SAYS_NOTHING = frozenset(("unspecified", "uncomplicated", "without", "complications", "organism", "site", "nos")) | {
    *("initial", "subsequent", "encounter", "sequela", "for", "closed"),  # of 7th characters
}

Groups = tuple[tuple[str, ...], ...]
"""One group for each typed word: the word, or the words that it may have been meant for."""


def looks_like_code(text: str) -> bool:
    """Tell whether the text can be the beginning of a code ("e11.2") or a block ("A00-A09")."""
    return _CODE.fullmatch(text) is not None


def fold(text: str) -> str:
    """Return the text in small letters without accents, as the index holds it."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a query; a dotted code stays one word."""
    return tuple(dict.fromkeys(_WORD.findall(_DOTTED.sub("", fold(text)))))


def match_expression(groups: Groups) -> str:
    """Write the groups as a full-text query: every group must occur; a word as typed may be a beginning."""
    return " AND ".join(
        "(" + " OR ".join(f'"{word}"{"*" if len(group) == 1 else ""}' for word in group) + ")" for group in groups
    )


def corrected(words: Iterable[str], vocabulary: Sequence[str]) -> Groups:
    """Return, for each word that begins no word of the book, the words it was probably meant for."""
    return tuple((word,) if _is_begun(word, vocabulary) else _neighbours(word, vocabulary) for word in words)


def loosened(words: Iterable[str], vocabulary: Sequence[str]) -> Groups:
    """Return each word with its neighbours, for words that are known but never stand together."""
    return tuple(tuple(dict.fromkeys((word, *_neighbours(word, vocabulary)))) for word in words)


def _is_begun(word: str, vocabulary: Sequence[str]) -> bool:
    if len(word) < _GUESSED_FROM or not word.isalpha():
        return True
    place = bisect_left(vocabulary, word)
    return place < len(vocabulary) and vocabulary[place].startswith(word)


def _neighbours(word: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
    if len(word) < _GUESSED_FROM or not word.isalpha():
        return (word,)
    errors = 2 if len(word) >= _LONG else 1
    near = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=errors, limit=_NEIGHBOURS)
    return tuple(name for name, _, _ in near) or (word,)


def best_first(entries: Iterable[CodeEntry], groups: Groups) -> list[CodeEntry]:
    """Order ranked hits: billable first, then the nearest title, then by rank (a short title)."""
    return sorted(entries, key=lambda entry: (not entry.billable, *_distance(entry.title, groups)))


def _distance(title: str, groups: Groups) -> tuple[int, int, int, int]:
    """Count words missing from the title, only begun there, said there beyond the query, and out of order."""
    words = _WORD.findall(fold(title))
    places = [_place(words, group) for group in groups]
    found = [place for place, _ in places if place >= 0]
    begun = sum(not is_whole for place, is_whole in places if place >= 0)
    beyond = len({*words} - {words[place] for place in found} - _SAYS_NOTHING)
    return len(groups) - len(found), begun, beyond, sum(later < earlier for earlier, later in pairwise(found))


def _place(words: Sequence[str], group: tuple[str, ...]) -> tuple[int, bool]:
    for place, word in enumerate(words):
        if word in group:
            return place, True
    begun = (place for place, word in enumerate(words) if word.startswith(group))
    return next(begun, -1), False
