# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The bottom row: what is saved, and the keys that work now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.painting import draw_key_cap, draw_text, key_cap_width
from desktop.ui.shell.theme import Theme, ThemeSource

_STATUS_MS = 6000
Hint = tuple[str, str]  # key, words


class StatusBar(Ground):
    """Left the state of the audit file, for a while a message in its place; right the keys."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "window", Qt.Edge.TopEdge)
        self._sign = LockSign(themes)
        self._words = Label(themes, font="count", color="text_2")
        self._hints = KeyHints(themes)
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_saved)
        self.setFixedHeight(themes.theme.size("status"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._words)
        row.addSpacing(16)
        row.addWidget(self._hints, 1)

    @property
    def words(self) -> str:
        """What the left side says now."""
        return self._words.text()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys shown now."""
        return self._hints.hints

    def show_saved(self, words: str, *, is_intact: bool = True) -> None:
        """Say how the audit file stands; what was told of an earlier decision gives way."""
        self._sign.show_intact(is_intact)
        if words != self._saved or not self._timer.isActive():
            self._saved = words
            self._timer.stop()
            self._show_saved()

    def show_message(self, words: str) -> None:
        """Say something for a few seconds."""
        self._words.setText(words)
        self._timer.start(_STATUS_MS)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show the keys that work now, the most needed first."""
        self._hints.show_hints(hints)

    def _show_saved(self) -> None:
        self._words.setText(self._saved)


class LockSign(QWidget):
    """A closed lock while the chain is intact."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._is_intact = True
        self.setFixedSize(16, 16)
        self.setAccessibleName("Audit file")
        themes.theme_changed.connect(self.update)

    def show_intact(self, is_intact: bool) -> None:
        """Show a closed lock, or an open one in the colour of what stops."""
        self._is_intact = is_intact
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the lock."""
        glyph, color = ("lock", "accepted") if self._is_intact else ("lock-open", "stop")
        paint_icon(QPainter(self), glyph, self._themes.theme.color(color), 0, 0)


class KeyHints(QWidget):
    """Key caps with words, right-aligned; what has no room is left out, but never the last."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._hints: tuple[Hint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        themes.theme_changed.connect(self.update)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys to show."""
        return self._hints

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys."""
        self._hints = tuple(hints)
        self.setAccessibleName("Keys: " + ", ".join(f"{key} {words}" for key, words in self._hints))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a height; the width is what the bar has left."""
        return QSize(40, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint as many as have room, from the right."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        shown = _fitting(self._hints, theme, self.width())
        right = float(self.width())
        for key, words in reversed(shown):
            right = _draw_hint(painter, theme, QPointF(right, self.height() / 2), key, words) - 16


def _hint_width(theme: Theme, hint: Hint) -> float:
    return key_cap_width(theme, hint[0]) + 6 + QFontMetricsF(theme.font("small")).horizontalAdvance(hint[1])


def _fitting(hints: tuple[Hint, ...], theme: Theme, room: float) -> list[Hint]:
    kept = list(hints)
    while len(kept) > 1 and sum(_hint_width(theme, hint) + 16 for hint in kept) - 16 > room:
        del kept[-2]
    return kept


def _draw_hint(painter: QPainter, theme: Theme, right: QPointF, key: str, words: str) -> float:
    width = QFontMetricsF(theme.font("small")).horizontalAdvance(words)
    painter.setFont(theme.font("small"))
    box = QRectF(right.x() - width - 1, 0, width + 1, right.y() * 2)
    draw_text(painter, box, words, theme.color("text_2"), Qt.AlignmentFlag.AlignRight)
    left = right.x() - width - 6 - key_cap_width(theme, key)
    draw_key_cap(painter, theme, QPointF(left, right.y()), key, theme.color("text_2"), theme.color("line_strong"))
    return left
