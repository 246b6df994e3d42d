# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""One note against its labels: what was right, what was missed and why, what was suggested in vain and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.domain.case import Analysis, Assertion, CodedCase, Mention, NotCoded, Suggestion
from nlp.domain.text import Span
from nlp.scoring.gold import Gold, TargetGold, Trap, dotted
from nlp.scoring.intervals import Proportion

# What labelled spans can say; an answer outside these ("uncertain") is read as none of them.
LABELS = (Assertion.NEGATED.value, Assertion.HISTORICAL.value, Assertion.FAMILY.value)
NO_TERM = "no term"
_PAST_SECTIONS = ("pmh", "psh")
_PAST_CUES = "historical-"
_TIMED = (Assertion.HISTORICAL, Assertion.UNCERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Codes (or labels) that were wanted and given, given in vain, wanted and not given; sorted."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A wanted code that was suggested, and how sure the engine was."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A wanted code that was not suggested; `reason` is the engine's, or "no term" where it saw nothing."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarm:
    """A code suggested in vain: how it stands to the labels, and what the engine says for it."""

    code: str
    confidence: float
    relation: str
    reason: str
    rationale: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapResult:
    """Whether words that must not be coded were coded nevertheless."""

    reason: str
    is_fallen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScore:
    """How one coded note did. `failures` is None for rows that do not pass or fail as a whole."""

    id: str
    full: Outcome
    category: Outcome
    hits: tuple[Hit, ...]
    misses: tuple[Miss, ...]
    false_alarms: tuple[FalseAlarm, ...]
    suggested: int
    is_first_right: bool | None
    traps: tuple[TrapResult, ...]
    evidence: Proportion
    failures: tuple[str, ...] | None
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetScore:
    """How one span was read: labels instead of codes."""

    id: str
    labels: Outcome


def score_case(gold: Gold, case: CodedCase) -> CaseScore:
    """Compare a coded note with its labels."""
    given = {dotted(s.code): s for s in reversed(case.suggestions)}  # of a repeated code the first stands
    full = outcome(gold.codes, gold.optional, given)
    return CaseScore(
        id=gold.id,
        full=full,
        category=outcome(*(map(_category, codes) for codes in (gold.codes, gold.optional, given))),
        hits=tuple(Hit(code=c, confidence=given[c].confidence) for c in full.right),
        misses=tuple(Miss(code=c, reason=reason_missed(c, gold, case)) for c in full.missed),
        false_alarms=tuple(_false_alarm(c, given[c], gold) for c in full.wrong),
        suggested=len(case.suggestions),
        is_first_right=_first(case) == gold.first if gold.first else None,
        traps=tuple(_trap_result(t, gold, case.suggestions) for t in gold.traps),
        evidence=_evidence_overlap(gold, case.suggestions),
        failures=tuple(_failures(gold, case, given)) if gold.is_case else None,
        extra=tuple(c for c in sorted(given) if c not in gold.known),
    )


def score_target(gold: TargetGold, analysis: Analysis) -> TargetScore:
    """Compare the answer for a row's first span with its labels."""
    given = [label for target in analysis.targets[:1] for label in labels_of(target)]
    return TargetScore(id=gold.id, labels=outcome(gold.wanted, gold.tolerated, given))


def labels_of(mention: Mention) -> frozenset[str]:
    """Return what ConText's dimensions say of a mention (Harkema 2009): whether, when and whose, each for itself.

    An assertion is one word, the first that decides; a doubtful mention may be past as well. What stands under a past
    medical history is past in ConText's sense, though coding takes the chronic disease listed there as current; what
    resolved in this episode is recent.
    """
    said = {mention.assertion.value} & {Assertion.NEGATED.value, Assertion.FAMILY.value}
    is_listed = mention.section in _PAST_SECTIONS and mention.assertion is Assertion.AFFIRMED
    is_told = mention.assertion in _TIMED and any(cue.rule.startswith(_PAST_CUES) for cue in mention.cues)
    return frozenset({*said, Assertion.HISTORICAL.value} if is_listed or is_told else said)


def outcome(wanted: Iterable[str], tolerated: Iterable[str], given: Iterable[str]) -> Outcome:
    """Set the given against the wanted; what is tolerated counts neither way unless it is wanted."""
    want = frozenset(wanted)
    got = frozenset(given) - (frozenset(tolerated) - want)
    return Outcome(right=tuple(sorted(want & got)), wrong=tuple(sorted(got - want)), missed=tuple(sorted(want - got)))


def reason_missed(code: str, gold: Gold, case: CodedCase) -> str:
    """Say what the engine made of the missed code: its own reason first, then the nearest thing it saw."""
    for mention in case.not_coded:
        if dotted(mention.code) == code:
            return mention.reason
    for suggestion in case.suggestions:
        if _category(suggestion.code) == _category(code):
            return f"{dotted(suggestion.code)} suggested instead"
    for mention in case.not_coded:
        if _category(mention.code) == _category(code):
            return f"{mention.reason}, as {dotted(mention.code)}"
    return _read_otherwise([e.span for e in gold.evidence if e.code == code], case)


def _read_otherwise(spans: Sequence[Span], case: CodedCase) -> str:
    for suggestion in case.suggestions:
        if _touches(spans, suggestion):
            return f"its words were read as {dotted(suggestion.code)}"
    for mention in case.not_coded:
        if _lies_in(spans, mention):
            return f"{mention.reason}, its words read as {dotted(mention.code)}"
    return NO_TERM


def _false_alarm(code: str, suggestion: Suggestion, gold: Gold) -> FalseAlarm:
    return FalseAlarm(
        code=code,
        confidence=suggestion.confidence,
        relation=_relation(code, suggestion, gold),
        reason="; ".join(suggestion.reasons),
        rationale=tuple(s.statement for s in suggestion.rationale),
    )


def _relation(code: str, suggestion: Suggestion, gold: Gold) -> str:
    if code in gold.forbid:
        return "forbidden"
    for trap in gold.traps:
        if _touches([trap.span], suggestion) and code not in gold.known:
            return f"trap: {trap.reason}"
    for wanted in gold.codes:
        if _category(wanted) == _category(code):
            return f"{wanted} is labelled"
    return "not labelled"


def _failures(gold: Gold, case: CodedCase, given: Iterable[str]) -> Iterator[str]:
    got = frozenset(given)
    if missing := [c for c in gold.codes if c not in got]:
        yield f"missing {', '.join(missing)}"
    if wrong := [c for c in gold.forbid if c in got]:
        yield f"forbidden {', '.join(wrong)}"
    if gold.first and _first(case) != gold.first:
        yield f"first should be {gold.first}, is {_first(case) or 'nothing'}"
    if gold.query and not case.queries:
        yield "no query offered"


def _trap_result(trap: Trap, gold: Gold, suggestions: Sequence[Suggestion]) -> TrapResult:
    wrong = (s for s in suggestions if dotted(s.code) not in gold.known)
    return TrapResult(reason=trap.reason, is_fallen=any(_touches([trap.span], s) for s in wrong))


def _evidence_overlap(gold: Gold, suggestions: Sequence[Suggestion]) -> Proportion:
    """Count suggestions whose code has labelled spans, and those among them that point into one."""
    spans: dict[str, list[Span]] = {}
    for located in gold.evidence:
        spans.setdefault(located.code, []).append(located.span)
    seen = [s for s in suggestions if dotted(s.code) in spans]
    return Proportion(hits=sum(_touches(spans[dotted(s.code)], s) for s in seen), n=len(seen))


def _touches(spans: Sequence[Span], suggestion: Suggestion) -> bool:
    return any(span.overlaps(e.span) for span in spans for e in suggestion.evidence)


def _lies_in(spans: Sequence[Span], mention: NotCoded) -> bool:
    return any(span.overlaps(mention.evidence.span) for span in spans)


def _first(case: CodedCase) -> str:
    return dotted(case.suggestions[0].code) if case.suggestions else ""


def _category(code: str) -> str:
    return dotted(code)[:3]
