# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts that are plainly not English are told apart from terse English."""

from __future__ import annotations

import pytest

from nlp.intake.language import foreign_language

FOREIGN = (
    ("Paciente de 65 años con diabetes. Acude por dolor en el pecho desde hace dos días, sin fiebre y con tos. "
     "No tiene alergias. El examen de los pulmones es normal para su edad.", "Spanish"),
    ("Le patient présente une toux depuis trois jours avec de la fièvre et des frissons. "
     "Il est suivi pour une hypertension et ne fume pas, pas d'allergie.", "French"),
    ("Der Patient ist seit drei Tagen krank und hat keine Luftnot. Die Lunge ist frei, "
     "das Herz schlägt regelmäßig, und er wurde mit einem Antibiotikum behandelt.", "German"),
    ("Пациент жалуется на боль в груди и одышку в течение двух дней, температура нормальная.", "another script"),
    ("患者男性六十五歳。高血圧、糖尿病の既往あり。二日前より胸痛を自覚し、当院を受診した。", "another script"),
)  # fmt: skip
ENGLISH = (
    "65M w/ HTN, DM2, CKD3. A1c 7.2. BP 130/80. Cont metformin, lisinopril. RTC 3 mo.",
    "Patient of Dr. de la Cruz, seen with son. El Paso resident. Chest pain resolved, no cough.",
    "He was seen for pes planus. The rest of the exam is normal and he has no pain.",
    "DIAGNOSIS: pneumonia",
    "",
    "x " * 500,
)


@pytest.mark.parametrize(("text", "language"), FOREIGN, ids=[language for _, language in FOREIGN])
def test_another_language_is_named(text: str, language: str) -> None:
    assert foreign_language(text) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_however_terse_is_left_alone(text: str) -> None:
    assert foreign_language(text) == ""
