# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening folders, reading ahead, keeping counts true; the casework is real, only its engine is stood in for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop.ui.intake.presenter import WorklistPresenter
from desktop.ui.intake.rows import NoteStatus
from desktop.ui.intake.worklist_model import WorklistModel
from desktop.ui.shell.notices import Notices


@pytest.fixture
def folder(tmp_path):
    for number in range(3):
        words = f"PROGRESS NOTE\n\nAssessment: type 2 diabetes mellitus, visit {number}.\n"
        (tmp_path / f"N-{number}.txt").write_text(words, encoding="utf-8")
    (tmp_path / "scan.txt").write_bytes(bytes(range(256)) * 8)
    return tmp_path


class Watch(QObject):
    """What the presenter said, and the rows as a window would show them."""

    def __init__(self, casework, runner):
        super().__init__()
        self.notices = Notices()
        self.told = []
        self.notices.listen(self.told.append)
        self.model = WorklistModel()
        self.presenter = WorklistPresenter(casework, runner, self.notices, self.model)
        self.presenter.worklist_opened.connect(self.model.show_rows)
        self.presenter.status_changed.connect(self.model.show_status)
        self.presenter.problem_found.connect(self.model.show_problem)


@pytest.fixture
def watch(casework, runner):
    return Watch(casework, runner)


def test_a_folder_opens_with_every_file_and_what_is_no_note_keeps_its_message(watch, folder, qtbot):
    with qtbot.waitSignal(watch.presenter.worklist_opened):
        watch.presenter.open_paths([folder])
    assert [row.name for row in watch.model.rows] == ["N-0", "N-1", "N-2", "scan.txt"]
    assert watch.model.rows[3].status is NoteStatus.UNREADABLE
    assert watch.model.rows[3].detail.startswith("[104]")


def test_every_note_is_read_ahead(watch, folder, qtbot):
    watch.presenter.open_paths([folder])

    def are_counted():
        return [row.open_count is not None for row in watch.model.rows] == [True, True, True, False]

    qtbot.waitUntil(are_counted, timeout=30000)


def test_a_note_that_vanishes_meanwhile_says_so(watch, folder, qtbot):
    watch.presenter.worklist_opened.connect(lambda _: (folder / "N-2.txt").unlink())
    watch.presenter.open_paths([folder])
    qtbot.waitUntil(lambda: any(row.entry.problem.startswith("[101]") for row in watch.model.rows), timeout=30000)


def test_a_missing_folder_is_a_notice_and_the_open_list_stays(watch, folder, qtbot):
    with qtbot.waitSignal(watch.presenter.worklist_opened):
        watch.presenter.open_paths([folder])
    with qtbot.waitSignal(watch.presenter.reading_refused):
        watch.presenter.open_paths([Path("/no/such/folder")])
    assert [n.number for n in watch.told] == [107]
    assert watch.presenter.paths == (folder,)
    assert len(watch.model.rows) == 4


def test_refreshing_finds_new_files_and_keeps_counts(watch, folder, qtbot):
    watch.presenter.open_paths([folder])
    qtbot.waitUntil(lambda: bool(watch.model.rows) and watch.model.rows[2].open_count is not None, timeout=30000)
    (folder / "N-9.txt").write_text("Cough.\n", encoding="utf-8")
    with qtbot.waitSignal(watch.presenter.worklist_opened) as opened:
        watch.presenter.refresh()
    assert [row.open_count is None for row in opened.args[0]] == [False, False, False, True, True]
