# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A labelled row as a value: what a reviewer listed, tolerates, forbids and set as traps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn, cast

from nlp.domain.case import Assertion
from nlp.domain.text import Span
from nlp.errors import E, KnownError

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Words that must not be coded, and why ("negated", "integral" …)."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where a reviewer found a code documented."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The labels of one note; every code as `dotted` writes it.

    `codes` are wanted, `optional` never count against, `known` is all that a reviewer would call right there (with
    codes that are no longer billable). `is_case` rows pass or fail as a whole, by `forbid`, `first` and `query` too.
    """

    id: str
    codes: tuple[str, ...]
    optional: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    forbid: tuple[str, ...] = ()
    first: str = ""
    query: str = ""
    traps: tuple[Trap, ...] = ()
    evidence: tuple[Located, ...] = ()
    is_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGold:
    """How a reviewer reads the one span of a row: what is meant, and what may be answered as well."""

    id: str
    wanted: frozenset[str]
    tolerated: frozenset[str] = frozenset()


def dotted(code: str) -> str:
    """Write the code as the book prints it, however the row wrote it."""
    plain = code.replace(".", "").upper()
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def gold_of(row: Row, line: int) -> Gold | TargetGold:
    """Read the labels of a row; raises KnownError 402 where they are missing or of the wrong kind."""
    if "negated" in row:
        return _target_gold(row)
    if "codes" not in row and "expect" not in row:
        _refuse(line, "codes", "“codes”, “expect” or “negated” is expected")
    listed = _codes(row, "codes", line) + _codes(row, "expect", line)
    optional = _codes(row, "optional", line) + _codes(row, "allow", line)
    return Gold(
        id=str(row.get("id", "")),
        codes=_codes(row, "codes_billable", line) or listed,
        optional=optional,
        known=frozenset(listed + optional),
        forbid=_codes(row, "forbid", line),
        first=dotted(str(row.get("first") or "")),
        query=str(row.get("query") or ""),
        traps=tuple(Trap(span=s, reason=str(e.get("reason", ""))) for s, e in _located(row, "not_coded", line)),
        evidence=_evidence(row, line),
        is_case="expect" in row or "forbid" in row,
    )


def _target_gold(row: Row) -> TargetGold:
    """Read the labels of a span. One answer is given a span, so history behind a negation may go unsaid."""
    also: set[str] = set()
    if str(row.get("temporality", "")).lower() == "historical":
        also.add(Assertion.HISTORICAL.value)
    if str(row.get("experiencer", "Patient")).lower() != "patient":
        also.add(Assertion.FAMILY.value)
    if row["negated"]:
        return TargetGold(
            id=str(row.get("id", "")), wanted=frozenset({Assertion.NEGATED.value}), tolerated=frozenset(also)
        )
    return TargetGold(id=str(row.get("id", "")), wanted=frozenset(also))


def _evidence(row: Row, line: int) -> tuple[Located, ...]:
    fields = ("evidence", "diagnosis_spans")
    return tuple(
        Located(code=dotted(str(e.get("code", ""))), span=s) for f in fields for s, e in _located(row, f, line)
    )


def _codes(row: Row, field: str, line: int) -> tuple[str, ...]:
    value = row.get(field) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(c, str) for c in cast("Sequence[object]", value)):
        _refuse(line, field, "a list of codes is expected")
    return tuple(dict.fromkeys(dotted(c) for c in cast("Sequence[str]", value)))


def _located(row: Row, field: str, line: int) -> Iterator[tuple[Span, Row]]:
    value = row.get(field) or ()
    if not isinstance(value, list | tuple):
        _refuse(line, field, "a list of spans is expected")
    for entry in cast("Sequence[object]", value):
        span = _span(cast("Row", entry)) if isinstance(entry, Mapping) else None
        if span is None:
            _refuse(line, field, "“start” and “end” are expected")
        yield span, cast("Row", entry)


def _span(entry: Row) -> Span | None:
    start, end = entry.get("start"), entry.get("end")
    return Span(start=start, end=end) if isinstance(start, int) and isinstance(end, int) else None


def _refuse(line: int, field: str, why: str) -> NoReturn:
    raise KnownError(E.ROW_INCOMPLETE, line=line, field=field, why=why)
