# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure everything that has a bar, in one run; times of ours and of stock medspaCy stand side by side.

    python build/bench.py

A line says "over" where a bar is missed; the exit code is 1 then.
"""

from __future__ import annotations

import sys
from itertools import chain

import bench_book
import bench_engine
import bench_note_pane


def main() -> int:
    """Print every measure as soon as it is taken."""
    missed = 0
    for measure in chain(bench_book.measures(), bench_note_pane.measures(), bench_engine.measures()):
        print(measure, flush=True)
        missed += measure.bar is not None and measure.value > measure.bar
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
