# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""How a start went, told to whoever measures it (`chartproof --start-report`): a line for each thing that is there."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QWidget


class StartReport(QObject):
    """Says "window" at the first paint, "engine" when it is ready, "peak N" in MB when all notes are read."""

    def __init__(self, window: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell the first paint of the window and then listen no more."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._say("window")
        return False

    def follow(self, engine_ready: SignalInstance, all_read: SignalInstance) -> None:
        """Tell the engine and the memory when they are known, and close the window after that."""
        engine_ready.connect(lambda: self._say("engine"))
        all_read.connect(lambda: self._say(f"peak {peak_memory():.0f}"))
        all_read.connect(self._window.close)


def peak_memory() -> float:
    """Return the most memory this process has held, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1e6 if sys.platform == "darwin" else 1e3)
