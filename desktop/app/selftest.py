# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The checks that an installed program runs on itself: one sample from opening to a verified export."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typer

from desktop.app.casework import Casework, Choice, ExportFormat, ExportScope
from desktop.app.opening import import_export, open_casework
from desktop.app.paths import Places
from desktop.app.worklist import list_notes
from nlp.domain import Verdict
from nlp.errors import BugError

T = TypeVar("T")


def run_self_test(places: Places) -> int:
    """Run the main job on a bundled sample in a folder that is thrown away; print each step; return 0 or 1."""
    with tempfile.TemporaryDirectory(prefix="chartproof-self-test-") as folder:
        casework = _timed("open the code book and an audit file", lambda: _opened(places, Path(folder)))
        try:
            _journey(places, casework, Path(folder))
        except BugError as broken:
            typer.echo(f"self-test: {broken}", err=True)
            return 1
        finally:
            casework.close()
    typer.echo("self-test: passed")
    return 0


def _opened(places: Places, folder: Path) -> Casework:
    return open_casework(places, folder / "audit.sqlite")


def _journey(places: Places, casework: Casework, folder: Path) -> None:
    sample = next(e for e in list_notes([places.samples]) if not e.problem)
    _timed("warm the engine", casework.warm_up)
    coded = _timed("read and code a sample", lambda: casework.read_and_code(sample.path))
    _expect(len(coded.case.suggestions) > 0, "the sample got no suggestion")
    first = coded.case.suggestions[0]
    choice = Choice(code=first.code, subject=first.id)
    casework.decide(coded, choice, Verdict.ACCEPT)
    casework.undo(coded)
    review = casework.decide(coded, choice, Verdict.ACCEPT)
    _expect([d.code for d in review.accepted] == [first.code], "the decision did not come back")
    exported = folder / "export.json"
    casework.export(exported, file_format=ExportFormat.JSON, scope=ExportScope.DECISIONS)
    _expect(import_export(exported, folder / "copy.sqlite") >= 3, "the export did not come back whole")
    _expect(casework.verify().is_intact, "the chain is not intact")
    typer.echo(f"  suggested {len(coded.case.suggestions)} codes, decided, exported, imported, verified")


def _timed(label: str, act: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = act()
    typer.echo(f"  {label}: {time.perf_counter() - started:.2f} s")
    return result


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise BugError(otherwise)
