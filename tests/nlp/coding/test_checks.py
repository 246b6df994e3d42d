# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the book says of a list of codes."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.coding.rules import check
from nlp.domain import Encounter, Severity


@pytest.mark.parametrize(
    ("codes", "rules"),
    [
        ("I10", ""),
        ("E11", "full-length"),
        ("S93.401", "seventh-character"),
        ("Q99.ZZ", "unknown-code"),
        ("E11.9 R73.03", "excludes1"),
        ("F02.80 G30.9", "code-first"),
        ("G30.9 F02.80", ""),
    ],
)
def test_list_gives_the_findings_of_the_book(book, codes: str, rules: str) -> None:
    found = check(tuple(codes.split()), Encounter(), book)
    assert [f.rule for f in found] == rules.split()


def test_a_date_outside_the_edition_is_a_stop(book) -> None:
    found = check(("I10",), Encounter(date_of_service=date(2024, 3, 1)), book)
    assert [(f.rule, f.severity) for f in found] == [("edition-date", Severity.STOP)]


def test_every_finding_cites_its_rule(book) -> None:
    found = check(("E11", "S93.401", "E11.9", "R73.03"), Encounter(), book)
    assert found
    assert all(f.citation for f in found)
