# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
import os
import sqlite3
import stat
import threading
from pathlib import PureWindowsPath

import pytest

from db.connection import _local, open_database, open_immutable


def test_a_new_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "new.sqlite"
    before = os.umask(0)
    try:
        open_database(path).close()
    finally:
        os.umask(before)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_reading_makes_no_file(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        open_database(tmp_path / "absent.sqlite", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["plain.sqlite", "a b#c?d%41é.sqlite"])
def test_any_name_is_opened_as_itself(tmp_path, name):
    with open_database(tmp_path / name) as database:
        database.table("t").insert({"a": 1})
    with open_database(tmp_path / name, read_only=True) as database:
        assert [row["a"] for row in database.table("t").rows] == [1]
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("opened", [lambda path: open_database(path, read_only=True), open_immutable])
def test_a_file_opened_for_reading_refuses_writes(tmp_path, opened):
    with open_database(tmp_path / "file") as database:
        database.table("t").insert({"a": 1})
    with opened(tmp_path / "file") as database, pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.table("t").insert({"a": 2})


def test_foreign_keys_and_strict_tables_are_on(tmp_path):
    with open_database(tmp_path / "file") as database:
        assert database.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
        database.table("t").create({"a": int})
        with pytest.raises(sqlite3.IntegrityError):
            database.table("t").insert({"a": "word"})


def test_an_immutable_file_may_be_closed_by_another_thread(tmp_path):
    open_database(tmp_path / "file").close()
    database = open_immutable(tmp_path / "file")
    thread = threading.Thread(target=database.close)
    thread.start()
    thread.join()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.conn.execute("SELECT 1")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:/My notes/a.sqlite", "file:///C:/My%20notes/a.sqlite"),
        ("//server/share/a.sqlite", "file:////server/share/a.sqlite"),
    ],
)
def test_windows_paths_are_written_as_sqlite_reads_them(path, uri):
    assert _local(PureWindowsPath(path).as_uri()) == uri
