# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands there before any note is open: a place to drop notes, and three promises."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.shell.actions import Command, key_text
from desktop.ui.shell.controls import Ground, KeyButton, Label, Paragraph
from desktop.ui.shell.message_page import GlyphSign
from desktop.ui.shell.theme import Theme, ThemeSource

_CARD_WIDTH = 560
_PROMISES = (
    ("lock", "Stays on this computer", "Chartproof has no network code. Nothing is sent anywhere."),
    ("pencil", "Suggests, never codes", "Each code comes with its evidence and its reason. You decide."),
    ("shield-check", "Nothing is lost", "Every decision is on disk before you see it, and can be proven unaltered."),
)


class EmptyPage(Ground):
    """Invites to drop or open notes."""

    folder_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, themes: ThemeSource, *, has_samples: bool) -> None:
        super().__init__(themes, "paper")
        self._card = DropCard(themes)
        self._open = KeyButton(
            themes, "Open folder", key=key_text(Command.OPEN_FOLDER), glyph="folder-open", is_primary=True
        )
        self._samples = KeyButton(themes, "Try the samples")
        self._samples.setVisible(has_samples)
        self._open.clicked.connect(self.folder_wanted)
        self._samples.clicked.connect(self.samples_wanted)
        self._lay_out(themes)

    def take_focus(self) -> None:
        """Put the keyboard on the button that opens a folder."""
        self._open.setFocus()

    def show_hovering(self, is_hovering: bool) -> None:
        """Show that what is dragged may be dropped here."""
        self._card.show_hovering(is_hovering)

    def _lay_out(self, themes: ThemeSource) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addStretch()
        buttons.addWidget(self._open)
        buttons.addWidget(self._samples)
        buttons.addStretch()
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(24, 36, 24, 32)
        inside.setSpacing(0)
        inside.addWidget(NotePicture(themes), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(16)
        inside.addWidget(_centred(Label(themes, "Drop notes here", font="title")))
        inside.addSpacing(4)
        inside.addWidget(_centred(Label(themes, "A folder or single files: .txt, .md", color="text_2")))
        inside.addSpacing(16)
        inside.addLayout(buttons)
        promises = QHBoxLayout()
        promises.setSpacing(24)
        for glyph, title, words in _PROMISES:
            promises.addWidget(Promise(themes, glyph, title, words), 1, Qt.AlignmentFlag.AlignTop)
        block = QWidget()
        block.setMaximumWidth(_CARD_WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addSpacing(28)
        column.addLayout(promises)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(block, 1000)
        row.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.addStretch(2)
        page.addLayout(row)
        page.addStretch(3)


def _centred(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


class DropCard(QWidget):
    """The dashed card: what lies in it is still pencilled."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._is_hovering = False
        themes.theme_changed.connect(self.update)

    def show_hovering(self, is_hovering: bool) -> None:
        """Show that what is dragged may be dropped here."""
        self._is_hovering = is_hovering
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground and dashed edge."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_hovering else "control_line"), 1.5)
        pen.setDashPattern([6.0, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(theme.color("selected" if self._is_hovering else "panel"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.radius("card") + 4, theme.radius("card") + 4)


class NotePicture(QWidget):
    """A note in small with the three lines: suggested, accepted, not coded."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedSize(62, 76)
        themes.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet and its lines."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("control_line"), 1.5))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        for top, width, state in ((16, 34, "suggested"), (30, 40, "accepted"), (46, 28, "negated")):
            _paint_line(painter, theme, top, width, state)


def _paint_line(painter: QPainter, theme: Theme, top: float, width: float, state: str) -> None:
    painter.fillRect(QRectF(11, top, width, 2.5), theme.color("line_strong"))
    style = theme.mark(state)
    pen = QPen(theme.mark_color(state), style.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if style.is_round else Qt.PenCapStyle.FlatCap)
    if style.pattern:
        pen.setDashPattern(list(style.pattern))
    painter.setPen(pen)
    painter.drawLine(QPointF(11, top + 6.5), QPointF(11 + width - 4, top + 6.5))


class Promise(QWidget):
    """An icon, a short title, one sentence."""

    def __init__(self, themes: ThemeSource, glyph: str, title: str, words: str) -> None:
        super().__init__()
        sentence = Paragraph(themes, words, font="small", color="text_2")
        sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(GlyphSign(themes, glyph, "text_2", 20))
        column.addSpacing(4)
        column.addWidget(Label(themes, title, font="body_strong"))
        column.addWidget(sentence)
