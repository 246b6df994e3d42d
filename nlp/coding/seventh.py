# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The 7th characters of injuries, fractures and fetuses (guidelines I.A.4, I.A.5, I.C.19.a)."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.coding.surroundings import Surroundings
from nlp.domain.codes import SeventhCharacter
from nlp.domain.terms import normal

_SAID_BY_ALL = frozenset(["encounter", "for", "fracture", "stage", "eye", "or"])  # in the meanings of 7th characters
SEVERE_OPEN = frozenset(["3a", "3b", "3c", "iiic"])  # Gustilo types of open fractures


def padded(code: str, character: str) -> str:
    """Return the code with placeholders X up to the 7th character (guideline I.A.4)."""
    plain = code.replace(".", "").ljust(6, "X") + character
    return f"{plain[:3]}.{plain[3:]}"


def choose_seventh(
    characters: tuple[SeventhCharacter, ...], around: Surroundings, visit: frozenset[str]
) -> SeventhCharacter:
    """Return the 7th character the words support, else the initial, closed or unspecified one."""
    words = around.near | around.sides | visit
    best, best_score = characters[0], -1.0
    for character in characters:
        score = _score(character.meaning, words)
        if score > best_score:
            best, best_score = character, score
    return best


def _score(meaning: str, words: frozenset[str]) -> float:
    if meaning.startswith("fetus"):
        return 2.0 if meaning in words else -1.0  # "fetus 2" is one of several; "single fetus" is none of them
    tokens = seventh_words(meaning) - _SAID_BY_ALL
    if "unspecified" in meaning or "not applicable" in meaning:
        return 0.5
    grade = 0.0 if "IIIA" not in meaning else 0.5 if words & SEVERE_OPEN else -0.5
    wanted = tokens - {"initial", "closed", "routine", "healing", "with", "type", "1", "2", *SEVERE_OPEN}
    if "initial" in tokens and "subsequent" not in words and "sequela" not in words:
        return 1.0 + grade + len(wanted & words) - 2 * len(wanted - words)
    if not wanted:
        return 0.0
    plain = 0.2 if "closed" in tokens or "routine" in tokens else 0.0
    return grade + plain + len(wanted & words) - 2 * len(wanted - words)


@lru_cache(maxsize=256)
def seventh_words(meaning: str) -> frozenset[str]:
    """Return the words of a 7th character's meaning."""
    return frozenset(normal(word) for word in re.findall(r"\w+", meaning.lower()))
