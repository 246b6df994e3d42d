# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The one way in which a SQLite file is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

_OWNER_ONLY = 0o600


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """Open the file for one thread; a new file can be read by its owner only, and errors of SQLite pass through."""
    if not read_only:
        _create_private(path)
    return _wrap(sqlite3.connect(_address(path, "ro" if read_only else "rw"), uri=True))


def open_immutable(path: Path) -> Database:
    """Open a file that nobody writes any more: no locks, no journal, and the connection may be closed by any thread."""
    address = _address(path, "ro") + "&immutable=1"
    return _wrap(sqlite3.connect(address, uri=True, check_same_thread=False))


def _create_private(path: Path) -> None:
    # SQLite gives journals the permissions of the file they belong to, so this one call covers them all. An existing
    # file is left alone: closing any descriptor of it would drop the locks that this process holds on it (POSIX).
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))


def _address(path: Path, mode: str) -> str:
    return f"{_local(path.resolve().as_uri())}?mode={mode}"


def _local(uri: str) -> str:
    """Write a file on a Windows share as SQLite wants it: with four slashes instead of a host name."""
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _wrap(connection: sqlite3.Connection) -> Database:
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # execute_plugins=False: otherwise any package installed beside ours may run code at connect.
        return Database(connection, execute_plugins=False, strict=True)
    except BaseException:
        connection.close()
        raise
