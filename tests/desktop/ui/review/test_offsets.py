# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Code points and UTF-16 units agree with Python's own encoder and with Qt's document."""

from hypothesis import given, strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from desktop.ui.review.offsets import Offsets
from nlp.domain import Span

# Letters, combining marks, emoji with joiners and skin tones, and normalised line ends.
_PIECES = st.sampled_from(["a", "é", "e\u0301", "😀", "👩🏽‍⚕️", "\n", " ", "fever", "𝒳", "\t", "ß"])
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(_TEXTS)
def test_units_count_as_the_encoder_does(text: str):
    offsets = Offsets(text)
    assert [offsets.units(n) for n in range(len(text) + 1)] == [_units(text[:n]) for n in range(len(text) + 1)]


@given(_TEXTS)
def test_there_and_back_is_the_same_place(text: str):
    offsets = Offsets(text)
    assert [offsets.code_points(offsets.units(n)) for n in range(len(text) + 1)] == list(range(len(text) + 1))


@given(_TEXTS, st.data())
def test_qt_selects_exactly_the_words_of_a_span(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    document = QTextDocument()
    document.setPlainText(text)
    first, last = Offsets(text).span_units(Span(start=start, end=end))
    cursor = QTextCursor(document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText().replace("\u2029", "\n") == text[start:end]


def test_a_place_inside_a_pair_counts_as_its_start():
    assert Offsets("a😀b").code_points(2) == 1


def test_trailing_space_is_left_out_in_units():
    assert Offsets("😀 pain  ").without_trailing_space(0, 9) == 7
