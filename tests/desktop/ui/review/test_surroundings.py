# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Around the open note: its other documents as tabs, and copied words shaded, both found off the window's thread."""

import os
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.review import surroundings
from desktop.ui.review.surroundings import NoteSurroundings
from nlp.intake import note_facts, read_note

_STORY = (
    "He slipped on wet leaves behind the garden shed, fell on his outstretched right hand and felt a crack; since then "
    "the wrist has been swollen and he cannot turn a key or lift a kettle without sharp pain."
)


def _note(kind: str, day: str, text: str, visit: str = "") -> str:
    return f"{kind}\nDate of service: {day}\n{visit}\n\n{text}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "N-1.txt").write_text(_note("PROGRESS NOTE", "03/10/2026", _STORY, "Encounter ID: 5500"), "utf-8")
    (tmp_path / "N-2.txt").write_text(
        _note("DISCHARGE SUMMARY", "03/12/2026", f"Better. {_STORY}", "Encounter ID: 5500"), "utf-8"
    )
    (tmp_path / "N-3.txt").write_text(_note("PROGRESS NOTE", "03/11/2026", "Cough for a week."), "utf-8")
    (tmp_path / "N-4.txt").write_bytes(b"\x00\x01" * 200)
    return tmp_path


def _look(qtbot, around: NoteSurroundings, path):
    note = read_note(path)
    with qtbot.waitSignal(around.found, timeout=5000) as found:
        around.look_around(path, note, note_facts(note.text).encounter.date_of_service)
    return found.args[0]


def test_documents_and_copied_words_are_found(qtbot, runner, folder):
    found = _look(qtbot, NoteSurroundings(runner), folder / "N-2.txt")
    assert [d.path.name for d in found.documents] == ["N-1.txt", "N-2.txt"]
    assert [(p.name, str(p.day)) for p in found.passages] == [("N-1.txt", "2026-03-10")]


def test_the_source_is_not_shaded(qtbot, runner, folder):
    assert _look(qtbot, NoteSurroundings(runner), folder / "N-1.txt").passages == ()


def test_reading_is_done_in_the_lane_of_files_and_a_file_is_read_once(qtbot, runner, folder, monkeypatch):
    seen = []
    real = surroundings.read_head

    def noted(path):
        seen.append((path.name, threading.current_thread().name))
        return real(path)

    monkeypatch.setattr(surroundings, "read_head", noted)
    around = NoteSurroundings(runner)
    _look(qtbot, around, folder / "N-2.txt")
    _look(qtbot, around, folder / "N-1.txt")
    assert sorted(name for name, _ in seen) == ["N-1.txt", "N-2.txt", "N-3.txt", "N-4.txt"]
    assert {thread for _, thread in seen} == {"chartproof-files"}
    os.utime(folder / "N-3.txt", ns=(1, 1))
    _look(qtbot, around, folder / "N-1.txt")
    assert [name for name, _ in seen][4:] == ["N-3.txt"]


def test_many_files_are_read_some_at_a_time(qtbot, runner, folder, monkeypatch):
    monkeypatch.setattr(surroundings, "_AT_ONCE", 1)
    found = _look(qtbot, NoteSurroundings(runner), folder / "N-2.txt")
    assert len(found.passages) == 1


def test_a_folder_that_is_gone_has_no_others(qtbot, runner, folder):
    around = NoteSurroundings(runner)
    note = read_note(folder / "N-1.txt")
    around.look_around(folder / "gone" / "N-1.txt", note, None)
    found = _look(qtbot, around, folder / "N-3.txt")  # a failed look around does not hold the next one up
    assert len(found.documents) == 1


def test_the_tabs_show_the_documents_and_ask_for_another(qtbot, opened, folder):
    column = opened.page.column
    found = _look(qtbot, column._surroundings, folder / "N-2.txt")
    assert column.documents.isVisible()
    assert column.documents.open_path == folder / "N-2.txt"
    first = column.documents._buttons[0]
    assert (first.text(), first.accessibleName()) == ("Progress note · 10 Mar", "Progress note · 10 Mar, N-1")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(column.documents.document_chosen) as chosen:
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert chosen.args == [folder / "N-1.txt"]
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is column.documents._buttons[1]
    assert [p.span for p in found.passages] == list(column.note._copied.spans)


def test_a_key_opens_the_next_document_and_says_where_there_is_none(qtbot, opened, folder):
    column = opened.page.column
    opened.page.codes.focus_list()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert opened.heard[-1].text == "No other document of this encounter lies in the folder."
    _look(qtbot, column._surroundings, folder / "N-2.txt")
    with qtbot.waitSignal(column.documents.document_chosen) as chosen:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [folder / "N-1.txt"]


def test_documents_of_one_kind_and_day_are_told_apart_by_name(qtbot, opened, folder):
    for name in ("N-7_1.txt", "N-7_2.txt"):
        (folder / name).write_text(_note("PROGRESS NOTE", "03/20/2026", f"Seen, {name}."), "utf-8")
    column = opened.page.column
    _look(qtbot, column._surroundings, folder / "N-7_2.txt")
    assert [b.text() for b in column.documents._buttons] == ["N-7_1", "N-7_2"]


def test_a_note_alone_has_no_tabs(qtbot, opened, folder):
    column = opened.page.column
    _look(qtbot, column._surroundings, folder / "N-2.txt")
    _look(qtbot, column._surroundings, folder / "N-3.txt")
    assert not column.documents.isVisible()


def test_tabs_that_appear_do_not_move_the_words_being_read(qtbot, opened, folder):
    column = opened.page.column
    opened.resize(1440, 500)
    note = column.note
    note.verticalScrollBar().setValue(200)
    QApplication.processEvents()
    before = note.viewport().mapTo(opened, note.cursorRect(note.textCursor()).topLeft()).y()
    _look(qtbot, column._surroundings, folder / "N-2.txt")
    QApplication.processEvents()
    assert note.viewport().mapTo(opened, note.cursorRect(note.textCursor()).topLeft()).y() == before
