# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The file of a compiled book: its facts and rows, read by any thread."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import TypeAlias

from db.connection import open_immutable
from db.importer.layout import FORMAT
from nlp.errors import E, KnownError

Columns: TypeAlias = tuple[str | int | bytes | None, ...]


class BookFile:
    """A read-only book file. Each thread reads through its own connection; `close` closes them all."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise KnownError(E.BOOK_MISSING)
        self._path = path
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        try:
            self._refuse_cut_off()
            self.facts = {str(name): str(value) for name, value in self.select("SELECT name, value FROM meta")}
            if self.facts.get("format") != str(FORMAT):
                raise self._damaged("it was made by another version of Chartproof")
        except BaseException:
            self.close()
            raise

    def select(self, statement: str, *values: str | int) -> list[Columns]:
        """Return the rows of one query."""
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def piece(self, name: str) -> bytes:
        """Return one of the larger parts that are stored whole."""
        for (content,) in self.select("SELECT content FROM pieces WHERE name = ?", name):
            if isinstance(content, bytes):
                return content
        raise self._damaged(f"part “{name}” is missing")

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = open_immutable(self._path).conn
            self._own.connection = connection
            self._opened.append(connection)
        return connection

    def _refuse_cut_off(self) -> None:
        """Compare the length of the file with what its first page says; SQLite itself would notice much later."""
        ((pages,),) = self.select("PRAGMA page_count")
        ((size,),) = self.select("PRAGMA page_size")
        length = self._path.stat().st_size
        if not isinstance(pages, int) or not isinstance(size, int) or pages * size != length:
            raise self._damaged("its length is wrong")

    def _damaged(self, why: str) -> KnownError:
        return KnownError(E.BOOK_DAMAGED, why=why, name=self._path.name)
