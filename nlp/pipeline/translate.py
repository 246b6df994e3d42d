# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From spaCy's Doc to our frozen values; the only reader of `._.` attributes of mentions and cues."""
# spaCy and medspaCy are untyped; what they return is given a type where it enters our values.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUntypedFunctionDecorator=false

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp.domain.case import Assertion, Cue, Mention
from nlp.domain.text import Section, Span
from nlp.pipeline.assertion import Hit, closes_clause, decide, reaching
from nlp.pipeline.chunks import Chunk
from nlp.pipeline.signs import DeniedList, answer_after, is_of_patient, sign_before

if TYPE_CHECKING:
    from medspacy.context import ConTextModifier
    from spacy.tokens import Doc

GROUP = "medspacy_spans"  # the span group of hand-written patterns
PATTERN = "pattern:"


class Place(NamedTuple):
    """Where something is mentioned: its tokens, which ConText asks for, its characters in the chunk and its term."""

    start: int
    end: int
    start_char: int
    end_char: int
    label_: str

    @property
    def tokens(self) -> tuple[int, int]:
        """Return first token and end."""
        return self[:2]

    @property
    def extent(self) -> tuple[int, int]:
        """Return first character and end."""
        return self[2:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds the mentions of a chunk: the note's text, its sections and the chunk's sentences."""

    text: str
    chunk: Chunk
    sentences: Sequence[Span]
    sentence_starts: Sequence[int]
    sections: Sequence[Section]
    section_starts: Sequence[int]
    denied: Sequence[DeniedList] = ()

    def section_at(self, offset: int) -> str:
        """Return the category of the section in which the offset stands."""
        index = bisect_right(self.section_starts, offset) - 1
        return self.sections[index].category if index >= 0 else ""

    def default_at(self, sentence: Span, section: str) -> str:
        """Return the section whose default holds in the sentence: none where a family history turns to the patient."""
        body = self.sections[bisect_right(self.section_starts, sentence.start) - 1].body
        before = Span(start=min(body.start, sentence.start), end=sentence.start)
        return "" if is_of_patient(self.text, before, sentence) else section

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence in which the offset stands."""
        return self.sentences[max(0, bisect_right(self.sentence_starts, offset) - 1)]


def mentions(doc: Doc, frame: Frame) -> Iterator[Mention]:
    """Yield a mention for every span of the group: the asked ones first, then the lexicon's, then the patterns'."""
    found = _found(doc, frame.chunk)
    if not found:
        return
    text, hits = frame.chunk.text, _hits(doc, [f.tokens for f in found], frame.chunk)
    extents = [f.extent for f in found]
    has_signs = "+" in text or ", -" in text
    for one in found:
        met = hits[one.tokens]
        own = reaching(met, one.extent, extents, text) if met else ()
        place = frame.chunk.to_note(*one.extent)
        section, sentence = frame.section_at(place.start), frame.sentence_at(place.start)
        sign = sign_before(frame.text, place.start, sentence) if has_signs else None
        if sign and frame.text[sign.start] == "+":
            own = tuple(h for h in own if h.category != "NEGATED_EXISTENCE" or h.start > one.extent[0])
        default = frame.default_at(sentence, section) if section == "family_history" else section
        assertion, cues = decide(own, default)
        spoken = tuple([_cue(hit, frame) for hit in cues]) if cues else ()
        denial = _denial(frame, place, sign)
        if denial and assertion is not Assertion.NEGATED:
            assertion, spoken = Assertion.NEGATED, (denial, *spoken)
        yield Mention(span=place, term=one.label_, section=section, sentence=sentence, assertion=assertion, cues=spoken)


def _denial(frame: Frame, place: Span, sign: Span | None) -> Cue | None:
    """Return what denies the mention without a cue of its own: a minus sign, or the head of its list."""
    if sign and frame.text[sign.start] != "+":
        return Cue(span=sign, text=frame.text[sign.start : sign.end], rule="negated-sign")
    if sign is None and (answer := answer_after(frame.text, place.end)):
        return Cue(span=answer, text=frame.text[answer.start : answer.end], rule="negated-answer")
    for listed in frame.denied if not sign else ():
        if listed.items.start <= place.start < listed.items.end:
            return Cue(span=listed.lead, text=frame.text[listed.lead.start : listed.lead.end], rule="negated-list")
    return None


def _found(doc: Doc, chunk: Chunk) -> list[Place]:
    """Return the places; of patterns those inside one sentence and inside no other of the same label."""
    placed: list[Place] = list(doc.user_data["places"])
    reached: dict[str, int] = {}
    for span in sorted(doc.spans[GROUP], key=lambda span: (span.start, -span.end)):
        if span.end > reached.get(span.label_, -1) and not chunk.is_broken(span.start_char, span.end_char):
            reached[span.label_] = span.end
            placed.append(Place(span.start, span.end, span.start_char, span.end_char, PATTERN + span.label_))
    return placed


def _hits(doc: Doc, spans: Sequence[tuple[int, int]], chunk: Chunk) -> dict[tuple[int, int], list[Hit]]:
    """Return the cues of each span; spans of the same words share them."""
    found: dict[tuple[int, int], list[Hit]] = {span: [] for span in spans}
    made: dict[int, Hit | None] = {}
    for span, modifier in (*_edges(doc), *_run_ins(doc, found)):
        if id(modifier) not in made:
            made[id(modifier)] = _hit(doc, modifier, chunk)
        hit, own = made[id(modifier)], found.get(span)
        if hit and own is not None and hit not in own:
            own.append(hit)
    return found


def _edges(doc: Doc) -> Iterator[tuple[tuple[int, int], ConTextModifier]]:
    """Yield the mentions and cues that ConText linked, as far as the cue's rule reaches.

    The distance is measured here: a rule with medspaCy's own `max_scope` overlooks terminators, because
    `tuple_overlaps` does not see a scope that lies inside the terminator's.
    """
    for target, modifier in doc._.context_graph.edges:
        start, end = modifier.modifier_span
        within = (modifier.rule.metadata or {}).get("within")
        if within is None or (target.start < end + within and target.end > start - within):
            yield (target.start, target.end), modifier


def _run_ins(doc: Doc, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ConTextModifier]]:
    """Yield forward cues that run into a mention ("no history of" before "history of stroke"); ConText skips them."""
    by_start: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        by_start.setdefault(span[0], []).append(span)
    for modifier in doc._.context_graph.modifiers:
        start, end = modifier.modifier_span
        if modifier.direction == "FORWARD":
            for token in range(start + 1, end):
                for span in by_start.get(token, ()):
                    yield span, modifier


