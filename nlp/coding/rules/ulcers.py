# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Ulcers: site, side and depth wherever they are documented (I.B.14), and stages that change (I.C.12.a)."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coding.context import Context
from nlp.coding.draft import Draft, Dropped, Workings, recoded
from nlp.coding.rules.making import draft_of, is_denied_before
from nlp.domain.case import Mention, Setting, Step

_ULCER = "Tabular E08.621 to E13.621 use additional code"
# Sixth characters of L97 and L98.4, deepest first, by the words of examinations.
_DEPTHS = (
    ("4", "{necrosis of bone}"),
    ("6", "{bone of an ulcer without necrosis}"),
    ("3", "{necrosis of muscle}"),
    ("5", "{muscle of an ulcer without necrosis}"),
    ("2", "{fat layer of an ulcer}"),
    ("1", "{skin of an ulcer}"),
)
_LEG_SITES = "1234589"  # I70.23, I70.24 and I83.0 count the sites as L97 does
_SIDE_OPEN = re.compile(r"L97\.\d0\d$")
_PROGRESS = r"\bstage (\d|i{1,3}|iv)\b[^.\n]{0,50}{changes of a stage}[^.\n]{0,25}\bstage (\d|i{1,3}|iv)\b"
_STAGE = re.compile(r"\bstage ([1-4]|i{1,3}|iv)\b")
# A list goes on with a comma or "and"; behind the stage stand the site with its side, or the site alone.
_LISTED = re.compile(r"(?:,|;|\band\b) stage ([1-4]|i{1,3}|iv) (?:of |at |on )?(?:the )?((?:left |right )?[a-z]+)")
_STAGES = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def add_ulcer_site(workings: Workings, context: Context) -> Workings:
    """Add site, side and depth of a diabetic foot ulcer, from the examination too (I.B.14; Tabular E11.621)."""
    ulcer = next((d for d in workings.drafts if d.code[0] == "E" and d.code.endswith(".621")), None)
    if ulcer is None or workings.first("L89"):
        return workings
    seen = next((d for d in workings.dropped if d.code.startswith("L97") and d.reason == "section"), None)
    standing = workings.first("L97")
    if standing is not None:
        return _as_seen(workings, standing, seen)
    mention = next((m for m in ulcer.mentions if "ulcer" in m.term), ulcer.mentions[0])
    code = seen.code if seen else _foot_ulcer(context, mention)
    made = draft_of(context, code, seen.mention if seen else mention, "Site and depth of the ulcer", _ULCER)
    return workings.with_draft(made) if made else workings


def add_elliptical_pressure_ulcer(workings: Workings, context: Context) -> Workings:
    """Read a stage and a site listed behind a pressure ulcer as another: "stage 3 sacrum, stage 2 right heel"."""
    for ulcer in workings.every("L89"):
        mention = ulcer.mentions[0]
        for found in _LISTED.finditer(context.lower, mention.span.end, mention.sentence.end):
            stage = _STAGES.get(found.group(1), found.group(1))
            term = f"stage {stage} pressure ulcer {found.group(2)}"
            candidates = (c.code for c in context.book.candidates(term) if c.code[:3] == "L89")
            code = next((c for c in candidates if (entry := context.book.entry(c)) and entry.billable), "")
            if not code or code in workings.codes() or is_denied_before(context, found.start()):
                continue
            place = context.mention_of(found.start(1) - len("stage "), found.end())
            made = draft_of(context, code, place, "Another pressure ulcer of the list", "Guideline I.C.12.a.1")
            workings = workings.with_draft(made) if made else workings
    return workings


def _as_seen(workings: Workings, standing: Draft, seen: Dropped | None) -> Workings:
    """Take side and depth of an ulcer from the examination where the assessment leaves the side open (I.B.14)."""
    if seen is None or not _SIDE_OPEN.match(standing.code) or seen.code[:5] != standing.code[:5]:
        return workings
    step = Step(statement=f"The examination says more: {seen.code}.", citation="Guideline I.B.14", code=seen.code)
    mentions = (*standing.mentions, seen.mention)
    return workings.exchanged(standing, replace(recoded(standing, seen.code, step), mentions=mentions))


def _foot_ulcer(context: Context, mention: Mention) -> str:
    around = context.surroundings(mention)
    root = "L97.4" if around.near & {"heel", "midfoot"} else "L97.5"
    site = context.resolver.resolve(root, frozenset(["ulcer", "foot"]), around, frozenset)
    return site.code if site else ""


