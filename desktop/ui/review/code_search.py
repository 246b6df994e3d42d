# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Search-as-you-type over the code book: a field, and the lines it finds beneath it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desktop.ui.review.row_painter import write, write_title
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.painting import draw_key_cap, draw_row_ground, drop_shadow, key_cap_width, raised_plane
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import CodeEntry

_ROW = 34
_SHOWN = 9
_FOOT = 32
Search = Callable[[str, int], Sequence[CodeEntry]]


class CodeSearch(QLineEdit):
    """Finds lines of the book; Enter adds the one that is marked."""

    code_chosen = Signal(str)
    left = Signal()  # Esc in an empty field: the focus goes back to the lists

    def __init__(self, themes: ThemeSource, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._search = search
        self._found: tuple[CodeEntry, ...] = ()
        self._results: SearchResults | None = None
        self.setPlaceholderText("Find a code")
        self.setAccessibleName("Find a code")
        self.setFixedHeight(themes.theme.size("button"))
        self.setTextMargins(26, 0, 26, 0)
        self.textEdited.connect(self._look)
        self._restyle()
        themes.theme_changed.connect(self._restyle)

    @property
    def results(self) -> tuple[CodeEntry, ...]:
        """The lines found."""
        return self._found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move in the results, take one, or leave."""
        key = event.key()
        results = self._results
        if results is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            results.move_mark(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if results is not None:
                self._take(results.marked)
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the results away with the focus."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the results beneath the field."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the glass, and the key where the field is empty."""
        super().paintEvent(event)
        theme = self._themes.theme
        painter = QPainter(self)
        middle = self.height() / 2
        paint_icon(painter, "search", theme.color("text_2"), 11, round(middle - 8))
        if not self.hasFocus():
            left = self.width() - 10 - key_cap_width(theme, "/")
            draw_key_cap(painter, theme, QPointF(left, middle), "/", theme.color("text_2"), theme.color("line_strong"))

    def _look(self, words: str) -> None:
        if len(words.strip()) < 2:
            self._close()
            return
        self._found = tuple(self._search(words.strip(), 40))
        if self._results is None:
            self._results = SearchResults(self._themes, self.window())
            self._results.picked.connect(self._take)
        self._results.show_entries(self._found, words.strip())
        self._place()

    def _take(self, entry: CodeEntry | None) -> None:
        """Add a complete code; open a line that is not complete to what stands beneath it."""
        if entry is None:
            return
        if not entry.billable:
            self.setText(entry.code)
            self._look(entry.code)
            return
        self.clear()
        self._close()
        self.code_chosen.emit(entry.code)

    def _leave(self) -> None:
        if self.text():
            self.clear()
            self._close()
        else:
            self.left.emit()

    def _close(self) -> None:
        self._found = ()
        if self._results is not None:
            self._results.hide()
            self._results.deleteLater()
            self._results = None

    def _place(self) -> None:
        if self._results is None:
            return
        window = self.window()
        width = max(self.width(), 440)
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        self._results.setGeometry(corner.x(), corner.y(), width, self._results.sizeHint().height())
        self._results.show()
        self._results.raise_()

    def _restyle(self, _theme: object = None) -> None:
        self.setFont(self._themes.theme.font("body"))
        self.update()


class SearchResults(QFrame):
    """The lines found, one of them marked."""

    picked = Signal(object)  # CodeEntry

    def __init__(self, themes: ThemeSource, window: QWidget) -> None:
        super().__init__(window)
        self._themes = themes
        self._entries: tuple[CodeEntry, ...] = ()
        self._words = ""
        self._mark = 0
        self._first = 0
        self.setMouseTracking(True)
        self._restyle(themes.theme)

    @property
    def marked(self) -> CodeEntry | None:
        """The line that Enter takes."""
        return self._entries[self._mark] if self._entries else None

    def show_entries(self, entries: tuple[CodeEntry, ...], words: str) -> None:
        """Show other lines, the first one marked."""
        self._entries, self._words = entries, words
        self._mark = self._first = 0
        self._announce()
        self.update()

    def move_mark(self, step: int) -> None:
        """Mark the next or previous line."""
        self._mark = max(0, min(self._mark + step, len(self._entries) - 1))
        self._first = max(min(self._first, self._mark), self._mark - _SHOWN + 1)
        self._announce()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the lines and the foot."""
        return QSize(440, 6 + max(1, min(len(self._entries), _SHOWN)) * _ROW + _FOOT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mark the line under the mouse."""
        number = self._first + int((event.position().y() - 6) // _ROW)
        if 0 <= number < len(self._entries):
            self._mark = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the line under the mouse."""
        if event.position().y() < self.height() - _FOOT and self.marked is not None:
            self.picked.emit(self.marked)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint plane, lines and foot."""
        theme = self._themes.theme
        painter = raised_plane(self, theme)
        if not self._entries:
            line = QRectF(16, 6, self.width() - 32, _ROW)
            write(painter, theme.font("body"), theme.color("text_2"), line, f"No code matches “{self._words}”.")
        for number, entry in enumerate(self._entries[self._first : self._first + _SHOWN]):
            self._paint_entry(painter, entry, number)
        self._paint_foot(painter)

    def _paint_entry(self, painter: QPainter, entry: CodeEntry, number: int) -> None:
        theme = self._themes.theme
        row = QRectF(0, 6 + number * _ROW, self.width(), _ROW)
        if self._first + number == self._mark:
            draw_row_ground(painter, theme, row.adjusted(6, 1, -6, -1), "selected")
        color = theme.color("text" if entry.billable else "text_2")
        write(painter, theme.font("code"), color, row.adjusted(16, 0, 0, 0), entry.code)
        right = 0.0
        if not entry.billable:
            right = 76.0
            write(
                painter, theme.font("small"), theme.color("text_3"), row.adjusted(0, 0, -16, 0), "opens", is_right=True
            )
        title = row.adjusted(92, 0, -16 - right, 0)
        write_title(painter, theme.font("body"), color, title, entry.title)

    def _paint_foot(self, painter: QPainter) -> None:
        theme = self._themes.theme
        foot = QRectF(1, self.height() - _FOOT, self.width() - 2, _FOOT)
        painter.fillRect(QRectF(foot.left(), foot.top(), foot.width(), 1), theme.color("line"))
        marked = self.marked
        words = "" if marked is None else "adds it" if marked.billable else "opens what stands beneath it"
        at = 16.0
        if words:
            at += draw_key_cap(
                painter,
                theme,
                QPointF(at, foot.center().y()),
                "Enter",
                theme.color("text_2"),
                theme.color("line_strong"),
            )
            at += 8
        write(painter, theme.font("small"), theme.color("text_2"), foot.adjusted(at, 0, 0, 0), words)
        number = f"{len(self._entries)} found" if self._entries else "Try fewer or other words"
        write(painter, theme.font("small"), theme.color("text_2"), foot.adjusted(0, 0, -16, 0), number, is_right=True)

    def _announce(self) -> None:
        marked = self.marked
        self.setAccessibleName(f"{marked.code}, {marked.title}" if marked else f"No code matches {self._words}")

    def _restyle(self, theme: Theme) -> None:
        drop_shadow(self, theme)
