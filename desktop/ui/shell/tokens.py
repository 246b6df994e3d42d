# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The design tokens of resources/ui/theme.toml, read into typed values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from nlp.errors import BugError


class ThemeName(StrEnum):
    """The three themes; roles are the same in each, only values differ."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class LineKind(StrEnum):
    """How a state line is drawn."""

    SOLID = "solid"
    DASH = "dash"  # `pattern` holds the dashes
    DOUBLE = "double"
    WAVE = "wave"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkStyle:
    """The line of one state: `pattern` in multiples of `width`, `fill` tells whether the words are tinted.

    `glyph` names the icon, `end` is "none" or "cross"; `is_round` asks for round caps (dots).
    """

    kind: LineKind
    pattern: tuple[float, ...] = ()
    width: float = 2.0
    fill: bool = False
    glyph: str = "none"
    end: str = "none"
    is_round: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """One step of the type scale in logical pixels."""

    size: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceWord:
    """The word and the number of filled steps from `least` upwards."""

    least: float
    steps: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedMark:
    """How the chosen mark differs: tints, the line above, the width of its own line."""

    tint_light: float
    tint_dark: float
    over: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Everything theme.toml says, colours per theme as #RRGGBB."""

    colors: Mapping[ThemeName, Mapping[str, str]]
    types: Mapping[str, TypeStyle]
    features: Mapping[str, Mapping[str, int]]
    families: tuple[str, ...]
    fixed_families: tuple[str, ...]
    bundled: str
    numbers: Mapping[str, Mapping[str, float]]
    marks: Mapping[str, MarkStyle]
    selected: SelectedMark
    words: tuple[ConfidenceWord, ...]


_NUMBER_TABLES = ("space", "size", "layout", "radius", "stroke", "motion", "note_size")


def read_tokens(path: Path) -> Tokens:
    """Read the token file; anything missing in it is a mistake of ours."""
    book = _table(tomllib.loads(path.read_text(encoding="utf-8")))
    font = _table(book["font"])
    marks = {name: _table(row) for name, row in _table(book["marks"]).items()}
    return Tokens(
        colors={name: _strings(book[name.value]) for name in ThemeName},
        types={name: _type_style(row) for name, row in _table(book["type"]).items()},
        features={key.removeprefix("features_"): _features(font[key]) for key in font if key.startswith("features_")},
        families=_words(font["ui"]),
        fixed_families=_words(font["fixed"]),
        bundled=str(font["bundled"]),
        numbers={name: _numbers(book[name]) for name in _NUMBER_TABLES},
        marks={name: _mark(row) for name, row in marks.items() if "pattern" in row},
        selected=_selected(marks["selected"]),
        words=_confidence(book["confidence"]),
    )


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BugError("theme.toml: a table was expected")
    return cast("Mapping[str, object]", value)


def _row(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BugError("theme.toml: a list was expected")
    return cast("list[object]", value)


def _number(value: object) -> float:
    if not isinstance(value, (int, float)):
        raise BugError("theme.toml: a number was expected")
    return float(value)


def _strings(value: object) -> Mapping[str, str]:
    return {key: str(item) for key, item in _table(value).items()}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in _row(value))


def _features(value: object) -> Mapping[str, int]:
    return {key: int(_number(item)) for key, item in _table(value).items()}


def _numbers(value: object) -> Mapping[str, float]:
    return {key: float(item) for key, item in _table(value).items() if isinstance(item, (int, float))}


def _type_style(value: object) -> TypeStyle:
    size, line, weight = (int(_number(item)) for item in _row(value))
    return TypeStyle(size=size, line=line, weight=weight)


def _mark(row: Mapping[str, object]) -> MarkStyle:
    kind, pattern = _pattern(row["pattern"])
    width = _number(row.get("width", {LineKind.DOUBLE: 1.0, LineKind.WAVE: 1.4}.get(kind, 2.0)))
    return MarkStyle(
        kind=kind,
        pattern=pattern,
        width=width,
        fill=bool(row["fill"]),
        glyph=str(row["glyph"]),
        end=str(row["end"]),
        is_round=row.get("cap") == "round",
    )


def _pattern(value: object) -> tuple[LineKind, tuple[float, ...]]:
    if isinstance(value, str):
        return LineKind(value), ()
    dashes = tuple(_number(item) for item in _row(value))
    return (LineKind.DASH if dashes else LineKind.SOLID), dashes


def _selected(row: Mapping[str, object]) -> SelectedMark:
    light, dark = (_number(item) for item in _row(row["tint_alpha"]))
    return SelectedMark(tint_light=light, tint_dark=dark, over=_number(row["over"]), width=_number(row["width"]))


def _confidence(value: object) -> tuple[ConfidenceWord, ...]:
    rows = [_table(row) for row in _table(value).values()]
    words = [
        ConfidenceWord(least=_number(row["min"]), steps=int(_number(row["steps"])), word=str(row["word"]))
        for row in rows
    ]
    return tuple(sorted(words, key=lambda word: -word.least))
