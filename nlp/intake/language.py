# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a text can be English: the reader's cues (negation, family, history) are English only."""

from __future__ import annotations

import re
from collections import Counter

_ENGLISH_TEXT = "the of and with to no is was for in has had on at she he her his not from"
# Words that carry the grammar of each language and mean nothing in English.
_OTHERS_TEXT = """
    Spanish el los las una que con por del para se su sin desde hace paciente años
    French le les des une est et du dans pas au aux avec pour sur depuis chez ans
    German der das und ist nicht mit ein eine den dem von seit bei zur wurde keine
    Italian il di che della con per non una dei alla nel anni dal senza paziente
    Portuguese os da do que com uma não para em dos há anos sem foi ao paciente
    Dutch het een van en met niet voor bij geen werd zijn sinds naar patiënt
"""
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
_OTHERS = {line.split()[0]: frozenset(line.split()[1:]) for line in _OTHERS_TEXT.strip().splitlines()}
_FEWEST = 8  # grammatical words of another language, before anything is said
_HEAD = 20_000  # code points looked at
_FEW = 20  # letters, before their script is judged
_PLAINLY = (" the ", " of ", " and ", " with ")
_GLANCE, _ENOUGH = 3_000, 4  # so many of these in the first lines: no need to count on
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def foreign_language(text: str) -> str:
    """Return the language a text is written in where that is plainly not English, "another script", or ""."""
    if sum(text.count(word, 0, _GLANCE) for word in _PLAINLY) >= _ENOUGH:
        return ""
    letters = [c for c in text[:_HEAD] if c.isalpha()]
    if len(letters) > _FEW and sum(1 for c in letters if _LATIN.match(c)) * 2 < len(letters):
        return "another script"
    counts = Counter(word.lower() for word in _WORD.findall(text[:_HEAD]))
    english = sum(counts[w] for w in _ENGLISH)
    said = {language: sum(counts[w] for w in words) for language, words in _OTHERS.items()}
    best = max(said, key=lambda language: said[language])
    return best if said[best] >= _FEWEST and said[best] > 2 * english else ""
