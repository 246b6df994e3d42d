# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of a compiled book, known to the one who writes it and the one who reads it."""

from __future__ import annotations

import re

from nlp.domain.codes import EntryKind, InstructionKind

FORMAT = 1  # raised whenever the tables change; an older file is then rebuilt
KINDS = tuple(EntryKind)  # stored as the place in this list
INSTRUCTION_KINDS = tuple(InstructionKind)

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pieces (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL,
    kind INTEGER NOT NULL, billable INTEGER NOT NULL, parent INTEGER REFERENCES entries (id)
) STRICT;
CREATE TABLE instructions (
    owner INTEGER NOT NULL REFERENCES entries (id), place INTEGER NOT NULL,
    kind INTEGER NOT NULL, text TEXT NOT NULL, targets TEXT NOT NULL, PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE sevenths (
    owner INTEGER NOT NULL REFERENCES entries (id), place INTEGER NOT NULL,
    character TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY (owner, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE candidates (
    term INTEGER NOT NULL, place INTEGER NOT NULL, code TEXT NOT NULL, source TEXT NOT NULL,
    priority INTEGER NOT NULL, reference TEXT NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (term, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE ranks (rank INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries (id)) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    code, title, terms, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
"""
INDEXES = (
    "CREATE UNIQUE INDEX entries_by_key ON entries (key)",
    "CREATE INDEX entries_by_parent ON entries (parent, id)",
)

_LEFT_OUT = re.compile(r"[.\s]")


def code_key(code: str) -> str:
    """Return the form under which a code is stored and looked up: capitals without dot or trailing dash."""
    return _LEFT_OUT.sub("", code).rstrip("-").upper()
