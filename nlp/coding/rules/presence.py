# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Present on admission: whether each diagnosis of a stay was there when the order to admit was written.

Guidelines, Appendix I. Only inpatient records are told (UB-04, UHDDS); each indicator is stated with its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Workings
from nlp.coding.explain import evidence_of
from nlp.coding.rules.query_linter import ENDING
from nlp.domain.case import Assertion, Mention, Presence, Query, Setting, Step, Suggestion

_CITATION = "Guidelines, Appendix I"
_MOST_QUESTIONS = 2  # a coder sends few
_REACH = 60  # code points between the words of a beginning and what began
_LASTING = ("C", "E08", "E10", "E11", "E13", "I10", "I11", "I12", "I13", "Q")
_PART = re.compile(r"[;\n•]|(?<=[.\s])\d{1,2}[.)] ")  # where one part of a sentence or list ends
_FOUND = (
    "exam",
    "vitals",
    "labs",
    "imaging",
    "findings",
    "ros",
)  # of the admission, where they stand before the course
_STATED = (Assertion.AFFIRMED, Assertion.UNCERTAIN, Assertion.HISTORICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An indicator and why."""

    presence: Presence
    reason: str
    mention: Mention | None = None


def tell_presence(
    context: Context, workings: Workings, made: tuple[Suggestion, ...]
) -> tuple[tuple[Suggestion, ...], tuple[Query, ...]]:
    """Return the suggestions of a stay with their indicators, and what must be asked where the note is unclear."""
    if context.encounter.setting is not Setting.INPATIENT:
        return made, ()
    drafts = {d.code: d for d in workings.drafts}
    places = {code: n for n, code in enumerate(drafts)}
    told = {s.code: _presence_of(context, workings, drafts[s.code], places[s.code] == 0) for s in made}
    unclear = [t for t in told.values() if t.presence is Presence.UNKNOWN and t.mention is not None]
    return tuple(_with(s, told[s.code]) for s in made), tuple(_question(context, t) for t in unclear[:_MOST_QUESTIONS])


def _with(suggestion: Suggestion, told: _Told) -> Suggestion:
    sign = "exempt" if told.presence is Presence.EXEMPT else told.presence.value
    step = Step(statement=f"Present on admission: {sign}. {told.reason}", citation=_CITATION)
    return replace(suggestion, poa=told.presence, rationale=(*suggestion.rationale, step))


def _question(context: Context, told: _Told) -> Query:
    """Ask when the condition began; a yes or no question is allowed for this (compliant query practice)."""
    assert told.mention is not None
    evidence = evidence_of(context, told.mention)
    return Query(
        topic="Time of onset",
        text=f"The note documents “{evidence.quote}”. Please document whether it was there when the patient was "
        f"admitted.",
        options=("Yes, present on admission", "No, began after admission", *ENDING),
        evidence=(evidence,),
    )


def _presence_of(context: Context, workings: Workings, draft: Draft, is_first: bool) -> _Told:
    """Return the first answer of: exempt, said in words, by nature, first-listed, by section, by default."""
    claims = context.knowledge.claims
    if claims.is_poa_exempt(draft.code):
        return _Told(presence=Presence.EXEMPT, reason="The code is on the exempt list, so the field is left blank.")
    mentions = _mentions(context, workings, draft)
    return (
        _said(context, mentions, () if is_first or not _is_doubtful(context, draft) else ("operation",))
        or _by_nature(context, draft)
        or (_Told(presence=Presence.YES, reason="It led to the admission.") if is_first else None)
        or _by_section(context, mentions)
        or _by_family(context, draft)
        or _Told(presence=Presence.YES, reason="Nothing in the note says that it began after the admission.")
    )


def _mentions(context: Context, workings: Workings, draft: Draft) -> tuple[Mention, ...]:
    """Return every place where the note tells of the condition, also those that gave no code."""
    terms = {m.term for m in draft.mentions if m.term}
    own = [m for m in context.analysis.mentions if m.term in terms and m.assertion in _STATED]
    other = [d.mention for d in workings.dropped if d.code[:5] == draft.code[:5] and d.mention.assertion in _STATED]
    return tuple(dict.fromkeys((*draft.mentions, *own, *other)))


def _said(context: Context, mentions: tuple[Mention, ...], more: tuple[str, ...]) -> _Told | None:
    """Return what the note says in words; where it says both, the provider must be asked.

    `more` names kinds of words that count for this condition only: what often begins in a hospital and follows an
    operation began in the stay, unless it is what the patient was admitted for.
    """
    found: dict[Presence, tuple[str, Mention]] = {}
    for mention in mentions:
        said = _said_at(context, mention, more)
        if said is not None:
            found.setdefault(said[0], (said[1], mention))
    if {Presence.YES, Presence.NO} <= set(found):
        reason = f"The note says both “{found[Presence.YES][0]}” and “{found[Presence.NO][0]}”: ask the provider."
        return _Told(presence=Presence.UNKNOWN, reason=reason, mention=found[Presence.NO][1])
    for presence in (Presence.UNDETERMINED, Presence.NO, Presence.YES):
        if presence in found:
            return _Told(presence=presence, reason=f"The note says “{found[presence][0]}”.")
    return None


def _said_at(context: Context, mention: Mention, more: tuple[str, ...]) -> tuple[Presence, str] | None:
    """Return what the sentence of a mention says of its beginning, with the words that say so."""
    words = context.knowledge.claims.presence_words
    if not words:
        return None
    sentence = mention.sentence
    rest = context.lower[mention.span.end : max(sentence.end, mention.span.end)]
    before = _PART.split(context.lower[sentence.start : mention.span.start])[-1]
    after = _PART.split(rest)[0][:_REACH]
    own = context.note.quote(mention.span).lower()
    beside = f"{before.rpartition(',')[2][-25:]} {own} {after[:25].partition(',')[0]}"
    for kind, presence, text in (
        ("undetermined", Presence.UNDETERMINED, f"{before} {rest[: 2 * _REACH]}"),
        ("absent", Presence.NO, after),
        ("acquired", Presence.NO, beside),
        *((kind, Presence.NO, beside) for kind in more if not _is_before(context, mention)),
    ):
        if said := words[kind].search(text):
            return presence, said[0]
    if said := _begins(context, mention, before, after):
        return Presence.NO, said
    told = words["present"].search(before) or words["came"].search(before) or words["present"].search(after)
    return (Presence.YES, told[0]) if told else None


def _begins(context: Context, mention: Mention, before: str, after: str) -> str:
    """Return the words around a mention that say that it began in the stay, or ""."""
    claims = context.knowledge.claims
    words, section = claims.presence_words, claims.presence_sections.get(mention.section)
    onset = next(reversed([*words["onset"].finditer(before)]), None)
    come = next(reversed([*words["present"].finditer(before), *words["came"].finditer(before)]), None)
    is_near = onset is not None and len(before) - onset.end() <= _REACH
    started = onset if is_near and not (come and onset and come.end() > onset.end()) else None
    started = started or words["onset"].search(after[:25])
    when = words["stay"].search(before) or words["stay"].search(after)
    if section == "admission" or started is None or (when is None and section != "stay"):
        return ""
    return when[0] if when else started[0]


def _is_before(context: Context, mention: Mention) -> bool:
    """Tell whether a mention stands in a section about the time before the stay."""
    return context.knowledge.claims.presence_sections.get(mention.section) == "admission"


def _by_nature(context: Context, draft: Draft) -> _Told | None:
    """Return what the kind of condition decides: newborns, lasting diseases, injuries of a delivery."""
    code = draft.code
    if code[0] in "PQ" or (context.age == 0 and draft.code.startswith("Z38")):
        return _Told(presence=Presence.YES, reason="What a newborn has at birth counts as present.")
    family = _family(context, code)
    if family is not None and family[1] == "N":
        return _Told(presence=Presence.NO, reason=f"{family[2][:1].upper()}{family[2][1:]}.")
    entry = context.book.entry(code)
    title = entry.title.lower() if entry else ""
    is_chronic = code.startswith((*context.knowledge.chronic, *_LASTING)) or "chronic" in title
    if is_chronic and "acute" not in title:
        return _Told(presence=Presence.YES, reason="A lasting disease counts as present, whenever it was diagnosed.")
    return None


def _by_section(context: Context, mentions: tuple[Mention, ...]) -> _Told | None:
    """Return Y where the history or the emergency visit tells of it, or where the note tells of no stay yet."""
    sections = context.knowledge.claims.presence_sections
    if any(sections.get(m.section) == "admission" for m in mentions):
        return _Told(presence=Presence.YES, reason="The note tells of it before the stay.")
    course = next((s.title.start for s in context.analysis.sections if sections.get(s.category) == "stay"), None)
    if course is not None and any(m.section in _FOUND and m.span.start < course for m in mentions):
        return _Told(presence=Presence.YES, reason="It was found before the course of the stay is told.")
    if course is None:
        return _Told(presence=Presence.YES, reason="The note tells of it and of no course of a stay after it.")
    return None


def _by_family(context: Context, draft: Draft) -> _Told | None:
    """Return U for what often begins in a hospital and of whose beginning the note says nothing."""
    family = _family(context, draft.code)
    if family is None or family[1] != "U":
        return None
    reason = "The note does not say when it began, and it often begins in a hospital: ask the provider."
    return _Told(presence=Presence.UNKNOWN, reason=reason, mention=draft.mentions[0])


def _is_doubtful(context: Context, draft: Draft) -> bool:
    family = _family(context, draft.code)
    return family is not None and family[1] == "U"


def _family(context: Context, code: str) -> tuple[str, str, str] | None:
    return next((f for f in context.knowledge.claims.presence_families if code.startswith(f[0])), None)
