# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What must stand before what in a claim, whatever the note names first: the rules that findings check too."""

from __future__ import annotations

from nlp.coding.draft import Draft
from nlp.coding.findings import ClaimTables


def in_book_order(drafts: tuple[Draft, ...], tables: ClaimTables) -> tuple[Draft, ...]:
    """Put acute forms before chronic ones, and codes that may only be listed first before all others."""
    return _first_only_first(_acute_before_chronic(drafts, tables), tables)


def _acute_before_chronic(drafts: tuple[Draft, ...], tables: ClaimTables) -> tuple[Draft, ...]:
    """Move the acute form of a condition before its chronic form (I.B.8)."""
    ordered = list(drafts)
    beginnings = {d.code[:n] for d in drafts for n in range(3, len(d.code) + 1)}
    for acute, chronic, _ in tables.acute_chronic:
        if acute not in beginnings or chronic not in beginnings:
            continue
        here = next(n for n, d in enumerate(ordered) if d.code.startswith(chronic))
        there = next(n for n, d in enumerate(ordered) if d.code.startswith(acute))
        if there > here:
            ordered.insert(here, ordered.pop(there))
    return tuple(ordered)


def _first_only_first(drafts: tuple[Draft, ...], tables: ClaimTables) -> tuple[Draft, ...]:
    """Move codes that may only be listed first to the front, in their order (I.C.21.c.16)."""
    prefixes = tuple(prefix for prefix, _ in tables.first_only)
    if not prefixes or not any(d.code.startswith(prefixes) for d in drafts[1:]):
        return drafts
    return tuple(sorted(drafts, key=lambda d: not d.code.startswith(prefixes)))
