# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Chunks: a long note in pieces of whole sentences, so that the cost of reading stays linear."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.domain.text import Span

LIMIT = (
    1500  # code points; each chunk costs a little, and a cue over the end of a sentence is compared with all of them
)
_LONGEST = 600  # code points; a longer "sentence" is a table or a run-on text and is cut at a blank
_PIECE = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    r"""Some sentences of the note, joined by single blanks, and the way back to the offsets of the note.

    Runs of blanks and wrapped lines become one blank: "no  evidence\n of" is then read like "no evidence of".
    `here` and `there` are the starts of the pieces in the chunk and in the note.
    """

    text: str
    starts: frozenset[int]
    here: tuple[int, ...]
    there: tuple[int, ...]

    def is_broken(self, start: int, end: int) -> bool:
        """Tell whether a sentence begins inside the stretch."""
        return any(start < begin < end for begin in self.starts)

    def to_note(self, start: int, end: int) -> Span:
        """Return the stretch of the note that stands behind a stretch of the chunk."""
        first, last = bisect_right(self.here, start) - 1, bisect_right(self.here, end - 1) - 1
        return Span(start=start + self.there[first] - self.here[first], end=end + self.there[last] - self.here[last])

    def to_chunk(self, span: Span) -> tuple[int, int]:
        """Return where a stretch of the note stands in the chunk, clipped to the chunk."""
        start = min(len(self.text), max(0, _moved(span.start, self.there, self.here)))
        return start, min(len(self.text), max(start, _moved(span.end - 1, self.there, self.here) + 1))


def _moved(offset: int, froms: Sequence[int], tos: Sequence[int]) -> int:
    """Carry an offset from one numbering to the other."""
    piece = max(0, bisect_right(froms, offset) - 1)
    return tos[piece] + offset - froms[piece]


def chunks(text: str, sentences: Sequence[Span]) -> Iterator[tuple[Chunk, Sequence[Span]]]:
    """Yield the chunks of the note with their sentences, in order."""
    first, size = 0, 0
    for index, sentence in enumerate(sentences):
        length = sentence.end - sentence.start
        if size and size + length > LIMIT:
            yield _chunk(text, sentences[first:index]), sentences[first:index]
            first, size = index, 0
        size += length + 1
    if first < len(sentences):
        yield _chunk(text, sentences[first:]), sentences[first:]


def _chunk(text: str, sentences: Sequence[Span]) -> Chunk:
    """Join the sentences and note where each piece came from."""
    parts: list[str] = []
    starts: list[int] = []
    here: list[int] = []
    there: list[int] = []
    at = 0
    for sentence in sentences:
        starts.append(at)
        for match in _PIECE.finditer(text, sentence.start, sentence.end):
            here.append(at)
            there.append(match.start())
            parts.append(match.group())
            at += match.end() - match.start() + 1
    return Chunk(text=" ".join(parts), starts=frozenset(starts), here=tuple(here), there=tuple(there))


def shortened(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Cut over-long sentences at blanks."""
    return tuple(piece for sentence in sentences for piece in _cut(text, sentence))


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence whole, or in pieces that end at a blank."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        blank = max(text.rfind(" ", start + 1, start + _LONGEST), text.rfind("\n", start + 1, start + _LONGEST))
        end = blank if blank > start else start + _LONGEST
        yield Span(start=start, end=end)
        start = end + 1 if blank > start else end
    yield Span(start=start, end=sentence.end)
