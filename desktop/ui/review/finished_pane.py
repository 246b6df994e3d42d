# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A note that is finished: its codes in order, what was written where, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.review.paragraph import Paragraph
from desktop.ui.review.row_painter import write, write_title
from desktop.ui.review.rows import waiting_not_coded
from desktop.ui.review.wording import counted, local_time, note_title
from desktop.ui.shell.actions import Command, key_text
from desktop.ui.shell.controls import KeyButton, Label
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Decision, Review, Verdict

_WIDTH = 640
_ROW = 34
_RING = 4  # the room a button keeps for its focus ring: everything else is set in by as much


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPlace:
    """Where finishing is written: the entry's number, its UTC time, and whether the chain up to there holds.

    `day` is the local day, "" on the same day.
    """

    entry: int
    time: str
    day: str = ""
    is_intact: bool = True


class FinishedPane(QScrollArea):
    """Takes the place of note and codes once nothing is left to decide."""

    command_given = Signal(object)  # Command

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._words = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Finished")
        self._take_palette(themes.theme)
        themes.theme_changed.connect(self._take_palette)

    @property
    def words(self) -> str:
        """The sentence under the title."""
        return self._words

    def show_review(self, review: Review, file_name: str, ledger: LedgerPlace | None, next_name: str = "") -> None:
        """Show a finished review; `next_name` is the file that follows, "" at the end of the list."""
        themes = self._themes
        self._words = finished_words(review, ledger)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 56, 24, 32)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(_inset(_Title(themes, f"{note_title(file_name)} is finished", self._words)))
        column.addSpacing(24)
        if review.accepted:
            column.addWidget(_inset(_CodeCard(themes, review.accepted)))
            column.addSpacing(20)
        column.addLayout(self._buttons(next_name))
        column.addSpacing(20)
        column.addWidget(_inset(_Line(themes)))
        column.addSpacing(16)
        column.addLayout(self._facts(review))
        column.addStretch(1)
        frame = QWidget()
        frame.setMaximumWidth(_WIDTH)
        frame.setLayout(column)
        across.addStretch(1)
        across.addWidget(frame, 20)
        across.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def _buttons(self, next_name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        forward = f"Next note: {note_title(next_name)}" if next_name else "To the worklist"
        for words, command, glyph in (
            (forward, Command.FINISH, ""),
            ("Reopen", Command.REOPEN, ""),
            ("Export", Command.EXPORT, "download"),
        ):
            is_primary = command is Command.FINISH
            button = KeyButton(self._themes, words, key=key_text(command), glyph=glyph, is_primary=is_primary)
            button.clicked.connect(lambda _on=False, command=command: self.command_given.emit(command))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _facts(self, review: Review) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_RING, 0, _RING, 0)
        for title, value in facts_of(review):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Label(self._themes, title, font="small", color="text_2"))
            cell.addWidget(Label(self._themes, value, font="heading"))
            row.addLayout(cell, 1)
        return row

    def _take_palette(self, theme: Theme) -> None:
        set_ground(self, theme, "paper")


def finished_words(review: Review, ledger: LedgerPlace | None) -> str:
    """Return what was decided and where it stands written."""
    rejected, left = len(review.rejected), len(review.open)
    counts = f"{counted(len(review.accepted), 'code')} in order"
    counts += f", {rejected} rejected with a reason" if rejected else ""
    counts += f", {left} left open" if left else ""
    counts += f", {len(waiting_not_coded(review))} not coded."
    if ledger is None:
        return counts
    at = f"{f' on {ledger.day}' if ledger.day else ''} at {local_time(ledger.time)}"
    chain = "intact" if ledger.is_intact else "broken"
    return f"{counts} Written to the ledger as entry {ledger.entry}{at}; the chain is {chain}."


def facts_of(review: Review) -> tuple[tuple[str, str], ...]:
    """Return the small figures at the foot."""
    added = sum(1 for d in review.decisions if d.verdict is Verdict.ADD)
    taken_back = sum(1 for d in review.history if d.verdict is Verdict.WITHDRAW)
    return (
        ("Suggested", str(len(review.case.suggestions))),
        ("Left open", str(len(review.open))),
        ("Added by you", str(added)),
        ("Taken back", str(taken_back)),
    )


def _inset(widget: QWidget) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(_RING, 0, _RING, 0)
    row.addWidget(widget)
    return frame


class _Title(QWidget):
    """The check mark, the title, the sentence."""

    def __init__(self, themes: ThemeSource, title: str, words: str) -> None:
        super().__init__()
        self._themes = themes
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(themes, title, font="title"))
        column.addWidget(Paragraph(themes, words, color="text_2"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the check mark."""
        paint_icon(QPainter(self), "circle-check", self._themes.theme.color("accepted"), 0, 0, 28)


class _CodeCard(QWidget):
    """The codes in the order in which they will be reported."""

    def __init__(self, themes: ThemeSource, codes: tuple[Decision, ...]) -> None:
        super().__init__()
        self._themes = themes
        self._codes = codes
        self.setFixedHeight(_ROW * len(codes) + 16)
        self.setAccessibleName("; ".join(f"{n} {d.code} {d.title}" for n, d in enumerate(codes, 1)))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the rows."""
        return QSize(_WIDTH, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card and its rows."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("paper"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.radius("card"), theme.radius("card"))
        for number, decision in enumerate(self._codes):
            row = QRectF(16, 8 + number * _ROW, self.width() - 32, _ROW)
            if number:
                painter.fillRect(QRectF(row.left() + 34, row.top(), row.width() - 34, 1), theme.color("line"))
            write(
                painter,
                theme.font("count"),
                theme.color("text_2"),
                QRectF(row.left(), row.top(), 20, _ROW),
                str(number + 1),
                is_right=True,
            )
            write(painter, theme.font("code"), theme.color("text"), row.adjusted(34, 0, 0, 0), decision.code)
            remark = "first-listed" if number == 0 else "added by you" if decision.verdict is Verdict.ADD else ""
            write(painter, theme.font("small"), theme.color("text_2"), row, remark, is_right=True)
            title = row.adjusted(122, 0, -84 if remark else 0, 0)
            write_title(painter, theme.font("body"), theme.color("text"), title, decision.title)


class _Line(QWidget):
    """A hairline."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint it."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(QPointF(0, 0), self.size()), self._themes.theme.color("line"))
