# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Every key, from the table, as a card over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.shell.actions import ACTIONS, ActionRow, Command, Menu, native_key
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.controls import IconButton, Label
from desktop.ui.shell.painting import draw_key_cap, draw_text, key_cap_width
from desktop.ui.shell.theme import Theme, ThemeSource

_LINE = 26
_KEYS_WIDTH = 132
_COLUMN_WIDTH = 372
_COLUMNS = ((Menu.REVIEW, Menu.EDIT), (Menu.VIEW, Menu.FILE, Menu.HELP))


class KeyHelp(QWidget):
    """Veils the window and shows the card; Esc, the same key again or a click beside it closes."""

    closed = Signal()

    def __init__(self, themes: ThemeSource, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._card = QFrame(self)
        self._table = KeyTable(themes, commands)
        self._lay_out_card(themes)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Keys")
        self.hide()

    def show_over(self, area: QWidget) -> None:
        """Cover the area and take the keyboard."""
        self.setGeometry(area.rect())
        self._table.take_commands()
        self._place_card()
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_help()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Close on a click beside the card."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_help()

    def close_help(self) -> None:
        """Take the card away."""
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the veil and the card's ground."""
        theme = self._themes.theme
        painter = QPainter(self)
        veil = theme.color("window")
        painter.setOpacity(0.72)
        painter.fillRect(self.rect(), veil)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("raised"))
        box = QRectF(self._card.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.radius("card"), theme.radius("card"))

    def _lay_out_card(self, themes: ThemeSource) -> None:
        close = IconButton(themes, "x", "Close", key="Esc", side=24)
        close.clicked.connect(self.close_help)
        head = QHBoxLayout()
        head.addWidget(Label(themes, "Keys", font="title"))
        head.addStretch()
        head.addWidget(close)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._table)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self._table.setAutoFillBackground(False)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(scroll)

    def _place_card(self) -> None:
        wanted = self._table.sizeHint() + QSize(24 + 16 + 14, 16 + 28 + 8 + 16 + 4)
        size = wanted.boundedTo(self.size() - QSize(32, 32))
        self._card.resize(size)
        self._card.move((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)


class KeyTable(QWidget):
    """The table of commands that exist, in two columns of groups."""

    def __init__(self, themes: ThemeSource, commands: Commands) -> None:
        super().__init__()
        self._themes = themes
        self._commands = commands
        themes.theme_changed.connect(self.update)

    def take_commands(self) -> None:
        """Show the commands that exist now."""
        shown = [row for menu in Menu for row in self._rows(menu)]
        self.setAccessibleName("; ".join(f"{', '.join(map(native_key, r.keys))}: {r.help}" for r in shown))
        self.setFixedSize(self.sizeHint())

    def _rows(self, menu: Menu) -> list[ActionRow]:
        """Return the commands of a menu that exist; the two that move share a line."""
        rows = [row for row in ACTIONS if row.menu is menu and row.command is not Command.PREVIOUS]
        return [row for row in rows if self._commands.action(row.command).isVisible()]

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of both columns."""
        lines = max(sum(len(self._rows(menu)) + 1.4 for menu in column) for column in _COLUMNS)
        return QSize(_COLUMN_WIDTH * len(_COLUMNS), round(lines * _LINE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint groups, keys and help lines."""
        theme = self._themes.theme
        painter = QPainter(self)
        for number, column in enumerate(_COLUMNS):
            top = 0.0
            for menu in column:
                top = _paint_group(painter, theme, QPointF(number * _COLUMN_WIDTH, top), menu, self._rows(menu))


def _paint_group(painter: QPainter, theme: Theme, place: QPointF, menu: Menu, rows: Sequence[ActionRow]) -> float:
    painter.setFont(theme.font("label"))
    title = menu.value.replace("&", "")
    draw_text(
        painter, QRectF(place.x(), place.y(), 200, _LINE), title, theme.color("text_3"), Qt.AlignmentFlag.AlignLeft
    )
    top = place.y() + _LINE
    for row in rows:
        _paint_row(painter, theme, QPointF(place.x(), top), row)
        top += _LINE
    return top + _LINE * 0.4


def _paint_row(painter: QPainter, theme: Theme, place: QPointF, row: ActionRow) -> None:
    keys = ("J", "K") if row.command is Command.NEXT else row.keys[:2]
    left = place.x()
    for key in dict.fromkeys(map(native_key, keys)):
        if left + key_cap_width(theme, key) <= place.x() + _KEYS_WIDTH:
            draw_key_cap(
                painter,
                theme,
                QPointF(left, place.y() + _LINE / 2),
                key,
                theme.color("text"),
                theme.color("line_strong"),
            )
            left += key_cap_width(theme, key) + 4
    painter.setFont(theme.font("body"))
    words = "Move in the list" if row.command is Command.NEXT else row.label.rstrip("…")
    box = QRectF(place.x() + _KEYS_WIDTH, place.y(), _COLUMN_WIDTH - _KEYS_WIDTH, _LINE)
    draw_text(painter, box, words, theme.color("text"), Qt.AlignmentFlag.AlignLeft)
