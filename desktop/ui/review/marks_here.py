# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What is marked here? Every mention at a place in a list laid over the note; a key chooses one, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QLineF,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.review.elision import elide_end, elide_middle
from desktop.ui.review.line_painter import paint_line
from desktop.ui.review.mark_stories import Story
from desktop.ui.review.wording import counted
from desktop.ui.shell.painting import draw_key_cap, draw_row_ground, draw_text, drop_shadow, key_cap_width, raised_plane
from desktop.ui.shell.theme import Theme, ThemeSource

_WIDTH = 440
_HEAD = 44
_LINE = 22  # code and title; why stands beneath
_PAD = 8
_INDENT = 44  # of the words, the line sample before them
_HIGHEST = 420  # what does not find room is scrolled to
_STORY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class MarksHere(QFrame):
    """Lies over the note beneath the line it tells of."""

    chosen = Signal(str)  # id of the suggestion, decision or mention

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._quote = ""
        self._before: QWidget | None = None
        self.model = _Stories(self)
        self.view = _View(themes)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Row(themes, self.view))
        self.view.installEventFilter(self)
        self.view.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, _HEAD, 6, 6)
        column.addWidget(self.view)
        self._restyle(themes.theme)
        themes.theme_changed.connect(self._restyle)
        self.hide()

    @property
    def stories(self) -> tuple[Story, ...]:
        """What is listed."""
        return self.model.stories

    def show_stories(self, stories: tuple[Story, ...], quote: str, line: QRect) -> None:
        """List what stands on the words; `line` is their line in the parent, kept uncovered where there is room."""
        self._quote = " ".join(quote.split())
        self.model.show_stories(stories)
        self.view.setCurrentIndex(self.model.index(0))
        self.view.setAccessibleName(f"{self.title}: {counted(len(stories), 'mention')}")
        self._before = QApplication.focusWidget()
        self._place(line)
        self.show()
        self.raise_()
        self.view.setFocus()

    @property
    def title(self) -> str:
        """What the list is about."""
        return f"On “{self._quote}”"

    def close_list(self) -> None:
        """Take the list away; the keyboard goes back to where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Claim the list's own keys before they become commands; any loss of the keyboard closes the list."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        digit = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.view.currentIndex())
        elif 0 <= digit < min(9, len(self.stories)):
            self._take(self.model.index(digit))
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = self.view.currentIndex().row() + step
            self.view.setCurrentIndex(self.model.index(max(0, min(row, len(self.stories) - 1))))
        else:
            return False
        return True

    def _take(self, index: QModelIndex) -> None:
        story = self.stories[index.row()] if index.isValid() else None
        self.close_list()
        if story is not None and story.id:
            self.chosen.emit(story.id)

    def _place(self, line: QRect) -> None:
        parent = self.parentWidget()
        area = parent.rect() if parent is not None else line
        width = min(_WIDTH, area.width() - 16)
        rows = sum(row_height(self._themes.theme, s, width - 12) for s in self.stories)
        self.resize(width, min(_HEAD + rows + 8, _HIGHEST, area.height() - 16))
        below = line.bottom() + 12
        has_room = below + self.height() <= area.height() - 8
        top = below if has_room else max(8, line.top() - self.height() - 8)
        left = max(8, min(line.left() - 16, area.width() - self.width() - 8))
        self.move(QPoint(left, top))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint plane, title and keys."""
        theme = self._themes.theme
        painter = raised_plane(self, theme)
        head = QRectF(16, 6, self.width() - 32, _HEAD - 8)
        right = head.right()
        for key, words in (("Esc", "close"), ("Enter", "go to it")):
            painter.setFont(theme.font("small"))
            right -= QFontMetricsF(theme.font("small")).horizontalAdvance(words)
            word_box = QRectF(right, head.top(), 80, head.height())
            draw_text(painter, word_box, words, theme.color("text_2"), Qt.AlignmentFlag.AlignLeft)
            right -= key_cap_width(theme, key) + 6
            at = QPointF(right, head.center().y())
            draw_key_cap(painter, theme, at, key, theme.color("text_2"), theme.color("line_strong"))
            right -= 12
        painter.setFont(theme.font("body_strong"))
        measure = QFontMetricsF(painter.font()).horizontalAdvance
        title = elide_end(self.title, right - head.left() - 4, measure)
        draw_text(painter, head, title, theme.color("text"), Qt.AlignmentFlag.AlignLeft)

    def _restyle(self, theme: Theme) -> None:
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("raised"))
        self.view.setPalette(palette)
        self.view.viewport().setPalette(palette)
        drop_shadow(self, theme)


