# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader: hop two of the way from file to export, `Note` in, `Analysis` out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nlp.domain.case import Analysis, Mention
from nlp.domain.codes import TermIndex
from nlp.domain.text import Note, Section, Span
from nlp.pipeline.chunks import chunks, shortened
from nlp.pipeline.factory import SECTIONS, build_language, build_sectionizer, rules_digest
from nlp.pipeline.sections import SectionReader
from nlp.pipeline.sentences import sentence_spans
from nlp.pipeline.signs import denied_lists
from nlp.pipeline.translate import GROUP, Frame, mentions

_CODE_VERSION = 2  # raise it when the same rules would read a note differently


class Reader:
    """Reads notes; costs half a second to make, so make one and keep it. Not for two threads at once."""

    def __init__(self, *, rules: Path, terms: TermIndex) -> None:
        self._language = build_language(rules, terms)
        self._sections = SectionReader(self._language, build_sectionizer(self._language, rules), rules / SECTIONS)
        self.version = f"{_CODE_VERSION}-{rules_digest(rules)[:12]}"

    def analyse(self, note: Note, targets: Sequence[Span] = ()) -> Analysis:
        """Return sections, sentences and mentions of the note; answer the asked spans in their order."""
        sections = self._sections.sections(note.text)
        breaks = [edge for s in sections for edge in (s.title.start, s.body.start)]
        sentences = shortened(note.text, sentence_spans(note.text, breaks))
        found: list[Mention] = []
        answers: dict[int, Mention] = {}
        for frame, asked in _frames(note.text, sentences, sections, targets):
            places = [_place(frame, targets[number]) for number in asked]
            read = self._read(frame, places)
            answers.update((n, replace(m, span=targets[n])) for n, m in zip(asked, read, strict=False))
            found.extend(read[len(asked) :])
        return Analysis(
            note_id=note.id,
            sections=sections,
            sentences=sentences,
            mentions=tuple(sorted(found, key=lambda m: (m.span.start, m.span.end, m.term))),
            targets=tuple(answers.get(n) or _unread(span) for n, span in enumerate(targets)),
            reader_version=self.version,
        )

    def _read(self, frame: Frame, asked: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return the mentions of one chunk, the asked ones first."""
        doc = self._language.make_doc(frame.chunk.text)
        doc.user_data.update(text=frame.chunk.text, sentence_starts=frame.chunk.starts, asked=asked)
        doc.spans[GROUP] = []
        return list(mentions(self._language(doc), frame))


def _frames(
    text: str, sentences: Sequence[Span], sections: Sequence[Section], targets: Sequence[Span]
) -> Iterator[tuple[Frame, Sequence[int]]]:
    """Yield each chunk with what surrounds it and the numbers of the asked spans that begin in it."""
    section_starts = [min(s.title.start, s.body.start) if s.category else s.body.start for s in sections]
    denied = denied_lists(text)
    waiting = sorted((n for n, span in enumerate(targets) if span.start < span.end), key=lambda n: targets[n])
    for chunk, own in chunks(text, sentences):
        frame = Frame(
            text=text,
            chunk=chunk,
            sentences=own,
            sentence_starts=[sentence.start for sentence in own],
            sections=sections,
            section_starts=section_starts,
            denied=[one for one in denied if one.items.start < own[-1].end and own[0].start < one.items.end],
        )
        asked = [n for n in waiting if targets[n].start < own[-1].end]
        waiting = waiting[len(asked) :]
        yield frame, [n for n in asked if targets[n].overlaps(frame.sentence_at(targets[n].start))]


def _place(frame: Frame, span: Span) -> tuple[int, int]:
    """Return where the asked span stands in the chunk, clipped to the sentence in which it begins."""
    sentence = frame.sentence_at(span.start)
    clipped = Span(start=max(span.start, sentence.start), end=min(span.end, sentence.end))
    start, end = frame.chunk.to_chunk(clipped)
    start = min(start, len(frame.chunk.text) - 1)
    return start, max(start + 1, end)


def _unread(span: Span) -> Mention:
    """Return the answer for a span that covers no words."""
    return Mention(span=span, term="", section="", sentence=span)
