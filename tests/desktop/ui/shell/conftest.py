# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes and a runner that is always shut down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.theme import ThemeSource

LOOK = Path(__file__).resolve().parents[4] / "resources" / "ui"


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
