# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The layout table and remembered widths."""

import pytest
from hypothesis import given, strategies as st

from desktop.ui.shell.layout_rows import ColumnWidths, LayoutRow, layout_row


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (2560, LayoutRow.FOUR), (1840, LayoutRow.FOUR), (1839, LayoutRow.THREE), (1360, LayoutRow.THREE),
        (1359, LayoutRow.TWO), (1080, LayoutRow.TWO), (1079, LayoutRow.COMPACT), (940, LayoutRow.COMPACT),
        (939, LayoutRow.ONE), (640, LayoutRow.ONE),
    ],
)  # fmt: skip
def test_the_width_decides_the_row(themes, width, row):
    assert layout_row(themes.theme, width) is row


@given(st.dictionaries(st.sampled_from(list(LayoutRow)), st.integers(1, 5000)))
def test_widths_come_back_as_they_were_written(widths):
    kept = ColumnWidths()
    for row, width in widths.items():
        kept = kept.put(row, "worklist", width)
    again = ColumnWidths.parse(str(kept))
    assert {row: again.get(row, "worklist") for row in widths} == widths


def test_a_reset_width_is_forgotten():
    kept = ColumnWidths().put(LayoutRow.THREE, "codes", 500).put(LayoutRow.THREE, "codes", None)
    assert (kept.get(LayoutRow.THREE, "codes"), str(kept)) == (None, "")


@pytest.mark.parametrize("text", ["", ";;", "x", "x:y", ":3", "three_columns.codes:"])
def test_damaged_widths_are_left_out(text):
    assert ColumnWidths.parse(text) == ColumnWidths()
