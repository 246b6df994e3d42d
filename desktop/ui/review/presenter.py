# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Holds the review that is open, asks Casework for everything, and tells what has happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.app.casework import Casework, Choice, CodedNote, utc_now
from desktop.ui.review.finished_pane import LedgerPlace
from desktop.ui.review.wording import day_words, local_day, note_title, setting_words
from desktop.ui.shell.jobs import Job, JobRunner, Lane
from desktop.ui.shell.notices import Notices
from nlp.domain import CodedCase, CodeEntry, Encounter, Finding, Presence, Review, Span, Verdict
from nlp.errors import E, KnownError

_TOPIC = "review"
T = TypeVar("T")


class ReviewPresenter(QObject):
    """One note at a time. Decisions are on the disk before any signal tells of them."""

    reading_started = Signal(str)  # name of the note
    reading_refused = Signal(object)  # KnownError
    case_opened = Signal(object)  # CodedNote
    review_changed = Signal(object)  # Review
    busy_changed = Signal(bool)
    encounter_refused = Signal(object)  # the Encounter that stays
    told = Signal(str)  # what just happened, in words
    moved = Signal(str)  # what a change of the encounter moved
    change_found = Signal(str)  # the file is not what was reviewed
    finish_refused = Signal(str)
    finished = Signal()
    next_wanted = Signal()

    def __init__(self, casework: Casework, runner: JobRunner, notices: Notices) -> None:
        super().__init__()
        self._casework = casework
        self._runner = runner
        self._notices = notices
        self._path: Path | None = None
        self._coded: CodedNote | None = None
        self._review: Review | None = None
        self._findings: tuple[Finding, ...] = ()
        self._is_busy = False

    @property
    def path(self) -> Path | None:
        """The file that is open or being read."""
        return self._path

    @property
    def coded(self) -> CodedNote | None:
        """The note that is open."""
        return self._coded

    @property
    def review(self) -> Review | None:
        """The case as it stands."""
        return self._review

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of the accepted list."""
        return self._findings

    @property
    def finish_place(self) -> LedgerPlace | None:
        """Where the open note's finishing is written, or None while it is not finished."""
        event = self._casework.finished_event(self._coded.note.id) if self._coded is not None else None
        if event is None:
            return None
        day, today = local_day(event.time), local_day(utc_now().isoformat())
        is_intact = self._casework.verify_tail().is_intact
        return LedgerPlace(entry=event.seq, time=event.time, day="" if day == today else day, is_intact=is_intact)

    @property
    def is_busy(self) -> bool:
        """Tell whether a note is being read."""
        return self._is_busy

    # --- reading ------------------------------------------------------------------------------------------------

    def open_note(self, path: Path) -> None:
        """Read and code a note file off the GUI thread; what was open is closed."""
        self._path, self._coded, self._review, self._findings = path, None, None, ()
        self.reading_started.emit(path.name)
        self._read(path, None, self._take_opened, self._refuse_reading)

    def close_note(self) -> None:
        """Let go of the note that is open or being read."""
        self._runner.drop(_TOPIC)
        self._path, self._coded, self._review, self._findings = None, None, None, ()
        self._set_busy(False)

    def change_encounter(self, encounter: Encounter) -> None:
        """Code the open note again for another visit, and say what moved."""
        if self._path is None or self._coded is None or encounter == self._coded.case.encounter:
            return
        if self._is_closed():
            self.encounter_refused.emit(self._coded.case.encounter)
            return
        self._read(self._path, encounter, self._take_recoded, self._refuse_encounter)

    def _read(
        self,
        path: Path,
        encounter: Encounter | None,
        done: Callable[[CodedNote], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        self._set_busy(True)
        casework = self._casework
        job = Job(
            label=f"Reading {note_title(path.name)}", work=lambda: casework.read_and_code(path, encounter), topic=_TOPIC
        )
        self._runner.submit(Lane.CODER, job, done, failed)

    def _take_opened(self, coded: CodedNote) -> None:
        """Open what was read, for the visit that the person set last if there is one."""
        remembered = self._casework.remembered_encounter(coded.note.id)
        if remembered is not None and remembered != coded.case.encounter and self._path is not None:
            self._read(self._path, remembered, self._open, self._refuse_reading)
        else:
            self._open(coded)

    def _open(self, coded: CodedNote) -> None:
        self._coded = coded
        self._set_busy(False)
        self._review = self._casework.review_of(coded)
        self._findings = self._casework.findings(coded, self._review)
        self.case_opened.emit(coded)
        self.review_changed.emit(self._review)
        earlier = self._casework.earlier_version(coded.note)
        if earlier is not None:
            self.change_found.emit(changed_words(earlier))

    def _take_recoded(self, coded: CodedNote) -> None:
        before = self._coded
        if before is None:
            return
        self._set_busy(False)
        if coded.note.id != before.note.id:
            self._open(coded)
            return
        if self._written(lambda: self._casework.remember_encounter(coded.note, coded.case.encounter)) is None:
            self.encounter_refused.emit(before.case.encounter)
            return
        self._coded = coded
        self._show(coded, self._casework.review_of(coded))
        self.moved.emit(moved_words(before.case, coded.case))

    def _refuse_reading(self, error: KnownError) -> None:
        self._set_busy(False)
        self.reading_refused.emit(error)

    def _refuse_encounter(self, error: KnownError) -> None:
        self._set_busy(False)
        self._notices.tell(error)
        if self._coded is not None:
            self.encounter_refused.emit(self._coded.case.encounter)

    # --- deciding -----------------------------------------------------------------------------------------------

    def accept(self, subject: str) -> None:
        """Accept a suggestion."""
        self._decide(subject, Verdict.ACCEPT)

    def reject(self, subject: str, reason: str, comment: str) -> None:
        """Reject a suggestion with a reason."""
        self._decide(subject, Verdict.REJECT, reason=reason, comment=comment)

    def overrule(self, subject: str) -> None:
        """Code a mention that was not coded."""
        self._decide(subject, Verdict.ADD)

    def add(self, code: str, place: Span | None) -> None:
        """Add a code from the book, with the selected words as its evidence where there are any."""
        coded, review = self._coded, self._review
        if coded is None or review is None or self._is_closed():
            return
        known = next((s for s in review.open if s.code == code), None)
        if known is not None:
            self._decide(known.id, Verdict.ACCEPT)
            return
        if any(d.code == code for d in review.accepted):
            self.told.emit(f"{code} is accepted already.")
            return
        choice = Choice(code=code, start=place.start if place else -1, end=place.end if place else -1)
        changed = self._written(lambda: self._casework.decide(coded, choice, Verdict.ADD))
        if changed is not None:
            self._show(coded, changed, f"{code} added. Undo U")

    def withdraw(self, code: str) -> None:
        """Take back the decision in force on a code."""
        coded, review = self._coded, self._review
        decision = review.decision_on(code) if review else None
        if coded is None or decision is None or (review and review.is_finished):
            return
        changed = self._written(lambda: self._casework.withdraw(coded, decision))
        if changed is not None:
            self._show(coded, changed, f"Withdrawn: {code} is open again. Redo Shift+U")

    def acknowledge(self, finding: Finding) -> None:
        """Say that the exception a finding allows is true here, or take that back."""
        coded = self._coded
        if coded is None or self._is_closed():
            return
        takes_back = finding.is_acknowledged
        changed = self._written(lambda: self._casework.acknowledge(coded, finding, takes_back=takes_back))
        if changed is not None:
            pair = " and ".join(finding.codes)
            self._show(coded, changed, f"{pair}: {'taken back' if takes_back else finding.exception}.")

    def mark_presence(self, code: str, presence: Presence) -> None:
        """Say whether an accepted diagnosis of a stay was present on admission."""
        coded = self._coded
        if coded is None or self._is_closed():
            return
        changed = self._written(lambda: self._casework.mark_presence(coded, code, presence))
        if changed is not None:
            self._show(coded, changed, f"{code} present on admission: {_SIGNS.get(presence, presence.value)}. Undo U")

    def undo(self) -> None:
        """Take back the youngest decision, or open a finished note again."""
        coded = self._coded
        if coded is None:
            return
        if self._review is not None and self._review.is_finished:
            self.reopen()
            return
        taken = self._written(lambda: self._casework.undo(coded))
        if taken is not None:
            review, decision = taken
            standing = review.decision_on(decision.code)
            is_changed = standing is not None and standing.verdict is decision.verdict
            state = (
                f"has its earlier indicator ({standing.poa or 'none'})" if standing and is_changed else "is open again"
            )
            self._show(coded, review, f"Undone: {decision.code} {state}. Redo Shift+U")

    def redo(self) -> None:
        """Decide again what was taken back last."""
        coded = self._coded
        if coded is None or (self._review and self._review.is_finished):
            return
        taken = self._written(lambda: self._casework.redo(coded))
        if taken is not None:
            review, decision = taken
            self._show(coded, review, f"Redone: {decision.code} is {_PAST[decision.verdict]}. Undo U")

    def finish(self) -> None:
        """Close the note, or go on to the next where it is closed already."""
        coded, review = self._coded, self._review
        if coded is None or review is None or self._is_busy:
            return
        if review.is_finished:
            self.next_wanted.emit()
            return
        try:
            changed = self._casework.finish(coded)
        except KnownError as error:
            self._refuse_finish(error)
            return
        self._show(coded, changed)
        self.finished.emit()

    def reopen(self) -> None:
        """Open a finished note for decisions again."""
        coded, review = self._coded, self._review
        if coded is None or review is None or not review.is_finished:
            return
        changed = self._written(lambda: self._casework.reopen(coded))
        if changed is not None:
            self._show(coded, changed, "Reopened. Enter finishes it again.")

    def search(self, words: str, limit: int) -> tuple[CodeEntry, ...]:
        """Return the book's lines for words or a code."""
        return self._casework.search(words, limit)

    # --- inside -------------------------------------------------------------------------------------------------

    def _decide(self, subject: str, verdict: Verdict, *, reason: str = "", comment: str = "") -> None:
        coded, review = self._coded, self._review
        if coded is None or review is None or review.is_finished:
            return
        case = coded.case
        code = next((s.code for s in (*case.suggestions, *case.not_coded) if s.id == subject), "")
        choice = Choice(code=code, subject=subject)
        changed = self._written(lambda: self._casework.decide(coded, choice, verdict, reason=reason, comment=comment))
        if changed is not None:
            self._show(coded, changed, f"{code} {_PAST[verdict]}. Undo U")

    def _is_closed(self) -> bool:
        """Tell whether the note is finished, and say so."""
        is_closed = self._review is not None and self._review.is_finished
        if is_closed:
            self.told.emit("This note is finished. Reopen it first (Shift+Enter).")
        return is_closed

    def _show(self, coded: CodedNote, review: Review, words: str = "") -> None:
        self._review = review
        self._findings = self._casework.findings(coded, review)
        self.review_changed.emit(review)
        if words:
            self.told.emit(words)

    def _written(self, act: Callable[[], T]) -> T | None:
        """Run what writes to the ledger; where the world is in the way, say so and change nothing."""
        try:
            return act()
        except KnownError as error:
            self._notices.tell(error)
            return None

    def _refuse_finish(self, error: KnownError) -> None:
        if error.entry is E.FINISH_REFUSED:
            self.finish_refused.emit(error.entry.template.format(**error.places))
        else:
            self._notices.tell(error)

    def _set_busy(self, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)


_SIGNS = {Presence.EXEMPT: "exempt"}
_PAST = {Verdict.ACCEPT: "accepted", Verdict.REJECT: "rejected", Verdict.ADD: "added", Verdict.WITHDRAW: "withdrawn"}


def moved_words(before: CodedCase, after: CodedCase) -> str:
    """Return what a change of the encounter moved in and out ("Inpatient: 1 moved in (M72.2), 0 out.")."""
    was, now = [s.code for s in before.suggestions], [s.code for s in after.suggestions]
    into, out = [c for c in now if c not in was], [c for c in was if c not in now]
    return f"{_change_word(before.encounter, after.encounter)}: {_moved(into, 'moved in')}, {_moved(out, 'out')}."


def changed_words(stamp: str) -> str:
    """Return what is said of a file that is not what was reviewed."""
    return (
        f"This file has changed since it was reviewed on {local_day(stamp)}. "
        "The earlier decisions stay in the audit file with the earlier text; this text starts open."
    )


def _change_word(before: Encounter, after: Encounter) -> str:
    if before.setting is not after.setting:
        return setting_words(after)
    if before.date_of_service != after.date_of_service:
        day = after.date_of_service
        return day_words(day) if day else "No service date"
    if before.age != after.age:
        return "No age" if after.age is None else f"Age {after.age}"
    return (after.sex or "No sex").capitalize()


def _moved(codes: list[str], words: str) -> str:
    if not codes:
        return f"0 {words}"
    shown = ", ".join(codes[:4]) + (" …" if len(codes) > 4 else "")
    return f"{len(codes)} {words} ({shown})"
