# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Find words in the note: a strip above it, every hit on its ground."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit

from desktop.ui.review.note_pane import NotePane
from desktop.ui.shell.controls import Ground, IconButton, Label
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Span


def places_of(words: str, text: str) -> tuple[Span, ...]:
    """Return where the words stand in the text, whatever their case."""
    wanted, inside = words.casefold(), text.casefold()
    if not wanted or len(inside) != len(text):  # a few letters fold to two; then case counts
        wanted, inside = words, text
    found: list[Span] = []
    at = inside.find(wanted) if wanted else -1
    while at >= 0:
        found.append(Span(start=at, end=at + len(wanted)))
        at = inside.find(wanted, at + len(wanted))
    return tuple(found)


class FindBar(Ground):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc closes."""

    closed = Signal()

    def __init__(self, themes: ThemeSource, note: NotePane) -> None:
        super().__init__(themes, "panel", Qt.Edge.BottomEdge)
        self._note = note
        self._places: tuple[Span, ...] = ()
        self._at = 0
        self.field = _FindField(self)
        self._count = Label(themes, font="count", color="text_2")
        close = IconButton(themes, "x", "Close", key="Esc", side=24)
        close.clicked.connect(self.close_bar)
        self.setFixedHeight(themes.theme.size("strip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 4)
        row.setSpacing(12)
        row.addWidget(self.field)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(close)
        self.field.textEdited.connect(self._look)
        themes.theme_changed.connect(self._mark_hits)
        self.hide()

    @property
    def count_words(self) -> str:
        """What the bar says about the hits."""
        return self._count.text()

    def open_bar(self) -> None:
        """Show the bar and begin."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._look(self.field.text())

    def close_bar(self) -> None:
        """Take bar and hits away."""
        self.hide()
        self._note.setExtraSelections([])
        self.closed.emit()

    def step(self, change: int) -> None:
        """Go to the next or previous hit."""
        if self._places:
            self._at = (self._at + change) % len(self._places)
            self._show_hit()

    def _look(self, words: str) -> None:
        self._places = places_of(words, self._note.note.text)
        self._at = 0
        self._mark_hits()
        self._show_hit()

    def _show_hit(self) -> None:
        if not self._places:
            self._count.setText("" if not self.field.text() else "not in this note")
            return
        self._count.setText(f"{self._at + 1} of {len(self._places)}")
        place = self._places[self._at]
        self._mark_hits()
        self._note.reveal(place)

    def _mark_hits(self, _theme: object = None) -> None:
        if not self.isVisible():
            return
        selections: list[QTextEdit.ExtraSelection] = []
        for number, place in enumerate(self._places):
            hit = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            style.setBackground(self._themes.theme.color("find"))
            if number == self._at:
                style.setForeground(self._themes.theme.color("text"))
                style.setFontUnderline(True)
            hit.cursor = self._note.code_point_cursor(place)  # pyright: ignore[reportAttributeAccessIssue]
            hit.format = style  # pyright: ignore[reportAttributeAccessIssue]
            selections.append(hit)
        self._note.setExtraSelections(selections)


class _FindField(QLineEdit):
    """The words to find."""

    def __init__(self, bar: FindBar) -> None:
        super().__init__()
        self._bar = bar
        self.setPlaceholderText("Find in this note")
        self.setAccessibleName("Find in this note")
        self.setFixedSize(260, 30)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Step with Enter, close with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._bar.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._bar.close_bar()
        else:
            super().keyPressEvent(event)
