# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes, a runner that is always shut down, and real casework with an audit file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger import open_ledger
from desktop.app.casework import Casework
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.theme import ThemeSource

LOOK = Path(__file__).resolve().parents[3] / "resources" / "ui"


@pytest.fixture
def look() -> Path:
    return LOOK


@pytest.fixture
def themes(qapp: object) -> ThemeSource:
    application = make_application([])
    source = ThemeSource(LOOK, "light")
    follow_themes(application, source)
    return source


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    jobs = JobRunner()
    yield jobs
    assert jobs.shut_down()


@pytest.fixture
def casework(places, book, coder, tmp_path_factory, clock):
    folder = tmp_path_factory.mktemp("audit")
    memory = folder / "heads.json"
    ledger = open_ledger(folder / "audit.sqlite", clock=clock, actor="tester", head_memory=memory)
    work = Casework(rules=places.rules, book=book, ledger=ledger, clock=clock)
    work._coder = coder  # the engine of the whole session: building one takes a second
    yield work
    work.close()
