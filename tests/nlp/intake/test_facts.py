# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a note says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.domain import Setting
from nlp.intake import note_facts


@pytest.mark.parametrize(
    ("head", "kind", "setting"),
    [
        ("DISCHARGE SUMMARY\nAdmitted 3 March", "Discharge summary", Setting.INPATIENT),
        ("ED PROVIDER NOTE\nChief complaint: cough", "ED note", Setting.EMERGENCY),
        ("Emergency Department visit", "ED note", Setting.EMERGENCY),
        ("PREOPERATIVE DIAGNOSIS: hernia", "Operative note", Setting.OUTPATIENT),
        ("PROGRESS NOTE - CLINIC", "Progress note", Setting.OUTPATIENT),
        ("Video visit for a rash", "Telehealth visit", Setting.OUTPATIENT),
        ("Patient feels well.", "Note", Setting.OUTPATIENT),
    ],
)
def test_kind_and_setting(head: str, kind: str, setting: Setting) -> None:
    facts = note_facts(head)
    assert (facts.kind, facts.encounter.setting) == (kind, setting)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date of service: 2026-03-12", date(2026, 3, 12)),
        ("Date: 3/12/2026", date(2026, 3, 12)),
        ("Visit date 12 Mar 2026", date(2026, 3, 12)),
        ("DATE OF ADMISSION: March 12, 2026", date(2026, 3, 12)),
        ("**Date of visit:** 2026-03-12", date(2026, 3, 12)),
        ("Admit: 3/12/2026  D/C: 3/15/2026", date(2026, 3, 12)),
        ("Date: 2/30/2026", None),
        ("seen 3/12/2026", None),
    ],
)
def test_date_of_service(line: str, day: date | None) -> None:
    assert note_facts(line).encounter.date_of_service == day


@pytest.mark.parametrize(
    ("line", "age", "sex"),
    [
        ("67-year-old woman with", 67, "female"),
        ("34 yo F c/o", 34, "female"),
        ("This 58 y.o. man", 58, "male"),
        ("55M, 6 years out", 55, "male"),
        ("An 18-month-old boy", 1, "male"),
        ("A 3-week-old female infant", 0, "female"),
        ("67-year-old white, obese gentleman", 67, "male"),
        ("A 2-week-old who has been well", 0, None),
        ("took 50 mg for 3 days", None, None),
        ("a 999-year-old man", None, None),
    ],
)
def test_age_and_sex(line: str, age: int | None, sex: str | None) -> None:
    encounter = note_facts(line).encounter
    assert (encounter.age, encounter.sex) == (age, sex)
