# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Terms go on behind a preposition or a word of degree; parts of longer names mean nothing of their own."""

from __future__ import annotations

import pytest

from nlp.coder import MentionPolicy
from nlp.domain import Encounter, Note, Setting, note_id


def codes(coder, text: str) -> set[str]:
    note = Note(id=note_id(text), text=text, name="", source="")
    encounter = Encounter(setting=Setting.OUTPATIENT)
    return {s.code for s in coder.code(note, encounter, policy=MentionPolicy.EVERY_MENTION).suggestions}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ultrasound shows a mass in the left kidney.", "N28.89"),
        ("Known polyposis in the colon.", "D12.6"),
        ("Status after fibroadenoma in the right breast.", "D24.1"),
        ("A left testicular seminoma was removed.", "C62.92"),
        ("Metastasis of prostatic adenocarcinoma in the right maxillary sinus.", "C61"),
        ("Non-Hodgkin's disease in childhood.", "C85.90"),
        ("Biopsy: Gleason 7 adenocarcinoma.", "C61"),
        ("Cultures grew Pseudomonas aeruginosa.", "B96.5"),
        ("Hepatitis B and C serology was negative.", "B19.20"),
        ("Serology of hepatitis B, C and HIV: negative.", "B19.20"),
    ],
)
def test_the_term_is_found(coder, text: str, code: str) -> None:
    assert code in codes(coder, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Treated for prostate cancer, progressive renal CT unchanged.", "C64.9"),
        ("A left testicular seminoma was removed.", "C62.02"),
        ("Non-Hodgkin's disease in childhood.", "C81.90"),
        ("Cultures grew Pseudomonas aeruginosa.", "A41.52"),
        ("The aortic arch is normal.", "Q25.49"),
        ("Stage II, negative nodes.", "Z17.32"),
        ("Blue dye was injected.", "Z77.098"),
        ("The malleus is mobile.", "A24.0"),
    ],
)
def test_the_words_mean_something_else(coder, text: str, code: str) -> None:
    assert code not in codes(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Assessment: type 2 diabetes treated with oral hypoglycemic agents.",
        "Assessment: type 2 diabetes on oral hypoglycemics.",
        "Assessment: type 2 diabetes, surgery had complications.",
    ],
)
def test_drugs_and_complications_beside_diabetes_are_not_of_it(coder, text: str) -> None:
    note = Note(id=note_id(text), text=text, name="", source="")
    case = coder.code(note, Encounter(setting=Setting.OUTPATIENT))
    assert "E11.9" in {s.code for s in case.suggestions}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Assessment: rheumatoid factor negative.", "M06.9"),
        ("Plan: low-sodium diet.", "E87.1"),
        ("Assessment: bipolar cautery was used for hemostasis.", "F31.9"),
        ("Assessment: placed in the right lateral decubitus position.", "L89.90"),
        ("Assessment: senile cataract.", "F03.90"),
        ("Assessment: non-alcoholic.", "F10.20"),
        ("Plan: hepatitis B and C serologies.", "B19.10"),
        ("Plan: hepatitis B and C serologies.", "B19.20"),
        ("Assessment: stellate ganglion block tomorrow.", "M67.40"),
    ],
)
def test_words_beside_show_another_meaning_in_a_visit_note(coder, text: str, code: str) -> None:
    note = Note(id=note_id(text), text=text, name="", source="")
    case = coder.code(note, Encounter(setting=Setting.OUTPATIENT))
    assert code not in {s.code for s in case.suggestions}
