# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words are found whatever their case and accents, and the place found is that of the note's own characters."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from desktop.ui.review.note_search import HITS_MAX, SearchableText

_PIECES = st.sampled_from(["a", "É", "e\u0301", "ß", "ﬁ", "İ", "😀", "\u200b", "\u00ad", " ", "\u00a0", "\n", "x", "Σ"])
_TEXTS = st.lists(_PIECES, max_size=30).map("".join)


def _found(words: str, text: str) -> list[str]:
    return [text[s.start : s.end] for s in SearchableText(text).find(words)]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("fever", "Fever, FEVER and fever", ["Fever", "FEVER", "fever"]),
        ("menieres", "Ménières disease", ["Ménières"]),
        ("MÉNIÈRES", "menieres disease", ["menieres"]),
        ("cafe", "a cafe\u0301 there", ["cafe\u0301"]),
        ("zero", "ze\u200bro", ["ze\u200bro"]),
        ("strasse", "Hauptstraße 1", ["straße"]),
        ("find", "to ﬁnd it", ["ﬁnd"]),
        ("5 mg", "5\u00a0mg daily", ["5\u00a0mg"]),
        ("aa", "aaaa", ["aa", "aa"]),
        ("", "anything", []),
        ("\u200b", "ze\u200bro", []),
    ],
)
def test_words_are_found_whatever_their_letters_look_like(words, text, expected):
    assert _found(words, text) == expected


def test_what_stands_behind_letters_that_fold_to_several_or_none_is_still_found_exactly():
    text = "ﬁﬁ\u200bß😀 e\u0301 pain ß\u00ad pain"
    assert [s.start for s in SearchableText(text).find("pain")] == [text.index("pain"), text.rindex("pain")]


@given(_TEXTS)
def test_every_character_with_a_width_is_found_at_its_own_place(text: str):
    searchable = SearchableText(text)
    for place, character in enumerate(text):
        if unicodedata.category(character) not in ("Mn", "Cf"):
            assert any(s.start <= place < s.end for s in searchable.find(character))


def test_no_more_than_a_useful_number_is_listed():
    assert len(SearchableText("e" * (HITS_MAX + 5)).find("e")) == HITS_MAX
