# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The case as a whole: evidence, reasons, what is not coded, what would change it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.coder import MentionPolicy
from nlp.domain import CodedCase, Encounter, Note, Setting, note_id

NOTE = """CLINIC NOTE
Chief complaint: follow-up.
HPI: 66-year-old woman. Denies chest pain. Used to have migraines.
Past medical history: hypertension, appendicitis as a child.
Family history: mother with stroke.
Medications: metformin 1000 mg twice daily.
Exam: BP 138/80. BMI 33.1. Trace edema.
Assessment and plan:
1. Type 2 diabetes with stage 3a chronic kidney disease. Continue metformin.
2. Obesity, class 1. Diet.
3. Pain in the right knee, probable meniscus tear.
Return if you develop shortness of breath.
"""


def coded(coder, text: str = NOTE, setting: Setting = Setting.OUTPATIENT, **more) -> CodedCase:
    note = Note(id=note_id(text), text=text, name="", source="")
    return coder.code(note, Encounter(setting=setting), **more)


def test_a_whole_note_gives_what_is_assessed_and_nothing_else(coder) -> None:
    got = [s.code for s in coded(coder).suggestions]
    assert got == ["E11.22", "I12.9", "N18.31", "E66.811", "M25.561", "Z79.84", "Z68.33"] or set(got) == {
        "E11.22",
        "I12.9",
        "N18.31",
        "E66.811",
        "M25.561",
        "Z79.84",
        "Z68.33",
    }
    assert got[0] == "E11.22"


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("chest pain", "negated"),
        ("stroke", "family"),
        ("shortness of breath", "hypothetical"),
        ("edema", "section"),
        ("meniscus tear", "uncertain"),
    ],
)
def test_every_suppressed_mention_is_listed_with_its_reason(coder, quote: str, reason: str) -> None:
    assert (quote, reason) in {(n.evidence.quote.lower(), n.reason) for n in coded(coder).not_coded}


def test_the_setting_switch_brings_the_uncertain_diagnosis_in(coder) -> None:
    out = coded(coder)
    uncertain = next(n for n in out.not_coded if n.reason == "uncertain")
    assert [f.change for f in uncertain.flips] == ["Setting becomes inpatient"]
    inpatient = coded(coder, setting=Setting.INPATIENT)
    assert uncertain.code in {s.code for s in inpatient.suggestions}


def test_quotes_are_the_exact_words_of_the_note(coder) -> None:
    case = coded(coder)
    every = [e for s in case.suggestions for e in s.evidence] + [n.evidence for n in case.not_coded]
    assert every
    assert all(NOTE[e.span.start : e.span.end] == e.quote for e in every)


def test_every_suggestion_has_evidence_and_every_step_a_citation(coder) -> None:
    for suggestion in coded(coder).suggestions:
        assert suggestion.evidence
        assert suggestion.rationale
        assert all(step.statement and step.citation for step in suggestion.rationale)
        assert 0 < suggestion.confidence < 1
        assert suggestion.reasons


def test_the_same_reading_gives_the_same_ids(coder) -> None:
    assert [s.id for s in coded(coder).suggestions] == [s.id for s in coded(coder).suggestions]


def test_ids_differ_between_codes_of_one_note(coder) -> None:
    ids = [s.id for s in coded(coder).suggestions]
    assert len(ids) == len(set(ids))


def test_every_mention_policy_codes_negated_mentions(coder) -> None:
    text = "No chest pain."
    assert not coded(coder, text).suggestions
    assert [s.code for s in coded(coder, text, policy=MentionPolicy.EVERY_MENTION).suggestions] == ["R07.9"]


@pytest.mark.parametrize("text", ["", "   \n", "El paciente no tiene nada.", "xq zz 3#~"])
def test_a_note_without_a_diagnosis_gives_nothing(coder, text: str) -> None:
    case = coded(coder, text)
    assert case.suggestions == ()
    assert coder.findings(case) == ()


def test_a_note_declared_an_error_gives_nothing(coder) -> None:
    text = "ERRONEOUS ENCOUNTER, please disregard.\nAssessment:\nHypertension."
    assert coded(coder, text).suggestions == ()


def test_uncontrolled_diabetes_asks_without_leading(coder) -> None:
    (query,) = coded(coder, "Assessment:\nUncontrolled type 2 diabetes.").queries
    assert query.options[-2:] == ("Other (please state)", "Unable to determine")
    assert query.evidence[0].quote.lower().startswith("uncontrolled")


def test_a_catheter_beside_an_infection_asks_for_the_link(coder) -> None:
    text = "Foley catheter in place. Urinary tract infection treated with ceftriaxone."
    (query,) = coded(coder, text, Setting.INPATIENT).queries
    assert len(query.evidence) == 2


def test_smoking_of_a_relative_is_not_the_patients(coder) -> None:
    text = "Husband smokes a pack per day.\nAssessment:\nAsthma."
    assert not [s for s in coded(coder, text).suggestions if s.code.startswith("F17")]


def test_an_operation_of_this_stay_is_no_status(coder) -> None:
    done = coded(coder, "Acute cholecystitis. Laparoscopic cholecystectomy was performed today.", Setting.INPATIENT)
    assert "Z90.49" not in {s.code for s in done.suggestions}
    past = coded(coder, "Status post cholecystectomy in 2015. Hypertension.")
    assert "Z90.49" in {s.code for s in past.suggestions}


def test_room_air_is_no_rheumatoid_arthritis(coder) -> None:
    assert not coded(coder, "SpO2 97% on RA. Hypertension.").suggestions[1:]


def test_dropped_codes_keep_the_encounter_that_was_asked(coder) -> None:
    case = coded(coder)
    assert case.encounter == Encounter(setting=Setting.OUTPATIENT)
    assert replace(case, suggestions=()).note_id == note_id(NOTE)


def test_a_note_in_another_language_says_so_whatever_is_decided(coder) -> None:
    text = (
        "Paciente de 65 años con diabetes. Acude por dolor en el pecho desde hace dos días, sin fiebre y con tos. "
        "No tiene alergias. El examen de los pulmones es normal para su edad."
    )
    assert [f.rule for f in coded(coder, text).remarks] == ["language"]
    assert coded(coder).remarks == ()


def test_evidence_names_the_disease_and_not_its_other_complications(coder) -> None:
    text = "HPI: Type 2 diabetes. Burning from diabetic polyneuropathy.\nAssessment: Diabetic foot ulcer, left toe."
    ulcer = next(s for s in coded(coder, text).suggestions if s.code == "E11.621")
    quotes = [e.quote for e in ulcer.evidence]
    assert "Type 2 diabetes" in quotes
    assert "diabetic polyneuropathy" not in quotes
