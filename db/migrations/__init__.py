# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Bringing a database file of ours to the present version: refuse, copy, change, all or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlite_utils import Database

from db.connection import open_database
from nlp.errors import E, KnownError


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A kind of file: its mark in the header and its changes, oldest first. The version is the number of changes."""

    application_id: int
    changes: tuple[Callable[[Database], None], ...]


def upgrade(database: Database, path: Path, lineage: Lineage) -> None:
    """Bring the open file up to date; a file with entries is copied beside itself before it is changed."""
    version = _accepted_version(database, path, lineage)
    if version == len(lineage.changes):
        return
    if version:
        _copy(database, path.with_name(f"{path.name}.before-version-{len(lineage.changes)}"))
    with immediate(database):
        # Another program may have done it since; the version counts only now that we hold the file.
        for change in lineage.changes[_accepted_version(database, path, lineage) :]:
            change(database)
        database.conn.execute(f"PRAGMA application_id = {lineage.application_id}")
        database.conn.execute(f"PRAGMA user_version = {len(lineage.changes)}")


@contextmanager
def immediate(database: Database) -> Generator[None, None, None]:
    """Hold the file for writing during the block; what the block did is on the disk afterwards, or not at all."""
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.conn.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def number_of(database: Database, question: str) -> int:
    """Return the single integer that the statement yields."""
    return cast("tuple[int]", database.conn.execute(question).fetchone())[0]


def _accepted_version(database: Database, path: Path, lineage: Lineage) -> int:
    version = number_of(database, "PRAGMA user_version")
    mark = number_of(database, "PRAGMA application_id")
    if mark == lineage.application_id and version > len(lineage.changes):
        raise KnownError(E.AUDIT_FROM_FUTURE, name=path.name)
    is_blank = number_of(database, "SELECT count(*) FROM sqlite_master") == 0 and version == mark == 0
    if not is_blank and (mark != lineage.application_id or version < 1):
        raise KnownError(E.AUDIT_NOT_OURS, name=path.name)
    return version


def _copy(database: Database, place: Path) -> None:
    # Through SQLite, not as a file: closing a second handle on the file would drop our own locks on it.
    copy = open_database(place)
    try:
        database.conn.backup(copy.conn)
    finally:
        copy.close()
    with place.open("rb") as written:
        os.fsync(written.fileno())
