# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The name of a note has the room first; what it pushes away goes to the second line."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop.app.worklist import WorklistEntry
from desktop.ui.intake.row_places import is_tight, name_width, places_of, state_width, widest_name
from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.intake.worklist_panel import WorklistPanel

ROOM = 190.0


def a_row(name, open_count: int | None = 17, status=NoteStatus.NEW):
    entry = WorklistEntry(path=Path(f"/notes/{name}"), name=name, note_id=name, kind="Discharge summary")
    return WorklistRow(entry=entry, status=status, open_count=open_count)


@pytest.mark.parametrize(
    ("name", "is_below"), [("N-0412.txt", False), ("sample-02-ed.txt", False), ("sample-12-nothing-to-code.txt", True)]
)
def test_the_count_stands_beside_the_name_or_beneath_it(themes, name, is_below):
    row = a_row(name)
    places = places_of(themes.theme, row, ROOM, is_tight=True)
    assert places.is_state_below is is_below
    assert places.name_room >= name_width(themes.theme, row)


def test_a_name_is_cut_only_where_it_is_wider_than_the_row(themes):
    row = a_row("a-name-that-no-panel-of-this-width-could-ever-show.txt")
    assert places_of(themes.theme, row, ROOM, is_tight=True).name_room == ROOM


def test_one_long_name_moves_the_effort_of_the_whole_list(themes):
    short, long = a_row("N-0412.txt"), a_row("sample-10-messy-copy.txt")
    theme = themes.theme
    assert not is_tight(theme, widest_name(theme, [short]), ROOM)
    assert is_tight(theme, widest_name(theme, [short, long]), ROOM)
    assert places_of(theme, short, ROOM, is_tight=True).is_effort_below


def test_a_note_without_open_items_says_so(themes):
    assert a_row("N-1.txt", open_count=0).state_words == "0 open"
    assert state_width(themes.theme, a_row("N-1.txt", open_count=0)) > 0


def test_a_hyphen_in_a_name_is_a_hyphen(themes):
    """Tabular figures would set it as wide as a figure."""
    names = ("a0-0.txt", "a00.txt", "a000.txt")
    with_hyphen, without, with_figure = (name_width(themes.theme, a_row(name)) for name in names)
    assert with_hyphen - without < 0.9 * (with_figure - without)


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
def test_rows_stand_on_the_panels_ground_in_every_theme(qtbot, themes, name):
    panel = WorklistPanel(themes)
    qtbot.addWidget(panel)
    panel.resize(248, 400)
    panel.show_rows([a_row("N-0412.txt")])
    panel.show()
    themes.choose("light" if name != "light" else "dark")
    themes.choose(name)
    picture = panel.grab().toImage()
    assert QColor(picture.pixel(120, 300)) == themes.theme.color("panel")
