# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What each mark at a place of the note is, and why it is or is not coded: in words, for a list and a tooltip."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from desktop.ui.review.highlights import Mark, MarkState, state_of
from desktop.ui.review.mark_index import MarkIndex
from desktop.ui.review.wording import local_time, reason_heading
from nlp.domain import Decision, Mention, NotCoded, Note, Review, Span, Suggestion, Verdict

_TOOLTIP_WIDTH = 72  # characters; a tooltip of plain words does not wrap by itself
_REACH = 400  # characters: no mention is longer, so none further away can reach a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One mention at a place: `id` leads to its row in the lists ("" where it has none), `state` is its line."""

    id: str
    code: str
    title: str
    quote: str
    what: str
    why: str
    state: MarkState | None


class MarkStories:
    """Tells of the marks of one review; nothing is made before it is asked for."""

    def __init__(self, review: Review, note: Note, marks: Iterable[Mark]) -> None:
        self._review = review
        self._note = note
        self._marks = tuple(marks)

    def at(self, place: int) -> tuple[Story, ...]:
        """Return every mention on a character, the shortest first, also those whose lines are hidden."""
        here = self._index.at(place)
        marked = {m.span for m in here}
        return (*self.of(here), *self._only_read(place, marked))

    def of(self, marks: Iterable[Mark]) -> tuple[Story, ...]:
        """Return what the marks stand for."""
        told: dict[str, Story] = {}
        for mark in marks:
            for code, identity in zip(mark.codes, mark.ids, strict=False):
                if identity not in told:  # "on apixaban" and "apixaban" may both be evidence of one suggestion
                    told[identity] = self._story(mark, code, identity)
        return tuple(told.values())

    @cached_property
    def _index(self) -> MarkIndex:
        return MarkIndex(self._marks)

    @cached_property
    def _suggestions(self) -> dict[str, Suggestion]:
        return {s.id: s for s in self._review.case.suggestions}

    @cached_property
    def _not_coded(self) -> dict[str, NotCoded]:
        return {n.id: n for n in self._review.case.not_coded}

    @cached_property
    def _decisions(self) -> dict[str, Decision]:
        return {d.code: d for d in self._review.decisions}

    @cached_property
    def _mentions(self) -> Sequence[Mention]:
        return sorted(self._review.case.analysis.mentions, key=lambda m: m.span.start)

    def _story(self, mark: Mark, code: str, identity: str) -> Story:
        quote = " ".join(self._note.quote(mark.span).split())
        item = self._not_coded.get(identity)
        if item is not None:
            what = f"Not coded: {reason_heading(item.reason)[0].lower()}"
            why = _cited(item.explanation, item.citation)
            return Story(
                id=identity,
                code=code,
                title=item.title,
                quote=quote,
                what=what,
                why=why,
                state=state_of(item.reason),
            )
        suggestion, decision = self._suggestions.get(identity), self._decisions.get(code)
        title = suggestion.title if suggestion else decision.title if decision else ""
        what = {MarkState.ACCEPTED: "Accepted", MarkState.REJECTED: "Rejected"}.get(mark.state, "Suggested")
        why = _why_decided(decision) if decision else _why_suggested(suggestion) if suggestion else ""
        return Story(id=identity, code=code, title=title, quote=quote, what=what, why=why, state=mark.state)

    def _only_read(self, place: int, marked: Container[Span]) -> Iterator[Story]:
        """Yield the mentions that reading found here and no line stands under."""
        last = bisect_right(self._mentions, place, key=lambda m: m.span.start)
        for mention in self._mentions[max(0, last - _REACH) : last][::-1]:
            if place - mention.span.start > _REACH:
                return
            if place < mention.span.end and mention.span not in marked:
                yield self._read_story(mention)

    def _read_story(self, mention: Mention) -> Story:
        quote = " ".join(self._note.quote(mention.span).split())
        around = next((m for m in self._index.at(mention.span.start) if m.span.contains(mention.span)), None)
        why = f"It is part of {' and '.join(around.codes)}." if around else "No code rests on these words alone."
        return Story(id="", code="", title=f"“{quote}”", quote=quote, what="Read", why=why, state=None)


def plain_words(stories: Sequence[Story]) -> str:
    """Return the stories as the lines of a tooltip."""
    return "\n".join(_line(s) for s in stories)


def _line(story: Story) -> str:
    head = " ".join(filter(None, (story.code, story.title)))
    return "\n   ".join((head, *wrap(f"{story.what}. {story.why}".rstrip(), _TOOLTIP_WIDTH)))


def _why_suggested(suggestion: Suggestion) -> str:
    reaching = [s for s in suggestion.rationale if s.code == suggestion.code] or list(suggestion.rationale[-1:])
    return _cited(reaching[-1].statement, reaching[-1].citation) if reaching else "; ".join(suggestion.reasons)


def _why_decided(decision: Decision) -> str:
    at = f" at {local_time(decision.time)}" if decision.time else ""
    if decision.verdict is Verdict.REJECT:
        return ". ".join(filter(None, (f"You rejected it{at}: {decision.reason}", decision.comment)))
    return f"You added it{at}." if decision.verdict is Verdict.ADD else f"You accepted it{at}."


def _cited(statement: str, citation: str) -> str:
    words = " ".join(statement.split())
    return f"{words} {citation}".rstrip() if citation else words
