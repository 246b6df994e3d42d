# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Receptors of a tumour, written with signs: "ER+/PR+/HER2-" (Tabular Z17: one code for each receptor)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.coding.context import Context
from nlp.coding.draft import Workings
from nlp.coding.rules.making import draft_of

_NOTE = "Tabular Z17: use one code, as available, for each receptor"
# The code of each receptor, positive and negative.
_CODES = {"er": ("Z17.0", "Z17.1"), "pr": ("Z17.21", "Z17.22"), "her2": ("Z17.31", "Z17.32")}
# Names and then one state for them all: "ER+", "ER/PR positive", "HER-2/neu neg". A hyphen before a word is no minus.
_STATE = re.compile(
    r"\b((?:er|pr|her-?2(?:/neu)?)(?: ?(?:/|,|&|and) ?(?:er|pr|her-?2(?:/neu)?))*)"
    r"(?: ?(\+)|([-−–])(?=[/,.;)\s]|$)|[ -](?:is |was |are |were )?(?:(pos(?:itive)?)|(neg(?:ative)?))\b)"
)
_NAMES = re.compile(r"er|pr|her-?2")
_COMBINED = re.compile(
    r"\bhr ?(?:\+|[- ]pos(?:itive)?\b) ?[/,]? ?(?:and )?her-?2 ?(\+|[-−–](?![\w+])|[- ]?(?:pos|neg))"
)


def add_receptors(workings: Workings, context: Context) -> Workings:
    """Give each receptor its code, also where a sign says it; "HR+/HER2-" alone gets the combined one."""
    if workings.first("C50", "C56", "C57.0", "Z17") is None or workings.first("Z17.4") is not None:
        return workings
    combined = _COMBINED.search(context.lower)
    if combined is not None:
        found = [("Z17.410" if combined.group(1).strip(" -") in ("+", "pos") else "Z17.411", combined.span())]
    else:
        found = list(_states(context.lower))
    codes = {code for code, _ in found}
    if any({*pair} <= codes for pair in _CODES.values()):
        return workings
    for wrong in workings.every("Z17") if codes else ():
        if _is_contradicted(wrong.code, codes):
            text = "The sign behind the receptor says otherwise."
            workings = workings.without(wrong, "superseded", text, _NOTE)
    for code, (start, end) in found:
        made = draft_of(context, code, context.mention_of(start, end), f"“{context.lower[start:end].strip()}”", _NOTE)
        if made is not None and workings.first(code) is None:
            workings = workings.with_draft(made)
    return workings


def _states(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the codes of the receptors whose state is written, with their places."""
    for found in _STATE.finditer(text):
        is_positive = found.group(2) is not None or found.group(4) is not None
        for name in _NAMES.findall(found.group(1)):
            positive, negative = _CODES[name.replace("-", "")]
            yield (positive if is_positive else negative), found.span()


def _is_contradicted(code: str, codes: set[str]) -> bool:
    """Tell whether the code says of a receptor the opposite of what is written, or only a part of the combined."""
    if any(other.startswith("Z17.4") for other in codes):
        return True
    return any(code in pair and code not in codes and codes & {*pair} for pair in _CODES.values())
