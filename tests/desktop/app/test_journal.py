# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The log tells what the program did, never what a note says."""

from __future__ import annotations

from pathlib import Path

from desktop.app.journal import close_journal, log_crash, log_fact, open_journal


def test_a_crash_is_written_without_its_text(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "chartproof.log"
    open_journal(path)
    try:
        raise ValueError("Zephyrine Quackenbush has fever")
    except ValueError as error:
        log_crash(error)
    log_fact("note coded", milliseconds=9)
    close_journal()
    written = path.read_text("utf-8")
    assert "unexpected ValueError at test_journal.py" in written
    assert "note coded milliseconds=9" in written
    assert "Quackenbush" not in written


def test_without_a_place_to_write_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    open_journal(tmp_path / "file" / "chartproof.log")
    log_fact("started")
    close_journal()
