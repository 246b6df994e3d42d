# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the marks of a stretch of lines stand on the page: computed once for each layout, painted often."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from desktop.ui.review.highlights import Mark, MarkState, Tint
from desktop.ui.review.offsets import Offsets
from desktop.ui.review.wording import margin_words, section_name
from nlp.domain import Section, Span

_LEAST = 3.0  # a mark on a character without width (a joiner, a mark that combines) is still seen
# Letters written from right to left, and the characters that turn the direction round.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines of one paragraph: most paragraphs are one stretch, one of a thousand lines is many.

    `origin` is the paragraph's top left corner in the document; `first` and `last` are line numbers, `last` left out.
    """

    block: QTextBlock
    origin: QPointF
    first: int
    last: int

    @property
    def start(self) -> int:
        """The place in the document, in units, at which the stretch begins."""
        return self.block.position() + self.block.layout().lineAt(self.first).textStart()

    @property
    def end(self) -> int:
        """The place in the document at which the stretch ends."""
        line = self.block.layout().lineAt(self.last - 1)
        return self.block.position() + line.textStart() + line.textLength()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The part of a stretch of words that stands on one line of the page, to the end of the stretch or not."""

    left: float
    right: float
    baseline: float
    is_end: bool = True

    def reaches(self, place: QPointF) -> bool:
        """Tell whether a place lies on the words or on the lines beneath them."""
        return self.left <= place.x() <= self.right and self.baseline - 18 <= place.y() <= self.baseline + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPiece:
    """One piece of one mark."""

    mark: Mark
    piece: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class TintPiece:
    """One piece of one ground."""

    state: MarkState
    piece: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginLine:
    """What begins on one line of the page, in the order in which the margin names it."""

    baseline: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchMarks:
    """All there is to paint for one stretch of lines."""

    lines: tuple[MarkPiece, ...] = ()
    tints: tuple[TintPiece, ...] = ()
    margin: tuple[MarginLine, ...] = ()
    hits: tuple[tuple[int, Piece], ...] = ()  # what was searched for, with the number of the hit
    copied: tuple[Piece, ...] = ()  # words that stand in another note as well


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginText:
    """The one entry that a margin line shows: a code or a word, its state, and how many more there are."""

    text: str
    state: MarkState
    more: int
    is_chosen: bool = field(default=False)


def stretch_marks(stretch: Stretch, marks: Sequence[Mark], tints: Sequence[Tint], offsets: Offsets) -> StretchMarks:
    """Return where the marks that touch the lines stand."""
    lines = [MarkPiece(mark=m, piece=p) for m in marks for p in pieces(stretch, m.span, offsets)]
    grounds = [TintPiece(state=t.state, piece=p) for t in tints for p in pieces(stretch, t.span, offsets)]
    return StretchMarks(lines=tuple(lines), tints=tuple(grounds), margin=tuple(_margin(stretch, marks, offsets)))


def gutter_names(document: QTextDocument, sections: Sequence[Section], offsets: Offsets) -> dict[int, str]:
    """Return the section names by the number of the paragraph in which each heading stands."""
    headed = [s for s in sections if s.title.end > s.title.start]
    return {document.findBlock(offsets.units(s.title.start)).blockNumber(): section_name(s.category) for s in headed}


def pieces(stretch: Stretch, span: Span, offsets: Offsets) -> Iterator[Piece]:
    """Yield the pieces of a span on the lines, trailing spaces left out; words that turn round may be several."""
    base, layout = stretch.block.position(), stretch.block.layout()
    start, end = offsets.span_units(span)
    first, last = max(stretch.start, start) - base, min(stretch.end, end) - base
    if first >= last:
        return
    for number in range(layout.lineForTextPosition(first).lineNumber(), stretch.last):
        line = layout.lineAt(number)
        there = line.textStart() + line.textLength()
        left, right = max(first, line.textStart()), min(last, there)
        if line.textStart() >= last:
            return
        if right == there:
            right = max(left + 1, offsets.without_trailing_space(base + left, base + right) - base)
        extents = _extents(line, left, right, offsets.words(base + line.textStart(), base + there))
        for place, (west, east) in enumerate(extents, 1):
            yield Piece(
                left=stretch.origin.x() + west,
                right=stretch.origin.x() + max(east, west + _LEAST),
                baseline=stretch.origin.y() + line.y() + line.ascent(),
                is_end=base + there >= end and place == len(extents),
            )


def _extents(line: QTextLine, left: int, right: int, words: str) -> list[tuple[float, float]]:
    """Return from where to where characters stand on their line; with both directions that may be several places."""
    if not _TURNING.search(words):
        return [(_x(line, left), _x(line, right))]
    # The x of a place between two directions is one of two; where the letters themselves stand is never in doubt.
    boxes = [run.boundingRect() for run in line.glyphRuns(left, right - left)]
    joined: list[tuple[float, float]] = []
    for west, east in sorted((box.left(), box.right()) for box in boxes):
        if joined and west <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(east, joined[-1][1]))
        else:
            joined.append((west, east))
    return joined or [(_x(line, left), _x(line, left))]


def margin_text(line: MarginLine, chosen: frozenset[str]) -> MarginText:
    """Return what the margin says about one line: the chosen code, the first code, or the kind of what is not coded."""
    first = next((m for m in line.marks if m.code_of(chosen)), None)
    if first is not None:
        more = sum(len(m.codes) for m in line.marks) - 1
        return MarginText(text=first.code_of(chosen), state=first.state, more=more, is_chosen=True)
    coded = [m for m in line.marks if m.state.is_coded]
    if coded:
        more = sum(len(m.codes) for m in line.marks) - 1
        return MarginText(text=coded[0].codes[0], state=coded[0].state, more=more)
    lead = line.marks[0]
    alike = [m for m in line.marks if m.state is lead.state]
    return MarginText(text=margin_words(lead.state, len(alike)), state=lead.state, more=len(line.marks) - len(alike))


def _margin(stretch: Stretch, marks: Sequence[Mark], offsets: Offsets) -> Iterator[MarginLine]:
    """Yield what begins on each line, line by line."""
    layout, base = stretch.block.layout(), stretch.block.position()
    beginning: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start = offsets.units(mark.span.start)
        if mark.state is not MarkState.CUE and stretch.start <= start < stretch.end:
            beginning[layout.lineForTextPosition(start - base).lineNumber()].append(mark)
    for number, named in sorted(beginning.items()):
        line = layout.lineAt(number)
        yield MarginLine(baseline=stretch.origin.y() + line.y() + line.ascent(), marks=tuple(named))


def _x(line: QTextLine, place: int) -> float:
    """Return where a place stands on its line; the binding's type is vague."""
    found = cast("tuple[float, int]", line.cursorToX(place))
    return found[0]
