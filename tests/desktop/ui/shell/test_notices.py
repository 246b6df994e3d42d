# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices: kept until a window listens, numbered where the catalogue knows them; crashes without note text."""

import sys

from desktop.ui.shell.application import CrashHook
from desktop.ui.shell.notices import Level, Notices
from nlp.errors import E, KnownError


def test_notices_wait_for_a_listener(qapp):
    notices, heard = Notices(), []
    notices.say("first")
    notices.say("second", Level.WARN)
    notices.listen(heard.append)
    notices.say("third")
    assert [n.text for n in heard] == ["first", "second", "third"]


def test_a_known_error_keeps_its_number(qapp):
    notices, heard = Notices(), []
    notices.listen(heard.append)
    notices.tell(KnownError(E.NOTE_EMPTY, name="x.txt"))
    assert heard[0].number == 103
    assert heard[0].text.startswith("x.txt has no text.")


def test_only_what_cannot_be_finished_or_saved_is_red(qapp):
    notices, heard = Notices(), []
    notices.listen(heard.append)
    for entry, places in ((E.NOTE_EMPTY, {"name": "x"}), (E.FINISH_REFUSED, {"count": 1, "message": "m"})):
        notices.tell(KnownError(entry, **places))
    notices.tell(KnownError(E.AUDIT_DISK_FULL))
    assert [n.level for n in heard] == [Level.WARN, Level.STOP, Level.STOP]


def test_the_crash_hook_logs_the_error_and_shows_only_its_kind(qapp, monkeypatch):
    notices, heard, logged = Notices(), [], []
    notices.listen(heard.append)
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    CrashHook(logged.append, notices).install()
    error = ValueError("Zephyrine Quackenbush has a cough")
    sys.excepthook(ValueError, error, None)
    assert logged == [error]
    assert [n.number for n in heard] == [901]
    assert "Zephyrine" not in heard[0].text


def test_the_crash_hook_tells_known_errors_as_they_are(qapp, monkeypatch):
    notices, heard, logged = Notices(), [], []
    notices.listen(heard.append)
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    CrashHook(logged.append, notices).install()
    sys.excepthook(KnownError, KnownError(E.AUDIT_DISK_FULL), None)
    assert ([n.number for n in heard], logged) == ([305], [])
