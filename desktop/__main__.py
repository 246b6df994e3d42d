# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The way in: a command, or the window for files, folders or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from multiprocessing import freeze_support
from pathlib import Path

COMMANDS = frozenset(
    {
        "suggest", "read", "book", "search", "build-book", "self-test", "encounter", "accept", "reject", "add", "poa",
        "acknowledge", "undo", "redo", "finish", "reopen", "review", "export", "import", "verify", "evaluate",
    }
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run a command, or open the window on the named files and folders; return the exit code.

    Typer and Qt are each imported only on their own branch: the window shall not wait for the one, and commands
    must run where there is no other.
    """
    freeze_support()
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--start-report"]:  # how build/smoke.py times a start; not for daily work
        return _open_window(given[1:], partial(print, flush=True))
    if given and (given[0] in COMMANDS or given[0].startswith("-")):
        from desktop.app.cli import run

        return run(given)
    return _open_window(given)


def _open_window(names: list[str], say: Callable[[str], object] | None = None) -> int:
    from desktop.ui.main_window import open_window

    return open_window([Path(name) for name in names], say)


if __name__ == "__main__":
    sys.exit(main())
