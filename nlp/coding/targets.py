# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The codes and ranges that a printed note names, prepared for asking often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Printed targets: beginnings of codes ("E11") and ranges ("E08-E13")."""

    beginnings: tuple[str, ...]
    ranges: tuple[tuple[str, str], ...]
    starts: frozenset[str]  # the beginnings as a set

    def cover_any(self, codes: Collection[str], begun: frozenset[str]) -> bool:
        """Tell whether one of the targets takes in one of the codes, of which `begun` holds all beginnings."""
        if not self.starts.isdisjoint(begun):
            return True
        return bool(self.ranges) and any(map(self.cover, codes))

    def cover(self, code: str) -> bool:
        """Tell whether one of the targets takes in the code."""
        if code.startswith(self.beginnings):
            return True
        for low, high in self.ranges:  # noqa: SIM110 (a generator takes three times as long)
            if low <= code[: len(low)] and code[: len(high)] <= high:
                return True
        return False


@lru_cache(maxsize=8192)
def targets_of(printed: tuple[str, ...]) -> Targets:
    """Read the targets of a note as printed."""
    parts = [target.partition("-") for target in printed]
    beginnings = tuple(low for low, _, high in parts if not high)
    return Targets(
        beginnings=beginnings,
        starts=frozenset(beginnings),
        ranges=tuple((low, high) for low, _, high in parts if high),
    )
