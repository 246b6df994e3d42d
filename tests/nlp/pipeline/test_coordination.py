# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists that share a word: each member is a term of its own, and a noun behind the list claims the last."""

from __future__ import annotations

import pytest

from nlp.domain.terms import words
from nlp.pipeline.coordination import Match, coordinated

_STORED = frozenset(
    ["back pain", "neck pain", "chest wall pain", "pain in hip", "pain in shoulder", "hepatitis c", "cancer of liver"]
)
_WITHOUT_SILENT = frozenset([" ".join(word for word in term.split() if word != "of") for term in _STORED])


def found_in(text: str, *terms: tuple[str, str]) -> list[tuple[str, str]]:
    """Return what the lists of the text add to its terms, each given as written and as stored."""
    line = words(text)
    matches: list[Match] = []
    for written, key in terms:
        start = text.index(written)
        inside = [n for n, word in enumerate(line) if start <= word.start < start + len(written)]
        matches.append((inside[0], inside[-1], key))
    added = coordinated(text, line, [word.normal for word in line], matches, _WITHOUT_SILENT.__contains__)
    return [(text[line[first].start : line[last].end], key) for first, last, key in added]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("neck and back pain", ("back pain", "back pain"), [("neck", "neck pain")]),
        ("neck/back pain", ("back pain", "back pain"), [("neck", "neck pain")]),
        (
            "neck, chest wall or back pain",
            ("back pain", "back pain"),
            [("chest wall", "chest wall pain"), ("neck", "neck pain")],
        ),
        ("left neck and right back pain", ("right back pain", "right back pain"), [("neck", "neck pain")]),
        ("pain in the knee and hip", ("pain in the knee", "pain in knee"), [("hip", "pain in hip")]),
        (
            "pain in the knee, left hip and the shoulder.",
            ("pain in the knee", "pain in knee"),
            [("hip", "pain in hip"), ("shoulder", "pain in shoulder")],
        ),
        ("hepatitis B and C", ("hepatitis B", "hepatitis b"), [("C", "hepatitis c")]),
    ],
)
def test_members_of_a_list_share_a_word(text: str, term: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert found_in(text, term) == expected


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("neck, back pain", [("back pain", "back pain")]),  # a comma alone joins nothing
        ("neck supple and back pain", [("back pain", "back pain")]),
        ("cancer of the breast and liver enlargement", [("cancer of the breast", "cancer breast")]),
        ("pain in the knee, hip", [("pain in the knee", "pain in knee")]),
        ("hepatitis and back pain", [("hepatitis", "hepatitis"), ("back pain", "back pain")]),
    ],
)
def test_what_is_no_list_adds_nothing(text: str, terms: list[tuple[str, str]]) -> None:
    assert found_in(text, *terms) == []
