# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Joints and implants that notes tell in verbs, and where bone is thin (I.C.21.c.3; Tabular M85.8, T84.8)."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Role, Workings, recoded
from nlp.coding.rules.making import draft_of, is_denied_before, sentence_of
from nlp.domain.case import Step

_SIDES = {"right": "1", "rt": "1", "r": "1", "left": "2", "lt": "2", "l": "2", "both": "3", "bilateral": "3"}
_ROOTS = {"knee": "Z96.65", "hip": "Z96.64", "shoulder": "Z96.61"}
_JOINT = (
    r"(?:(?P<side>right|left|rt|lt|r|l|both|bilateral)\.? )?(?:of )?(?:his |her |the )?(?P<joint>knee|hip|shoulder)s?"
)

_REPLACED = (
    rf"\b{_JOINT} (?:joint )?(?:was |were |had been |has been |got )?replaced(?= {{time of a replaced joint}})"
    r"|\b(?:has|with) an? artificial (?P<side2>right|left)? ?(?P<joint2>knee|hip|shoulder)\b"
)
_SOMEBODY = r"{someone else}[^.\n]*$"


def add_replaced_joint(workings: Workings, context: Context) -> Workings:
    """Add an artificial joint that is told in verbs: "left knee was replaced in 2019" (I.C.21.c.3)."""
    phrases = context.knowledge.phrases
    for found in phrases[_REPLACED].finditer(context.lower):
        joint = found["joint"] or found["joint2"]
        digit = _SIDES.get(found["side"] or found["side2"] or "", "9")
        code = _ROOTS[joint] + ("9" if joint == "shoulder" and digit == "3" else digit)
        before = context.lower[max(0, found.start() - 80) : found.start()]
        if (
            phrases[_SOMEBODY].search(before)
            or is_denied_before(context, found.start())
            or workings.first(_ROOTS[joint])
        ):
            continue
        mention = context.mention_of(found.start(), found.end())
        if context.role_of(mention.section) not in (Role.FAMILY, Role.NEVER):
            made = draft_of(context, code, mention, "The joint is artificial", "Guideline I.C.21.c.3")
            workings = workings.with_draft(made) if made else workings
    return workings


_PAINFUL = (
    r"\bpainful (?:retained )?(?:{what an implant is of} ){0,4}{orthopedic implant}"
    r"|{pain by something} (?:(?!no\b)\w+ ){0,4}?{orthopedic implant}"
)
_LOOSE = ("T84.0", "T84.1", "T84.2", "T84.5", "T84.6", "T84.7")


def add_painful_implant(workings: Workings, context: Context) -> Workings:
    """Code pain that an orthopaedic implant causes (Tabular T84.84); a more exact complication says it already."""
    found = context.knowledge.phrases[_PAINFUL].search(context.lower)
    if found is None or is_denied_before(context, found.start()) or workings.first("T84.84", *_LOOSE):
        return workings
    mention = context.mention_of(found.start(), found.end())
    if context.role_of(mention.section) not in (Role.ASSESSED, Role.WHOLE):
        return workings
    made = draft_of(context, "T84.84XA", mention, "The implant hurts", "Tabular T84.84; guideline I.B.16")
    if made is None:
        return workings
    for pain in workings.every("M25.5", "M79.6"):
        workings = workings.without(pain, "integral", "The pain is coded as that of the implant.", "Guideline I.B.5")
    return workings.with_draft(made)


_THIN_AT = (("8", "{spine}"), ("5", "{hip or thigh bone}"), ("3", "{forearm or wrist}"))


def specify_low_bone_mass(workings: Workings, context: Context) -> Workings:
    """Name the bones of an osteopenia; more than one site is multiple sites (Tabular M85.8)."""
    draft = workings.first("M85.80")
    if draft is None:
        return workings
    sentence = sentence_of(context, draft)
    sites = [site for site, words in _THIN_AT if context.knowledge.phrases[words].search(sentence)]
    if not sites:
        return workings
    code = f"M85.8{'9' if len(sites) > 1 else sites[0]}"
    if code[-1] in "35":
        sides = context.surroundings(draft.mentions[0]).near & {"right", "left"}
        code += {"right": "1", "left": "2"}.get(next(iter(sides)), "9") if len(sides) == 1 else "9"
    step = Step(statement=f"The site is named: {code}.", citation="Tabular M85.8; guideline I.B.2", code=code)
    return workings.exchanged(draft, recoded(draft, code, step))
