# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Before the window: a code book that is still to be built, or a reason why there will be no window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from desktop.app.book_building import ensure_book, is_book_ready
from desktop.app.journal import log_crash
from desktop.app.paths import Places
from desktop.ui.shell.jobs import Job, JobRunner, Lane
from desktop.ui.shell.message_page import MessagePage
from desktop.ui.shell.theme import ThemeSource
from nlp.errors import E, KnownError


def build_book_first(places: Places, themes: ThemeSource) -> None:
    """Build the code book where it is missing, and say so meanwhile; raises KnownError where that cannot be done."""
    if is_book_ready(places):
        return
    page = _shown(themes, "book", "text_2", "Building the code book", "This takes about half a minute, this once.")
    building = Building()
    building.run(places)
    page.close()
    if isinstance(building.problem, KnownError):
        raise building.problem
    if building.problem is not None:
        log_crash(building.problem)
        raise KnownError(E.UNEXPECTED, why=type(building.problem).__name__) from building.problem


class Building(QObject):
    """One build of the code book in the files lane."""

    def __init__(self) -> None:
        super().__init__()
        self.problem: Exception | None = None
        self._loop = QEventLoop(self)
        self._runner = JobRunner(self)

    def run(self, places: Places) -> None:
        """Build, while the message stays alive; what went wrong is kept in `problem`."""
        self._runner.crashed.connect(self._fail)
        job = Job(label="Building the code book", work=lambda: ensure_book(places))
        self._runner.submit(Lane.FILES, job, lambda _: self._loop.quit(), self._fail)
        self._loop.exec()
        self._runner.shut_down()

    def _fail(self, problem: Exception) -> None:
        self.problem = problem
        self._loop.quit()


def show_refusal(themes: ThemeSource, error: KnownError) -> int:
    """Show why Chartproof cannot start, in a window, because there may be no terminal; return the exit code."""
    page = _shown(themes, "circle-x", "stop", "Chartproof cannot open", str(error))
    print(error, file=sys.stderr)  # noqa: T201 - for whoever started it in a terminal
    QApplication.exec()
    page.deleteLater()
    return 1


def _shown(themes: ThemeSource, glyph: str, color: str, title: str, words: str) -> MessagePage:
    page = MessagePage(themes)
    page.show_message(glyph, color, title, words)
    page.setWindowTitle("Chartproof")
    page.resize(640, 260)
    page.show()
    return page
