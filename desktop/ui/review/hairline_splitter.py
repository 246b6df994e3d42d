# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A splitter whose handle is a hairline; a double click gives its parts their designed sizes again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from desktop.ui.shell.theme import ThemeSource


class HairlineSplitter(QSplitter):
    """Parts that can be dragged but not folded away."""

    reset = Signal()

    def __init__(self, themes: ThemeSource, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._themes = themes
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        themes.theme_changed.connect(self.update)

    @property
    def themes(self) -> ThemeSource:
        """Where the hairline's colour comes from."""
        return self._themes

    def createHandle(self) -> QSplitterHandle:  # noqa: N802
        """Make a handle of our kind."""
        return _Handle(self)


class _Handle(QSplitterHandle):
    """Paints the hairline and hears the double click."""

    def __init__(self, splitter: HairlineSplitter) -> None:
        super().__init__(splitter.orientation(), splitter)
        self._splitter = splitter

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask for the designed sizes."""
        self._splitter.reset.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the line."""
        QPainter(self).fillRect(self.contentsRect(), self._splitter.themes.theme.color("line"))
