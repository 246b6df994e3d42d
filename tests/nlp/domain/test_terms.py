# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Normal forms: what is one term and what must stay two."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from nlp.domain.terms import normal, term_key, words


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("Fractures", "fracture"),
        ("biopsies", "biopsy"),
        ("headaches", "headache"),
        ("metastases", "metastasis"),
        ("diagnoses", "diagnosis"),
        ("abscesses", "abscess"),
        ("anaemia", "anemia"),
        ("Oedema", "edema"),
        ("diarrhoea", "diarrhea"),
        ("tumours", "tumor"),
        ("Crohn's", "crohn"),
        ("Crohn’s", "crohn"),
        ("renal", "kidney"),
        ("carcinoma", "cancer"),
        ("calculi", "stone"),
        ("III", "3"),
    ],
)
def test_one_word_in_two_spellings_has_one_normal_form(written: str, also: str) -> None:
    assert normal(written) == normal(also)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sinusitis", "sinus"),
        ("thyroiditis", "thyroid"),
        ("arthritis", "arthrosis"),
        ("diabetes", "diabete"),
        ("pancreas", "pancrea"),
        ("herpes", "herpe"),
        ("psoriasis", "psoria"),
    ],
)
def test_different_words_keep_different_normal_forms(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize("silent", ["of", "the", "unspecified", "NOS"])
def test_silent_words_do_not_break_a_term(silent: str) -> None:
    assert normal(silent) == ""
    assert term_key(f"fracture {silent} femur") == "fracture femur"


def test_kidney_stones_are_found_as_renal_calculus() -> None:
    assert term_key("Kidney stones") == term_key("renal calculus")


@given(st.text())
def test_words_carry_their_exact_places(text: str) -> None:
    assert all(text[w.start : w.end] == w.text for w in words(text))


@given(st.text())
def test_a_key_is_its_own_key_when_it_holds_no_possessive(text: str) -> None:
    key = term_key(text)
    assert "  " not in key
    assert key == key.strip()
