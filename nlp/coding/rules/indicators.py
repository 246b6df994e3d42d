# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions where findings stand without a diagnosis, a diagnosis without findings, or two statements disagree.

The cases in which a compliant question is due: conflicting, incomplete or ambiguous documentation, clinical indicators
without a diagnosis, a diagnosis without indicators, a link or an onset that is not stated.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.findings.query_tables import Reach
from nlp.coding.rules.asking import asked, is_stay, words_in
from nlp.coding.rules.making import is_denied_before
from nlp.coding.wording import Wording
from nlp.domain.case import Assertion, Mention, Setting

_MOST = 5  # a coder sends few questions; the first are those about conflicts and missing diagnoses
_WHOLE_NOTE = 120  # words; a bare list of diagnoses holds no findings anyway
_CREATININE = re.compile(r"\b(?:creatinine|creat|scr|cr)\b[^.;\n\d]{0,25}(\d{1,2}\.\d{1,2})")
_BASELINE = r"{usual value} (?:\w+ ){0,2}?(?:of |is |was |~|around |approximately )?(\d\.\d{1,2})\b"
_TYPE_1, _TYPE_2 = "{diabetes named type 1}", "{diabetes named type 2}"
_RISE = re.compile(r"\bfrom (?:a )?(?:baseline )?(?:of )?(\d\.\d{1,2}) to (\d{1,2}\.\d{1,2})\b")
_FACTOR = 1.5  # the rise that calls for an explanation (KDIGO)
_PROCEDURE = ("procedure", "preop_diagnoses", "postop_diagnoses")
_PAIRED = re.compile(
    r"unspecified (?:eye|ear|knee|hip|shoulder|breast|kidney|ovary|foot|ankle|elbow|wrist|hand|lower leg|upper arm)\b"
)
_CONCLUDING = ("assessment", "assessment_plan", "impression", "hospital_course", "consults", "discharge_diagnoses",
               "diagnoses", "final_diagnoses", "plan")  # fmt: skip


def ask_by_indicator(workings: Workings, context: Context) -> Workings:
    """Ask what findings mean that were treated or followed without a diagnosis (III.B, IV.K, I.B.14)."""
    rows = context.knowledge.claims.queries.indicators
    said = {w.text.lower() for w in context.written(frozenset[str]().union(*(row.words for row in rows)))}
    for row in rows:
        if not row.words & said or not _reaches(context, row.reach) or workings.first(*row.answered):
            continue
        cause = workings.first(*row.beside) if row.beside else None
        found = words_in(context, row.first) if cause or not row.beside else None
        other = words_in(context, row.second) if found and row.second else None
        if found is None or (row.second and other is None):
            continue
        named = cause.mentions[0] if cause else None
        workings = asked(workings, context, row.topic, row.request, row.options, named, found, other)
    return workings


def ask_about_validity(workings: Workings, context: Context) -> Workings:
    """Ask for the findings behind a diagnosis of a stay of which the note shows none (I.A.19 with clinical review)."""
    if not is_stay(context) or len(context.words) < _WHOLE_NOTE:
        return workings
    for row in context.knowledge.claims.queries.validity:
        draft = workings.first(*row.codes)
        if draft is None or (row.unless and workings.first(*row.unless)) or row.indicators.search(context.lower):
            continue
        text = f"The note shows no {row.lack}. Please document whether the diagnosis stands."
        options = ("It stands (please document the findings)", "It was ruled out", "Another diagnosis explains it")
        workings = asked(workings, context, row.topic, text, options, draft.mentions[0])
    return workings


def ask_for_detail(workings: Workings, context: Context) -> Workings:
    """Ask for acuity, type, stage or pattern where it changes the code and the provider is likely to know (I.B.18)."""
    for row in context.knowledge.claims.queries.details:
        if not _reaches(context, row.reach):
            continue
        draft = _vague(workings, context, row.codes, row.title)
        support = words_in(context, row.support) if draft and row.support else None
        if draft is None or (row.support and support is None):
            continue
        workings = asked(workings, context, row.topic, row.request, row.options, draft.mentions[0], support)
    return workings


def _vague(workings: Workings, context: Context, codes: tuple[str, ...], title: str) -> Draft | None:
    if codes:
        return workings.first(*codes)
    entries = ((d, context.book.entry(d.code)) for d in workings.drafts)
    return next((d for d, entry in entries if entry and title in entry.title), None)


