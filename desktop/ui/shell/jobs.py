# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Work off the GUI thread: two lanes, tickets against stale results, a clean end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from queue import PriorityQueue
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from nlp.errors import E, KnownError

T = TypeVar("T")
# The GUI thread hands the interpreter over in nearly every Qt call and waits this long to get it back from a thread
# that computes. With Python's 5 ms, showing that a note is read took 160 to 270 ms; now under 50, reading no slower.
_TURN = 0.0005


class Lane(StrEnum):
    """One worker thread each: the coder owns the language pipeline, files read and write."""

    CODER = "coder"
    FILES = "files"


class Urgency(StrEnum):
    """What the person waits for goes before what is read ahead."""

    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """A label for the status line, a plain function, and a topic.

    Of two jobs of one topic only the younger counts: the older's result is dropped, and it is not begun if it still
    waits. A topic of "" never goes stale.
    """

    label: str
    work: Callable[[], T]
    topic: str = ""
    urgency: Urgency = Urgency.NOW


@dataclass(frozen=True, slots=True, order=True)
class _Order:
    """A job in the queue, sorted by urgency and age."""

    urgency: int
    number: int
    job: Job[object] | None = field(compare=False)
    done: Callable[[object], object] = field(compare=False)
    failed: Callable[[KnownError], object] | None = field(compare=False)


class JobRunner(QObject):
    """Runs jobs in their lanes and hands results back on the GUI thread."""

    job_started = Signal(str, str)  # lane, label
    lane_idle = Signal(str)  # lane
    known_error = Signal(object)  # KnownError nobody else took
    crashed = Signal(object)  # any other exception

    _finished = Signal(object, object, object)  # order, result, exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._numbers = count(1)
        self._tickets: dict[str, int] = {}
        self._running = True
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._queues = {lane: PriorityQueue[_Order]() for lane in Lane}
        self._threads = {lane: self._start_lane(lane) for lane in Lane}

    def submit(
        self,
        lane: Lane,
        job: Job[T],
        done: Callable[[T], object],
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Queue the job; `done` gets its result, `failed` a known error (else it becomes a notice)."""
        number = next(self._numbers)
        if job.topic:
            self._tickets[job.topic] = number
        urgency = 0 if job.urgency is Urgency.NOW else 1
        self._queues[lane].put(_Order(urgency, number, job, done, failed))  # pyright: ignore[reportArgumentType]

    def drop(self, topic: str) -> None:
        """Make every job of the topic stale."""
        self._tickets[topic] = next(self._numbers)

    def shut_down(self, timeout: float = 10.0) -> bool:
        """Drop what waits, let what runs end, and join the threads; tells whether all ended in time."""
        self._running = False
        for queue in self._queues.values():
            queue.put(_Order(-1, 0, None, lambda _: None, None))
        for thread in self._threads.values():
            thread.join(timeout)
        return not any(thread.is_alive() for thread in self._threads.values())

    def _start_lane(self, lane: Lane) -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(lane,), name=f"chartproof-{lane.value}", daemon=True)
        thread.start()
        return thread

    def _work(self, lane: Lane) -> None:
        queue = self._queues[lane]
        while True:
            order = queue.get()
            if order.job is None:
                return
            if self._is_fresh(order):
                self.job_started.emit(lane.value, order.job.label)
                self._run(order)
            if queue.empty() and self._running:
                self.lane_idle.emit(lane.value)

    def _run(self, order: _Order) -> None:
        assert order.job is not None
        result: object = None
        problem: Exception | None = None
        try:
            result = order.job.work()
        except Exception as caught:  # noqa: BLE001 - the one door: known errors become notices, the rest goes to the crash hook
            problem = caught
        if self._running:
            self._finished.emit(order, result, problem)

    def _is_fresh(self, order: _Order) -> bool:
        topic = order.job.topic if order.job else ""
        return self._running and (not topic or self._tickets.get(topic) == order.number)

    def _deliver(self, order: _Order, result: object, problem: Exception | None) -> None:
        if not self._is_fresh(order):
            return
        if problem is None:
            order.done(result)
        elif isinstance(problem, KnownError):
            (order.failed or self.known_error.emit)(problem)
        else:
            self.crashed.emit(problem)
            if order.failed is not None:
                # Whoever waits for the result must not wait for ever; the text of a strange error may quote the note.
                order.failed(KnownError(E.UNEXPECTED, why=type(problem).__name__))
