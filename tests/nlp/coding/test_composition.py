# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Neoplasms are composed of behaviour and site; the table of sites is sound."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.coding.composition import SITES, composed_terms

TABLE = Path(__file__).resolve().parents[3] / "resources" / "lexicon" / SITES


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_table_is_sorted_and_says_each_site_once() -> None:
    sites = [row["site"].casefold() for row in rows()]
    assert sites == sorted(set(sites))


def test_every_site_is_a_noun_or_an_adjective_and_names_a_code() -> None:
    wrong = [
        row
        for row in rows()
        if row["word"] not in ("noun", "adjective") or not any((row["primary"], row["secondary"], row["unspecified"]))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("column", "chapters"), [("primary", ("C",)), ("secondary", ("C77", "C78", "C79")), ("unspecified", ("D49",))]
)
def test_every_code_is_of_its_column_and_in_the_book(book, column: str, chapters: tuple[str, ...]) -> None:
    codes = {row[column] for row in rows()} - {""}
    assert [code for code in codes if not code.startswith(chapters) or book.entry(code) is None] == []


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("tumor of stomach", "D49.0"),
        ("gastric tumor", "D49.0"),
        ("carcinoma of urachus", "C67.7"),
        ("metastasis in maxillary sinus", "C78.39"),
        ("splenic metastasis", "C78.89"),
    ],
)
def test_behaviour_and_site_stand_in_either_order(term: str, code: str) -> None:
    assert (term, code) in {(made.term, made.code) for made in composed_terms(TABLE)}


def test_metastasis_of_a_site_says_no_place() -> None:
    assert not [made for made in composed_terms(TABLE) if made.term.startswith("metastasis of")]


def test_neoplasia_and_tumor_are_one_word_to_the_book(book) -> None:
    assert book.candidates("neoplasm colon")[0].code == "D49.0"


def test_no_table_gives_no_terms(tmp_path: Path) -> None:
    assert list(composed_terms(tmp_path / SITES)) == []
