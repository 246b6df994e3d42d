# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure the engine against stock medspaCy in the same run: one line a measure, "over" where a bar is missed.

Run as `python build/bench_engine.py`; other benchmarks call `measures()`. The notes are the invented samples.
"""

# The libraries measured are untyped.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import contextlib
import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from measure import Measure

from desktop.app.opening import find_places, open_coder
from desktop.app.paths import Places
from nlp.domain import Encounter, Note, note_id
from nlp.pipeline.factory import alternatives

_WORDS = 400
_MANY = 100_000
_SIZES = (25_000, 50_000, _MANY)  # words at which ours is measured; a linear engine takes the same time for each word
# Stock takes three minutes for 100,000 words, so it is measured at these and continued: n words take a·n + b·n².
_STOCK_SIZES = (8_000, 16_000)
_ROUNDS = 5
# The time of the processor, so that other work on the machine counts less; on Windows that clock is too coarse.
_now = time.perf_counter if sys.platform == "win32" else time.process_time
_READY = """
import time
start = time.perf_counter()
from desktop.app.opening import find_places, open_coder
open_coder(find_places())
print(time.perf_counter() - start)
"""
_PEAK = """
import sys
from desktop.__main__ import main
main(["suggest", sys.argv[1]])
try:
    import resource
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
except ImportError:
    held = 0
print(held / (1e6 if sys.platform == "darwin" else 1e3))
"""


def measures() -> Iterator[Measure]:
    """Measure getting ready, a 400-word note beside stock medspaCy, 100,000 words, and the memory of `suggest`."""
    places = find_places()
    yield Measure(name="engine: ready from a cold import", value=_ready(), unit="s", bar=1.0)
    yield Measure(name="`chartproof suggest`, peak memory", value=_peak(places), unit="MB", bar=250)
    coder = open_coder(places)
    notes = list(_notes(places.samples))

    def read_only(text: str) -> object:
        return coder.read(_note(text))

    def whole(text: str) -> object:
        return coder.code(_note(text), Encounter())

    stock = _stock(places.rules)
    yield from _notes_measured((read_only, whole, stock), notes)
    yield from _long_measured(whole, stock, notes)


def _notes_measured(reads: Sequence[Callable[[str], object]], notes: Sequence[str]) -> Iterator[Measure]:
    """Measure notes of 400 words: reading and the whole engine beside stock medspaCy."""
    read, code, stock = _side_by_side(reads, notes)
    yield Measure(name=f"reading a note of {_WORDS} words", value=read, unit="ms")
    yield Measure(name=f"whole engine, note of {_WORDS} words", value=code, unit="ms")
    yield Measure(name="stock medspaCy, the same notes and patterns", value=stock, unit="ms")
    yield Measure(name="reading, share of stock", value=read / stock, unit="")
    yield Measure(name="whole engine, share of stock", value=code / stock, unit="", bar=1 / 8)


def _long_measured(
    whole: Callable[[str], object], stock: Callable[[str], object], notes: Sequence[str]
) -> Iterator[Measure]:
    """Measure a text of 100,000 words: whether ours is linear, and its share of stock medspaCy, continued to there."""
    ours = [min(_once(whole, _of_length(notes, size)) for _ in range(2)) / 1000 for size in _SIZES]
    for size, seconds in zip(_SIZES, ours, strict=True):
        yield Measure(name=f"whole engine, {size:,} words", value=seconds, unit="s")
    growth = (ours[-1] / _SIZES[-1]) / (ours[0] / _SIZES[0])
    name = f"time for a word, {_SIZES[-1]:,} words against {_SIZES[0]:,}"
    yield Measure(name=name, value=growth, unit="", bar=1.3)
    times = [_once(stock, _of_length(notes, size)) / 1000 for size in _STOCK_SIZES]
    for size, seconds in zip(_STOCK_SIZES, times, strict=True):
        yield Measure(name=f"stock medspaCy, {size:,} words", value=seconds, unit="s")
    continued = _continued(_STOCK_SIZES, times, _MANY)
    yield Measure(name=f"stock medspaCy, continued to {_MANY:,} words", value=continued, unit="s")
    yield Measure(name=f"{_MANY:,} words, share of stock", value=ours[-1] / continued, unit="", bar=1 / 70)


def _of_length(notes: Sequence[str], words: int) -> str:
    """Return the notes again and again, cut to about so many words."""
    lines = [line for note in notes for line in (*note.split("\n"), "")]
    held: list[str] = []
    while words > 0:
        line = lines[len(held) % len(lines)]
        held.append(line)
        words -= len(line.split())
    return "\n".join(held)


def _continued(sizes: Sequence[int], times: Sequence[float], size: int) -> float:
    """Continue two times along a·n + b·n² through both of them; never below a straight line."""
    (one, other), (first, second) = sizes, times
    square = max(0.0, (second / other - first / one) / (other - one))
    return (second / other + square * (size - other)) * size


def _ready() -> float:
    runs = [
        subprocess.run([sys.executable, "-c", _READY], check=True, capture_output=True, text=True) for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def _peak(places: Places) -> float:
    """Return the peak memory in MB of suggesting codes for the samples, as its own process tells it; 0 on Windows."""
    command = [sys.executable, "-c", _PEAK, str(places.samples)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def _notes(samples: Path) -> Iterator[str]:
    """Yield notes of about 400 words, made of whole lines of the samples."""
    lines: list[str] = []
    for path in sorted(samples.glob("sample-*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            lines.append(line)
            if sum(len(held.split()) for held in lines) >= _WORDS:
                yield "\n".join(lines)
                lines = []


def _note(text: str) -> Note:
    return Note(id=note_id(text), text=text, name="bench", source="bench")


def _side_by_side(reads: Sequence[Callable[[str], object]], notes: Sequence[str]) -> list[float]:
    """Return the milliseconds a note takes each way, warm; the rounds alternate, so that other work slows both."""
    for read in reads:
        for text in notes:
            read(text)
    rounds = [[statistics.mean(_once(read, text) for text in notes) for read in reads] for _ in range(_ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _once(read: Callable[[str], object], text: str) -> float:
    start = _now()
    read(text)
    return (_now() - start) * 1000


def _stock(rules: Path) -> Callable[[str], object]:
    """Return medspaCy's default pipeline with our patterns as its targets; it prints, so its voice is caught."""
    import medspacy
    import PyRuSH  # noqa: F401  # pyright: ignore[reportUnusedImport]  # ours leaves this splitter of sentences out
    from loguru import logger
    from medspacy.target_matcher import TargetRule

    logger.remove()
    language: Any = medspacy.load()
    rows = json.loads((rules / "targets.json").read_text(encoding="utf-8"))["target_rules"]
    targets = [row | {"literal": literal} for row in rows for literal in alternatives(row["literal"])]
    language.get_pipe("medspacy_target_matcher").add([TargetRule.from_dict(row) for row in targets])

    def read(text: str) -> object:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            return language(text)

    return read


if __name__ == "__main__":
    for measure in measures():
        print(measure)
