# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Present on admission in the window: shown for stays only, changed with P and one letter, undone like any decision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.review.codes_panel import offers_for
from desktop.ui.review.rows import SuggestionRow, accepted_rows, spoken, suggestion_rows
from desktop.ui.review.tab_strip import Tab
from desktop.ui.shell.actions import Command
from nlp.domain import Presence, Setting, fold
from tests.builders import ENCOUNTER, a_case, a_decision, a_suggestion

STAY = replace(ENCOUNTER, setting=Setting.INPATIENT)


def a_stay_review(*, poa: str = "Y"):
    told = replace(a_suggestion("E11.22"), poa=Presence.YES)
    case = a_case(STAY, suggestions=(told, replace(a_suggestion("I12.9"), poa=Presence.NO)))
    return fold(case, [a_decision("E11.22", poa=poa)])


def test_lists_show_the_indicator_of_a_stay() -> None:
    review = a_stay_review()
    (waiting,) = [r for r in suggestion_rows(review) if isinstance(r, SuggestionRow)]
    accepted = accepted_rows(review)[1]
    assert (waiting.presence, accepted.presence) == ("POA N", "POA Y")
    assert "present on admission Y" in spoken(accepted)


@pytest.mark.parametrize(("poa", "words"), [("", "POA ?"), ("1", "POA exempt"), ("W", "POA W")])
def test_what_is_not_told_or_exempt_says_so(poa: str, words: str) -> None:
    assert accepted_rows(a_stay_review(poa=poa))[1].presence == words


def test_other_encounters_show_none() -> None:
    review = fold(a_case(), [a_decision("E11.22", poa="Y")])
    assert {r.presence for r in suggestion_rows(review) if isinstance(r, SuggestionRow)} == {""}
    assert accepted_rows(review)[1].presence == ""


@pytest.fixture
def stay(qtbot, opened):
    """The window with the builders' note as a stay, one code accepted and chosen."""
    presenter = opened.page.presenter
    with qtbot.waitSignal(presenter.moved, timeout=5000):
        presenter.change_encounter(STAY)
    presenter.accept("s-I12.9")
    opened.page.open_tab(Tab.ACCEPTED)
    return opened


def test_one_key_and_one_letter_tell_it(qtbot, stay) -> None:
    menu = stay.page.codes.presence_menu
    qtbot.keyClick(stay.page.codes.code_list(Tab.ACCEPTED), Qt.Key.Key_P)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu, timeout=2000)
    qtbot.keyClick(menu, Qt.Key.Key_N)
    assert not menu.isVisible()
    assert [d.poa for d in stay.page.presenter.review.accepted] == ["N"]


def test_the_button_stands_beside_withdraw_for_stays_only(stay) -> None:
    codes = stay.page.codes
    offers = offers_for(Tab.ACCEPTED, codes.chosen, stay.page.presenter.review, has_stops=False)
    assert Command.PRESENCE in [o.command for o in offers]
    office = fold(a_case(), [a_decision("E11.22")])
    offers = offers_for(Tab.ACCEPTED, accepted_rows(office)[1], office, has_stops=False)
    assert Command.PRESENCE not in [o.command for o in offers]


def test_the_standing_answer_is_checked_and_undo_brings_it_back(qtbot, stay) -> None:
    presenter = stay.page.presenter
    for presence in (Presence.YES, Presence.UNDETERMINED):
        presenter.mark_presence("I12.9", presence)
    stay.page.codes.ask_presence()
    menu = stay.page.codes.presence_menu
    assert [a.text()[1] for a in menu.actions() if a.isChecked()] == ["W"]
    menu.close()
    with qtbot.waitSignal(presenter.told) as told:
        presenter.undo()
    assert "earlier indicator (Y)" in told.args[0]
    presenter.withdraw("I12.9")
    assert presenter.review.accepted == ()


def test_the_command_is_able_only_where_it_does_something(qtbot, stay) -> None:
    page = stay.page
    assert Command.PRESENCE in page.able()
    page.open_tab(Tab.SUGGESTED)
    assert Command.PRESENCE not in page.able()  # an open suggestion is accepted first
    page.open_tab(Tab.ACCEPTED)
    with qtbot.waitSignal(page.presenter.moved, timeout=5000):
        page.presenter.change_encounter(ENCOUNTER)
    assert Command.PRESENCE not in page.able()


def test_the_reasons_say_what_the_person_said(stay) -> None:
    stay.page.presenter.mark_presence("I12.9", Presence.UNKNOWN)
    row = stay.page.codes.chosen
    from desktop.ui.review.reasons import reasons_for

    path = reasons_for(row, stay.page.presenter.review, stay.page.presenter.coded.note).path
    assert path[-1].statement == "You said: present on admission U."
