# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A run over labelled notes as plain columns for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.app.evaluation import Evaluation
from nlp.domain import CodeBook
from nlp.scoring.change import CaseChange, Change
from nlp.scoring.compare import CaseScore, FalseAlarm
from nlp.scoring.intervals import Proportion
from nlp.scoring.measures import Counts, LevelMeasure, Mean, Measures, Tally, label_accuracy, measure_labels

_WIDEST = 92
_CHAPTER_WIDTH = 50
_COUNT_HEADINGS = ("P", "n", "95 %", "R", "n", "95 %", "F1", "95 %")


def evaluation_text(evaluation: Evaluation, measures: Measures, book: CodeBook, top: int) -> str:
    """Return the run's measures, each with its n and interval, and its most frequent errors with their reasons."""
    return "\n".join(_lines(evaluation, measures, book, top))


def change_text(change: Change, earlier: str) -> str:
    """Return what changed since an earlier run: the pooled counts, then every note that came out differently."""
    return "\n".join(_change_lines(change, earlier))


def columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """Align rows under their first one; columns of numbers stand right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rights = [all(not c or c[0].isdigit() for c in column[1:]) for column in zip(*rows, strict=True)]
    return [
        indent
        + "  ".join(
            cell.rjust(w) if right else cell.ljust(w) for cell, w, right in zip(row, widths, rights, strict=True)
        ).rstrip()
        for row in rows
    ]


def _lines(evaluation: Evaluation, measures: Measures, book: CodeBook, top: int) -> Iterator[str]:
    counted = f"{measures.notes} coded notes, {len(evaluation.targets)} spans"
    yield f"{evaluation.gold} · {counted} · {evaluation.edition} · rules {evaluation.rules_version}"
    yield f"Mentions: {evaluation.policy.value}. Intervals: Wilson, 95 %, as if codes did not depend on each other."
    if evaluation.cases:
        yield from _code_lines(evaluation, measures, book, top)
    if evaluation.targets:
        yield from ("", "Assertion of the spans asked about (history and family: where not negated)")
        yield from columns(list(_label_rows(evaluation)))


def _code_lines(evaluation: Evaluation, measures: Measures, book: CodeBook, top: int) -> Iterator[str]:
    yield from ("", "Codes (macro: mean over the notes, mean over the codes)")
    yield from columns(list(_level_rows(measures.levels)))
    yield from ("", "Shares")
    yield from columns(list(_share_rows(measures)))
    yield from ("", "Confidence: what was claimed and what came true (full code)")
    yield from columns(list(_band_rows(measures)))
    yield from ("", "By chapter (full code)")
    chapters = [(_cut(g.name, _CHAPTER_WIDTH), *_counts(g.counts)) for g in measures.chapters]
    yield from columns([("chapter", *_COUNT_HEADINGS), *chapters])
    if top:
        yield from _error_lines(evaluation, measures, book, top)


def _error_lines(evaluation: Evaluation, measures: Measures, book: CodeBook, top: int) -> Iterator[str]:
    yield from _tally_lines("Missed most", measures.misses, book, top)
    yield from _tally_lines("Suggested in vain most", measures.false_alarms, book, top)
    yield from _alarm_lines(evaluation.cases, measures.false_alarms[:top])
    yield from _failure_lines(evaluation.cases)


def _level_rows(levels: Sequence[LevelMeasure]) -> Iterator[tuple[str, ...]]:
    yield ("level", "average", *_COUNT_HEADINGS)
    for level in levels:
        yield (level.name, "micro", *_counts(level.pooled))
        yield (level.name, "macro, notes", *_mean(level.by_note))
        yield (level.name, "macro, codes", *_mean(level.by_code))


def _counts(counts: Counts) -> tuple[str, ...]:
    f1 = (f"{counts.f1:.3f}", _interval(counts.f1_interval))
    return (*_proportion(counts.precision), *_proportion(counts.recall), *f1)


def _mean(mean: Mean) -> tuple[str, ...]:
    n = str(mean.n)
    return (f"{mean.precision:.3f}", n, "", f"{mean.recall:.3f}", n, "", f"{mean.f1:.3f}", "")


def _proportion(share: Proportion) -> tuple[str, ...]:
    if not share.n:
        return ("", "0", "")
    return (f"{share.share:.3f}", str(share.n), _interval(share.interval))


def _interval(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.3f}–{ends[1]:.3f}"


def _share_rows(measures: Measures) -> Iterator[tuple[str, ...]]:
    shares = measures.shares
    yield ("", "share", "n", "95 %")
    named = (
        ("notes without an error (record-over-record)", shares.without_error),
        ("first-listed right", shares.first_right),
        ("evidence overlap for codes with labelled spans", shares.evidence_overlap),
        ("cases passed", shares.passed),
        ("cases with codes beyond expected and allowed", shares.crowded),
        ("traps fallen into", shares.traps_fallen),
        *((f"  {reason}", share) for reason, share in measures.traps),
    )
    yield from ((name, *_proportion(share)) for name, share in named if share.n)
    yield ("suggestions a note", f"{measures.suggested / measures.notes:.2f}", str(measures.notes), "")


def _band_rows(measures: Measures) -> Iterator[tuple[str, ...]]:
    yield ("band", "claimed", "right", "n", "95 %", "")
    for band in measures.calibration:
        yield (
            f"{band.low:.1f}–{band.high:.1f}",
            f"{band.confidence:.3f}",
            *_proportion(band.right),
            band.verdict,
        )


def _label_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    yield ("label", *_COUNT_HEADINGS, "accuracy", "n", "95 %")
    for group in measure_labels(evaluation.targets):
        yield (group.name, *_counts(group.counts), *_proportion(label_accuracy(evaluation.targets, group.name)))


def _tally_lines(heading: str, tallies: Sequence[Tally], book: CodeBook, top: int) -> Iterator[str]:
    if not tallies:
        return
    total = sum(t.n for t in tallies)
    yield from ("", f"{heading}: {min(top, len(tallies))} of {len(tallies)} codes, {total} in all")
    for tally in tallies[:top]:
        entry = book.entry(tally.code)
        yield f"  {tally.n:3}  {tally.code:9} {_cut(entry.title if entry else f'not in {book.edition.name}')}"
        reasons = "; ".join(f"{n} × {reason}" if n > 1 else reason for reason, n in tally.reasons[:3])
        yield f"       {reasons}  ({', '.join(tally.cases[:3])}{' …' if len(tally.cases) > 3 else ''})"


def _alarm_lines(cases: Sequence[CaseScore], tallies: Sequence[Tally]) -> Iterator[str]:
    """Show for each code suggested in vain how the engine argued for it the first time."""
    argued: dict[str, FalseAlarm] = {}
    for score in cases:
        for alarm in score.false_alarms:
            argued.setdefault(alarm.code, alarm)
    if tallies:
        yield from ("", "How the engine argued for them, the first time each")
    for tally in tallies:
        steps = " ".join(" ".join(step.split()) for step in argued[tally.code].rationale)
        yield f"  {tally.code:9} {argued[tally.code].confidence:.2f}  {_cut(steps, 2 * _WIDEST)}"


def _failure_lines(cases: Sequence[CaseScore]) -> Iterator[str]:
    failed = [s for s in cases if s.failures]
    if failed:
        yield from ("", f"Cases failed: {len(failed)}")
    for score in failed:
        yield f"  {score.id}  {'; '.join(score.failures or ())}"


def _change_lines(change: Change, earlier: str) -> Iterator[str]:
    better = sum(c.balance > 0 for c in change.cases)
    worse = sum(c.balance < 0 for c in change.cases)
    mixed = len(change.cases) - better - worse
    yield f"Against the earlier run over {earlier}: {change.shared} rows in both"
    yield from columns([("", *_COUNT_HEADINGS), ("before", *_counts(change.before)), ("after", *_counts(change.after))])
    yield f"  {better} better, {worse} worse, {mixed} mixed, {change.shared - len(change.cases)} unchanged"
    for name, ids in (("only in the earlier run", change.only_before), ("only in this run", change.only_after)):
        if ids:
            yield f"  {name}: {len(ids)} rows ({', '.join(ids[:5])}{' …' if len(ids) > 5 else ''})"
    for case in change.cases:
        yield f"  {case.id}  {'; '.join(_differences(case))}"


def _differences(case: CaseChange) -> Iterator[str]:
    for words, codes in (
        ("gained", case.gained),
        ("no longer suggested in vain", case.alarms_gone),
        ("LOST", case.lost),
        ("NEW IN VAIN", case.alarms_new),
    ):
        if codes:
            yield f"{words} {', '.join(codes)}"


def _cut(text: str, width: int = _WIDEST) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
