# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How mentions are meant: the table a clinician can review, and the corpus where it is at hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.domain import Analysis, Assertion, Note, Span
from nlp.pipeline import Reader
from nlp.pipeline.assertion import PRECEDENCE, Hit, closes_clause, decide, reaching
from nlp.pipeline.factory import alternatives

HERE = Path(__file__).resolve()
ROWS = list(csv.DictReader(HERE.with_name("assertions.csv").read_text(encoding="utf-8").splitlines()))
CORPUS = HERE.parents[4] / "shared" / "data" / "negex_dev.jsonl"
RULES = HERE.parents[3] / "resources" / "rules"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['sentence'][:50]}|{row['target']}")
def test_the_table_is_read_as_written(row: dict[str, str], read: Callable[..., Analysis]) -> None:
    assert read(row["sentence"], row["target"]).targets[0].assertion == row["assertion"], row["reason"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['sentence'][:50]}|{row['target']}")
def test_capitals_are_read_alike(row: dict[str, str], reader: Reader) -> None:
    start = row["sentence"].index(row["target"])
    note = Note(id="x", text=row["sentence"].upper(), name="", source="")
    found = reader.analyse(note, [Span(start=start, end=start + len(row["target"]))]).targets[0]
    assert found.assertion == row["assertion"], row["reason"]


def test_the_table_is_large_and_knows_every_assertion() -> None:
    assert len(ROWS) >= 120
    assert {row["assertion"] for row in ROWS} == set(Assertion)
    assert all(row["reason"] for row in ROWS)


def test_the_deciding_cue_comes_first_and_quotes_the_note(read: Callable[..., Analysis]) -> None:
    text = "Chest pain, and suspected  PE was ruled out."
    found = read(text, "PE").targets[0]
    assert found.cues[0].rule.startswith("negated-")
    assert [cue.text for cue in found.cues] == ["was ruled out", "suspected"]
    assert all(text[cue.span.start : cue.span.end] == cue.text for cue in found.cues)


def test_a_cue_over_a_line_end_is_quoted_as_written(read: Callable[..., Analysis]) -> None:
    text = "There is no evidence\nof colon cancer."
    found = read(text, "colon cancer").targets[0]
    assert (found.assertion, found.cues[0].text) == (Assertion.NEGATED, "no evidence\nof")


def test_a_cue_inside_a_mention_does_not_speak_of_it(read: Callable[..., Analysis]) -> None:
    assert read("Skin warm without lesion.", "Skin warm without lesion").targets[0].assertion == Assertion.AFFIRMED


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Family History: diabetes, gout.", "gout", Assertion.FAMILY),
        ("Family History: gout. Presents for asthma.", "asthma", Assertion.AFFIRMED),
        ("Family History: no diabetes.", "diabetes", Assertion.NEGATED),
        ("Differential diagnosis: gout, cellulitis", "cellulitis", Assertion.UNCERTAIN),
        ("Working diagnosis: gout", "gout", Assertion.UNCERTAIN),
        ("Past Medical History: gout", "gout", Assertion.AFFIRMED),
        ("Past Medical History: history of gout", "gout", Assertion.HISTORICAL),
    ],
)
def test_a_section_is_a_default_and_no_verdict(
    text: str, words: str, expected: Assertion, read: Callable[..., Analysis]
) -> None:
    assert read(text, words).targets[0].assertion == expected


def test_every_cue_category_has_a_rank_or_is_a_control() -> None:
    rows = json.loads((RULES / "context.json").read_text(encoding="ascii"))["context_rules"]
    ranked = {category for category, _ in PRECEDENCE}
    assert {row["category"] for row in rows} - ranked == {"BARRIER", "PATIENT", "TERMINATE"}


def test_rule_ids_are_unique_and_speak() -> None:
    rows = json.loads((RULES / "context.json").read_text(encoding="ascii"))["context_rules"]
    ids = [row["metadata"]["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert {i.split("-")[0] for i in ids} == {
        "negated",
        "uncertain",
        "family",
        "historical",
        "resolved",
        "hypothetical",
        "barrier",
        "pseudo",
        "patient",
        "terminate",
    }


def test_no_phrase_is_claimed_by_two_rules() -> None:
    rows = json.loads((RULES / "context.json").read_text(encoding="ascii"))["context_rules"]
    owners: dict[str, set[str]] = {}
    for row in rows:
        for literal in alternatives(row["literal"]) if "pattern" not in row else ():
            owners.setdefault(literal, set()).add(row["metadata"]["id"])
    assert {literal: ids for literal, ids in owners.items() if len(ids) > 1} == {}


def test_alternatives_are_spelled_out() -> None:
    assert list(alternatives("not {be|} {seen|found}")) == ["not be seen", "not be found", "not seen", "not found"]


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        (("FAMILY", "NEGATED_EXISTENCE"), Assertion.NEGATED),
        (("HYPOTHETICAL", "FAMILY"), Assertion.FAMILY),
        (("UNCERTAIN", "HYPOTHETICAL"), Assertion.HYPOTHETICAL),
        (("HISTORICAL", "UNCERTAIN"), Assertion.UNCERTAIN),
        ((), Assertion.AFFIRMED),
    ],
)
def test_precedence(categories: tuple[str, ...], expected: Assertion) -> None:
    hits = [Hit(start=0, end=1, rule=c, category=c) for c in categories]
    assert decide(hits, "")[0] == expected


def test_a_cue_for_the_nearest_does_not_jump_over_a_mention() -> None:
    text = "gout and also pneumonia possible"
    hit = Hit(start=23, end=32, rule="x", category="UNCERTAIN", reach="one")
    assert reaching([hit], (14, 23), [(0, 4), (14, 23)], text) == (hit,)
    assert reaching([hit], (0, 4), [(0, 4), (14, 23)], text) == ()


@pytest.mark.parametrize(("rest", "expected"), [("", True), (", cough", True), (" margins", False), (" and", True)])
def test_the_end_of_a_clause(rest: str, expected: bool) -> None:
    text = "strep neg" + rest
    assert closes_clause(text, 9, len(text)) is expected


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled sentences stand beside the project only")
def test_negation_in_the_labelled_sentences(reader: Reader) -> None:
    hit = wrong = missed = 0
    for row in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()):
        spans = [Span(start=t["start"], end=t["end"]) for t in row["targets"]]
        note = Note(id=row["id"], text=row["text"], name="", source="")
        negated = reader.analyse(note, spans).targets[0].assertion == Assertion.NEGATED
        hit += negated and row["negated"]
        wrong += negated and not row["negated"]
        missed += row["negated"] and not negated
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.96
