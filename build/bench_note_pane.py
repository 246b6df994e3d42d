# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure the review page: opening and scrolling a very long note, and from a key to what is painted.

Run as `python build/bench_note_pane.py`; other benchmarks call `measures()`. Without QT_QPA_PLATFORM it runs offscreen;
with "xcb" the same is measured in a real window. Words are those of the invented samples, the mentions stand anywhere.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path

from measure import Measure
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from db.ledger import open_ledger
from desktop.app.casework import Casework, CodedNote, utc_now
from desktop.app.opening import find_places, open_the_book
from desktop.ui.review.highlights import marks_of
from desktop.ui.review.note_pane import NotePane
from desktop.ui.review.page import ReviewPage
from desktop.ui.shell.application import follow_themes, make_application
from desktop.ui.shell.commands import Commands
from desktop.ui.shell.jobs import JobRunner
from desktop.ui.shell.layout_rows import layout_row
from desktop.ui.shell.notices import Notices
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import (
    Analysis,
    Assertion,
    CodedCase,
    Cue,
    Encounter,
    Evidence,
    NotCoded,
    Note,
    Span,
    Step,
    Suggestion,
    note_id,
)

_SIZE = (1104, 812)  # the review page in a window of 1440 x 900
_LONG, _MANY = 20_000, 1_500  # words and mentions
_USUAL, _SOME = 2_000, 100
_FRAMES = 300
_KEYS = 60
_REASONS_TOO: list[float] = []  # milliseconds from a key to its last paint
_REASONS = (*(a for a in Assertion if a is not Assertion.AFFIRMED), "superseded")


def measures() -> Iterator[Measure]:
    """Measure opening, scrolling and keys."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application([])
    with tempfile.TemporaryDirectory() as folder:
        window = _Window(Path(folder))
        try:
            yield from _long_note(window)
            yield from _keys(window)
        finally:
            window.end()


def a_long_case(words: int, mentions: int, encounter: Encounter | None = None) -> CodedNote:
    """Return a note of the samples' words with so many mentions: two in three coded, some of them nested."""
    samples = sorted(find_places().samples.glob("sample-*"))
    lines = cycle([line for path in samples for line in path.read_text("utf-8").splitlines()])
    text = "\n".join(_lines_of(lines, words))
    note = Note(id=note_id(text), text=text, name="long.txt", source="long.txt")
    spans = list(_places(text, mentions))
    coded = [s for n, s in enumerate(spans) if n % 3 != 2]
    per_code = 6 if mentions > _SOME else 1
    groups = [coded[n : n + per_code] for n in range(0, len(coded), per_code)]
    case = CodedCase(
        note_id=note.id,
        encounter=encounter or Encounter(),
        edition="FY 2026",
        rules_version="bench",
        analysis=Analysis(note_id=note.id, sections=(), sentences=tuple(_sentences(text)), mentions=()),
        suggestions=tuple(_suggestion(n, group, text) for n, group in enumerate(groups)),
        not_coded=tuple(_not_coded(n, span, text) for n, span in enumerate(spans[2::3])),
    )
    return CodedNote(note=note, kind="Progress note", case=case)


class _Casework(Casework):
    """Real casework over a ledger on the disk; what it reads is made beforehand."""

    made: CodedNote

    def read_and_code(self, path: Path, encounter: Encounter | None = None) -> CodedNote:
        """Return what was made."""
        return self.made


