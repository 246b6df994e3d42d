# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of a note that stand in other notes as well: copied forward, perhaps without being looked at again.

Two notes are compared by shingles: eight words in a row, case and punctuation left out. Eight, because shorter rows are
phrases that everybody writes ("no acute distress, alert and oriented"), and because a longer row would lose what was
copied and then touched here and there. A passage counts from 20 words on: in shorter ones, chance and habit of speech
outweigh copying (of 300 notes by strangers to one another, 14 share so much: set phrases of operations). What more than
half of the notes share is a template, not a copy.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.domain import Span

SHINGLE = 8
LEAST_WORDS = 20
_TEMPLATE_NOTES = 4  # from so many notes on it can be told what is a template
_TEMPLATE_SHARE = 0.5
_MOST_SHINGLES = 200_000  # of one note; what comes after them in a huge file is not compared
_WORD = re.compile(r"[^\W_]+")
_HEADING = re.compile(r"^[^\S\n]*(?:[^\na-z]*[A-Z][^\na-z]*|[^\n]{1,60}:)[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNote:
    """Another note: its name, its day of service, and its shingles as numbers that hold while the program runs."""

    name: str
    day: date | None
    shingles: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a note that stand in another as well, and how many; `day` is the other note's."""

    span: Span
    words: int
    name: str
    day: date | None


def other_note(text: str, *, name: str, day: date | None) -> OtherNote:
    """Return what is kept of another note to compare with: no words, only numbers."""
    _, shingles = _shingled(text)
    return OtherNote(name=name, day=day, shingles=array("q", shingles))


def copied_passages(text: str, day: date | None, others: Sequence[OtherNote]) -> tuple[Passage, ...]:
    """Return what the note shares with others, in order, none overlapping; the longest copy of a passage is named.

    A note of a later day cannot be the source: it is left out where both days are known.
    """
    words, shingles = _shingled(text)
    wanted = set(shingles)
    shared = [(o, common) for o in others if (common := wanted.intersection(o.shingles))]
    templates = _templates([common for _, common in shared], len(others))
    found: list[Passage] = []
    for other, theirs in shared:
        if other.day is None or day is None or other.day <= day:
            found.extend(_runs(words, shingles, theirs - templates, other))
    return tuple(_without_overlap(found))


def passages_at(passages: Sequence[Passage], place: int) -> tuple[Passage, ...]:
    """Return the passages on a character of the note."""
    return tuple(p for p in passages if p.span.start <= place < p.span.end)


def _shingled(text: str) -> tuple[list[Span], list[int]]:
    """Return the words outside headings and, for each row of eight, its number."""
    headings = _HEADING.sub(lambda m: " " * (m.end() - m.start()), text)
    found = [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(headings)][: _MOST_SHINGLES + SHINGLE - 1]
    plain = [headings[w.start : w.end].casefold() for w in found]
    rows = zip(*(plain[n:] for n in range(SHINGLE)), strict=False)
    return found, list(map(hash, rows))


def _templates(found: Iterable[set[int]], notes: int) -> set[int]:
    """Return the shingles that most of the notes share."""
    if notes < _TEMPLATE_NOTES:
        return set()
    counts = Counter(shingle for theirs in found for shingle in theirs)
    return {shingle for shingle, count in counts.items() if count > notes * _TEMPLATE_SHARE}


def _runs(words: Sequence[Span], shingles: Sequence[int], theirs: set[int], other: OtherNote) -> Iterator[Passage]:
    """Yield the stretches of words that stand in the other note without a gap."""
    start = -1
    for number in range(len(shingles) + 1):
        is_shared = number < len(shingles) and shingles[number] in theirs
        if is_shared and start < 0:
            start = number
        elif not is_shared and start >= 0:
            last = number - 1 + SHINGLE - 1  # the last word of the last row
            if last - start + 1 >= LEAST_WORDS:
                span = Span(start=words[start].start, end=words[last].end)
                yield Passage(span=span, words=last - start + 1, name=other.name, day=other.day)
            start = -1


def _without_overlap(passages: Iterable[Passage]) -> list[Passage]:
    """Keep the longest of passages that overlap; of equal ones that of the youngest note, where it came from last."""
    order = sorted(passages, key=lambda p: (-p.words, -(p.day or date.min).toordinal(), p.name))
    kept: list[Passage] = []
    for passage in order:
        if not any(passage.span.overlaps(k.span) for k in kept):
            kept.append(passage)
    return sorted(kept, key=lambda p: p.span)
