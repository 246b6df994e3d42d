# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What every page shares: banner, status line, dragged column, key help, controls."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from desktop.ui.shell.actions import Command
from desktop.ui.shell.controls import IconButton, KeyButton, Paragraph
from desktop.ui.shell.file_choice import export_choice
from desktop.ui.shell.layout_rows import LayoutRow
from desktop.ui.shell.notices import Level, Notice
from desktop.ui.shell.window_frame import WindowFrame


@pytest.fixture
def frame(qtbot, themes):
    worklist = QListWidget()
    made = WindowFrame(themes, worklist)
    made.worklist = worklist
    made.field = QLineEdit()
    made.pages.addWidget(made.field)
    qtbot.addWidget(made)
    made.resize(1440, 800)
    made.area.show_worklist_part(True)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_a_status_notice_gives_way_to_what_is_saved_next(frame):
    frame.status.show_saved("Ledger ready")
    frame.show_notice(Notice(text="E11.22 accepted. Undo U", level=Level.STATUS))
    assert frame.status.words == "E11.22 accepted. Undo U"
    frame.status.show_saved("Saved 10:02")
    assert frame.status.words == "Saved 10:02"


def test_the_same_state_of_the_file_does_not_hide_a_message(frame):
    frame.status.show_saved("Saved 10:02")
    frame.show_notice(Notice(text="Theme: dark", level=Level.STATUS))
    frame.status.show_saved("Saved 10:02")
    assert frame.status.words == "Theme: dark"


def test_a_banner_stays_until_it_is_closed_by_escape(frame, qtbot):
    frame.show_notice(Notice(text="The disk is full.", level=Level.STOP, number=305))
    assert frame.banner.isVisible()
    assert frame.banner.words == "The disk is full."
    frame.setFocus()
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert not frame.banner.isVisible()


def test_words_from_a_file_name_are_not_taken_as_markup(qtbot, themes):
    words = Paragraph(themes, "<b>x</b> & co.txt has no text.")
    qtbot.addWidget(words)
    assert "<b>" not in words.text()
    assert words.accessibleName() == "<b>x</b> & co.txt has no text."


def test_the_worklist_is_dragged_within_limits_and_reset_by_a_double_click(frame, qtbot):
    grip = frame.area._grip
    middle = QPoint(3, 100)
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(grip, middle + QPoint(40, 0))
    frame.area._drag(40)
    assert frame.area.widths.get(LayoutRow.THREE, "worklist") >= 288
    frame.area._drag(-1000)
    assert frame.worklist.width() == 208
    qtbot.mouseDClick(grip, Qt.MouseButton.LeftButton, pos=middle)
    assert frame.worklist.width() == 248


def test_widths_are_kept_per_layout_row(frame, qtbot):
    frame.area._drag(40)
    frame.resize(1900, 800)
    qtbot.waitUntil(lambda: frame.area.row is LayoutRow.FOUR)
    assert frame.worklist.width() == 248
    frame.resize(1440, 800)
    qtbot.waitUntil(lambda: frame.worklist.width() == 288)


def test_the_key_help_shows_only_commands_that_exist(frame):
    frame.commands.listen(Command.EXPORT, lambda: None)
    frame.toggle_key_help()
    assert frame.key_help.findChildren(IconButton)
    assert "CSV or JSON" in frame.key_help._table.accessibleName()
    assert "code book" not in frame.key_help._table.accessibleName()


def test_a_click_beside_the_key_help_closes_it(frame, qtbot):
    frame.toggle_key_help()
    qtbot.mouseClick(frame.key_help, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not frame.key_help.isVisible()


def test_while_typing_only_keys_that_work_there_are_shown(frame, qtbot):
    for command in Command:
        frame.commands.listen(command, lambda: None)
    frame.commands.set_enabled([Command.REOPEN], False)
    frame.setFocus()
    qtbot.waitUntil(lambda: ("A", "accept") in frame.status.hints)
    frame.field.setFocus()
    qtbot.waitUntil(lambda: frame.status.hints == (("Esc", "leave the field"), ("F1", "all keys")))


def test_where_one_pane_has_room_its_swap_key_comes_first(frame, qtbot):
    frame.commands.listen(Command.NEXT, lambda: None)
    frame.setFocus()
    frame.resize(800, 600)
    qtbot.waitUntil(lambda: frame.status.hints[:1] == (("F6", "note, codes"),))


@pytest.mark.parametrize(
    "make", [lambda t: KeyButton(t, "Accept", key="A"), lambda t: IconButton(t, "lock", "Lock", side=24)]
)
def test_targets_are_large_enough_and_named(qtbot, themes, make):
    button = make(themes)
    qtbot.addWidget(button)
    size = button.sizeHint() if button.text() else button.size()
    assert min(size.width(), size.height()) >= themes.theme.size("target_min")
    assert button.text() or button.accessibleName()


def test_a_button_grows_with_its_words_so_none_is_cut(qtbot, themes):
    short, long = KeyButton(themes, "Go", key="A"), KeyButton(themes, "Finish and open the next", key="A")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.sizeHint().width() > short.sizeHint().width() + 100


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("out", "Accepted codes as CSV (*.csv)", ("out.csv", "csv", "accepted")),
        ("out.csv", "Every decision as JSON, can be read back (*.json)", ("out.json", "json", "decisions")),
        ("a.b.csv", "Every decision as CSV (*.csv)", ("a.b.csv", "csv", "decisions")),
        ("out", "", ("out.csv", "csv", "accepted")),
    ],
)
def test_an_export_gets_the_ending_of_its_kind(tmp_path, name, kind, expected):
    choice = export_choice(tmp_path / name, kind)
    assert (choice.path.name, choice.file_format.value, choice.scope.value) == expected
