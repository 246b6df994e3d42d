# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note's column: legend, search in the note, the page itself, or word that it is being read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.app.copied_text import Passage, passages_at
from desktop.ui.review.document_tabs import DocumentTabs
from desktop.ui.review.find_bar import FindBar
from desktop.ui.review.highlights import Mark, MarkState, marks_of
from desktop.ui.review.legend import Legend
from desktop.ui.review.mark_stories import MarkStories, Story, plain_words
from desktop.ui.review.marks_here import MarksHere
from desktop.ui.review.note_menu import note_menu
from desktop.ui.review.note_pane import NotePane
from desktop.ui.review.paragraph import Paragraph
from desktop.ui.review.surroundings import NoteSurroundings, Surroundings
from desktop.ui.review.wording import copied_words
from desktop.ui.shell.actions import Command
from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Note, Review, Span

_VERY_LONG = 1_000_000  # characters: from there on, laying the page out takes longer than a blink
_SELECT_FIRST = "Select words in the note first, with the mouse or with Shift and the arrows."


class NoteColumn(Ground):
    """Everything between worklist and codes."""

    mark_clicked = Signal(str)
    told = Signal(str)  # what a command did or needs, in words
    view_wanted = Signal()  # where only one pane has room and it is another
    add_wanted = Signal(str)  # a code for the selected words

    def __init__(self, themes: ThemeSource, runner: JobRunner) -> None:
        super().__init__(themes, "paper")
        self._surroundings = NoteSurroundings(runner, self)
        self.note = NotePane(themes)
        self.legend = Legend(themes)
        self.find_bar = FindBar(themes, self.note)
        self.documents = DocumentTabs(themes)
        self.marks_here = MarksHere(themes, self)
        self._stories: MarkStories | None = None
        self._passages: tuple[Passage, ...] = ()
        self._waiting = _Waiting(themes)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.note)
        self._stack.addWidget(self._waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.legend, self.documents, self.find_bar):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._connect()

    # --- commands -----------------------------------------------------------------------------------------------

    def slots(self) -> Mapping[Command, Callable[[], object]]:
        """Return what the column does at each command; what shows something in the note brings it into view."""
        return {
            **{command: partial(self._in_view, slot) for command, slot in self._showing().items()},
            Command.LARGER: self.larger,
            Command.SMALLER: self.smaller,
            Command.SHOW_NOT_CODED: self.legend.toggle_not_coded,
            Command.FIXED_WIDTH: self.toggle_fixed_width,
            Command.LINE_NUMBERS: self.toggle_line_numbers,
            Command.NEXT_DOCUMENT: partial(self.step_document, 1),
            Command.PREVIOUS_DOCUMENT: partial(self.step_document, -1),
            Command.ADD_SELECTED: self.add_selected,
            Command.MARKS_HERE: partial(self._in_view, self.list_marks_here),
        }

    def _showing(self) -> dict[Command, Callable[[], object]]:
        return {
            Command.BACK: self.go_back,
            Command.FIND_IN_NOTE: self.find_bar.open_bar,
            Command.NEXT_MENTION: partial(self.note.step_mention, 1),
            Command.PREVIOUS_MENTION: partial(self.note.step_mention, -1),
            Command.NEXT_PLACE: partial(self.note.step_place, 1),
            Command.PREVIOUS_PLACE: partial(self.note.step_place, -1),
        }

    def _in_view(self, slot: Callable[[], object]) -> None:
        if not self.isVisible():
            self.view_wanted.emit()
        slot()

    def go_back(self) -> None:
        """Return to the place that the last jump left."""
        if not self.note.go_back():
            self.told.emit("There is no place to go back to.")

    def toggle_fixed_width(self) -> None:
        """Show letters of one width, or the page's own type."""
        self.note.set_fixed_width(not self.note.is_fixed_width)
        self.told.emit(
            "Letters of one width. F3 changes back." if self.note.is_fixed_width else "Reading letters again."
        )

    def toggle_line_numbers(self) -> None:
        """Show or hide the line numbers."""
        self.note.set_line_numbers(not self.note.has_line_numbers)
        self.told.emit("Line numbers shown. F4 hides them." if self.note.has_line_numbers else "Line numbers hidden.")

    def step_document(self, change: int) -> None:
        """Ask for the next or previous document of the encounter."""
        if not self.documents.step(change):
            self.told.emit("No other document of this encounter lies in the folder.")

    def list_marks_here(self) -> None:
        """List every mention at the caret, or at the chosen code's place, and why each is or is not coded."""
        place = self.note.place_of_interest()
        stories = (*self._stories.at(place), *self._copied_at(place)) if self._stories else ()
        if not stories:
            self.told.emit("Nothing is marked here. ] goes to the next mention.")
            return
        quote = max((s.quote for s in stories if s.id), key=len, default=stories[0].quote)
        self.note.reveal(Span(start=place, end=place), jump="here")
        line = self.note.cursorRect(self.note.code_point_cursor(Span(start=place, end=place)))
        line.moveTopLeft(self.note.viewport().mapTo(self, line.topLeft()))
        self.marks_here.show_stories(stories, quote, line)

    def add_selected(self) -> None:
        """Ask for a code for the selected words, which stay selected."""
        words = self._selected_words()
        if words:
            self.add_wanted.emit(words)

    def _selected_words(self) -> str:
        span = self.note.selected_span()
        words = " ".join(self.note.note.quote(span).split()) if span else ""
        if not words:
            self.told.emit(_SELECT_FIRST)
        return words

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_note(self, note: Note, review: Review) -> None:
        """Show another note."""
        self._stack.setCurrentWidget(self.note)
        self._stories, self._passages = None, ()
        self.marks_here.hide()
        self.note.show_note(note, review.case.analysis.sections)
        self.find_bar.begin_note()
        if len(note.text) > _VERY_LONG:
            self.told.emit(f"This note has {len(note.text):,} characters. Letters of another size take a moment in it.")

    def show_review(self, review: Review) -> None:
        """Show the marks and counts of a review."""
        marks = marks_of(review)
        self._stories = MarkStories(review, self.note.note, marks)
        self.note.show_marks(marks)
        self.legend.show_review(review, self.note.note.name)

    def look_around(self, path: Path, note: Note, day: date | None) -> None:
        """Look in the note's folder for its other documents and for copied words, while the person reads on."""
        self.documents.mark(path if path in self.documents.paths else None)
        self._surroundings.look_around(path, note, day)

    def show_surroundings(self, found: Surroundings) -> None:
        """Show the documents of the encounter and shade what was copied; the words stay where they are."""
        before = self.documents.isVisibleTo(self)
        self.documents.show_documents(found.documents, found.path)
        bar = self.note.verticalScrollBar()
        if self.documents.isVisibleTo(self) and not before and bar.value():
            self.layout().activate()  # pyright: ignore[reportOptionalMemberAccess]
            bar.setValue(bar.value() + self.documents.height())
        self.show_copied(found.passages)

    def show_copied(self, passages: Sequence[Passage]) -> None:
        """Shade what stands in another note as well."""
        self._passages = tuple(passages)
        self.note.show_copied([p.span for p in passages])

    def say(self, title: str, words: str = "") -> None:
        """Say something where the note will stand."""
        self._waiting.say(title, words)
        self.legend.show_nothing()
        self._stack.setCurrentWidget(self._waiting)

    @property
    def said(self) -> str:
        """What is said in the note's place, or ""."""
        return self._waiting.title if self._stack.currentWidget() is self._waiting else ""

    def larger(self) -> None:
        """Make the words larger."""
        self.note.set_text_size(self.note.text_size + 1)

    def smaller(self) -> None:
        """Make the words smaller."""
        self.note.set_text_size(self.note.text_size - 1)

    def standard_size(self) -> None:
        """Give the words their designed size."""
        self.note.set_text_size(self._themes.theme.font("note").pixelSize())

    def hidden_states(self) -> frozenset[MarkState]:
        """Return the states whose lines are switched off."""
        return self.legend.hidden

    # --- inside -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.legend.hidden_changed.connect(self.note.hide_states)
        self.legend.on_size(self.smaller, self.larger, self.standard_size)
        self.find_bar.closed.connect(self.note.setFocus)
        self.note.mark_clicked.connect(self.mark_clicked)
        self.note.said.connect(self.told)
        self.note.menu_wanted.connect(self._open_menu)
        self.note.tell = self._tell
        self.marks_here.chosen.connect(self.mark_clicked)
        self._surroundings.found.connect(self.show_surroundings)

    def _open_menu(self, place: QPoint, marks: Sequence[Mark]) -> None:
        copy = self.note.copy if self.note.selected_span() else None
        menu = note_menu(self.note, marks, self.mark_clicked.emit, self.slots(), copy=copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _tell(self, marks: Sequence[Mark], place: int) -> str:
        """Return what a tooltip says: what each mark is and why, and where copied words come from."""
        stories = self._stories.of(marks) if self._stories else ()
        return plain_words((*stories, *self._copied_at(place)))

    def _copied_at(self, place: int) -> tuple[Story, ...]:
        """Return from which notes the words at a place were copied, one story each."""
        return tuple(
            Story(
                id="",
                code="",
                title=copied_words(p),
                quote=" ".join(self.note.note.quote(p.span).split()),
                what="Copied",
                why=f"{p.words} words in a row stand there as well. Check that they still hold for this visit.",
                state=None,
            )
            for p in passages_at(self._passages, place)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the list of marks away: its place is gone."""
        super().resizeEvent(event)
        self.marks_here.close_list()


class _Waiting(QWidget):
    """A title and a sentence where the page will be."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._title = Label(themes, font="heading")
        self._place = QVBoxLayout()
        self._words: Paragraph | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(104, 30, 96, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._place)
        column.addStretch(1)

    @property
    def title(self) -> str:
        """What is said."""
        return self._title.text()

    def say(self, title: str, words: str) -> None:
        """Say a title and a sentence."""
        self._title.setText(title)
        if self._words is not None:
            self._words.hide()
            self._words.deleteLater()
        self._words = Paragraph(self._themes, words, color="text_2")
        self._place.addWidget(self._words)
