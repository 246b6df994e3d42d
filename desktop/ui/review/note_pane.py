# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note as a page: read-only words, marks beneath them, section names before and codes after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from desktop.ui.review.highlights import Mark, MarkState, tints_of
from desktop.ui.review.mark_menu import insert_marks
from desktop.ui.review.note_format import set_margins, set_type
from desktop.ui.review.note_geometry import BlockMarks, MarginLine, block_marks, gutter_names
from desktop.ui.review.note_painter import NotePainter
from desktop.ui.review.offsets import Offsets
from desktop.ui.review.wording import mark_words
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Note, Section, Span

_BEFORE_MARGIN = 12  # from the words to the codes beside them
_GUTTER_GAP = 18
_SCROLL_ROOM = 6  # of the scroll bar, as much as a long code with "+1" needs
_SLIM_EDGE = 16  # left edge where section names find no room


class NotePane(QTextEdit):
    """Shows one note; looking at a mark never moves the words."""

    mark_clicked = Signal(str)  # id of the suggestion, decision or mention
    text_size_changed = Signal(int)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = themes.theme
        self._theme = theme
        self._size = theme.font("note").pixelSize()
        self._is_slim = False
        self._note = Note(id="", text="", name="", source="")
        self._offsets = Offsets("")
        self._sections: tuple[Section, ...] = ()
        self._gutter: dict[int, str] = {}
        self._marks: tuple[Mark, ...] = ()
        self._shown: tuple[Mark, ...] = ()
        self._hidden: frozenset[MarkState] = frozenset()
        self._chosen: frozenset[str] = frozenset()
        self._places: dict[int, BlockMarks] = {}
        self._pointer = QRectF()
        self._margin_places: list[tuple[QRectF, MarginLine]] = []
        self._return_to: int | None = None
        self._painter = NotePainter(theme, self._size)
        self._prepare()
        themes.theme_changed.connect(self.set_theme)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def note(self) -> Note:
        """The note on the page."""
        return self._note

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark of the note, shown or not."""
        return self._marks

    @property
    def text_size(self) -> int:
        """The pixel size of the words."""
        return self._size

    def show_note(self, note: Note, sections: Sequence[Section]) -> None:
        """Put another note on the page, at its beginning."""
        self._note, self._sections, self._offsets = note, tuple(sections), Offsets(note.text)
        self._marks = self._shown = ()
        self._chosen = frozenset()
        self._return_to = None
        self.setExtraSelections([])
        self.setPlainText(note.text)
        self._format_words()
        self.verticalScrollBar().setValue(0)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks from now on."""
        self._marks = tuple(marks)
        self._refresh_marks()

    def hide_states(self, states: Iterable[MarkState]) -> None:
        """Leave the marks of these states out, but for the chosen one."""
        self._hidden = frozenset(states)
        self._refresh_marks()

    def choose(self, ids: Iterable[str], *, reveal: bool = True) -> None:
        """Make the marks of these ids the chosen ones; scroll only if none of their places is in view."""
        self._chosen = frozenset(ids)
        self._refresh_marks()
        if reveal:
            self.reveal_chosen()

    def reveal_chosen(self) -> None:
        """Scroll to the nearest place of the chosen code, unless one is in view; the place left is remembered."""
        away = self._nearest_out_of_view()
        if away is not None:
            if self._return_to is None:
                self._return_to = self.verticalScrollBar().value()
            self.scroll_to(away.span)

    def reveal(self, span: Span) -> None:
        """Bring the words into view if they are not."""
        if not self._is_in_view(span):
            self.scroll_to(span)

    def go_back(self) -> bool:
        """Scroll back to where the reader was before a choice moved the page; tells whether there was such a place."""
        if self._return_to is None:
            return False
        self.verticalScrollBar().setValue(self._return_to)
        self._return_to = None
        return True

    def scroll_to(self, span: Span) -> None:
        """Bring the words to one third of the page."""
        top = self._line_rect(span).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))

    def selected_span(self) -> Span | None:
        """Return the words that the person has selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return Span(start=self._offsets.code_points(start), end=self._offsets.code_points(end))

    def marks_at(self, position: int) -> list[Mark]:
        """Return the marks that cover a code point, the shortest first."""
        found = [m for m in self._shown if m.span.start <= position < m.span.end and m.state is not MarkState.CUE]
        return sorted(found, key=lambda m: m.span.end - m.span.start)

    def code_point_cursor(self, span: Span) -> QTextCursor:
        """Return a cursor that selects the words."""
        start, end = self._offsets.span_units(span)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

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
        is_at_top = self.verticalScrollBar().value() == 0
        top = self.cursorForPosition(self.viewport().rect().topLeft())
        self._size = size
        self._painter = NotePainter(self._theme, size)
        self._format_words()
        moved = self.verticalScrollBar().value() + self.cursorRect(top).top()
        self.verticalScrollBar().setValue(0 if is_at_top else moved)
        self.text_size_changed.emit(size)

    def set_slim(self, is_slim: bool) -> None:
        """Leave the gutter out where the window is narrow."""
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
        self.cursorPositionChanged.connect(self._tell_marks_at_caret)

    def _format_words(self) -> None:
        headings = [self.code_point_cursor(section.title) for section in self._sections]
        page = QTextCursor(self.document())
        page.beginEditBlock()  # laid out once, not once for each heading
        set_type(self.document(), self._theme, self._size, headings)
        self._set_column()
        page.endEditBlock()

    def _set_column(self) -> None:
        """Lay the words between gutter and margin, centred where there is more room than they need."""
        left, words = self._column()
        view = self.viewport()
        set_margins(self.document(), left=left, right=view.width() - left - words, bottom=view.height() * 0.4)
        self._gutter = {} if self._is_slim else gutter_names(self.document(), self._sections, self._offsets)
        self._forget_places()

    def _column(self) -> tuple[int, int]:
        """Return where the words begin and how wide they run."""
        gutter = _SLIM_EDGE if self._is_slim else self._theme.size("gutter")
        room = self.width() - gutter - self._theme.size("margin") - _SCROLL_ROOM
        words = max(120, min(room, self._theme.size("note_column_max") * max(15, self._size) // 15))
        return gutter + max(0, (room - words) // 2), words

    # --- geometry -----------------------------------------------------------------------------------------------

    def _refresh_marks(self) -> None:
        self._shown = tuple(
            m
            for m in self._marks
            if self._chosen.intersection(m.ids) or (m.state not in self._hidden and not m.is_quiet)
        )
        self._forget_places()

    def _forget_places(self, _size: object = None) -> None:
        self._places.clear()
        self.viewport().update()

    def _visible_blocks(self) -> Iterator[tuple[QTextBlock, QPointF]]:
        """Yield the paragraphs in view, each with its top left corner in the document."""
        layout, top = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > top + self.viewport().height():
                return
            yield block, rect.topLeft()
            block = block.next()

    def _block_marks(self, block: QTextBlock, origin: QPointF) -> BlockMarks:
        known = self._places.get(block.blockNumber())
        if known is None:
            start = self._offsets.code_points(block.position())
            end = self._offsets.code_points(block.position() + block.length() - 1)
            here = [m for m in self._shown if m.span.start < end and start < m.span.end]
            known = block_marks(block, origin, here, tints_of(here), self._offsets)
            self._places[block.blockNumber()] = known
        return known

    def _line_rect(self, span: Span) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.units(span.start))
        return QRectF(self.cursorRect(cursor))

    def _nearest_out_of_view(self) -> Mark | None:
        """Return the chosen code's nearest mark if none of its marks is in view."""
        chosen = [m for m in self._shown if m.code_of(self._chosen)]
        if not chosen or any(self._is_in_view(m.span) for m in chosen):
            return None
        return min(chosen, key=lambda m: self._distance(m.span))

    def _distance(self, span: Span) -> float:
        return abs(self._line_rect(span).center().y() - self.viewport().height() / 2)

    def _is_in_view(self, span: Span) -> bool:
        rect = self._line_rect(span)
        return rect.top() >= 0 and rect.bottom() <= self.viewport().height()

    # --- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint grounds, then the words, then the lines; only what is in view."""
        blocks = [(b, at, self._block_marks(b, at)) for b, at in self._visible_blocks()]
        origin = QPointF(0, -self.verticalScrollBar().value())
        painter = QPainter(self.viewport())
        for _, _, places in blocks:
            self._painter.paint_tints(painter, places.tints, origin)
            for piece in places.lines:
                if self._chosen.intersection(piece.mark.ids) and piece.mark.state is not MarkState.CUE:
                    self._painter.paint_chosen_tint(painter, piece, origin)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        self._margin_places = []
        for block, at, places in blocks:
            self._painter.paint_lines(painter, places.lines, origin, self._chosen)
            self._paint_beside(painter, block, at, places)
        self._paint_pointer(painter)
        painter.end()

    def _paint_beside(self, painter: QPainter, block: QTextBlock, at: QPointF, places: BlockMarks) -> None:
        left, words = self._column()
        scrolled = self.verticalScrollBar().value()
        for line in places.margin:
            place = QPointF(left + words + _BEFORE_MARGIN, line.baseline - scrolled)
            self._margin_places.append((self._painter.paint_margin(painter, line, place, self._chosen), line))
        name = self._gutter.get(block.blockNumber())
        if name and block.layout().lineCount():
            first = block.layout().lineAt(0)
            baseline = at.y() + first.y() + first.ascent() - scrolled
            self._painter.paint_gutter(painter, name, QPointF(left - _GUTTER_GAP, baseline))

    def _paint_pointer(self, painter: QPainter) -> None:
        """Point to the chosen code where it is out of view: nobody should decide without its words."""
        away = self._nearest_out_of_view()
        self._pointer = QRectF()
        if away is not None:
            left, words = self._column()
            is_below = self._line_rect(away.span).top() > 0
            y = self.viewport().height() - 20.0 if is_below else 20.0
            text = f"{away.code_of(self._chosen)} {'↓' if is_below else '↑'}"
            self._pointer = self._painter.paint_pointer(painter, text, QPointF(left + words + _BEFORE_MARGIN, y))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the word column in its place and the top line where it is."""
        super().resizeEvent(event)
        self._set_column()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the mark under the mouse, or the next one beneath it if that is chosen already."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if self._pointer.contains(event.position()):
            self.reveal_chosen()
            return
        stack = self._stack_at(event.position())
        ids = list(dict.fromkeys(i for mark in stack for i in mark.ids))
        if ids:
            at = next((n for n, i in enumerate(ids) if i in self._chosen), -1)
            self.mark_clicked.emit(ids[(at + 1) % len(ids)])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer the whole stack of marks at the place (Shift+F10: at the caret), then copying."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        caret = self._offsets.code_points(self.textCursor().position())
        marks = self.marks_at(caret) if is_by_key else self._stack_at(QPointF(event.pos()))
        insert_marks(menu, marks, self.mark_clicked.emit)
        menu.popup(event.globalPos())

    def _stack_at(self, point: QPointF) -> list[Mark]:
        """Return the marks at a point of the view: those of a margin entry, or those under the words."""
        beside = next((line for rect, line in self._margin_places if rect.contains(point)), None)
        return list(beside.marks) if beside else self._marks_under(point)

    def _marks_under(self, point: QPointF) -> list[Mark]:
        place = point + QPointF(0, self.verticalScrollBar().value())
        under: list[Mark] = []
        for block, origin in self._visible_blocks():
            found = (p for p in self._block_marks(block, origin).lines if p.piece.reaches(place))
            under.extend(p.mark for p in found if p.mark.state is not MarkState.CUE)
        return sorted(under, key=lambda m: m.span.end - m.span.start)

    def event(self, event: QEvent) -> bool:
        """Leave every key to the commands but those that copy or select: this pane is read-only."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not _selects(event):
            event.ignore()
            return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tell the whole stack of marks where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = "\n".join(mark_words(m.codes, m.state) for m in self._stack_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _tell_marks_at_caret(self) -> None:
        found = self.marks_at(self._offsets.code_points(self.textCursor().position()))
        words = ", ".join(mark_words(m.codes, m.state) for m in found)
        self.setStatusTip(words)
        self.setAccessibleDescription(words)


def _selects(event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll):
        return True
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return is_shifted and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
