# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Levels of the spine as notes write them ("C5-6", "L5-S1"), in the words of the Tabular for regions (M40 to M54)."""

from __future__ import annotations

import re

_LEVEL = re.compile(r"\b([CTLS])(\d{1,2})(?:(\s?[-–/]\s?)([CTLS]?)(\d{1,2}))?\b", re.IGNORECASE)
_MOST = {"c": 8, "t": 12, "l": 5, "s": 5}  # C8 is a root
_REGION = {"c": "cervical", "t": "thoracic", "l": "lumbar", "s": "lumbosacral"}
_BETWEEN = {"ct": "cervicothoracic", "tl": "thoracolumbar", "ls": "lumbosacral"}


def levels(text: str) -> dict[int, frozenset[str]]:
    """Return the words that each level means, by where it begins."""
    found: dict[int, frozenset[str]] = {}
    for match in _LEVEL.finditer(text):
        first, number, second, other = match[1].lower(), int(match[2]), (match[4] or match[1]).lower(), match[5]
        if not 1 <= number <= _MOST[first] or (other and not 1 <= int(other) <= _MOST[second]):
            continue
        words = frozenset([_region(first, second)])
        if first == second == "c" and other:
            words |= _cervical(number, int(other))
        found[match.start()] = words
        if match[4]:
            found[match.start(4)] = words
    return found


def _region(first: str, second: str) -> str:
    return _REGION[first] if first == second else _BETWEEN.get(first + second, _REGION[first])


def _cervical(upper: int, lower: int) -> frozenset[str]:
    """Return the words for one disc of the neck: its level from C4 on, the high region above (Tabular M50)."""
    if lower <= 4:
        return frozenset(["high"])
    if lower == upper + 1:
        return frozenset(["mid", f"at c{upper}", f"c{upper} c{lower}"])
    return frozenset(["mid"])
