# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the layout table: what stands beside what at which width, and remembered column widths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.ui.shell.theme import Theme


class LayoutRow(StrEnum):
    """One row of the table, widest first."""

    FOUR = "four_columns"  # rail, worklist, note, codes, why
    THREE = "three_columns"  # rail, worklist, note, codes with why beneath
    TWO = "two_columns"  # rail, note, codes; the worklist is laid over
    COMPACT = "compact"  # no rail, no gutter labels; W swaps list and why
    ONE = "one"  # one pane at a time

    @property
    def has_rail(self) -> bool:
        """Tell whether the rail is shown."""
        return self in (LayoutRow.FOUR, LayoutRow.THREE, LayoutRow.TWO)

    @property
    def docks_worklist(self) -> bool:
        """Tell whether the worklist stands beside the note; else it is laid over it."""
        return self in (LayoutRow.FOUR, LayoutRow.THREE)


def layout_row(theme: Theme, width: int) -> LayoutRow:
    """Return the row for a window of that logical width."""
    named = (row for row in LayoutRow if row is not LayoutRow.ONE)
    return next((row for row in named if width >= theme.layout(row.value)), LayoutRow.ONE)


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Dragged column widths by layout row and column name, as kept in the settings."""

    widths: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> ColumnWidths:
        """Read "three_columns.worklist:260;…"; anything else in the text is left out."""
        pairs = (part.rpartition(":") for part in text.split(";"))
        return cls(tuple((name, int(width)) for name, _, width in pairs if name and width.isdecimal()))

    def __str__(self) -> str:
        """Write the widths as kept in the settings."""
        return ";".join(f"{name}:{width}" for name, width in self.widths)

    def get(self, row: LayoutRow, column: str) -> int | None:
        """Return the dragged width, or None for the designed one."""
        return dict(self.widths).get(f"{row.value}.{column}")

    def put(self, row: LayoutRow, column: str, width: int | None) -> ColumnWidths:
        """Return the widths with one dragged, or reset."""
        name = f"{row.value}.{column}"
        kept = {key: value for key, value in self.widths if key != name}
        return ColumnWidths(tuple(sorted((kept if width is None else {**kept, name: width}).items())))
