# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a row of the worklist says."""

from datetime import date
from pathlib import Path

import pytest

from desktop.app.worklist import WorklistEntry
from desktop.ui.intake.rows import NoteStatus, WorklistRow, progress_of, status_of


def an_entry(name="N-0412.txt", *, words=300, problem="", day=date(2026, 3, 2), kind="Progress note"):
    return WorklistEntry(
        path=Path("/notes") / name,
        name=name,
        note_id=name,
        kind=kind,
        date_of_service=day,
        words=words,
        problem=problem,
    )


def a_row(status=NoteStatus.NEW, open_count=None, **entry):
    return WorklistRow(entry=an_entry(**entry), status=status, open_count=open_count)


@pytest.mark.parametrize(
    ("entry", "statuses", "status"),
    [
        (an_entry(), {}, NoteStatus.NEW),
        (an_entry(), {"N-0412.txt": (2, False)}, NoteStatus.IN_REVIEW),
        (an_entry(), {"N-0412.txt": (2, True)}, NoteStatus.FINISHED),
        (an_entry(), {"other": (2, True)}, NoteStatus.NEW),
        (an_entry(problem="[104] x"), {"N-0412.txt": (2, True)}, NoteStatus.UNREADABLE),
    ],
)
def test_the_status_comes_from_the_audit_file(entry, statuses, status):
    assert status_of(entry, statuses) is status


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (a_row(), ""),
        (a_row(open_count=8), "8 open"),
        (a_row(open_count=0), "0 open"),
        (a_row(NoteStatus.FINISHED, 0), "Finished"),
        (a_row(NoteStatus.UNREADABLE), ""),
    ],
)
def test_nothing_unknown_is_said(row, words):
    assert row.state_words == words


def test_a_note_is_called_by_its_name_without_ending():
    assert (a_row().name, a_row(NoteStatus.UNREADABLE, name="scan.pdf").name) == ("N-0412", "scan.pdf")


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        (a_row(), "Progress note · 2 Mar"),
        (a_row(day=None), "Progress note"),
        (a_row(day=None, kind=""), "Note"),
        (
            a_row(NoteStatus.UNREADABLE, problem="[104] scan.pdf is not a text file."),
            "[104] scan.pdf is not a text file.",
        ),
    ],
)
def test_the_second_line_is_kind_and_day_or_the_problem(row, detail):
    assert row.detail == detail


@pytest.mark.parametrize(
    ("open_count", "words", "steps"),
    [(0, 100, 1), (4, 100, 1), (5, 100, 2), (4, 900, 2), (8, 0, 3), (13, 0, 4), (19, 0, 5)],
)
def test_effort_grows_with_open_items_and_length(open_count, words, steps):
    assert a_row(open_count=open_count, words=words).effort == steps


@pytest.mark.parametrize("row", [a_row(), a_row(NoteStatus.FINISHED, 3), a_row(NoteStatus.UNREADABLE, 3)])
def test_effort_is_not_guessed(row):
    assert row.effort is None


@pytest.mark.parametrize(
    ("words", "is_kept"),
    [("", True), ("0412", True), ("prog 2 mar", True), ("PROGRESS", True), ("new", True), ("0413", False)],
)
def test_every_word_of_the_filter_must_stand_in_the_row(words, is_kept):
    assert a_row().matches(words) is is_kept


def test_progress_counts_unreadable_files_apart():
    progress = progress_of([a_row(NoteStatus.FINISHED), a_row(), a_row(NoteStatus.UNREADABLE)])
    assert (progress.words, progress.unreadable) == ("1 of 2 done", 1)


def test_a_row_can_be_read_aloud():
    assert a_row(open_count=8).spoken == "N-0412, Progress note · 2 Mar, new, 8 open, 300 words"


def test_with_little_room_a_row_says_the_fact_and_leaves_the_rest_to_the_tooltip():
    problem = "[103] scan.pdf has no text. It is a picture."
    assert (
        a_row(NoteStatus.UNREADABLE, name="scan.pdf", problem=problem).short_detail == "Has no text. It is a picture."
    )
    assert (a_row().detail, a_row().short_detail) == ("Progress note · 2 Mar", "Progress note")
