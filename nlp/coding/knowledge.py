# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables of coding knowledge in resources/rules/coding: one row one fact, each with its reason."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from nlp.coding.draft import Role
from nlp.coding.findings import ClaimTables, read_claim_tables
from nlp.coding.phrases import Phrases
from nlp.domain.terms import term_key

_COMPOSED = ("injury", "joint", "ulcer")  # families with a table of kinds and one of sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A "with" relation of the Index: a condition beside a disease means the combination code."""

    disease: str
    condition: str
    result: str
    keeps: bool  # whether the condition's own code is reported too
    is_near: bool  # whether both must stand in one sentence
    adds: bool  # whether the disease's own code stays beside the combination
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """A long-term drug: what it says about therapy, and which diagnoses make that reportable."""

    code: str
    needs: tuple[
        str, ...
    ]  # code prefixes of the diagnoses it is taken for; () where the therapy must be called long-term


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """Words around a term that show that it means something else here."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def applies(self, before: str, after: str) -> bool:
        """Tell whether the surroundings show the other meaning."""
        return (self.before is None or self.before.search(before) is not None) and (
            self.after is None or self.after.search(after) is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InjuryHead:
    """What a word says an injury is: the column of the sites, and the words of titles for it."""

    column: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InjurySite:
    """The family of one kind of injury at a site, and words of its titles that no note repeats."""

    name: str
    words: frozenset[str]
    root: str  # "?" stands for the digit of a burn's degree
    adds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """Words in the sentence of a code that make it a more exact one."""

    prefix: str
    words: tuple[str, ...]  # any of them; "a & b" wants both, "!b" must not be said
    result: str
    keeps_rest: bool  # whether the characters behind the result stay (side, encounter)
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables, read once."""

    roles: dict[str, Role]
    history: tuple[tuple[str, str], ...]  # (code prefix, history code), longest prefix first
    family: tuple[tuple[str, str], ...]
    chronic: tuple[str, ...]  # code prefixes of diseases that "history of" does not end
    drugs: dict[str, Drug]
    links: tuple[Link, ...]
    integral: tuple[tuple[str, tuple[str, ...], str], ...]  # (symptom prefix, explaining prefixes, citation)
    implied: dict[str, frozenset[str]]  # a word in the note that means a word in a title
    sided: dict[str, frozenset[str]]  # a word of a term and the joint or organ whose side is its own
    organisms: tuple[tuple[str, str, str], ...]  # (organism key, B95-B97 code, sepsis code)
    causes: tuple[tuple[str, str], ...]  # (words of an external cause, code)
    companions: tuple[tuple[str, str, str, str], ...]  # (code prefix, words of the mention, companion, citation)
    misreadings: dict[str, tuple[Misreading, ...]]  # by term
    superseded: tuple[tuple[str, tuple[str, ...], str], ...]  # (vague prefix, prefixes that say more, citation)
    induced: tuple[tuple[str, str, str], ...]  # (code prefix, code where a drug caused it, citation)
    pregnancy: tuple[tuple[str, str, bool, str], ...]  # (code prefix, chapter 15 root, keeps the condition, citation)
    places: tuple[tuple[re.Pattern[str], str], ...]  # (words of a place or an activity, its Y92 or Y93 code)
    agents: dict[str, str]  # drug or its class -> first five characters of its T code
    heads: dict[str, InjuryHead]  # by term
    sites: dict[str, tuple[InjurySite, ...]]  # by kind of injury
    burn_degrees: tuple[tuple[str, str], ...]  # (words, digit)
    refinements: tuple[Refinement, ...]
    confidence: dict[str, float]  # stated reason -> log-odds
    phrases: Phrases  # lists of words that rules look for
    claims: ClaimTables = field(default_factory=ClaimTables)  # what findings and indicators go by

    def history_of(self, code: str) -> str:
        """Return the history code of a disease that is over, or ""."""
        return _by_prefix(self.history, code)

    def family_of(self, code: str) -> str:
        """Return the family-history code of a disease, or ""."""
        return _by_prefix(self.family, code)


