# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A finding whose rule allows an exception offers to acknowledge it, and to take that back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.ui.review.tab_strip import Tab
from desktop.ui.shell.actions import Command
from desktop.ui.shell.controls import KeyButton
from nlp.domain import EventKind, Severity
from tests.builders import a_finding

UNRELATED = replace(a_finding(Severity.STOP), exception="the two conditions are unrelated")


def pressed(qtbot, reviewed, words: str) -> None:
    reviewed.page.open_tab(Tab.FINDINGS)
    button = next(b for b in reviewed.page.codes.findChildren(KeyButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def acknowledged(reviewed) -> list[str]:
    ledger = reviewed.casework._ledger
    return [str(e.body["reason"]) for e in ledger.events(kinds=(EventKind.ACKNOWLEDGED,))]


def test_the_exception_is_written_down_by_its_button(qtbot, reviewed) -> None:
    reviewed.casework.findings_now = (UNRELATED,)
    reviewed.page.presenter.accept("s-E11.22")
    pressed(qtbot, reviewed, "Unrelated: keep both")
    assert acknowledged(reviewed) == ["the two conditions are unrelated"]


def test_it_can_be_taken_back_by_its_button(qtbot, reviewed) -> None:
    reviewed.casework.findings_now = (replace(UNRELATED, severity=Severity.WARNING, is_acknowledged=True),)
    reviewed.page.presenter.accept("s-E11.22")
    pressed(qtbot, reviewed, "Take back: related")
    assert acknowledged(reviewed) == [""]


def test_a_rule_without_exception_offers_none(reviewed) -> None:
    reviewed.casework.findings_now = (a_finding(Severity.STOP),)
    reviewed.page.presenter.accept("s-E11.22")
    reviewed.page.open_tab(Tab.FINDINGS)
    words = {b.text() for b in reviewed.page.codes.findChildren(KeyButton)}
    assert not words & {"Unrelated: keep both", "Take back: related"}


def test_lists_without_content_are_told_of_and_stay_closed(reviewed) -> None:
    reviewed.page.slots()[Command.TAB_QUERIES]()
    assert reviewed.page.codes.tab is Tab.SUGGESTED
    assert [n.text for n in reviewed.heard][-1:] == ["No queries on this note."]


def test_findings_open_by_their_command(reviewed) -> None:
    reviewed.casework.findings_now = (UNRELATED,)
    reviewed.page.presenter.accept("s-E11.22")
    reviewed.page.slots()[Command.TAB_FINDINGS]()
    assert reviewed.page.codes.tab is Tab.FINDINGS
