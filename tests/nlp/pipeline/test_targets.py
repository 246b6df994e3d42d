# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Hand-written patterns: values, ages, stages and drugs that are taken for long."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.domain import Analysis

RULES = Path(__file__).resolve().parents[3] / "resources" / "rules"


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("BMI 31.4.", "BMI_VALUE", "BMI 31.4"),
        ("Body mass index is 42", "BMI_VALUE", "Body mass index is 42"),
        ("HbA1c: 8.2%", "A1C_VALUE", "HbA1c: 8.2%"),
        ("LVEF 35-40%", "EF_VALUE", "LVEF 35-40%"),
        ("eGFR 42", "EGFR_VALUE", "eGFR 42"),
        ("A 67-year-old woman came.", "AGE_SEX", "67-year-old woman"),
        ("34 yo F with pain", "AGE_SEX", "34 yo F"),
        ("72M with pain", "AGE_SEX", "72M"),
        ("G2P1 at 34w2d", "GESTATIONAL_AGE", "34w2d"),
        ("38 and 2/7 weeks gestation", "GESTATIONAL_AGE", "38 and 2/7 weeks gestation"),
        ("CKD stage 3b", "CKD_STAGE", "CKD stage 3b"),
        ("stage 4 chronic kidney disease", "CKD_STAGE", "stage 4 chronic kidney disease"),
        ("BP: 118/72, HR 80", "BLOOD_PRESSURE", "BP: 118/72"),
        ("SpO2 88% on room air", "OXYGEN_SAT", "SpO2 88%"),
        ("a 40 pack-year history", "PACK_YEARS", "40 pack-year"),
        ("stage III sacral pressure ulcer", "PRESSURE_INJURY_STAGE", "stage III sacral pressure ulcer"),
        ("pressure ulcer of sacrum, stage 2", "PRESSURE_INJURY_STAGE", "pressure ulcer of sacrum, stage 2"),
        ("NYHA class III", "NYHA_CLASS", "NYHA class III"),
        ("Takes apixaban", "DRUG_ANTICOAGULANT", "apixaban"),
        ("TAKES METFORMIN", "DRUG_ORAL_HYPOGLYCEMIC", "METFORMIN"),
        ("ASA 81 daily", "DRUG_ASPIRIN", "ASA 81"),
    ],
)
def test_patterns(text: str, label: str, words: str, read: Callable[..., Analysis]) -> None:
    found = [m for m in read(text).mentions if m.term == f"pattern:{label}"]
    assert [text[m.span.start : m.span.end] for m in found] == [words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not on insulin.", "negated"),
        ("Stopped insulin last month.", "historical"),
        ("If bleeding stops, restart warfarin.", "hypothetical"),
    ],
)
def test_patterns_are_asserted_like_terms(text: str, expected: str, read: Callable[..., Analysis]) -> None:
    (found,) = [m for m in read(text).mentions if m.term.startswith("pattern:DRUG")]
    assert found.assertion == expected


def test_labels_are_capitals_and_literals_unique() -> None:
    rows = json.loads((RULES / "targets.json").read_text(encoding="ascii"))["target_rules"]
    literals = [row["literal"] for row in rows if "pattern" not in row]
    assert len(literals) == len(set(literals))
    assert all(row["category"].isupper() for row in rows)
