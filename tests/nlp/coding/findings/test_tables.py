# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of claim rules: every code stands in the book, and the lists equal the official ones."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from nlp.coding.findings import read_claim_tables

COLUMNS = (
    ("never_first.csv", "prefix"),
    ("first_only.csv", "prefix"),
    ("only_one.csv", "prefix"),
    ("combined.csv", "one"),
    ("combined.csv", "other"),
    ("acute_chronic.csv", "acute"),
    ("acute_chronic.csv", "chronic"),
    ("expected.csv", "code"),
    ("expected.csv", "beside"),
    ("expected.csv", "unless"),
    ("edits.csv", "prefix"),
    ("poa_exempt.csv", "prefix"),
)
EDITS = {
    "manifestation": "manifestation_not_pdx",
    "newborn": "age_newborn",
    "pediatric": "age_pediatric",
    "maternity": "age_maternity",
    "adult": "age_adult",
    "principal": "unacceptable_pdx",
}


def rows(places, name: str) -> list[dict[str, str]]:
    with (places.rules / "findings" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_every_family_named_stands_in_the_book(places, book, name: str, column: str) -> None:
    named = {prefix for r in rows(places, name) for prefix in r[column].split()}
    lost = [p for p in sorted(named) if len(p) >= 3 and not p.endswith(".") and not begins_a_code(book, p)]
    assert lost == []


def begins_a_code(book, prefix: str) -> bool:
    if book.entry(prefix) is not None:
        return True
    short = prefix[:3] if len(prefix) <= 5 else prefix[:-1]
    return any(c.code.startswith(prefix) for c in book.children(short))


@pytest.mark.parametrize("name", ["expected.csv", "combined.csv", "never_first.csv", "only_one.csv"])
def test_every_row_has_its_source(places, name: str) -> None:
    assert [r for r in rows(places, name) if not r["citation"].strip()] == []


def test_exempt_codes_are_those_of_the_official_list(places, shared: Path) -> None:
    tables = read_claim_tables(places.rules)
    folder = shared / "data" / "reference" / "fy2026"
    with zipfile.ZipFile(folder / "POAexemptCodesFY26.zip") as archive:
        text = archive.read("POAexemptCodesFY26.txt").decode("latin-1")
    official = {line.split("\t")[1].strip() for line in text.splitlines()[1:]}
    with zipfile.ZipFile(folder / "icd10cm_2026_code_descriptions.zip") as archive:
        listed = archive.read("icd10cm_codes_2026.txt").decode("latin-1")
    codes = [dotted(line[:8].strip()) for line in listed.splitlines() if line.strip()]
    assert len(codes) > 70_000
    assert [c for c in codes if tables.is_poa_exempt(c) != (c in official)] == []


@pytest.mark.parametrize("edit", EDITS)
def test_edit_lists_are_those_of_the_medicare_code_editor(places, shared: Path, edit: str) -> None:
    path = shared / "data" / "reference" / "fy2026" / "mce_edits_2026-07.json"
    official = json.loads(path.read_text(encoding="utf-8"))["codes"][EDITS[edit]]
    codes = [dotted(row["code"]) for row in official]
    if edit == "principal":  # adverse effects and underdosing are told by a check of their own
        codes = [c for c in codes if not ("T36" <= c[:3] <= "T50")]
    prefixes = read_claim_tables(places.rules).edit(edit)
    assert [c for c in codes if not c.startswith(prefixes)] == []


def dotted(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code
