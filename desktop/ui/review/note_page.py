# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The paper of the note: its words, their type and column, the places that were left, and what is in view."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.ui.review.note_format import set_margins, set_type, wrap_mode
from desktop.ui.review.note_geometry import Stretch, gutter_names
from desktop.ui.review.note_painter import NotePainter
from desktop.ui.review.offsets import Offsets
from desktop.ui.review.place_stack import PlaceStack, ReadingPlace
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Note, Section, Span

_SCROLL_ROOM = 10  # of the scroll bar, as much as a long code with "+1" needs
_SLIM_EDGE = 16  # left edge where section names find no room
_NUMBER_GAP = 10  # from a section's name to the number of its line
_GUTTER_GAP = 18  # from what stands in the gutter to the words
_LINES = 64  # of a long paragraph looked at together
_FIXED_COLUMNS = 80  # characters: the width for which columns of figures were laid out
_BOTTOM_STEP = 100  # the room beneath the last line changes in such steps, so that few heights lay the page out anew


class NotePage(QTextEdit):
    """Shows the words of one note exactly as they are."""

    text_size_changed = Signal(int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = themes.theme
        self._theme = theme
        self._size = theme.font("note").pixelSize()
        self._is_slim = self._is_fixed = self._has_numbers = False
        self._note = Note(id="", text="", name="", source="")
        self._offsets = Offsets("")
        self._sections: tuple[Section, ...] = ()
        self._gutter: dict[int, str] = {}
        self._left = PlaceStack()
        self._landed: tuple[str, int] | None = None  # the kind of the last jump, and where the page stood after it
        self._top: ReadingPlace | None = None  # what the view began with when it was painted last
        self._painter = NotePainter(theme, self._size)
        self._prepare()
        themes.theme_changed.connect(self.set_theme)

    # --- words --------------------------------------------------------------------------------------------------

    @property
    def note(self) -> Note:
        """The note on the page."""
        return self._note

    @property
    def text_size(self) -> int:
        """The pixel size of the words."""
        return self._size

    @property
    def is_fixed_width(self) -> bool:
        """Whether all letters are of one width."""
        return self._is_fixed

    @property
    def has_line_numbers(self) -> bool:
        """Whether the lines are numbered."""
        return self._has_numbers

    def show_note(self, note: Note, sections: Sequence[Section]) -> None:
        """Put another note on the page, at its beginning."""
        self._note, self._sections, self._offsets = note, tuple(sections), Offsets(note.text)
        self._left.clear()
        self._top = self._landed = None
        self.clear()
        self.setWordWrapMode(wrap_mode(note.text))
        self.setPlainText(note.text)
        self._format_words()
        self._finish_layout()
        self.verticalScrollBar().setValue(0)

    def selected_span(self) -> Span | None:
        """Return the words that the person has selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return Span(start=self._offsets.code_points(start), end=self._offsets.code_points(end))

    def code_point_cursor(self, span: Span) -> QTextCursor:
        """Return a cursor that selects the words."""
        start, end = self._offsets.span_units(span)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def caret(self) -> int:
        """The place of the caret, in code points."""
        return self._offsets.code_points(self.textCursor().position())

    def put_caret(self, place: int) -> None:
        """Put the caret before a character; the page does not move."""
        value = self.verticalScrollBar().value()
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.units(place))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(value)

    def first_in_view(self) -> int:
        """Return the first character in view."""
        return self._offsets.code_points(self.cursorForPosition(self.viewport().rect().topLeft()).position())

    # --- looks --------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._painter = NotePainter(theme, self._size)
        set_ground(self, self._theme, "paper")
        self._format_words()

    def set_text_size(self, size: int) -> None:
        """Draw the words at another pixel size, within the theme's limits; the line at the top stays there."""
        least, most = self._theme.note_sizes()
        size = max(least, min(most, size))
        if size == self._size:
            return
        place = self.reading_place()
        self._size = size
        self._painter = NotePainter(self._theme, size)
        self._format_words()
        self._return_to(place)
        self.text_size_changed.emit(size)

    def set_fixed_width(self, is_fixed: bool) -> None:
        """Show letters of one width, so that columns stand straight, or the page's own type again."""
        if is_fixed != self._is_fixed:
            place = self.reading_place()
            self._is_fixed = is_fixed
            self._format_words()
            self._return_to(place)

    def set_line_numbers(self, is_shown: bool) -> None:
        """Number the lines of the file, or leave the numbers out."""
        if is_shown != self._has_numbers:
            place = self.reading_place()
            self._has_numbers = is_shown
            self._set_column()
            self._return_to(place)

    def set_slim(self, is_slim: bool) -> None:
        """Leave the section names out where the window is narrow."""
        self._is_slim = is_slim
        self._set_column()

    def _prepare(self) -> None:
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Note")
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._forget_places)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        set_ground(self, self._theme, "paper")

    def _format_words(self) -> None:
        headings = [self.code_point_cursor(section.title) for section in self._sections]
        page = QTextCursor(self.document())
        page.beginEditBlock()  # laid out once, not once for each heading
        set_type(self.document(), self._theme, self._size, headings, is_fixed=self._is_fixed)
        self._set_column()
        page.endEditBlock()

    def _set_column(self) -> None:
        """Lay the words between gutter and margin, centred where there is more room than they need."""
        left, words = self._column()
        view = self.viewport()
        bottom = round(view.height() * 0.4 / _BOTTOM_STEP) * _BOTTOM_STEP
        set_margins(self.document(), left=left, right=view.width() - left - words, bottom=bottom)
        self._gutter = {} if self._is_slim else gutter_names(self.document(), self._sections, self._offsets)
        self._forget_places()

    def _column(self) -> tuple[int, int]:
        """Return where the words begin and how wide they run."""
        gutter = _SLIM_EDGE if self._is_slim else self._theme.size("gutter")
        if self._has_numbers:
            gutter += self._number_width() + (_NUMBER_GAP if not self._is_slim else _GUTTER_GAP - 8)
        room = self.width() - gutter - self._theme.size("margin") - _SCROLL_ROOM
        words = max(120, min(room, self._most_width()))
        return gutter + max(0, (room - words) // 2), words

    def _most_width(self) -> int:
        most = self._theme.size("note_column_max") * max(15, self._size) // 15
        if not self._is_fixed:
            return most
        letter = QFontMetricsF(self._theme.fixed_font(self._size)).horizontalAdvance("0")
        return max(most, round(_FIXED_COLUMNS * letter + 1))

    def _number_width(self) -> int:
        digits = max(2, len(str(self.document().blockCount())))
        return round(QFontMetricsF(self._theme.font("count")).horizontalAdvance("0" * digits) + 0.5)

    def _finish_layout(self) -> None:
        """Lay out the rest of a huge note at once: Qt does it bit by bit, and until then the scroll bar is wrong."""
        layout = self.document().documentLayout()
        layout.documentSizeChanged.emit(layout.documentSize())

    # --- places -------------------------------------------------------------------------------------------------

    def reading_place(self) -> ReadingPlace:
        """Return what stands at the top of the view, to be returned to."""
        top = self.cursorForPosition(self.viewport().rect().topLeft())
        caret = self.textCursor().position()
        is_beginning = self.verticalScrollBar().value() == 0
        beyond = -self.cursorRect(top).top()
        return ReadingPlace(top=top.position(), beyond=beyond, caret=caret, is_beginning=is_beginning)

    def leave(self, jump: str) -> None:
        """Remember the place in view before a jump.

        Jumps of one kind that follow each other without the person scrolling in between are one: going through ten
        codes leaves one place, where the reading was.
        """
        if self._landed != (jump, self.verticalScrollBar().value()):
            self._left.push(self.reading_place())

    def go_back(self) -> bool:
        """Return to the place that the last jump left; tells whether there was one."""
        place = self._left.pop()
        self._landed = None
        if place is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(min(place.caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._return_to(place)
        return True

    def _return_to(self, place: ReadingPlace) -> None:
        self._finish_layout()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place.top)
        bar = self.verticalScrollBar()
        moved = bar.value() + self.cursorRect(cursor).top() + place.beyond
        bar.setValue(0 if place.is_beginning else moved)

    def reveal(self, span: Span, *, jump: str = "") -> None:
        """Bring the words into view if they are not; the place left is remembered where the kind of jump is named."""
        if not self._is_in_view(span):
            if jump:
                self.leave(jump)
            self.scroll_to(span)
            self._landed = (jump, self.verticalScrollBar().value())

    def scroll_to(self, span: Span) -> None:
        """Bring the words to one third of the page."""
        bar = self.verticalScrollBar()
        top = self._line_rect(span).top() + bar.value()
        if top > bar.maximum():
            self._finish_layout()
        bar.setValue(round(top - self.viewport().height() / 3))

    def _visible_stretches(self) -> Iterator[Stretch]:
        """Yield the lines in view, paragraph by paragraph; of a long paragraph only what is near the view."""
        layout, top = self.document().documentLayout(), self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                return
            yield from _stretches(block, rect.topLeft(), top - rect.top(), bottom - rect.top())
            block = block.next()

    def _line_rect(self, span: Span) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.units(span.start))
        return QRectF(self.cursorRect(cursor))

    def _is_in_view(self, span: Span) -> bool:
        rect = self._line_rect(span)
        return rect.top() >= 0 and rect.bottom() <= self.viewport().height()

    def _forget_places(self, _size: object = None) -> None:
        """Let go of everything that was computed for the layout before."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the word column in its place and the top line where it is."""
        is_other_width = event.oldSize().width() != event.size().width()
        place = self._top if is_other_width and self.verticalScrollBar().value() else None
        super().resizeEvent(event)
        self._set_column()
        if place is not None:
            self._return_to(place)


def _stretches(block: QTextBlock, origin: QPointF, top: float, bottom: float) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph that lie between two heights, counted from its top."""
    layout = block.layout()
    count = layout.lineCount()
    if 0 < count <= _LINES:
        yield Stretch(block=block, origin=origin, first=0, last=count)
        return
    heads = range(0, count, _LINES)
    at = max(0, bisect_left(heads, top, key=lambda n: layout.lineAt(n).y()) - 1)
    for first in heads[at:]:
        if layout.lineAt(first).y() > bottom:
            return
        yield Stretch(block=block, origin=origin, first=first, last=min(count, first + _LINES))
