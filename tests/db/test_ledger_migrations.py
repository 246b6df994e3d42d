# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Bringing a file to the present version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.connection import open_database
from db.migrations import Lineage, immediate, upgrade
from nlp.errors import E, KnownError


def _first(database: Database) -> None:
    database.conn.execute("CREATE TABLE thing (name TEXT)")


def _second(database: Database) -> None:
    database.conn.execute("ALTER TABLE thing ADD COLUMN size INTEGER")


def _failing(database: Database) -> None:
    _second(database)
    raise RuntimeError("half done")


_ONE = Lineage(application_id=77, changes=(_first,))
_TWO = Lineage(application_id=77, changes=(_first, _second))


def test_a_new_file_gets_every_change_and_no_copy(tmp_path: Path) -> None:
    _upgraded(tmp_path / "a", _TWO)
    assert _columns(tmp_path / "a") == ["name", "size"]
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_an_older_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    _upgraded(path, _ONE)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO thing VALUES ('kept')")
        raw.commit()
    _upgraded(path, _TWO)
    copy = tmp_path / "a.before-version-2"
    assert (_columns(path), _columns(copy)) == (["name", "size"], ["name"])
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT name FROM thing").fetchall() == [("kept",)]
    assert copy.stat().st_mode & 0o077 == 0


def test_a_file_of_this_version_is_left_as_it_is(tmp_path: Path) -> None:
    _upgraded(tmp_path / "a", _TWO)
    before = (tmp_path / "a").read_bytes()
    _upgraded(tmp_path / "a", _TWO)
    assert (tmp_path / "a").read_bytes() == before


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    _upgraded(tmp_path / "a", _ONE)
    with pytest.raises(RuntimeError):
        _upgraded(tmp_path / "a", Lineage(application_id=77, changes=(_first, _failing)))
    assert _columns(tmp_path / "a") == ["name"]
    _upgraded(tmp_path / "a", _TWO)
    assert _columns(tmp_path / "a") == ["name", "size"]


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    _upgraded(tmp_path / "a", _TWO)
    with pytest.raises(KnownError) as caught:
        _upgraded(tmp_path / "a", _ONE)
    assert caught.value.entry is E.AUDIT_FROM_FUTURE


def test_what_was_done_before_an_error_is_taken_back(tmp_path: Path) -> None:
    _upgraded(tmp_path / "a", _ONE)
    with closing(open_database(tmp_path / "a")) as database:
        with pytest.raises(sqlite3.OperationalError), immediate(database):
            database.conn.executemany("INSERT INTO thing VALUES (?)", [("lost",)]).execute("nonsense")
        assert database.conn.execute("SELECT count(*) FROM thing").fetchone() == (0,)


def _upgraded(path: Path, lineage: Lineage) -> None:
    with closing(open_database(path)) as database:
        upgrade(database, path, lineage)


def _columns(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[1] for row in raw.execute("PRAGMA table_info(thing)")]
