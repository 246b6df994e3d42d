# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Wordings: patterns over a whole note, searched only where the note holds letters that every match needs.

A search of a note takes fifty times as long as asking whether the note holds "artificial" or "replaced", and most
notes hold neither. Those letters are read out of the pattern itself, so that nobody has to keep them in step.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any

_reader: Any = import_module("re._parser")  # of the standard library; a private name, so it stays in this file
_LEAST, _MOST = 2, 24  # letters that a needed piece has, and pieces that are asked for one by one
_END = sys.maxsize


def wording(pattern: str) -> Wording:
    """Return the pattern prepared for searching notes in lower case."""
    return Wording(re.compile(pattern))


class Wording:
    """A compiled pattern and the pieces of which every match holds one."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Pieces of text of which every match holds at least one; () where the pattern tells none worth asking for."""
        found = _needed(_reader.parse(self.pattern.pattern, self.pattern.flags))
        is_telling = found and len(found) <= _MOST and min(map(len, found)) >= _LEAST
        return tuple(sorted(found, key=len, reverse=True)) if is_telling else ()

    def may_match(self, text: str, start: int = 0, end: int = _END) -> bool:
        """Tell whether the text holds between two places what a match needs."""
        for need in self.needs:
            if text.find(need, start, end) >= 0:
                return True
        return not self.needs

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two places."""
        return self.pattern.search(text, start, end) if self.may_match(text, start, end) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at a place."""
        return self.pattern.match(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return every match in order."""
        return self.pattern.finditer(text) if self.may_match(text) else iter(())


def _needed(items: Iterable[tuple[object, Any]]) -> frozenset[str]:
    """Return the longest pieces of which every match of a sequence holds one, empty where there is none."""
    choices: list[frozenset[str]] = []
    run = ""
    for operation, argument in items:
        if operation is _reader.LITERAL:
            run += chr(argument)
            continue
        choices += [frozenset([run])] if run else []
        run = ""
        choices.append(_needed_by(operation, argument))
    choices += [frozenset([run])] if run else []
    return max(choices, key=_worth, default=frozenset[str]())


def _needed_by(operation: object, argument: Sequence[Any]) -> frozenset[str]:
    """Return what one part of a pattern needs; a part that may be left out needs nothing."""
    if operation is _reader.SUBPATTERN:
        return frozenset() if argument[1] else _needed(argument[3])
    if operation is _reader.BRANCH:
        branches = [_needed(branch) for branch in argument[1]]
        return frozenset[str]().union(*branches) if all(branches) else frozenset()
    if operation in (_reader.MAX_REPEAT, _reader.MIN_REPEAT) and argument[0] > 0:
        return _needed(argument[2])
    return frozenset()


def _worth(pieces: Sequence[str] | frozenset[str]) -> tuple[int, int]:
    """Return how telling pieces are: by their shortest, then by how few they are."""
    return (min(map(len, pieces)), -len(pieces)) if pieces else (0, 0)
