# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows that a scrolling pane has the keyboard: what scrolls has no place of its own to paint a ring on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop.ui.shell.painting import draw_focus_ring
from desktop.ui.shell.theme import ThemeSource


class FocusFrame(QWidget):
    """A ring that lies over the pane while the pane itself has the focus."""

    def __init__(self, themes: ThemeSource, pane: QAbstractScrollArea) -> None:
        super().__init__(pane)
        self._themes = themes
        self._pane = pane
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the pane's focus and size."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Resize):
            self.setGeometry(self._pane.rect())
            self.setVisible(event.type() == QEvent.Type.FocusIn or self._pane.hasFocus())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ring."""
        theme = self._themes.theme
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        draw_focus_ring(QPainter(self), theme, box, theme.radius("control"))