def row_height(theme: Theme, story: Story, width: float) -> int:
    """Return how high a row is in a list of that width."""
    room = QRectF(0, 0, width - _INDENT - 12, 10_000)
    metrics = QFontMetricsF(theme.font("small"))
    why = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, story.why).height() if story.why else 0.0
    return round(_LINE + why + 2 * _PAD)


class _View(QListView):
    """A plain list on the ground of its plane."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)


class _Stories(QAbstractListModel):
    """The stories, one a row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stories: tuple[Story, ...] = ()

    def show_stories(self, stories: tuple[Story, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self.stories = stories
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return the number of stories."""
        return 0 if parent.isValid() else len(self.stories)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a story, or its words."""
        if not index.isValid():
            return None
        story = self.stories[index.row()]
        if role == _STORY:
            return story
        words = ", ".join(filter(None, (story.code, story.title, story.what, story.why)))
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole)
        return words if role in spoken else None


class _Row(QStyledItemDelegate):
    """Line sample and code, title; what it is; why, on as many lines as it needs."""

    def __init__(self, themes: ThemeSource, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Return the height that the words need."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else _WIDTH
        return QSize(100, row_height(self._themes.theme, index.data(_STORY), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one story."""
        theme = self._themes.theme
        story: Story = index.data(_STORY)
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        view = self.parent()
        if isinstance(view, QListView) and view.currentIndex() == index:
            draw_row_ground(painter, theme, box.adjusted(0, 1, 0, -1), "selected", "accent")
        inner = box.adjusted(12, _PAD - 2, -12, -_PAD)
        self._paint_head(painter, theme, story, inner)
        why = QRectF(box.left() + _INDENT, inner.top() + _LINE, box.width() - _INDENT - 12, inner.height() - _LINE + 4)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        painter.drawText(why, Qt.TextFlag.TextWordWrap, story.why)

    def _paint_head(self, painter: QPainter, theme: Theme, story: Story, inner: QRectF) -> None:
        middle = inner.top() + 11
        if story.state is not None:
            level = QLineF(inner.left(), middle + 1, inner.left() + 24, middle + 1)
            paint_line(painter, theme.mark(story.state), theme.mark_color(story.state), level)
        line = QRectF(inner.left() + 32, inner.top(), inner.width() - 32, 22)
        painter.setFont(theme.font("small_medium"))
        what = QFontMetricsF(painter.font()).horizontalAdvance(story.what)
        color = theme.mark_color(story.state) if story.state is not None else theme.color("text_2")
        draw_text(painter, line, story.what, color, Qt.AlignmentFlag.AlignRight)
        left = line.left()
        if story.code:
            painter.setFont(theme.font("code"))
            draw_text(painter, line, story.code, theme.color("text"), Qt.AlignmentFlag.AlignLeft)
            left += QFontMetricsF(painter.font()).horizontalAdvance(story.code) + 10
        painter.setFont(theme.font("body_medium"))
        room = line.right() - what - 12 - left
        title = elide_middle(story.title, room, QFontMetricsF(painter.font()).horizontalAdvance)
        place = QRectF(left, line.top(), room, line.height())
        draw_text(painter, place, title, theme.color("text"), Qt.AlignmentFlag.AlignLeft)
