# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which commands would do something now."""

from __future__ import annotations

from collections.abc import Collection

from desktop.ui.review.rows import AcceptedRow, NotCodedRow, Row, SuggestionRow
from desktop.ui.shell.actions import Command
from nlp.domain import Review

_ABOUT_A_ROW = frozenset({Command.ACCEPT, Command.REJECT, Command.OVERRULE, Command.PRESENCE})
_WHEN_FINISHED = frozenset({Command.FINISH, Command.REOPEN, Command.UNDO})


def able_commands(known: Collection[Command], review: Review | None, row: Row | None) -> frozenset[Command]:
    """Return those of the known commands that fit the review and the chosen row."""
    if review is None:
        return frozenset()
    if review.is_finished:
        return _WHEN_FINISHED
    always = frozenset(known) - _ABOUT_A_ROW - {Command.REOPEN}
    return always | _about(review, row)


def _about(review: Review, row: Row | None) -> frozenset[Command]:
    match row:
        case SuggestionRow() if review.decision_on(row.suggestion.code) is None:
            return frozenset({Command.ACCEPT, Command.REJECT})
        case SuggestionRow() | AcceptedRow():
            return frozenset({Command.REJECT, Command.PRESENCE} if row.presence else {Command.REJECT})
        case NotCodedRow():
            return frozenset({Command.OVERRULE})
        case _:
            return frozenset()
