# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Targets narrowed by how a code ends: "E08-E13 with .621", "T36-T50 with fifth or sixth character 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_CATEGORY, _PRINTED, _FULL = 3, 6, 7
_PARTS = re.compile(
    r"\bwith\b,? ?(?P<where>[^.]*?\b(?=final|fifth|5th|six|seventh|7th)[^.]*?)characters? ?(?P<what>.*)"
)
_AFTER_DOT = re.compile(r"\bwith (\.\d.*)")
_PAIR = re.compile(r"([.-])(\d+)")
_SINGLE = re.compile(r"(?<![0-9A-Za-z])([0-9A-Z])(?:-([0-9A-Z]))?(?![0-9A-Za-z])")
_POSITIONS = (("fifth", 5), ("5th", 5), ("six", 6), ("seventh", 7), ("7th", 7))
_OPEN_FRACTURE = frozenset("BCEFHJMNQR")  # the 7th characters at S52 that say "open fracture"


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """The dotted codes of one book, and those of four and more characters under each category."""

    dotted: frozenset[str]
    under: dict[str, tuple[str, ...]]


def known_codes(codes: Iterable[str]) -> KnownCodes:
    """Sort the codes by category."""
    ordered = sorted(codes)
    under = {c: tuple(group) for c, group in groupby((c for c in ordered if "." in c), lambda c: c[:_CATEGORY])}
    return KnownCodes(dotted=frozenset(ordered), under=under)


def narrow(targets: Sequence[str], part: str, known: KnownCodes) -> list[str]:
    """Return the codes under the targets that end as the words demand, or [] where they demand nothing."""
    after_dot, demand = _AFTER_DOT.search(part), _PARTS.search(part)
    if after_dot is None and demand is None:
        return []
    inside = [code for target in targets for code in _inside(target, known)]
    if after_dot is not None:
        return _ending(inside, after_dot.group(1))
    return _demanded(inside, demand, known) if demand else []


def _demanded(inside: list[str], demand: re.Match[str], known: KnownCodes) -> list[str]:
    """Choose by the characters that the words name: a place in the code, its end, or open fractures."""
    where, what = demand.group("where"), demand.group("what")
    if "final" in where and _PAIR.search(what):
        return _ending(inside, what)
    if "open fracture" in where:
        return _merged([code for code in inside if _has(code, _FULL, _OPEN_FRACTURE)], known)
    if pair := re.match(r"\d\d\b", what):
        return _merged(
            [code for code in inside if len(_plain(code)) == _PRINTED and code.endswith(pair.group())], known
        )
    return _merged(_with_characters(inside, where, _characters(what)), known)


def _inside(target: str, known: KnownCodes) -> Iterator[str]:
    first, _, last = target.partition("-")
    last = last or first
    for category, codes in known.under.items():
        if first[:_CATEGORY] <= category <= last[:_CATEGORY]:
            yield from (code for code in codes if first <= code and code[: len(last)] <= last)


def _ending(inside: list[str], endings: str) -> list[str]:
    """Choose by what stands after the dot (".621") or at the end of a code of six characters ("-23")."""
    pairs: list[tuple[str, str]] = _PAIR.findall(endings)
    found: list[str] = []
    for mark, digits in pairs:
        if mark == ".":
            found += [code for code in inside if code[_CATEGORY:] == f".{digits}"]
        else:
            found += [code for code in inside if len(_plain(code)) == _PRINTED and code.endswith(digits)]
    return found


def _with_characters(inside: list[str], where: str, characters: frozenset[str]) -> list[str]:
    positions = {position for word, position in _POSITIONS if word in where}
    if len(positions) == 1:
        position = positions.pop()
        return [code for code in inside if _has(code, position, characters)]
    # "Fifth or sixth", "final": the last character that is printed, which tells the intent of a poisoning.
    longer = {_plain(code)[:-1] for code in inside if len(_plain(code)) == _PRINTED}
    printed = [code for code in inside if len(_plain(code)) in (5, _PRINTED) and _plain(code) not in longer]
    return [code for code in printed if code[-1] in characters]


def _characters(what: str) -> frozenset[str]:
    pairs: list[tuple[str, str]] = _SINGLE.findall(what)
    return frozenset(chr(n) for first, last in pairs for n in range(ord(first), ord(last or first) + 1))


def _has(code: str, position: int, characters: frozenset[str]) -> bool:
    plain = _plain(code)
    return len(plain) == position and plain[-1] in characters


def _merged(codes: list[str], known: KnownCodes) -> list[str]:
    """Write neighbours as one range ("T36.0X1-T36.0X4") where the book has no other code between them."""
    found: list[str] = []
    for stem, group in groupby(codes, lambda code: code[:-1]):
        wanted = list(group)
        siblings = [c for c in known.under[stem[:_CATEGORY]] if c[:-1] == stem]
        found.extend(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in _runs(wanted, siblings))
    return found


def _runs(wanted: list[str], siblings: list[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for code in wanted:
        place = siblings.index(code)
        if runs and place and siblings[place - 1] == runs[-1][-1]:
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs


def _plain(code: str) -> str:
    return code.replace(".", "")
