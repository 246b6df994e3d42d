# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A share with its number of trials and its Wilson 95 % interval: 19 of 20 is not "95 %"."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """So many hits among n trials; a share of nothing counts as 0, as in the scorer beside the data."""

    hits: int
    n: int

    @property
    def share(self) -> float:
        """Return hits among trials."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the Wilson 95 % interval; everything is possible where nothing was tried."""
        return wilson(self.hits, self.n)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the Wilson score interval (95 %) of a share."""
    if not n:
        return 0.0, 1.0
    share, square = hits / n, _Z * _Z / n
    middle = (share + square / 2) / (1 + square)
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
