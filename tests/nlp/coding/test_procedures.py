# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Operations and reasons of a visit are no conditions where every mention is coded."""

from __future__ import annotations

import pytest

from nlp.coder import MentionPolicy
from nlp.domain import Encounter, Note, Setting, note_id


def codes(coder, text: str, policy: MentionPolicy) -> set[str]:
    note = Note(id=note_id(text), text=text, name="", source="")
    return {s.code for s in coder.code(note, Encounter(setting=Setting.OUTPATIENT), policy=policy).suggestions}


@pytest.mark.parametrize(
    "text",
    [
        "She underwent cholecystectomy in 2002.",
        "After radical nephrectomy he recovered well.",
        "A pregnant woman came with a fever.",
        "Preoperative evaluation was normal.",
        "Hemodialysis was started.",
    ],
)
def test_what_was_done_is_no_mention_of_a_condition(coder, text: str) -> None:
    assert not [code for code in codes(coder, text, MentionPolicy.EVERY_MENTION) if code.startswith("Z")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("History of nephrectomy.", "Z90.5"),
        ("A hysterectomized woman.", "Z90.710"),
        ("Vasectomy ten years ago.", "Z98.52"),
        ("On palliative care.", "Z51.5"),
        ("He is dialysis dependent.", "Z99.2"),
    ],
)
def test_a_stated_status_is_one(coder, text: str, code: str) -> None:
    assert code in codes(coder, text, MentionPolicy.EVERY_MENTION)


def test_a_visit_note_codes_the_status_after_an_operation(coder) -> None:
    text = "Assessment: status post cholecystectomy. Essential hypertension."
    assert "Z90.49" in codes(coder, text, MentionPolicy.AS_DOCUMENTED)