def _hit(doc: Doc, modifier: ConTextModifier, chunk: Chunk) -> Hit | None:
    """Return the cue with its characters, or None where a sentence begins inside it."""
    start, end = modifier.modifier_span
    metadata: dict[str, Any] = modifier.rule.metadata or {}
    last = doc[end - 1]
    first_at, end_at = doc[start].idx, last.idx + len(last)
    if chunk.is_broken(first_at, end_at):
        return None
    is_final = bool(metadata.get("final"))
    return Hit(
        start=first_at,
        end=end_at,
        rule=metadata["id"],
        category=modifier.category,
        reach=metadata.get("reach", "all"),
        is_final=is_final,
        is_closing=not is_final or closes_clause(chunk.text, end_at, last.sent.end_char),
        is_date=bool(metadata.get("date")),
        is_backward=bool(metadata.get("either")) and _has_mention(doc, last.sent.start, start),
        blocks=tuple(metadata.get("blocks", ())),
        is_wide=bool(metadata.get("wide")),
    )


def _has_mention(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a mention begins between the two tokens."""
    return any(start <= place.start < end for place in (*doc.user_data["places"], *doc.spans[GROUP]))


def _cue(hit: Hit, frame: Frame) -> Cue:
    """Return the cue as the note writes it."""
    span = frame.chunk.to_note(hit.start, hit.end)
    return Cue(span=span, text=frame.text[span.start : span.end], rule=hit.rule)
