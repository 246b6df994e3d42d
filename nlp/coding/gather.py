# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Find, assert, resolve: every mention becomes a draft or is dropped with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from nlp.coding.adjectives import without_others
from nlp.coding.beside import HEAD, NAMELESS, fits, is_bare, is_general, recombined
from nlp.coding.compose import composed, is_head
from nlp.coding.context import Context
from nlp.coding.draft import Draft, Dropped, MentionPolicy, Role
from nlp.coding.drafting import drafted, dropped
from nlp.coding.eyes import with_eye
from nlp.coding.problems import heads_line
from nlp.coding.procedures import is_no_condition
from nlp.coding.resolve import Resolved
from nlp.coding.titles import demands
from nlp.domain.case import Assertion, Flip, Mention, Setting, Step
from nlp.domain.codes import Candidate

# Status, history and long-term-drug codes count wherever they are documented (guideline I.C.21.c.3, I.C.21.c.4).
_STATUS_TEXT = """
    Z79.0 Z79.4 Z79.5 Z79.6 Z79.8 Z85 Z86.0 Z86.7 Z87.8 Z89 Z93 Z94 Z95 Z99 Z66 Z21 Z77.2 F17 Z59 Z3A
    Z97.0 I25.2 Z17
"""
_STATUS = tuple(_STATUS_TEXT.split())
_OWN_VISIT = ("Z0", "Z11", "Z12", "Z13", "Z23", "Z3", "Z51")  # a relative's section cannot hold the patient's visit
_MOST_REPEATS = 100
# Words of kinds that the book puts beside "unspecified fracture" and "other tear", one level up.
_KINDS_TEXT = "transverse oblique spiral comminuted segmental greenstick torus bucket peripheral complex"
_KINDS = frozenset(_KINDS_TEXT.split())
_NON = re.compile(r"\bnon[- ]$")  # "non-distended" says that it is not
_SITE_OPEN = re.compile(r"unspecified (?:part|site)")
_KINDLESS = ("Unspecified fracture", "Other tear")
_TESTED = frozenset(
    ["=HIV", "=HCV", "=HBV", "=CMV", "=EBV", "hepatitis b", "hepatitis c"]
)  # a negative test is a mention like any other
_UNCERTAIN_IN = "Guideline II.H"
_UNCERTAIN_OUT = "Guideline IV.H"


class Meaning(NamedTuple):
    """A code that a mention means in its note, where that comes from, and words of titles that it says besides."""

    code: str
    candidate: Candidate
    says: frozenset[str] = frozenset()


def gather(context: Context) -> tuple[tuple[Draft, ...], tuple[Dropped, ...]]:
    """Return what every mention of the note gives."""
    drafts: list[Draft] = []
    left_out: list[Dropped] = []
    for mention in _worth_reading(context):
        for meaning in meanings(context, mention):
            result = _one(context, mention, meaning)
            if isinstance(result, Draft):
                drafts.append(result)
            elif result is not None:
                left_out.append(result)
    return tuple(drafts), tuple(left_out)


def _worth_reading(context: Context) -> Iterator[Mention]:
    """Yield the mentions; of a term that a note repeats without end only the first ones."""
    mentions = context.analysis.mentions
    is_short = len(mentions) <= _MOST_REPEATS
    seen: Counter[tuple[str, str, Assertion]] = Counter()
    before: Mention | None = None
    for mention in mentions:
        if before is not None and _repeats_head(context, before, mention):
            continue
        before = mention
        if not is_short:
            kind = (mention.term, mention.section, mention.assertion)
            seen[kind] += 1
            if seen[kind] > _MOST_REPEATS:
                continue
        yield mention


def _repeats_head(context: Context, before: Mention, mention: Mention) -> bool:
    """Tell whether a term begins with the last word of another and goes on behind a comma: "tick bite, right arm"."""
    one, other = before.span, mention.span
    if not (one.start < other.start < one.end < other.end and context.note.text.startswith(",", one.end)):
        return False
    first = mention.term.partition(" ")[0]
    return first == "arthritis" or first in context.knowledge.heads or is_head(context, before.term)


