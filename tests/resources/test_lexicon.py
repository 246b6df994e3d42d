# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The curated lexicon is well formed and names only codes of the edition it is written for."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import metadata
from pathlib import Path

import pytest

LEXICON = Path(__file__).resolve().parents[2] / "resources" / "lexicon"
FILES = sorted(path for path in LEXICON.glob("*.csv") if path.name not in ("blocked.csv", "neoplasm_sites.csv"))
COLUMNS = ["term", "code", "flags", "note"]
FLAGS = {"caps", "weak", "male", "female", "child", "preg", "every", "head"}


def rows(path: Path) -> list[list[str]]:
    """Read the rows of a lexicon file, heading included."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle, strict=True))


@pytest.fixture(scope="module")
def codes() -> frozenset[str]:
    """List every code of the edition without its dot, categories included."""
    for file in metadata.files("simple-icd-10-cm") or ():
        if file.name == "code-list-April-2026.txt":
            return frozenset(Path(str(file.locate())).read_text(encoding="utf-8").split())
    pytest.fail("simple-icd-10-cm ships no code-list-April-2026.txt")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_columns_are_exactly_the_four(path: Path) -> None:
    """Every file has the heading and every row four cells."""
    heading, *body = rows(path)
    assert heading == COLUMNS
    assert [row for row in body if len(row) != len(COLUMNS)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_and_notes_are_written_and_trimmed(path: Path) -> None:
    """No cell has stray blanks; a term has a letter; a row says what it is."""
    for row in rows(path)[1:]:
        term, _code, _flags, note = row
        assert [cell.strip() for cell in row] == row
        assert any(letter.isalpha() for letter in term), row
        assert note, row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_flags_come_from_the_closed_set(path: Path) -> None:
    """A flag outside the set would be ignored in silence."""
    unknown = [row for row in rows(path)[1:] if not set(row[2].split()) <= FLAGS]
    assert unknown == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_code_is_in_the_edition(path: Path, codes: frozenset[str]) -> None:
    """Each code, also each part of a combination, stands in the installed Tabular List."""
    unknown = [row for row in rows(path)[1:] if not all(part.replace(".", "") in codes for part in row[1].split("+"))]
    assert unknown == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_codes_are_dotted(path: Path) -> None:
    """A code longer than its category has the dot after the third character."""
    parts = [part for row in rows(path)[1:] for part in row[1].split("+")]
    assert [part for part in parts if (len(part) > 3) != (part[3:4] == ".")] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_are_sorted_by_code_then_term(path: Path) -> None:
    """Sorted rows make a change readable."""
    keys = [(row[1], row[0].casefold()) for row in rows(path)[1:]]
    assert keys == sorted(keys)


def test_no_row_is_written_twice() -> None:
    """One meaning of one term stands in one place, whatever its capitals."""
    seen = Counter((row[0].lower(), row[1]) for path in FILES for row in rows(path)[1:])
    assert [key for key, times in seen.items() if times > 1] == []


def test_the_lexicon_is_broad_enough() -> None:
    """A first useful engine needs at least 600 curated rows."""
    assert sum(len(rows(path)) - 1 for path in FILES) >= 600
