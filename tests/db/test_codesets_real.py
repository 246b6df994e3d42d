# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole book: what a coder looks up and types."""

import pytest

from nlp.domain.codes import InstructionKind


def first(book, words, count=1):
    return [entry.code for entry in book.search(words)[:count]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("e11.2", "E11.2"),
        ("E1122", "E11.22"),
        ("B20", "B20"),
        ("diabtes nephropathy", "E10.21"),
        ("nephropathy diabetic", "E10.21"),
        ("sjogren", "M35.00"),
        ("Sjögren", "M35.00"),
        ("pneumonia", "J18.9"),
        ("pneumona", "J18.9"),
        ("chest pain", "R07.9"),
        ("pain chest", "R07.9"),
        ("heat failure", "I50.9"),
        ("vitamin b12 deficiency", "D51.9"),
        ("low back pain", "M54.50"),
        ("e11 neuropathy", "E11.40"),
        ("covid", "U07.1"),
    ],
)
def test_typed_words_find_the_line_a_coder_means(book, words, code):
    assert code in first(book, words, 3)


def test_the_first_encounter_goes_before_the_sequela(book):
    found = first(book, "fall from chair", 10)
    assert found.index("W07.XXXA") < found.index("W07.XXXS")


def test_a_block_of_one_category_does_not_hide_the_category(book):
    assert book.entry("B20").billable
    assert book.entry("B20").parent == "B20-B20"


def test_the_exclusion_of_type_1_reaches_every_code_of_type_2(book):
    exclusions = {t for n in book.instructions("E11.3211") if n.kind is InstructionKind.EXCLUDES1 for t in n.targets}
    assert "E10" in exclusions


@pytest.mark.parametrize(
    ("code", "characters"),
    [("E11.321", "1239"), ("S06.1X7", "A"), ("O36.0110", "0123459"), ("M80.08", "ADGKPS"), ("J18.9", "")],
)
def test_7th_characters(book, code, characters):
    assert "".join(c.character for c in book.seventh_characters(code)) == characters


def test_the_edition_covers_its_fiscal_year(book):
    assert (book.edition.name, str(book.edition.valid_from), str(book.edition.valid_to)) == (
        "FY 2026",
        "2025-10-01",
        "2026-09-30",
    )
