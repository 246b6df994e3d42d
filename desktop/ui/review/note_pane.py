# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note as a page: read-only words, marks beneath them, section names before and codes after them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.ui.review.highlights import Mark, MarkState, tints_of
from desktop.ui.review.mark_index import MarkIndex, SpanIndex, next_stop
from desktop.ui.review.note_geometry import MarginLine, Piece, Stretch, StretchMarks, pieces, stretch_marks
from desktop.ui.review.note_keys import moves_the_caret
from desktop.ui.review.note_page import NotePage
from desktop.ui.review.overview_bar import OverviewBar
from desktop.ui.review.wording import mark_words
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Note, Section, Span

_BEFORE_MARGIN = 12  # from the words to the codes beside them
_GUTTER_GAP = 18
_NAME_GAP = 28  # from a section's name to the words where a line number stands between them
_NOTCH = 120  # of a mouse wheel


class NotePane(NotePage):
    """Shows the marks of one note; looking at a mark never moves the words."""

    mark_clicked = Signal(str)  # id of the suggestion, decision or mention
    menu_wanted = Signal(QPoint, object)  # where on the screen, and the marks there
    said = Signal(str)  # where a jump arrived, in words

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        self._marks: tuple[Mark, ...] = ()
        self._index = MarkIndex()  # of the marks that are drawn
        self._hidden: frozenset[MarkState] = frozenset()
        self._chosen: frozenset[str] = frozenset()
        self._chosen_marks: list[Mark] = []
        self._plain: tuple[Mark, ...] = ()  # the marks drawn whatever is chosen
        self._of_id: dict[str, list[Mark]] = {}
        self._stopped_at: Mark | None = None
        self._hits, self._hit = SpanIndex(), -1
        self._copied = SpanIndex()
        self._places: dict[tuple[int, int], StretchMarks] = {}
        self._heights: dict[int, float] = {}  # of code points in the document, for the bar beside the page
        self._pointer = QRectF()
        self._margin_places: list[tuple[QRectF, MarginLine]] = []
        self.tell: Callable[[Sequence[Mark], int], str] = _plain_words  # what a tooltip says of a place
        super().__init__(themes, parent)
        self.overview = OverviewBar(themes)
        self.overview.on_heights(self._height_of)
        self.setVerticalScrollBar(self.overview)
        self.cursorPositionChanged.connect(self._tell_marks_at_caret)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark of the note, shown or not."""
        return self._marks

    def show_note(self, note: Note, sections: Sequence[Section]) -> None:
        """Put another note on the page, at its beginning, without a mark."""
        self._marks, self._index = (), MarkIndex()
        self._plain, self._of_id = (), {}
        self._chosen, self._chosen_marks, self._stopped_at = frozenset(), [], None
        self._hits, self._hit, self._copied = SpanIndex(), -1, SpanIndex()
        super().show_note(note, sections)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks from now on."""
        self._marks = tuple(marks)
        self._of_id = {}
        for mark in self._marks:
            for identity in mark.ids:
                self._of_id.setdefault(identity, []).append(mark)
        self._sift_marks()

    def hide_states(self, states: Iterable[MarkState]) -> None:
        """Leave the marks of these states out, but for the chosen one."""
        self._hidden = frozenset(states)
        self._sift_marks()

    def show_hits(self, hits: SpanIndex, current: int) -> None:
        """Show where the searched words stand, all of them and the one stood on."""
        if hits is not self._hits:
            self._hits = hits
            self._places.clear()
            self._show_overview()
        self._hit = current
        self.viewport().update()

    def show_copied(self, passages: Sequence[Span]) -> None:
        """Shade the passages that stand in another note as well."""
        self._copied = SpanIndex(passages)
        self._places.clear()
        self.viewport().update()

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
            self.reveal(away.span, jump="choice")

    def marks_at(self, position: int) -> list[Mark]:
        """Return the marks that are drawn over a code point, the shortest first."""
        return self._index.at(position)

    def place_of_interest(self) -> int:
        """Return the caret where the keyboard is in the note, else the chosen code's place in view."""
        if not self.hasFocus():
            shown = next((m for m in self._chosen_marks if self._is_in_view(m.span)), None)
            if shown is not None:
                return shown.span.start
        return self.caret

    # --- from mark to mark --------------------------------------------------------------------------------------

    def step_mention(self, change: int) -> None:
        """Go to the next or previous mention from the caret, and choose it."""
        mark = next_stop(self._index.marks, self.caret, self._stopped_at, change)
        if mark is None:
            self.said.emit("That was the last mention." if change > 0 else "That was the first mention.")
            return
        self._go_to(mark, "mention")
        self.mark_clicked.emit(next((i for i in mark.ids if i in self._chosen), mark.ids[0]))
        self.said.emit(mark_words(mark.codes, mark.state).capitalize() if not mark.codes else _arrival(mark))

    def step_place(self, change: int) -> None:
        """Go to the next or previous place of the chosen code; after the last comes the first."""
        places = self._chosen_marks
        if not places:
            self.said.emit("The chosen code has no place in this note.")
            return
        stopped = self._stopped_at.span if self._stopped_at is not None else None
        here = next((n for n, m in enumerate(places) if m.span == stopped), None)
        if here is None:
            here = next((n for n, m in enumerate(places) if self._is_in_view(m.span)), 0)
        number = (here + change) % len(places)
        self._go_to(places[number], "place")
        self.said.emit(f"{places[number].code_of(self._chosen)}: place {number + 1} of {len(places)}.")

    def _go_to(self, mark: Mark, jump: str) -> None:
        self.reveal(mark.span, jump=jump)
        self.put_caret(mark.span.start)
        self._stopped_at = mark

    # --- geometry -----------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        super().set_theme(theme)
        self._show_overview()

    def _sift_marks(self) -> None:
        self._plain = tuple(m for m in self._marks if m.state not in self._hidden and not m.is_quiet)
        self._refresh_marks()

    def _refresh_marks(self) -> None:
        """Draw the plain marks, and what is chosen though it would not be drawn."""
        of_choice = [m for identity in self._chosen for m in self._of_id.get(identity, ())]
        more = [m for m in of_choice if m.is_quiet or m.state in self._hidden]
        shown = tuple(sorted((*self._plain, *more), key=lambda m: m.span.start)) if more else self._plain
        self._chosen_marks = sorted((m for m in of_choice if m.code_of(self._chosen)), key=lambda m: m.span.start)
        if shown != self._index.marks:
            self._index = MarkIndex(shown)
            self._places.clear()
            self._show_overview()
        self.overview.show_chosen(self._chosen_marks)
        self.viewport().update()

    def _forget_places(self, _size: object = None) -> None:
        self._places.clear()
        self._heights.clear()
        self._show_overview()
        super()._forget_places()

    def _show_overview(self) -> None:
        if "overview" in self.__dict__:  # the paper is laid out once before the bar is made
            self.overview.show_marks(self._index.marks, self._hits)

    def _height_of(self, place: int) -> float:
        """Return how far down the document a code point stands, in 0..1."""
        known = self._heights.get(place)
        if known is None:
            units = self._offsets.units(place)
            block = self.document().findBlock(units)
            line = block.layout().lineForTextPosition(units - block.position())
            top = self.document().documentLayout().blockBoundingRect(block).top()
            known = self._heights[place] = top + (line.y() if line.isValid() else 0.0)
        return known / max(1.0, self.overview.maximum() + self.overview.pageStep())

    def _marks_of(self, stretch: Stretch) -> StretchMarks:
        key = (stretch.block.blockNumber(), stretch.first)
        known = self._places.get(key)
        if known is None:
            known = self._places[key] = self._placed(stretch)
        return known

    def _placed(self, stretch: Stretch) -> StretchMarks:
        start, end = self._offsets.code_points(stretch.start), self._offsets.code_points(stretch.end)
        here = self._index.touching(start, end)
        hits = tuple(
            (n, p) for n in self._hits.touching(start, end) for p in self._pieces(stretch, self._hits.spans[n])
        )
        copied = tuple(
            p for n in self._copied.touching(start, end) for p in self._pieces(stretch, self._copied.spans[n])
        )
        placed = stretch_marks(stretch, here, tints_of(here), self._offsets)
        return replace(placed, hits=hits, copied=copied)

    def _pieces(self, stretch: Stretch, span: Span) -> Iterable[Piece]:
        return pieces(stretch, span, self._offsets)

    def _nearest_out_of_view(self) -> Mark | None:
        """Return the chosen code's nearest mark if none of its marks is in view."""
        places = self._chosen_marks
        if len(places) > 4:  # only those around the view can be in it or nearest
            top = self._offsets.code_points(self.cursorForPosition(QPoint(0, 0)).position())
            corner = QPoint(self.viewport().width(), self.viewport().height())
            bottom = self._offsets.code_points(self.cursorForPosition(corner).position())
            starts = [m.span.start for m in places]
            places = places[max(0, bisect_left(starts, top) - 1) : bisect_left(starts, bottom + 1) + 1]
        if not places or any(self._is_in_view(m.span) for m in places):
            return None
        return min(places, key=lambda m: self._distance(m.span))

    def _distance(self, span: Span) -> float:
        return abs(self._line_rect(span).center().y() - self.viewport().height() / 2)

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint grounds, then the words, then the lines; only what is in view."""
        stretches = [(s, self._marks_of(s)) for s in self._visible_stretches()]
        origin = QPointF(0, -self.verticalScrollBar().value())
        left, words = self._column()
        painter = QPainter(self.viewport())
        for _, places in stretches:
            self._painter.paint_copied(painter, places.copied, origin, left)
        for _, places in stretches:
            self._painter.paint_tints(painter, places.tints, origin)
            for piece in places.lines:
                if piece.mark.state is not MarkState.CUE and self._chosen.intersection(piece.mark.ids):
                    self._painter.paint_chosen_tint(painter, piece, origin)
            self._painter.paint_hits(painter, places.hits, origin, self._hit)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        self._margin_places = []
        for stretch, places in stretches:
            self._painter.paint_lines(painter, places.lines, origin, self._chosen)
            self._paint_beside(painter, stretch, places, left, words)
        self._paint_pointer(painter, left + words + _BEFORE_MARGIN)
        if self.hasFocus():
            self._painter.paint_caret(painter, QRectF(self.cursorRect()))
        painter.end()
        self._top = self.reading_place()

    def _paint_beside(self, painter: QPainter, stretch: Stretch, places: StretchMarks, left: int, words: int) -> None:
        scrolled = self.verticalScrollBar().value()
        for line in places.margin:
            place = QPointF(left + words + _BEFORE_MARGIN, line.baseline - scrolled)
            self._margin_places.append((self._painter.paint_margin(painter, line, place, self._chosen), line))
        number = stretch.block.blockNumber()
        name = self._gutter.get(number)
        if stretch.first or not (name or self._has_numbers):
            return
        first = stretch.block.layout().lineAt(0)
        baseline = stretch.origin.y() + first.y() + first.ascent() - scrolled
        right = left - _GUTTER_GAP
        if self._has_numbers:
            self._painter.paint_number(painter, number + 1, QPointF(right, baseline))
            right = left - _NAME_GAP - self._number_width()
        if name:
            self._painter.paint_gutter(painter, name, QPointF(right, baseline))

    def _paint_pointer(self, painter: QPainter, x: float) -> None:
        """Point to the chosen code where it is out of view: nobody should decide without its words."""
        away = self._nearest_out_of_view()
        self._pointer = QRectF()
        if away is not None:
            is_below = self._line_rect(away.span).top() > 0
            y = self.viewport().height() - 20.0 if is_below else 20.0
            text = f"{away.code_of(self._chosen)} {'↓' if is_below else '↑'}"
            self._pointer = self._painter.paint_pointer(painter, text, QPointF(x, y))

    # --- events -------------------------------------------------------------------------------------------------

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
        """Ask for the menu of the place: under the mouse, or at the caret where a key asked."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            under = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.menu_wanted.emit(under, self.marks_at(self.caret))
        else:
            self.menu_wanted.emit(event.globalPos(), self._stack_at(QPointF(event.pos())))

    def _stack_at(self, point: QPointF) -> list[Mark]:
        """Return the marks at a point of the view: those of a margin entry, or those under the words."""
        beside = next((line for rect, line in self._margin_places if rect.contains(point)), None)
        return list(beside.marks) if beside else self._marks_under(point)

    def _marks_under(self, point: QPointF) -> list[Mark]:
        place = point + QPointF(0, self.verticalScrollBar().value())
        under: list[Mark] = []
        for stretch in self._visible_stretches():
            found = (p for p in self._marks_of(stretch).lines if p.piece.reaches(place))
            under.extend(p.mark for p in found if p.mark.state is not MarkState.CUE)
        return sorted(under, key=lambda m: m.span.end - m.span.start)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move the caret, select or copy; every other key is a command's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(moves_the_caret(event))
            return event.isAccepted()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Change the size of the words with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / _NOTCH
            self.set_text_size(self.text_size + (1 if notches > 0 else -1 if notches < 0 else 0))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tell the whole stack of marks where the mouse rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stack = self._stack_at(QPointF(event.pos()))
            place = self._offsets.code_points(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), self.tell(stack, place), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tell_marks_at_caret(self) -> None:
        words = ", ".join(mark_words(m.codes, m.state) for m in self.marks_at(self.caret))
        self.setStatusTip(words)
        self.setAccessibleDescription(words)


def _plain_words(marks: Sequence[Mark], _place: int) -> str:
    return "\n".join(mark_words(m.codes, m.state) for m in marks)


def _arrival(mark: Mark) -> str:
    return f"{', '.join(mark.codes)}: {mark_words((), mark.state)}."