def add_venous_ulcer(workings: Workings, context: Context) -> Workings:
    """Add the ulcer that a varicose vein code names by site (Tabular I83.0 use additional code for its severity)."""
    for vein in workings.every("I83.01", "I83.02", "I83.21", "I83.22"):
        site = vein.code[-1]
        standing = workings.first("L97")
        if len(vein.code) != 7 or site not in _LEG_SITES or (standing and not _SIDE_OPEN.match(standing.code)):
            continue
        code = f"L97.{site}{vein.code[5]}{standing.code[-1] if standing else 9}"
        made = draft_of(context, code, vein.mentions[0], "Site of the ulcer", "Tabular I83.0 use additional code")
        if made is not None:
            workings = workings.exchanged(standing, made) if standing else workings.with_draft(made)
    return workings


def add_arterial_ulcer(workings: Workings, context: Context) -> Workings:
    """Join atherosclerosis of a leg with its ulcer (Index: Atherosclerosis, extremities, with ulceration)."""
    for artery in workings.every("I70.20", "I70.21", "I70.22"):
        ulcers = workings.every("L97")
        ulcer = next((u for u in ulcers if len(u.code) == 7 and u.code[4] in _LEG_SITES), None)
        if ulcer is None or ulcer.code[5] not in "12":
            continue
        code = f"I70.2{'3' if ulcer.code[5] == '1' else '4'}{ulcer.code[4]}"
        if context.book.entry(code) is not None:
            step = Step(
                statement=f"{ulcer.code} is an ulcer of that leg: {code}.",
                citation="Index: Atherosclerosis, extremities, with ulceration; Tabular I70.23, I70.24",
                code=code,
            )
            workings = workings.exchanged(artery, recoded(artery, code, step))
    return workings


def specify_ulcer_depth(workings: Workings, context: Context) -> Workings:
    """Take the depth of an ulcer from where its wound is described (I.B.14, I.C.12.b)."""
    open_ones = [d for d in workings.every("L97", "L98.4") if len(d.code) == 7 and d.code.endswith("9")]
    found = _depth(context) if len(open_ones) == 1 else ""
    if not found:
        return workings
    draft = open_ones[0]
    code = draft.code[:-1] + found
    entry = context.book.entry(code)
    if entry is None:
        return workings
    step = Step(statement=f"The depth is documented: {entry.title}.", citation="Guideline I.B.14", code=code)
    return workings.exchanged(draft, recoded(draft, code, step))


def _depth(context: Context) -> str:
    """Return the sixth character of the deepest tissue named in a sentence about an ulcer or wound."""
    phrases = context.knowledge.phrases
    for sentence in context.analysis.sentences:
        text = context.lower[sentence.start : sentence.end]
        if phrases["ulcer or wound"].search(text):
            for character, words in _DEPTHS:
                if phrases[words].search(text):
                    return character
    return ""


def code_pressure_ulcer_course(workings: Workings, context: Context) -> Workings:
    """Code the stage a pressure ulcer had on admission and the highest it reached (I.C.12.a.6)."""
    for draft in workings.every("L89"):
        sentence = draft.mentions[0].sentence
        found = context.knowledge.phrases[_PROGRESS].search(context.lower, sentence.start, sentence.end)
        stages = [_STAGES.get(s, s) for s in found.groups()] if found else []
        if len(stages) == 2 and stages[0] < stages[1] and len(draft.code) > 6:
            workings = _both_stages(workings, context, draft, stages)
        elif not stages:
            workings = _with_nearest_stage(workings, context, draft)
    return workings


def _with_nearest_stage(workings: Workings, context: Context, draft: Draft) -> Workings:
    """Take the stage that stands nearest where a sentence tells those of several ulcers (I.B.2)."""
    span, sentence = draft.mentions[0].span, draft.mentions[0].sentence
    told = list(_STAGE.finditer(context.lower, sentence.start, sentence.end))
    if len(told) < 2 or draft.code[-1:] not in "1234":
        return workings
    near = min(told, key=lambda m: max(m.start() - span.end, span.start - m.end(), 0))
    code = draft.code[:-1] + _STAGES.get(near.group(1), near.group(1))
    if code == draft.code or context.book.entry(code) is None:
        return workings
    step = Step(statement=f"“{near.group()}” stands beside this ulcer: {code}.", citation="Guideline I.B.2", code=code)
    return workings.exchanged(draft, recoded(draft, code, step))


def _both_stages(workings: Workings, context: Context, draft: Draft, stages: list[str]) -> Workings:
    """Put the stages in place of a draft: both for a stay, the highest for a visit."""
    wanted = stages if context.encounter.setting is Setting.INPATIENT else stages[1:]
    made: list[Draft] = []
    for stage in wanted:
        code = draft.code[:-1] + stage
        step = Step(statement=f"The note documents stage {stage}: {code}.", citation="Guideline I.C.12.a.6", code=code)
        made.append(recoded(draft, code, step))
    workings = workings.exchanged(draft, made[-1])
    return workings.with_draft(made[0])
