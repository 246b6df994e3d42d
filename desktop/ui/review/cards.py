# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Findings and queries as cards: few, so real widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.review.paragraph import Paragraph
from desktop.ui.review.wording import counted
from desktop.ui.shell.controls import KeyButton, Label
from desktop.ui.shell.focus_frame import FocusFrame
from desktop.ui.shell.ground_color import set_ground
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import Finding, Query, Severity

_PAD = 16


class CardList(QScrollArea):
    """A column of cards with headings."""

    code_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    acknowledge_wanted = Signal(object)  # Finding

    def __init__(self, themes: ThemeSource, name: str) -> None:
        super().__init__()
        self._themes = themes
        self._waiting: Callable[[], None] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusFrame(themes, self)
        self._take_palette(themes.theme)
        themes.theme_changed.connect(self._take_palette)

    def show_findings(self, findings: Sequence[Finding], accepted: frozenset[str]) -> None:
        """Show what the rules say, hard stops first."""
        self._show(partial(self._fill_findings, tuple(findings), accepted))

    def show_queries(self, queries: Sequence[Query]) -> None:
        """Show questions that the provider could be asked."""
        self._show(partial(self._fill_queries, tuple(queries)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the cards that nobody could see before."""
        super().showEvent(event)
        if self._waiting is not None:
            self._show(self._waiting)

    def _show(self, fill: Callable[[], None]) -> None:
        """Make the cards now, or once they are looked at: every decision would have to wait for them."""
        self._waiting = None if self.isVisible() else fill
        if self._waiting is None:
            fill()

    def _fill_findings(self, findings: Sequence[Finding], accepted: frozenset[str]) -> None:
        column, page = self._new_page()
        stops = [f for f in findings if f.severity is Severity.STOP]
        warnings = [f for f in findings if f.severity is Severity.WARNING]
        for title, right, color, group in (
            ("Hard stops", f"{counted(len(stops), 'stop')} before Finish", "stop", stops),
            ("Warnings", "worth a look, no hindrance", "warn", warnings),
        ):
            if group:
                column.addLayout(self._heading(title, right, color))
                for finding in group:
                    column.addWidget(self._finding(finding, accepted))
        self._close_page(column, page)

    def _fill_queries(self, queries: Sequence[Query]) -> None:
        column, page = self._new_page()
        if queries:
            column.addLayout(self._heading("Questions to the provider", counted(len(queries), "query"), "text"))
        for query in queries:
            column.addWidget(self._query(query))
        self._close_page(column, page)

    def _finding(self, finding: Finding, accepted: frozenset[str]) -> QWidget:
        themes = self._themes
        is_stop = finding.severity is Severity.STOP
        card = Card(themes, "stop" if is_stop else "warn", "circle-x" if is_stop else "triangle-alert")
        card.column.addWidget(_shifted(Paragraph(themes, finding.message, font="body_strong"), 28))
        card.column.addWidget(_shifted(Paragraph(themes, finding.citation, font="small", color="text_3"), 4))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(2)
        # A lone code that lacks company is helped by adding, not by withdrawing.
        offered = [c for c in finding.codes if c in accepted][:2] if is_stop or len(finding.codes) > 1 else []
        for code in offered:
            button = KeyButton(themes, f"Withdraw {code}")
            button.clicked.connect(lambda _on=False, code=code: self.withdraw_wanted.emit(code))
            buttons.addWidget(button)
        if finding.exception:
            words = "Take back: related" if finding.is_acknowledged else "Unrelated: keep both"
            button = KeyButton(themes, words)
            button.clicked.connect(lambda _on=False: self.acknowledge_wanted.emit(finding))
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        return card

    def _query(self, query: Query) -> QWidget:
        themes = self._themes
        card = Card(themes, "line_strong", "")
        card.column.addWidget(Paragraph(themes, query.topic, font="body_strong"))
        for evidence in query.evidence:
            card.column.addWidget(
                Paragraph(themes, f"“{' '.join(evidence.quote.split())}”", font="small", color="text_2")
            )
        card.column.addWidget(Paragraph(themes, query.text))
        for option in query.options:
            card.column.addWidget(Paragraph(themes, f"○  {option}", color="text_2"))
        return card

    def _heading(self, title: str, right: str, color: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(Label(self._themes, title, font="code_small", color=color))
        row.addStretch(1)
        row.addWidget(Label(self._themes, right, font="small", color="text_2"))
        return row

    def _new_page(self) -> tuple[QVBoxLayout, QWidget]:
        page = QWidget()
        page.resize(self.viewport().size())  # laid out at the width it will have, not first at a sliver of it
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        return column, page

    def _close_page(self, column: QVBoxLayout, page: QWidget) -> None:
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def _take_palette(self, theme: Theme) -> None:
        set_ground(self, theme, "panel")


class Card(QFrame):
    """A raised plane with a hairline, a coloured edge and an icon."""

    def __init__(self, themes: ThemeSource, edge: str, glyph: str) -> None:
        super().__init__()
        self._themes = themes
        self._edge, self._glyph = edge, glyph
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_PAD, 12, _PAD, 12)
        self.column.setSpacing(6)
        themes.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint plane, edge and icon."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(box, theme.radius("card"), theme.radius("card"))
        if self._glyph:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._edge))
            painter.setClipRect(QRectF(0, 0, 3, self.height()))
            painter.drawRoundedRect(QRectF(self.rect()), theme.radius("card"), theme.radius("card"))
            painter.setClipping(False)
            paint_icon(painter, self._glyph, theme.color(self._edge), _PAD + 4, 14)


def _shifted(widget: QWidget, left: int) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(left, 0, 0, 0)
    row.addWidget(widget)
    return frame
