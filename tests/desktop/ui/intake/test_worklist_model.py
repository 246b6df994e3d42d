# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The worklist model and its filter."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.app.worklist import WorklistEntry
from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.intake.worklist_model import FilteredWorklist, RowRole, WorklistModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def a_row(number, kind="Progress note"):
    name = f"N-{number:04}.txt"
    entry = WorklistEntry(
        path=Path("/notes") / name, name=name, note_id=name, kind=kind, date_of_service=date(2026, 3, 2)
    )
    return WorklistRow(entry=entry)


@pytest.fixture
def model(qapp):
    made = WorklistModel()
    made.tester = QAbstractItemModelTester(made, FATAL)
    made.show_rows([a_row(1), a_row(2, "ED note"), a_row(3)])
    return made


def test_the_model_keeps_qt_s_rules_while_rows_change(model):
    proxy = FilteredWorklist(model)
    QAbstractItemModelTester(proxy, FATAL)
    proxy.filter_by("ED")
    model.show_status(Path("/notes/N-0002.txt"), NoteStatus.FINISHED, 0)
    model.show_problem(Path("/notes/N-0003.txt"), "[101] gone")
    proxy.filter_by("")
    model.show_rows([a_row(9)])
    assert proxy.rowCount() == 1


def test_a_status_replaces_the_row_and_tells_the_view(model, qtbot):
    before = model.rows[1]
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show_status(Path("/notes/N-0002.txt"), NoteStatus.IN_REVIEW, 4)
    assert changed.args[0].row() == 1
    assert (before.open_count, model.rows[1].open_count) == (None, 4)


def test_a_status_of_an_unknown_file_changes_nothing(model):
    before = model.rows
    model.show_status(Path("/elsewhere.txt"), NoteStatus.FINISHED, 0)
    model.show_problem(Path("/elsewhere.txt"), "x")
    assert model.rows == before


def test_the_model_answers_for_screen_readers(model):
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "N-0002, ED note · 2 Mar, new"
    assert model.index(1).data(RowRole) == model.rows[1]


def test_the_filter_keeps_matching_rows(model):
    proxy = FilteredWorklist(model)
    proxy.filter_by("progress")
    assert [proxy.index(n, 0).data() for n in range(proxy.rowCount())] == ["N-0001", "N-0003"]
