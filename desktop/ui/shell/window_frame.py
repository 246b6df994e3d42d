# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything of the window that is not a page: menu, header, banner, work area, status bar, key help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.shell.actions import Command, Menu, key_text, row_of
from desktop.ui.shell.banner import Banner
from desktop.ui.shell.commands import Commands, is_text_field
from desktop.ui.shell.header import PlainHeader
from desktop.ui.shell.key_help import KeyHelp
from desktop.ui.shell.layout_rows import LayoutRow
from desktop.ui.shell.notices import Level, Notice
from desktop.ui.shell.rail import Rail
from desktop.ui.shell.status_bar import Hint, StatusBar
from desktop.ui.shell.theme import ThemeSource
from desktop.ui.shell.work_area import WorkArea

_MOVE = ("J K", "move")
_SWAP = ("F6", "note, codes")  # where only one of them has room
_ALL_KEYS = ("?", "all keys")
_KEYS_WHILE_TYPING = (("Esc", "leave the field"), ("F1", "all keys"))
_FINISHED = (("Enter", "next note"), ("Shift+Enter", "reopen"), ("U", "undo finish"), ("Ctrl+E", "export"))
_HINTED = (Command.ACCEPT, Command.REJECT, Command.OVERRULE, Command.WHY, Command.UNDO, Command.FINISH)


class WindowFrame(QMainWindow):
    """Holds what every page shares, and passes dropped files on."""

    paths_dropped = Signal(object)  # tuple of paths
    hovering_changed = Signal(bool)
    closing = Signal()

    def __init__(self, themes: ThemeSource, worklist: QWidget) -> None:
        super().__init__()
        self._themes = themes
        self.commands = Commands(self)
        self.headers = QStackedWidget()
        self.pages = QStackedWidget()
        self.plain_header = PlainHeader(themes)
        self.banner = Banner(themes)
        self.status = StatusBar(themes)
        self.rail = Rail(themes, self.commands)
        self.area = WorkArea(themes, self.rail, worklist, self.pages)
        self.key_help = KeyHelp(themes, self.commands, self)
        self.hints_of_part: dict[QWidget, Sequence[Hint]] = {}  # keys of parts that have their own
        self._hint_timer = QTimer(self)
        self._lay_out()
        self._watch_commands()

    def fill_menus(self) -> None:
        """Make the menus, once every command has its listener."""
        bar = self.menuBar()
        bar.setFixedHeight(self._themes.theme.size("menu"))
        for name in Menu:
            menu = QMenu(name.value, self)
            menu.setToolTipsVisible(True)
            self.commands.fill_menu(menu, name)
            bar.addMenu(menu)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice where its level belongs, and have it read out."""
        if notice.level is Level.STATUS:
            self.status.show_message(notice.text)
        else:
            self.banner.show_notice(notice)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))

    def toggle_key_help(self) -> None:
        """Show or hide the card with every key."""
        if self.key_help.isVisible():
            self.key_help.close_help()
        else:
            self.key_help.show_over(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome local files and folders."""
        if _local_paths(event):
            event.acceptProposedAction()
            self.hovering_changed.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Forget the visitor."""
        self.hovering_changed.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Pass what was dropped on."""
        self.hovering_changed.emit(False)
        paths = _local_paths(event)
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close on Esc what lies over the window, the topmost first."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.banner.isVisible():
            self.banner.close_message()
        else:
            self.area.close_overlay()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the key help over the whole window."""
        super().resizeEvent(event)
        if self.key_help.isVisible():
            self.key_help.show_over(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Say goodbye first."""
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Refresh the keys when the window becomes active."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._hint_timer.start()

    def _watch_commands(self) -> None:
        self._hint_timer.setSingleShot(True)
        self._hint_timer.setInterval(0)
        self._hint_timer.timeout.connect(self._show_hints)
        for command in Command:
            self.commands.action(command).changed.connect(self._hint_timer.start)
        self.area.row_changed.connect(self._ask_for_hints)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._hint_timer.start)

    def _ask_for_hints(self, _row: LayoutRow) -> None:
        self._hint_timer.start()

    def _show_hints(self) -> None:
        focus = QApplication.focusWidget()
        own = self.hints_of_part.get(focus) if focus is not None else None
        if own is not None:
            self.status.show_hints((*own, _KEYS_WHILE_TYPING[-1] if is_text_field(focus) else _ALL_KEYS))
        elif is_text_field(focus):
            self.status.show_hints(_KEYS_WHILE_TYPING)
        else:
            swap = (_SWAP,) if self.area.row is LayoutRow.ONE and self.commands.is_enabled(Command.NEXT) else ()
            self.status.show_hints((*swap, *hints_of(self.commands)))

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        least = self._themes.theme
        self.setMinimumSize(int(least.layout("minimum_width")), int(least.layout("minimum_height")))
        self.headers.addWidget(self.plain_header)
        self.headers.setFixedHeight(least.size("header"))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.headers)
        column.addWidget(self.banner)
        column.addWidget(self.area, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)


def hints_of(commands: Commands) -> Sequence[Hint]:
    """Return the keys that work now, the most needed first and the key help last."""
    if commands.is_enabled(Command.REOPEN):
        return (*_FINISHED, _ALL_KEYS)
    hints: list[Hint] = [_MOVE] if commands.is_enabled(Command.NEXT) else []
    hints += [(key_text(c), commands.hint(c)) for c in _HINTED if commands.is_enabled(c)]
    if not hints and commands.is_enabled(Command.OPEN_FOLDER):
        hints.append((key_text(Command.OPEN_FOLDER), row_of(Command.OPEN_FOLDER).hint))
    return (*hints, _ALL_KEYS)


def _local_paths(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
