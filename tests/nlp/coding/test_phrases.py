# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The lists of words that rules look for: code and table name the same lists, every row says something of its own."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import nlp.coding
from nlp.coding.phrases import Phrases

FOLDER = Path(__file__).parents[3] / "resources" / "rules" / "coding"
NAME = re.compile(r"\{([a-z][^{}]*)\}")
_reader: Any = import_module("re._parser")


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    with (FOLDER / "phrases.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((r["list"], r["words"], r["reason"]) for r in csv.DictReader(lines))


@cache
def phrases() -> Phrases:
    return Phrases((name, words) for name, words, _ in rows())


def lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, words, _ in rows():
        found.setdefault(name, []).append(words)
    return found


@cache
def used() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names and the shapes in the code of the engine."""
    names, shapes = set[str](), set[str]()
    folder = Path(nlp.coding.__path__[0])
    for path in (*folder.glob("*.py"), *folder.glob("rules/*.py")):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and _is_phrases(node.value):
                (shapes if "{" in str(node.slice.value) else names).add(str(node.slice.value))
            if isinstance(node, ast.Assign) and f"{ast.unparse(node.targets[0])}.format(" not in source:
                shapes.update(_texts(node.value))
    names.update(name for shape in shapes for name in NAME.findall(shape))
    return frozenset(names), frozenset(shapes)


def _texts(node: ast.expr) -> Iterator[str]:
    """Return the texts in a value that hold names in braces."""
    parts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return (part for part in parts if isinstance(part, str) and NAME.search(part))


def _is_phrases(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "phrases") or (
        isinstance(node, ast.Name) and node.id == "phrases"
    )


def examples(pattern: str, most: int = 40) -> list[str]:
    """Return texts that a row of the table matches."""
    return list(islice(_sequence(_reader.parse(pattern)), most))


def _sequence(items: Any) -> Iterator[str]:
    return map("".join, product(*(list(islice(_one(*item), 8)) for item in items)))


def _one(operation: object, argument: Any) -> Iterator[str]:
    match str(operation):
        case "LITERAL":
            yield chr(argument)
        case "IN":
            yield from (chr(value) for kind, value in argument if kind is _reader.LITERAL)
            yield from ("7" if "DIGIT" in str(value) else "a" for kind, value in argument if "CATEGORY" in str(kind))
            yield from (chr(value[0]) for kind, value in argument if "RANGE" in str(kind))
        case "SUBPATTERN":
            yield from _sequence(argument[3])
        case "BRANCH":
            for branch in argument[1]:
                yield from _sequence(branch)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, inner = argument
            yield from ("" for _ in range(least == 0 and most > 0))
            yield from (one * max(least, 1) for one in _sequence(inner) if most)
        case "AT" | "ASSERT_NOT":
            yield ""
        case other:
            raise AssertionError(f"a row is a phrase, not a structure: {other}")


def test_every_name_in_the_code_is_a_list_and_every_list_is_used() -> None:
    assert used()[0] == set(phrases())


def test_every_shape_in_the_code_compiles() -> None:
    assert all(phrases()[shape].pattern.pattern for shape in used()[1])


@pytest.mark.parametrize("shape", sorted(used()[1]))
@settings(max_examples=1, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_every_match_of_a_shape_holds_one_of_its_needs(shape: str, data: st.DataObject) -> None:
    one = phrases()[shape]
    text = data.draw(st.from_regex(one.pattern))
    assert (one.search(text) is not None) == (one.pattern.search(text) is not None)


def test_an_unknown_name_is_an_error_and_counts_are_no_names() -> None:
    with pytest.raises(KeyError):
        phrases()["no such list"]
    with pytest.raises(KeyError):
        phrases()["{no such list} [^.]{0,9}"]
    some = Phrases([("words of doubt", "possible"), ("words of doubt", "possible or likely")])
    assert some["{words of doubt} x{0,2}y"].search("possible or likely xy")
    assert some.pattern("words of doubt") == r"\b(?:possible or likely|possible)\b"
    assert some.words("{words of doubt}") == {"possible", "possible or likely"}
    assert some["words of doubt"] is some["words of doubt"]


def test_rows_are_sorted_and_each_has_its_reason() -> None:
    assert list(rows()) == sorted(rows())
    assert [row for row in rows() if not all(cell == cell.strip() and cell for cell in row)] == []
    assert [words for _, words, _ in rows() if re.sub(r"\\\w", "", words) != re.sub(r"\\\w", "", words).lower()] == []


@pytest.mark.parametrize("name", sorted(lists()))
def test_every_row_is_found_as_whole_words_and_none_says_what_another_says(name: str) -> None:
    whole, words = phrases()[name], lists()[name]
    for row in words:
        others = [re.compile(other) for other in words if other is not row]
        mine = examples(row)
        found = [whole.search(f"x {one} x") for one in mine]
        assert any(match is not None for match in found), row
        assert any(not any(other.fullmatch(one) for other in others) for one in mine), f"{row} says nothing new"
