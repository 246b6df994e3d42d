# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Short invented lines and the codes a coder gives them; the table can be read and corrected without Python."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.domain import Encounter, Note, Setting, note_id

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["line"][:50])
def test_line_gives_the_codes_a_coder_gives(coder, case) -> None:
    text = case["line"].replace("\\n", "\n")
    note = Note(id=note_id(text), text=text, name="", source="")
    made = coder.code(note, Encounter(setting=Setting(case["setting"])))
    got = {s.code for s in made.suggestions}
    assert set(case["expected"].split()) <= got, f"{case['guideline']}: {sorted(got)}"
    assert not set(case["not_expected"].split()) & got, f"{case['guideline']}: {sorted(got)}"
