# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Values of the domain as JSON rows of the command line; the field names are stable."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TextIO, cast

from nlp.domain import (
    CodedCase,
    Encounter,
    Evidence,
    Finding,
    Mention,
    NotCoded,
    Note,
    Query,
    Section,
    Setting,
    Span,
    Suggestion,
)
from nlp.domain.case import Analysis
from nlp.errors import E, KnownError
from nlp.intake import note_facts, note_from_text

Json = dict[str, object]
_SEXES = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One row of input: the note, the encounter it was made in, and the spans asked about."""

    id: str
    note: Note
    encounter: Encounter
    targets: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the caller says for rows and files that do not say it themselves; None lets the note's words decide."""

    setting: Setting | None = None
    day: date | None = None


def encounter_for(note: Note, defaults: Defaults) -> Encounter:
    """Return the encounter as the caller tells it, filled up with what the note itself tells."""
    told = note_facts(note.text).encounter
    return replace(
        told,
        setting=defaults.setting or told.setting,
        date_of_service=defaults.day or told.date_of_service,
    )


def read_rows(lines: TextIO, defaults: Defaults) -> Iterator[NoteRow | KnownError]:
    """Yield each non-empty line as a row, or the KnownError 401, 402 or 103 that says what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _row(_object(line, number), number, defaults)
            except KnownError as refusal:
                yield refusal


def case_row(row_id: str, case: CodedCase, findings: Sequence[Finding]) -> Json:
    """Return what `chartproof suggest` prints for one note."""
    return {
        "id": row_id,
        "setting": case.encounter.setting.value,
        "edition": case.edition,
        "suggestions": [_suggestion(s) for s in case.suggestions],
        "not_coded": [_not_coded(n) for n in case.not_coded],
        "findings": [_finding(f) for f in findings],
        "queries": [_query(q) for q in case.queries],
    }


def analysis_row(row_id: str, analysis: Analysis, text: str) -> Json:
    """Return what `chartproof read` prints for one note."""
    return {
        "id": row_id,
        "sections": [_section(s) for s in analysis.sections],
        "mentions": [{**_mention(m, text), "term": m.term} for m in analysis.mentions],
        "targets": [_mention(m, text) for m in analysis.targets],
    }


def error_row(row_id: str, refusal: KnownError) -> Json:
    """Return the row that answers a note which cannot be read."""
    return {"id": row_id, "error": str(refusal)}


def dump(row: Mapping[str, object]) -> str:
    """Return the row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


def parsed_date(value: str) -> date:
    """Return the day written as YYYY-MM-DD; raises ValueError for anything else."""
    return date.fromisoformat(value)


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as broken:
        raise KnownError(E.ROW_NOT_JSON, line=number, why="it does not parse") from broken
    if not isinstance(value, dict):
        raise KnownError(E.ROW_NOT_JSON, line=number, why="it holds something else")
    return cast("dict[str, Any]", value)


def _row(value: dict[str, Any], number: int, defaults: Defaults) -> NoteRow:
    row_id, text = value.get("id"), value.get("text")
    if not isinstance(row_id, str | int):
        raise KnownError(E.ROW_INCOMPLETE, line=number, field="id", why="a word or a number is expected")
    if not isinstance(text, str):
        raise KnownError(E.ROW_INCOMPLETE, line=number, field="text", why="a text is expected")
    note = note_from_text(text, name=str(row_id), source=str(row_id))
    return NoteRow(
        id=cast("str", row_id),
        note=note,
        encounter=_encounter(value, number, note, defaults),
        targets=_targets(value, number, len(note.text)),
    )


def _encounter(value: dict[str, Any], number: int, note: Note, defaults: Defaults) -> Encounter:
    """Return the row's own facts; what it lacks comes from the caller's defaults, then from the note's words."""
    told = encounter_for(note, defaults)
    try:
        return Encounter(
            setting=Setting(value["setting"]) if value.get("setting") else told.setting,
            date_of_service=parsed_date(value["date"]) if value.get("date") else told.date_of_service,
            age=int(value["age"]) if value.get("age") is not None else told.age,
            sex=_SEXES.get(str(value.get("sex") or "").lower(), told.sex),
        )
    except (ValueError, TypeError) as wrong:
        raise KnownError(E.ROW_INCOMPLETE, line=number, field="setting, date or age", why="see --help") from wrong


def _targets(value: dict[str, Any], number: int, length: int) -> tuple[Span, ...]:
    try:
        spans = tuple(Span(start=int(t["start"]), end=int(t["end"])) for t in value.get("targets") or ())
    except (TypeError, ValueError, KeyError) as wrong:
        raise KnownError(E.ROW_INCOMPLETE, line=number, field="targets", why="start and end are expected") from wrong
    if any(not 0 <= s.start < s.end <= length for s in spans):
        raise KnownError(E.ROW_INCOMPLETE, line=number, field="targets", why="a span lies outside the text")
    return spans


def _suggestion(suggestion: Suggestion) -> Json:
    return {
        "code": suggestion.code,
        "title": suggestion.title,
        "system": suggestion.system,
        "confidence": round(suggestion.confidence, 3),
        "poa": suggestion.poa.value if suggestion.poa else "",
        "evidence": [_evidence(e) for e in suggestion.evidence],
        "rationale": [{"statement": s.statement, "citation": s.citation} for s in suggestion.rationale],
        "reasons": list(suggestion.reasons),
        "missing": list(suggestion.missing),
        "flips": [{"change": flip.change, "outcome": flip.outcome} for flip in suggestion.flips],
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "section": evidence.section,
        "assertion": evidence.assertion.value,
    }


def _not_coded(mention: NotCoded) -> Json:
    cue = mention.evidence.cue
    return {
        "code": mention.code,
        "title": mention.title,
        "reason": mention.reason,
        "cue": cue.text if cue else "",
        "evidence": [_evidence(mention.evidence)],
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "codes": list(finding.codes),
        "message": finding.message,
        "citation": finding.citation,
    }


def _query(query: Query) -> Json:
    return {
        "topic": query.topic,
        "text": query.text,
        "options": list(query.options),
        "evidence": [_evidence(e) for e in query.evidence],
    }


def _section(section: Section) -> Json:
    return {
        "category": section.category,
        "title_start": section.title.start,
        "title_end": section.title.end,
        "start": section.body.start,
        "end": section.body.end,
    }


def _mention(mention: Mention, text: str) -> Json:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "quote": text[mention.span.start : mention.span.end],
        "section": mention.section,
        "assertion": mention.assertion.value,
        "cue": mention.cues[0].text if mention.cues else "",
    }
