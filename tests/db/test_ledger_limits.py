# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A disk that is full, a file that is held or may only be read: told in catalogue words, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from db.ledger import Ledger
from nlp.domain import EventKind
from nlp.errors import E, KnownError
from tests.db.audit_files import decided, filled, opened

_ROOT = Path(__file__).resolve().parents[2]
_NOBODY = 65534

# Decides until the system refuses to let the file grow, as on a full disk, and then again with room.
_CRAMPED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from db.ledger import open_ledger
from nlp.domain import Decision, Verdict
from nlp.errors import KnownError
ledger = open_ledger(Path(sys.argv[1]), clock=lambda: datetime.now(UTC), actor="Ann")
def decide(number):
    ledger.record(Decision(id=f"d{number}", note_id="n", subject="", code="I10", title="t" * 900, verdict=Verdict.ADD))
resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, resource.RLIM_INFINITY))
number = 0
try:
    while True:
        decide(number)
        number += 1
except KnownError as told:
    print(told.entry.name, number)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
decide(number)
report = ledger.verify()
print(report.is_intact, report.entries)
"""

# urllib.parse is what pathlib asks for later: the account that is taken may not be able to read Python's own folder.
_READS_ONLY = """
import os, sys, urllib.parse
from datetime import UTC, datetime
from pathlib import Path
from db.ledger import open_ledger
from nlp.domain import EventKind
from nlp.errors import KnownError
if os.getuid() == 0:
    os.setuid(int(sys.argv[2]))
ledger = open_ledger(Path(sys.argv[1]), clock=lambda: datetime.now(UTC), actor="Ann")
print(ledger.verify().is_intact, len(ledger.decisions("note-1")))
try:
    ledger.append(EventKind.REOPENED, {"note_id": "n"})
except KnownError as told:
    print(told.entry.name)
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with closing(opened(filled(tmp_path / "a.sqlite"))) as ledger:
        database = ledger._database.conn  # the only way to a real SQLITE_FULL without filling the disk
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(KnownError) as caught:
            _decide_without_end(ledger)
        assert caught.value.entry is E.AUDIT_DISK_FULL
        kept = ledger.head()[0]
        assert ledger.verify().is_intact
        database.execute("PRAGMA max_page_count = 100000")
        ledger.record(decided(9))
        assert ledger.head()[0] == kept + 1
        assert ledger.verify().is_intact


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_write_that_the_system_refuses_loses_nothing(tmp_path: Path) -> None:
    told, kept = _run(_CRAMPED, tmp_path / "a.sqlite")
    name, number = told.split()
    assert name in {"AUDIT_DISK_FULL", "AUDIT_UNWRITABLE"}
    assert int(number) > 5
    assert kept == f"True {int(number) + 1}"


@pytest.mark.parametrize("hold", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_file_held_by_another_program_is_told(tmp_path: Path, hold: str) -> None:
    path = filled(tmp_path / "a.sqlite")
    with closing(opened(path)) as ledger, closing(sqlite3.connect(path)) as other:
        ledger._database.conn.execute("PRAGMA busy_timeout = 20")
        other.execute(hold)
        with pytest.raises(KnownError) as caught:
            ledger.record(decided(9))
        assert caught.value.entry is E.AUDIT_LOCKED
        other.rollback()
        ledger.record(decided(9))
        assert ledger.verify().entries == 7


def test_verifying_a_held_file_accuses_nobody(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.sqlite")
    with closing(opened(path)) as ledger, closing(sqlite3.connect(path)) as other:
        ledger._database.conn.execute("PRAGMA busy_timeout = 20")
        other.execute("BEGIN EXCLUSIVE")
        for check in (ledger.verify, ledger.verify_tail, ledger.head, ledger.statuses):
            with pytest.raises(KnownError) as caught:
                check()
            assert caught.value.entry is E.AUDIT_LOCKED


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_a_file_that_may_only_be_read_is_read(mode: int) -> None:
    # Not tmp_path: that folder is closed to the other user as whom a test run by root must read.
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder) / "a.sqlite")
        path.chmod(0o444)
        Path(folder).chmod(mode)
        assert _run(_READS_ONLY, path, str(_NOBODY)) == ["True 4", "AUDIT_UNWRITABLE"]
        Path(folder).chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_folder_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder) / "a.sqlite")
        path.chmod(0o666)
        Path(folder).chmod(0o555)
        assert _run(_READS_ONLY, path, str(_NOBODY)) == ["True 4", "AUDIT_UNWRITABLE"]
        Path(folder).chmod(0o700)


def test_a_ledger_belongs_to_its_thread(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with closing(opened(tmp_path / "a.sqlite")) as ledger, ThreadPoolExecutor(1) as other:
        with pytest.raises(sqlite3.ProgrammingError):
            other.submit(ledger.append, EventKind.REOPENED, {"note_id": "n"}).result()
        assert ledger.head() == (0, "")


def _decide_without_end(ledger: Ledger) -> None:
    for number in range(100, 1000):
        ledger.record(decided(number, title="t" * 900))


def _run(script: str, *arguments: Path | str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr == ""
    return done.stdout.splitlines()
