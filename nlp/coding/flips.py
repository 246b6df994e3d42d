# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a code leaves open, and the codes that each missing word of the documentation would lead to (I.B.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.coding.titles import demands, title_words
from nlp.domain.case import Flip
from nlp.domain.codes import CodeEntry

_SIDE = "side (right or left)"
# What sibling titles tell apart, in the words of a coder, and the words that do it.
_AXES = {
    _SIDE: ("right", "left", "bilateral"),
    "acute or chronic": ("acute", "subacute", "chronic"),
    "severity": (
        *("mild", "moderate", "severe", "mild intermittent", "mild persistent", "moderate persistent"),
        *("severe persistent", "mild nonproliferative", "moderate nonproliferative", "severe nonproliferative"),
    ),
    "trimester": ("firsttrimester", "secondtrimester", "thirdtrimester"),
    "stage": ("stage 1", "stage 2", "stage 3", "stage 3a", "stage 3b", "stage 4", "stage 5"),
    "type": ("systolic", "diastolic", "paroxysmal", "permanent", "longstanding persistent"),
}
_SPOKEN = {"bilateral": "both", "firsttrimester": "first", "secondtrimester": "second", "thirdtrimester": "third"}
_EYES = {"1": "right", "2": "left", "3": "bilateral"}  # 7th characters where the last one leaves the eye open
_MOST = 6  # codes named in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """One thing a code leaves open, and what the note could say with the code that follows."""

    axis: str
    choices: tuple[tuple[str, str], ...]  # (word, code)

    def flip(self) -> Flip:
        """Return it as what would change the suggestion."""
        named = ", ".join(f"{code} ({_SPOKEN.get(word, word)})" for word, code in self.choices[:_MOST])
        return Flip(change=f"If the {self.axis} were documented", outcome=named)


def completions(entry: CodeEntry, leaves: Sequence[CodeEntry]) -> tuple[Completion, ...]:
    """Return what the entry leaves open among the leaves of its category; 7th characters are chosen apart."""
    stem = entry.code[:7].rstrip("X")
    line = next((leaf for leaf in leaves if leaf.code in (stem, entry.code)), entry)
    if not demands(line.title).unspecified and line.title == entry.title:
        return ()
    found = (Completion(axis=axis, choices=tuple(_choices(axis, entry, line, leaves))) for axis in _AXES)
    return tuple(c for c in found if len(c.choices) > 1)


def _choices(axis: str, entry: CodeEntry, line: CodeEntry, leaves: Sequence[CodeEntry]) -> Iterator[tuple[str, str]]:
    """Yield each word of the axis with the sibling whose title differs in that word alone."""
    if axis == _SIDE and entry.title.endswith("unspecified eye") and entry is not line:
        yield from ((word, entry.code[:-1] + character) for character, word in _EYES.items())
        return
    ending = "-" if entry.code != line.code else ""
    for words in _AXES[axis]:
        fitting = [leaf for leaf in leaves if _adds_only(words, line.title, leaf.title)]
        if fitting:
            best = min(fitting, key=lambda leaf: (len(title_words(leaf.title) ^ title_words(line.title)), leaf.code))
            yield words, best.code + ending


def _adds_only(words: str, title: str, other: str) -> bool:
    """Tell whether another title wants these words more and nothing else."""
    said, wanted = demands(title).wanted, demands(other)
    is_stage = words.startswith("stage")
    new = frozenset([words] if is_stage else words.split())
    gained = wanted.wanted - said
    kept = said - {words.rstrip("ab")} if is_stage else said  # "stage 3a" takes the place of "stage 3"
    return new <= gained and gained - title_words(title) == new and kept <= wanted.wanted and not wanted.is_other
