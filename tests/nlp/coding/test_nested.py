# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Terms within terms count where every mention is coded, and only there."""

from __future__ import annotations

import pytest

from nlp.coder import MentionPolicy
from nlp.domain import Encounter, Note, note_id


def codes(coder, text: str, policy: MentionPolicy) -> set[str]:
    note = Note(id=note_id(text), text=text, name="", source="")
    return {s.code for s in coder.code(note, Encounter(), policy=policy).suggestions}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Portal hypertension.", {"K76.6", "I10"}),
        ("Hepatitis B serology was negative.", {"B19.10", "K75.9"}),
        ("Ischemic heart disease.", {"I25.9", "I51.9", "R69"}),
        ("Bilateral inguinal hernia.", {"K40.20"}),
        ("Low back pain.", {"M54.50"}),
        ("Acute kidney failure.", {"N17.9"}),
        ("Corneal edema.", {"H18.20", "R60.9"}),
    ],
)
def test_the_head_of_a_term_is_a_mention_too(coder, text: str, found: set[str]) -> None:
    assert codes(coder, text, MentionPolicy.EVERY_MENTION) == found


def test_a_visit_is_coded_by_its_whole_terms(coder) -> None:
    assert codes(coder, "Assessment: Portal hypertension.", MentionPolicy.AS_DOCUMENTED) == {"K76.6"}
