# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Why: the chosen code, one line of facts, the path to it, and what would change it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.review.book_block import BookBlock
from desktop.ui.review.paragraph import Paragraph, codes_in
from desktop.ui.review.reasons import PathStep, Reasons
from desktop.ui.shell.controls import Label
from desktop.ui.shell.focus_frame import FocusFrame
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.painting import draw_confidence
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Flip, Span

_EDGE = 20
_TITLE_AT = 94
_LABEL_AT = 42
_WORDS_AT = 122
_LINE_MIDDLE = 10.0
_STEPS = 22  # the width of the four steps


class RationalePane(QScrollArea):
    """Shows the reasons for one code, or one sentence where there is none."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._reasons: Reasons | None = None
        self._instead = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_now)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Why this code")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusFrame(themes, self)
        self._take_palette(themes.theme)
        themes.theme_changed.connect(self._take_palette)

    @property
    def reasons(self) -> Reasons | None:
        """What the pane shows."""
        return self._reasons

    def show_reasons(self, reasons: Reasons | None, instead: str = "") -> None:
        """Show the reasons, or a sentence instead."""
        if reasons is not None and reasons == self._reasons:
            return
        self._reasons, self._instead = reasons, instead
        self._soon.start()

    def _show_now(self) -> None:
        """Make the page: after the decision itself is painted, and once for many quick steps through the list."""
        reasons, instead = self._reasons, self._instead
        page = QWidget()
        page.resize(self.viewport().size())  # laid out at the width it will have, not first at a sliver of it
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 14, 0, 16)
        column.setSpacing(0)
        if reasons is None:
            column.addWidget(_indented(Paragraph(self._themes, instead, color="text_2"), _EDGE))
        else:
            self._fill(column, reasons)
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(0)

    def _fill(self, column: QVBoxLayout, reasons: Reasons) -> None:
        themes = self._themes
        column.addLayout(self._header(reasons))
        column.addSpacing(10)
        for number, step in enumerate(reasons.path):
            column.addWidget(_PathRow(themes, step, is_first=number == 0, is_last=number == len(reasons.path) - 1))
        self._add_list(column, "What would change it", [self._flip(f) for f in reasons.flips])
        missing = [Paragraph(themes, _sentence(m)) for m in reasons.missing]
        self._add_list(column, "Missing to be exact", missing)
        if reasons.confidence is not None:
            number = f"{reasons.confidence:.2f}"
            words = f"{number}: {', '.join(reasons.confidence_reasons)}." if reasons.confidence_reasons else number
            strong = (Span(start=0, end=len(number)),)
            self._add_list(column, "Why this confidence", [Paragraph(themes, words, strong=strong)])
        if reasons.book:
            self._add_heading(column, "What the book says")
            column.addSpacing(4)
            column.addWidget(BookBlock(themes, reasons.book))

    def _header(self, reasons: Reasons) -> QHBoxLayout:
        themes = self._themes
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(0)
        code = Label(themes, reasons.code, font="heading", color="text" if reasons.confidence is not None else "text_2")
        code.setFont(themes.theme.font("code", 15))
        code.setMinimumWidth(max(_TITLE_AT - _EDGE, code.sizeHint().width() + 12))
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 1, 0, 0)
        words.setSpacing(4)
        words.addWidget(Paragraph(themes, reasons.title, font="body_strong"))
        if reasons.confidence is not None:
            words.addWidget(_Facts(themes, reasons.confidence, reasons.facts))
        if reasons.verdict:
            color = "accepted" if reasons.verdict == "Added by you" else "notcoded"
            words.addWidget(Paragraph(themes, reasons.verdict, font="small_medium", color=color))
        row.addLayout(words, 1)
        return row

    def _flip(self, flip: Flip) -> Paragraph:
        words = f"{flip.change} → {flip.outcome}"
        return Paragraph(self._themes, words, strong=(Span(start=len(flip.change) + 3, end=len(words)),))

    def _add_list(self, column: QVBoxLayout, title: str, items: list[Paragraph]) -> None:
        if not items:
            return
        self._add_heading(column, title)
        for item in items:
            column.addWidget(_Bullet(self._themes, item))

    def _add_heading(self, column: QVBoxLayout, title: str) -> None:
        column.addSpacing(10)
        column.addWidget(_indented(Label(self._themes, title, font="code_small"), _EDGE))
        column.addSpacing(2)

    def _take_palette(self, theme: Theme) -> None:
        set_ground(self, theme, "panel")


class _Facts(QWidget):
    """The steps of a confidence, its word, and the facts beside it on one line."""

    def __init__(self, themes: ThemeSource, confidence: float, facts: tuple[str, ...]) -> None:
        super().__init__()
        self._themes = themes
        self._confidence = confidence
        word = themes.theme.confidence(confidence)[0]
        row = QHBoxLayout(self)
        row.setContentsMargins(_STEPS + 10, 0, 0, 0)
        row.addWidget(Paragraph(themes, "  ·  ".join((word, *facts)), font="small", color="text_2"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the steps."""
        theme = self._themes.theme
        steps = theme.confidence(self._confidence)[1]
        draw_confidence(QPainter(self), theme, QPointF(_STEPS, 9), steps)


class _PathRow(QWidget):
    """One dot on the rail, the code reached, and the words."""

    def __init__(self, themes: ThemeSource, step: PathStep, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._themes = themes
        self._step = step
        self._is_first, self._is_last = is_first, is_last
        row = QHBoxLayout(self)
        row.setContentsMargins(_LABEL_AT, 0, _EDGE, 10)
        row.setSpacing(0)
        label = Label(themes, step.label, font="code", color="text" if step.is_chosen else "text_2")
        label.setFixedWidth(max(_WORDS_AT - _LABEL_AT, label.sizeHint().width() + 8))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(themes, step.statement, strong=step.strong or codes_in(step.statement)))
        if step.citation:
            words.addWidget(Paragraph(themes, step.citation, font="small", color="text_3"))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{step.label}: {step.statement} {step.citation}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint rail and dot."""
        theme = self._themes.theme
        painter = QPainter(self)
        middle = QPointF(_EDGE + 5.5, _LINE_MIDDLE)
        top = middle.y() if self._is_first else 0.0
        bottom = middle.y() if self._is_last else float(self.height())
        painter.fillRect(QRectF(_EDGE + 5, top, 1, bottom - top), theme.color("line_strong"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = theme.color("accent" if self._step.is_chosen else "control_line")
        painter.setPen(QPen(ring, 1.5))
        painter.setBrush(ring if self._step.is_chosen else QColor(theme.color("panel")))
        painter.drawEllipse(middle, 4.0, 4.0)


class _Bullet(QWidget):
    """A paragraph behind a small dot."""

    def __init__(self, themes: ThemeSource, words: Paragraph) -> None:
        super().__init__()
        self._themes = themes
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + 18, 1, _EDGE, 2)
        row.addWidget(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.theme.color("text_3"))
        painter.drawEllipse(QPointF(_EDGE + 6, 11), 1.8, 1.8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return what the words need at least."""
        return QSize(80, 20)


def _indented(widget: QWidget, left: int) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(left, 0, _EDGE, 0)
    row.addWidget(widget)
    return frame


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
