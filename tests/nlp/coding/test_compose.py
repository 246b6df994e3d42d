# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Kind and site in any order of words, levels of the spine, refinements, and what is missing."""

from __future__ import annotations

import pytest

from nlp.coding.spine import levels
from nlp.domain import CodedCase, Encounter, Note, Setting, note_id


def coded(coder, line: str) -> CodedCase:
    text = f"Assessment: {line}"
    note = Note(id=note_id(text), text=text, name="", source="")
    return coder.code(note, Encounter(setting=Setting.EMERGENCY))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Fracture of the shaft of the left humerus, spiral, displaced", "S42.342A"),
        ("Left humerus: displaced spiral fracture of the shaft", "S42.342A"),
        ("Contusion of the left hip and abrasion of the right knee", "S70.02XA"),
        ("Contusion of the left hip and abrasion of the right knee", "S80.211A"),
        ("Burn of the right palm, full thickness", "T23.351A"),
        ("Dislocated right hip prosthesis", "T84.020A"),
        ("Subluxation of the left AC joint", "S43.112A"),
        ("Laceration of right forearm with retained foreign body", "S51.821A"),
    ],
)
def test_kind_and_site_meet_in_any_order(coder, line: str, code: str) -> None:
    assert code in {s.code for s in coded(coder, line).suggestions}


@pytest.mark.parametrize(
    "line", ["Fracture, see x-ray", "Burn cream refilled", "No fracture of the wrist", "A cut above"]
)
def test_a_kind_without_its_site_names_nothing(coder, line: str) -> None:
    assert not [s.code for s in coded(coder, line).suggestions if s.code[0] in "ST"]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("Ankle sprain", "side (right or left)"),
        ("Wrist laceration", "side (right or left)"),
        ("Pressure ulcer of the sacrum", "stage"),
    ],
)
def test_what_a_composed_code_leaves_open_is_said(coder, line: str, missing: str) -> None:
    assert any(missing in s.missing for s in coded(coder, line).suggestions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C5-6", {"cervical", "mid", "at c5", "c5 c6"}),
        ("c3-c4", {"cervical", "high"}),
        ("C7-T1", {"cervicothoracic"}),
        ("T12/L1", {"thoracolumbar"}),
        ("L4-L5", {"lumbar"}),
        ("L5-S1", {"lumbosacral"}),
        ("S1", {"lumbosacral"}),
    ],
)
def test_levels_name_their_region(text: str, words: set[str]) -> None:
    assert levels(text)[0] == words


@pytest.mark.parametrize("text", ["T45", "L9", "S12", "vitamin C 500", "T1DM"])
def test_what_only_looks_like_a_level_names_none(text: str) -> None:
    assert levels(text) == {}


@pytest.mark.parametrize(
    ("line", "code", "not_code"),
    [
        ("Chronic popliteal DVT, left", "I82.532", "I82.432"),
        ("Acute on chronic left popliteal DVT", "I82.432", "I82.532"),
        ("Inferior STEMI, culprit RCA", "I21.11", "I21.19"),
        ("Small bowel obstruction due to adhesions, not complete", "K56.50", "K56.52"),
    ],
)
def test_words_of_the_sentence_refine_unless_denied_or_ruled_out(coder, line: str, code: str, not_code: str) -> None:
    got = {s.code for s in coded(coder, line).suggestions}
    assert code in got
    assert not_code not in got
