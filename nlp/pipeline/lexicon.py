# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored terms in a text: the longest at each word, looked up in a trie on disk."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nlp.domain.codes import TermIndex
from nlp.domain.terms import Word, words

_LONGEST = 12  # words of a term that are looked at
_KEPT = 32768  # answers of the index that are remembered
_NONE = (-1, "")
_LONGEST_SHORT = 3  # words of a term in capitals ("MRSA", "T2DM", "A FIB")
# What may stand between two words of one term. A comma may, because keys hold no punctuation and the book writes
# "Diabetes mellitus, type 2"; anything else (";", ":", brackets, full stops) ends the term.
# A side within a term ("cancer of the right breast") is read apart: no row needs it.
_SIDES = frozenset({"right", "left", "bilateral", "rt", "lt"})
_BRIDGE = re.compile(r"(?:\s|[-/'’‐‑–]|,\s)*")
_SMALL = re.compile(r"[a-z]")
_INITIAL = re.compile(r"\.\s?")  # "E. coli", "C. diff", "H. pylori": the genus is a letter and a full stop
# In a sentence all in capitals these are words, not abbreviations.
_PLAIN_WORDS = frozenset(
    {"ALL", "AIDS", "CAP", "PAD", "SAD", "DOE", "CAT", "FAST", "BAD", "LOW", "AGE", "END", "ADD", "RED", "MAC", "HIS"}
    | {"HER", "ARE", "CAN", "MAY", "SOB", "LAD", "PID", "SIDS", "ARM", "HIP", "LEG", "EAR", "EYE", "AND", "THE", "FOR"}
)
_WORD_LEAST = 5  # letters that make a word in capitals no abbreviation
_SHORT_LEAST = 3  # letters an abbreviation needs in a sentence all in capitals


class StoredTerms:
    """The terms of an index, with the answers about words and their beginnings remembered."""

    def __init__(self, index: TermIndex) -> None:
        self.holds = lru_cache(_KEPT)(index.__contains__)
        self.continues = lru_cache(_KEPT)(self._continues)
        self._index = index

    def _continues(self, beginning: str) -> bool:
        """Tell whether a term goes on after these words; most words of a note begin none."""
        return next(self._index.iterkeys(f"{beginning} "), None) is not None


def term_matches(terms: StoredTerms, text: str, starts: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and key of each stored term; one wholly inside another is dropped, overlaps are kept.

    No term runs over the start of a sentence.
    """
    for sentence in _by_sentence(words(text), starts):
        for first, last, term in _matches(_line(terms, text, sentence)):
            yield sentence[first].start, sentence[last].end, term


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The words of a sentence, whether each is bridged to the next, and whether all is in capitals or a side named."""

    terms: StoredTerms
    words: Sequence[Word]
    bridged: Sequence[bool]
    is_shouting: bool
    is_sided: bool


def _line(terms: StoredTerms, text: str, sentence: Sequence[Word]) -> _Line:
    """Prepare a sentence; short forms alone ("HTN, DM, CAD") are not shouting."""
    bridged = [_is_bridged(text, a, b) for a, b in pairwise(sentence)]
    written = text[sentence[0].start : sentence[-1].end]
    is_shouting = not _SMALL.search(written) and not any(c.islower() for c in written)
    has_words = is_shouting and any(len(word.text) >= _WORD_LEAST for word in sentence)
    is_sided = not _SIDES.isdisjoint([word.normal for word in sentence])
    return _Line(terms=terms, words=sentence, bridged=bridged, is_shouting=has_words, is_sided=is_sided)


def _is_bridged(text: str, one: Word, other: Word) -> bool:
    """Tell whether nothing that ends a term stands between two words."""
    gap = text[one.end : other.start]
    if gap == " " or _BRIDGE.fullmatch(gap):
        return True
    is_initial = len(one.text) == 1 and one.text.isupper() and other.text[0].islower()
    return is_initial and _INITIAL.fullmatch(gap) is not None


def _matches(line: _Line) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and key of each term, none wholly inside another."""
    reached = -1
    for first, word in enumerate(line.words):
        last, term = _longest(line, first) if word.normal else _NONE
        if word.text.isupper():
            short = _short(line, first)
            last, term = short if short[0] >= last else (last, term)
        if last > reached:
            yield first, last, term
            reached = last


def _longest(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest term that begins at the word, or (-1, "")."""
    lead = line.words[first].normal
    if not line.terms.continues(lead):
        return (first, lead) if line.terms.holds(lead) else _NONE
    plain = _stored_run(line, first, frozenset())
    if line.is_sided:
        return max(plain, _stored_run(line, first, _SIDES), key=lambda match: match[0])  # as written on a draw
    return plain


def _stored_run(line: _Line, first: int, skipped: frozenset[str]) -> tuple[int, str]:
    """Return the longest stored run of words from the first on, leaving out the skipped ones inside it."""
    key = line.words[first].normal
    best, count = (first, key) if line.terms.holds(key) else _NONE, 1
    for index in range(first + 1, len(line.words)):
        if not line.bridged[index - 1] or count == _LONGEST:
            break
        normal = line.words[index].normal
        if normal and normal not in skipped:
            key, count = f"{key} {normal}", count + 1
            if line.terms.holds(key):
                best = index, key
            if not line.terms.continues(key):
                break
    return best


def _short(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest abbreviation written in capitals, or (-1, "")."""
    run: list[str] = []
    best = _NONE
    for index in range(first, min(len(line.words), first + _LONGEST_SHORT)):
        written = line.words[index].text
        is_short = written.isupper() or (bool(run) and written.isdigit())
        if not is_short or (run and not line.bridged[index - 1]):
            break
        run.append(written)
        key = "=" + " ".join(run)
        is_word = line.is_shouting and (len(key) <= _SHORT_LEAST or key[1:] in _PLAIN_WORDS)
        if not is_word and line.terms.holds(key):
            best = (index, key)
    return best


def _by_sentence(found: Sequence[Word], starts: frozenset[int]) -> Iterator[Sequence[Word]]:
    """Yield the words of each sentence."""
    ordered, first, at = sorted(starts), 0, 0
    for begin in ordered[1:]:
        while at < len(found) and found[at].start < begin:
            at += 1
        if at > first:
            yield found[first:at]
        first = at
    if first < len(found):
        yield found[first:]
