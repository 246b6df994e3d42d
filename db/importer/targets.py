# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Codes and ranges named in a printed note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.importer.endings import KnownCodes, narrow

_CODE = r"[A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
# A dash after a code means "with any further characters" ("E10.-"); a dash or "to" before a code makes a range.
_PLACE = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<first>{_CODE})\.?-?(?:\s*(?:-|\bto\b)\s*(?P<last>{_CODE})\.?-?)?(?![A-Za-z0-9])"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_EXCEPTION = re.compile(r"\b(?:except|other than|not (?:elsewhere )?classifi\w+)\b.*", re.DOTALL)


def parse_targets(text: str, known: KnownCodes) -> tuple[str, ...]:
    """Return the codes and ranges that the note names, once each, in the order of the text.

    Capitals like "NOS" that are no codes of the book are left out, and "E08-E13 with .621" becomes the codes that
    exist. Codes in brackets go before codes in the running text, which may name exceptions ("any type except those
    in B36.-").
    """
    brackets: list[str] = _BRACKETS.findall(text)
    found = [target for part in brackets for target in _targets_of(part, known)]
    if not found:
        found = _targets_of(_EXCEPTION.sub("", text), known)
    return tuple(dict.fromkeys(found))


def _targets_of(part: str, known: KnownCodes) -> list[str]:
    targets = list(_places(part, known))
    return narrow(targets, part, known) or targets


def _places(part: str, known: KnownCodes) -> Iterator[str]:
    for match in _PLACE.finditer(part):
        first, last = match.group("first"), match.group("last")
        if first in known.dotted and last in known.dotted and last > first:
            yield f"{first}-{last}"
        else:
            yield from (code for code in (first, last) if code in known.dotted)
