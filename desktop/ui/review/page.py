# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The review page: note, codes and reasons side by side, as the window's width allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.app.casework import Casework, CodedNote
from desktop.ui.review.abilities import able_commands
from desktop.ui.review.codes_panel import CodesPanel
from desktop.ui.review.encounter_bar import EncounterBar
from desktop.ui.review.finished_pane import FinishedPane
from desktop.ui.review.hairline_splitter import HairlineSplitter
from desktop.ui.review.note_column import NoteColumn
from desktop.ui.review.presenter import ReviewPresenter
from desktop.ui.review.rationale_pane import RationalePane
from desktop.ui.review.reject_popover import RejectPopover
from desktop.ui.review.rows import AcceptedRow, NotCodedRow, Row, SuggestionRow
from desktop.ui.review.tab_strip import Tab
from desktop.ui.review.why_column import WhyColumn
from desktop.ui.review.wording import note_title
from desktop.ui.shell.actions import Command
from desktop.ui.shell.banner import Banner
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.layout_rows import LayoutRow
from desktop.ui.shell.notices import Level, Notice, Notices
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Encounter, Review
from nlp.errors import KnownError

_SOON_MS = 150  # quicker than this, the word would only flicker
_LATE_MS = 2000


class ReviewPage(QWidget):
    """Lays the parts out and passes commands to the presenter; its slots bear the commands' names."""

    worklist_wanted = Signal()
    export_wanted = Signal()

    def __init__(
        self, casework: Casework, themes: ThemeSource, runner: JobRunner, commands: Commands, notices: Notices
    ) -> None:
        super().__init__()
        self._themes = themes
        self._casework = casework
        self._commands = commands
        self._notices = notices
        self.presenter = presenter = ReviewPresenter(casework, runner, notices)
        self._row = LayoutRow.THREE
        self._is_why_swapped, self._is_codes_shown, self._is_opening = False, True, False
        self._marked: tuple[str, ...] = ()  # what the note shows as chosen
        self._reading_name, self._next_name = "", ""
        self.encounter_bar = EncounterBar(themes, presenter.search)
        self.strip = Banner(themes)
        self.column = NoteColumn(themes, runner)
        self.why = RationalePane(themes)
        self.codes = CodesPanel(themes, self.why, casework.instructions)
        self.why_column = WhyColumn(themes)
        self.finished_pane = FinishedPane(themes)
        self.popover = RejectPopover(themes, self)
        self._splitter = HairlineSplitter(themes, Qt.Orientation.Horizontal)
        self._dragged: dict[LayoutRow, tuple[int, int]] = {}
        self._stack = QStackedWidget()
        self._late = QTimer(self)
        self._lay_out()
        self._connect()
        self.set_layout_row(LayoutRow.THREE)

    # --- commands -----------------------------------------------------------------------------------------------

    def slots(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the page does at each command."""
        return {
            Command.NEXT: lambda: self.codes.move(1),
            Command.PREVIOUS: lambda: self.codes.move(-1),
            Command.ACCEPT: self.accept,
            Command.REJECT: self.reject,
            Command.OVERRULE: self.overrule,
            Command.PRESENCE: self.codes.ask_presence,
            Command.WHY: self.toggle_why,
            Command.FINISH: self.presenter.finish,
            Command.REOPEN: self.presenter.reopen,
            Command.UNDO: self.presenter.undo,
            Command.REDO: self.presenter.redo,
            Command.FIND_CODE: self.encounter_bar.focus_search,
            **self.column.slots(),
            **{Command[f"TAB_{tab.name}"]: partial(self.open_tab, tab) for tab in Tab},
        }

    def able(self) -> frozenset[Command]:
        """Return the commands that can be given now."""
        return able_commands(self.slots(), self.presenter.review, self.codes.chosen)

    def accept(self) -> None:
        """Accept the chosen suggestion."""
        row = self._deciding()
        if isinstance(row, SuggestionRow) and not self._is_decided(row):
            self.presenter.accept(row.id)

    def reject(self) -> None:
        """Ask why the chosen suggestion is rejected, or withdraw what is decided."""
        row = self._deciding()
        if isinstance(row, AcceptedRow):
            self.presenter.withdraw(row.decision.code)
        elif isinstance(row, SuggestionRow) and self._is_decided(row):
            self.presenter.withdraw(row.suggestion.code)
        elif isinstance(row, SuggestionRow):
            self.popover.ask(row.id, row.suggestion.code, self.codes.place_under_choice(self))

    def overrule(self) -> None:
        """Code the chosen mention although the rules leave it out."""
        row = self._deciding()
        if isinstance(row, NotCodedRow):
            self.presenter.overrule(row.id)

    def add_code(self, code: str) -> None:
        """Add a code from the book; words selected in the note become its evidence."""
        self.presenter.add(code, self.column.note.selected_span())
        self.codes.focus_list()

    def toggle_why(self) -> None:
        """Show or hide the reasons; in a narrow window they take the list's place."""
        self._is_why_swapped = not self._is_why_swapped
        self._arrange_why()

    def open_tab(self, tab: Tab) -> None:
        """Open a list and go there; one that is empty and has no tab is only told of."""
        if not self.codes.tabs.offers(tab):
            self.presenter.told.emit(f"No {tab.value.lower()} on this note.")
            return
        if self._row is LayoutRow.ONE and not self._is_codes_shown:
            self.next_pane()
        self.codes.open_tab(tab)
        self.codes.focus_list()

    def next_pane(self) -> None:
        """Move the focus between note and codes; where only one has room, swap them."""
        if self._row is LayoutRow.ONE:
            self._is_codes_shown = not self._is_codes_shown
            self._arrange_panes()
            is_note_next = not self._is_codes_shown
        else:
            focus = QApplication.focusWidget()
            is_note_next = focus is None or not self.column.isAncestorOf(focus)
        if is_note_next:
            self.column.note.setFocus()
        else:
            self.codes.focus_list()

    # --- what is shown ------------------------------------------------------------------------------------------

    def set_layout_row(self, row: LayoutRow) -> None:
        """Lay the parts out for a width of the window."""
        self._row = row
        self._is_why_swapped, self._is_codes_shown = False, True
        self.column.note.set_slim(row in (LayoutRow.COMPACT, LayoutRow.ONE))
        self._arrange_why()
        self._arrange_panes()

    def set_next_name(self, name: str) -> None:
        """Say which note follows, "" at the end of the list."""
        self._next_name = name

    def show_reading(self, name: str) -> None:
        """Say that a note is being read, once that takes long enough to be noticed."""
        self._set_strip(None)
        self.popover.close_popover()
        self._reading_name = name
        self._late.start(_SOON_MS)
        self._tell_commands()

    def show_refusal(self, error: KnownError) -> None:
        """Say why a note cannot be shown."""
        self._late.stop()
        self._stack.setCurrentIndex(0)
        self.column.say("This note cannot be shown", str(error))
        self.codes.show_nothing()
        self.encounter_bar.show_reading(self._reading_name)
        self._tell_commands()

    def show_case(self, coded: CodedNote) -> None:
        """Show another note from its beginning."""
        self._late.stop()
        self._set_strip(None)
        review = self.presenter.review
        if review is None:
            return
        self._is_opening = True
        self.column.show_note(coded.note, review)
        self.column.look_around(Path(coded.note.source), coded.note, coded.case.encounter.date_of_service)
        self.codes.begin_note()
        self.encounter_bar.show_note(coded.note.name, coded.kind, self._casework.edition_name, coded.case.encounter)

    def show_review(self, review: Review) -> None:
        """Show how the case stands."""
        coded = self.presenter.coded
        if coded is None:
            return
        self._set_strip(None)
        self.column.show_review(review)
        self.codes.show_review(coded.note, review, self.presenter.findings)
        self.encounter_bar.show_note(coded.note.name, coded.kind, self._casework.edition_name, review.encounter)
        if review.is_finished:
            self.finished_pane.show_review(review, coded.note.name, self.presenter.finish_place, self._next_name)
        was_finished = self._stack.currentIndex() == 1
        self._stack.setCurrentIndex(1 if review.is_finished else 0)
        self._place_focus(is_other_pane=was_finished != review.is_finished)
        self._tell_commands()

    def _place_focus(self, *, is_other_pane: bool) -> None:
        """Begin in the list of a note just opened; never take the focus from another part of the window."""
        focus = QApplication.focusWidget()
        is_ours = focus is None or self.isAncestorOf(focus) or self.encounter_bar.isAncestorOf(focus)
        if is_ours and (self._is_opening or is_other_pane or focus is None):
            self._focus_main()
        self._is_opening = False

    def _focus_main(self) -> None:
        if self._stack.currentIndex() == 1:
            self.finished_pane.setFocus()
        else:
            self.codes.focus_list()

    def _leave_bar(self) -> None:
        self._set_strip(None)
        self._focus_main()

    def _show_marks_of(self, row: Row | None) -> None:
        ids = (row.id,) if row is not None else ()
        is_new = ids != self._marked
        self._marked = ids
        self.column.note.choose(ids, reveal=is_new and not self._is_opening)
        self._tell_commands()

    def _say(self, level: Level, words: str) -> None:
        self._set_strip(Notice(text=words, level=level))

    def _refuse_finish(self, words: str) -> None:
        self._say(Level.STOP, words)
        self.codes.open_tab(Tab.FINDINGS)

    def _say_reading(self) -> None:
        title = f"Reading {note_title(self._reading_name)}"
        if self.column.said == title:
            self.column.say(title, "Long notes take a moment. You can go on with any note that is ready.")
            return
        self._stack.setCurrentIndex(0)
        self.column.say(title)
        self.codes.show_nothing()
        self.encounter_bar.show_reading(self._reading_name)
        self._late.start(_LATE_MS)

    def _set_strip(self, notice: Notice | None) -> None:
        """Show or take away the strip; the words of the note stay where they are on the screen."""
        before = self.strip.isVisibleTo(self)
        height = self.strip.height() if before else 0
        if notice is None:
            self.strip.hide()
        else:
            self.strip.show_notice(notice)
        if self.strip.isVisibleTo(self) != before:
            self.layout().activate()  # pyright: ignore[reportOptionalMemberAccess]
            shift = self.strip.height() if not before else -height
            bar = self.column.note.verticalScrollBar()
            bar.setValue(bar.value() + shift)

    def _deciding(self) -> Row | None:
        review = self.presenter.review
        is_open = review is not None and not review.is_finished and not self.presenter.is_busy
        return self.codes.chosen if is_open and not self.popover.isVisible() else None

    def _is_decided(self, row: SuggestionRow) -> bool:
        review = self.presenter.review
        return review is not None and review.decision_on(row.suggestion.code) is not None

    def _tell_commands(self) -> None:
        """Let exactly those commands be given that would do something now."""
        able = self.able()
        is_decided = Command.REJECT in able and Command.ACCEPT not in able
        self._commands.rename(Command.REJECT, *(("Withdraw", "withdraw") if is_decided else ("Reject…", "reject")))
        self._commands.set_enabled([c for c in self.slots() if c not in able], False)
        self._commands.set_enabled(able, True)

    # --- layout -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close the strip on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.strip.isVisible():
            self._set_strip(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the columns' widths."""
        super().resizeEvent(event)
        self._size_columns()

    def _arrange_why(self) -> None:
        """Put the reasons beside, beneath or in the place of the list."""
        beside = self._row is LayoutRow.FOUR
        narrow = self._row in (LayoutRow.COMPACT, LayoutRow.ONE)
        self.why_column.setVisible(beside and not self._is_why_swapped)
        if beside:
            self.why_column.take(self.why)
        else:
            self.codes.take_why(is_alone=narrow, is_shown=self._is_why_swapped if narrow else not self._is_why_swapped)
        self._size_columns()

    def _arrange_panes(self) -> None:
        one = self._row is LayoutRow.ONE
        self.column.setVisible(not one or not self._is_codes_shown)
        self.codes.setVisible(not one or self._is_codes_shown)
        self._size_columns()

    def _size_columns(self) -> None:
        codes, why = self._dragged.get(self._row, self._designed_widths())
        why = why if self.why_column.isVisibleTo(self) else 0
        self._splitter.setSizes([max(1, self.width() - codes - why), codes, why])
        self.encounter_bar.set_search_width(min(self._themes.theme.size("codes"), codes) - 36)

    def _designed_widths(self) -> tuple[int, int]:
        theme = self._themes.theme
        codes = {LayoutRow.TWO: 432, LayoutRow.COMPACT: 408}.get(self._row, theme.size("codes"))
        return codes, theme.size("rationale_column")

    def _keep_dragged(self, _place: int, _number: int) -> None:
        _, codes, why = self._splitter.sizes()
        self._dragged[self._row] = (codes, why or self._designed_widths()[1])

    def _forget_dragged(self) -> None:
        self._dragged.pop(self._row, None)
        self._size_columns()

    def _lay_out(self) -> None:
        for part, stretch in ((self.column, 1), (self.codes, 0), (self.why_column, 0)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self.codes.setMinimumWidth(320)
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.finished_pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        self._late.setSingleShot(True)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.reading_started.connect(self.show_reading)
        presenter.reading_refused.connect(self.show_refusal)
        presenter.case_opened.connect(self.show_case)
        presenter.review_changed.connect(self.show_review)
        presenter.moved.connect(partial(self._say, Level.NOTE))
        presenter.change_found.connect(partial(self._say, Level.WARN))
        presenter.finish_refused.connect(self._refuse_finish)
        presenter.encounter_refused.connect(self._show_encounter)
        self.column.mark_clicked.connect(self.codes.choose)
        self.column.told.connect(self._notices.say)
        self.column.view_wanted.connect(self.next_pane)
        self.column.add_wanted.connect(self.encounter_bar.search_for)
        self.codes.row_chosen.connect(self._show_marks_of)
        self.codes.withdraw_wanted.connect(presenter.withdraw)
        self.codes.acknowledge_wanted.connect(presenter.acknowledge)
        self.codes.presence_chosen.connect(presenter.mark_presence)
        for giver in (self.codes, self.finished_pane):
            giver.command_given.connect(self._give)
        self._splitter.splitterMoved.connect(self._keep_dragged)
        self._splitter.reset.connect(self._forget_dragged)
        self.popover.reason_chosen.connect(presenter.reject)
        self.encounter_bar.encounter_changed.connect(presenter.change_encounter)
        self.encounter_bar.code_chosen.connect(self.add_code)
        self.encounter_bar.worklist_wanted.connect(self.worklist_wanted)
        self.encounter_bar.left.connect(self._leave_bar)
        presenter.told.connect(self._notices.say)
        self._late.timeout.connect(self._say_reading)
        for command, slot in self.slots().items():
            self._commands.listen(command, slot)
        self._tell_commands()

    def _give(self, command: Command) -> None:
        if command is Command.EXPORT:
            self.export_wanted.emit()
        else:
            self.slots()[command]()

    def _show_encounter(self, encounter: Encounter) -> None:
        coded = self.presenter.coded
        if coded is not None:
            self.encounter_bar.show_note(coded.note.name, coded.kind, self._casework.edition_name, encounter)
