# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands before what, whatever the note names first."""

from __future__ import annotations

import pytest

from nlp.domain import Encounter, Note, Setting, note_id


@pytest.mark.parametrize(
    ("setting", "text", "first", "second"),
    [
        ("outpatient", "Assessment: 1. Chronic sinusitis. 2. Acute maxillary sinusitis.", "J01.00", "J32.9"),
        ("inpatient", "Diagnoses: 1. Chronic pancreatitis. 2. Acute pancreatitis.", "K85.90", "K86.1"),
        ("outpatient", "Assessment: 1. Acute pharyngitis. 2. Chronic pharyngitis.", "J02.9", "J31.2"),
        ("emergency", "Diagnoses: 1. Accidental overdose of aspirin with acute gastritis.", "T39.011A", "K29.00"),
        ("outpatient", "Assessment: 1. Gout. 2. Annual physical examination.", "Z00.00", "M10.9"),
    ],
)
def test_order_follows_the_book(coder, setting: str, text: str, first: str, second: str) -> None:
    note = Note(id=note_id(text), text=text, name="", source="")
    case = coder.code(note, Encounter(setting=Setting(setting), age=40))
    codes = [s.code for s in case.suggestions]
    assert codes.index(first) < codes.index(second), codes
    assert not [f for f in coder.findings(case) if f.rule in ("acute-first", "first-only")]
