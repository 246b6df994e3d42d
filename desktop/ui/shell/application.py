# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The QApplication: style, typeface, palette that follows the theme, and the crash hook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui.shell.fonts import register_typeface
from desktop.ui.shell.notices import Level, Notices
from desktop.ui.shell.theme import Theme, ThemeSource
from nlp.errors import E, KnownError

CrashLog = Callable[[BaseException], object]


def make_application(arguments: list[str]) -> QApplication:
    """Return the one QApplication, made with Fusion and our typeface."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    application.setApplicationName("chartproof")
    application.setApplicationDisplayName("Chartproof")
    application.setStyle("Fusion")
    register_typeface()
    return application


def follow_themes(application: QApplication, themes: ThemeSource) -> None:
    """Dress the application in the theme, now and whenever it changes."""

    def dress(theme: Theme) -> None:
        application.setPalette(theme.palette())
        application.setFont(theme.font("body"))
        application.setStyleSheet(theme.style_sheet())

    themes.theme_changed.connect(dress)
    dress(themes.theme)


class CrashHook:
    """Writes what no one expected to the journal, without its text, and tells the coder once."""

    def __init__(self, log_crash: CrashLog, notices: Notices) -> None:
        self._log_crash = log_crash
        self._notices = notices

    def install(self) -> None:
        """Take the place of Python's own hook."""
        sys.excepthook = self._hook

    def take(self, error: BaseException) -> None:
        """Log the error and show message 901."""
        self._log_crash(error)
        self._notices.tell(KnownError(E.UNEXPECTED, why=type(error).__name__), Level.WARN)

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
        elif isinstance(error, KnownError):
            self._notices.tell(error)
        else:
            self.take(error)
