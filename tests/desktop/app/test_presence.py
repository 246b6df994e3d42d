# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Present on admission as a decision: taken over from the suggestion, changed, undone, exported, found missing."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from db.export import import_export
from db.ledger import open_ledger
from desktop.app.casework import Casework, Choice, CodedNote, ExportFormat, ExportScope
from desktop.app.cli import app
from desktop.app.display import review_text
from nlp.domain import EventKind, Presence, Setting, Verdict
from nlp.errors import KnownError

NOTE = """HPI: 70-year-old man with fever and cough. Past medical history: hypertension.
Hospital course: On hospital day 3 he developed acute kidney injury.
Discharge diagnoses:
1. Pneumonia
2. Acute kidney injury
3. Hypertension
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "stay.txt"
    path.write_text(NOTE, "utf-8")
    return path


def opened(casework: Casework, note: Path, setting: Setting = Setting.INPATIENT) -> CodedNote:
    coded = casework.open_note(note)
    return casework.read_and_code(note, replace(coded.case.encounter, setting=setting))


def accept(casework: Casework, coded: CodedNote, code: str):
    subject = next(s.id for s in coded.case.suggestions if s.code == code)
    return casework.decide(coded, Choice(code=code, subject=subject), Verdict.ACCEPT)


def poa(review) -> dict[str, str]:
    return {d.code: d.poa for d in review.accepted}


def test_accepting_takes_the_suggested_indicator_over(casework: Casework, note: Path) -> None:
    coded = opened(casework, note)
    accept(casework, coded, "J18.9")
    assert poa(accept(casework, coded, "N17.9")) == {"J18.9": "Y", "N17.9": "N"}


def test_an_office_visit_has_none(casework: Casework, note: Path) -> None:
    coded = opened(casework, note, Setting.OUTPATIENT)
    assert poa(accept(casework, coded, "J18.9")) == {"J18.9": ""}
    with pytest.raises(KnownError, match=r"\[411\]"):
        casework.mark_presence(coded, "J18.9", Presence.YES)
    with pytest.raises(KnownError, match=r"\[411\]"):
        casework.decide(coded, Choice(code="I10"), Verdict.ADD, presence=Presence.YES)


def test_the_reviewer_changes_it_and_takes_the_change_back(casework: Casework, note: Path) -> None:
    coded = opened(casework, note)
    for code in ("J18.9", "N17.9"):
        accept(casework, coded, code)
    changed = casework.mark_presence(coded, "N17.9", Presence.YES)
    assert poa(changed) == {"J18.9": "Y", "N17.9": "Y"}
    back, taken = casework.undo(coded)
    assert (poa(back), taken.poa) == ({"J18.9": "Y", "N17.9": "N"}, "Y")
    again, _ = casework.redo(coded)
    assert poa(again) == {"J18.9": "Y", "N17.9": "Y"}


def test_withdrawing_takes_back_the_verdict_and_every_change(casework: Casework, note: Path) -> None:
    coded = opened(casework, note)
    accept(casework, coded, "N17.9")
    for presence in (Presence.YES, Presence.UNKNOWN):
        review = casework.mark_presence(coded, "N17.9", presence)
    review = casework.withdraw(coded, review.accepted[0])
    assert review.accepted == ()
    assert "N17.9" in {s.code for s in review.open}


def test_only_an_accepted_code_is_told(casework: Casework, note: Path) -> None:
    coded = opened(casework, note)
    with pytest.raises(KnownError, match=r"\[412\]"):
        casework.mark_presence(coded, "N17.9", Presence.YES)


def test_an_added_code_lacks_it_until_told_and_an_exempt_one_never(casework: Casework, note: Path) -> None:
    coded = opened(casework, note)
    for code in ("E11.9", "Z79.4"):
        review = casework.decide(coded, Choice(code=code), Verdict.ADD)
    assert poa(review) == {"E11.9": "", "Z79.4": "1"}
    assert [f.codes for f in casework.findings(coded, review) if f.rule == "poa-missing"] == [("E11.9",)]
    review = casework.mark_presence(coded, "E11.9", Presence.YES)
    assert not [f for f in casework.findings(coded, review) if f.rule.startswith("poa")]
    assert [d.code for d in review.accepted] == ["E11.9", "Z79.4"]  # a changed indicator keeps the place
    review = casework.mark_presence(coded, "Z79.4", Presence.YES)
    assert [f.codes for f in casework.findings(coded, review) if f.rule == "poa-exempt"] == [("Z79.4",)]


@pytest.mark.parametrize("scope", ExportScope)
def test_exports_tell_it_and_come_back(casework: Casework, note: Path, tmp_path: Path, scope: ExportScope) -> None:
    coded = opened(casework, note)
    accept(casework, coded, "J18.9")
    casework.export(tmp_path / "out.csv", file_format=ExportFormat.CSV, scope=scope)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        assert [r["poa"] for r in csv.DictReader(lines)] == ["Y"]
    casework.export(tmp_path / "out.json", file_format=ExportFormat.JSON, scope=scope)
    (told,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["notes"]
    assert [line["poa"] for line in told["accepted"]] == ["Y"]
    assert import_export(tmp_path / "out.json", tmp_path / "again.sqlite") > 0


def test_a_file_written_before_there_was_an_indicator_opens_and_verifies(tmp_path: Path, clock) -> None:
    body: dict[str, object] = {
        "id": "d1", "note_id": "n", "subject": "s", "code": "I10", "title": "t", "verdict": "accept", "reason": "",
        "comment": "", "start": -1, "end": -1, "quote": "", "note_name": "n.txt", "source": "/n.txt",
        "edition": "FY 2026", "rules_version": "1", "reviewer": "Ann", "time": "2026-01-01T00:00:00Z", "withdraws": "",
    }  # fmt: skip
    ledger = open_ledger(tmp_path / "old.sqlite", clock=clock, actor="Ann")
    try:
        event = ledger.append(EventKind.DECISION, body)
        assert dict(event.body) == body
        (decision,) = ledger.decisions("n")
        assert (decision.code, decision.poa) == ("I10", "")
        ledger.record(replace(decision, id="d2"))
        assert "poa" not in [*ledger.events()][1].body
        assert ledger.verify().is_intact
    finally:
        ledger.close()


def test_the_terminal_shows_and_changes_it(note: Path, tmp_path: Path) -> None:
    audit = tmp_path / "cli.sqlite"

    def said(*arguments: object) -> str:
        result = CliRunner().invoke(app, [*map(str, arguments), "--audit", str(audit)])
        assert result.exit_code == 0, result.output
        return result.output

    said("encounter", note, "inpatient")
    assert "[POA Y]" in said("accept", note, "J18.9")
    assert "[POA W]" in said("accept", note, "N17.9", "--poa", "W")
    told = said("poa", note, "J18.9", "N")
    assert next(line for line in told.splitlines() if "accepted" in line).endswith("[POA N]")


def test_words_for_the_terminal_leave_it_out_elsewhere(casework: Casework, note: Path) -> None:
    coded = opened(casework, note, Setting.EMERGENCY)
    assert "POA" not in review_text(accept(casework, coded, "J18.9"))
