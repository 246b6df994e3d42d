# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where sentences begin and end in clinical text, and how they become chunks."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from nlp.domain import Span
from nlp.pipeline.chunks import LIMIT, chunks, shortened
from nlp.pipeline.sentences import sentence_spans

TEXTS = st.text(alphabet=st.sampled_from("aB .,;:!?\n\t-12)•é😀"), max_size=300)


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He has fever. She has cough.", ["He has fever.", "She has cough."]),
        ("pain bending forward. low grade temp", ["pain bending forward.", "low grade temp"]),
        ("Seen by Dr. Smith today.", ["Seen by Dr. Smith today."]),
        ("Take 2.5 mg of it.", ["Take 2.5 mg of it."]),
        ("Lisinopril 10 mg p.o. q.d. for pressure.", ["Lisinopril 10 mg p.o. q.d. for pressure."]),
        ("Lisinopril q.d. Metoprolol b.i.d. Aspirin", ["Lisinopril q.d.", "Metoprolol b.i.d.", "Aspirin"]),
        ("Gout vs. cellulitis, e.g. of the toe.", ["Gout vs. cellulitis, e.g. of the toe."]),
        ("Fall from No. 3 stair.", ["Fall from No. 3 stair."]),
        ("Positive for C. diff and H. pylori.", ["Positive for C. diff and H. pylori."]),
        ("He has hepatitis C. He drinks.", ["He has hepatitis C.", "He drinks."]),
        ("Vicodin q.h.s.\nand stool softener", ["Vicodin q.h.s.\nand stool softener"]),
        ("Any fever? No.", ["Any fever?", "No."]),
        ("Pain and ? pneumonia today.", ["Pain and ? pneumonia today."]),
        ("No pain.Denies fever.", ["No pain.", "Denies fever."]),
        ("1. Gout. 2. Asthma.", ["1. Gout.", "2. Asthma."]),
        ("1) Gout 2) Asthma 3) Cough", ["1) Gout", "2) Asthma", "3) Cough"]),
        ("Stage 2. She is well.", ["Stage 2.", "She is well."]),
        ("- gout\n- asthma", ["- gout", "- asthma"]),
        ("Gout\n\nAsthma", ["Gout", "Asthma"]),
        ("Gout\nAsthma", ["Gout", "Asthma"]),
        ("DENIES FEVER. HAS COUGH.", ["DENIES FEVER.", "HAS COUGH."]),
        ("Follows:\ngout", ["Follows:", "gout"]),
        ("no fever or\nChills today", ["no fever or\nChills today"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_wrapped_lines_run_on_even_in_capitals() -> None:
    text = (
        "THE PATIENT IS A MAN WHO CAME TO THE CLINIC TODAY WITH\n"
        "FEVER AND NO EVIDENCE OF ANY HEART FAILURE OR CHEST\n"
        "PAIN WHATSOEVER AFTER HAVING WALKED UP SEVERAL STAIRS\n"
        "WITHOUT HELP.\n"
    )
    assert len(split(text)) == 1


def test_lines_of_their_own_are_not_joined() -> None:
    text = "Atorvastatin 80, lisinopril 20, sertraline - never started\nSmoked until last year\nLives alone"
    assert len(split(text)) == 3


def test_a_break_begins_a_sentence() -> None:
    assert [s.start for s in sentence_spans("Plan: rest", breaks=[5])] == [0, 6]


@given(TEXTS)
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    spans = sentence_spans(text)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert covered >= {at for at, character in enumerate(text) if not character.isspace()}
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_chunks_lead_back_to_the_note(text: str) -> None:
    for chunk, _ in chunks(text, sentence_spans(text)):
        for at, character in enumerate(chunk.text):
            if character != " ":
                place = chunk.to_note(at, at + 1)
                assert text[place.start : place.end] == character
                assert chunk.to_chunk(place) == (at, at + 1)


def test_chunks_are_bounded_even_without_any_stop() -> None:
    text = "word " * 5000
    pieces = shortened(text, sentence_spans(text))
    assert all(len(chunk.text) <= LIMIT for chunk, _ in chunks(text, pieces))


def test_a_text_without_blanks_is_cut_too() -> None:
    text = "x" * 5000
    assert sum(s.end - s.start for s in shortened(text, [Span(start=0, end=5000)])) == 5000
