# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure the code book against its bars: one line a measure, medians, "over" where a bar is missed.

Run as `python build/bench_book.py`; other benchmarks call `measures()`.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from measure import Measure

from db.codesets import open_book
from db.importer.store import store_book
from db.importer.tabular import Tabular, read_tabular
from desktop.app.paths import find_places
from nlp.coding.terms import compile_terms, read_blocked, read_lexicon
from nlp.domain.codes import CodeBook

_QUERIES = (
    *("e11.2", "S52", "diabetes", "diabtes nephropathy", "fracture radius lower right", "pain chest", "htn", "a"),
    *("heat failure", "sjogren", "pneumona", "acute respiratory failure with hypoxia", "fracture", "no such thing"),
)
_SAMPLE = 2000
# Measured in a process of its own, after some look-ups, against the same imports without a book (Linux only).
_MEMORY = """
import os, sys
from pathlib import Path
from db.codesets import open_book
def resident(): return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
before = resident()
with open_book(Path(sys.argv[1])) as book:
    book.candidates("pneumonia"), book.instructions("J18.9"), book.search("chest pain")
    print(resident() - before)
"""


def measures() -> Iterator[Measure]:
    """Build a book in a folder of its own, then measure opening, looking up and searching."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.sqlite"
        start = time.perf_counter()
        tabular = _build(path)
        yield Measure(name="code book: build", value=time.perf_counter() - start, unit="s", bar=30)
        yield Measure(name="code book: file", value=path.stat().st_size / 2**20, unit="MB", bar=60)
        yield Measure(name="code book: open", value=_median(lambda: open_book(path).close(), 50), unit="ms", bar=20)
        yield Measure(
            name="code book: open and load terms", value=_median(lambda: _open_with_terms(path), 50), unit="ms", bar=20
        )
        if sys.platform == "linux":
            yield Measure(name="code book: memory of opening", value=_memory(path), unit="MB")
        with open_book(path) as book:
            yield from _look_ups(book, tabular)
            yield from _searches(book)


def _build(path: Path) -> Tabular:
    lexicon = find_places().lexicon
    tabular = read_tabular()
    rows = compile_terms(tabular.entries, tabular.instructions, read_lexicon(lexicon), read_blocked(lexicon))
    store_book(path, tabular, rows)
    return tabular


def _look_ups(book: CodeBook, tabular: Tabular) -> Iterator[Measure]:
    codes = random.Random(2026).sample([entry.code for entry in tabular.entries if entry.billable], _SAMPLE)
    for name, look_up, bar in (
        ("entry", book.entry, 0.1),
        ("entry, remembered", book.entry, 0.1),
        ("instructions, inherited ones too", book.instructions, None),
        ("7th characters", book.seventh_characters, None),
        ("children", book.children, None),
    ):
        times = [_once(lambda code=code, look_up=look_up: look_up(code)) for code in codes]
        yield Measure(name=f"code book: {name}", value=statistics.median(times), unit="ms", bar=bar)
    keys = list(islice(book.terms.iterkeys(""), 0, None, 40))[:_SAMPLE]
    times = [_once(lambda key=key: book.candidates(key)) for key in keys]
    yield Measure(name="code book: candidates", value=statistics.median(times), unit="ms")


def _searches(book: CodeBook) -> Iterator[Measure]:
    slowest = max((_median(lambda query=query: book.search(query), 7), query) for query in _QUERIES)
    typical = statistics.median(_median(lambda query=query: book.search(query), 7) for query in _QUERIES)
    yield Measure(name="code book: search", value=typical, unit="ms", bar=30)
    yield Measure(name=f"code book: slowest search ({slowest[1]})", value=slowest[0], unit="ms", bar=30)


def _open_with_terms(path: Path) -> None:
    with open_book(path) as book:
        book.terms.prefixes("pneumonia")


def _memory(path: Path) -> float:
    command = [sys.executable, "-c", _MEMORY, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _median(act: Callable[[], object], times: int) -> float:
    return statistics.median(_once(act) for _ in range(times))


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    for measure in measures():
        print(measure)