def meanings(context: Context, mention: Mention) -> Iterator[Meaning]:
    """Yield each code that the mention means in this note, with where that meaning comes from."""
    if _is_misread(context, mention):
        return
    mention = _affirmed(context, mention)
    usable = [c for c in context.book.candidates(mention.term) if fits(context, mention, c)]
    if not usable:
        return
    best = usable[0] if len(usable) == 1 else min(usable, key=_rank)
    if is_general(context, best.code):
        # "Dog bite" says how, not where; "HNP" says neither level nor region.
        is_nameless = best.code in NAMELESS or best.code.startswith("W") or is_head(context, mention.term)
        injury = composed(context, mention, best, nameless=is_nameless)
        if injury is not None:
            yield Meaning(injury.code, injury.candidate(best), injury.words)
            if not best.code.startswith("W"):
                return
        else:
            best = recombined(context, mention, best) or best
    if is_bare(context, best) or is_no_condition(context, mention, best.code):
        return
    for code in best.code.split("+"):
        yield _placed(context, mention, best, code)


def _placed(context: Context, mention: Mention, whole: Candidate, code: str) -> Meaning:
    """Return one part of what a term means, at the site beside it: "venous stasis ulcer" of the calf."""
    entry = context.book.entry(code) if code != whole.code else None
    if entry is not None and _SITE_OPEN.search(entry.title):
        found = composed(context, mention, replace(whole, code=code), nameless=True)
        if found is not None and found.code[:3] == code[:3]:
            return Meaning(found.code, whole, found.words)
    return Meaning(code, whole)


def _affirmed(context: Context, mention: Mention) -> Mention:
    """Return the mention without the word that "non-" takes away: "non-bleeding hemorrhoids" are hemorrhoids."""
    if context.policy is MentionPolicy.EVERY_MENTION:
        return mention
    is_taken = _NON.search(context.lower, max(0, mention.span.start - 5), mention.span.start)
    return replace(mention, term=mention.term.partition(" ")[2]) if is_taken else mention


def _is_misread(context: Context, mention: Mention) -> bool:
    """Tell whether the words around show that the term means something else here ("98 % on RA")."""
    others = context.knowledge.misreadings.get(mention.term)
    if not others or (context.policy is MentionPolicy.EVERY_MENTION and mention.term in _TESTED):
        return False
    text, span = context.note.text, mention.span
    before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 40]
    return any(other.applies(before, after) for other in others)


_ABOUT_PATIENT = frozenset(["male", "female", "child", "preg"])


def _rank(candidate: Candidate) -> tuple[bool, float, int]:
    """Return the place of a candidate: its priority, bettered where a condition on the patient is met."""
    strength = candidate.priority - 0.5 * (not candidate.flags.isdisjoint(_ABOUT_PATIENT))
    return (HEAD in candidate.flags, strength, len(candidate.code))


def _one(context: Context, mention: Mention, meaning: Meaning) -> Draft | Dropped | None:
    code, candidate = meaning.code, meaning.candidate
    resolved = context.resolver.settled(code) or _resolved(context, mention, code, meaning.says)
    if resolved is None:
        return None
    if resolved.title.startswith(_KINDLESS) and context.surroundings(mention).near & _KINDS:
        resolved = _by_line(context, mention, resolved)
    role = context.role_of(mention.section)
    if context.policy is MentionPolicy.EVERY_MENTION:
        return drafted(context, mention, role, resolved, candidate)
    return _asserted(context, mention, role, resolved, candidate)


def _resolved(context: Context, mention: Mention, code: str, says: frozenset[str]) -> Resolved | None:
    """Let the words around choose among the codes beneath."""
    around, visit = context.surroundings(mention), partial(context.visit, mention.sentence)
    around = without_others(context, mention, with_eye(context, mention, code, around))
    if says:
        around = around._replace(term=around.term | says)
    return context.resolver.resolve(code, _words_of(mention) | says, around, visit)


def _by_line(context: Context, mention: Mention, plain: Resolved) -> Resolved:
    """Return the fracture or tear with its course ("transverse", "bucket-handle"), which the book puts one level up."""
    above = context.book.entry(plain.code[:5])
    if above is None:
        return plain
    known = _words_of(mention) | demands(above.title).wanted | demands(plain.title).wanted
    around, visit = context.surroundings(mention), partial(context.visit, mention.sentence)
    found = context.resolver.resolve(above.code, known, around, visit)
    return found if found is not None and len(found.code) == len(plain.code) else plain


