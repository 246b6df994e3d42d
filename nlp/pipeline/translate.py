# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From spaCy's Doc to our frozen values; the only reader of `._.` attributes of mentions and cues."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nlp.domain.case import Cue, Mention
from nlp.domain.text import Section, Span
from nlp.pipeline.assertion import Hit, closes_clause, decide, reaching
from nlp.pipeline.chunks import Chunk

PATTERN = "pattern:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds the mentions of a chunk: the note's text, its sections and the chunk's sentences."""

    text: str
    chunk: Chunk
    sentences: Sequence[Span]
    sections: Sequence[Section]
    section_starts: Sequence[int]

    def section_at(self, offset: int) -> str:
        """Return the category of the section in which the offset stands."""
        index = bisect_right(self.section_starts, offset) - 1
        return self.sections[index].category if index >= 0 else ""

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence in which the offset stands."""
        index = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[max(0, index)]


def mentions(doc: Any, group: str, frame: Frame) -> Iterator[Mention]:
    """Yield a mention for every span of the group, in the group's order."""
    spans = list(doc.spans[group])
    text, hits = frame.chunk.text, _hits(doc, spans, frame.chunk.text)
    places: list[tuple[int, int, str]] = [
        *doc.user_data.get("places", ()),
        *((s.start_char, s.end_char, PATTERN + s.label_) for s in spans[len(doc.user_data.get("places", ())) :]),
    ]
    extents = [(start, end) for start, end, _ in places]
    for span, (start, end, term) in zip(spans, places, strict=True):
        own = reaching(hits[span.start, span.end], (start, end), extents, text)
        place = frame.chunk.to_note(start, end)
        section = frame.section_at(place.start)
        assertion, cues = decide(own, section)
        yield Mention(
            span=place,
            term=term,
            section=section,
            sentence=frame.sentence_at(place.start),
            assertion=assertion,
            cues=tuple(_cue(hit, frame) for hit in cues),
        )


def _hits(doc: Any, spans: Sequence[Any], text: str) -> dict[tuple[int, int], list[Hit]]:
    """Return the cues of each span; spans of the same words share them."""
    found: dict[tuple[int, int], list[Hit]] = {(span.start, span.end): [] for span in spans}
    made: dict[int, Hit | None] = {}
    for target, modifier in doc._.context_graph.edges:
        if id(modifier) not in made:
            made[id(modifier)] = _hit(doc, modifier, text)
        hit, own = made[id(modifier)], found[target.start, target.end]
        if hit and hit not in own:
            own.append(hit)
    return found


def _hit(doc: Any, modifier: Any, text: str) -> Hit | None:
    """Return the cue with its characters, or None where it must close a clause and does not."""
    start, end = modifier.modifier_span
    metadata = modifier.rule.metadata
    last = doc[end - 1]
    hit = Hit(
        start=doc[start].idx,
        end=last.idx + len(last),
        rule=metadata["id"],
        category=modifier.category,
        reach=metadata.get("reach", "all"),
        blocks=tuple(metadata.get("blocks", ())),
        is_wide=bool(metadata.get("wide")),
    )
    if metadata.get("final") and not closes_clause(text, hit.end, last.sent.end_char):
        return None
    return hit


def _cue(hit: Hit, frame: Frame) -> Cue:
    """Return the cue as the note writes it."""
    span = frame.chunk.to_note(hit.start, hit.end)
    return Cue(span=span, text=frame.text[span.start : span.end], rule=hit.rule)
