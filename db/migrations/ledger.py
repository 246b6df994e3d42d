# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The audit file's shape: its one table of entries, what guards it, and what finds in it."""

from __future__ import annotations

import secrets
import sqlite3
from typing import cast

from sqlite_utils import Database

from db.faults import is_damage
from db.migrations import Lineage, immediate

_ENTRY = """
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    time TEXT NOT NULL,
    actor TEXT NOT NULL,
    note_id TEXT NOT NULL,
    source TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT
"""

_COLUMNS = ["seq", "previous", "digest", "kind", "time", "actor", "note_id", "source", "body"]

# Against accident only: whoever means to alter the file drops them first, and the chain finds it.
GUARDS = {
    "entry_is_never_changed": """CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    "entry_is_never_removed": """CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END""",
    # INSERT OR REPLACE fires no DELETE trigger while recursive_triggers is off.
    "entry_is_never_replaced": """CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END""",
}
_INDEXES = {
    "entry_by_note": "CREATE INDEX entry_by_note ON entry (note_id, kind)",
    "entry_by_source": "CREATE INDEX entry_by_source ON entry (source, note_id)",
}
_BESIDE = GUARDS | _INDEXES


def make_tables(database: Database) -> None:
    """Make the table of entries, and the file's own random name by which its head is remembered elsewhere."""
    database.conn.execute(_ENTRY)
    database.conn.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
    database.conn.execute("INSERT INTO meta VALUES ('ledger', ?)", [secrets.token_hex(16)])


LINEAGE = Lineage(application_id=0x43505246, changes=(make_tables,))  # "CPRF"


def has_tables(database: Database) -> bool:
    """Tell whether the tables are there with our columns and no others."""
    columns = cast("list[tuple[str]]", database.conn.execute("SELECT name FROM pragma_table_info('entry')").fetchall())
    tables = cast(
        "list[tuple[str]]",
        database.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall(),
    )
    return [name for (name,) in columns] == _COLUMNS and {("entry",), ("meta",)} <= set(tables)


def are_guards_whole(database: Database) -> bool:
    """Tell whether exactly our triggers and indexes stand, word for word."""
    return _standing(database) == _BESIDE


def restore_guards(database: Database) -> None:
    """Put back the triggers and indexes that a foreign tool dropped or altered, and take away any it added."""
    with immediate(database):
        standing = _standing(database)
        for name, statement in standing.items():
            if statement != _BESIDE.get(name):
                kind = "TRIGGER" if statement.upper().startswith("CREATE TRIGGER") else "INDEX"
                database.conn.execute(f"DROP {kind} {_quoted(name)}")
        for name, statement in _BESIDE.items():
            if standing.get(name) != statement:
                database.conn.execute(statement)


def are_indexes_whole(database: Database) -> bool:
    """Tell whether the indexes find every entry that the table holds."""
    try:
        return cast("tuple[str]", database.conn.execute("PRAGMA integrity_check(1)").fetchone())[0] == "ok"
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False


def rebuild_indexes(database: Database) -> None:
    """Make the indexes anew from the table, whose entries the chain has proven."""
    with immediate(database):
        database.conn.execute("REINDEX")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _standing(database: Database) -> dict[str, str]:
    rows = database.conn.execute(
        "SELECT CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_master"
        " WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    )
    return dict(cast("list[tuple[str, str]]", rows.fetchall()))
