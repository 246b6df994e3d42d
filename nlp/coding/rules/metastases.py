# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a metastatic cancer has gone, told behind the primary: "metastatic lung cancer to brain and bone" (I.C.2.m)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Workings
from nlp.coding.drafting import drafted
from nlp.domain.case import Mention
from nlp.domain.codes import Candidate
from nlp.domain.text import Span

_VAGUE = "C79.9"
_HEAD = "metastasis"
_LONGEST = 3  # words of a site
_PASSED = frozenset(["the", "both", "his", "her", "and", "right", "left"])


def name_metastases(workings: Workings, context: Context) -> Workings:
    """Code each site named behind "to"; the unspecified secondary gives way to them (I.C.2.m, I.B.2)."""
    for told in workings.every("C77", "C78", "C79"):
        for mention in told.mentions:
            for site, candidate in _sites(context, mention):
                around = context.surroundings(site)
                resolved = context.resolver.resolve(candidate.code, frozenset(site.term.split()), around, frozenset)
                if resolved is not None:
                    made = drafted(context, site, context.role_of(site.section), resolved, candidate)
                    workings = workings.with_draft(made)
    vague = workings.first(_VAGUE)
    if vague is not None and workings.first(
        "C77", "C78", "C79.0", "C79.1", "C79.2", "C79.3", "C79.5", "C79.7", "C79.8"
    ):
        workings = workings.without(vague, "superseded", "The sites are named.", "Guideline I.B.2")
    return workings


def _sites(context: Context, mention: Mention) -> Iterator[tuple[Mention, Candidate]]:
    """Yield the sites of a list that follows the words of a metastatic cancer: "to the liver, lung and bone"."""
    if not mention.term.startswith(_HEAD):
        return
    following = context.between(mention.span.end, mention.sentence.end)
    if not following or following[0].text.lower() != "to":
        return
    place = 1
    while place < len(following):
        if following[place].text.lower() in _PASSED:
            place += 1
            continue
        for length in range(_LONGEST, 0, -1):
            run = following[place : place + length]
            term = f"{_HEAD} to {' '.join(w.normal for w in run if w.normal)}"
            candidate = next(
                (c for c in context.book.candidates(term) if c.code.startswith(("C77", "C78", "C79"))), None
            )
            if candidate is not None:
                yield replace(mention, span=Span(start=run[0].start, end=run[-1].end), term=term), candidate
                break
        else:
            return
        place += length
