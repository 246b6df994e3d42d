# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The lexicon as a spaCy component: the longest stored term at each word, looked up in a trie on disk."""
# spaCy and medspaCy are untyped; what they return is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUntypedFunctionDecorator=false

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.domain.codes import TermIndex
from nlp.domain.terms import Word, words

LEXICON = "chartproof_lexicon"
GROUP = "medspacy_spans"
_LONGEST = 12  # words of a term that are looked at
_LONGEST_SHORT = 3  # words of a term in capitals ("MRSA", "T2DM", "A FIB")
# What may stand between two words of one term. A comma may, because keys hold no punctuation and the book writes
# "Diabetes mellitus, type 2"; anything else (";", ":", brackets, full stops) ends the term.
_BRIDGE = re.compile(r"(?:\s|[-/'’‐‑–]|,\s)*")
# In a sentence all in capitals these are words, not abbreviations.
_PLAIN_WORDS = frozenset(
    {"ALL", "AIDS", "CAP", "PAD", "SAD", "DOE", "CAT", "FAST", "BAD", "LOW", "AGE", "END", "ADD", "RED", "MAC", "HIS"}
    | {"HER", "ARE", "CAN", "MAY", "SOB", "LAD", "PID", "SIDS", "ARM", "HIP", "LEG", "EAR", "EYE", "AND", "THE", "FOR"}
)
_WORD_LEAST = 5  # letters that make a word in capitals no abbreviation
_SHORT_LEAST = 3  # letters an abbreviation needs in a sentence all in capitals


class Lexicon:
    """Find stored terms sentence by sentence; matches wholly inside a longer one are dropped, overlaps are kept."""

    def __init__(self) -> None:
        self.terms: TermIndex | None = None  # spaCy makes the component, the factory gives it the index

    def __call__(self, doc: Doc) -> Doc:
        """Add a span with the term as label for each match, and note its exact characters."""
        if self.terms is None:
            return doc
        spans, places = list(doc.spans.get(GROUP, ())), doc.user_data.setdefault("places", [])
        text: str = doc.text
        found = words(text)
        for sentence in _by_sentence(found, doc.user_data["sentence_starts"]):
            for first, last, term in _matches(_line(self.terms, text, sentence)):
                start, end = sentence[first].start, sentence[last].end
                span = doc.char_span(start, end, label=term, alignment_mode="expand")
                if span is not None:
                    spans.append(span)
                    places.append((start, end, term))
        doc.spans[GROUP] = spans
        return doc


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """The words of a sentence, whether each is bridged to the next, and whether all is written in capitals."""

    terms: TermIndex
    words: Sequence[Word]
    bridged: Sequence[bool]
    is_shouting: bool


def _line(terms: TermIndex, text: str, sentence: Sequence[Word]) -> _Line:
    """Prepare a sentence; short forms alone ("HTN, DM, CAD") are not shouting."""
    bridged = [_BRIDGE.fullmatch(text, a.end, b.start) is not None for a, b in pairwise(sentence)]
    is_shouting = not any(c.islower() for c in text[sentence[0].start : sentence[-1].end])
    has_words = any(len(word.text) >= _WORD_LEAST for word in sentence)
    return _Line(terms=terms, words=sentence, bridged=bridged, is_shouting=is_shouting and has_words)


def _matches(line: _Line) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and key of each term, none wholly inside another."""
    reached = -1
    for first in range(len(line.words)):
        last, term = max(_longest(line, first), _short(line, first), key=lambda match: match[0])
        if last > reached:
            yield first, last, term
            reached = last


def _longest(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest term that begins at the word, or (-1, "")."""
    if not line.words[first].normal:
        return -1, ""
    key = line.words[first].normal
    ends = {len(key): first}  # where in the key each word ends
    for index in range(first + 1, len(line.words)):
        if not line.bridged[index - 1] or len(ends) == _LONGEST:
            break
        if line.words[index].normal:
            key += " " + line.words[index].normal
            ends[len(key)] = index
    for stored in reversed(line.terms.prefixes(key)):
        if len(stored) in ends:
            return ends[len(stored)], stored
    return -1, ""


def _short(line: _Line, first: int) -> tuple[int, str]:
    """Return the last word and the key of the longest abbreviation written in capitals, or (-1, "")."""
    run: list[str] = []
    best = (-1, "")
    for index in range(first, min(len(line.words), first + _LONGEST_SHORT)):
        written = line.words[index].text
        is_short = written.isupper() or (bool(run) and written.isdigit())
        if not is_short or (run and not line.bridged[index - 1]):
            break
        run.append(written)
        key = "=" + " ".join(run)
        is_word = line.is_shouting and (len(key) <= _SHORT_LEAST or key[1:] in _PLAIN_WORDS)
        if not is_word and key in line.terms:
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


@Language.factory(LEXICON)
def _make(nlp: Language, name: str) -> Lexicon:
    """Build the component for spaCy."""
    return Lexicon()
