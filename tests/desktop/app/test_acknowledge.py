# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The exception that a rule itself allows: a person says that it is true here, and can take that back."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.app.casework import Casework, Choice, CodedNote
from desktop.app.cli import app
from nlp.domain import Finding, Review, Severity, Verdict
from nlp.errors import KnownError

PAIR = ("J20.9", "J40")  # J40 prints Excludes1 of acute bronchitis


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "visit.txt"
    path.write_text("Assessment: Cough.", "utf-8")
    return path


@pytest.fixture
def coded(casework: Casework, note: Path) -> CodedNote:
    opened = casework.open_note(note)
    for code in PAIR:
        casework.decide(opened, Choice(code=code), Verdict.ADD)
    return opened


def excluded(casework: Casework, coded: CodedNote, review: Review) -> Finding:
    return next(f for f in casework.findings(coded, review) if f.rule == "excludes1")


def test_a_pair_stops_until_it_is_said_to_be_unrelated(casework: Casework, coded: CodedNote) -> None:
    stop = excluded(casework, coded, casework.review_of(coded))
    assert stop.severity is Severity.STOP
    with pytest.raises(KnownError, match="403"):
        casework.finish(coded)
    softened = excluded(casework, coded, casework.acknowledge(coded, stop))
    assert softened.severity is Severity.WARNING
    assert "Acknowledged: the two conditions are unrelated." in softened.message
    assert casework.finish(coded).is_finished


def test_what_was_acknowledged_can_be_taken_back(casework: Casework, coded: CodedNote) -> None:
    stop = excluded(casework, coded, casework.review_of(coded))
    review = casework.acknowledge(coded, stop)
    review = casework.acknowledge(coded, excluded(casework, coded, review), takes_back=True)
    assert excluded(casework, coded, review).severity is Severity.STOP


def test_it_stands_in_the_chain(casework: Casework, coded: CodedNote) -> None:
    before, _ = casework.head()
    casework.acknowledge(coded, excluded(casework, coded, casework.review_of(coded)))
    assert casework.head()[0] == before + 1
    assert casework.verify().is_intact


def test_a_rule_without_exception_is_not_acknowledged(casework: Casework, coded: CodedNote) -> None:
    hard = Finding(rule="full-length", severity=Severity.STOP, codes=("I11",), message="", citation="")
    before = casework.head()
    with pytest.raises(KnownError, match="413"):
        casework.acknowledge(coded, hard)
    assert casework.head() == before


def test_the_terminal_says_it_like_the_window(casework: Casework, coded: CodedNote, note: Path, tmp_path: Path) -> None:
    casework.close()
    audit = ["--audit", str(tmp_path / "audit.sqlite")]
    run = CliRunner()
    assert run.invoke(app, ["finish", str(note), *audit]).exit_code != 0
    assert run.invoke(app, ["acknowledge", str(note), *PAIR, *audit]).exit_code == 0
    assert run.invoke(app, ["finish", str(note), *audit]).exit_code == 0
