# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Live commands: only what is listened to exists, and letters stay letters in text fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QTextEdit, QVBoxLayout, QWidget

from desktop.ui.shell.actions import Command, Menu
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.controls import KeyButton


@pytest.fixture
def window(qtbot, themes):
    frame = QMainWindow()
    middle = QWidget()
    frame.field, frame.note, frame.button = QLineEdit(), QTextEdit(), KeyButton(themes, "Reject", key="R")
    frame.note.setReadOnly(True)
    column = QVBoxLayout(middle)
    for part in (frame.field, frame.note, frame.button):
        column.addWidget(part)
    frame.setCentralWidget(middle)
    frame.commands = Commands(frame)
    qtbot.addWidget(frame)
    frame.show()
    qtbot.waitExposed(frame)
    frame.activateWindow()
    return frame


def given(window, *commands):
    heard = []
    for command in commands:
        window.commands.listen(command, lambda command=command: heard.append(command))
    return heard


KEYS = [
    (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, Command.ACCEPT),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, Command.NEXT),
    (Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier, Command.REDO),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, Command.FINISH),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, Command.REOPEN),
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, Command.BACK),
    (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier, Command.FIND_CODE),
    (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, Command.KEYS),
    (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, Command.TAB_SUGGESTED),
]


@pytest.mark.parametrize(("key", "modifier", "command"), KEYS)
def test_keys_give_commands_while_the_note_has_the_focus(window, qtbot, key, modifier, command):
    heard = given(window, *Command)
    window.note.setFocus()
    qtbot.keyClick(window.note, key, modifier)
    assert heard == [command]


@pytest.mark.parametrize(("key", "modifier", "command"), KEYS[:-1])
def test_plain_keys_are_inert_in_text_fields(window, qtbot, key, modifier, command):
    heard = given(window, *Command)
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    qtbot.keyClick(window.field, key, modifier)
    assert heard == []


def test_letters_reach_the_text_field(window, qtbot):
    given(window, *Command)
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    qtbot.keyClicks(window.field, "akjuwo/?h")
    assert window.field.text() == "akjuwo/?h"


def test_commands_with_control_work_from_a_text_field(window, qtbot):
    heard = given(window, *Command)
    window.field.setFocus()
    qtbot.keyClick(window.field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert heard == [Command.EXPORT]


def test_keys_work_again_after_the_text_field_was_left(window, qtbot):
    heard = given(window, Command.ACCEPT)
    window.field.setFocus()
    window.note.setFocus()
    qtbot.keyClick(window.note, Qt.Key.Key_A)
    assert heard == [Command.ACCEPT]


def test_enter_presses_a_focused_button_instead_of_finishing(window, qtbot):
    heard = given(window, Command.FINISH)
    window.button.clicked.connect(lambda: heard.append("button"))
    window.button.setFocus()
    qtbot.waitUntil(window.button.hasFocus)
    qtbot.keyClick(window.button, Qt.Key.Key_Return)
    assert heard == ["button"]


def test_a_command_nobody_listens_to_is_not_in_the_menu(window):
    given(window, Command.EXPORT)
    menu = QMenu()
    window.commands.fill_menu(menu, Menu.FILE)
    assert [a.text() for a in menu.actions() if a.isVisible() and not a.isSeparator()] == ["Export…"]


def test_a_command_without_listener_stays_off(window):
    window.commands.set_enabled([Command.ACCEPT], True)
    assert not window.commands.is_enabled(Command.ACCEPT)


def test_a_command_can_be_turned_off(window, qtbot):
    heard = given(window, Command.ACCEPT)
    window.commands.set_enabled([Command.ACCEPT], False)
    window.note.setFocus()
    qtbot.keyClick(window.note, Qt.Key.Key_A)
    assert heard == []
