# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measures over many compared notes. Nothing is estimated but the Wilson interval of a share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.scoring.compare import LABELS, CaseScore, Outcome, TargetScore
from nlp.scoring.intervals import Proportion, wilson

_BANDS = 10  # of 0.1 each; confidences carry two decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Right, wrong and missed, pooled ("micro")."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Proportion:
        """Return the share of what was given that was wanted."""
        return Proportion(hits=self.right, n=self.right + self.wrong)

    @property
    def recall(self) -> Proportion:
        """Return the share of what was wanted that was given (auditors say: code-over-code)."""
        return Proportion(hits=self.right, n=self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _f1(self.right, self.wrong, self.missed)

    @property
    def f1_interval(self) -> tuple[float, float]:
        """Return the 95 % interval of F1.

        F1 is no share, but it rises with the share J of right ones among all right, wrong and missed:
        F1 = 2J / (1 + J). So the Wilson interval of J carries over end by end.
        """
        low, high = wilson(self.right, self.right + self.wrong + self.missed)
        return 2 * low / (1 + low), 2 * high / (1 + high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Precision, recall and F1 averaged ("macro") over n notes or n codes."""

    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMeasure:
    """Full codes or categories: pooled, mean of the notes, mean of the codes."""

    name: str
    pooled: Counts
    by_note: Mean
    by_code: Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Counts of one chapter or of one label."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Suggestions of like confidence: what the engine claimed for them and what came true."""

    low: float
    high: float
    confidence: float
    right: Proportion

    @property
    def verdict(self) -> str:
        """Say whether the claim lies within the interval of what came true."""
        low, high = self.right.interval
        if self.confidence > high:
            return "claims too much"
        return "claims too little" if self.confidence < low else "honest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A code missed, or suggested in vain, n times: with what reasons and in which notes."""

    code: str
    n: int
    reasons: tuple[tuple[str, int], ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares over notes and suggestions; n is 0 where the labels do not speak of it."""

    without_error: Proportion
    first_right: Proportion
    traps_fallen: Proportion
    evidence_overlap: Proportion
    passed: Proportion
    crowded: Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All that is known of a run over coded notes."""

    notes: int
    suggested: int
    levels: tuple[LevelMeasure, ...]
    shares: Shares
    traps: tuple[tuple[str, Proportion], ...]
    chapters: tuple[Group, ...]
    calibration: tuple[Band, ...]
    misses: tuple[Tally, ...]
    false_alarms: tuple[Tally, ...]


def measure(scores: Sequence[CaseScore], chapter_of: Callable[[str], str]) -> Measures:
    """Measure a run; `chapter_of` names the chapter of a code."""
    full = [s.full for s in scores]
    return Measures(
        notes=len(scores),
        suggested=sum(s.suggested for s in scores),
        levels=(_level("full code", full), _level("category", [s.category for s in scores])),
        shares=_shares(scores),
        traps=tuple(_traps(scores)),
        chapters=grouped(full, chapter_of),
        calibration=calibration(scores),
        misses=_tallies((s.id, m.code, m.reason) for s in scores for m in s.misses),
        false_alarms=_tallies((s.id, a.code, f"{a.relation} ({a.reason})") for s in scores for a in s.false_alarms),
    )


def measure_labels(scores: Sequence[TargetScore]) -> tuple[Group, ...]:
    """Count each label of the spans that a run was asked about."""
    found = {g.name: g for g in grouped([s.labels for s in scores], str)}
    none = Counts(right=0, wrong=0, missed=0)
    return tuple(found.get(name, Group(name=name, counts=none)) for name in LABELS)


def label_accuracy(scores: Sequence[TargetScore], label: str) -> Proportion:
    """Count the spans on which the answer agrees about one label, said or unsaid."""
    disagreed = sum(label in s.labels.wrong or label in s.labels.missed for s in scores)
    return Proportion(hits=len(scores) - disagreed, n=len(scores))


def pooled(outcomes: Iterable[Outcome]) -> Counts:
    """Add up what was right, wrong and missed."""
    right = wrong = missed = 0
    for outcome in outcomes:
        right, wrong, missed = right + len(outcome.right), wrong + len(outcome.wrong), missed + len(outcome.missed)
    return Counts(right=right, wrong=wrong, missed=missed)


def grouped(outcomes: Iterable[Outcome], name_of: Callable[[str], str]) -> tuple[Group, ...]:
    """Add up right, wrong and missed by what each code belongs to, in the order of the names."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for outcome in outcomes:
        right.update(map(name_of, outcome.right))
        wrong.update(map(name_of, outcome.wrong))
        missed.update(map(name_of, outcome.missed))
    return tuple(
        Group(name=name, counts=Counts(right=right[name], wrong=wrong[name], missed=missed[name]))
        for name in sorted({*right, *wrong, *missed})
    )


def calibration(scores: Iterable[CaseScore]) -> tuple[Band, ...]:
    """Set each band of confidence against the share of its suggestions that were right; optional codes stay out."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in _claims(scores):
        bands.setdefault(min(_BANDS - 1, round(confidence * 100) // _BANDS), []).append((confidence, is_right))
    return tuple(_band(place, bands[place]) for place in sorted(bands))


def _claims(scores: Iterable[CaseScore]) -> Iterator[tuple[float, bool]]:
    for score in scores:
        yield from ((h.confidence, True) for h in score.hits)
        yield from ((a.confidence, False) for a in score.false_alarms)


def _band(place: int, claims: Sequence[tuple[float, bool]]) -> Band:
    return Band(
        low=place / _BANDS,
        high=(place + 1) / _BANDS,
        confidence=sum(confidence for confidence, _ in claims) / len(claims),
        right=Proportion(hits=sum(is_right for _, is_right in claims), n=len(claims)),
    )


def _level(name: str, outcomes: Sequence[Outcome]) -> LevelMeasure:
    return LevelMeasure(
        name=name,
        pooled=pooled(outcomes),
        by_note=_mean([pooled([o]) for o in outcomes]),
        by_code=_mean([g.counts for g in grouped(outcomes, str)]),
    )


def _mean(each: Sequence[Counts]) -> Mean:
    """Average; a note with nothing to code and nothing suggested is perfect."""
    rows = [
        (c.precision.share, c.recall.share, c.f1) if c.right + c.wrong + c.missed else (1.0, 1.0, 1.0) for c in each
    ]
    n = len(rows)
    precision, recall, f1 = (sum(column) / n for column in zip(*rows, strict=True)) if n else (0.0, 0.0, 0.0)
    return Mean(n=n, precision=precision, recall=recall, f1=f1)


def _shares(scores: Sequence[CaseScore]) -> Shares:
    cases = [s for s in scores if s.failures is not None]
    return Shares(
        without_error=_share(not s.full.wrong and not s.full.missed for s in scores),
        first_right=_share(s.is_first_right for s in scores if s.is_first_right is not None),
        traps_fallen=_share(t.is_fallen for s in scores for t in s.traps),
        evidence_overlap=Proportion(
            hits=sum(s.evidence.hits for s in scores),
            n=sum(s.evidence.n for s in scores),
        ),
        passed=_share(not s.failures for s in cases),
        crowded=_share(bool(s.extra) for s in cases),
    )


def _share(answers: Iterable[bool]) -> Proportion:
    given = list(answers)
    return Proportion(hits=sum(given), n=len(given))


def _traps(scores: Sequence[CaseScore]) -> Iterator[tuple[str, Proportion]]:
    traps = [t for s in scores for t in s.traps]
    for reason in sorted({t.reason for t in traps}):
        yield reason, _share(t.is_fallen for t in traps if t.reason == reason)


def _tallies(entries: Iterable[tuple[str, str, str]]) -> tuple[Tally, ...]:
    """Count (note, code, reason) by code, most frequent first, then by code."""
    by_code: dict[str, list[tuple[str, str]]] = {}
    for note, code, reason in entries:
        by_code.setdefault(code, []).append((note, reason))
    tallies = (
        Tally(
            code=code,
            n=len(found),
            reasons=tuple(Counter(reason for _, reason in found).most_common()),
            cases=tuple(note for note, _ in found),
        )
        for code, found in by_code.items()
    )
    return tuple(sorted(tallies, key=lambda t: (-t.n, t.code)))


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right else 0.0
