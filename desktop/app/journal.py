# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The log file: what the program did, never what a note says.

Only fixed sentences, numbers, codes of messages and exception types are written; texts of exceptions from elsewhere
are left out, because a library may quote the note in them.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOG = logging.getLogger("chartproof")


def open_journal(path: Path) -> None:
    """Start writing to the log file (1 MB, one predecessor kept); without a writable place nothing is kept."""
    _LOG.propagate = False
    _LOG.setLevel(logging.INFO)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.handlers[:] = [handler]


def close_journal() -> None:
    """Let go of the log file."""
    for handler in _LOG.handlers:
        handler.close()
    _LOG.handlers[:] = []


def log_fact(sentence: str, **numbers: int | float | str) -> None:
    """Write one fixed sentence and its figures."""
    _LOG.info("%s %s", sentence, " ".join(f"{name}={value}" for name, value in numbers.items()))


def log_crash(error: BaseException) -> None:
    """Write the type of an unexpected error and the places it came through, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    _LOG.error("unexpected %s at %s", type(error).__name__, places)
