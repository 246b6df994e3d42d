# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases and book lines as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.domain import CodeBook, CodedCase, CodeEntry, Finding, NotCoded, Note, Presence, Review, Suggestion


def case_text(note: Note, case: CodedCase, findings: Sequence[Finding]) -> str:
    """Return suggestions with evidence and reasons, then what was not coded, findings and queries."""
    return "\n".join(_case_lines(note, case, findings))


def review_text(review: Review) -> str:
    """Return accepted codes in claim order, rejected codes with their reasons, and what is still open."""
    return "\n".join(_review_lines(review))


def entry_text(book: CodeBook, entry: CodeEntry) -> str:
    """Return a line of the book with its place, every note that applies, and what stands beneath."""
    return "\n".join(_entry_lines(book, entry))


def search_text(entries: tuple[CodeEntry, ...]) -> str:
    """Return found lines, one each; a dot marks codes that can be reported as they are."""
    return "\n".join(f"{'●' if e.billable else '○'} {e.code:9}{e.title}" for e in entries)


def _case_lines(note: Note, case: CodedCase, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"{note.name} · {case.encounter.setting.value} · {case.edition}"
    for suggestion in case.suggestions:
        yield from _suggestion_lines(note, suggestion)
    if not case.suggestions:
        yield f"  Nothing to suggest. {len(case.not_coded)} mentions were not coded."
    if case.not_coded:
        yield "  Not coded"
        yield from (_not_coded_line(note, mention) for mention in case.not_coded)
    for finding in findings:
        yield f"  Finding ({finding.severity.value}): {finding.message} [{finding.citation}]"
    for query in case.queries:
        yield f"  Query: {query.text} ({'; '.join(query.options)})"


def _review_lines(review: Review) -> Iterator[str]:
    yield "finished" if review.is_finished else "in review"
    for place, decision in enumerate(review.accepted, 1):
        yield f"  {place:2} accepted  {decision.code:9}{decision.title}{_presence(decision.poa)}"
    for decision in review.rejected:
        yield f"     rejected  {decision.code:9}{decision.title} ({decision.reason})"
    for suggestion in review.open:
        yield f"     open      {suggestion.code:9}{suggestion.title}{_presence(suggestion.poa)}"


def _suggestion_lines(note: Note, suggestion: Suggestion) -> Iterator[str]:
    yield f"  {suggestion.code:9}{suggestion.title}  ({suggestion.confidence:.0%}){_presence(suggestion.poa)}"
    for evidence in suggestion.evidence:
        yield f"           “{_one_line(evidence.quote)}” line {note.line_of(evidence.span.start)} {evidence.section}"
    for step in suggestion.rationale:
        yield f"           - {_one_line(step.statement)} [{step.citation}]"
    yield f"           confidence from: {', '.join(suggestion.reasons)}"
    for flip in suggestion.flips:
        yield f"           {flip.change}: {flip.outcome}"


def _not_coded_line(note: Note, mention: NotCoded) -> str:
    line = note.line_of(mention.evidence.span.start)
    return f"    {mention.code:9}“{_one_line(mention.evidence.quote)}” line {line}: {mention.explanation}"


def _entry_lines(book: CodeBook, entry: CodeEntry) -> Iterator[str]:
    for above in reversed(book.ancestors(entry.code)):
        yield f"{above.code}  {above.title}"
    yield f"{entry.code}  {entry.title}  ({'complete code' if entry.billable else 'not a complete code'})"
    for instruction in book.instructions(entry.code):
        yield f"  {instruction.kind.value} ({instruction.owner}): {instruction.text}"
    for seventh in book.seventh_characters(entry.code):
        yield f"  7th character {seventh.character}: {seventh.meaning}"
    for child in book.children(entry.code):
        yield f"    {child.code:9}{child.title}"


def _presence(indicator: str | None) -> str:
    """Return the present-on-admission indicator of a stay as it stands behind a code, "" where there is none."""
    return f"  [POA {'exempt' if indicator == Presence.EXEMPT else indicator}]" if indicator else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