class _Window(QMainWindow):
    """The review page with its commands and encounter bar."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        places = find_places()
        ledger = open_ledger(folder / "audit.sqlite", clock=utc_now, actor="bench", head_memory=folder / "heads.json")
        self.casework = _Casework(rules=places.rules, book=open_the_book(places), ledger=ledger)
        self._themes = ThemeSource(places.look, "light")
        follow_themes(make_application([]), self._themes)
        self._runner = JobRunner()
        self._commands = Commands(self)
        self.page = ReviewPage(self.casework, self._themes, self._runner, self._commands, Notices(self))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page.encounter_bar)
        column.addWidget(self.page, 1)
        self.setCentralWidget(middle)
        self.resize(*_SIZE)
        self.page.set_layout_row(layout_row(self._themes.theme, 1440))
        self.show()
        self.activateWindow()
        QTest.qWaitForWindowExposed(self)

    def open(self, coded: CodedNote) -> float:
        """Open a note and return the milliseconds from its being read to its being painted."""
        self.casework.made = coded
        opened: list[float] = []
        presenter = self.page.presenter

        def take_time(is_busy: bool) -> None:
            if not is_busy:
                opened.append(time.perf_counter())

        presenter.busy_changed.connect(take_time)
        presenter.open_note(Path("/notes") / coded.note.name)
        while not opened:
            QCoreApplication.processEvents()
        _flush()
        presenter.busy_changed.disconnect(take_time)
        return (time.perf_counter() - opened[0]) * 1000

    def end(self) -> None:
        """Let go of thread, ledger and window."""
        self._runner.shut_down()
        self.casework.close()
        self.close()


def _long_note(window: _Window) -> Iterator[Measure]:
    coded = a_long_case(_LONG, _MANY)
    window.open(a_long_case(200, 10))  # warm
    opening = window.open(coded)
    note = window.page.column.note
    name = f"note of {_LONG:,} words, {_MANY:,} mentions"
    assert len(marks_of(window.page.presenter.review)) >= _MANY  # pyright: ignore[reportArgumentType]
    yield Measure(name=f"{name}: opened", value=opening, unit="ms", bar=300)
    frames = list(_scrolled(note))
    yield Measure(name="scrolling it, a frame, median", value=statistics.median(frames), unit="ms", bar=20)
    yield Measure(name="scrolling it, a frame, 99th percentile", value=_percentile(frames, 99), unit="ms", bar=20)
    yield Measure(name="choosing a code in it, median", value=statistics.median(_chosen(window)), unit="ms", bar=20)


def _scrolled(note: NotePane) -> Iterator[float]:
    """Yield the milliseconds of each frame, from top to bottom, then up again by whole pages."""
    bar = note.verticalScrollBar()
    down = [round(bar.maximum() * n / _FRAMES) for n in range(_FRAMES)]
    for place in (*down, *reversed(down[::3])):
        begun = time.perf_counter()
        bar.setValue(place)
        _flush()
        yield (time.perf_counter() - begun) * 1000


def _chosen(window: _Window) -> Iterator[float]:
    for _ in range(_KEYS):
        yield _key(Qt.Key.Key_J)


def _keys(window: _Window) -> Iterator[Measure]:
    """Measure next, accept and reject on a note of usual length, each from the key to what is painted."""
    window.open(a_long_case(_USUAL, _SOME))
    name = f"note of {_USUAL:,} words, {_SOME} mentions"
    times = {"next": [_key(Qt.Key.Key_J if n % 20 < 10 else Qt.Key.Key_K) for n in range(_KEYS)]}
    window.page.codes.focus_list()
    half = len(window.page.presenter.review.open) // 2 if window.page.presenter.review else 0
    times["accept"] = [_key(Qt.Key.Key_A) for _ in range(half)]
    rejected = [(_key(Qt.Key.Key_R), _key(Qt.Key.Key_1)) for _ in range(half - 4)]
    times["reject, the question"] = [asked for asked, _ in rejected]
    times["reject"] = [answered for _, answered in rejected]
    yield Measure(name="any of these keys, reasons painted too, 99th", value=_percentile(_REASONS_TOO, 99), unit="ms")
    for key, taken in times.items():
        yield Measure(name=f"{name}: {key}, median", value=statistics.median(taken), unit="ms", bar=16)
        yield Measure(name=f"{name}: {key}, 99th", value=_percentile(taken, 99), unit="ms", bar=50)


def _key(key: Qt.Key) -> float:
    focus = QApplication.focusWidget()
    assert focus is not None
    begun = time.perf_counter()
    QTest.keyClick(focus, key)  # pyright: ignore[reportCallIssue]
    _paint()
    painted = (time.perf_counter() - begun) * 1000
    _flush()  # the reasons of the code now chosen follow when row, marks and counts are on the screen
    _REASONS_TOO.append((time.perf_counter() - begun) * 1000)
    return painted


def _paint() -> None:
    """Lay out and paint what was asked for; timers wait."""
    QCoreApplication.sendPostedEvents(None, 0)  # pyright: ignore[reportArgumentType]


def _flush() -> None:
    """Let everything happen that was asked for, painting with it."""
    _paint()
    QCoreApplication.processEvents()
    _paint()


def _percentile(values: Sequence[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]


def _lines_of(lines: Iterator[str], words: int) -> Iterator[str]:
    while words > 0:
        line = next(lines)
        words -= len(line.split())
        yield line


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"[.\n]\s+|$", text):
        yield Span(start=start, end=match.end())
        start = match.end()


def _places(text: str, count: int) -> Iterator[Span]:
    """Yield places spread over the text, one to five words long; each third lies inside the one before."""
    step = len(text) // (count + 1)
    last = Span(start=0, end=0)
    for number in range(count):
        if number % 3 == 1 and last.end - last.start > 8:
            last = Span(start=last.start + 3, end=last.end)
        else:
            start = (number + 1) * step
            last = Span(start=start, end=min(len(text), start + 6 + 7 * (number % 5)))
        yield last


@cache
def _codes() -> tuple[str, ...]:
    """Return complete codes of the book, as many as anything here needs."""
    book = open_the_book(find_places())
    found = [e.code for words in ("pain", "injury", "disease") for e in book.search(words, 1_000) if e.billable]
    return tuple(dict.fromkeys(found))


def _evidence(span: Span, text: str, assertion: Assertion = Assertion.AFFIRMED, cue: Cue | None = None) -> Evidence:
    return Evidence(span=span, quote=text[span.start : span.end], section="", assertion=assertion, cue=cue)


def _suggestion(number: int, spans: Sequence[Span], text: str) -> Suggestion:
    code = _codes()[number]
    step = Step(statement=f"The words stand for {code}.", citation="Bench", code=code)
    return Suggestion(
        id=f"s-{number}",
        code=code,
        title="Type 2 diabetes mellitus with diabetic chronic kidney disease",
        system="ICD-10-CM",
        edition="FY 2026",
        confidence=0.9,
        reasons=("curated term",),
        evidence=tuple(_evidence(s, text) for s in spans),
        rationale=(step, step),
        flags=("HCC",),
    )


def _not_coded(number: int, span: Span, text: str) -> NotCoded:
    reason = str(_REASONS[number % len(_REASONS)])
    place = Span(start=max(0, span.start - 8), end=span.start)
    cue = Cue(span=place, text=text[place.start : place.end], rule="bench") if number % 2 else None
    return NotCoded(
        id=f"n-{number}",
        code=_codes()[number],
        title="Hyperlipidemia, unspecified",
        reason=reason,
        explanation="The note says it is absent.",
        citation="Bench",
        evidence=_evidence(span, text, cue=cue),
    )


def _main(say: Callable[[object], object] = print) -> None:
    for measure in measures():
        say(measure)


if __name__ == "__main__":
    _main()
    sys.exit(0)
