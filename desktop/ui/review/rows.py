# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the lists show, as values made from a review: suggestions, accepted codes, mentions not coded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.ui.review.highlights import MarkState, state_of
from desktop.ui.review.wording import REASONS, counted, places, reason_heading, section_name
from nlp.domain import Decision, NotCoded, Note, Presence, Review, Setting, Span, Suggestion, Verdict

BLOCKING_FLAG = "Needs 7th character"
UNTOLD = "POA ?"  # of a stay, and nobody has said whether it was present on admission


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """One suggestion, open or decided; `remark` is what was decided, `presence` the indicator of a stay."""

    id: str
    suggestion: Suggestion
    state: MarkState
    remark: str = ""
    presence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedRow:
    """One code in the order in which it will be reported; `id` is that of its marks."""

    id: str
    decision: Decision
    place: int
    remark: str = ""
    presence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCodedRow:
    """One mention not coded; `sentence` holds its words, `mention` and `cue` count from the sentence's start."""

    id: str
    item: NotCoded
    state: MarkState | None
    sentence: str
    mention: Span
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRow:
    """A line above rows of one kind."""

    id: str = ""
    title: str
    meaning: str = ""
    count: str = ""
    state: MarkState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldRow:
    """Stands for the decided suggestions and opens or closes them."""

    id: str = "fold"
    count: int
    is_open: bool


Row = SuggestionRow | AcceptedRow | NotCodedRow | HeadingRow | FoldRow


def suggestion_rows(review: Review, *, is_unfolded: bool = False) -> tuple[Row, ...]:
    """Return the open suggestions, then the decided ones behind a fold."""
    rows: list[Row] = [
        SuggestionRow(id=s.id, suggestion=s, state=MarkState.SUGGESTED, presence=presence_words(review, s.poa or ""))
        for s in review.open
    ]
    decided = [s for s in review.case.suggestions if review.decision_on(s.code)]
    if decided and not rows:
        rows.append(HeadingRow(title="Everything suggested is decided."))
    if decided:
        rows.append(FoldRow(count=len(decided), is_open=is_unfolded))
    if is_unfolded:
        rows += [_decided_row(review, s) for s in decided]
    return tuple(rows)


def accepted_rows(review: Review) -> tuple[Row, ...]:
    """Return the accepted codes in claim order under one heading."""
    accepted = review.accepted
    if not accepted:
        return ()
    heading = HeadingRow(title="Order as it will be reported", count=counted(len(accepted), "code"))
    ids = {s.code: s.id for s in review.case.suggestions}
    rows = (
        AcceptedRow(
            id=ids.get(d.code, d.id),
            decision=d,
            place=n,
            remark=_place_remark(d, n),
            presence=presence_words(review, d.poa),
        )
        for n, d in enumerate(accepted, 1)
    )
    return (heading, *rows)


def not_coded_rows(review: Review, note: Note) -> tuple[Row, ...]:
    """Return the mentions not coded, grouped by reason, each group under its heading."""
    order = {reason: n for n, reason in enumerate(REASONS)}
    items = sorted(
        waiting_not_coded(review), key=lambda i: (order.get(i.reason, len(order)), i.reason, i.evidence.span)
    )
    rows: list[Row] = []
    sentences = Sentences(review.case.analysis.sentences, note)
    for reason, group in groupby(items, key=lambda i: i.reason):
        members = [_not_coded_row(sentences, note, item) for item in group]
        title, meaning = reason_heading(reason)
        rows.append(HeadingRow(title=title, meaning=meaning, count=str(len(members)), state=state_of(reason)))
        rows += members
    return tuple(rows)


def waiting_not_coded(review: Review) -> tuple[NotCoded, ...]:
    """Return the mentions not coded that nobody has overruled."""
    overruled = {d.subject for d in review.decisions if d.verdict is Verdict.ADD}
    return tuple(i for i in review.case.not_coded if i.id not in overruled)


def is_selectable(row: Row) -> bool:
    """Tell whether the row stands for a code."""
    return not isinstance(row, (HeadingRow, FoldRow))


