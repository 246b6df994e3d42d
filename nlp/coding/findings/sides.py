# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Sides in the titles of codes: which codes differ in nothing else, and which stands for both (guideline I.B.13)."""

from __future__ import annotations

import re

from nlp.domain.codes import CodeBook

_SIDE = re.compile(r"\b(?:right|left|bilateral|unilateral)\b")
_PAIRED = re.compile(r"\b(?:eyes?|ears?)\b")
_WORD = re.compile(r"[a-z]+")


def plain_title(title: str) -> str:
    """Return the title without its side."""
    return _SIDE.sub("*", title.lower())


def is_sided_twin(vague: str, told: str, vague_code: str, told_code: str) -> bool:
    """Tell whether a title differs from another only in that the other names the side."""
    if vague_code == told_code or vague_code[:3] != told_code[:3] or vague_code[7:8] != told_code[7:8]:
        return False
    low, told = vague.lower(), told.lower()
    sides = [re.sub(r"\bunspecified\b", side, low, count=1) for side in ("right", "left")]
    # The side is the last word that may be unspecified ("unspecified ligament of unspecified ankle").
    head, _, tail = low.rpartition("unspecified")
    return told in (*sides, f"{head}right{tail}", f"{head}left{tail}")


def bilateral_of(book: CodeBook, code: str) -> str:
    """Return the code of the same condition on both sides, or ""."""
    entry = book.entry(code)
    if entry is None:
        return ""
    wanted = _bare(entry.title)
    near = [above.code for above in book.ancestors(code)[:2] if len(above.code) >= 4 or above.code == code[:3]]
    for above in near:
        for sibling in book.children(above):
            leaf = _with_episode(book, sibling.code, code[7:8])
            title = leaf and sibling.title.lower()
            if leaf and title and "bilateral" in title and _bare(title) == wanted:
                return leaf
    return ""


def _with_episode(book: CodeBook, code: str, seventh: str) -> str:
    """Return the sibling as a complete code with the 7th character of the other, or ""."""
    whole = f"{code}{seventh}" if seventh and len(code) < 8 else code
    entry = book.entry(whole)
    return entry.code if entry is not None and entry.billable else ""


def _bare(title: str) -> frozenset[str]:
    """Return the words of a title without side and number."""
    plain = _PAIRED.sub("", _SIDE.sub("", title.lower())).split(", initial")[0].split(", subsequent")[0]
    return frozenset(w.removesuffix("s") for w in _WORD.findall(plain)) - {"of", "the", "encounter", ""}