def _words_of(mention: Mention) -> frozenset[str]:
    return frozenset(mention.term.lstrip("=").lower().split())


def _asserted(
    context: Context, mention: Mention, role: Role, resolved: Resolved, candidate: Candidate
) -> Draft | Dropped | None:
    """Let the assertion decide what becomes of the mention."""
    assertion = _meant(context, mention, role, resolved)
    if assertion is Assertion.NEGATED:
        return dropped(mention, resolved.code, "negated", "The note denies it.", "Guideline I.B.4")
    if role is Role.NEVER or assertion is Assertion.HYPOTHETICAL:
        text = "It is only spoken of as a possibility or in instructions."
        return dropped(mention, resolved.code, "hypothetical", text, "Guideline IV.J")
    role = _own_role(context, role, resolved.code, assertion)
    if assertion is Assertion.FAMILY or role is Role.FAMILY:
        return _family(context, mention, role, resolved, candidate)
    if assertion is Assertion.UNCERTAIN:
        return _uncertain(context, mention, role, resolved, candidate)
    if assertion is Assertion.HISTORICAL:
        return _historical(context, mention, role, resolved, candidate)
    if context.is_planned(mention.section) and _is_managed(context, mention, resolved.code):
        role = Role.ASSESSED  # "hypertension at goal, continue lisinopril" in a plan is managed here: IV.I, IV.J
    return _sectioned(drafted(context, mention, role, resolved, candidate))


def _is_managed(context: Context, mention: Mention, code: str) -> bool:
    """Tell whether a disease is treated all the time, or heads its line."""
    return code.startswith(("Z", *context.knowledge.chronic)) or heads_line(
        context.lower, mention.span, context.knowledge.phrases
    )


def _own_role(context: Context, role: Role, code: str, assertion: Assertion) -> Role:
    """Return the role of what is the patient's own under a family history ("mother with gout. He has asthma.")."""
    if role is not Role.FAMILY or assertion is not Assertion.AFFIRMED:
        return role
    return Role.WHOLE if code.startswith(_OWN_VISIT) else context.role_of("other")


def _meant(context: Context, mention: Mention, role: Role, resolved: Resolved) -> Assertion:
    """Return the assertion as coding understands it: not everything called history is over."""
    said = mention.assertion
    if said is Assertion.AFFIRMED or said is Assertion.UNCERTAIN:
        return said
    return Assertion.AFFIRMED if _STANDS[said](context, mention, role, resolved.code) else said


def _stands_negated(_context: Context, mention: Mention, _role: Role, code: str) -> bool:
    """Tell whether an exposure stands that a negative test does not undo, or the symptom of what is ruled out."""
    if code[0] == "R":
        return "ruled out" in _cue_words(mention) and mention.cues[0].span.start >= mention.span.end
    return code.startswith("Z20") and "neg" in _cue_words(mention)


def _stands_hypothetical(_context: Context, mention: Mention, _role: Role, code: str) -> bool:
    """Tell whether it is the history for which a screening or surveillance is done: that is real."""
    cue = _cue_words(mention)
    return code.startswith(_KEPT_STATUS) and ("screen" in cue or "surveil" in cue)


def _stands_in_family(_context: Context, mention: Mention, _role: Role, code: str) -> bool:
    """Tell whether it is the patient's own visit."""
    return not mention.cues and code.startswith(_OWN_VISIT)


def _stands_historical(context: Context, mention: Mention, role: Role, code: str) -> bool:
    """Tell whether it is not over: a status itself ("history of CABG"), chronic, still healing, or of this year."""
    cue = _cue_words(mention)
    return (
        code.startswith(_KEPT_STATUS)
        or _is_this_year(context, cue)
        or (code.startswith(_UNDER_CARE) and "month" in cue)  # an injury of months ago is still healing: I.C.19.a
        or code.startswith(context.knowledge.chronic)  # IV.I
        or _was_treated_here(context, mention, role)
        or (code.startswith("L89") and " now " in context.lower[mention.span.end : mention.sentence.end])  # I.C.12.a.6
    )


