# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of a text in the form in which terms are stored and looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the text: its place, as written, and its normal form ("" for words that terms leave out)."""

    start: int
    end: int
    text: str
    normal: str


def words(text: str) -> tuple[Word, ...]:
    """Return the words of the text in order, with code-point offsets into it."""
    return tuple(
        Word(start=m.start(), end=m.end(), text=m.group(), normal=normal(m.group())) for m in _WORD.finditer(text)
    )


def normal(word: str) -> str:
    """Return the form in which the lexicon stores the word."""
    return word.lower()


def term_key(term: str) -> str:
    """Return the lexicon key of a term: its normal words joined by single spaces."""
    return " ".join(w.normal for w in words(term) if w.normal)
