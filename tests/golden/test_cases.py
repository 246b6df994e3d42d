# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The labelled cases are well formed: this checks their form only, never the engine against them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).with_name("cases")
FILES = (
    "invented_short.toml",
    "invented_notes.toml",
    "mtsamples_excerpts.toml",
    "visit_notes_2.toml",
    "visit_notes_3.toml",
    "blind_final.toml",
)
SETTINGS = {"outpatient", "inpatient", "emergency"}
NEEDED = {"id", "setting", "note", "codes", "forbid", "reason"}
KNOWN = NEEDED | {"age", "sex", "optional", "first", "query", "source", "title", "evidence", "not_coded"}


def cases_of(name: str) -> list[dict[str, Any]]:
    """Read the cases of one file."""
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]


ALL = [(name, case) for name in FILES for case in cases_of(name)]
each_case = pytest.mark.parametrize("case", [c for _, c in ALL], ids=[c["id"] for _, c in ALL])
EXCERPTS = [c for name, c in ALL if name == "mtsamples_excerpts.toml"]


def test_ids_are_unique_over_all_files() -> None:
    assert [i for i, n in Counter(c["id"] for _, c in ALL).items() if n > 1] == []


@pytest.mark.parametrize(("name", "least"), list(zip(FILES, (90, 15, 45, 40, 15, 60), strict=True)))
def test_each_file_holds_enough_cases(name: str, least: int) -> None:
    assert len(cases_of(name)) >= least


@each_case
def test_keys_and_values_are_the_documented_ones(case: dict[str, Any]) -> None:
    assert set(case) >= NEEDED
    assert set(case) <= KNOWN
    assert case["setting"] in SETTINGS
    assert case.get("sex", "female") in {"female", "male"}
    assert case["note"].strip()
    assert case["reason"].strip()


@each_case
def test_every_code_is_billable_in_the_book(case: dict[str, Any], book: Any) -> None:
    codes = [*case["codes"], *case.get("optional", []), *case["forbid"]]
    entries = {code: book.entry(code) for code in codes}
    assert [code for code, entry in entries.items() if entry is None or not entry.billable] == []


@each_case
def test_code_lists_do_not_contradict_each_other(case: dict[str, Any]) -> None:
    codes, optional = case["codes"], case.get("optional", [])
    wanted = [*codes, *optional]
    assert len(wanted) == len(set(wanted))
    assert set(wanted).isdisjoint(case["forbid"])
    assert len(case["forbid"]) == len(set(case["forbid"]))


@each_case
def test_places_in_a_note_hold_the_words_quoted(case: dict[str, Any]) -> None:
    places = [(e["start"], e["end"], e["quote"]) for e in case.get("evidence", [])]
    places += [(e["start"], e["end"], e["text"]) for e in case.get("not_coded", [])]
    assert [words for start, end, words in places if case["note"][start:end] != words] == []
    assert {e["code"] for e in case.get("evidence", [])} <= {*case["codes"], *case.get("optional", [])}


@each_case
def test_the_first_listed_code_is_the_first_of_the_codes(case: dict[str, Any]) -> None:
    assert "first" not in case or case["first"] == case["codes"][0]


@each_case
def test_only_a_query_leaves_a_case_without_codes(case: dict[str, Any]) -> None:
    assert case["codes"] or case.get("query") is True


@pytest.mark.parametrize("case", EXCERPTS, ids=[c["id"] for c in EXCERPTS])
def test_excerpts_are_short_and_name_their_source(case: dict[str, Any]) -> None:
    assert case["source"].startswith("mts")
    assert len(case["note"].split()) <= 60


def test_excerpts_are_quoted_word_for_word(shared: Path) -> None:
    lines = (shared / "data" / "mtsamples_1000.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    assert [c["id"] for c in EXCERPTS if c["note"].strip() not in texts[c["source"]]] == []


@pytest.mark.parametrize("case", cases_of("invented_notes.toml"), ids=lambda c: c["id"])
def test_whole_notes_have_the_length_of_a_note(case: dict[str, Any]) -> None:
    assert 120 <= len(case["note"].split()) <= 350
