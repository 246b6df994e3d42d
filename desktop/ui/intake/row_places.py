# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the parts of a worklist row stand: the name has the room first, then the count, then the effort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF

from desktop.ui.intake.rows import NoteStatus, WorklistRow
from desktop.ui.shell.painting import effort_width
from desktop.ui.shell.theme import Theme

GAP = 6.0
_USUAL_STATE = "99 open"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlaces:
    """On which of the two lines count and effort stand, and how much room they leave for name and detail."""

    is_state_below: bool
    is_effort_below: bool
    name_room: float
    detail_room: float


def places_of(theme: Theme, row: WorklistRow, room: float, *, is_tight: bool) -> RowPlaces:
    """Place a row's parts in lines of that width; in a tight list every effort stands on the second line."""
    effort = 0.0 if row.effort is None else effort_width() + GAP
    state = state_width(theme, row)
    beside = state + (0.0 if is_tight else effort)
    is_state_below = bool(state) and name_width(theme, row) + beside > room
    above = (0.0 if is_state_below else state) + (0.0 if is_tight else effort)
    below = (state if is_state_below else 0.0) + (effort if is_tight else 0.0)
    return RowPlaces(
        is_state_below=is_state_below, is_effort_below=is_tight, name_room=room - above, detail_room=room - below
    )


def is_tight(theme: Theme, widest_name: float, room: float) -> bool:
    """Tell whether the widest name of a list leaves no room for count and effort beside it."""
    usual = QFontMetricsF(theme.font("small_medium")).horizontalAdvance(_USUAL_STATE)
    return widest_name + GAP + usual + GAP + effort_width() > room


def widest_name(theme: Theme, rows: Iterable[WorklistRow]) -> float:
    """Return the width of the widest name."""
    return max((name_width(theme, row) for row in rows), default=0.0)


def name_width(theme: Theme, row: WorklistRow) -> float:
    """Return the width of a whole name."""
    return QFontMetricsF(theme.font("name")).horizontalAdvance(row.name)


def state_font(row: WorklistRow) -> str:
    """Return the step of the type scale in which the state is written."""
    return "small" if row.status is NoteStatus.FINISHED else "small_medium"


def state_width(theme: Theme, row: WorklistRow) -> float:
    """Return the width of the state's words and the gap before them, 0 where there are none."""
    words = row.state_words
    return QFontMetricsF(theme.font(state_font(row))).horizontalAdvance(words) + GAP if words else 0.0
