# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One reader for all reading tests: making it costs most of a second."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from nlp.domain import Analysis, Note, Span, note_id
from nlp.domain.terms import term_key
from nlp.pipeline import Reader

RULES = Path(__file__).resolve().parents[3] / "resources" / "rules"
TABLE = Path(__file__).with_name("assertions.csv")
TERMS = (
    "acute pharyngitis",
    "chronic heart failure",
    "heart failure",
    "failure to thrive",
    "diabetes mellitus type 2",
    "urinary tract infection",
    "kidney disease",
    "disease of kidney",
    "chest pain",
    "colon cancer",
    "coronary artery disease",
    "artery disease",
    "=CHF",
    "=MS",
    "=MI",
    "=ALL",
    "=AIDS",
    "=T2DM",
)


class MemoryTerms:
    """A lexicon in memory, with the questions a `TermIndex` answers."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._keys = {term if term.startswith("=") else term_key(term) for term in terms}

    def iterkeys(self, prefix: str) -> Iterator[str]:
        return (key for key in self._keys if key.startswith(prefix))

    def __contains__(self, key: str) -> bool:
        return key in self._keys


@pytest.fixture(scope="session")
def table() -> list[dict[str, str]]:
    """The rows of the assertion table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def reader(table: list[dict[str, str]]) -> Reader:
    """A reader with a small lexicon and the words of the assertion table."""
    return Reader(rules=RULES, terms=MemoryTerms([*TERMS, *(row["target"] for row in table)]))


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Analysis]:
    """Read a text, asking about words of it."""

    def read_text(text: str, *asked: str) -> Analysis:
        note = Note(id=note_id(text), text=text, name="note.txt", source="note.txt")
        spans = [Span(start=text.index(words), end=text.index(words) + len(words)) for words in asked]
        return reader.analyse(note, spans)

    return read_text
