# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole job twice, by keys in the window and step by step from the command line: the exports are the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.__main__ import main
from desktop.app import opening
from desktop.app.casework import ExportFormat, ExportScope
from desktop.app.settings import Settings
from desktop.ui import main_window
from desktop.ui.main_window import MainWindow
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.file_choice import ExportChoice
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.theme import ThemeSource

NOTES = {
    "N-0001.txt": "PROGRESS NOTE\r\nDate of visit: 2026-03-12\r\n67-year-old woman 🙂. Denies chest pain.\r\n\r\n"
    "ASSESSMENT AND PLAN:\r\n1. Gout, continue allopurinol.\r\n2. Essential hypertension.\r\n3. Hyperlipidemia.\r\n",
    "N-0002.txt": "ASSESSMENT:\nMigraine.\n",
}
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in NOTES.items():
        (notes / name).write_bytes(text.encode("utf-8"))
    return notes


@pytest.fixture
def window(folder, tmp_path, clock, coder, qtbot):
    places = replace(opening.find_places(), audit=tmp_path / "window.sqlite")
    application = make_application([])
    themes = ThemeSource(places.look, "light")
    follow_themes(application, themes)
    casework = opening.open_casework(places, clock=clock)
    casework._coder = coder  # the session's engine, warm already
    window = MainWindow(casework, Settings(), places, themes, Notices())
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.begin([folder])
    qtbot.waitUntil(lambda: window.review.review is not None, timeout=20_000)
    yield window
    window.close()
    window.deleteLater()


def press(qtbot, *keys):
    for key, modifier in (k if isinstance(k, tuple) else (k, Qt.KeyboardModifier.NoModifier) for k in keys):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def by_keys(window, qtbot, tmp_path, monkeypatch):
    """Accept, undo, redo, reject with a reason, accept the rest, finish, export: with real keys only."""
    press(qtbot, Qt.Key.Key_A, Qt.Key.Key_U, (Qt.Key.Key_U, SHIFT))
    press(qtbot, Qt.Key.Key_R, Qt.Key.Key_4)
    press(qtbot, Qt.Key.Key_A)
    press(qtbot, Qt.Key.Key_Return)
    assert window.review.review.is_finished
    choice = ExportChoice(path=tmp_path / "window.json", file_format=ExportFormat.JSON, scope=ExportScope.DECISIONS)
    monkeypatch.setattr(main_window, "choose_export", lambda *_: choice)  # the system's own file dialog
    press(qtbot, (Qt.Key.Key_E, CONTROL))
    return choice.path


def by_commands(folder, codes, tmp_path):
    """Do the same from the command line."""
    note, audit = str(folder / "N-0001.txt"), ["--audit", str(tmp_path / "commands.sqlite")]
    first, second, third = codes
    out = tmp_path / "commands.json"
    for step in (
        ["accept", note, first, *audit],
        ["undo", note, *audit],
        ["redo", note, *audit],
        ["reject", note, second, "--reason", "4", *audit],
        ["accept", note, third, *audit],
        ["finish", note, *audit],
        ["export", audit[1], "--format", "json", "--out", str(out)],
        ["verify", audit[1]],
    ):
        assert main(step) == 0, step
    return out


def test_both_exports_are_the_same_bytes(window, folder, qtbot, tmp_path, clock, monkeypatch):
    monkeypatch.setattr(opening, "utc_now", clock)
    codes = [s.code for s in window.review.review.case.suggestions]
    assert len(codes) == 3
    exported = by_keys(window, qtbot, tmp_path, monkeypatch).read_bytes()
    assert exported == by_commands(folder, codes, tmp_path).read_bytes()
    assert window._casework.verify().is_intact


def test_decisions_of_the_window_are_seen_by_the_commands(window, folder, qtbot, tmp_path, capsys):
    press(qtbot, Qt.Key.Key_A)
    code = window.review.review.accepted[0].code
    assert main(["review", str(folder / "N-0001.txt"), "--audit", str(tmp_path / "window.sqlite")]) == 0
    assert f"accepted  {code}" in capsys.readouterr().out


def test_a_changed_note_is_recognised_and_said(window, folder, qtbot, tmp_path):
    press(qtbot, Qt.Key.Key_A)
    note = folder / "N-0001.txt"
    note.write_bytes(note.read_bytes() + b"Addendum: feels better.\r\n")
    window.review.open_note(note)
    qtbot.waitUntil(lambda: window.review.coded is not None and "Addendum" in window.review.coded.note.text)
    assert window.review.review.accepted == ()
    assert window._casework.earlier_version(window.review.coded.note) == "2026-03-12T10:02:00Z"
