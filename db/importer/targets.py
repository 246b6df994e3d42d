# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes and ranges named in a printed note."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = r"[A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
# A dash after a code means "with any further characters" ("E10.-"); a dash or "to" before a code makes a range.
_PLACE = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<first>{_CODE})\.?-?(?:\s*(?:-|\bto\b)\s*(?P<last>{_CODE})\.?-?)?(?![A-Za-z0-9])"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_EXCEPTION = re.compile(r"\b(?:except|other than|not (?:elsewhere )?classifi\w+)\b.*", re.DOTALL)
_ENDINGS = re.compile(r"\bwith\b(?: \w+)*? ?([.-]\d.*)")
_ENDING = re.compile(r"([.-])(\d+)")
_CATEGORY = 3


def parse_targets(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the codes and ranges that the note names, once each, in the order of the text.

    `known` are the dotted codes of the book: capitals like "NOS" that are no codes are left out, and
    "E08-E13 with .621" becomes the codes that exist. Codes in brackets go before codes in the running text, which
    may name exceptions ("any type except those in B36.-").
    """
    brackets: list[str] = _BRACKETS.findall(text)
    found = [target for part in brackets for target in _targets_of(part, known)]
    if not found:
        found = _targets_of(_EXCEPTION.sub("", text), known)
    return tuple(dict.fromkeys(found))


def _targets_of(part: str, known: frozenset[str]) -> list[str]:
    targets = list(_places(part, known))
    endings = _ENDINGS.search(part)
    if endings is None:
        return targets
    narrowed = [code for target in targets for code in _ending_in(target, endings.group(1), known)]
    return narrowed or targets


def _places(part: str, known: frozenset[str]) -> Iterator[str]:
    for match in _PLACE.finditer(part):
        first, last = match.group("first"), match.group("last")
        if first in known and last in known and last > first:
            yield f"{first}-{last}"
        else:
            yield from (code for code in (first, last) if code in known)


def _ending_in(target: str, endings: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the codes that "E08-E13 with .621" (after the dot) or "I69 with final characters -23" (at the end) mean."""
    first, _, last = target.partition("-")
    if len(first) != _CATEGORY:
        return
    inside = [code for code in known if first <= code[:_CATEGORY] <= (last or first)]
    pairs: list[tuple[str, str]] = _ENDING.findall(endings)
    for mark, digits in pairs:
        size = _CATEGORY + 1 + len(digits) + (mark == "-")
        yield from sorted(code for code in inside if code.endswith(digits) and len(code) == size)
