# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure reading against stock medspaCy in the same run: one line a measure, "over" where a bar is missed.

Run as `python build/bench_read.py`; other benchmarks call `measures()`. The notes are the invented samples.
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

import marisa_trie
from bench_book import Measure

from db.importer.tabular import read_tabular
from desktop.app.paths import Places, find_places
from nlp.coding.terms import compile_terms, read_blocked, read_lexicon
from nlp.domain.text import Note, note_id
from nlp.pipeline import Reader
from nlp.pipeline.factory import alternatives

_WORDS = 400
_MANY = 100_000
_ROUNDS = 5
_READY = """
import sys, time
from pathlib import Path
start = time.perf_counter()
from nlp.pipeline import Reader
class Terms:
    def prefixes(self, key): return ()
    def __contains__(self, key): return False
Reader(rules=Path(sys.argv[1]), terms=Terms())
print(time.perf_counter() - start)
"""


class _Terms:
    """The whole lexicon in a trie in memory."""

    def __init__(self, places: Places) -> None:
        tabular = read_tabular()
        lexicon, blocked = read_lexicon(places.lexicon), read_blocked(places.lexicon)
        rows = compile_terms(tabular.entries, tabular.instructions, lexicon, blocked)
        self._trie: Any = marisa_trie.Trie(sorted({row.key for row in rows}))

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the stored keys that begin the key."""
        return self._trie.prefixes(key)

    def __contains__(self, key: str) -> bool:
        return key in self._trie


def measures() -> Iterator[Measure]:
    """Measure getting ready, a 400-word note beside stock medspaCy, and 100,000 words."""
    places = find_places()
    yield Measure(name="reading: import and make a reader", value=_ready(places.rules), unit="s", bar=1.5)
    reader = Reader(rules=places.rules, terms=_Terms(places))
    notes = list(_notes(places.samples))
    ours, stock = _side_by_side((lambda text: reader.analyse(_note(text)), _stock(places.rules)), notes)
    many = " \n\n".join(notes * (_MANY // (_WORDS * len(notes)) + 1))
    long = _once(lambda text: reader.analyse(_note(text)), many) / 1000 * _MANY / len(many.split())
    yield Measure(name=f"reading: note of {_WORDS} words", value=ours, unit="ms")
    yield Measure(name="stock medspaCy, the same notes and patterns", value=stock, unit="ms")
    yield Measure(name="reading: note, share of stock", value=ours / stock, unit="", bar=1 / 6)
    yield Measure(name=f"reading: {_MANY:,} words", value=long, unit="s", bar=5)
    yield Measure(name=f"reading: {_MANY:,} words, in stock notes", value=long * 1000 / stock, unit="notes")


def _ready(rules: Path) -> float:
    command = [sys.executable, "-c", _READY, str(rules)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(3)]
    return min(float(run) for run in runs)


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
    start = time.perf_counter()
    read(text)
    return (time.perf_counter() - start) * 1000


def _stock(rules: Path) -> Callable[[str], object]:
    """Return medspaCy's default pipeline with our patterns as its targets; it prints, so its voice is caught."""
    import medspacy
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
