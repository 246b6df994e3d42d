# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The ground every test stands on: no screen, no network, a home of its own, a fixed clock."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# The sentinel: a name that stands in notes of the suite and must never reach a log file or stderr.
PATIENT = "Zephyrine Quackenbush"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test empty folders for settings, data and logs."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that reaches for another machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("a network connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(5)
    assert not [t for t in left if t.is_alive()]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still at a known UTC time."""
    return lambda: datetime(2026, 3, 12, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def shared() -> Path:
    """The folder of labelled data beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the labelled data (../shared) are not beside this project")
    return SHARED


@pytest.fixture(scope="session")
def places():
    """The places of this checkout."""
    from desktop.app.paths import find_places

    return find_places()


@pytest.fixture(scope="session")
def book(places):
    """The real code book, compiled once for the checkout."""
    from desktop.app.opening import open_the_book

    return open_the_book(places)


@pytest.fixture(scope="session")
def coder(places, book):
    """The real engine."""
    from nlp.coder import Coder

    return Coder(rules=places.rules, book=book)
