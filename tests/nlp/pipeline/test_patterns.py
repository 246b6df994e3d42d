# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Sparing patterns find exactly what medspaCy's own matcher finds."""
# spaCy and medspaCy are untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.app.paths import find_places
from nlp.pipeline import Reader
from nlp.pipeline.factory import TARGETS

TEXTS = (
    "67yo F, 45 y/o man and a 34-year-old woman; BMI: 31.2, HbA1c of 8.2 %, A1C was 9",
    "EF 35-40 %. BP 182/95, Temp 101.3 F, SpO2 88 % on room air, GCS 15, eGFR 28",
    "CKD stage 3b; stage IV chronic kidney disease; stage 3 sacral decubitus ulcer; pressure ulcer of the heel",
    "32 weeks gestation, G2P1, gravida 2, para 1; a 40 pack-year history; NYHA class III; 38 and 2/7 weeks",
    "MI in 2016, in March 1998 and in Ward 2016. Healed about three weeks ago.",
    "woman without weeks",
    "",
)
ODD: tuple[list[dict[str, Any]], ...] = (
    [{"LOWER": "in"}, {"IS_ALPHA": True}, {"TEXT": {"REGEX": "^20"}, "SHAPE": "dddd"}],  # one token told twice
    [{"IS_DIGIT": True}, {"LOWER": "weeks", "OP": "?"}],  # no word that it cannot do without
    [{"LOWER": {"REGEX": "^ulcer$"}}, {"LOWER": "of", "OP": "*"}, {"LOWER": "the", "OP": "+"}],
)


def _found(kind: Any, language: Any, text: str) -> list[tuple[int, int, int]]:
    from medspacy.common.base_rule import BaseRule

    from nlp.pipeline.components import SENTENCES

    rows = json.loads((find_places().rules / TARGETS).read_text(encoding="utf-8"))["target_rules"]
    patterns = [*(row["pattern"] for row in rows if row.get("pattern")), *ODD]
    matcher = kind(language, "matcher", prune=False)
    matcher.add([BaseRule("", "PATTERN", pattern=pattern) for pattern in patterns])
    doc = language.make_doc(text)
    doc.user_data["sentence_starts"] = frozenset({0})
    return sorted(matcher(language.get_pipe(SENTENCES)(doc)))


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_found(reader: Reader, text: str) -> None:
    from medspacy.common.medspacy_matcher import MedspacyMatcher

    from nlp.pipeline.patterns import SparingMatcher

    language: Any = reader._language  # pyright: ignore[reportPrivateUsage]
    found = _found(SparingMatcher, language, text)
    assert found == _found(MedspacyMatcher, language, text)
    assert bool(found) == any(letter.isdigit() for letter in text)
