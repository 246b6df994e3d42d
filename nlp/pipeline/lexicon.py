# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored terms in a text: the longest at each word, looked up in a trie on disk."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nlp.domain.codes import TermIndex
from nlp.domain.terms import Word, words
from nlp.pipeline.coordination import coordinated

_LONGEST = 12  # words of a term that are looked at
_KEPT = 32768  # answers of the index that are remembered
_NONE, _UNKNOWN = (-1, ""), (False, False)
_LONGEST_SHORT = 3  # words of a term in capitals ("MRSA", "T2DM", "A FIB")
# What may stand between two words of one term. A comma may, because keys hold no punctuation and the book writes
# "Diabetes mellitus, type 2"; anything else (";", ":", brackets, full stops) ends the term.
# A side within a term ("cancer of the right breast") is read apart: no row needs it.
_SIDES = frozenset({"right", "left", "bilateral", "rt", "lt"})
_BRIDGE = re.compile(r"(?:\s|[-/'’‐‑–]|,\s)*")
# Words that place a condition or give its degree: "mass in the left kidney" is a kidney mass, no row needs them.
_PLACED_TEXT = """
    in at within level mild moderate severe intense marked slight significant large small giant multiple massive
    extensive
"""
_PLACED = frozenset(_PLACED_TEXT.split())
_PLACED_OR_SIDE = _PLACED | _SIDES
_PASSED = _PLACED_OR_SIDE | {""}  # a term may go on behind these
_PLACED_WITHIN = 4  # words of a term after which one of them is looked for
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
        self.known = lru_cache(_KEPT)(self._known)
        self._index = index

    def _known(self, run: str) -> tuple[bool, bool] | None:
        """Tell whether the words are a term, and whether one goes on after them; None where neither is so."""
        answer = run in self._index, next(self._index.iterkeys(f"{run} "), None) is not None
        return answer if run and any(answer) else None


def term_matches(terms: StoredTerms, text: str, starts: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and key of each stored term; one wholly inside another is dropped, overlaps are kept.

    No term runs over the start of a sentence.
    """
    spoken = words(text)
    normals = [word.normal for word in spoken]
    leads, begun = _leads(terms, spoken, normals), [word.start for word in spoken]
    bounds = [*(bisect_left(begun, start) for start in sorted(starts)), len(spoken)]
    at = 0
    for first, after in pairwise(bounds):
        stop = bisect_left(leads, (after, False), at)
        if stop > at:
            own = normals[first:after]
            line = _Line(terms, text, spoken[first:after], own, not _SIDES.isdisjoint(own))
            found = list(_matches(line, [(lead - first, goes_on) for lead, goes_on in leads[at:stop]]))
            for one, last, term in (*found, *coordinated(text, line.words, own, found, terms.holds)):
                yield line.words[one].start, line.words[last].end, term
        at = stop


def _leads(terms: StoredTerms, spoken: Sequence[Word], normals: Sequence[str]) -> list[tuple[int, bool]]:
    """Return the places of the words that may be or begin a term, and whether one may go on with the next word.

    Most words begin some term, few of them one that goes on with the next word: three of four are not looked at again.
    """
    known = terms.known
    large = [written.isupper() for _, _, written, _ in spoken]
    return [
        (place, bool(goes_on))
        for place, (normal, following, answer, is_large) in enumerate(
            zip(normals, [*normals[1:], ""], map(known, normals), large, strict=False)  # a text may have no words
        )
        if (goes_on := answer and answer[1] and (following in _PASSED or known(f"{normal} {following}")))
        or is_large
        or (answer and answer[0])
    ]


class _Line(NamedTuple):
    """The words of a sentence in their text, with their normal forms, and whether it names a side.

    A tuple, because a note has a hundred of them.
    """

    terms: StoredTerms
    text: str
    words: Sequence[Word]
    normals: Sequence[str]
    is_sided: bool

    def is_shouting(self) -> bool:
        """Tell whether the sentence is all in capitals; short forms alone ("HTN, DM, CAD") are not shouting."""
        written = self.text[self.words[0].start : self.words[-1].end]
        is_large = not _SMALL.search(written) and not any(c.islower() for c in written)
        return is_large and any(len(word.text) >= _WORD_LEAST for word in self.words)


def _is_bridged(text: str, one: Word, other: Word) -> bool:
    """Tell whether nothing that ends a term stands between two words."""
    gap = text[one.end : other.start]
    if gap == " " or _BRIDGE.fullmatch(gap):
        return True
    is_initial = len(one.text) == 1 and one.text.isupper() and other.text[0].islower()
    return is_initial and _INITIAL.fullmatch(gap) is not None


def _matches(line: _Line, leads: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and key of each term, none wholly inside another."""
    reached, known = -1, line.terms.known
    for first, goes_on in leads:
        if goes_on:
            last, term = _longest(line, first)
        else:
            normal = line.normals[first]
            last, term = (first, normal) if (known(normal) or _UNKNOWN)[0] else _NONE
        if line.words[first].text.isupper():
            short = _short(line, first)
            last, term = short if short[0] >= last else (last, term)
        if last > reached:
            yield first, last, term
            reached = last


def _longest(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest term that begins at the word, or (-1, "")."""
    plain = _stored_run(line, first, frozenset())
    if not _PLACED.isdisjoint(line.normals[first + 1 : first + _PLACED_WITHIN]):
        placed = _stored_run(line, first, _PLACED_OR_SIDE)
        plain = placed if placed[0] > plain[0] and _is_unbroken(line, first, placed[0]) else plain
    if line.is_sided:
        return max(plain, _stored_run(line, first, _SIDES), key=lambda match: match[0])  # as written on a draw
    return plain


def _is_unbroken(line: _Line, first: int, last: int) -> bool:
    """Tell whether no comma stands within the run."""
    return "," not in line.text[line.words[first].start : line.words[last].end]


def _stored_run(line: _Line, first: int, skipped: frozenset[str]) -> tuple[int, str]:
    """Return the longest stored run of words from the first on, leaving out the skipped ones inside it."""
    text, words, normals, known = line.text, line.words, line.normals, line.terms.known
    key, count = normals[first], 1
    answer = known(key)
    best = (first, key) if answer and answer[0] else _NONE
    for index in range(first + 1, len(words)):
        if count == _LONGEST or not _is_bridged(text, words[index - 1], words[index]):
            break
        normal = normals[index]
        if normal and normal not in skipped:
            key, count = f"{key} {normal}", count + 1
            answer = known(key)
            if not answer:
                break
            is_term, goes_on = answer
            if is_term:
                best = index, key
            if not goes_on:
                break
    return best


def _short(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest abbreviation written in capitals, or (-1, "")."""
    run: list[str] = []
    best = _NONE
    for index in range(first, min(len(line.words), first + _LONGEST_SHORT)):
        written = line.words[index].text
        is_short = written.isupper() or (bool(run) and written.isdigit())
        if not is_short or (run and not _is_bridged(line.text, line.words[index - 1], line.words[index])):
            break
        run.append(written)
        key = "=" + " ".join(run)
        if line.terms.holds(key) and not (_may_be_word(key) and line.is_shouting()):
            best = (index, key)
    return best


def _may_be_word(key: str) -> bool:
    """Tell whether the abbreviation is a word, too, in a sentence all in capitals."""
    return len(key) <= _SHORT_LEAST or key[1:] in _PLAIN_WORDS
