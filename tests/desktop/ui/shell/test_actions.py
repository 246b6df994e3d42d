# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of commands: complete, and no key means two things."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from desktop.ui.shell.actions import ACTIONS, Command, key_text


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.command.value)
def test_each_command_has_key_label_and_help(row):
    assert row.keys
    assert all(row.keys)
    assert row.label
    assert row.hint
    assert row.help.endswith(".")


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.command.value)
def test_each_key_is_understood(row):
    assert all(QKeySequence(key).toString() for key in row.keys)


def test_no_key_is_used_twice():
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, uses in keys.items() if uses > 1] == []


def test_every_command_stands_in_the_table_once():
    assert Counter(row.command for row in ACTIONS) == Counter(Command)


def test_enter_is_called_enter():
    assert key_text(Command.FINISH) == "Enter"