_STANDS = {
    Assertion.NEGATED: _stands_negated,
    Assertion.HYPOTHETICAL: _stands_hypothetical,
    Assertion.FAMILY: _stands_in_family,
    Assertion.HISTORICAL: _stands_historical,
}
_KEPT_STATUS = ("Z", "I25.2", "I69")
_UNDER_CARE = ("S", "T", "M80", "M84")  # 7th characters and sequelae tell the time
_YEAR = re.compile(r"\b((?:19|20)\d\d)$")
_LAST_PAST_YEAR = 2024  # where the date of service is not known


def _is_this_year(context: Context, cue: str) -> bool:
    """Tell whether a date that makes an event past ("in March 2026") lies in the year of the visit or after it."""
    found = _YEAR.search(cue)
    day = context.encounter.date_of_service
    return found is not None and int(found.group(1)) > (day.year - 1 if day else _LAST_PAST_YEAR)


def _cue_words(mention: Mention) -> str:
    return mention.cues[0].text.lower() if mention.cues else ""


def _was_treated_here(context: Context, mention: Mention, role: Role) -> bool:
    """Tell whether "resolved" in the diagnoses of a stay means resolved by it (section II and III)."""
    cue = _cue_words(mention)
    return (
        role is Role.ASSESSED
        and context.encounter.setting is not Setting.OUTPATIENT
        and ("resol" in cue or "improv" in cue)
    )


def _sectioned(draft: Draft) -> Draft | Dropped:
    """Keep what its section may give; the rest is listed with the section as its reason."""
    if draft.role in (Role.ASSESSED, Role.WHOLE) or draft.code.startswith(_STATUS):
        return draft
    text = "It is mentioned outside the assessment, and nothing there says that it was treated or affected this visit."
    flip = Flip(
        change="If the provider assesses or treats it in this visit", outcome=f"{draft.code} would be suggested"
    )
    return dropped(draft.mentions[0], draft.code, "section", text, "Guideline IV.J; III", flip)


def _family(
    context: Context, mention: Mention, role: Role, resolved: Resolved, candidate: Candidate
) -> Draft | Dropped:
    code = context.knowledge.family_of(resolved.code)
    entry = context.book.entry(code) if code else None
    if entry is None or role is not Role.ASSESSED:
        text = "It is a relative's, not the patient's."
        flip = (
            Flip(change="If the family history bears on this visit", outcome=f"{code} may be added") if code else None
        )
        return dropped(mention, resolved.code, "family", text, "Guideline I.C.21.c.4", *filter(None, [flip]))
    step = Step(statement=f"A relative has it: {code} {entry.title}.", citation="Guideline I.C.21.c.4", code=entry.code)
    return drafted(context, mention, role, resolved, candidate, entry.code, step)


def _historical(
    context: Context, mention: Mention, role: Role, resolved: Resolved, candidate: Candidate
) -> Draft | Dropped:
    code = context.knowledge.history_of(resolved.code)
    entry = context.book.entry(code) if code else None
    if entry is None:
        return dropped(mention, resolved.code, "historical", "It is over; nothing treats it now.", "Guideline IV.J")
    step = Step(
        statement=f"It is over and no longer treated: {entry.code} {entry.title}.",
        citation="Guideline I.C.21.c.4; IV.J",
        code=entry.code,
    )
    result = _sectioned(drafted(context, mention, role, resolved, candidate, entry.code, step))
    if isinstance(result, Dropped):
        return dropped(mention, code, "historical", "It is over; nothing treats it now.", "Guideline IV.J")
    return result


def _uncertain(
    context: Context, mention: Mention, role: Role, resolved: Resolved, candidate: Candidate
) -> Draft | Dropped:
    """Apply II.H and III.C to inpatients, IV.H to everybody else."""
    if context.encounter.setting is not Setting.INPATIENT:
        text = "The provider is not certain of it; an outpatient diagnosis is coded to the highest certainty only."
        flip = Flip(change="Setting becomes inpatient", outcome=f"{resolved.code} would be suggested (II.H)")
        return dropped(mention, resolved.code, "uncertain", text, _UNCERTAIN_OUT, flip)
    step = Step(
        statement="Still uncertain at discharge: an inpatient diagnosis is coded as if it existed.",
        citation=f"{_UNCERTAIN_IN}; III.C",
        code=resolved.code,
    )
    draft = drafted(context, mention, role, resolved, candidate, resolved.code, step)
    return _sectioned(draft)
