# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Short sentences as notes hold them, read with the whole book; written before the rules they test.

Each table was measured once before any rule was changed for it: that run estimates how unseen sentences are read.
In `assertions_in_the_wild.csv` 292 of 371 were right at first; in the second table, written after the rules that the
first one led to, 133 of 157; in the third, written after those, 40 of 44; in the fourth, of the past only, 131 of 177
(four of its wrong ones were then worded anew, since their first word was taken as a heading). "\\n" is a line end,
`open` what is still read wrongly.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nlp.domain import Assertion, Note, Span
from nlp.pipeline import Reader
from nlp.pipeline.signs import answer_after, denied_lists, sign_before

HERE = Path(__file__).resolve()
RULES = HERE.parents[3] / "resources" / "rules"
TABLES = (
    "assertions_in_the_wild.csv",
    "assertions_in_the_wild_2.csv",
    "assertions_in_the_wild_3.csv",
    "assertions_in_the_wild_4.csv",
)
DECADE = "0s"  # "1980s" is one token, "1980S" two


def _rows() -> list[dict[str, str]]:
    return [r for t in TABLES for r in csv.DictReader(HERE.with_name(t).read_text(encoding="utf-8").splitlines())]


ROWS = _rows()
each_row = pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row['sentence'][:50]}|{row['target']}",
            marks=[pytest.mark.xfail(reason=row["open"], strict=True)] if row["open"] else [],
        )
        for row in ROWS
    ],
)


@pytest.fixture(scope="session")
def book_reader(book: Any) -> Reader:
    """A reader with every term of the book, as the program has it."""
    return Reader(rules=RULES, terms=book.terms)


def _asserted(reader: Reader, sentence: str, start: int, end: int) -> Assertion:
    note = Note(id="x", text=sentence, name="", source="")
    return reader.analyse(note, [Span(start=start, end=end)]).targets[0].assertion


@each_row
def test_sentences_in_the_wild(row: dict[str, str], book_reader: Reader) -> None:
    text = row["sentence"].replace("\\n", "\n")
    start = text.index(row["target"])
    assert _asserted(book_reader, text, start, start + len(row["target"])) == row["assertion"], row["reason"]


@pytest.mark.parametrize(
    "row", [r for r in ROWS if not r["open"] and DECADE not in r["sentence"]], ids=lambda r: r["sentence"][:50]
)
def test_capitals_are_read_alike(row: dict[str, str], book_reader: Reader) -> None:
    text = row["sentence"].replace("\\n", "\n")
    start = text.index(row["target"])
    assert _asserted(book_reader, text.upper(), start, start + len(row["target"])) == row["assertion"], row["reason"]


def test_the_tables_know_every_assertion_and_say_why() -> None:
    assert min(Counter(row["assertion"] for row in ROWS)[a] for a in Assertion) >= 20
    assert all(row["reason"] for row in ROWS)
    assert len({(row["sentence"], row["target"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("+fever, -chills", "chills", "-"),
        ("+fever, -chills", "fever", "+"),
        ("+ fever, cough", "fever", "+"),
        ("fever, -productive cough", "cough", "-"),
        ("- fever\n- cough", "cough", ""),
        ("Dx: -gout, -asthma", "asthma", ""),
        ("non-ischemic", "ischemic", ""),
        ("+/-pain", "pain", ""),
    ],
)
def test_signs_are_told_from_bullets_and_hyphens(text: str, word: str, sign: str) -> None:
    found = sign_before(text, text.index(word), Span(start=0, end=len(text)))
    assert (text[found.start : found.end] if found else "") == sign


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Fever: no", "no"),
        ("Fever - no\nCough", "no"),
        ("Fever? No.", "No"),
        ("Fever: denies, cough", "denies"),
        ("Fever: no cough", ""),
        ("Fever noted", ""),
        ("Fever", ""),
    ],
)
def test_answers_close_their_line(text: str, answer: str) -> None:
    found = answer_after(text, len("Fever"))
    assert (text[found.start : found.end] if found else "") == answer


def test_a_denial_heads_its_list_only() -> None:
    text = "Patient denies:\n- fever\n- cough\nHas gout.\n\nDenies: pain.\nNegative for:\nrash, itching\nAsthma."
    assert [(text[x.lead.start : x.lead.end], text[x.items.start : x.items.end]) for x in denied_lists(text)] == [
        ("Patient denies", "- fever\n- cough\n"),
        ("Negative for", "rash, itching"),
    ]
