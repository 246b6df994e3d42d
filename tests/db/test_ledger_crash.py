# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A decision that was shown is kept, whatever happens to the program or beside it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.chain import GENESIS
from tests.db.audit_files import opened

_ROOT = Path(__file__).resolve().parents[2]
_KILLS = 50

# Appends decisions and prints each id only after it was told that the decision is on the disk.
_CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from db.ledger import open_ledger
from nlp.domain.review import Decision, Verdict
audit, memory, name, count = sys.argv[1:]
ledger = open_ledger(Path(audit), clock=lambda: datetime.now(UTC), actor=name, head_memory=Path(memory))
for number in range(int(count)):
    key = f"{name}-{number}"
    ledger.record(Decision(id=key, note_id="note-1", subject="", code=key, title="t" * 600, verdict=Verdict.ADD))
    print(key, flush=True)
ledger.close()
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")


def test_nothing_shown_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    audit, memory = tmp_path / "a.sqlite", tmp_path / "heads.json"
    chance = random.Random(20260312)
    shown: list[str] = []
    for life in range(_KILLS):
        shown += _killed_in_mid_work(audit, memory, f"life{life}", chance.uniform(0, 0.02), chance.randrange(1, 9))
        with closing(opened(audit, memory=memory)) as ledger:
            kept = [d.id for d in ledger.decisions("note-1")]
            assert ledger.verify().is_intact
        assert not set(shown) - set(kept)
        # What was kept without being shown: at most the one decision that the kill cut short, each time.
        assert len(kept) - len(shown) <= life + 1
    assert len(shown) >= _KILLS


def test_two_programs_append_to_one_chain(tmp_path: Path) -> None:
    audit, memory = tmp_path / "a.sqlite", tmp_path / "heads.json"
    both = [_start(audit, memory, name, 200) for name in ("one", "two")]
    for child in both:
        _, complaint = child.communicate(timeout=60)
        assert (child.returncode, complaint) == (0, "")
    with closing(opened(audit, memory=memory)) as ledger:
        assert ledger.verify().is_intact
        events = list(ledger.events())
    assert [e.seq for e in events] == list(range(1, 401))
    assert [e.previous for e in events] == [GENESIS, *(e.digest for e in events[:-1])]
    for name in ("one", "two"):
        assert [e.body["id"] for e in events if e.actor == name] == [f"{name}-{n}" for n in range(200)]


def test_opening_the_ledger_loads_no_language_and_no_window() -> None:
    check = "import sys, db.ledger; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", check], cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"spacy", "medspacy", "PySide6"} & set(loaded.split())


def _start(audit: Path, memory: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(audit), str(memory), name, str(count)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killed_in_mid_work(audit: Path, memory: Path, name: str, delay: float, least: int) -> list[str]:
    """Let a child decide, kill it a moment after it showed `least` decisions, and return all it showed."""
    with _start(audit, memory, name, 100_000) as child:
        assert child.stdout is not None
        shown = [child.stdout.readline() for _ in range(least)]
        # A wait of no fixed length, so that the kill falls into any part of a transaction.
        select_until = os.times().elapsed + delay
        while os.times().elapsed < select_until:
            shown.append(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        shown += child.stdout.readlines()
        child.wait()
    # A line cut short was not shown.
    return [line.strip() for line in shown if line.endswith("\n")]
