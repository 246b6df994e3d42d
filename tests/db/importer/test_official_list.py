# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The compiled April 2026 Tabular against the official lists of codes; needs no invented data."""

import unicodedata
import zipfile

import pytest

from db.importer.tabular import find_tabular, read_tabular
from nlp.domain.codes import InstructionKind


@pytest.fixture(scope="module")
def tabular():
    return read_tabular()


@pytest.fixture(scope="module")
def billable(tabular):
    return {entry.code.replace(".", ""): entry.title for entry in tabular.entries if entry.billable}


@pytest.fixture
def official(shared):
    archive = shared / "data" / "reference" / "fy2026" / "icd10cm_2026_code_descriptions.zip"
    if not archive.is_file():
        pytest.skip("the official list of FY 2026 codes is not among the labelled data")
    lines = zipfile.ZipFile(archive).read("icd10cm_codes_2026.txt").decode("utf-8").splitlines()
    return {line[:7].strip(): line[8:].strip() for line in lines}


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def test_the_billable_codes_are_the_official_ones(billable, official):
    assert len(official) == 74_719
    assert set(billable) == set(official)


def test_titles_are_the_official_ones_but_for_accents(billable, official):
    assert [code for code in official if without_accents(billable[code]) != official[code]] == []


def test_every_line_is_in_the_code_list_of_the_distribution(tabular):
    listed = find_tabular().with_name("code-list-April-2026.txt").read_text(encoding="utf-8").split()
    # The list names a block of one category by the category ("B20"), the book by its range ("B20-B20").
    lines = [entry.code.replace(".", "") for entry in tabular.entries]
    ours = [line.split("-")[0] if line[:3] == line[4:] else line for line in lines]
    assert sorted(ours) == sorted(listed)


def test_74719_codes_without_the_official_file(billable):
    assert len(billable) == 74_719


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (InstructionKind.INCLUSION_TERM, 12_500),
        (InstructionKind.EXCLUDES1, 4_000),
        (InstructionKind.EXCLUDES2, 2_000),
        (InstructionKind.CODE_FIRST, 500),
        (InstructionKind.USE_ADDITIONAL, 1_000),
        (InstructionKind.CODE_ALSO, 400),
        (InstructionKind.INCLUDES, 700),
        (InstructionKind.SEVENTH, 508),
        (InstructionKind.NOTE, 100),
    ],
)
def test_no_kind_of_note_is_lost(tabular, kind, least):
    assert sum(note.kind is kind for note in tabular.instructions) >= least


def test_an_exclusion_that_names_codes_has_targets(tabular):
    kinds = (InstructionKind.EXCLUDES1, InstructionKind.EXCLUDES2)
    named = [n for n in tabular.instructions if n.kind in kinds and n.text.endswith(("-)", "0)", "9)"))]
    assert len(named) > 3_000
    assert [note.text for note in named if not note.targets] == []


@pytest.mark.parametrize(
    ("owner", "kind", "target"),
    [
        ("E11", InstructionKind.EXCLUDES1, "E10"),
        ("E11", InstructionKind.USE_ADDITIONAL, "Z79.4"),
        ("I13.0", InstructionKind.USE_ADDITIONAL, "I50"),
        ("F02", InstructionKind.CODE_FIRST, "G30"),
        ("S06", InstructionKind.CODE_ALSO, "S02"),
        ("N18", InstructionKind.CODE_FIRST, "E08.22"),
        ("S51", InstructionKind.EXCLUDES1, "S52.001B-S52.001C"),
    ],
)
def test_known_targets(tabular, owner, kind, target):
    found = {t for n in tabular.instructions if n.owner == owner and n.kind is kind for t in n.targets}
    assert target in found
