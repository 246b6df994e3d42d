# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given, strategies as st

from db.importer.endings import known_codes
from db.importer.targets import parse_targets

KNOWN = known_codes(
    [
        *("E08", "E08.6", "E08.62", "E08.621", "E09", "E09.6", "E09.62", "E09.621", "E10", "E10.1", "E13"),
        *("T36", "T36.0", "T36.0X", "T36.0X1", "T36.0X2", "T36.0X4", "T36.0X5", "T36.0X5A", "T36.9", "T36.91"),
        *("T36.95", "T36.95XA", "T37", "T37.0X5", "I69", "I69.0", "I69.02", "I69.023", "I69.23", "C7A", "C7A.0"),
        *("S52", "S52.0", "S52.001", "S52.001A", "S52.001B", "S52.001C", "S52.001D", "A37", "A37.0", "A37.01"),
        *("F10", "F10.1", "F10.15", "F10.151", "F10.26", "J00", "J06", "J20", "J22", "I70.2", "I70.7"),
    ]
)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("type 1 diabetes mellitus (E10.-)", ("E10",)),
        ("ketoacidosis (E10.1)", ("E10.1",)),
        ("neuroendocrine tumor (C7A.0-)", ("C7A.0",)),
        ("diabetes (E08-E13)", ("E08-E13",)),
        ("diabetes (E08.- -E13.-)", ("E08-E13",)),
        ("atherosclerosis (I70.2--I70.7-)", ("I70.2-I70.7",)),
        ("diabetes (E08 to E13)", ("E08-E13",)),
        ("several (E10.-, E13, J00-J06; J20-J22)", ("E10", "E13", "J00-J06", "J20-J22")),
        ("twice (E10.-) and again (E10)", ("E10",)),
        ("conditions classifiable to E10.-", ("E10",)),
        ("tinea, any type except those in E10.-", ()),
        ("glucose-6-phosphate dehydrogenase [G6PD] deficiency NOS", ()),
        ("a code of another year (E99.9)", ()),
        ("foot ulcer (E08-E09 with .621)", ("E08.621", "E09.621")),
        ("foot ulcer (E08-E09, with .621, .62)", ("E08.621", "E09.621", "E08.62", "E09.62")),
        ("fluency disorder (I69. with final characters -23)", ("I69.023",)),
        ("adverse effect (T36-T37 with fifth or sixth character 5)", ("T36.0X5", "T36.95", "T37.0X5")),
        ("poisoning (T36.- with fifth or sixth character 1-4)", ("T36.0X1-T36.0X4", "T36.91")),
        ("poisoning (T36.0X- with sixth character 1-4 or 5)", ("T36.0X1-T36.0X5",)),
        ("whooping cough (A37 with fifth-character 1)", ("A37.01",)),
        ("current injury (S52.- with 7th character B)", ("S52.001B",)),
        ("open fracture (S52.- with open fracture 7th character)", ("S52.001B-S52.001C",)),
        ("psychosis (F10 with fifth to sixth characters 51)", ("F10.151",)),
        ("amnestic syndrome (F10 with 5th character .6)", ("F10.26",)),
        ("intent (T36-T37 with fifth or sixth character to indicate intent)", ("T36-T37",)),
    ],
)
def test_targets_of_printed_notes(text, targets):
    assert parse_targets(text, KNOWN) == targets


@given(st.text(max_size=80))
def test_any_text_gives_only_codes_of_the_book(text):
    for target in parse_targets(text, KNOWN):
        assert set(target.split("-")) <= KNOWN.dotted
