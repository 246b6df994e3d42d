# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note's column: legend, search in the note, the page itself, or word that it is being read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.review.find_bar import FindBar
from desktop.ui.review.highlights import MarkState, marks_of
from desktop.ui.review.legend import Legend
from desktop.ui.review.note_pane import NotePane
from desktop.ui.review.paragraph import Paragraph
from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Note, Review


class NoteColumn(Ground):
    """Everything between worklist and codes."""

    mark_clicked = Signal(str)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "paper")
        self.note = NotePane(themes)
        self.legend = Legend(themes)
        self.find_bar = FindBar(themes, self.note)
        self._waiting = _Waiting(themes)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.note)
        self._stack.addWidget(self._waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        self.legend.hidden_changed.connect(self.note.hide_states)
        self.legend.on_size(self.smaller, self.larger, self.standard_size)
        self.find_bar.closed.connect(self.note.setFocus)
        self.note.mark_clicked.connect(self.mark_clicked)

    def show_note(self, note: Note, review: Review) -> None:
        """Show another note."""
        self._stack.setCurrentWidget(self.note)
        self.note.show_note(note, review.case.analysis.sections)
        if self.find_bar.isVisible():
            self.find_bar.close_bar()

    def show_review(self, review: Review) -> None:
        """Show the marks and counts of a review."""
        self.note.show_marks(marks_of(review))
        self.legend.show_review(review, self.note.note.name)

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
