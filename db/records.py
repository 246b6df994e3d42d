# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Decisions as bodies of entries, and what the bodies of entries say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from nlp.domain.case import Encounter, Setting
from nlp.domain.review import Decision, Verdict

_FIELDS = tuple(f.name for f in fields(Decision))
_NUMBERS = frozenset({"start", "end"})


def decision_body(decision: Decision) -> dict[str, object]:
    """Return the decision as the body of a DECISION entry."""
    # Not asdict(): it copies every value deeply, which is most of the time of a large export.
    body: dict[str, object] = {name: getattr(decision, name) for name in _FIELDS}
    if not decision.poa:
        # What earlier versions did not write is not written empty: their exports still follow from their entries.
        del body["poa"]
    return body | {"verdict": decision.verdict.value}


def decision_from(body: Mapping[str, object]) -> Decision:
    """Return the decision that the body holds; ValueError when it holds none."""
    # Fields that a later version adds are passed over, so that this version still reads the file.
    given = {name: body[name] for name in _FIELDS if name in body}
    for name, value in given.items():
        if not isinstance(value, int if name in _NUMBERS else str):
            raise ValueError(f"{name} has the wrong kind of value")
    try:
        return Decision(**given | {"verdict": Verdict(str(given.get("verdict")))})  # pyright: ignore[reportArgumentType]
    except TypeError as error:
        raise ValueError("a field is missing") from error


def encounter_from(body: Mapping[str, object]) -> Encounter:
    """Return the visit that the body holds; what is null, empty or negative is unknown."""
    day, age, sex = body.get("date_of_service"), body.get("age"), body.get("sex")
    return Encounter(
        setting=Setting(str(body.get("setting") or Setting.OUTPATIENT)),
        date_of_service=date.fromisoformat(day) if isinstance(day, str) and day else None,
        age=age if isinstance(age, int) and age >= 0 else None,
        sex=sex if isinstance(sex, str) and sex else None,
    )


def text_of(body: Mapping[str, object], name: str) -> str:
    """Return the named text of the body, "" when there is none."""
    value = body.get(name)
    return value if isinstance(value, str) else ""
