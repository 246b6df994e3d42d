# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions to the provider: asked where the note is unclear, and never leading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.coding.rules.query_linter import ENDING, objections
from nlp.domain import Assertion, Encounter, Evidence, Note, Query, Setting, Span, note_id

ASKED = (
    ("outpatient", "Assessment: Uncontrolled diabetes.", "Diabetes control"),
    ("inpatient", "Assessment: UTI with indwelling foley catheter.", "Urinary infection and catheter"),
    ("inpatient", "Discharge diagnosis: CHF. Echo EF 30%.", "Type and acuity of heart failure"),
    ("inpatient", "Hospital course: Hgb 6.9, transfused 2 units.\nDiagnosis: Hip osteoarthritis.", "Hemoglobin"),
    ("inpatient", "BMI 15.8, temporal wasting, eats little.\nDischarge diagnosis: COPD.", "Nutritional status"),
    (
        "inpatient",
        "Temp 102.4, HR 118, WBC 19.2, lactate 3.1.\nDischarge diagnosis: Pneumonia.",
        "Clinical significance of findings",
    ),
    ("inpatient", "Diagnoses: 1. Sepsis due to E. coli 2. Acute kidney injury.", "Cause of organ dysfunction"),
    ("outpatient", "Assessment: CKD. eGFR 38.", "Stage of kidney disease"),
    ("outpatient", "Assessment: CKD stage 3a.\nHPI: follows for CKD stage 4.", "Stage of kidney disease"),
    ("inpatient", "Diagnoses: Pneumonia. Sputum culture pending, cefepime given.", "Cause of pneumonia"),
    ("inpatient", "Nursing: pressure injury right heel, stage 2.\nDischarge diagnosis: Pneumonia.", "Skin finding"),
    ("inpatient", "Exam: SpO2 84% on room air, BiPAP started.\nDischarge diagnosis: COPD.", "Oxygenation"),
    ("inpatient", "Discharge diagnosis: Altered mental status.", "Mental status"),
    ("outpatient", "Assessment: Depression. PHQ-9 17.", "Episode and severity"),
    ("inpatient", "Sodium 122, fluid restriction.\nDischarge diagnosis: Pneumonia.", "Laboratory value"),
    ("emergency", "Osteoporosis. Closed fracture of left wrist after a fall from standing.", "Cause of fracture"),
    ("outpatient", "HPI: left knee osteoarthritis.\nAssessment: Right knee osteoarthritis.", "Side"),
)
NOT_ASKED = (
    ("outpatient", "Assessment: Type 2 diabetes with hyperglycemia, uncontrolled."),
    ("inpatient", "Discharge diagnosis: Acute systolic heart failure. Echo EF 30%."),
    ("inpatient", "Hgb 6.9, transfused. Discharge diagnosis: Acute blood loss anemia."),
    ("outpatient", "Assessment: Hypertension. No anemia, Hgb 13."),
    ("inpatient", "Discharge diagnosis: Severe malnutrition. BMI 15.8, temporal wasting."),
    ("outpatient", "Assessment: CKD stage 3b. eGFR 38."),
    ("outpatient", "Assessment: Bilateral knee osteoarthritis."),
    ("outpatient", "Assessment: Depression, single episode, moderate. PHQ-9 17."),
)
WORDS = "CHF. Echo EF 30%"


def case_of(coder, setting: str, text: str):
    note = Note(id=note_id(text), text=text, name="", source="")
    return coder.code(note, Encounter(setting=Setting(setting)))


@pytest.mark.parametrize(("setting", "text", "topic"), ASKED, ids=lambda v: v[:30])
def test_unclear_note_raises_one_clean_question(coder, setting: str, text: str, topic: str) -> None:
    queries = case_of(coder, setting, text).queries
    assert topic in [q.topic for q in queries]
    assert [objections(q) for q in queries if objections(q)] == []
    for query in queries:
        assert [e for e in query.evidence if text[e.span.start : e.span.end] != e.quote] == []


@pytest.mark.parametrize(("setting", "text"), NOT_ASKED, ids=lambda v: v[:30])
def test_clear_note_raises_none(coder, setting: str, text: str) -> None:
    assert [q.topic for q in case_of(coder, setting, text).queries] == []


def query() -> Query:
    evidence = Evidence(span=Span(start=0, end=len(WORDS)), quote=WORDS, section="", assertion=Assertion.AFFIRMED)
    return Query(
        topic="Type of heart failure",
        text=f"The note documents “{WORDS}”. Please document the type, if known.",
        options=("Systolic", "Diastolic", *ENDING),
        evidence=(evidence,),
    )


def test_linter_accepts_an_open_question() -> None:
    assert objections(query()) == ()


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"topic": "Systolic heart failure"}, "title"),
        ({"options": ("Systolic", "Diastolic")}, "last options"),
        ({"options": ("Systolic", *ENDING)}, "single option"),
        ({"evidence": ()}, "quotes"),
        ({"text": "Please document the type."}, "quotes"),
        ({"text": f"“{WORDS}”. Is this systolic heart failure?"}, "diagnosis"),
        ({"text": f"“{WORDS}”. This affects the DRG and reimbursement."}, "payment"),
        ({"text": f"“{WORDS}”. Would you agree that it is the weak kind?"}, "pushes"),
    ],
)
def test_linter_objects(change, objection: str) -> None:
    found = objections(replace(query(), **change))
    assert any(objection in text for text in found), found
