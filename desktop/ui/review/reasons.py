# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Why a code is suggested or not coded, as plain values ready to be shown: one path, then what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.ui.review.book_lines import BookLine
from desktop.ui.review.rows import AcceptedRow, NotCodedRow, Row, SuggestionRow, where
from desktop.ui.review.wording import STATE_WORDS, local_time, places, reason_heading, section_name
from nlp.domain import Decision, Evidence, Flip, NotCoded, Note, Review, Span, Step, Suggestion

_PLACES_SHOWN = 8
_PRESENCE = "Present on admission"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One dot of the path: its label, what is said, and what it rests on."""

    label: str
    statement: str
    citation: str
    is_chosen: bool = False
    strong: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """All that the pane says about one code."""

    code: str
    title: str
    confidence: float | None = None
    facts: tuple[str, ...] = ()
    verdict: str = ""
    path: tuple[PathStep, ...] = ()
    flips: tuple[Flip, ...] = ()
    missing: tuple[str, ...] = ()
    confidence_reasons: tuple[str, ...] = ()
    book: tuple[BookLine, ...] = ()


def reasons_for(row: Row | None, review: Review, note: Note) -> Reasons | None:
    """Return the reasons behind a row, or None where it stands for no code."""
    match row:
        case SuggestionRow():
            return _of_suggestion(row.suggestion, note)
        case AcceptedRow():
            found = next((s for s in review.case.suggestions if s.id == row.id), None)
            whole = _of_suggestion(found, note) if found else _of_added(row.decision, review, note)
            return _with_presence(whole, row, found)
        case NotCodedRow():
            return _of_not_coded(row, note)
        case _:
            return None


def _with_presence(reasons: Reasons, row: AcceptedRow, suggestion: Suggestion | None) -> Reasons:
    """Say that the person decided another indicator than the suggested one."""
    suggested = (suggestion.poa or "") if suggestion else ""
    if not row.presence or row.decision.poa in ("", suggested):
        return reasons
    sign = row.presence.removeprefix("POA ")
    step = PathStep(label="You", statement=f"You said: present on admission {sign}.", citation="Guidelines, Appendix I")
    return replace(reasons, path=(*reasons.path, step))


def _of_suggestion(suggestion: Suggestion, note: Note) -> Reasons:
    is_complete = not {"Not billable", "Needs 7th character"}.intersection(suggestion.flags)
    facts = (places(len(suggestion.evidence)), "complete code" if is_complete else "not a complete code")
    return Reasons(
        code=suggestion.code,
        title=suggestion.title,
        confidence=suggestion.confidence,
        facts=(*facts, *suggestion.flags),
        path=(_note_step(suggestion.evidence, note), *_steps(suggestion)),
        flips=suggestion.flips,
        missing=suggestion.missing,
        confidence_reasons=suggestion.reasons,
    )


def _note_step(evidence: tuple[Evidence, ...], note: Note) -> PathStep:
    if not evidence:
        return PathStep(label="Note", statement="It follows from the codes beside it.", citation="")
    first, *others = evidence
    citation = where(note, first.span.start, first.section)
    if others:
        citation += f" · also {other_places(others, note)}"
    return PathStep(label="Note", statement=f"The note says “{_one_line(first.quote)}”.", citation=citation)


def other_places(others: Sequence[Evidence], note: Note) -> str:
    """Return sections and lines, each section once ("Assessment, lines 26, 31; Plan, line 40 and 3 more")."""
    lines: dict[str, list[int]] = {}
    for evidence in others[:_PLACES_SHOWN]:
        of_section = lines.setdefault(section_name(evidence.section), [])
        number = note.line_of(evidence.span.start)
        if number not in of_section:
            of_section.append(number)
    words = "; ".join(
        f"{name}, line{'s' if len(numbers) > 1 else ''}\u00a0{', '.join(map(str, numbers))}"
        for name, numbers in lines.items()
    )
    more = len(others) - _PLACES_SHOWN
    return f"{words} and {more} more" if more > 0 else words


def _steps(suggestion: Suggestion) -> tuple[PathStep, ...]:
    """Return the engine's steps; the last one that reaches the code gets the filled dot."""
    reaching = [n for n, s in enumerate(suggestion.rationale) if s.code == suggestion.code]
    last = reaching[-1] if reaching else -1
    return tuple(
        _step(s, is_chosen=n == last, is_beside=0 <= last < n and bool(s.code))
        for n, s in enumerate(suggestion.rationale)
    )


def _step(step: Step, *, is_chosen: bool, is_beside: bool) -> PathStep:
    """Return a step; a code named after the chosen one is a code to report beside it."""
    label = f"+ {step.code}" if is_beside else step.code or ("POA" if step.statement.startswith(_PRESENCE) else "")
    return PathStep(label=label, statement=_one_line(step.statement), citation=step.citation, is_chosen=is_chosen)


def _of_added(decision: Decision, review: Review, note: Note) -> Reasons:
    item = next((i for i in review.case.not_coded if i.id == decision.subject), None)
    statement = f"You added it at {local_time(decision.time)}." if decision.time else "You added it."
    path = [PathStep(label="You", statement=statement, citation="Not suggested", is_chosen=True)]
    if decision.quote:
        place = f"line {note.line_of(decision.start)}" if decision.start >= 0 else ""
        quoted = PathStep(label="Note", statement=f"“{_one_line(decision.quote)}”", citation=place)
        path.insert(0, quoted)
    if item is not None:
        path.insert(1, PathStep(label="Overruled", statement=item.explanation, citation=item.citation))
    return Reasons(code=decision.code, title=decision.title, verdict="Added by you", path=tuple(path))


def _of_not_coded(row: NotCodedRow, note: Note) -> Reasons:
    item = row.item
    heading = reason_heading(item.reason)[0]
    state = STATE_WORDS[row.state] if row.state else heading.lower()
    verdict = f"Not coded because it is {state}" if row.state in _ADJECTIVES else f"Not coded: {state}"
    return Reasons(
        code=item.code,
        title=item.title,
        verdict=verdict,
        path=tuple(_not_coded_path(row, note, state)),
        flips=item.flips,
    )


_ADJECTIVES = tuple(s for s in STATE_WORDS if STATE_WORDS[s] in ("negated", "uncertain"))


def _not_coded_path(row: NotCodedRow, note: Note, state: str) -> list[PathStep]:
    item = row.item
    place = where(note, item.evidence.span.start, item.evidence.section)
    strong = (Span(start=row.cue.start + 1, end=row.cue.end + 1),) if row.cue else ()
    path = [PathStep(label="Note", statement=f"“{row.sentence}”", citation=place, strong=strong)]
    if item.evidence.cue is not None:
        path.append(_cue_step(item, state))
    label = "Setting" if item.reason == "uncertain" else "Rule"
    return [*path, PathStep(label=label, statement=item.explanation, citation=item.citation)]


def _cue_step(item: NotCoded, state: str) -> PathStep:
    cue = item.evidence.cue
    words, rule = (_one_line(cue.text), cue.rule) if cue else ("", "")
    return PathStep(label="Cue", statement=f"“{words}” marks the words as {state}.", citation=f"Rule {rule}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
