# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Casework: the verbs of the job, the same for the window and the command line.

Reading and coding (`read_and_code`, `warm_up`) may run on a worker thread and never touch the ledger. Everything that
reads or writes the ledger belongs to the thread that opened it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from db.codesets import Book
from db.export import ExportFormat, ExportScope, write_export
from db.ledger import Ledger
from nlp.coder import Coder, check, read_claim_tables
from nlp.domain import (
    ChainReport,
    CodedCase,
    CodeEntry,
    Decision,
    Encounter,
    EventKind,
    Evidence,
    Finding,
    Instruction,
    LedgerEvent,
    NotCoded,
    Note,
    Presence,
    Review,
    Setting,
    Severity,
    Suggestion,
    Verdict,
    fold,
    redo_target,
    undo_target,
)
from nlp.errors import E, KnownError
from nlp.intake import note_facts, read_note

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time of day; the only clock of the program, handed inwards from here."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedNote:
    """A note, its kind in words, and what the machine makes of it for one encounter."""

    note: Note
    kind: str
    case: CodedCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a decision is about: a suggestion or not-coded id as `subject`, or "" and a code from the book.

    `start` and `end` are a selection of the note's text for a code from the book, -1 without.
    """

    code: str
    subject: str = ""
    start: int = -1
    end: int = -1


class Casework:
    """One person's work on notes with one code book and one audit file."""

    def __init__(self, *, rules: Path, book: Book, ledger: Ledger, clock: Clock = utc_now) -> None:
        self._rules = rules
        self._book = book
        self._ledger = ledger
        self._clock = clock
        self._coder: Coder | None = None

    @property
    def edition_name(self) -> str:
        """The name of the code set in use ("FY 2026")."""
        return self._book.edition.name

    # --- on a worker thread -------------------------------------------------------------------------------------

    def warm_up(self) -> Coder:
        """Build the reading engine once (about a second); later calls return it."""
        if self._coder is None:
            self._coder = Coder(rules=self._rules, book=self._book)
        return self._coder

    def read_and_code(self, path: Path, encounter: Encounter | None = None) -> CodedNote:
        """Read a note file and code it for the encounter, or for the one the note itself tells.

        Raises KnownError 101 to 106 for files that cannot be notes.
        """
        note = read_note(path)
        facts = note_facts(note.text)
        case = self.warm_up().code(note, encounter or facts.encounter)
        return CodedNote(note=note, kind=facts.kind, case=case)

    # --- on the thread of the ledger ----------------------------------------------------------------------------

    def remembered_encounter(self, note_id: str) -> Encounter | None:
        """Return the encounter that the person last set for this note, or None."""
        return self._ledger.encounter_of(note_id)

    def remember_encounter(self, note: Note, encounter: Encounter) -> LedgerEvent:
        """Write down the encounter that the person set for this note."""
        day = encounter.date_of_service
        body = {
            "note_id": note.id,
            "note_name": note.name,
            "source": note.source,
            "setting": encounter.setting.value,
            "date_of_service": day.isoformat() if day else "",
            "age": -1 if encounter.age is None else encounter.age,
            "sex": encounter.sex or "",
        }
        return self._ledger.append(EventKind.ENCOUNTER, body)

    def open_note(self, path: Path) -> CodedNote:
        """Read and code a note file for the encounter last set for it, on one thread (the command line's way)."""
        note = read_note(path)
        return self.read_and_code(path, self.remembered_encounter(note.id))

    def review_of(self, coded: CodedNote) -> Review:
        """Return the case as it stands after every decision in the audit file."""
        note_id = coded.note.id
        history = self._ledger.decisions(note_id)
        return fold(coded.case, history, is_finished=self._ledger.is_finished(note_id))

    def earlier_version(self, note: Note) -> str | None:
        """Return the UTC time of the last decision on a different text of the same file, or None if unchanged."""
        others = [i for i in self._ledger.note_ids_of_source(note.source) if i != note.id]
        times = [d.time for note_id in others for d in self._ledger.decisions(note_id)]
        return max(times, default=None) if times and not self._ledger.decisions(note.id) else None

    def decide(
        self,
        coded: CodedNote,
        choice: Choice,
        verdict: Verdict,
        *,
        reason: str = "",
        comment: str = "",
        presence: Presence | None = None,
    ) -> Review:
        """Write one decision; when this returns it is on the disk. Raises KnownError 305 to 307, 411, or 203.

        `presence` is the indicator of a stay; left out, the suggested one is taken over.
        """
        drafted = replace(self._drafted(coded, choice), verdict=verdict, reason=reason, comment=comment)
        if presence is not None and coded.case.encounter.setting is not Setting.INPATIENT:
            raise KnownError(E.NO_STAY)
        poa = "" if verdict is Verdict.REJECT else presence or self._presence_of(coded.case, drafted)
        return self._record(coded, replace(drafted, poa=str(poa)))

    def mark_presence(self, coded: CodedNote, code: str, presence: Presence) -> Review:
        """Decide whether an accepted diagnosis of a stay was present on admission; raises KnownError 411 or 412."""
        if coded.case.encounter.setting is not Setting.INPATIENT:
            raise KnownError(E.NO_STAY)
        standing = next((d for d in self.review_of(coded).accepted if d.code == code.upper()), None)
        if standing is None:
            raise KnownError(E.NOT_ACCEPTED, code=code, name=coded.note.name)
        return self._record(coded, replace(standing, poa=presence.value))

    def undo(self, coded: CodedNote) -> tuple[Review, Decision]:
        """Take back the youngest decision in force on this note; raises KnownError 404 when there is none."""
        target = undo_target(self._ledger.decisions(coded.note.id))
        if target is None:
            raise KnownError(E.NOTHING_TO_UNDO, name=coded.note.name)
        return self._taken_back(coded, target), target

    def withdraw(self, coded: CodedNote, target: Decision) -> Review:
        """Take back the verdict on a code, with every change of its indicator; nothing is removed, only added."""
        review = self._taken_back(coded, target)
        standing = review.decision_on(target.code)
        while standing is not None and replace(standing, poa="", id="", time="") == replace(
            target, poa="", id="", time=""
        ):
            review = self._taken_back(coded, standing)
            standing = review.decision_on(target.code)
        return review

    def redo(self, coded: CodedNote) -> tuple[Review, Decision]:
        """Decide again what was taken back last; raises KnownError 404 when there is nothing."""
        target = redo_target(self._ledger.decisions(coded.note.id))
        if target is None:
            raise KnownError(E.NOTHING_TO_REDO, name=coded.note.name)
        return self._record(coded, target), target

    def findings(self, coded: CodedNote, review: Review) -> tuple[Finding, ...]:
        """Return what the rules say of the accepted list as it stands, then what is to be known of the reading."""
        found = check(
            tuple(d.code for d in review.accepted),
            review.encounter,
            self._book,
            tables=read_claim_tables(self._rules),
            presence={d.code: d.poa for d in review.accepted},
            pending=frozenset(s.code for s in review.open),
        )
        kept = self._acknowledged(coded.note.id)
        return (*(_softened(f) if _key_of(f) in kept else f for f in found), *coded.case.remarks)

    def acknowledge(self, coded: CodedNote, finding: Finding, *, takes_back: bool = False) -> Review:
        """Write down that the exception a rule allows is true here, or that it is not; raises KnownError 413."""
        if not finding.exception:
            raise KnownError(E.NO_EXCEPTION, rule=finding.rule)
        reason = "" if takes_back else finding.exception
        body = {**_named(coded.note), "rule": finding.rule, "codes": sorted(finding.codes), "reason": reason}
        self._ledger.append(EventKind.ACKNOWLEDGED, body)
        return self.review_of(coded)

    def _acknowledged(self, note_id: str) -> frozenset[tuple[str, ...]]:
        """Return the findings of the note whose exception a person last said to be true."""
        said = self._ledger.events(kinds=(EventKind.ACKNOWLEDGED,), note_id=note_id)
        last = {(str(e.body["rule"]), *cast("list[str]", e.body["codes"])): e.body["reason"] for e in said}
        return frozenset(key for key, reason in last.items() if reason)

    def finish(self, coded: CodedNote) -> Review:
        """Close the note; raises KnownError 403 while a hard stop stands in the accepted list."""
        review = self.review_of(coded)
        stops = [f for f in self.findings(coded, review) if f.severity is Severity.STOP]
        if stops:
            raise KnownError(E.FINISH_REFUSED, count=len(stops), message=stops[0].message)
        codes = [d.code for d in review.accepted]
        self._ledger.append(EventKind.FINISHED, {**_named(coded.note), "codes": codes})
        return self.review_of(coded)

    def reopen(self, coded: CodedNote) -> Review:
        """Open a finished note again."""
        self._ledger.append(EventKind.REOPENED, _named(coded.note))
        return self.review_of(coded)

    def finished_event(self, note_id: str) -> LedgerEvent | None:
        """Return the entry that closed the note, or None while it is open."""
        if not self._ledger.is_finished(note_id):
            return None
        return max(self._ledger.events(kinds=(EventKind.FINISHED,), note_id=note_id), key=lambda e: e.seq, default=None)

    def statuses(self) -> dict[str, tuple[int, bool]]:
        """Return for each note id in the audit file the number of decisions in force and whether it is finished."""
        return dict(self._ledger.statuses())

    def export(self, path: Path, *, file_format: ExportFormat, scope: ExportScope, with_bom: bool = False) -> None:
        """Write the audit file's decisions for other programs; raises KnownError 304 or 501 and writes nothing."""
        write_export(self._ledger, path, file_format, what=scope, with_bom=with_bom)

    def head(self) -> tuple[int, str]:
        """Return number and digest of the last ledger entry (0 and "" in an empty file)."""
        return self._ledger.head()

    def verify(self) -> ChainReport:
        """Check every link of the audit file."""
        return self._ledger.verify()

    def verify_tail(self) -> ChainReport:
        """Check the last hundred links: quick enough for every start, whatever the file has grown to."""
        return self._ledger.verify_tail()

    def close(self) -> None:
        """Let go of the audit file."""
        self._ledger.close()

    # --- the book, from any thread --------------------------------------------------------------------------------

    def search(self, words: str, limit: int = 50) -> tuple[CodeEntry, ...]:
        """Return code-book lines for a code prefix or words in any order, best first."""
        return self._book.search(words, limit)

    def entry(self, code: str) -> CodeEntry | None:
        """Return the book's line for the code, or None."""
        return self._book.entry(code)

    def instructions(self, code: str) -> tuple[Instruction, ...]:
        """Return the book's notes that apply to the code, its own first."""
        return self._book.instructions(code)

    def _taken_back(self, coded: CodedNote, target: Decision) -> Review:
        return self._record(coded, replace(target, verdict=Verdict.WITHDRAW, withdraws=target.id))

    def _presence_of(self, case: CodedCase, drafted: Decision) -> str:
        """Return the suggested indicator of a diagnosis of a stay, "" where there is none to take over."""
        if case.encounter.setting is not Setting.INPATIENT:
            return ""
        suggested = next((s.poa for s in case.suggestions if s.code == drafted.code), None)
        if suggested is None and read_claim_tables(self._rules).is_poa_exempt(drafted.code):
            suggested = Presence.EXEMPT
        return suggested.value if suggested else ""

    def _record(self, coded: CodedNote, act: Decision) -> Review:
        """Write the act as a new fact. Its id follows from the ledger's head, so equal journeys give equal files."""
        if self._ledger.encounter_of(act.note_id) is None:
            # The visit decided under is part of the record, also when the note itself told it.
            self.remember_encounter(coded.note, coded.case.encounter)
        time = _stamp(self._clock())
        seed = "\n".join((self._ledger.head()[1], act.note_id, act.code, act.verdict, act.withdraws, time))
        self._ledger.record(replace(act, id=hashlib.sha256(seed.encode()).hexdigest()[:32], time=time))
        return self.review_of(coded)

    def _drafted(self, coded: CodedNote, choice: Choice) -> Decision:
        """Return the decision's facts about the code and its place in the note, still without a verdict."""
        subject = _subject(coded.case, choice)
        code, title = (subject.code, subject.title) if subject else self._from_book(choice.code)
        evidence = _evidence(subject)
        start, end = (evidence.span.start, evidence.span.end) if evidence else (choice.start, choice.end)
        return Decision(
            id="",
            note_id=coded.note.id,
            subject=subject.id if subject else "",
            code=code,
            title=title,
            verdict=Verdict.ADD,
            start=start,
            end=end,
            quote=coded.note.text[start:end] if start >= 0 else "",
            note_name=coded.note.name,
            source=coded.note.source,
            edition=coded.case.edition,
            rules_version=coded.case.rules_version,
            reviewer=self._ledger.actor,
        )

    def _from_book(self, code: str) -> tuple[str, str]:
        entry = self._book.entry(code)
        if entry is None:
            raise KnownError(E.CODE_UNKNOWN, code=code, edition=self._book.edition.name)
        return entry.code, entry.title


def _subject(case: CodedCase, choice: Choice) -> Suggestion | NotCoded | None:
    every: Sequence[Suggestion | NotCoded] = (*case.suggestions, *case.not_coded)
    return next((s for s in every if choice.subject and s.id == choice.subject), None)


def _evidence(subject: Suggestion | NotCoded | None) -> Evidence | None:
    if isinstance(subject, Suggestion):
        return subject.evidence[0] if subject.evidence else None
    return subject.evidence if subject else None


def _named(note: Note) -> dict[str, object]:
    return {"note_id": note.id, "note_name": note.name, "source": note.source}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _key_of(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, *sorted(finding.codes))


def _softened(finding: Finding) -> Finding:
    """Return an acknowledged finding: said, and no hindrance."""
    message = f"{finding.message} Acknowledged: {finding.exception}."
    return replace(finding, severity=Severity.WARNING, message=message, is_acknowledged=True)
