# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One measured number, as every benchmark prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measured number, and the bar it must stay under (None: only shown)."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    def __str__(self) -> str:
        bar = (
            "" if self.bar is None else f"   (bar {self.bar:g} {self.unit}{', over' if self.value > self.bar else ''})"
        )
        return f"{self.name:<44}{self.value:10.3f} {self.unit}{bar}"
