# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The window with real casework: open, read, decide, finish, next; narrow and wide; settings kept."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from db.ledger import open_ledger
from desktop.app.casework import Casework
from desktop.app.settings import Settings, load_settings
from desktop.ui.intake.rows import NoteStatus
from desktop.ui.main_window import MainWindow
from desktop.ui.shell.actions import ACTIONS, Command
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.layout_rows import LayoutRow
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.theme import ThemeSource

PATIENT = "Zephyrine Quackenbush"


@pytest.fixture
def folder(tmp_path):
    for number, words in enumerate(("type 2 diabetes mellitus", "acute bronchitis and asthma", "migraine")):
        text = f"PROGRESS NOTE\nPatient: {PATIENT}\n\nASSESSMENT:\nPatient has {words}. Denies chest pain.\n"
        (tmp_path / f"N-{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "scan.txt").write_bytes(bytes(range(256)) * 8)
    return tmp_path


@pytest.fixture
def make_window(places, book, coder, tmp_path_factory, clock, qtbot):
    home = tmp_path_factory.mktemp("home")
    own = replace(places, settings=home / "settings.toml", audit=home / "audit.sqlite")
    made = []

    def make(settings=None):
        application = make_application([])
        themes = ThemeSource(own.look, "light")
        follow_themes(application, themes)
        ledger = open_ledger(own.audit, clock=clock, actor="tester", head_memory=home / "heads.json")
        casework = Casework(rules=own.rules, book=book, ledger=ledger, clock=clock)
        casework._coder = coder
        window = MainWindow(casework, settings or Settings(), own, themes, Notices())
        crashes = []
        window.runner.crashed.connect(crashes.append)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        made.append((window, crashes))
        return window

    yield make
    for window, crashes in made:
        window.close()
        window.deleteLater()
        assert crashes == []
    assert not [t for t in threading.enumerate() if t.name.startswith("chartproof-")]


def opened(window, qtbot, *paths):
    window.begin(list(paths))
    qtbot.waitUntil(lambda: window.review.review is not None, timeout=20000)
    return window


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def status_of(window, name):
    return next(row.status for row in window.worklist.model.rows if row.name == name)


def test_without_notes_the_window_invites(make_window):
    window = make_window()
    window.begin([])
    assert window.pages.currentWidget() is window.empty
    assert not window.area.is_worklist_shown
    assert window.status.words == "Ledger ready · 0 entries"


def test_a_folder_opens_at_its_first_note(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    assert window.review.path == folder / "N-0.txt"
    assert window.pages.currentWidget() is window.page
    assert window.headers.currentWidget() is window.page.encounter_bar
    assert status_of(window, "scan.txt") is NoteStatus.UNREADABLE


def test_every_command_of_the_table_exists(make_window):
    window = make_window()
    assert [row.command for row in ACTIONS if not window.commands.action(row.command).isVisible()] == []


def test_the_journey_by_keyboard(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    code = window.review.review.open[0].code
    press(qtbot, Qt.Key.Key_A)
    assert [d.code for d in window.review.review.accepted] == [code]
    assert status_of(window, "N-0") is NoteStatus.IN_REVIEW
    press(qtbot, Qt.Key.Key_U)
    assert window.review.review.accepted == ()
    assert status_of(window, "N-0") is NoteStatus.NEW
    press(qtbot, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_Return)
    assert status_of(window, "N-0") is NoteStatus.FINISHED
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.review.path == folder / "N-1.txt" and window.review.review is not None)


def test_decisions_are_there_after_the_window_was_closed(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    press(qtbot, Qt.Key.Key_A)
    window.close()
    again = opened(make_window(), qtbot, folder)
    assert len(again.review.review.accepted) == 1
    assert again.status.words == f"Ledger ready · entry {again._casework.head()[0]} · chain intact"


def test_after_the_last_note_the_window_says_so(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder / "N-0.txt")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.message
    assert window.message.accessibleName().startswith("The note is finished.")
    assert not window.commands.is_enabled(Command.ACCEPT)
    assert window.commands.is_enabled(Command.EXPORT)


def test_a_file_that_is_no_note_shows_its_numbered_message(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    window.worklist.note_chosen.emit(folder / "scan.txt")
    assert window.pages.currentWidget() is window.message
    assert "[104]" in window.message.accessibleName()
    assert not window.commands.is_enabled(Command.ACCEPT)


def test_a_folder_that_is_not_there_leaves_the_invitation(make_window, qtbot):
    window = make_window()
    window.begin([Path("/no/such/folder")])
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.words.startswith("folder is not there.")
    assert window.pages.currentWidget() is window.empty


def test_a_file_changed_meanwhile_is_read_again_on_refresh(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    before = window.review.coded.note.id
    (folder / "N-0.txt").write_text("ASSESSMENT:\nMigraine.\n", encoding="utf-8")
    press(qtbot, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.review.coded is not None and window.review.coded.note.id != before, timeout=20000)


def test_refreshing_leaves_an_unchanged_note_alone(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    (folder / "N-9.txt").write_text("Cough.\n", encoding="utf-8")
    coded = window.review.coded
    with qtbot.waitSignal(window.intake.worklist_opened):
        press(qtbot, Qt.Key.Key_F5)
    assert window.review.coded is coded
    assert len(window.worklist.model.rows) == 5


def test_dropped_files_are_opened(make_window, qtbot, folder):
    window = make_window()
    window.begin([])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "N-2.txt"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: window.review.path == folder / "N-2.txt", timeout=20000)


@pytest.mark.parametrize(
    ("width", "row", "has_rail", "docks"),
    [
        (1900, LayoutRow.FOUR, True, True),
        (1440, LayoutRow.THREE, True, True),
        (1280, LayoutRow.TWO, True, False),
        (960, LayoutRow.COMPACT, False, False),
        (700, LayoutRow.ONE, False, False),
    ],
)
def test_the_layout_follows_the_width(make_window, qtbot, folder, width, row, has_rail, docks):
    window = opened(make_window(), qtbot, folder)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.area.row is row)
    assert window.rail.isVisible() is has_rail
    assert window.area.is_worklist_shown is docks


def test_a_laid_over_worklist_does_not_move_the_note_and_closes_when_a_note_is_chosen(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.area.row is LayoutRow.TWO)
    before = window.pages.geometry()
    press(qtbot, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window.area.is_worklist_shown
    assert window.pages.geometry() == before
    press(qtbot, Qt.Key.Key_J)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.review.path == folder / "N-1.txt")
    assert not window.area.is_worklist_shown


def test_escape_closes_a_laid_over_worklist(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.area.row is LayoutRow.TWO)
    press(qtbot, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.area.is_worklist_shown
    assert window.page.isAncestorOf(QApplication.focusWidget())


def test_f6_goes_round_worklist_note_and_codes(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    seen = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_F6)
        parts = {"worklist": window.worklist, "note": window.page.column, "codes": window.page.codes}
        seen += [name for name, part in parts.items() if part.isAncestorOf(QApplication.focusWidget())]
    assert sorted(seen) == ["codes", "note", "worklist"]


def test_f1_shows_and_hides_every_key(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    press(qtbot, Qt.Key.Key_F1)
    assert window.key_help.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.key_help.isVisible()


def test_letters_in_the_filter_are_not_commands(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    window.worklist.filter_field.setFocus()
    qtbot.keyClicks(window.worklist.filter_field, "aruj")
    assert window.review.review.decisions == ()
    assert window.worklist.filter_field.text() == "aruj"


def test_the_keys_shown_are_the_keys_that_work_now(make_window, qtbot, folder):
    window = make_window()
    window.begin([])
    qtbot.waitUntil(lambda: window.status.hints == (("Ctrl+O", "open folder"), ("?", "all keys")))
    opened(window, qtbot, folder)
    qtbot.waitUntil(lambda: ("A", "accept") in window.status.hints)
    assert window.status.hints[0] == ("J K", "move")


def test_what_the_window_was_left_like_is_kept(make_window, qtbot, folder, monkeypatch):
    window = opened(make_window(), qtbot, folder)
    window.resize(1500, 800)
    press(qtbot, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_H)
    press(qtbot, Qt.Key.Key_F3)
    press(qtbot, Qt.Key.Key_F4)
    places = window._places
    window.close()
    kept = load_settings(places.settings)
    assert (kept.is_note_fixed_width, kept.are_lines_numbered) == (True, True)
    assert (kept.window_width, kept.window_height, kept.is_worklist_shown) == (1500, 800, False)
    assert (kept.note_size, kept.are_not_coded_shown) == (16, False)


def test_the_title_and_the_status_never_name_the_patient(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    press(qtbot, Qt.Key.Key_A)
    assert window.windowTitle() == "Chartproof"
    assert PATIENT not in window.status.words


def test_export_works_from_the_first_decision_on(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    assert not window.commands.is_enabled(Command.EXPORT)
    press(qtbot, Qt.Key.Key_A)
    assert window.commands.is_enabled(Command.EXPORT)


def test_the_theme_changes_while_a_note_is_open(make_window, qtbot, folder):
    window = opened(make_window(), qtbot, folder)
    for _ in range(4):
        press(qtbot, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert not window.grab().isNull()


def test_f6_leads_from_a_message_to_the_worklist_and_back(make_window, folder, qtbot):
    window = opened(make_window(), qtbot, folder)
    window._say_all_finished()
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.worklist.view
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.message


def test_another_theme_reaches_every_ground_at_once(make_window, folder, qtbot):
    window = opened(make_window(), qtbot, folder)
    for name in ("dark", "contrast", "light"):
        window._themes.choose(name)
        picture = window.grab().toImage()
        paper = window._themes.theme.color("paper").name()
        panel = window._themes.theme.color("panel").name()
        note, worklist = window.page.column.note, window.worklist.view
        for part, ground in ((note, paper), (worklist, panel), (window.page.why, panel)):
            corner = part.mapTo(window, part.rect().bottomLeft())
            assert picture.pixelColor(corner.x() + 2, corner.y() - 2).name() == ground


def test_a_disk_that_takes_no_settings_still_lets_the_audit_file_close(make_window, monkeypatch):
    window, closed = make_window(), []
    window._places.settings.mkdir(parents=True)  # a folder in the place of the file: writing refuses
    (window._places.settings / "kept.txt").write_text("x", "utf-8")
    close = window._casework.close
    monkeypatch.setattr(window._casework, "close", lambda: (closed.append(True), close()))
    window.close()
    assert closed == [True]
