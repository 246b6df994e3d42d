# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The one door to reading and coding for the application."""

from __future__ import annotations

import gc
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nlp.coding import RULES_VERSION, MentionPolicy, suggest
from nlp.coding.findings import read_claim_tables
from nlp.coding.knowledge import read_knowledge
from nlp.coding.resolve import Resolver
from nlp.coding.rules import check
from nlp.domain.case import Analysis, CodedCase, Encounter, Finding, Severity
from nlp.domain.codes import CodeBook
from nlp.domain.text import Note, Span
from nlp.intake.language import foreign_language

__all__ = ["Coder", "MentionPolicy", "check", "read_claim_tables"]


_ROUNDS = (10_000, 10, 10)  # a note makes thousands of values and no cycles: the usual 700 is a round for each line


@contextmanager
def _lasting() -> Generator[None]:
    """Keep what is made inside, and all that is there by then, out of the rounds of the garbage collector.

    Libraries, rules and vocabulary live as long as the process: hundreds of thousands of objects that each full round
    would look at again; those rounds took a third of the time of a long note.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_ROUNDS)
        if was_on:
            gc.enable()


class Coder:
    """Reads and codes notes; costs half a second to make, so make one and keep it. Not for two threads at once."""

    rules_version = RULES_VERSION

    def __init__(self, *, rules: Path, book: CodeBook) -> None:
        with _lasting():
            from nlp.pipeline import Reader  # medspaCy is imported here and never before the window shows

            self._reader = Reader(rules=rules, terms=book.terms)
            self._book = book
            self._knowledge = read_knowledge(rules / "coding")
            self._resolver = Resolver(book)

    def read(self, note: Note, targets: Sequence[Span] = ()) -> Analysis:
        """Return sections and mentions of the note, and an answer for each target span."""
        return self._reader.analyse(note, targets)

    def code(
        self, note: Note, encounter: Encounter, *, policy: MentionPolicy = MentionPolicy.AS_DOCUMENTED
    ) -> CodedCase:
        """Return the case as the machine sees it for this encounter."""
        case = suggest(
            note,
            self.read(note),
            encounter,
            self._book,
            knowledge=self._knowledge,
            resolver=self._resolver,
            policy=policy,
        )
        return replace(case, remarks=_remarks(note))

    def findings(self, case: CodedCase) -> tuple[Finding, ...]:
        """Return what the rules would say if every suggestion were accepted, then the remarks on the reading."""
        found = check(
            tuple(s.code for s in case.suggestions),
            case.encounter,
            self._book,
            tables=self._knowledge.claims,
            presence={s.code: s.poa for s in case.suggestions if s.poa},
        )
        return (*found, *case.remarks)


def _remarks(note: Note) -> tuple[Finding, ...]:
    """Warn where the reader's cues cannot work: they are English."""
    language = foreign_language(note.text)
    if not language:
        return ()
    message = (
        f"This text seems to be written in {language}. Only English is read: negation, history and family are not seen "
        f"here, and most conditions are missed. Code it from the text itself."
    )
    return (Finding(rule="language", severity=Severity.WARNING, codes=(), message=message, citation="Reader: English"),)
