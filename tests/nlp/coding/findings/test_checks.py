# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the rules say of a list of codes: each check told where it should be and silent where it should not."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nlp.coding.findings import read_claim_tables
from nlp.coding.rules import check
from nlp.coding.rules.checks import CHECKS
from nlp.domain import Encounter, Setting, Severity

TABLE = Path(__file__).with_name("findings.csv")
STOPS = {
    "unknown-code",
    "full-length",
    "seventh-character",
    "duplicate",
    "excludes1",
    "code-first",
    "adverse-effect-order",
    "underdosing-order",
    "normal-delivery",
    "edition-date",
}
EITHER = {"never-first"}  # a cause of injury stops, a drug status warns


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def encounter(row: dict[str, str]) -> Encounter:
    age = int(row["age"]) if row["age"] else None
    return Encounter(setting=Setting(row["setting"]), age=age, sex=row["sex"] or None)


@pytest.fixture(scope="module")
def tables(places):
    return read_claim_tables(places.rules)


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r['rule']}-{r['is_told']}-{r['codes'].replace(' ', '+')}")
def test_rule_is_told_where_it_applies_and_nowhere_else(book, tables, row: dict[str, str]) -> None:
    found = check(tuple(row["codes"].split()), encounter(row), book, tables=tables)
    assert (row["rule"] in {f.rule for f in found}) == (row["is_told"] == "yes"), [f.message for f in found]


def test_every_rule_has_a_positive_and_a_negative_example() -> None:
    told = {(r["rule"], r["is_told"]) for r in rows()}
    rules = {rule for rule, _ in told}
    assert [rule for rule in rules if not {(rule, "yes"), (rule, "no")} <= told] == []
    assert len(rules) >= len(CHECKS) - 4  # the date and the indicators of a stay have tests of their own


def test_findings_stop_only_what_may_never_be_reported(book, tables) -> None:
    wrong = []
    for row in rows():
        for finding in check(tuple(row["codes"].split()), encounter(row), book, tables=tables):
            is_stop = finding.severity is Severity.STOP
            if finding.rule not in EITHER and is_stop != (finding.rule in STOPS):
                wrong.append(finding)
    assert wrong == []


def test_every_finding_cites_its_rule_and_names_what_to_do(book, tables) -> None:
    for row in rows():
        for finding in check(tuple(row["codes"].split()), encounter(row), book, tables=tables):
            assert finding.citation
            assert finding.codes
            assert finding.message.endswith(".")
            assert finding.message.count(". ") >= 1 or ": " in finding.message


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
def test_a_list_gives_the_findings_of_the_book_without_any_table(book, codes: str, rules: str) -> None:
    found = check(tuple(codes.split()), Encounter(), book)
    assert [f.rule for f in found] == rules.split()


def test_a_date_outside_the_edition_is_a_stop(book) -> None:
    found = check(("I10",), Encounter(date_of_service=date(2024, 3, 1)), book)
    assert [(f.rule, f.severity) for f in found] == [("edition-date", Severity.STOP)]


def test_hard_stops_come_first(book, tables) -> None:
    found = check(("N18.31", "I12.9", "E11"), Encounter(), book, tables=tables)
    severities = [f.severity for f in found]
    assert severities == sorted(severities, key=lambda s: s is not Severity.STOP)
    assert {Severity.STOP, Severity.WARNING} == set(severities)


def test_what_is_still_to_be_decided_is_not_called_missing(book, tables) -> None:
    alone = check(("I12.9",), Encounter(), book, tables=tables)
    waiting = check(("I12.9",), Encounter(), book, tables=tables, pending=frozenset({"N18.31"}))
    assert [f.rule for f in alone] == ["companion"]
    assert waiting == ()


@pytest.mark.parametrize(
    ("codes", "presence", "rules"),
    [
        ("J18.9 I10", {"J18.9": "Y"}, ["poa-missing"]),
        ("J18.9 I10", {"J18.9": "Y", "I10": "Y"}, []),
        ("J18.9 Z79.4 E11.9", {"J18.9": "Y", "E11.9": "Y"}, []),
        ("J18.9 Z87.891", {"J18.9": "Y", "Z87.891": "Y"}, ["poa-exempt"]),
        ("J18.9", None, []),
    ],
)
def test_indicators_of_a_stay_are_told_and_exempt_codes_have_none(book, tables, codes, presence, rules) -> None:
    stay = Encounter(setting=Setting.INPATIENT)
    found = check(tuple(codes.split()), stay, book, tables=tables, presence=presence)
    assert [f.rule for f in found if f.rule.startswith("poa")] == rules
    office = check(tuple(codes.split()), Encounter(), book, tables=tables, presence=presence)
    assert [f.rule for f in office if f.rule.startswith("poa")] == []


def test_a_note_coded_by_the_book_gives_no_stop(book, tables) -> None:
    codes = ("A41.51", "R65.20", "N17.9", "J18.9", "I13.0", "I50.22", "N18.31", "E11.22", "Z79.4", "Z87.891")
    stay = Encounter(setting=Setting.INPATIENT, age=71, sex="male")
    assert check(codes, stay, book, tables=tables) == ()


def leaf(book, choices: list[int]) -> str:
    """Return the code that a walk down the book with these choices ends at."""
    code = ""
    for choice in (*choices, 0, 0, 0, 0, 0, 0):
        beneath = book.children(code)
        if not beneath:
            break
        code = beneath[choice % len(beneath)].code
    return code


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    walks=st.lists(st.lists(st.integers(0, 400), min_size=4, max_size=7), max_size=14),
    setting=st.sampled_from(Setting),
    age=st.none() | st.integers(0, 110),
    sex=st.sampled_from([None, "female", "male"]),
    day=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
)
def test_checking_never_fails_on_valid_codes(book, tables, walks, setting, age, sex, day) -> None:
    codes = tuple(leaf(book, walk) for walk in walks)
    visit = Encounter(setting=setting, age=age, sex=sex, date_of_service=day)
    presence = dict.fromkeys(codes, "Y")
    found = check(codes, visit, book, tables=tables, presence=presence)
    assert all(set(f.codes) <= set(codes) for f in found)
    assert found == check(codes, visit, book, tables=tables, presence=presence)
