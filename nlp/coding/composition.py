# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Terms put together from parts: a neoplasm is its behaviour and its site, in every order a note may use.

The sites with their codes stand in a table, as in the Neoplasm Table of the Alphabetic Index.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SITES = "neoplasm_sites.csv"
# Behaviour: the column of the Neoplasm Table, the words before a site ("tumor of …") and those behind it ("… tumor").
_BEHAVIORS = (
    ("unspecified", ("tumor of",), ("tumor",)),
    (
        "primary",
        ("carcinoma of", "adenocarcinoma of", "malignant tumor of"),
        ("carcinoma", "adenocarcinoma", "malignant tumor"),
    ),
    # "Metastasis of" names where the cancer comes from as often as where it went: only "to" and "in" tell.
    ("secondary", ("metastasis to", "metastasis in", "metastatic lesion in"), ("metastasis", "metastatic lesion")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A term made of a behaviour and a site, the code of both together, and its place in the table."""

    term: str
    code: str
    reference: str


def composed_terms(table: Path) -> Iterator[Composed]:
    """Yield the terms of every site; columns site, word (noun or adjective), primary, secondary, unspecified."""
    if not table.exists():
        return
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from _of_site(row)


def _of_site(row: dict[str, str]) -> Iterator[Composed]:
    site, is_noun = row["site"], row["word"] == "noun"
    for behavior, before, behind in _BEHAVIORS:
        if code := row[behavior]:
            forms = [f"{site} {word}" for word in behind]
            forms += [f"{word} {site}" for word in before] if is_noun else []
            reference = f"Neoplasm Table: {site}, {behavior}"
            yield from (Composed(term=form, code=code, reference=reference) for form in forms)
