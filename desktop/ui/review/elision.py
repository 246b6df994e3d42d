# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Shorten a title in its middle: code titles differ at their end."""

from __future__ import annotations

from collections.abc import Callable

_BEFORE = frozenset({"with", "without", "of", "due", "in", "to"})
DOTS = "…"


def elide_middle(title: str, width: float, measure: Callable[[str], float]) -> str:
    """Return the title, or its first and last words around dots, that fits into the width."""
    if measure(title) <= width:
        return title
    short = first_clause(title)
    if measure(short) <= width:
        return short
    words = short.split(" ")
    fitting = [f for f in _cuts(words) if measure(f) <= width]
    if fitting:
        return max(fitting, key=lambda f: _worth(f, words))
    return _by_letters(words[-1], width, measure)


def first_clause(title: str) -> str:
    """Return the title up to ", or" or ", and", where the book lists alternatives."""
    cut = min((n for n in (title.find(", or "), title.find("; or ")) if n > 0), default=len(title))
    return title[:cut]


def elide_end(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return the text, cut at its end with dots where it is too wide (quotes only, never titles)."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + DOTS) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + DOTS


def _cuts(words: list[str]) -> list[str]:
    """Return every way of leaving out whole words in the middle."""
    return [
        f"{' '.join(words[:head])} {DOTS} {' '.join(words[tail:])}"
        for tail in range(2, len(words))
        for head in range(1, tail)
    ]


def _worth(cut: str, words: list[str]) -> tuple[bool, int, int]:
    """Rank a cut: an end that begins with a linking word, then the longer end, then the longer whole."""
    end = cut.split(f" {DOTS} ", 1)[1].split(" ")
    begins_well = end[0].lower() in _BEFORE
    enough = min(len(end), 3)
    return begins_well, enough if begins_well else len(end), len(cut)


def _by_letters(word: str, width: float, measure: Callable[[str], float]) -> str:
    """Return dots and as much of the last word's end as fits."""
    for start in range(len(word)):
        if measure(DOTS + word[start:]) <= width:
            return DOTS + word[start:]
    return DOTS
