# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The page by keyboard: real keys in, decisions in the audit file and words on the screen out."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.review.book_block import BookRow, WordButton
from desktop.ui.review.rows import AcceptedRow, NotCodedRow, SuggestionRow
from desktop.ui.review.tab_strip import Tab
from desktop.ui.review.wording import local_time
from desktop.ui.shell.actions import Command
from desktop.ui.shell.controls import KeyButton
from desktop.ui.shell.layout_rows import LayoutRow
from nlp.domain import ChainReport, RejectReason, Setting, Severity, Verdict
from nlp.errors import E, KnownError
from tests.builders import TEXT, a_finding, a_query, a_span

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


def press(window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def type_words(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def chosen_code(window) -> str:
    match window.page.codes.chosen:
        case SuggestionRow() as row:
            return row.suggestion.code
        case AcceptedRow() as row:
            return row.decision.code
        case NotCodedRow() as row:
            return row.item.code
        case _:
            return ""


def stored(window):
    """What the audit file holds, asked anew."""
    return window.casework.review_of(window.page.presenter.coded)


def test_a_note_opens_at_its_beginning_with_the_first_suggestion_chosen(opened):
    assert opened.page.column.note.toPlainText() == TEXT
    assert opened.page.column.note.verticalScrollBar().value() == 0
    assert chosen_code(opened) == "E11.621"
    assert opened.page.codes.tabs.count(Tab.SUGGESTED) == 12
    assert opened.page.codes.tabs.count(Tab.NOT_CODED) == 9


def test_the_list_has_the_focus_once_a_note_is_open(opened):
    assert QApplication.focusWidget() is opened.page.codes.code_list(Tab.SUGGESTED)


def test_esc_in_the_encounter_bar_goes_back_to_the_list(opened):
    opened.page.encounter_bar.switch.button(Setting.OUTPATIENT).setFocus()
    press(opened, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is opened.page.codes.code_list(Tab.SUGGESTED)


def test_j_and_k_move(opened):
    press(opened, Qt.Key.Key_J)
    press(opened, Qt.Key.Key_J)
    assert chosen_code(opened) == "E11.22"
    press(opened, Qt.Key.Key_K)
    assert chosen_code(opened) == "L97.522"


def test_arrows_move_as_well(opened):
    press(opened, Qt.Key.Key_Down)
    assert chosen_code(opened) == "L97.522"
    press(opened, Qt.Key.Key_Up)
    assert chosen_code(opened) == "E11.621"


def test_a_accepts_and_goes_on_to_the_next(opened):
    press(opened, Qt.Key.Key_A)
    assert [d.code for d in stored(opened).accepted] == ["E11.621"]
    assert chosen_code(opened) == "L97.522"
    assert opened.page.column.legend.counts == (11, 1, 0, 9)


def test_r_asks_and_a_digit_answers(opened):
    press(opened, Qt.Key.Key_R)
    assert opened.page.popover.isVisible()
    assert opened.page.popover.title == "Why reject E11.621?"
    press(opened, Qt.Key.Key_3)
    assert not opened.page.popover.isVisible()
    assert [(d.code, d.reason) for d in stored(opened).rejected] == [("E11.621", RejectReason.PART_OF_ANOTHER)]


def test_enter_takes_the_first_reason(opened):
    press(opened, Qt.Key.Key_R)
    press(opened, Qt.Key.Key_Return)
    assert [d.reason for d in stored(opened).rejected] == [RejectReason.NOT_SUPPORTED]
    assert not stored(opened).is_finished


def test_a_comment_goes_with_the_reason(opened):
    press(opened, Qt.Key.Key_R)
    press(opened, Qt.Key.Key_Tab)
    type_words("stage 1 only")
    press(opened, Qt.Key.Key_Return)
    assert [d.comment for d in stored(opened).rejected] == ["stage 1 only"]


def test_esc_leaves_the_question_and_nothing_is_decided(opened):
    press(opened, Qt.Key.Key_R)
    press(opened, Qt.Key.Key_Escape)
    assert not opened.page.popover.isVisible()
    assert stored(opened).decisions == ()
    press(opened, Qt.Key.Key_J)
    assert chosen_code(opened) == "L97.522"


def test_letters_do_nothing_behind_the_question(opened):
    press(opened, Qt.Key.Key_R)
    press(opened, Qt.Key.Key_A)
    assert stored(opened).decisions == ()


def test_u_takes_back_and_shift_u_decides_again(opened):
    press(opened, Qt.Key.Key_A)
    press(opened, Qt.Key.Key_U)
    assert stored(opened).accepted == ()
    assert opened.heard[-1].text == "Undone: E11.621 is open again. Redo Shift+U"
    press(opened, Qt.Key.Key_U, _SHIFT)
    assert [d.code for d in stored(opened).accepted] == ["E11.621"]


def test_r_withdraws_what_is_accepted(reviewed):
    press(reviewed, Qt.Key.Key_2, _CONTROL)
    assert chosen_code(reviewed) == "E11.621"
    press(reviewed, Qt.Key.Key_R)
    assert [d.code for d in stored(reviewed).accepted] == ["L97.522", "I12.9"]


def test_delete_withdraws_in_the_accepted_list(reviewed):
    press(reviewed, Qt.Key.Key_2, _CONTROL)
    press(reviewed, Qt.Key.Key_Delete)
    assert [d.code for d in stored(reviewed).accepted] == ["L97.522", "I12.9"]


def test_o_overrules_a_mention_not_coded(opened):
    press(opened, Qt.Key.Key_3, _CONTROL)
    assert chosen_code(opened) == "M72.2"
    press(opened, Qt.Key.Key_O)
    decision = stored(opened).decision_on("M72.2")
    assert decision is not None
    assert (decision.verdict, decision.subject, decision.quote) == (Verdict.ADD, "n-M72.2", "plantar fasciitis")
    assert opened.page.codes.tabs.count(Tab.NOT_CODED) == 8


def test_keys_work_while_the_focus_is_in_the_note(opened):
    opened.page.column.note.setFocus()
    press(opened, Qt.Key.Key_A)
    assert [d.code for d in stored(opened).accepted] == ["E11.621"]


def test_control_z_takes_back_while_the_focus_is_in_the_note(opened):
    opened.page.column.note.setFocus()
    press(opened, Qt.Key.Key_A)
    press(opened, Qt.Key.Key_Z, _CONTROL)
    assert stored(opened).accepted == ()


def test_control_c_copies_the_selected_words(opened):
    note = opened.page.column.note
    note.setFocus()
    note.setTextCursor(note.code_point_cursor(a_span("Tender medial heel")))
    press(opened, Qt.Key.Key_C, _CONTROL)
    assert QApplication.clipboard().text() == "Tender medial heel"


def test_letters_are_only_typed_in_text_fields(opened):
    press(opened, Qt.Key.Key_Slash)
    type_words("ar")
    assert opened.page.encounter_bar.search.text() == "ar"
    assert stored(opened).decisions == ()


def test_slash_finds_a_code_and_enter_adds_it_with_the_selected_words(opened):
    note = opened.page.column.note
    note.setTextCursor(note.code_point_cursor(a_span("Tender medial heel")))
    press(opened, Qt.Key.Key_Slash)
    type_words("M79.671")
    press(opened, Qt.Key.Key_Return)
    decision = stored(opened).decision_on("M79.671")
    assert decision is not None
    assert (decision.verdict, decision.title, decision.quote) == (
        Verdict.ADD,
        "Pain in right foot",
        "Tender medial heel",
    )


def test_enter_on_an_incomplete_code_opens_what_stands_beneath(opened):
    press(opened, Qt.Key.Key_Slash)
    type_words("E11.6")
    search = opened.page.encounter_bar.search
    assert not search.results[0].billable
    press(opened, Qt.Key.Key_Return)
    assert search.text() == search.results[0].code
    assert stored(opened).decisions == ()


def test_adding_a_suggested_code_accepts_the_suggestion(opened):
    opened.page.add_code("E11.42")
    decision = stored(opened).decision_on("E11.42")
    assert decision is not None
    assert (decision.verdict, decision.subject) == (Verdict.ACCEPT, "s-E11.42")


def test_enter_finishes_and_the_pane_tells_what_was_written(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    assert stored(reviewed).is_finished
    pane = reviewed.page.finished_pane
    assert pane.isVisible()
    counts = "3 codes in order, 1 rejected with a reason, 8 left open, 9 not coded."
    entry = reviewed.casework.head()[0]
    assert pane.words == f"{counts} {written_words(entry)}; the chain is intact."


def written_words(entry: int) -> str:
    return f"Written to the ledger as entry {entry} on 12 Mar 2026 at {local_time('2026-03-12T10:02:00Z')}"


def test_a_finished_note_tells_its_entry_also_when_it_is_opened_later(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_Return)
    entry = reviewed.casework.head()[0]
    with qtbot.waitSignal(reviewed.page.presenter.review_changed, timeout=5000):
        reviewed.page.presenter.open_note(Path("/notes/N-0412.txt"))
    assert f"{written_words(entry)}; the chain is intact." in reviewed.page.finished_pane.words


def test_a_broken_chain_is_not_called_intact(reviewed, monkeypatch):
    monkeypatch.setattr(reviewed.casework, "verify_tail", lambda: ChainReport(entries=6, head="", first_broken=2))
    press(reviewed, Qt.Key.Key_Return)
    assert reviewed.page.finished_pane.words.endswith("; the chain is broken.")


def test_a_note_just_opened_begins_at_its_first_row(qtbot, opened):
    for _ in range(3):
        press(opened, Qt.Key.Key_J)
    press(opened, Qt.Key.Key_3, _CONTROL)
    with qtbot.waitSignal(opened.page.presenter.review_changed, timeout=5000):
        opened.page.presenter.open_note(Path("/notes/N-0500.txt"))
    assert opened.page.codes.tab is Tab.SUGGESTED
    assert chosen_code(opened) == "E11.621"


def test_the_reasons_say_what_the_book_prints_for_the_code(opened):
    reasons = opened.page.why.reasons
    assert reasons is not None
    assert (reasons.book[0].kind, reasons.book[0].owner) == ("Use additional", "")
    assert reasons.book[0].whole.text == "code to identify site of ulcer (L97.4-, L97.5-)"
    excluded = next(line for line in reasons.book if line.kind == "Excludes1")
    assert excluded.owner == "from E11"
    rows = opened.page.why.findChildren(BookRow)
    row = next(r for r in rows if r.accessibleName().startswith("Excludes1 from E11"))
    more = row.findChild(WordButton)
    more.click()
    assert row.words == excluded.whole.text
    assert QApplication.focusWidget() is row


def test_enter_on_a_finished_note_asks_for_the_next(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_Return)
    with qtbot.waitSignal(reviewed.page.presenter.next_wanted, timeout=500):
        press(reviewed, Qt.Key.Key_Return)


def test_shift_enter_reopens(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    press(reviewed, Qt.Key.Key_Return, _SHIFT)
    assert not stored(reviewed).is_finished
    assert reviewed.page.column.isVisible()
    press(reviewed, Qt.Key.Key_A)
    assert len(stored(reviewed).accepted) == 4


def test_nothing_can_be_decided_on_a_finished_note(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_O):
        press(reviewed, key)
    assert len(stored(reviewed).decisions) == 4
    assert Command.ACCEPT not in reviewed.page.able()


def test_the_visit_of_a_finished_note_stays(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    reviewed.page.encounter_bar.switch.button(Setting.INPATIENT).click()
    assert reviewed.page.encounter_bar.encounter.setting is Setting.OUTPATIENT
    assert reviewed.heard[-1].text == "This note is finished. Reopen it first (Shift+Enter)."


def test_a_hard_stop_refuses_to_finish_and_shows_the_findings(reviewed, monkeypatch):
    reviewed.casework.findings_now = (a_finding(Severity.STOP),)
    press(reviewed, Qt.Key.Key_A)
    refusal = KnownError(E.FINISH_REFUSED, count=1, message=a_finding().message)
    monkeypatch.setattr(reviewed.casework, "finish", lambda _coded: (_ for _ in ()).throw(refusal))
    press(reviewed, Qt.Key.Key_Return)
    assert reviewed.page.strip.words.startswith("Not finished: 1")
    assert reviewed.page.codes.tab is Tab.FINDINGS
    press(reviewed, Qt.Key.Key_Return)  # pressed again it must not press a button of the card
    assert not stored(reviewed).is_finished
    assert len(stored(reviewed).accepted) == 4


def test_a_finding_offers_to_withdraw_its_codes(qtbot, reviewed):
    reviewed.casework.findings_now = (replace(a_finding(), codes=("R73.9", "E11.22")),)
    reviewed.page.presenter.accept("s-E11.22")
    reviewed.page.open_tab(Tab.FINDINGS)
    buttons = [b for b in reviewed.page.codes.findChildren(KeyButton) if b.text() == "Withdraw E11.22"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert "E11.22" not in {d.code for d in stored(reviewed).accepted}


def test_queries_have_a_tab_only_where_there_are_any(qtbot, window):
    window.casework.queries = (a_query(),)
    with qtbot.waitSignal(window.page.presenter.review_changed, timeout=5000):
        window.page.presenter.open_note(Path("/notes/N-0412.txt"))
    assert window.page.codes.tabs.count(Tab.QUERIES) == 1
    assert window.page.codes.tabs.count(Tab.FINDINGS) == 0


def test_a_failed_write_changes_nothing_on_the_screen_and_says_why(opened, monkeypatch):
    full = KnownError(E.AUDIT_DISK_FULL)
    monkeypatch.setattr(opened.casework, "decide", lambda *_a, **_k: (_ for _ in ()).throw(full))
    press(opened, Qt.Key.Key_A)
    assert chosen_code(opened) == "E11.621"
    assert opened.page.column.legend.counts[1] == 0
    assert opened.heard[-1].number == 305


def test_another_setting_codes_again_and_says_what_moved(qtbot, opened):
    with qtbot.waitSignal(opened.page.presenter.moved, timeout=5000) as told:
        opened.page.encounter_bar.switch.button(Setting.INPATIENT).click()
    assert told.args == ["Inpatient: 0 moved in, 1 out (M79.672)."]
    assert opened.page.strip.words == told.args[0]
    assert opened.casework.remembered_encounter(opened.page.presenter.coded.note.id).setting is Setting.INPATIENT
    press(opened, Qt.Key.Key_Escape)
    assert not opened.page.strip.isVisible()


def test_a_visit_that_cannot_be_coded_is_refused_and_the_bar_shows_the_old_one(qtbot, opened, monkeypatch):
    refusal = KnownError(E.NOTE_VANISHED, name="N-0412.txt")
    monkeypatch.setattr(opened.casework, "read_and_code", lambda *_: (_ for _ in ()).throw(refusal))
    with qtbot.waitSignal(opened.page.presenter.encounter_refused, timeout=5000):
        opened.page.encounter_bar.switch.button(Setting.INPATIENT).click()
    assert opened.page.encounter_bar.encounter.setting is Setting.OUTPATIENT
    assert opened.heard[-1].number == 101
    assert chosen_code(opened) == "E11.621"


def test_the_strip_does_not_move_the_words_on_the_screen(qtbot, opened):
    note = opened.page.column.note

    def on_screen() -> int:
        return note.viewport().mapToGlobal(note.cursorRect(note.code_point_cursor(a_span("denies"))).topLeft()).y()

    before = on_screen()
    with qtbot.waitSignal(opened.page.presenter.moved, timeout=5000):
        opened.page.encounter_bar.switch.button(Setting.INPATIENT).click()
    assert on_screen() == before
    press(opened, Qt.Key.Key_Escape)
    assert on_screen() == before


def test_a_visit_set_by_the_person_is_remembered_when_the_note_is_opened_again(qtbot, opened):
    with qtbot.waitSignal(opened.page.presenter.moved, timeout=5000):
        opened.page.encounter_bar.switch.button(Setting.INPATIENT).click()
    with qtbot.waitSignal(opened.page.presenter.case_opened, timeout=5000):
        opened.page.presenter.open_note(Path("/notes/N-0412.txt"))
    assert opened.page.encounter_bar.encounter.setting is Setting.INPATIENT


def test_a_result_that_came_too_late_is_dropped(qtbot, window):
    presenter = window.page.presenter
    opened_names = []
    presenter.case_opened.connect(lambda coded: opened_names.append(coded.note.name))
    presenter.open_note(Path("/notes/first.txt"))
    with qtbot.waitSignal(presenter.case_opened, timeout=5000):
        presenter.open_note(Path("/notes/second.txt"))
    assert opened_names == ["second.txt"]


def test_reading_says_so_and_offers_nothing(qtbot, opened):
    opened.casework.gate.clear()
    opened.page.presenter.open_note(Path("/notes/N-0414.txt"))
    assert opened.page.able() == frozenset()
    qtbot.waitUntil(lambda: opened.page.column.said == "Reading N-0414", timeout=5000)
    assert opened.page.codes.tabs.count(Tab.SUGGESTED) == 0
    with qtbot.waitSignal(opened.page.presenter.case_opened, timeout=5000):
        opened.casework.gate.set()
    assert opened.page.column.said == ""
    assert QApplication.focusWidget() is opened.page.codes.code_list(Tab.SUGGESTED)


def test_a_note_that_is_read_at_once_does_not_flicker(qtbot, opened):
    said = []
    with qtbot.waitSignal(opened.page.presenter.case_opened, timeout=5000):
        opened.page.presenter.open_note(Path("/notes/N-0414.txt"))
        said.append(opened.page.column.said)
    assert said == [""]


def test_a_file_that_cannot_be_read_says_why(qtbot, window, monkeypatch):
    gone = KnownError(E.NOTE_VANISHED, name="N-0415.txt")
    monkeypatch.setattr(window.casework, "read_and_code", lambda *_: (_ for _ in ()).throw(gone))
    with qtbot.waitSignal(window.page.presenter.reading_refused, timeout=5000):
        window.page.presenter.open_note(Path("/notes/N-0415.txt"))
    assert window.page.column.said == "This note cannot be shown"


def test_a_changed_file_is_recognised(qtbot, reviewed):
    reviewed.casework.text = "ASSESSMENT: nothing new.\n"
    with qtbot.waitSignal(reviewed.page.presenter.change_found, timeout=5000):
        reviewed.page.presenter.open_note(Path("/notes/N-0412.txt"))
    assert reviewed.page.strip.words.startswith("This file has changed since it was reviewed on 12 Mar 2026.")


def test_nothing_to_suggest_says_where_to_look(qtbot, window):
    window.casework.text = "Nothing of note.\n"
    with qtbot.waitSignal(window.page.presenter.review_changed, timeout=5000):
        window.page.presenter.open_note(Path("/notes/N-0419.txt"))
    words = window.page.codes.code_list(Tab.SUGGESTED).accessibleDescription()
    assert words.startswith("Nothing to suggest.")
    assert Command.ACCEPT not in window.page.able()


def test_a_click_on_a_mark_chooses_its_code_without_moving_the_note(qtbot, opened):
    note = opened.page.column.note
    cursor = note.code_point_cursor(a_span("diabetic polyneuropathy"))
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(note.viewport(), Qt.MouseButton.LeftButton, pos=note.cursorRect(cursor).center())
    assert chosen_code(opened) == "E11.42"
    assert note.verticalScrollBar().value() == 0


def test_a_click_on_a_mention_not_coded_opens_its_list(qtbot, opened):
    note = opened.page.column.note
    cursor = note.code_point_cursor(a_span("retinopathy"))
    cursor.setPosition(cursor.selectionStart() + 1)
    qtbot.mouseClick(note.viewport(), Qt.MouseButton.LeftButton, pos=note.cursorRect(cursor).center())
    assert opened.page.codes.tab is Tab.NOT_CODED
    assert chosen_code(opened) == "E11.319"


def test_space_unfolds_what_is_decided(reviewed):
    reviewed.page.codes.focus_list()
    press(reviewed, Qt.Key.Key_Space)
    rows = reviewed.page.codes.code_list(Tab.SUGGESTED).rows
    assert sum(isinstance(r, SuggestionRow) for r in rows) == 12


def test_h_hides_the_lines_of_what_was_not_coded(opened):
    note = opened.page.column.note
    assert note.marks_at(a_span("fever").start)
    press(opened, Qt.Key.Key_H)
    assert not note.marks_at(a_span("fever").start)


def test_control_f_finds_in_the_note_and_esc_returns(opened):
    press(opened, Qt.Key.Key_F, _CONTROL)
    type_words("diab")
    bar = opened.page.column.find_bar
    assert bar.count_words == "1 of 5"
    press(opened, Qt.Key.Key_Return)
    assert bar.count_words == "2 of 5"
    press(opened, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not opened.page.column.note.extraSelections()
    assert not stored(opened).is_finished


def test_backspace_returns_to_where_one_was_reading(opened):
    for _ in range(8):
        press(opened, Qt.Key.Key_J)
    opened.page.codes.choose("s-E78.5")
    bar = opened.page.column.note.verticalScrollBar()
    assert bar.value() > 0
    press(opened, Qt.Key.Key_Backspace)
    assert bar.value() == 0


def test_control_plus_makes_the_words_larger(opened):
    press(opened, Qt.Key.Key_Plus, _CONTROL)
    assert opened.page.column.note.text_size == 16


@pytest.mark.parametrize(
    ("row", "has_why", "has_note", "has_codes"),
    [
        (LayoutRow.FOUR, True, True, True),
        (LayoutRow.THREE, True, True, True),
        (LayoutRow.TWO, True, True, True),
        (LayoutRow.COMPACT, False, True, True),
        (LayoutRow.ONE, False, False, True),
    ],
)
def test_each_width_shows_its_parts(opened, row, has_why, has_note, has_codes):
    page = opened.page
    page.set_layout_row(row)
    assert (page.why.isVisible(), page.column.isVisible(), page.codes.isVisible()) == (has_why, has_note, has_codes)


def test_w_swaps_list_and_reasons_in_a_narrow_window(opened):
    page = opened.page
    page.set_layout_row(LayoutRow.COMPACT)
    press(opened, Qt.Key.Key_W)
    assert page.why.isVisible()
    assert not page.codes.code_list(Tab.SUGGESTED).isVisible()
    press(opened, Qt.Key.Key_W)
    assert page.codes.code_list(Tab.SUGGESTED).isVisible()


def test_a_dragged_column_keeps_its_width_until_it_is_reset(opened):
    page = opened.page
    page.set_layout_row(LayoutRow.THREE)
    designed = page.codes.width()
    page._splitter.setSizes([page.width() - 520, 520, 0])
    page._splitter.splitterMoved.emit(0, 1)
    page.set_layout_row(LayoutRow.TWO)
    page.set_layout_row(LayoutRow.THREE)
    assert abs(page.codes.width() - 520) <= 2
    page._splitter.reset.emit()
    assert page.codes.width() == designed


def test_a_change_of_theme_reaches_every_ground(reviewed):
    for name in ("dark", "light", "contrast"):
        reviewed.themes.choose(name)
        theme = reviewed.themes.theme
        note, codes = reviewed.page.column.note, reviewed.page.codes.code_list(Tab.SUGGESTED)
        for pane, role in ((note, "paper"), (codes, "panel"), (reviewed.page.why, "panel")):
            corner = pane.viewport().grab().toImage().pixelColor(2, pane.viewport().height() - 3)
            assert corner == theme.color(role), (name, role)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_state_paints_in_every_theme(reviewed, theme):
    reviewed.themes.choose(theme)
    page = reviewed.page
    for tab in (Tab.SUGGESTED, Tab.ACCEPTED, Tab.NOT_CODED):
        page.open_tab(tab)
        assert not reviewed.grab().isNull()
    press(reviewed, Qt.Key.Key_Return)
    assert not reviewed.grab().isNull()
