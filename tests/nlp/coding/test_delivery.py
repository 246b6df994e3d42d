# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A normal delivery stands alone among the codes of chapter 15."""

from __future__ import annotations

import pytest

from nlp.domain import Encounter, Note, Setting, note_id


@pytest.mark.parametrize(
    ("text", "is_normal"),
    [
        ("Normal spontaneous vaginal delivery at 39 weeks of a healthy girl.", True),
        ("Normal spontaneous vaginal delivery at 39 weeks. Second degree perineal laceration repaired.", False),
    ],
)
def test_normal_delivery_is_coded_only_without_complications(coder, text: str, is_normal: bool) -> None:
    note = Note(id=note_id(text), text=text, name="", source="")
    case = coder.code(note, Encounter(setting=Setting.INPATIENT, age=30, sex="female"))
    assert ("O80" in {s.code for s in case.suggestions}) == is_normal
    assert [f for f in coder.findings(case) if f.rule == "normal-delivery"] == []
    assert is_normal or "O80" in {n.code for n in case.not_coded}
