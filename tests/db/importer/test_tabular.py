# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from pathlib import Path

import pytest

from db.importer.tabular import find_tabular, read_tabular
from nlp.domain.codes import EntryKind, InstructionKind

SMALL = Path(__file__).with_name("small_tabular_April-1-2026.xml")


@pytest.fixture(scope="module")
def small():
    return read_tabular(SMALL)


@pytest.fixture(scope="module")
def entries(small):
    return {entry.code: entry for entry in small.entries}


def test_the_tabular_is_found_in_the_installed_distribution():
    assert find_tabular().suffix == ".xml"


def test_edition_is_named_by_year_and_file(small):
    edition = small.edition
    assert (edition.name, edition.release) == ("FY 2026", "April 1, 2026")
    assert (edition.valid_from, edition.valid_to) == (date(2025, 10, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("code", "kind", "parent"),
    [
        ("2", EntryKind.CHAPTER, ""),
        ("C00-C96", EntryKind.BLOCK, "2"),
        ("C00-C14", EntryKind.BLOCK, "C00-C96"),
        ("C7A-C7A", EntryKind.BLOCK, "C00-C96"),
        ("D10-D36", EntryKind.BLOCK, "2"),
        ("C7A", EntryKind.CATEGORY, "C7A-C7A"),
        ("S06.1X", EntryKind.CODE, "S06.1"),
        ("S06.1X0", EntryKind.CODE, "S06.1X"),
        ("S06.1X0A", EntryKind.CODE, "S06.1X0"),
    ],
)
def test_each_line_has_its_kind_and_stands_under_its_parent(entries, code, kind, parent):
    assert (entries[code].kind, entries[code].parent) == (kind, parent)


def test_only_leaves_are_billable_and_7th_characters_are_written_out(entries):
    billable = {code for code, entry in entries.items() if entry.billable}
    assert billable == {
        *("C00", "C7A.1", "D12"),
        *("S06.1X0A", "S06.1X0D", "S06.1X0S", "S06.1X7A", "S06.AXXA", "S06.AXXD", "S06.AXXS"),
    }


def test_a_written_out_code_carries_the_meaning_in_its_title(entries):
    assert entries["S06.AXXS"].title == "Traumatic brain compression, sequela"


def test_a_block_title_does_not_repeat_its_range(entries):
    assert entries["D10-D36"].title == "Benign neoplasms"


def test_a_parent_stands_before_its_children(small):
    places = {entry.code: place for place, entry in enumerate(small.entries)}
    assert all(places[entry.parent] < places[entry.code] for entry in small.entries if entry.parent)


@pytest.mark.parametrize(
    ("owner", "kind", "text", "targets"),
    [
        ("2", InstructionKind.NOTE, "Functional activity", ()),
        ("C00-C96", InstructionKind.EXCLUDES1, "benign neoplasm of sigmoid colon (D12)", ("D12",)),
        ("S06", InstructionKind.INCLUDES, "traumatic brain injury", ()),
        ("S06", InstructionKind.CODE_ALSO, "if applicable, any associated: open wound of head (S01.-)", ()),
        ("S06", InstructionKind.SEVENTH, "D, subsequent encounter: after care", ()),
        ("S06", InstructionKind.INCLUSION_TERM, "Late effect of blow", ()),
        ("S06.1", InstructionKind.INCLUSION_TERM, "Diffuse traumatic cerebral edema", ()),
    ],
)
def test_every_kind_of_note_is_read(small, owner, kind, text, targets):
    found = [(note.kind, note.text, note.targets) for note in small.instructions if note.owner == owner]
    assert (kind, text, targets) in found


def test_a_code_that_the_book_lacks_is_no_target(small):
    assert not [note for note in small.instructions if "S01" in note.targets or "Z18" in note.targets]


def test_death_before_waking_has_no_later_encounter(small):
    tables = {table.owner: "".join(c.character for c in table.characters) for table in small.sevenths}
    assert tables == {"S06": "ADS", "S06.1X7": "A"}


def test_the_digest_follows_the_content(small, tmp_path):
    changed = tmp_path / SMALL.name
    changed.write_text(SMALL.read_text(encoding="utf-8").replace("of lip<", "of lips<"), encoding="utf-8")
    assert read_tabular(SMALL).edition.digest == small.edition.digest
    assert read_tabular(changed).edition.digest != small.edition.digest
