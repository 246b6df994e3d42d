# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Present on admission: the indicator of each diagnosis of a stay and its reason (guidelines, Appendix I)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.coding.rules.query_linter import objections
from nlp.domain import Encounter, Note, Presence, Setting, note_id

TABLE = Path(__file__).with_name("presence.csv")
UNCLEAR = """HPI: 70-year-old with fever.
Hospital course: Treated with ceftriaxone.
Discharge diagnoses: 1. Urinary tract infection. 2. Delirium due to infection. 3. Ileus. 4. Acute kidney injury.
"""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def coded(coder, text: str, setting: Setting = Setting.INPATIENT):
    note = Note(id=note_id(text), text=text, name="", source="")
    return coder.code(note, Encounter(setting=setting))


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r['code']}-{r['poa']}-{r['why']}")
def test_indicator_follows_the_documentation(coder, row: dict[str, str]) -> None:
    told = {s.code: s.poa for s in coded(coder, row["sentence"]).suggestions}
    assert told.get(row["code"]) == row["poa"], told


def test_every_indicator_is_a_step_with_its_reason(coder) -> None:
    for suggestion in coded(coder, rows()[1]["sentence"]).suggestions:
        step = suggestion.rationale[-1]
        assert step.statement.startswith("Present on admission: ")
        assert step.citation == "Guidelines, Appendix I"


@pytest.mark.parametrize("setting", [Setting.OUTPATIENT, Setting.EMERGENCY])
def test_only_a_stay_is_told(coder, setting: Setting) -> None:
    case = coded(coder, rows()[1]["sentence"], setting)
    assert {s.poa for s in case.suggestions} == {None}
    assert not [q for q in case.queries if q.topic == "Time of onset"]


def test_unknown_is_rare_and_always_asked(coder) -> None:
    case = coded(coder, UNCLEAR)
    unknown = [s for s in case.suggestions if s.poa is Presence.UNKNOWN]
    asked = [q for q in case.queries if q.topic == "Time of onset"]
    assert len(unknown) >= 2
    assert len(asked) == 2  # at most two questions, whatever is unknown
    assert [objections(q) for q in asked if objections(q)] == []
    assert not [f for f in coder.findings(case) if f.rule.startswith("poa")]
