# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a code leaves open, and which codes would follow if the note said it."""

from __future__ import annotations

import pytest

from nlp.coding.resolve import Resolver

OPEN = (
    ("M17.9", "side (right or left)", "M17.11 (right), M17.12 (left), M17.0 (both)"),
    ("H66.90", "side (right or left)", "H66.91 (right), H66.92 (left), H66.93 (both)"),
    ("S93.409A", "side (right or left)", "S93.401- (right), S93.402- (left)"),
    ("E11.3299", "side (right or left)", "E11.3291 (right), E11.3292 (left), E11.3293 (both)"),
    ("N18.30", "stage", "N18.31 (stage 3a), N18.32 (stage 3b)"),
    ("L89.159", "stage", "L89.151 (stage 1), L89.152 (stage 2), L89.153 (stage 3), L89.154 (stage 4)"),
    ("O24.419", "", ""),
    ("I50.9", "type", "I50.20 (systolic), I50.30 (diastolic)"),
    ("I50.20", "acute or chronic", "I50.21 (acute), I50.22 (chronic)"),
    ("F33.9", "severity", "F33.0 (mild), F33.1 (moderate), F33.2 (severe)"),
    ("O99.019", "trimester", "O99.011 (first), O99.012 (second), O99.013 (third)"),
    ("I10", "", ""),
    ("M17.11", "", ""),
    ("I50.22", "", ""),
)


@pytest.mark.parametrize(("code", "axis", "outcome"), OPEN, ids=[code for code, _, _ in OPEN])
def test_a_code_names_what_it_leaves_open_and_what_would_follow(book, code: str, axis: str, outcome: str) -> None:
    flips = {c.axis: c.flip().outcome for c in Resolver(book).completions(code)}
    if axis:
        assert flips[axis] == outcome
    else:
        assert flips == {}


def test_every_code_named_stands_in_the_book(book) -> None:
    resolver = Resolver(book)
    missing = []
    for code, _, _ in OPEN:
        named = [c for completion in resolver.completions(code) for _, c in completion.choices]
        missing += [c for c in named if book.entry(c.rstrip("-")) is None]
    assert missing == []
