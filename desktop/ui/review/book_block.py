# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the book says, as rows of the reasons: kind and level at the left, the words beside them, the rest folded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.review.book_lines import BookLine, BookText
from desktop.ui.review.paragraph import Paragraph
from desktop.ui.review.wording import counted
from desktop.ui.shell.controls import Label
from desktop.ui.shell.painting import draw_focus_ring, draw_text
from desktop.ui.shell.theme import ThemeSource

_EDGE = 20
_WORDS_AT = 122
_BUTTON_HEIGHT = 24


class BookBlock(QWidget):
    """The book's lines for one code; what blocks and chapters print without asking for anything is folded away."""

    def __init__(self, themes: ThemeSource, lines: Sequence[BookLine]) -> None:
        super().__init__()
        self._themes = themes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for line in lines:
            if not line.is_far:
                self._column.addWidget(BookRow(themes, line))
        self._far = tuple(line for line in lines if line.is_far)
        self._button: WordButton | None = None
        if self._far:
            self._button = WordButton(themes, far_words(self._far))
            self._button.clicked.connect(self._unfold)
            self._column.addWidget(_shifted(self._button, _EDGE - 4))

    def _unfold(self) -> None:
        """Show what was folded and leave the focus where the reading goes on."""
        if self._button is not None:
            self._button.hide()
        rows = [BookRow(self._themes, line) for line in self._far]
        for row in rows:
            self._column.addWidget(row)
        rows[0].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        rows[0].setFocus()


class BookRow(QWidget):
    """One kind of line of one level."""

    def __init__(self, themes: ThemeSource, line: BookLine) -> None:
        super().__init__()
        self._themes = themes
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(Label(themes, line.kind, font="body_medium", color="text_2"))
        if line.owner:
            left.addWidget(Label(themes, line.owner, font="small", color="text_3"))
        left.addStretch(1)
        frame = QWidget()
        frame.setFixedWidth(_WORDS_AT - _EDGE)
        frame.setLayout(left)
        left.setContentsMargins(0, 0, 4, 0)
        row.addWidget(frame)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._paragraph = _paragraph(themes, line.shown)
        self._words.addWidget(self._paragraph)
        self._button: WordButton | None = None
        if line.folded:
            self._button = WordButton(themes, f"{line.folded} more")
            self._button.clicked.connect(self._unfold)
            self._words.addWidget(_shifted(self._button, -4))
        row.addLayout(self._words, 1)
        self.setAccessibleName(" ".join(p for p in (line.kind, line.owner, line.whole.text) if p))

    @property
    def words(self) -> str:
        """The words that are shown."""
        return self._paragraph.text

    def _unfold(self) -> None:
        if self._button is not None:
            self._button.hide()
        self._paragraph.hide()
        self._paragraph = _paragraph(self._themes, self._line.whole)
        self._words.insertWidget(0, self._paragraph)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocus()


class WordButton(QAbstractButton):
    """Words in the colour of a link that show more."""

    def __init__(self, themes: ThemeSource, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the words and a ring."""
        width = QFontMetricsF(self._themes.theme.font("small_medium")).horizontalAdvance(self.text())
        return QSize(round(width + 9), _BUTTON_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Press with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words, underlined under the mouse."""
        theme = self._themes.theme
        painter = QPainter(self)
        font = theme.font("small_medium")
        painter.setFont(font)
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        draw_text(painter, box.adjusted(0, 0, 8, 0), self.text(), theme.color("link"), Qt.AlignmentFlag.AlignLeft)
        if self.underMouse():
            painter.fillRect(QRectF(box.left(), round(box.center().y()) + 7, box.width(), 1), theme.color("link"))
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), theme.radius("control"))


def far_words(lines: Sequence[BookLine]) -> str:
    """Return what stands folded away ("2 more lines from N17-N19 and chapter 14")."""
    owners = [owner.removeprefix("from ") for owner in dict.fromkeys(line.owner for line in lines)]
    return f"{counted(len(lines), 'more line')} from {' and '.join(owners)}"


def _paragraph(themes: ThemeSource, words: BookText) -> Paragraph:
    return Paragraph(themes, words.text, strong=words.strong)


def _shifted(widget: QWidget, left: int) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(max(0, left), 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return frame
