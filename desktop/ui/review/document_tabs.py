# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The other documents of the open note's encounter, as tabs above it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from desktop.app.documents import FileHead
from desktop.ui.review.elision import elide_end
from desktop.ui.review.wording import MONTHS, note_title
from desktop.ui.shell.controls import Ground
from desktop.ui.shell.painting import draw_focus_ring
from desktop.ui.shell.theme import ThemeSource

_LEAST = 64
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right)


class DocumentTabs(Ground):
    """Stands there only where an encounter has more than one document."""

    document_chosen = Signal(object)  # Path

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "panel", Qt.Edge.BottomEdge)
        self.setFixedHeight(themes.theme.size("strip"))
        self.setAccessibleName("Documents of this encounter")
        self._documents: tuple[FileHead, ...] = ()
        self._buttons: list[_DocumentButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self.hide()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of the tabs."""
        return tuple(d.path for d in self._documents)

    @property
    def open_path(self) -> Path | None:
        """The file whose tab is marked."""
        return next((b.path for b in self._buttons if b.is_open), None)

    def show_documents(self, documents: Sequence[FileHead], path: Path) -> None:
        """Show a tab for each document and mark the open one; one document alone needs no tab."""
        if tuple(documents) != self._documents:
            self._documents = tuple(documents) if len(documents) > 1 else ()
            self._fill()
        self.mark(path)
        self.setVisible(bool(self._documents))

    def mark(self, path: Path | None) -> None:
        """Mark the open document; a note that is none of them takes the tabs away."""
        for button in self._buttons:
            button.mark(is_open=button.path == path)
        if path not in self.paths:
            self._documents = ()
            self._fill()
            self.hide()

    def step(self, change: int) -> bool:
        """Ask for the next or previous document; tells whether there is another."""
        paths = self.paths
        if self.open_path in paths:
            self.document_chosen.emit(paths[(paths.index(self.open_path) + change) % len(paths)])
        return bool(paths)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for no width: the tabs' words give way."""
        return QSize(0, self.height())

    def _fill(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        words = [document_words(d) for d in self._documents]
        self._buttons = [
            _DocumentButton(self._themes, d, w if words.count(w) == 1 else note_title(d.path.name))
            for d, w in zip(self._documents, words, strict=True)
        ]
        for place, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._choose, button.path))
            button.stepped.connect(self._focus_beside)
            self._row.insertWidget(place, button)

    def _choose(self, path: Path, _checked: bool = False) -> None:
        if path != self.open_path:
            self.document_chosen.emit(path)

    def _focus_beside(self, change: int) -> None:
        focused = next((n for n, b in enumerate(self._buttons) if b.hasFocus()), 0)
        self._buttons[(focused + change) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)


def document_words(document: FileHead) -> str:
    """Return the kind and the day of a document ("Operative note · 10 Mar"), its name where the kind is unknown."""
    day = f"{document.day.day} {MONTHS[document.day.month - 1]}" if document.day else ""
    kind = document.kind if document.kind != "Note" else note_title(document.path.name)
    return " · ".join(filter(None, (kind, day)))


class _DocumentButton(QAbstractButton):
    """The kind of a document and its day over a bar."""

    stepped = Signal(int)

    def __init__(self, themes: ThemeSource, document: FileHead, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.path = document.path
        self.is_open = False
        name = note_title(document.path.name)
        self.setText(words)
        self.setAccessibleName(words if name == words else f"{words}, {name}")
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        themes.theme_changed.connect(self.update)

    def mark(self, *, is_open: bool) -> None:
        """Mark the tab as the open one; a click alone does not: the note has to be read first."""
        self.is_open = is_open
        self.setAccessibleDescription("open" if is_open else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the words."""
        width = QFontMetricsF(self._themes.theme.font("body_medium")).horizontalAdvance(self.text())
        return QSize(round(width + 17), self._themes.theme.size("strip"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for the beginning of the words."""
        return QSize(_LEAST, self._themes.theme.size("strip"))

    def event(self, event: QEvent) -> bool:
        """Keep the tab's own keys, which are commands elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open with Enter as well as with Space; go along with the arrows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint words and bar."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        painter.setFont(theme.font("body_medium"))
        painter.setPen(theme.color("text" if self.is_open or self.underMouse() else "text_2"))
        words = elide_end(self.text(), box.width() + 1, QFontMetricsF(painter.font()).horizontalAdvance)
        painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.height() - 3, box.width(), 3), 1.5, 1.5)
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()).adjusted(0, 5, 0, -5), theme.radius("control"))
