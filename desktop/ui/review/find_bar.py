# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Find words in the note: a strip above it, every hit on its ground and in the scroll bar."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.ui.review.mark_index import SpanIndex
from desktop.ui.review.note_pane import NotePane
from desktop.ui.review.note_search import HITS_MAX, SearchableText
from desktop.ui.shell.controls import Ground, IconButton, Label
from desktop.ui.shell.theme import ThemeSource


class FindBar(Ground):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc closes."""

    closed = Signal()

    def __init__(self, themes: ThemeSource, note: NotePane) -> None:
        super().__init__(themes, "panel", Qt.Edge.BottomEdge)
        self._note = note
        self._text = SearchableText("")
        self._searched = ""  # id of the note that the text was made of
        self._hits = SpanIndex()
        self._at = 0
        self.field = _FindField(self)
        self._count = Label(themes, font="count", color="text_2")
        self._previous = IconButton(themes, "chevron-up", "Previous", key="Shift+Enter", side=28)
        self._next = IconButton(themes, "chevron-down", "Next", key="Enter", side=28)
        close = IconButton(themes, "x", "Close", key="Esc", side=28)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.close_bar)
        self.setFixedHeight(themes.theme.size("strip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 4)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addSpacing(8)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self._previous, self._next, close):
            row.addWidget(button)
        self.field.textEdited.connect(self._look)
        self.hide()

    @property
    def count_words(self) -> str:
        """What the bar says about the hits."""
        return self._count.text()

    def open_bar(self) -> None:
        """Show the bar and begin, with the words selected in the note if they are few."""
        chosen = self._note.selected_span()
        words = self._note.note.quote(chosen) if chosen else ""
        if words and "\n" not in words and len(words) <= 60:
            self.field.setText(words)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._look(self.field.text())

    def close_bar(self) -> None:
        """Take bar and hits away; the caret stays at the hit, so that reading goes on from there."""
        if self._hits.spans:
            self._note.put_caret(self._hits.spans[self._at].start)
        self._forget()
        self.hide()
        self.closed.emit()

    def begin_note(self) -> None:
        """Search the note that is now on the page."""
        self._forget()
        self.hide()

    def step(self, change: int) -> None:
        """Go to the next or previous hit; after the last comes the first."""
        if self._hits.spans:
            self._at = (self._at + change) % len(self._hits.spans)
            self._show_hit()

    def _forget(self) -> None:
        self._hits = SpanIndex()
        self._note.show_hits(self._hits, -1)

    def _look(self, words: str) -> None:
        note = self._note.note
        if self._searched != note.id:
            self._text, self._searched = SearchableText(note.text), note.id
        self._hits = SpanIndex(self._text.find(words))
        # From where the reader is, not from the beginning.
        starts = [s.start for s in self._hits.spans]
        found = bisect_left(starts, self._note.first_in_view())
        self._at = found if found < len(starts) else 0
        self._show_hit()

    def _show_hit(self) -> None:
        count = len(self._hits.spans)
        for button in (self._previous, self._next):
            button.setEnabled(count > 1)
        self._note.show_hits(self._hits, self._at if count else -1)
        if not count:
            self._count.setText("" if not self.field.text() else "not in this note")
            return
        total = f"{count:,}" if count < HITS_MAX else f"the first {count:,}"
        self._count.setText(f"{self._at + 1:,} of {total}")
        self._note.reveal(self._hits.spans[self._at], jump="find")


class _FindField(QLineEdit):
    """The words to find."""

    def __init__(self, bar: FindBar) -> None:
        super().__init__()
        self._bar = bar
        self.setPlaceholderText("Find in this note")
        self.setAccessibleName("Find in this note")
        self.setFixedSize(260, 30)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Step with Enter or the arrows, close with Esc."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bar.step(-1 if shift else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._bar.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._bar.close_bar()
        else:
            super().keyPressEvent(event)
