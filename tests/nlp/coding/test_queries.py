# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions to the provider: asked where the note is unclear, and never leading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.coding.rules.query_linter import ENDING, objections
from nlp.domain import Assertion, Encounter, Evidence, Note, Query, Setting, Span, note_id

# A whole note that holds no finding of anything.
PLAIN = "Hospital course: " + "The patient rested well, walked in the hall and spoke with the family each day. " * 10

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
    ("inpatient", "Potassium 6.4, given calcium gluconate.\nDischarge diagnosis: Pneumonia.", "Laboratory value"),
    ("inpatient", "Magnesium 1.1, magnesium sulfate given.\nDischarge diagnosis: Pneumonia.", "Laboratory value"),
    ("emergency", "Troponin elevated at 0.9.\nDiagnosis: Chest pain.", "Troponin"),
    ("outpatient", "Vitals: BMI 43.2.\nAssessment: Hypertension. Discussed diet.", "Body mass index"),
    ("outpatient", "Labs: A1c 7.9 %.\nAssessment: Hypertension.", "Hemoglobin A1c"),
    ("inpatient", "BP 78/40, norepinephrine started for hypotension.\nDiagnosis: Pneumonia.", "Blood pressure support"),
    (
        "inpatient",
        "Lactate 4.2, broad-spectrum antibiotics started.\nDiagnosis: Pneumonia.",
        "Clinical significance of findings",
    ),
    ("inpatient", "Platelets 42, heparin was stopped.\nDiagnosis: Deep vein thrombosis of left leg.", "Platelet count"),
    ("inpatient", "ANC 320, filgrastim given.\nDiagnosis: Breast cancer.", "Neutrophil count"),
    ("inpatient", "LVEF 25 %, IV furosemide given.\nDiagnosis: Pneumonia.", "Ejection fraction and diuretic"),
    ("inpatient", "CK 18,400, aggressive fluids.\nDiagnosis: Fall.", "Creatine kinase"),
    ("emergency", "On warfarin, INR 6.2, vitamin K given.\nDiagnosis: Epistaxis.", "Bleeding and anticoagulant"),
    ("inpatient", "Postoperative ileus was treated.\nDiagnoses: Colon cancer.", "Relation to the procedure"),
    ("inpatient", "Creatinine rose from 0.9 to 2.1, fluids given.\nDiagnosis: Pneumonia.", "Kidney function"),
    ("inpatient", "Creatinine 2.4 (baseline 1.1).\nDiagnosis: Pneumonia.", "Kidney function"),
    ("inpatient", "HPI: type 1 diabetes.\nDiagnosis: Type 2 diabetes.", "Kind of diabetes"),
    ("inpatient", "SpO2 84 %.\nDiagnosis: Respiratory failure.", "Acuity of the respiratory failure"),
    ("inpatient", "Weight loss 12 %.\nDiagnosis: Malnutrition.", "Severity of the malnutrition"),
    ("inpatient", "Confused.\nDiagnosis: Encephalopathy.", "Type of the encephalopathy"),
    ("inpatient", "Diagnosis: Atrial fibrillation. Amiodarone loaded.", "Course of the fibrillation"),
    ("outpatient", "Assessment: Pressure ulcer of sacrum.", "Stage of the pressure ulcer"),
    ("inpatient", "Diagnosis: Systolic heart failure.", "Acuity of the heart failure"),
    ("outpatient", "Procedure: Phacoemulsification.\nAssessment: Age-related nuclear cataract.", "Side"),
    (
        "inpatient",
        "Hospital course: Pneumonia was ruled out.\nDischarge diagnosis: Pneumonia.",
        "Conflicting statements",
    ),
    ("inpatient", f"{PLAIN}\nDischarge diagnosis: Sepsis.", "Sepsis findings"),
    ("inpatient", f"{PLAIN}\nDischarge diagnosis: Acute kidney injury.", "Kidney findings"),
    ("inpatient", f"{PLAIN}\nDischarge diagnosis: Metabolic encephalopathy.", "Mental status findings"),
    ("inpatient", f"{PLAIN}\nDischarge diagnosis: Severe protein-calorie malnutrition.", "Nutrition findings"),
    ("inpatient", f"{PLAIN}\nDischarge diagnosis: Acute hypoxic respiratory failure.", "Breathing findings"),
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
    ("inpatient", "Potassium 6.4, given calcium gluconate.\nDischarge diagnosis: Hyperkalemia."),
    ("inpatient", "Troponin was not elevated.\nDiagnosis: Costochondritis."),
    ("outpatient", "BMI 43.2.\nAssessment: Obesity, class 3."),
    ("outpatient", "BMI 28.\nAssessment: Hypertension."),
    ("outpatient", "A1c goal 7 %.\nAssessment: Hypertension."),
    ("outpatient", "A1c drawn 12/03.\nAssessment: Hypertension."),
    ("outpatient", "BMI < 40.\nAssessment: Hypertension."),
    ("outpatient", "A1c 5.4 %.\nAssessment: Hypertension."),
    ("outpatient", "A1c 7.9 %.\nAssessment: Type 2 diabetes with hyperglycemia."),
    ("inpatient", "Creatinine 1.2 (baseline 1.1).\nDiagnosis: Hip osteoarthritis."),
    ("inpatient", "Creatinine rose from 0.9 to 2.1.\nDiagnosis: Acute kidney injury."),
    ("emergency", "On warfarin, INR 2.4.\nDiagnosis: Epistaxis."),
    ("inpatient", "Temp 102.4, WBC 19.2, blood cultures grew E. coli.\nDischarge diagnosis: Sepsis due to E. coli."),
    ("inpatient", "Assessment: Hip osteoarthritis. No pneumonia on the film."),
    ("outpatient", "Assessment: Atrial fibrillation. On apixaban."),
    ("outpatient", "Assessment: Pressure ulcer of sacrum, stage 2."),
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


def test_a_note_full_of_gaps_raises_few_questions(coder) -> None:
    text = (
        "Troponin elevated. Potassium 6.4, calcium gluconate given. Platelets 42, heparin was stopped. CK 18,400, "
        "aggressive fluids. Creatinine rose from 0.9 to 2.1. BMI 43. Sodium 122, fluid restriction."
        "\nDiagnoses: Respiratory failure. Malnutrition. Encephalopathy."
    )
    queries = case_of(coder, "inpatient", text).queries
    assert 3 <= len([q for q in queries if q.topic != "Time of onset"]) <= 5
    assert len({(q.topic, q.evidence[0].quote) for q in queries}) == len(queries)


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
        ({"text": f"“{WORDS}”. This is consistent with the weak kind."}, "pushes"),
        ({"text": f"“{WORDS}”. The severity of illness depends on it."}, "payment"),
        ({"options": ("Systolic", "systolic", *ENDING)}, "twice"),
        ({"options": ("Yes", "No", *ENDING)}, "yes or no"),
    ],
)
def test_linter_objects(change, objection: str) -> None:
    found = objections(replace(query(), **change))
    assert any(objection in text for text in found), found
