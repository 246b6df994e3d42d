# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The birth record: how the child was born, weight, weeks, and conditions of the newborn (I.C.16)."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Workings, recoded
from nlp.coding.rules.making import draft_of
from nlp.domain.case import Setting, Step

_WEEKS = re.compile(r"\b(\d{2})(?: ?(?:weeks?|wks?|w)\b| [0-6]/7|\+[0-6]|w[0-6]d)")
_WEIGHT = r"{weight at birth}\D{0,12}(\d[\d,]{2,4}) ?g(?:rams?|m)?\b"
_KILOS = r"{weight at birth}\D{0,12}(\d\.\d{1,3}) ?kg\b"
# Upper bounds in grams and completed weeks (Tabular P07).
_BY_WEIGHT = (
    (500, "P07.01"), (750, "P07.02"), (1000, "P07.03"), (1250, "P07.14"), (1500, "P07.15"), (1750, "P07.16"),
    (2000, "P07.17"), (2500, "P07.18"),
)  # fmt: skip
_BY_WEEKS = {23: "P07.22", 24: "P07.23", 25: "P07.24", 26: "P07.25", 27: "P07.26"} | {
    weeks: f"P07.3{weeks - 27}" for weeks in range(28, 37)
}
# Conditions that have their own code when they arise in the perinatal period (I.C.16.a.1).
_PERINATAL = (
    ("J80", "P22.0"),
    ("R06.03", "P22.0"),
    ("R17", "P59.9"),
    ("E80.6", "P59.9"),
    ("A41.9", "P36.9"),
    ("E16.2", "P70.4"),
    ("R06.82", "P22.1"),
    ("J18.9", "P23.9"),
)


def code_newborn(workings: Workings, context: Context) -> Workings:
    """Code a newborn's record: chapter 16 conditions, prematurity, and the birth first (I.C.16.a)."""
    phrases, text = context.knowledge.phrases, context.lower
    if workings.first("O") is not None or context.age not in (0, None) or not phrases["newborn record"].search(text):
        return workings
    if context.age is None and not (phrases["birth"].search(text) and phrases["child"].search(text)):
        return workings
    return _with_prematurity(_with_birth(_perinatal(workings, context), context), context)


def _perinatal(workings: Workings, context: Context) -> Workings:
    for prefix, code in _PERINATAL:
        for draft in workings.every(prefix):
            if code == "P22.0" and "respiratory distress syndrome" not in context.lower:
                continue
            entry = context.book.entry(code)
            statement = f"In a newborn this is {code} {entry.title if entry else ''}."
            step = Step(statement=statement, citation="Guideline I.C.16.a.4", code=code)
            workings = workings.exchanged(draft, recoded(draft, code, step))
    return workings


def _with_birth(workings: Workings, context: Context) -> Workings:
    """Add the place and manner of birth to the record of the birth itself, once (I.C.16.a.2)."""
    phrases, text = context.knowledge.phrases, context.lower
    found = phrases["birth"].search(text)
    here = context.encounter.setting is Setting.INPATIENT and not phrases["born elsewhere"].search(text)
    vague = workings.first("Z38.2", "Z38.5")
    if found is None or not here or (vague is None and workings.first("Z38")):
        return workings
    stem = "Z38.3" if phrases["twins"].search(text) else "Z38.0"
    code = stem + ("1" if phrases["born by cesarean"].search(text) else "0")
    mention = context.mention_of(found.start(), found.end())
    made = draft_of(context, code, mention, "The child was born in this stay", "Guideline I.C.16.a.2")
    if made is None:
        return workings
    return workings.exchanged(vague, made) if vague is not None else workings.with_draft(made)


def _with_prematurity(workings: Workings, context: Context) -> Workings:
    """Add birth weight, then weeks, of a child called premature (I.C.16.d; Tabular P07 note)."""
    early = context.knowledge.phrases["premature"].search(context.lower)
    if early is None:
        return workings
    for found, code in _measures(context):
        mention = context.mention_of(found.start(), found.end())
        made = draft_of(context, code, mention, f"“{found.group()}”", "Guideline I.C.16.d; Tabular P07 note")
        workings = workings.with_draft(made) if made else workings
    if workings.first("P07.2", "P07.31", *_BY_WEEKS.values()) is not None:
        for vague in workings.every("P07.30", "P07.20", "P07.10"):
            text = "The recorded weeks or weight say it more exactly."
            workings = workings.without(vague, "superseded", text, "Guideline I.C.16.d")
    return workings


def _measures(context: Context) -> list[tuple[re.Match[str], str]]:
    """Return the recorded weight and weeks with the codes they give."""
    phrases, text = context.knowledge.phrases, context.lower
    grams, kilos, weeks = phrases[_WEIGHT].search(text), phrases[_KILOS].search(text), _WEEKS.search(text)
    weighed = grams or kilos
    measures: list[tuple[re.Match[str], str]] = []
    if weighed is not None:
        value = float(weighed.group(1).replace(",", "")) * (1 if grams else 1000)
        code = next((code for bound, code in _BY_WEIGHT if value < bound), "")
        measures += [(weighed, code)] if code else []
    if weeks is not None and int(weeks.group(1)) in _BY_WEEKS:
        measures.append((weeks, _BY_WEEKS[int(weeks.group(1))]))
    return measures
