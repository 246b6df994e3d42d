# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Coded cases in a few words, for the tests of scoring."""

from __future__ import annotations

from nlp.domain import Analysis, Assertion, CodedCase, Encounter, Evidence, NotCoded, Query, Span, Step, Suggestion


def evidence(start: int, end: int) -> Evidence:
    return Evidence(
        span=Span(start=start, end=end), quote="x" * (end - start), section="", assertion=Assertion.AFFIRMED
    )


def suggestion(code: str, confidence: float = 0.8, *, at: tuple[int, int] = (0, 4)) -> Suggestion:
    return Suggestion(
        id=code,
        code=code,
        title="",
        system="ICD-10-CM",
        edition="FY 2026",
        confidence=confidence,
        reasons=("curated term",),
        evidence=(evidence(*at),),
        rationale=(Step(statement=f"the words stand for {code}", citation="row"),),
    )


def not_coded(code: str, reason: str, *, at: tuple[int, int] = (0, 4)) -> NotCoded:
    return NotCoded(
        id=code, code=code, title="", reason=reason, explanation="", citation="", evidence=evidence(*at)
    )  # fmt: skip


def case(*suggestions: Suggestion | str, left_out: tuple[NotCoded, ...] = (), asks: bool = False) -> CodedCase:
    query = Query(topic="side", text="Which side?", options=(), evidence=())
    return CodedCase(
        note_id="n",
        encounter=Encounter(),
        edition="FY 2026",
        rules_version="1",
        analysis=Analysis(note_id="n", sections=(), sentences=(), mentions=()),
        suggestions=tuple(suggestion(s) if isinstance(s, str) else s for s in suggestions),
        not_coded=left_out,
        queries=(query,) if asks else (),
    )