def spoken(row: Row, confidence_word: str = "") -> str:
    """Return what a screen reader says about the row."""
    match row:
        case SuggestionRow():
            s = row.suggestion
            parts = (
                s.code,
                s.title,
                row.state.value,
                confidence_word.lower(),
                places(len(s.evidence)),
                *s.flags,
                _spoken_presence(row.presence),
                row.remark,
            )
        case AcceptedRow():
            place = f"place {row.place}"
            parts = (row.decision.code, row.decision.title, place, _spoken_presence(row.presence), row.remark)
        case NotCodedRow():
            parts = (
                row.item.code,
                row.item.title,
                f"not coded, {reason_heading(row.item.reason)[0].lower()}",
                row.sentence,
            )
        case HeadingRow():
            parts = (row.title, row.meaning, row.count)
        case FoldRow():
            parts = (f"{row.count} decided", "shown, Space hides them" if row.is_open else "hidden, Space shows them")
    return ", ".join(p for p in parts if p)


def full_title(row: Row) -> str:
    """Return code and whole title for the tooltip."""
    match row:
        case SuggestionRow():
            return f"{row.suggestion.code}  {row.suggestion.title}"
        case AcceptedRow():
            return f"{row.decision.code}  {row.decision.title}"
        case NotCodedRow():
            return f"{row.item.code}  {row.item.title}\n{row.item.explanation}"
        case HeadingRow():
            return ""
        case FoldRow():
            return "Space shows or hides what is decided"


def where(note: Note, start: int, section: str) -> str:
    """Return section and line of a place in the note ("Present illness, line 6")."""
    return f"{section_name(section)}, line\u00a0{note.line_of(start)}"


class Sentences:
    """The sentences of a note, asked for by what stands in them."""

    def __init__(self, known: Sequence[Span], note: Note) -> None:
        self._known = sorted(known)
        self._starts = [s.start for s in self._known]
        self._note = note

    def around(self, span: Span) -> Span:
        """Return the sentence in which a stretch stands, or its line where no sentence is known."""
        place = bisect_right(self._starts, span.start) - 1
        if place >= 0 and self._known[place].contains(span):
            return self._known[place]
        text = self._note.text
        end = text.find("\n", span.end)
        return Span(start=text.rfind("\n", 0, span.start) + 1, end=len(text) if end < 0 else end)


def presence_words(review: Review, indicator: str) -> str:
    """Return the indicator of a diagnosis of a stay as it is shown ("POA Y"), "" for other encounters."""
    if review.encounter.setting is not Setting.INPATIENT:
        return ""
    return f"POA {'exempt' if indicator == Presence.EXEMPT else indicator or '?'}"


def _spoken_presence(words: str) -> str:
    return words.replace("POA", "present on admission").replace("?", "not told")


def _decided_row(review: Review, suggestion: Suggestion) -> SuggestionRow:
    decision = review.decision_on(suggestion.code)
    is_rejected = decision is not None and decision.verdict is Verdict.REJECT
    state = MarkState.REJECTED if is_rejected else MarkState.ACCEPTED
    remark = f"Rejected: {decision.reason}" if decision and is_rejected else "Accepted"
    shown = presence_words(review, decision.poa) if decision and not is_rejected else ""
    return SuggestionRow(id=suggestion.id, suggestion=suggestion, state=state, remark=remark, presence=shown)


def _not_coded_row(sentences: Sentences, note: Note, item: NotCoded) -> NotCodedRow:
    span, cue = item.evidence.span, item.evidence.cue
    sentence = sentences.around(span)
    words = "".join(" " if c.isspace() else c for c in note.quote(sentence))
    shift = sentence.start
    inside = cue is not None and sentence.contains(cue.span)
    return NotCodedRow(
        id=item.id,
        item=item,
        state=state_of(item.reason),
        sentence=words,
        mention=Span(start=span.start - shift, end=span.end - shift),
        cue=Span(start=cue.span.start - shift, end=cue.span.end - shift) if cue and inside else None,
    )


def _place_remark(decision: Decision, place: int) -> str:
    if place == 1:
        return "First-listed"
    return "added by you" if decision.verdict is Verdict.ADD else ""
