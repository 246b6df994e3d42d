# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From a review to the marks in the note: which words, which state, which lane."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nlp.domain import Decision, NotCoded, Review, Span, Suggestion, Verdict

LANES_MAX = 3
_STRETCH = 256  # characters of the note


class MarkState(StrEnum):
    """What a mark means; the values are the rows of the theme's mark table."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NEGATED = "negated"
    FAMILY = "family"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    UNCERTAIN = "uncertain"
    CUE = "cue"

    @property
    def is_coded(self) -> bool:
        """Tell whether the mark stands for a code that was suggested or decided."""
        return self in (MarkState.SUGGESTED, MarkState.ACCEPTED, MarkState.REJECTED)

    @property
    def is_tinted(self) -> bool:
        """Tell whether the words get a ground."""
        return self in (MarkState.SUGGESTED, MarkState.ACCEPTED, MarkState.CUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One line under words: `codes` and `ids` name, in step, all that stands on exactly these words in this state.

    `lane` counts from the words downwards; a lane of LANES_MAX or more is not drawn, only counted.
    """

    span: Span
    state: MarkState
    codes: tuple[str, ...]
    ids: tuple[str, ...]
    lane: int = 0
    is_quiet: bool = False  # has no line of its own until it is selected

    def code_of(self, chosen: frozenset[str]) -> str:
        """Return the code that is chosen among those of the mark, or "" where none is (or a cue has none)."""
        return next((c for c, i in zip(self.codes, self.ids, strict=False) if i in chosen), "")

    @property
    def is_drawn(self) -> bool:
        """Tell whether the line finds room beneath the words."""
        return self.lane < LANES_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """Words that get a ground, each word once."""

    span: Span
    state: MarkState


def marks_of(review: Review) -> tuple[Mark, ...]:
    """Return every mark of the review, in the order of the note, lanes assigned."""
    case = review.case
    loose = [m for s in case.suggestions for m in _suggestion_marks(s, review.decision_on(s.code))]
    loose += _added_marks(review)
    overruled = {d.subject for d in review.decisions if d.verdict is Verdict.ADD}
    for item in case.not_coded:
        if item.id not in overruled:
            loose += _not_coded_marks(item)
    return with_lanes(_merged(loose))


def with_lanes(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Give the shortest mark the lane next to the words, each clash the first free one beneath."""
    placed: list[Mark] = []
    near: dict[int, list[Mark]] = defaultdict(list)  # the marks with a lane, by the stretches of text they touch
    for mark in sorted(marks, key=lambda m: (m.span.end - m.span.start, m.span.start, m.state)):
        if not _takes_lane(mark):
            placed.append(mark)
            continue
        stretches = range(mark.span.start // _STRETCH, mark.span.end // _STRETCH + 1)
        taken = {m.lane for n in stretches for m in near[n] if m.span.overlaps(mark.span)}
        laid = replace(mark, lane=next(n for n in range(len(taken) + 1) if n not in taken))
        placed.append(laid)
        for n in stretches:
            near[n].append(laid)
    return tuple(sorted(placed, key=lambda m: (m.span.start, m.state is MarkState.CUE, -m.span.end)))


def tints_of(marks: Iterable[Mark]) -> tuple[Tint, ...]:
    """Return the grounds: the outermost mark paints, what lies inside it adds nothing, cues come last."""
    tinted = [m for m in marks if m.state.is_tinted and not m.is_quiet]
    order = sorted(tinted, key=lambda m: (m.state is MarkState.CUE, m.span.start - m.span.end, m.span.start))
    tints: list[Tint] = []
    for mark in order:
        free = _left_over(mark.span, [t.span for t in tints])
        tints.extend(Tint(span=span, state=mark.state) for span in free)
    return tuple(sorted(tints, key=lambda t: t.span))


def state_of(reason: str) -> MarkState | None:
    """Return the state a not-coded reason is drawn in, or None where it has no line."""
    try:
        state = MarkState(reason)
    except ValueError:
        return None
    return None if state.is_coded or state is MarkState.CUE else state


def _takes_lane(mark: Mark) -> bool:
    return mark.state is not MarkState.CUE and not mark.is_quiet


def _suggestion_marks(suggestion: Suggestion, decision: Decision | None) -> list[Mark]:
    state = MarkState.SUGGESTED
    if decision is not None:
        state = MarkState.REJECTED if decision.verdict is Verdict.REJECT else MarkState.ACCEPTED
    return [_mark(e.span, state, suggestion.code, suggestion.id) for e in suggestion.evidence]


def _added_marks(review: Review) -> list[Mark]:
    suggested = {s.code for s in review.case.suggestions}
    return [
        _mark(Span(start=d.start, end=d.end), MarkState.ACCEPTED, d.code, d.id)
        for d in review.decisions
        if d.verdict is Verdict.ADD and d.code not in suggested and 0 <= d.start < d.end
    ]


def _not_coded_marks(item: NotCoded) -> list[Mark]:
    state = state_of(item.reason)
    if state is None:
        quiet = _mark(item.evidence.span, MarkState.REJECTED, item.code, item.id)
        return [replace(quiet, is_quiet=True)]
    marks = [_mark(item.evidence.span, state, item.code, item.id)]
    cue = item.evidence.cue
    if cue is not None:
        marks.append(_mark(cue.span, MarkState.CUE, "", item.id))
    return marks


def _mark(span: Span, state: MarkState, code: str, identity: str) -> Mark:
    return Mark(span=span, state=state, codes=(code,) if code else (), ids=(identity,))


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks that would be drawn as the same line on the same words."""
    joined: dict[tuple[Span, MarkState, bool], Mark] = {}
    for mark in marks:
        key = (mark.span, mark.state, mark.is_quiet)
        known = joined.get(key)
        joined[key] = mark if known is None else _joined(known, mark)
    return list(joined.values())


def _joined(one: Mark, other: Mark) -> Mark:
    """Return one mark for both; ids and codes stay in step."""
    if other.ids[0] in one.ids:
        return one
    return replace(one, codes=one.codes + other.codes, ids=one.ids + other.ids)


def _left_over(span: Span, taken: list[Span]) -> list[Span]:
    """Return the parts of the span that no taken span covers."""
    parts: list[Span] = []
    at = span.start
    for other in sorted(t for t in taken if t.overlaps(span)):
        if other.start > at:
            parts.append(Span(start=at, end=other.start))
        at = max(at, other.end)
    if at < span.end:
        parts.append(Span(start=at, end=span.end))
    return parts
