# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions to the provider where the note is unclear; built from quoted indicators, never leading."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import Workings
from nlp.coding.explain import evidence_of
from nlp.domain.case import Query

_ENDING = ("Other (please state)", "Unable to determine")
_UNCONTROLLED = re.compile(
    r"\b(?:uncontrolled|poorly controlled|poor control of|out of control)\b[^.\n]{0,40}\b(?:diabetes|dm"
    r"|dm2|t2dm)\b|\bdiabetes\b[^.\n]{0,25}\buncontrolled\b"
)
_CATHETER = re.compile(r"\b(?:foley|indwelling|urinary) catheter\b|\bfoley\b")


def ask_about_diabetes_control(workings: Workings, context: Context) -> Workings:
    """Ask what "uncontrolled" means: the Index sends it to hyperglycaemia or hypoglycaemia."""
    found = _UNCONTROLLED.search(context.lower)
    if found is None or workings.first("E11.65", "E10.65", "E11.64", "E10.64", "E13.65"):
        return workings
    quote = context.note.text[found.start() : found.end()]
    query = Query(
        topic="Diabetes control",
        text=f"The note says “{quote}”. Please document what this means for this patient.",
        options=("With hyperglycemia", "With hypoglycemia", *_ENDING),
        evidence=(evidence_of(context, context.mention_of(found.start(), found.end())),),
    )
    return workings.with_query(query)


def ask_about_catheter(workings: Workings, context: Context) -> Workings:
    """Ask whether a urinary infection is due to the catheter: the link is never assumed (I.B.16)."""
    infection = workings.first("N39.0", "N10", "N30")
    found = _CATHETER.search(context.lower)
    if infection is None or found is None or workings.first("T83.51"):
        return workings
    mention = context.mention_of(found.start(), found.end())
    if re.search(r"\b(?:no|removed|out)\b", context.lower[max(0, found.start() - 12) : found.end() + 25]):
        return workings
    evidence = (evidence_of(context, mention), evidence_of(context, infection.mentions[0]))
    query = Query(
        topic="Urinary infection and catheter",
        text=f"The note documents “{evidence[0].quote}” and “{evidence[1].quote}”. "
        "Please document whether they are related.",
        options=("Infection due to the catheter", "Infection not related to the catheter", *_ENDING),
        evidence=evidence,
    )
    return workings.with_query(query)
