# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of coding knowledge: every code stands in the book, every row is reachable."""

from __future__ import annotations

import csv

import pytest

from nlp.coding.knowledge import read_knowledge

RESULTS = (
    ("history.csv", "code"),
    ("family.csv", "code"),
    ("drugs.csv", "code"),
    ("organisms.csv", "code"),
    ("external_causes.csv", "code"),
    ("companions.csv", "companion"),
    ("drug_induced.csv", "code"),
    ("places.csv", "code"),
)


def rows(places, name: str) -> list[dict[str, str]]:
    with (places.rules / "coding" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("name", "column"), RESULTS)
def test_every_resulting_code_is_billable_in_the_book(places, book, name: str, column: str) -> None:
    entries = {r[column]: book.entry(r[column]) for r in rows(places, name)}
    assert [code for code, entry in entries.items() if entry is None or not entry.billable] == []


@pytest.mark.parametrize("name", ["history.csv", "family.csv", "chronic.csv"])
def test_every_prefix_begins_a_code_of_the_book(places, book, name: str) -> None:
    known = [r["prefix"] for r in rows(places, name)]
    full = [p for p in known if len(p) >= 3]
    assert [p for p in full if book.entry(p.rstrip(".")) is None] == []
    assert len(known) == len(set(known))


def test_every_agent_gives_adverse_effect_and_underdosing(places, book) -> None:
    roots = {r["root"] for r in rows(places, "agents.csv")}
    assert [root for root in roots for end in ("5A", "6A") if book.entry(root + end) is None] == []


def test_every_link_gives_a_code_of_the_book(places, book) -> None:
    missing = []
    for row in rows(places, "linkage.csv"):
        for disease in row["disease"].split():
            result = disease[:3] + row["result"] if row["result"].startswith(".") else row["result"]
            missing += [result] if book.entry(result) is None else []
    assert missing == []


@pytest.mark.parametrize(("name", "column"), [("superseded.csv", "by"), ("pregnancy.csv", "root")])
def test_every_family_named_stands_in_the_book(places, book, name: str, column: str) -> None:
    named = {code for r in rows(places, name) for code in r[column].split() if len(code) >= 3}
    assert [code for code in sorted(named) if book.entry(code) is None] == []


def test_every_section_category_has_a_role(places) -> None:
    import json

    rules = json.loads((places.rules / "sections.json").read_text(encoding="utf-8"))["section_rules"]
    knowledge = read_knowledge(places.rules / "coding")
    assert {r["category"] for r in rules} - set(knowledge.roles) == set()


def test_every_refinement_gives_a_code_of_the_book(places, book) -> None:
    named = [(r["prefix"], r["result"]) for r in rows(places, "refinements.csv")]
    assert [code for pair in named for code in pair if book.entry(code) is None] == []
    assert all(r["citation"] for r in rows(places, "refinements.csv"))


@pytest.mark.parametrize("name", ["injury", "joint", "ulcer"])
def test_every_site_gives_a_family_of_the_book_and_every_kind_has_sites(places, book, name: str) -> None:
    sites = rows(places, f"{name}_sites.csv")
    cells = {cell for r in sites for column, cell in r.items() if column != "site" and cell}
    roots = {cell.split("+")[0].replace("?", digit) for cell in cells for digit in "0123"}
    assert [root for root in sorted(roots) if book.entry(root) is None] == []
    columns = {r["column"] for r in rows(places, f"{name}_heads.csv")}
    assert columns == set(sites[0]) - {"site"}
