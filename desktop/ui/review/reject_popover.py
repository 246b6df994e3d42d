# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Why is it rejected? One key gives the reason; a comment is optional. No window of its own, so nothing is modal."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.painting import draw_key_cap, drop_shadow, key_cap_width, raised_plane
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.domain import RejectReason

_WIDTH = 332
_HEAD = 40
_ROW = 31
_PAD = 16
_ENDS_COMMENT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class RejectPopover(QFrame):
    """Lies over the page beneath the row it asks about."""

    reason_chosen = Signal(str, str, str)  # subject id, reason, comment
    closed = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._subject = ""
        self._title = ""
        self._reasons = [_ReasonButton(themes, n, reason) for n, reason in enumerate(RejectReason, 1)]
        self._comment = QLineEdit()
        self._before: QWidget | None = None
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, _HEAD + 6, 6, 7)
        column.setSpacing(0)
        for button in self._reasons:
            column.addWidget(button)
            button.picked.connect(self._give)
        column.addSpacing(12)
        self._comment.setPlaceholderText("Add a comment (optional)")
        self._comment.setAccessibleName("Comment")
        self._comment.setFixedHeight(32)
        self._comment.setStyleSheet("QLineEdit { border: 0; background: transparent; padding: 0 10px; }")
        self._comment.installEventFilter(self)
        column.addWidget(self._comment)
        self._restyle(self._themes.theme)
        self._themes.theme_changed.connect(self._restyle)

    def ask(self, subject: str, code: str, place: QPoint) -> None:
        """Ask why a code is rejected; the place is where the top right corner goes, kept inside the page."""
        self._subject, self._title = subject, f"Why reject {code}?"
        self.setAccessibleName(self._title)
        self._comment.clear()
        self._mark(0)
        self._before = QApplication.focusWidget()
        self.adjustSize()
        page = self.parentWidget()
        area = page.rect() if page else self.rect()
        left = max(8, min(place.x() - self.width(), area.width() - self.width() - 8))
        top = max(8, min(place.y(), area.height() - self.height() - 8))
        self.move(left, top)
        self.show()
        self.raise_()
        self.setFocus()

    def close_popover(self) -> None:
        """Take the question away; the focus goes back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    @property
    def title(self) -> str:
        """The question."""
        return self._title

    def event(self, event: QEvent) -> bool:
        """Claim every plain key while the question stands, before it becomes a command."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not _has_control(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: N802
        """Let Tab go between reasons and comment only."""
        (self if self._comment.hasFocus() else self._comment).setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take a digit, Enter, the arrows or Esc."""
        digit = event.text()
        marked = next((n for n, b in enumerate(self._reasons) if b.is_marked), 0)
        if digit.isdigit() and 1 <= int(digit) <= len(self._reasons):
            self._give(self._reasons[int(digit) - 1].reason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give(self._reasons[marked].reason)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self._mark(min(marked + 1, len(self._reasons) - 1))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self._mark(max(marked - 1, 0))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_popover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take Enter and Esc in the comment field."""
        if watched is self._comment and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ends = event.key() in _ENDS_COMMENT
            if ends:
                self.keyPressEvent(event)
            return ends
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Close when the focus leaves for something else."""
        super().focusOutEvent(event)
        now = QApplication.focusWidget()
        if event.reason() is Qt.FocusReason.MouseFocusReason and now is not None and not self.isAncestorOf(now):
            self._before = None
            self.close_popover()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Close by the Esc cap."""
        if event.position().y() < _HEAD and event.position().x() > self.width() - 70:
            self.close_popover()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint plane, question and hairlines."""
        theme = self._themes.theme
        painter = raised_plane(self, theme)
        painter.fillRect(QRectF(1, _HEAD, self.width() - 2, 1), theme.color("line"))
        painter.fillRect(QRectF(1, self._comment.y() - 6, self.width() - 2, 1), theme.color("line"))
        painter.setFont(theme.font("body_strong"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(_PAD, 0, self.width(), _HEAD), Qt.AlignmentFlag.AlignVCenter, self._title)
        self._paint_cap(painter, "Esc", _HEAD / 2)
        self._paint_cap(painter, "Tab", self._comment.geometry().center().y() + 0.5)

    def _paint_cap(self, painter: QPainter, key: str, middle: float) -> None:
        theme = self._themes.theme
        left = self.width() - _PAD - key_cap_width(theme, key)
        draw_key_cap(painter, theme, QPointF(left, middle), key, theme.color("text_2"), theme.color("line_strong"))

    def _give(self, reason: RejectReason) -> None:
        comment = self._comment.text().strip()
        self.close_popover()
        self.reason_chosen.emit(self._subject, reason.value, comment)

    def _mark(self, number: int) -> None:
        for n, button in enumerate(self._reasons):
            button.set_marked(n == number)

    def _restyle(self, theme: Theme) -> None:
        drop_shadow(self, theme)
        self._comment.setFont(theme.font("body"))


def _has_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class _ReasonButton(QAbstractButton):
    """A digit and a reason."""

    picked = Signal(object)  # RejectReason

    def __init__(self, themes: ThemeSource, number: int, reason: RejectReason) -> None:
        super().__init__()
        self._themes = themes
        self._number = number
        self.reason = reason
        self.is_marked = False
        self.setText(reason.value)
        self.setAccessibleDescription(f"Key {number}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(_ROW)
        self.clicked.connect(lambda: self.picked.emit(self.reason))

    def set_marked(self, is_marked: bool) -> None:
        """Show whether Enter takes this reason."""
        self.is_marked = is_marked
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the row's height."""
        return QSize(200, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, digit and words."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_marked or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if self.is_marked else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0.5, 0, -0.5), 5, 5)
        middle = self.height() / 2
        draw_key_cap(
            painter, theme, QPointF(10, middle), str(self._number), theme.color("text_2"), theme.color("control_line")
        )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(40, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
