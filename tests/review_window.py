# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The review page in a window of its own, over real casework that reads the builders' case."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from desktop.app.casework import Casework, CodedNote
from desktop.ui.review.page import ReviewPage
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.layout_rows import layout_row
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Encounter, Review, Setting
from tests.builders import ENCOUNTER, a_case, a_note


class BuiltCasework(Casework):
    """Real casework whose reading yields the builders' case: what the page shows is known to the word."""

    text = None
    findings_now = ()
    queries = ()

    def __init__(self, **parts) -> None:
        super().__init__(**parts)
        self.gate = threading.Event()  # closed by tests that want to see the reading
        self.gate.set()

    def read_and_code(self, path: Path, encounter: Encounter | None = None) -> CodedNote:
        self.gate.wait(10)
        note = replace(a_note(name=path.name), source=str(path))
        if self.text is not None:
            note = replace(a_note(self.text, name=path.name), source=str(path))
        case = replace(a_case(encounter or ENCOUNTER), note_id=note.id, queries=self.queries)
        if self.text is not None:
            case = replace(case, suggestions=(), not_coded=())
        if case.encounter.setting is Setting.INPATIENT:
            case = replace(case, suggestions=case.suggestions[:-1], not_coded=case.not_coded[1:])
        return CodedNote(note=note, kind="Progress note · clinic", case=case)

    def findings(self, coded: CodedNote, review: Review):
        return self.findings_now


class ReviewWindow(QMainWindow):
    """Menu actions, encounter bar and page, as the window puts them together."""

    def __init__(self, casework: Casework, themes: ThemeSource, runner: JobRunner) -> None:
        super().__init__()
        self.themes = themes
        self.casework = casework
        self.notices = Notices(self)
        self.heard = []
        self.notices.listen(self.heard.append)
        self.commands = Commands(self)
        self.page = ReviewPage(casework, themes, runner, self.commands, self.notices)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page.encounter_bar)
        column.addWidget(self.page, 1)
        self.setCentralWidget(middle)

    def resizeEvent(self, event) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.page.set_layout_row(layout_row(self.themes.theme, self.width()))
