# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the marks of one paragraph stand on the page: computed once for each layout, painted often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from desktop.ui.review.highlights import Mark, MarkState, Tint
from desktop.ui.review.offsets import Offsets
from desktop.ui.review.wording import margin_words, section_name
from nlp.domain import Section, Span


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
class BlockMarks:
    """All there is to paint for one paragraph."""

    lines: tuple[MarkPiece, ...] = ()
    tints: tuple[TintPiece, ...] = ()
    margin: tuple[MarginLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginText:
    """The one entry that a margin line shows: a code or a word, its state, and how many more there are."""

    text: str
    state: MarkState
    more: int
    is_chosen: bool = field(default=False)


def block_marks(
    block: QTextBlock, origin: QPointF, marks: Sequence[Mark], tints: Sequence[Tint], offsets: Offsets
) -> BlockMarks:
    """Return where the marks that touch the paragraph stand; `origin` is the paragraph's top left corner."""
    lines = [MarkPiece(mark=m, piece=p) for m in marks for p in pieces(block, origin, m.span, offsets)]
    grounds = [TintPiece(state=t.state, piece=p) for t in tints for p in pieces(block, origin, t.span, offsets)]
    return BlockMarks(lines=tuple(lines), tints=tuple(grounds), margin=tuple(_margin(block, origin, marks, offsets)))


def gutter_names(document: QTextDocument, sections: Sequence[Section], offsets: Offsets) -> dict[int, str]:
    """Return the section names by the number of the paragraph in which each heading stands."""
    headed = [s for s in sections if s.title.end > s.title.start]
    return {document.findBlock(offsets.units(s.title.start)).blockNumber(): section_name(s.category) for s in headed}


def pieces(block: QTextBlock, origin: QPointF, span: Span, offsets: Offsets) -> Iterator[Piece]:
    """Yield the pieces of a span on the lines of the paragraph, trailing spaces left out."""
    start, end = offsets.span_units(span)
    first = max(0, start - block.position())
    last = min(end - block.position(), block.length() - 1)
    if first >= last:
        return
    for line in _lines(block):
        here, there = line.textStart(), line.textStart() + line.textLength()
        left, right = max(first, here), min(last, there)
        if left < right:
            if right == there:
                right = (
                    offsets.without_trailing_space(block.position() + left, block.position() + right) - block.position()
                )
            yield Piece(
                left=origin.x() + _x(line, left),
                right=origin.x() + _x(line, max(right, left + 1)),
                baseline=origin.y() + line.y() + line.ascent(),
                is_end=block.position() + there >= end,
            )


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


def _margin(block: QTextBlock, origin: QPointF, marks: Sequence[Mark], offsets: Offsets) -> Iterator[MarginLine]:
    named = [m for m in marks if m.state is not MarkState.CUE]
    for line in _lines(block):
        here = block.position() + line.textStart()
        there = here + line.textLength()
        beginning = tuple(m for m in named if here <= offsets.units(m.span.start) < there)
        if beginning:
            yield MarginLine(baseline=origin.y() + line.y() + line.ascent(), marks=beginning)


def _lines(block: QTextBlock) -> Iterator[QTextLine]:
    layout = block.layout()
    for number in range(layout.lineCount()):
        yield layout.lineAt(number)


def _x(line: QTextLine, place: int) -> float:
    """Return where a place stands on its line; the binding's type is vague."""
    found = cast("tuple[float, int]", line.cursorToX(place))
    return found[0]
