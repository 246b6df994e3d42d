# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The book's lines for a code, grouped, those that touch this case first, the rest folded."""

import pytest

from desktop.ui.review.book_block import far_words
from desktop.ui.review.book_lines import book_lines
from nlp.domain import Instruction, InstructionKind


def strong_words(text):
    return [text.text[s.start : s.end] for s in text.strong]


def test_the_codes_own_lines_come_first_then_the_nearest_level(book):
    lines = book_lines("I12.9", book.instructions("I12.9"), ())
    owners = list(dict.fromkeys(line.owner for line in lines))
    assert owners == ["", "from I12", "from I10-I1A", "from chapter 9"]
    assert [line.kind for line in lines[:2]] == ["Use additional", "Also called"]


def test_a_common_beginning_is_said_once(book):
    lines = book_lines("E11.621", book.instructions("E11.621"), ())
    line = next(i for i in lines if (i.kind, i.owner) == ("Use additional", "from E11"))
    assert line.whole.text.count("code to identify control using:") == 1


def test_a_line_that_names_a_code_of_the_case_is_not_folded_away(book):
    lines = book_lines("L97.522", book.instructions("L97.522"), ("E11.621", "L97.522"))
    first = next(line for line in lines if line.kind == "Code first")
    assert first.folded > 0
    assert strong_words(first.shown) == ["E11.621"]
    assert "diabetic ulcers" in first.shown.text


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        ("site (L97.4-, L97.5-)", ("L97.522",), ["L97.5-"]),
        ("stage (N18.1-N18.4, N18.9)", ("N18.32",), ["N18.1-N18.4"]),
        ("skin infections (L00-L08)", ("L97.522",), []),
        ("diabetes (E08-E13)", ("E11.9",), ["E08-E13"]),
        ("insulin (Z79.4)", ("Z79.84",), []),
    ],
)
def test_codes_of_the_case_stand_out_in_ranges_too(text, codes, expected):
    note = Instruction(kind=InstructionKind.EXCLUDES2, text=text, owner="L97")
    assert strong_words(book_lines("L97.1", (note,), codes)[0].whole) == expected


def test_far_lines_that_ask_for_nothing_are_folded_as_a_whole(book):
    lines = book_lines("N18.32", book.instructions("N18.32"), ())
    far = [line for line in lines if line.is_far]
    assert {line.kind for line in far} == {"Excludes2"}
    assert far_words(far) == "2 more lines from N17-N19 and chapter 14"


def test_a_single_line_left_over_is_shown(book):
    texts = ["a" * 100, "b" * 100]
    notes = tuple(Instruction(kind=InstructionKind.INCLUDES, text=t, owner="L97") for t in texts)
    assert book_lines("L97.1", notes, ())[0].folded == 0
