# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs: off the GUI thread, results on it, stale ones dropped, known errors told, a clean end."""

import threading

import pytest

from desktop.ui.shell.jobs import Job, JobRunner, Lane, Urgency
from nlp.errors import E, KnownError


def raising(error):
    def work():
        raise error

    return work


def test_work_runs_elsewhere_and_the_result_comes_back_here(runner, qtbot):
    got = []
    job = Job(label="Count", work=lambda: threading.current_thread().name)
    runner.submit(Lane.CODER, job, lambda name: got.append((name, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("chartproof-coder", threading.main_thread())]


def test_the_lanes_do_not_wait_for_each_other(runner, qtbot):
    gate, got = threading.Event(), []
    runner.submit(Lane.CODER, Job(label="Slow", work=gate.wait), lambda _: got.append("coder"))
    runner.submit(Lane.FILES, Job(label="Quick", work=lambda: None), lambda _: got.append("files"))
    qtbot.waitUntil(lambda: got == ["files"])
    gate.set()
    qtbot.waitUntil(lambda: got == ["files", "coder"])


def test_only_the_youngest_job_of_a_topic_is_delivered(runner, qtbot):
    gate, begun, got = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        gate.wait()
        return "first"

    runner.submit(Lane.CODER, Job(label="1", work=slow, topic="open"), got.append)
    begun.wait(5)
    runner.submit(Lane.CODER, Job(label="2", work=lambda: "second", topic="open"), got.append)
    runner.submit(Lane.CODER, Job(label="3", work=lambda: "third", topic="open"), got.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["third"]


def test_a_stale_job_that_waits_is_not_begun(runner, qtbot):
    gate, ran, got = threading.Event(), [], []
    runner.submit(Lane.FILES, Job(label="Slow", work=gate.wait), got.append)
    runner.submit(Lane.FILES, Job(label="Old", work=lambda: ran.append("old"), topic="t"), got.append)
    runner.drop("t")
    runner.submit(Lane.FILES, Job(label="Last", work=lambda: "last"), got.append)
    gate.set()
    qtbot.waitUntil(lambda: got == [True, "last"])
    assert ran == []


def test_what_is_waited_for_goes_before_reading_ahead(runner, qtbot):
    gate, begun, got = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        return gate.wait()

    runner.submit(Lane.CODER, Job(label="Slow", work=slow), got.append)
    begun.wait(5)
    runner.submit(Lane.CODER, Job(label="Ahead", work=lambda: "ahead", urgency=Urgency.AHEAD), got.append)
    runner.submit(Lane.CODER, Job(label="Now", work=lambda: "now"), got.append)
    gate.set()
    qtbot.waitUntil(lambda: len(got) == 3)
    assert got == [True, "now", "ahead"]


def test_a_known_error_goes_to_whoever_asked(runner, qtbot):
    got = []
    error = KnownError(E.NOTE_EMPTY, name="x.txt")
    runner.submit(Lane.FILES, Job(label="Read", work=raising(error)), got.append, got.append)
    qtbot.waitUntil(lambda: got == [error])


@pytest.mark.parametrize(
    ("error", "signal"), [(KnownError(E.NOTE_EMPTY, name="x"), "known_error"), (ValueError(), "crashed")]
)
def test_errors_nobody_asked_for_are_signalled(runner, qtbot, error, signal):
    with qtbot.waitSignal(getattr(runner, signal)) as caught:
        runner.submit(Lane.FILES, Job(label="Read", work=raising(error)), lambda _: None)
    assert caught.args == [error]


def test_a_lane_survives_a_crash(runner, qtbot):
    got = []
    runner.submit(Lane.CODER, Job(label="Crash", work=raising(ZeroDivisionError())), got.append)
    runner.submit(Lane.CODER, Job(label="Next", work=lambda: "alive"), got.append)
    qtbot.waitUntil(lambda: got == ["alive"])


def test_shutting_down_drops_what_waits_and_leaves_no_thread(qtbot):
    jobs = JobRunner()
    gate, begun, ran = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        gate.wait(0.2)

    jobs.submit(Lane.CODER, Job(label="Slow", work=slow), ran.append)
    begun.wait(5)
    jobs.submit(Lane.CODER, Job(label="Waiting", work=lambda: ran.append("ran")), ran.append)
    assert jobs.shut_down()
    assert ran == []
    assert not [t for t in threading.enumerate() if t.name.startswith("chartproof-")]


def test_the_lane_says_when_it_has_nothing_to_do(runner, qtbot):
    with qtbot.waitSignal(runner.lane_idle) as caught:
        runner.submit(Lane.FILES, Job(label="Read", work=lambda: None), lambda _: None)
    assert caught.args == [Lane.FILES.value]
