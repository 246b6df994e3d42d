# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The lexicon as a spaCy component: the longest stored term at each word, looked up in a trie on disk."""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.domain.codes import TermIndex
from nlp.domain.terms import Word, words

GROUP = "medspacy_spans"
_LONGEST = 12  # words of a term that are looked at
_LONGEST_SHORT = 3  # words of a term in capitals ("MRSA", "T2DM", "A FIB")
# What may stand between two words of one term. A comma may, because keys hold no punctuation and the book writes
# "Diabetes mellitus, type 2"; anything else (";", ":", brackets, full stops) ends the term.
_BRIDGE = re.compile(r"(?:\s|[-/'’‐‑–]|,\s)*")
# In a sentence all in capitals these are words, not abbreviations.
_PLAIN_WORDS = frozenset(
    [
        "ALL",
        "AIDS",
        "CAP",
        "PAD",
        "SAD",
        "DOE",
        "CAT",
        "FAST",
        "BAD",
        "LOW",
        "AGE",
        "END",
        "ADD",
        "RED",
        "MAC",
        "HIS",
        "HER",
        "ARE",
        "CAN",
        "MAY",
        "SOB",
        "LAD",
    ]
)
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
            for first, last, term in self._matches(self.terms, text, sentence):
                start, end = sentence[first].start, sentence[last].end
                span = doc.char_span(start, end, label=term, alignment_mode="expand")
                if span is not None:
                    spans.append(span)
                    places.append((start, end, term))
        doc.spans[GROUP] = spans
        return doc

    def _matches(self, terms: TermIndex, text: str, sentence: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """Yield first word, last word and key of each term, none wholly inside another."""
        bridged = [bool(_BRIDGE.fullmatch(text, a.end, b.start)) for a, b in zip(sentence, sentence[1:], strict=False)]
        shouting = not any(c.islower() for c in text[sentence[0].start : sentence[-1].end])
        reached = -1
        for first in range(len(sentence)):
            last, term = self._longest(terms, sentence, bridged, first, shouting=shouting)
            if last > reached:
                yield first, last, term
                reached = last

    def _longest(
        self, terms: TermIndex, sentence: Sequence[Word], bridged: Sequence[bool], first: int, *, shouting: bool
    ) -> tuple[int, str]:
        """Return the last word and the key of the longest term that begins at the word, or (-1, "")."""
        if not sentence[first].normal:
            return self._short(terms, sentence, bridged, first, shouting=shouting)
        run, ends = [sentence[first].normal], [first]
        for index in range(first + 1, len(sentence)):
            if not bridged[index - 1] or len(run) == _LONGEST:
                break
            if sentence[index].normal:
                run.append(sentence[index].normal)
                ends.append(index)
        key = " ".join(run)
        for stored in reversed(terms.prefixes(key)):
            if len(stored) == len(key) or key[len(stored)] == " ":
                last = ends[stored.count(" ")]
                return max((last, stored), self._short(terms, sentence, bridged, first, shouting=shouting))
        return self._short(terms, sentence, bridged, first, shouting=shouting)

    def _short(
        self, terms: TermIndex, sentence: Sequence[Word], bridged: Sequence[bool], first: int, *, shouting: bool
    ) -> tuple[int, str]:
        """Return the last word and the key of the longest abbreviation written in capitals, or (-1, "")."""
        run: list[str] = []
        best = (-1, "")
        for index in range(first, min(len(sentence), first + _LONGEST_SHORT)):
            written = sentence[index].text
            if (not written.isupper() and not (run and written.isdigit())) or (run and not bridged[index - 1]):
                break
            run.append(written)
            key = "=" + " ".join(run)
            if key in terms and not (shouting and (len(key) <= _SHORT_LEAST or key[1:] in _PLAIN_WORDS)):
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


@Language.factory("chartproof_lexicon")
def _make(nlp: Language, name: str) -> Lexicon:
    """Build the component for spaCy."""
    return Lexicon()