def ask_about_kidney_injury(workings: Workings, context: Context) -> Workings:
    """Ask what a creatinine of half as much again as the baseline means (III.B)."""
    if context.encounter.setting is Setting.OUTPATIENT or workings.first("N17", "N18.6", "N99.0", "O90.4", "T79.5"):
        return workings
    found = _risen(context)
    if found is None:
        return workings
    options = (
        "Acute kidney injury (please name the cause)",
        "Chronic kidney disease only",
        "Not clinically significant",
    )
    text = "Please document the associated diagnosis, if any."
    return asked(workings, context, "Kidney function", text, options, *found)


def _risen(context: Context) -> tuple[Mention, ...] | None:
    """Return the words of a rise of creatinine: "from 0.9 to 2.1", or a value beside a stated baseline."""
    if "creatinine" not in context.lower and " cr " not in context.lower:
        return None
    for rise in _RISE.finditer(context.lower):
        named = "cr" in context.lower[max(0, rise.start() - 40) : rise.start()]
        if named and float(rise[2]) >= _FACTOR * float(rise[1]) > 0:
            return (context.mention_of(rise.start(), rise.end()),)
    base = context.knowledge.phrases[_BASELINE].search(context.lower)
    if base is None or float(base[1]) <= 0:
        return None
    for value in _CREATININE.finditer(context.lower):
        is_base = value.start(1) == base.start(1)
        if not is_base and float(value[1]) >= _FACTOR * float(base[1]) and not is_denied_before(context, value.start()):
            return (context.mention_of(value.start(), value.end()), context.mention_of(base.start(), base.end()))
    return None


def ask_about_diabetes_type(workings: Workings, context: Context) -> Workings:
    """Ask for the type of diabetes where the note names two (I.C.4.a)."""
    if workings.first("E08", "E10", "E11", "E13") is None:
        return workings
    one = words_in(context, _TYPE_1)
    other = words_in(context, _TYPE_2) if one else None
    if one is None or other is None:
        return workings
    text = "The type is documented in two ways. Please clarify it."
    options = ("Type 1", "Type 2", "Another type (please name it)")
    return asked(workings, context, "Kind of diabetes", text, options, one, other)


def ask_about_procedure_side(workings: Workings, context: Context) -> Workings:
    """Ask for the side of a condition that was operated on where it is told nowhere (I.B.13)."""
    if not any(s.category in _PROCEDURE for s in context.analysis.sections):
        return workings
    for draft in workings.drafts:
        entry = context.book.entry(draft.code)
        if entry is not None and _PAIRED.search(entry.title):
            text = "Please document the side."
            return asked(workings, context, "Side", text, ("Right", "Left", "Both sides"), draft.mentions[0])
    return workings


def ask_about_contradiction(workings: Workings, context: Context) -> Workings:
    """Ask what holds where a coded diagnosis is ruled out elsewhere in the provider's own words (I.B.14, III.B)."""
    if not is_stay(context):
        return workings
    words = context.knowledge.phrases["ruled out"]
    for draft in workings.drafts:
        terms = {m.term for m in draft.mentions if m.term and not m.term.startswith("pattern:")}
        against = next((m for m in context.analysis.mentions if m.term in terms and _is_ruled_out(m, words)), None)
        if against is not None:
            text = "The diagnosis is documented in two ways. Please clarify it."
            options = ("It was confirmed", "It was ruled out", "It is still uncertain")
            whole = _whole(against, words)
            return asked(workings, context, "Conflicting statements", text, options, draft.mentions[0], whole)
    return workings


def _is_ruled_out(mention: Mention, words: Wording) -> bool:
    is_stated = mention.assertion is Assertion.NEGATED and mention.section in _CONCLUDING
    return is_stated and any(words.search(cue.text.lower()) for cue in mention.cues)


def _whole(mention: Mention, words: Wording) -> Mention:
    """Return the mention with the cue that denies it, so that the quotation shows both."""
    cue = next(c for c in mention.cues if words.search(c.text.lower()))
    start, end = min(mention.span.start, cue.span.start), max(mention.span.end, cue.span.end)
    return replace(mention, span=replace(mention.span, start=start, end=end))


def keep_the_needed(workings: Workings, context: Context) -> Workings:
    """Keep each question once, and no more than a coder would send."""
    del context
    once = {(q.topic, q.evidence[0].quote.lower()): q for q in reversed(workings.queries)}
    kept = [q for q in workings.queries if once[q.topic, q.evidence[0].quote.lower()] is q]
    return replace(workings, queries=tuple(kept[:_MOST]))


def _reaches(context: Context, reach: Reach) -> bool:
    setting = context.encounter.setting
    if reach is Reach.STAY:
        return setting is Setting.INPATIENT
    return reach is Reach.ANY or setting is not Setting.OUTPATIENT
