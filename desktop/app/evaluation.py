# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Labelled notes through the engine: scores, measures, and the comparison with an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from desktop.app.gold_rows import LabelledNote
from desktop.app.rows import Json
from nlp.coder import Coder, MentionPolicy
from nlp.domain import CodeBook
from nlp.errors import E, KnownError
from nlp.scoring.change import CaseChange, Change, Standing, change_between, standing_of
from nlp.scoring.compare import CaseScore, Outcome, TargetScore, score_case, score_target
from nlp.scoring.gold import Gold
from nlp.scoring.intervals import Proportion
from nlp.scoring.measures import (
    Band,
    Counts,
    Group,
    LevelMeasure,
    Mean,
    Measures,
    Tally,
    label_accuracy,
    measure,
    measure_labels,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A run over labelled notes, with what it was run with."""

    gold: str
    edition: str
    rules_version: str
    policy: MentionPolicy
    cases: tuple[CaseScore, ...]
    targets: tuple[TargetScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRun:
    """What an earlier run's JSON says of each note."""

    name: str
    policy: str
    standings: Mapping[str, Standing]


def evaluate(
    name: str, notes: Iterable[LabelledNote], coder: Coder, book: CodeBook, policy: MentionPolicy
) -> Evaluation:
    """Read and code each note and keep its score only, so that memory does not grow with the notes."""
    cases: list[CaseScore] = []
    targets: list[TargetScore] = []
    for labelled in notes:
        row, gold = labelled.row, labelled.gold
        if isinstance(gold, Gold):
            cases.append(score_case(gold, coder.code(row.note, row.encounter, policy=policy)))
        else:
            targets.append(score_target(gold, coder.read(row.note, row.targets)))
    return Evaluation(
        gold=name,
        edition=book.edition.name,
        rules_version=coder.rules_version,
        policy=policy,
        cases=tuple(cases),
        targets=tuple(targets),
    )


def measures_of(evaluation: Evaluation, book: CodeBook) -> Measures:
    """Measure a run's coded notes by the chapters of the book."""
    return measure(evaluation.cases, lambda code: chapter_name(book, code))


def chapter_name(book: CodeBook, code: str) -> str:
    """Return the chapter's number and title, numbers of one width; other editions' codes have none here."""
    above = book.ancestors(code)
    return f"{above[-1].code:>2} {above[-1].title}" if above else f"not in {book.edition.name}"


def change_since(earlier: EarlierRun, evaluation: Evaluation) -> Change:
    """Set a run against an earlier one."""
    return change_between(earlier.standings, {s.id: standing_of(s) for s in (*evaluation.cases, *evaluation.targets)})


def evaluation_row(evaluation: Evaluation, measures: Measures, change: Change | None = None) -> Json:
    """Return the whole run as one JSON object; `cases` and `targets` are what a later run is compared with."""
    row: Json = {
        "gold": evaluation.gold,
        "edition": evaluation.edition,
        "rules_version": evaluation.rules_version,
        "policy": evaluation.policy.value,
        "notes": measures.notes,
        "suggestions": measures.suggested,
        "levels": [_level(m) for m in measures.levels],
        "without_error": _proportion(measures.shares.without_error),
        "first_listed": _proportion(measures.shares.first_right),
        "traps_fallen": {**_proportion(measures.shares.traps_fallen), "by_reason": _by_reason(measures)},
        "evidence_overlap": _proportion(measures.shares.evidence_overlap),
        "passed": _proportion(measures.shares.passed),
        "crowded": _proportion(measures.shares.crowded),
        "chapters": [_group(g) for g in measures.chapters],
        "calibration": [_band(b) for b in measures.calibration],
        "assertion": [_label(g, evaluation.targets) for g in measure_labels(evaluation.targets)],
        "top_misses": [_tally(t) for t in measures.misses],
        "top_false_alarms": [_tally(t) for t in measures.false_alarms],
        "cases": [_case(s) for s in evaluation.cases],
        "targets": [{"id": s.id, **_outcome(s.labels)} for s in evaluation.targets],
    }
    return row if change is None else {**row, "change": _change(change)}


def read_earlier_run(path: Path) -> EarlierRun:
    """Read what `evaluate --format json` printed before; raises KnownError 410."""
    try:
        value: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as failure:
        raise _not_a_run(path, failure.strerror or "it does not open") from failure
    except ValueError as broken:
        raise _not_a_run(path, "it is not JSON") from broken
    try:
        run = cast("Mapping[str, object]", value)
        rows = cast("list[Mapping[str, object]]", [*_list(run["cases"]), *_list(run["targets"])])
        standings = {str(r["id"]): _standing(r) for r in rows}
        return EarlierRun(name=str(run["gold"]), policy=str(run["policy"]), standings=standings)
    except (KeyError, TypeError) as strange:
        raise _not_a_run(path, "“cases” or “targets” are missing or changed") from strange


def _standing(row: Mapping[str, object]) -> Standing:
    right, wrong, missed = (tuple(map(str, _list(row[field]))) for field in ("right", "wrong", "missed"))
    return Standing(
        outcome=Outcome(right=right, wrong=wrong, missed=missed),
        marks=frozenset(map(str, _list(row.get("marks", [])))),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[object]", value)


def _not_a_run(path: Path, why: str) -> KnownError:
    return KnownError(E.EARLIER_RUN_UNREADABLE, name=path.name, why=why)


def _proportion(share: Proportion) -> Json:
    return {"share": _short(share.share), "hits": share.hits, "n": share.n, "interval": _interval(share.interval)}


def _interval(ends: tuple[float, float]) -> list[float]:
    return [_short(end) for end in ends]


def _short(value: float) -> float:
    return round(value, 4)


def _counts(counts: Counts) -> Json:
    return {
        "precision": _proportion(counts.precision),
        "recall": _proportion(counts.recall),
        "f1": _short(counts.f1),
        "f1_interval": _interval(counts.f1_interval),
    }


def _mean(mean: Mean) -> Json:
    return {
        "n": mean.n,
        "precision": _short(mean.precision),
        "recall": _short(mean.recall),
        "f1": _short(mean.f1),
    }


def _level(level: LevelMeasure) -> Json:
    return {
        "level": level.name,
        "micro": _counts(level.pooled),
        "mean_of_notes": _mean(level.by_note),
        "mean_of_codes": _mean(level.by_code),
    }


def _by_reason(measures: Measures) -> Json:
    return {reason: _proportion(share) for reason, share in measures.traps}


def _group(group: Group) -> Json:
    return {"name": group.name.strip(), **_counts(group.counts)}


def _label(group: Group, targets: Sequence[TargetScore]) -> Json:
    return {**_group(group), "accuracy": _proportion(label_accuracy(targets, group.name))}


def _band(band: Band) -> Json:
    return {
        "from": band.low,
        "to": band.high,
        "claimed": _short(band.confidence),
        "right": _proportion(band.right),
        "verdict": band.verdict,
    }


def _tally(tally: Tally) -> Json:
    return {"code": tally.code, "n": tally.n, "reasons": dict(tally.reasons), "cases": list(tally.cases)}


def _outcome(outcome: Outcome) -> Json:
    return {"right": list(outcome.right), "wrong": list(outcome.wrong), "missed": list(outcome.missed)}


def _case(score: CaseScore) -> Json:
    return {
        "id": score.id,
        **_outcome(score.full),
        "marks": sorted(standing_of(score).marks),
        "hits": [{"code": h.code, "confidence": h.confidence} for h in score.hits],
        "misses": [{"code": m.code, "reason": m.reason} for m in score.misses],
        "false_alarms": [
            {
                "code": a.code,
                "confidence": a.confidence,
                "relation": a.relation,
                "reason": a.reason,
                "rationale": list(a.rationale),
            }
            for a in score.false_alarms
        ],
        "failures": None if score.failures is None else list(score.failures),
        "extra": list(score.extra),
    }


def _change(change: Change) -> Json:
    return {
        "notes_in_both": change.shared,
        "before": _counts(change.before),
        "after": _counts(change.after),
        "only_before": list(change.only_before),
        "only_after": list(change.only_after),
        "cases": [_case_change(c) for c in change.cases],
    }


def _case_change(case: CaseChange) -> Json:
    return {
        "id": case.id,
        "gained": list(case.gained),
        "alarms_gone": list(case.alarms_gone),
        "lost": list(case.lost),
        "alarms_new": list(case.alarms_new),
    }
