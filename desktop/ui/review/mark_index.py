# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which marks touch a stretch of the note, found without looking at all of them; and the way from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from desktop.ui.review.highlights import Mark, MarkState
from nlp.domain import Span


class MarkIndex:
    """Marks in the order of the note."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.marks = tuple(sorted(marks, key=lambda m: m.span.start))
        self._starts = [m.span.start for m in self.marks]
        self._furthest = list(accumulate((m.span.end for m in self.marks), max))

    def touching(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with the stretch, in the order of the note."""
        found: list[Mark] = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._furthest[at] > start:
            if self.marks[at].span.end > start:
                found.append(self.marks[at])
            at -= 1
        return found[::-1]

    def at(self, place: int) -> list[Mark]:
        """Return the marks on the character at a place, the shortest first; cues explain others and are left out."""
        here = (m for m in self.touching(place, place + 1) if m.state is not MarkState.CUE)
        return sorted(here, key=lambda m: m.span.end - m.span.start)


def next_stop(marks: Sequence[Mark], caret: int, last: Mark | None, step: int) -> Mark | None:
    """Return the mention after (1) or before (-1) the caret, or None; what was stopped at last counts as the caret.

    Marks that begin at the same place are all stopped at, the longest first.
    """
    stops = sorted((m for m in marks if m.state is not MarkState.CUE), key=_order)
    here = _place_of(last, stops) if last is not None and last.span.start == caret else None
    if here is not None:
        place = here + step
    else:
        after = bisect_left([m.span.start for m in stops], caret + (step > 0))
        place = after if step > 0 else after - 1
    return stops[place] if 0 <= place < len(stops) else None


def _place_of(last: Mark, stops: Sequence[Mark]) -> int | None:
    """Return which stop was stopped at last; a decision since then may have changed its state."""
    if last in stops:
        return stops.index(last)
    return next((n for n, m in enumerate(stops) if m.span == last.span), None)


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start, -mark.span.end, mark.state.value


class SpanIndex:
    """Stretches of the note that do not overlap, in order."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = tuple(spans)
        self._starts = [s.start for s in self.spans]

    def touching(self, start: int, end: int) -> range:
        """Return the numbers of the stretches that share a character with the one asked about."""
        first = max(0, bisect_left(self._starts, start) - 1)
        if first < len(self.spans) and self.spans[first].end <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))