def read_knowledge(folder: Path) -> Knowledge:
    """Read the tables from resources/rules/coding."""
    return Knowledge(
        claims=read_claim_tables(folder.parent),
        roles={r["category"]: Role(r["role"]) for r in _rows(folder / "sections.csv")},
        history=_pairs(folder / "history.csv"),
        family=_pairs(folder / "family.csv"),
        chronic=tuple(r["prefix"] for r in _rows(folder / "chronic.csv")),
        drugs={
            r["drug"].lower(): Drug(code=r["code"], needs=tuple(r["needs"].split()))
            for r in _rows(folder / "drugs.csv")
        },
        links=tuple([_link(r) for r in _rows(folder / "linkage.csv")]),
        integral=tuple(
            (r["symptom"], tuple(r["explained_by"].split()), r["citation"]) for r in _rows(folder / "integral.csv")
        ),
        implied=_implied(folder / "implied_words.csv"),
        sided=_implied(folder / "sided_sites.csv"),
        organisms=tuple((term_key(r["organism"]), r["code"], r["sepsis"]) for r in _rows(folder / "organisms.csv")),
        superseded=tuple((r["code"], tuple(r["by"].split()), r["citation"]) for r in _rows(folder / "superseded.csv")),
        induced=tuple((r["prefix"], r["code"], r["citation"]) for r in _rows(folder / "drug_induced.csv")),
        pregnancy=tuple(
            (r["prefix"], r["root"], r["keeps"] == "yes", r["citation"]) for r in _rows(folder / "pregnancy.csv")
        ),
        places=tuple((re.compile(r["words"]), r["code"]) for r in _rows(folder / "places.csv")),
        companions=tuple(
            (r["code"], r["words"], r["companion"], r["citation"]) for r in _rows(folder / "companions.csv")
        ),
        misreadings=_misreadings(folder / "abbreviations.csv"),
        agents={r["agent"]: r["root"] for r in _rows(folder / "agents.csv")},
        phrases=Phrases((r["list"], r["words"]) for r in _rows(folder / "phrases.csv")),
        confidence={r["reason"]: float(r["weight"]) for r in _rows(folder / "confidence.csv")},
        causes=tuple((term_key(r["words"]), r["code"]) for r in _rows(folder / "external_causes.csv")),
        heads=_heads(folder),
        sites={kind: rows for name in _COMPOSED for kind, rows in _sites(folder / f"{name}_sites.csv").items()},
        refinements=tuple(_refinement(r) for r in _rows(folder / "refinements.csv")),
        burn_degrees=tuple((term_key(r["words"]), r["degree"]) for r in _rows(folder / "burn_degrees.csv")),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _implied(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in _rows(path):
        means = frozenset(term_key(word) for word in row["means"].split())
        found[row["word"]] = found.get(row["word"], frozenset()) | means
    return found


def _link(row: dict[str, str]) -> Link:
    return Link(
        disease=row["disease"],
        condition=row["condition"],
        result=row["result"],
        keeps=row["keeps"] in ("yes", "both", "near"),
        is_near=row["keeps"] == "near",
        adds=row["keeps"] == "both",
        citation=row["citation"],
    )


def _heads(folder: Path) -> dict[str, InjuryHead]:
    return {
        term_key(r["head"]): InjuryHead(column=r["column"], words=_key_words(r["words"]))
        for name in _COMPOSED
        for r in _rows(folder / f"{name}_heads.csv")
    }


def _refinement(row: dict[str, str]) -> Refinement:
    words = [
        " & ".join("!" * part.strip().startswith("!") + term_key(part) for part in phrase.split("&"))
        for phrase in row["words"].split("|")
    ]
    return Refinement(
        prefix=row["prefix"],
        words=tuple(words),
        result=row["result"],
        keeps_rest=row["rest"] == "yes",
        citation=row["citation"],
    )


def _sites(path: Path) -> dict[str, tuple[InjurySite, ...]]:
    """Return the sites of each kind of injury; a cell reads "family+word+word"."""
    found: dict[str, list[InjurySite]] = {}
    for row in _rows(path):
        for column, cell in row.items():
            root, *adds = cell.split("+")
            if column != "site" and root:
                site = InjurySite(
                    name=row["site"], words=_key_words(row["site"]), root=root, adds=_key_words(" ".join(adds))
                )
                found.setdefault(column, []).append(site)
    return {column: tuple(rows) for column, rows in found.items()}


def _key_words(text: str) -> frozenset[str]:
    return frozenset(term_key(text).split())


def _misreadings(path: Path) -> dict[str, tuple[Misreading, ...]]:
    found: dict[str, tuple[Misreading, ...]] = {}
    for row in _rows(path):
        before, after = (re.compile(row[c], re.IGNORECASE) if row[c] else None for c in ("before", "after"))
        key = row["term"] if row["term"].startswith("=") else term_key(row["term"])
        found[key] = (*found.get(key, ()), Misreading(before=before, after=after))
    return found


def _pairs(path: Path) -> tuple[tuple[str, str], ...]:
    pairs = [(r["prefix"], r["code"]) for r in _rows(path)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _by_prefix(pairs: tuple[tuple[str, str], ...], code: str) -> str:
    return next((result for prefix, result in pairs if code.startswith(prefix)), "")
