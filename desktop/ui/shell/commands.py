# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The live actions of a window, made from the table, and the guard that keeps their keys out of text fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.ui.shell.actions import ACTIONS, ActionRow, Command, Menu


class Commands(QObject):
    """The live actions of one window. A command nobody listens to is not shown and has no key."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._actions = {row.command: _make_action(row, window) for row in ACTIONS}
        self._hints = {row.command: row.hint for row in ACTIONS}
        self._guard = TextFieldGuard(self)

    def listen(self, command: Command, slot: Callable[[], object]) -> None:
        """Run `slot` when the command is given; this makes the command exist."""
        action = self._actions[command]
        action.triggered.connect(lambda _checked=False: slot())
        action.setVisible(True)
        action.setEnabled(True)

    def rename(self, command: Command, label: str, hint: str) -> None:
        """Call a command what it does now, in the menu and in the hints."""
        self._hints[command] = hint
        self._actions[command].setText(label)

    def hint(self, command: Command) -> str:
        """Return the word beside the command's key."""
        return self._hints[command]

    def action(self, command: Command) -> QAction:
        """Return the live action, for a button or a menu."""
        return self._actions[command]

    def set_enabled(self, commands: Iterable[Command], enabled: bool) -> None:
        """Say which commands work now; commands without a listener stay off."""
        for command in commands:
            action = self._actions[command]
            action.setEnabled(enabled and action.isVisible())

    def is_enabled(self, command: Command) -> bool:
        """Tell whether the command works now."""
        return self._actions[command].isEnabled()

    def fill_menu(self, menu: QMenu, name: Menu) -> None:
        """Fill a menu from the table."""
        for row in ACTIONS:
            if row.menu is name:
                if row.starts_group and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._actions[row.command])


def _make_action(row: ActionRow, window: QMainWindow) -> QAction:
    action = QAction(row.label, window)
    action.setObjectName(row.command.value)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setStatusTip("")
    action.setToolTip(row.help)
    action.setMenuRole(QAction.MenuRole.QuitRole if row.command is Command.QUIT else QAction.MenuRole.NoRole)
    action.setVisible(False)
    action.setEnabled(False)
    window.addAction(action)
    return action


def is_text_field(widget: QWidget | None) -> bool:
    """Tell whether the widget takes typed text."""
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, (QLineEdit, QAbstractSpinBox))


class TextFieldGuard(QObject):
    """Keeps command keys out of text fields: without Ctrl, Alt or a function key, a key there is only typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
        self._field = new if is_text_field(new) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget)

    def _forget(self, _gone: QObject | None = None) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Claim plain keys for the field before they become commands."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_plain(event):
            event.accept()
            return True
        return False


def _is_plain(event: QKeyEvent) -> bool:
    strong = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    is_function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return not (event.modifiers() & strong) and not is_function
