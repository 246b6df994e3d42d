# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What SQLite and the disk refuse, in the words of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from nlp.errors import E, KnownError

_PRIMARY = 0xFF  # the low byte of an extended result code
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
_REASONS = {
    sqlite3.SQLITE_READONLY: "the file is read-only",
    sqlite3.SQLITE_CANTOPEN: "its folder cannot be written to",
    sqlite3.SQLITE_PERM: "access is denied",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
}


@contextmanager
def told(name: str, *, is_opening: bool = False) -> Generator[None, None, None]:
    """Tell refusals of SQLite inside the block as catalogue errors about the file `name`."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known(error, name, is_opening=is_opening)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged letters in its message, and Python cannot read them
        raise KnownError(E.AUDIT_DAMAGED, name=name) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether a page of the file cannot be what SQLite wrote."""
    return _code(error) == sqlite3.SQLITE_CORRUPT


def is_read_only(error: sqlite3.Error) -> bool:
    """Tell whether the file, or the folder its journal would lie in, may only be read."""
    return _code(error) in _READ_ONLY


def unopenable(error: OSError, name: str) -> KnownError:
    """Return the catalogue error for a file that the system does not let us open."""
    return KnownError(E.AUDIT_UNOPENABLE, name=name, why=why(error))


def why(error: OSError) -> str:
    """Return the system's reason in lower case, without any path."""
    return (error.strerror or type(error).__name__).lower()


def _known(error: sqlite3.Error, name: str, *, is_opening: bool) -> KnownError | None:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return KnownError(E.AUDIT_DISK_FULL)
    if code in _LOCKED:
        return KnownError(E.AUDIT_LOCKED, name=name)
    if code == sqlite3.SQLITE_NOTADB or (is_opening and code == sqlite3.SQLITE_ERROR):
        return KnownError(E.AUDIT_NOT_OURS, name=name)
    if code == sqlite3.SQLITE_CORRUPT:
        return KnownError(E.AUDIT_DAMAGED, name=name)
    if code not in _REASONS:
        return None  # a mistake of ours
    entry = E.AUDIT_UNOPENABLE if is_opening else E.AUDIT_UNWRITABLE
    return KnownError(entry, name=name, why=_REASONS[code])


def _code(error: sqlite3.Error) -> int:
    code = getattr(error, "sqlite_errorcode", None)  # missing where Python itself complains: the wrong thread
    return code & _PRIMARY if isinstance(code, int) else -1
