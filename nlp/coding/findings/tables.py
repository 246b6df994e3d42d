# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of claim rules in resources/rules/findings: one row one fact, each with its source."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from nlp.coding.findings.query_tables import QueryTables, read_query_tables
from nlp.domain.case import Setting, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Codes beside which another is nearly always reported."""

    code: str
    beside: tuple[str, ...]
    unless: tuple[str, ...]
    setting: Setting | None
    lack: str
    fix: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """Two families of codes for which the book has one code, or of which only one can be right."""

    one: str
    other: str
    instead: str
    severity: Severity
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverFirst:
    """Codes that are always reported behind another."""

    prefix: str
    severity: Severity
    instead: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTables:
    """All tables, read once; an empty one knows no rules."""

    edits: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    exempt: tuple[str, ...] = ()  # no present-on-admission indicator
    exempt_later: tuple[str, ...] = ()  # none where the 7th character says that active treatment is over
    expected: tuple[Expected, ...] = ()
    combined: tuple[Combined, ...] = ()
    never_first: tuple[NeverFirst, ...] = ()
    first_only: tuple[tuple[str, str], ...] = ()  # (prefix, citation)
    only_one: tuple[tuple[str, str, str], ...] = ()  # (prefix, what, citation)
    acute_chronic: tuple[tuple[str, str, str], ...] = ()  # (acute, chronic, what)
    integral: tuple[tuple[str, tuple[str, ...], str], ...] = ()  # (symptom, explaining, citation)

    queries: QueryTables = field(default_factory=QueryTables)
    presence_words: dict[str, re.Pattern[str]] = field(default_factory=dict[str, re.Pattern[str]])  # by kind
    presence_sections: dict[str, str] = field(default_factory=dict[str, str])  # category -> "admission" or "stay"
    presence_families: tuple[tuple[str, str, str], ...] = ()  # (prefix, indicator, reason)

    def edit(self, name: str) -> tuple[str, ...]:
        """Return the beginnings of the codes that an edit list of the Medicare Code Editor holds."""
        return self.edits.get(name, ())

    def is_poa_exempt(self, code: str) -> bool:
        """Tell whether the code takes no present-on-admission indicator (Appendix I, exempt list)."""
        if code.startswith(self.exempt):
            return True
        seventh = code[7:8]
        return seventh.isalpha() and seventh not in "ABC" and code.startswith(self.exempt_later)


@lru_cache(maxsize=4)
def read_claim_tables(rules: Path) -> ClaimTables:
    """Read the tables beneath resources/rules."""
    folder = rules / "findings"
    exempt = _rows(folder / "poa_exempt.csv")
    return ClaimTables(
        edits=_edits(folder / "edits.csv"),
        exempt=tuple(r["prefix"] for r in exempt if r["encounter"] == "any"),
        exempt_later=tuple(r["prefix"] for r in exempt if r["encounter"] == "later"),
        expected=tuple(map(_expected, _rows(folder / "expected.csv"))),
        combined=tuple(map(_combined, _rows(folder / "combined.csv"))),
        never_first=tuple(map(_never_first, _rows(folder / "never_first.csv"))),
        first_only=tuple((r["prefix"], r["citation"]) for r in _rows(folder / "first_only.csv")),
        only_one=tuple((r["prefix"], r["what"], r["citation"]) for r in _rows(folder / "only_one.csv")),
        acute_chronic=tuple((r["acute"], r["chronic"], r["what"]) for r in _rows(folder / "acute_chronic.csv")),
        integral=tuple(
            (r["symptom"], tuple(r["explained_by"].split()), r["citation"])
            for r in _rows(rules / "coding" / "integral.csv")
        ),
        queries=read_query_tables(folder),
        presence_words=_words(folder / "poa_words.csv"),
        presence_sections={r["category"]: r["time"] for r in _rows(folder / "poa_sections.csv")},
        presence_families=tuple((r["prefix"], r["indicator"], r["reason"]) for r in _rows(folder / "poa_families.csv")),
    )


def _words(path: Path) -> dict[str, re.Pattern[str]]:
    """Return the words of each kind as one pattern."""
    found: dict[str, list[str]] = {}
    for row in _rows(path):
        found.setdefault(row["kind"], []).append(row["words"])
    return {kind: re.compile("|".join(words)) for kind, words in found.items()}


def _expected(row: dict[str, str]) -> Expected:
    return Expected(
        code=row["code"],
        beside=tuple(row["beside"].split()),
        unless=tuple(row["unless"].split()),
        setting=Setting(row["setting"]) if row["setting"] else None,
        lack=row["lack"],
        fix=row["fix"],
        citation=row["citation"],
    )


def _combined(row: dict[str, str]) -> Combined:
    return Combined(
        one=row["one"],
        other=row["other"],
        instead=row["instead"],
        severity=Severity(row["severity"]),
        citation=row["citation"],
    )


def _never_first(row: dict[str, str]) -> NeverFirst:
    return NeverFirst(
        prefix=row["prefix"], severity=Severity(row["severity"]), instead=row["instead"], citation=row["citation"]
    )


def _edits(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(path):
        found[row["edit"]] = (*found.get(row["edit"], ()), row["prefix"])
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
