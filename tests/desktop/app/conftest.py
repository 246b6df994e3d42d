# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One person's work on real tables, a real book and a real audit file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger import open_ledger
from desktop.app.casework import Casework


@pytest.fixture
def casework(places, book, tmp_path: Path, clock) -> Iterator[Casework]:
    ledger = open_ledger(tmp_path / "audit.sqlite", clock=clock, actor="Ann")
    work = Casework(rules=places.rules, book=book, ledger=ledger, clock=clock)
    yield work
    work.close()
