# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of questions to the provider in resources/rules/findings: one row one question, with its reason."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Reach(StrEnum):
    """In which encounters a question is asked."""

    ANY = "any"
    ACUTE = "acute"  # stays and emergency visits
    STAY = "stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Findings that call for a diagnosis: asked where both stand, `beside` is coded and nothing `answered` is.

    `words` are those without which `first` cannot be found: looking them up spares the pattern in most notes.
    """

    topic: str
    reach: Reach
    words: frozenset[str]
    first: re.Pattern[str]
    second: re.Pattern[str] | None
    beside: tuple[str, ...]
    answered: tuple[str, ...]
    options: tuple[str, ...]
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """A diagnosis of a stay that calls for findings: asked where the note holds none of its indicators."""

    topic: str
    codes: tuple[str, ...]
    unless: tuple[str, ...]
    indicators: re.Pattern[str]
    lack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A code that says less than the provider may know; `code` begins it, or stands in its title."""

    topic: str
    reach: Reach
    codes: tuple[str, ...]
    title: str
    support: re.Pattern[str] | None
    options: tuple[str, ...]
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTables:
    """All questions that tables can ask."""

    indicators: tuple[Indicator, ...] = ()
    validity: tuple[Validity, ...] = ()
    details: tuple[Detail, ...] = ()


def read_query_tables(folder: Path) -> QueryTables:
    """Read the tables from resources/rules/findings."""
    return QueryTables(
        indicators=tuple(map(_indicator, _rows(folder / "query_indicators.csv"))),
        validity=tuple(map(_validity, _rows(folder / "query_validity.csv"))),
        details=tuple(map(_detail, _rows(folder / "query_detail.csv"))),
    )


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        topic=row["topic"],
        reach=Reach(row["setting"]),
        words=frozenset(row["words"].split()),
        first=re.compile(row["first"]),
        second=_pattern(row["second"]),
        beside=tuple(row["beside"].split()),
        answered=tuple(row["answered"].split()),
        options=tuple(row["options"].split("|")),
        request=row["request"],
    )


def _validity(row: dict[str, str]) -> Validity:
    return Validity(
        topic=row["topic"],
        codes=tuple(row["code"].split()),
        unless=tuple(row["unless"].split()),
        indicators=re.compile(row["indicators"]),
        lack=row["lack"],
    )


def _detail(row: dict[str, str]) -> Detail:
    is_title = row["code"][:1].islower()
    return Detail(
        topic=row["topic"],
        reach=Reach(row["setting"]),
        codes=() if is_title else tuple(row["code"].split()),
        title=row["code"] if is_title else "",
        support=_pattern(row["support"]),
        options=tuple(row["options"].split("|")),
        request=row["request"],
    )


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(words) if words else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
