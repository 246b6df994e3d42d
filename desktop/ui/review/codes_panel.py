# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The codes column: tabs, the list that is open, the reasons beneath it, and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.review.action_bar import ActionBar, Offer
from desktop.ui.review.book_lines import book_lines
from desktop.ui.review.cards import CardList
from desktop.ui.review.code_list import CodeList
from desktop.ui.review.hairline_splitter import HairlineSplitter
from desktop.ui.review.presence_menu import PresenceMenu
from desktop.ui.review.rationale_pane import RationalePane
from desktop.ui.review.reasons import Reasons, reasons_for
from desktop.ui.review.rows import (
    AcceptedRow,
    NotCodedRow,
    Row,
    SuggestionRow,
    accepted_rows,
    not_coded_rows,
    suggestion_rows,
    waiting_not_coded,
)
from desktop.ui.review.tab_strip import Tab, TabStrip
from desktop.ui.review.wording import counted
from desktop.ui.shell.actions import Command
from desktop.ui.shell.controls import Ground
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Finding, Instruction, Note, Review, Severity

Instructions = Callable[[str], Sequence[Instruction]]
_NO_NOTE = Note(id="", text="", name="", source="")


class CodesPanel(Ground):
    """Shows one review; what is chosen in its lists is what the commands are about."""

    row_chosen = Signal(object)  # Row or None
    command_given = Signal(object)  # Command
    withdraw_wanted = Signal(str)  # code
    acknowledge_wanted = Signal(object)  # Finding
    presence_chosen = Signal(str, object)  # code, Presence

    def __init__(self, themes: ThemeSource, why: RationalePane, instructions: Instructions) -> None:
        super().__init__(themes, "panel")
        self._instructions = instructions
        self._note = _NO_NOTE
        self._review: Review | None = None
        self._findings: tuple[Finding, ...] = ()
        self._is_unfolded = False
        self._is_filling = False
        self._is_dragged = False
        self._is_why_alone, self._is_why_shown = False, True
        self._tab = Tab.SUGGESTED
        self._why = why
        self.tabs = TabStrip(themes)
        self.bar = ActionBar(themes)
        self.presence_menu = PresenceMenu(self)
        self._lists = {tab: CodeList(themes, tab.value) for tab in (Tab.SUGGESTED, Tab.ACCEPTED, Tab.NOT_CODED)}
        self._cards = {tab: CardList(themes, tab.value) for tab in (Tab.FINDINGS, Tab.QUERIES)}
        self._stack = QStackedWidget()
        self.splitter = HairlineSplitter(themes, Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def tab(self) -> Tab:
        """The tab that is open."""
        return self._tab

    @property
    def chosen(self) -> Row | None:
        """The row that commands are about, or None."""
        current = self._lists.get(self._tab)
        return current.chosen if current else None

    def code_list(self, tab: Tab) -> CodeList:
        """Return the list of a tab."""
        return self._lists[tab]

    def begin_note(self) -> None:
        """Begin at the first suggestion: the review to come is of a note just opened."""
        self._is_unfolded = False
        self._is_filling = True
        for current in self._lists.values():
            current.forget_choice()
        self._is_filling = False
        self.open_tab(Tab.SUGGESTED)

    def show_review(self, note: Note, review: Review, findings: Sequence[Finding]) -> None:
        """Show a review; what was chosen stays, or the next takes its place."""
        self._note, self._review, self._findings = note, review, tuple(findings)
        self._say_when_empty(review)
        self._is_filling = True
        self._lists[Tab.SUGGESTED].show_rows(suggestion_rows(review, is_unfolded=self._is_unfolded))
        self._lists[Tab.ACCEPTED].show_rows(accepted_rows(review))
        self._lists[Tab.NOT_CODED].show_rows(not_coded_rows(review, note))
        self._is_filling = False
        self._cards[Tab.FINDINGS].show_findings(self._findings, frozenset(d.code for d in review.accepted))
        self._cards[Tab.QUERIES].show_queries(review.case.queries)
        self._show_counts(review)
        if self._tab in (Tab.FINDINGS, Tab.QUERIES) and not self.tabs.count(self._tab):
            self.open_tab(Tab.SUGGESTED)
        self._show_choice()

    def show_nothing(self) -> None:
        """Show no review: a note is being read, or cannot be."""
        self._review, self._note, self._findings = None, _NO_NOTE, ()
        self._is_filling = True
        for current in self._lists.values():
            current.say_when_empty("")
            current.show_rows(())
        self._is_filling = False
        self.tabs.show_counts({})
        self.open_tab(Tab.SUGGESTED)
        self._why.show_reasons(None)

    def open_tab(self, tab: Tab) -> None:
        """Open a list; its chosen row is what the commands are about now."""
        self._tab = tab
        self.tabs.choose(tab)
        shown: QWidget = self._lists[tab] if tab in self._lists else self._cards[tab]
        had_focus = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(shown)
        if had_focus:
            shown.setFocus()
        self._show_choice()

    def move(self, step: int) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Choose the next or previous row of the open list."""
        current = self._lists.get(self._tab)
        if current is not None:
            current.move(step)

    def choose(self, identity: str) -> None:
        """Choose a code wherever it stands, its tab with it; the open tab is asked first."""
        order = sorted(self._lists, key=lambda t: t is not self._tab)
        tab = next((t for t in order if self._lists[t].choose(identity)), None)
        if tab is None and self._open_fold(identity):
            tab = Tab.SUGGESTED
        if tab is not None and tab is not self._tab:
            self.open_tab(tab)

    def ask_presence(self) -> None:
        """Ask whether the chosen accepted code was present on admission."""
        row = self.chosen
        decision = self._review.decision_on(_code_of(row)) if self._review else None
        if decision is not None and isinstance(row, (SuggestionRow, AcceptedRow)) and row.presence:
            window = self.window()
            self.presence_menu.ask(decision.code, decision.poa, window.mapToGlobal(self.place_under_choice(window)))

    def focus_list(self) -> None:
        """Put the focus into the open list."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def place_under_choice(self, page: QWidget) -> QPoint:
        """Return the page's point at the right end beneath the chosen row."""
        current = self._lists.get(self._tab)
        if current is None:
            return self.mapTo(page, QPoint(self.width() - 16, 60))
        row = current.visualRect(current.currentIndex())
        return current.viewport().mapTo(page, QPoint(current.width() - 16, row.bottom() + 2))

    def take_why(self, *, is_alone: bool, is_shown: bool) -> None:
        """Take the reasons in beneath the list, or in its place where there is no room for both."""
        if self._why.parent() is not self.splitter:
            self.splitter.addWidget(self._why)
            self.share_height()
        self._is_why_alone, self._is_why_shown = is_alone, is_shown
        self._arrange()

    def share_height(self) -> None:
        """Give list and reasons their designed shares."""
        self._is_dragged = False
        why = round(self.height() * self._themes.theme.layout("why_share"))
        self.splitter.setSizes([max(1, self.splitter.height() - why), why])

    # --- inside -------------------------------------------------------------------------------------------------

    def _open_fold(self, identity: str) -> bool:
        """Unfold the decided suggestions if the code is among them."""
        if self._review is None or not any(s.id == identity for s in self._review.case.suggestions):
            return False
        if not self._is_unfolded:
            self._toggle_fold()
        return self._lists[Tab.SUGGESTED].choose(identity)

    def _toggle_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        if self._review is not None:
            self._lists[Tab.SUGGESTED].show_rows(suggestion_rows(self._review, is_unfolded=self._is_unfolded))
            if self._is_unfolded:
                self._lists[Tab.SUGGESTED].show_fold()

    def _take_choice(self, tab: Tab, _row: object) -> None:
        if tab is self._tab and not self._is_filling:
            self._show_choice()

    def _show_choice(self) -> None:
        row = self.chosen
        if self._review is not None:
            instead = self._instead(self._review) if row is None else ""
            self._why.show_reasons(self._reasons(row, self._review), instead)
        self._arrange()
        self.bar.show_offers(offers_for(self._tab, row, self._review, has_stops=self._has_stops()))
        self.row_chosen.emit(row)

    def _reasons(self, row: Row | None, review: Review) -> Reasons | None:
        reasons = reasons_for(row, review, self._note)
        if reasons is None:
            return None
        codes = {s.code for s in review.case.suggestions} | {d.code for d in review.accepted}
        codes -= {d.code for d in review.rejected}
        return replace(reasons, book=book_lines(reasons.code, self._instructions(reasons.code), codes))

    def _arrange(self) -> None:
        """Show list and reasons as the tab and the room want it."""
        if self._why.parent() is not self.splitter:
            self._stack.show()
            return
        shown = self._is_why_shown and self._tab in self._lists
        has_list = not (shown and self._is_why_alone)
        focus = QApplication.focusWidget() or self
        (self._stack if has_list else self._why).show()
        if not shown and (focus is self._why or self._why.isAncestorOf(focus)):
            self.focus_list()  # before the pane is hidden: Qt would choose some button
        elif not has_list and self._stack.isAncestorOf(focus):
            self._why.setFocus()
        self._why.setVisible(shown)
        self._stack.setVisible(has_list)

    def _instead(self, review: Review) -> str:
        if self._tab is Tab.SUGGESTED and review.case.suggestions:
            return "Look once more at what is accepted (Ctrl+2), then press Enter to finish."
        return "Nothing is chosen."

    def _say_when_empty(self, review: Review) -> None:
        number = len(waiting_not_coded(review))
        words = "Nothing to suggest. No mention was left out either. Find a code with “/”, or press Enter to finish."
        if number:
            were = "was" if number == 1 else "were"
            words = f"Nothing to suggest. {counted(number, 'mention')} {were} not coded; see why (Ctrl+3)."
        self._lists[Tab.SUGGESTED].say_when_empty(words)
        self._lists[Tab.ACCEPTED].say_when_empty("Nothing is accepted yet. A accepts the chosen suggestion.")
        self._lists[Tab.NOT_CODED].say_when_empty("No mention was left out.")

    def _show_counts(self, review: Review) -> None:
        counts = {
            Tab.SUGGESTED: len(review.open),
            Tab.ACCEPTED: len(review.accepted),
            Tab.NOT_CODED: len(waiting_not_coded(review)),
            Tab.FINDINGS: len(self._findings),
            Tab.QUERIES: len(review.case.queries),
        }
        self.tabs.show_counts(counts, stops=sum(1 for f in self._findings if f.severity is Severity.STOP))

    def _has_stops(self) -> bool:
        return any(f.severity is Severity.STOP for f in self._findings)

    def _lay_out(self) -> None:
        for widget in (*self._lists.values(), *self._cards.values()):
            self._stack.addWidget(widget)
        self.splitter.addWidget(self._stack)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.tabs.tab_chosen.connect(self.open_tab)
        self.splitter.reset.connect(self.share_height)
        self.splitter.splitterMoved.connect(self._keep_dragged)
        self.bar.command_given.connect(self.command_given)
        self.presence_menu.presence_chosen.connect(self.presence_chosen)
        for tab, current in self._lists.items():
            current.row_chosen.connect(partial(self._take_choice, tab))
            current.fold_toggled.connect(self._toggle_fold)
        self._lists[Tab.ACCEPTED].delete_pressed.connect(self._withdraw_chosen)
        self._cards[Tab.FINDINGS].withdraw_wanted.connect(self.withdraw_wanted)
        self._cards[Tab.FINDINGS].acknowledge_wanted.connect(self.acknowledge_wanted)

    def _withdraw_chosen(self) -> None:
        if isinstance(self.chosen, AcceptedRow):
            self.command_given.emit(Command.REJECT)

    def _keep_dragged(self, _place: int, _number: int) -> None:
        self._is_dragged = True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the shares of list and reasons, unless they were dragged."""
        super().resizeEvent(event)
        if not self._is_dragged:
            self.share_height()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show what is chosen."""
        super().showEvent(event)
        self._show_choice()


def offers_for(tab: Tab, row: Row | None, review: Review | None, *, has_stops: bool) -> tuple[Offer, ...]:
    """Return what can be done with the chosen row; finishing stands last and becomes the one primary at the end."""
    if review is None:
        return ()
    is_done = not review.open and bool(review.decisions) and not has_stops
    finish = Offer(words="Finish", command=Command.FINISH, is_primary=is_done and not isinstance(row, NotCodedRow))
    match row:
        case SuggestionRow() if review.decision_on(row.suggestion.code) is None:
            return (Offer(words="Accept", command=Command.ACCEPT, is_primary=True), _reject("Reject"), finish)
        case SuggestionRow() | AcceptedRow():
            presence = (Offer(words="POA…", command=Command.PRESENCE),) if row.presence else ()
            return (_reject("Withdraw"), *presence, finish)
        case NotCodedRow():
            return (Offer(words="Overrule", command=Command.OVERRULE, is_primary=True), finish)
        case _:
            return (finish,)


def _code_of(row: Row | None) -> str:
    """Return the code that a suggested or accepted row stands for, "" for others."""
    match row:
        case SuggestionRow():
            return row.suggestion.code
        case AcceptedRow():
            return row.decision.code
        case _:
            return ""


def _reject(words: str) -> Offer:
    return Offer(words=words, command=Command.REJECT)
