# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of codes that say the same twice, contradict each other, or belong into one (guidelines I.B)."""

from __future__ import annotations

from itertools import combinations

from nlp.coding.findings.claim import Claim, rated, warning
from nlp.coding.findings.sides import bilateral_of, is_sided_twin, plain_title
from nlp.coding.injury_codes import episode_character, is_initial, is_injury
from nlp.domain.case import Finding

_CAUSES = ("V", "W", "X", "Y0", "Y1", "Y2", "Y3")
_SURROUNDINGS = ("Y92", "Y93", "Y99")
_REPEATED_CHAPTERS = ("S", "T", "O", "Z", "R", "V", "W", "X", "Y")


def combined(claim: Claim) -> list[Finding]:
    """Warn of two codes for which the book has one, or of which one denies the other (I.B.9, I.A.15)."""
    found: dict[tuple[str, str], Finding] = {}
    for row in claim.tables.combined:
        if row.one not in claim.beginnings or row.other not in claim.beginnings:
            continue
        one = next(iter(claim.having(row.one)), None)
        other = next((c for c in claim.having(row.other) if c != one), None)
        if one is None or other is None or (one, other) in found:
            continue
        message = f"{one} and {other} stand side by side. Report {row.instead}, unless the note says otherwise."
        found[one, other] = rated(row.severity)("combination", (one, other), message, row.citation)
    return list(found.values())


def one_of_family(claim: Claim) -> list[Finding]:
    """Warn of two codes of a family in which only one can be right."""
    found: list[Finding] = []
    for prefix, what, citation in claim.tables.only_one:
        codes = tuple(dict.fromkeys(claim.having(prefix))) if prefix in claim.beginnings else ()
        if len(codes) > 1:
            message = f"{' and '.join(codes[:2])} name two {what}. Keep the one the note supports, or ask the provider."
            found.append(warning("only-one", codes, message, citation))
    return found


def unspecified_beside_specific(claim: Claim) -> list[Finding]:
    """Warn of an unspecified code beside a specific one of the same condition (I.B.18)."""
    found: list[Finding] = []
    for vague in claim.codes:
        entry = claim.book.entry(vague)
        if entry is None or vague.startswith(_REPEATED_CHAPTERS) or not entry.title.endswith(", unspecified"):
            continue
        stem = vague[: len(vague) - 1]
        if len(stem) < 4 or entry.title.startswith("Other "):
            continue
        told = next((c for c in claim.codes if c != vague and c.startswith(stem) and _is_told(claim, c)), None)
        if told:
            message = f"{vague} says less than {told} beside it. Remove {vague} if it is the same condition."
            found.append(warning("less-specific", (vague, told), message, "Guideline I.B.18"))
    return found


def _is_told(claim: Claim, code: str) -> bool:
    return "unspecified" not in claim.title(code)


def symptom_beside_cause(claim: Claim) -> list[Finding]:
    """Warn of a symptom beside the diagnosis that routinely brings it (I.B.4, I.B.5)."""
    found: dict[str, Finding] = {}
    for symptom, explaining, citation in claim.tables.integral:
        codes = claim.having(symptom) if symptom in claim.beginnings else ()
        causes = [c for c in claim.having(*explaining) if c not in codes] if codes else []
        if codes and causes and codes[0] not in found:
            message = (
                f"{codes[0]} is a routine part of {causes[0]}. Remove it, unless the note separates it from that "
                f"diagnosis."
            )
            found[codes[0]] = warning("integral-symptom", (codes[0], causes[0]), message, citation)
    return list(found.values())


def unspecified_side(claim: Claim) -> list[Finding]:
    """Warn of an unspecified side beside the same condition of a known side (I.B.13)."""
    found: list[Finding] = []
    for vague in claim.codes:
        title = claim.title(vague)
        others = [c for c in claim.codes if c[:3] == vague[:3] and c != vague] if "unspecified" in title else []
        told = next((c for c in others if is_sided_twin(title, claim.title(c), vague, c)), None)
        if told:
            message = f"{vague} leaves the side open that {told} names. Remove {vague} if it is the same condition."
            found.append(warning("side-unspecified", (vague, told), message, "Guideline I.B.13"))
    return found


def both_sides(claim: Claim) -> list[Finding]:
    """Warn of right and left where the book has a code for both sides (I.B.13)."""
    found: list[Finding] = []
    titles = [(c, claim.title(c).lower()) for c in claim.codes]
    sided = [c for c, title in titles if " right" in f" {title}" or " left" in title]
    for one, other in combinations(sided, 2):
        if one[:3] != other[:3] or plain_title(claim.title(one)) != plain_title(claim.title(other)):
            continue
        if one == other or episode_character(one) != episode_character(other):
            continue
        both = bilateral_of(claim.book, one)
        if both:
            message = f"{one} and {other} are the two sides of one condition. Report {both} in their place."
            found.append(warning("both-sides", (one, other), message, "Guideline I.B.13"))
    return found


def highest_burn(claim: Claim) -> list[Finding]:
    """Warn of burns of two degrees at one site: only the highest is reported (I.C.19.d.2)."""
    burns = claim.having("T20", "T21", "T22", "T23", "T24", "T25")
    for one, other in combinations(burns, 2):
        if one[:3] == other[:3] and one[5:] == other[5:] and one[4] != other[4] and "0" not in (one[4], other[4]):
            low, high = sorted((one, other), key=lambda code: int(code[4]) % 4)
            if (int(one[4]) > 3) == (int(other[4]) > 3):  # burns and corrosions are not compared
                message = f"{low} and {high} are one site in two degrees. Report {high} alone."
                return [warning("burn-degree", (low, high), message, "Guideline I.C.19.d.2")]
    return []


def episodes_agree(claim: Claim) -> list[Finding]:
    """Warn of active treatment and aftercare of injuries in one visit (I.C.19.a)."""
    injuries = [c for c in claim.codes if is_injury(c) and episode_character(c)]
    now = next((c for c in injuries if is_initial(c)), None)
    later = next((c for c in injuries if not is_initial(c) and episode_character(c) != "S"), None)
    if now and later:
        message = f"{now} says active treatment, {later} later care. Make them agree if one event caused both."
        return [warning("episode", (now, later), message, "Guideline I.C.19.a")]
    causes = [c for c in claim.having(*_CAUSES) if is_initial(c)]
    if causes and injuries and now is None:
        message = f"{causes[0]} says active treatment, the injuries do not. Give it their 7th character."
        return [warning("episode", (causes[0], injuries[0]), message, "Guideline I.C.20.a.2")]
    return []


def aftercare_of_injury(claim: Claim) -> list[Finding]:
    """Warn of an aftercare Z code beside an injury, whose 7th character says it already (I.C.21.c.7)."""
    healing = next((c for c in claim.codes if is_injury(c) and episode_character(c) and not is_initial(c)), None)
    care = next(iter(claim.having("Z47.8", "Z48.0", "Z48.8", "Z51.89")), None)
    if healing is None or care is None:
        return []
    message = f"{care} stands beside {healing}, whose 7th character says aftercare already. Remove {care}."
    return [warning("aftercare", (care, healing), message, "Guideline I.C.21.c.7")]


def surroundings_of_injury(claim: Claim) -> list[Finding]:
    """Warn of place, activity or status codes without an injury, or after its first visit (I.C.20.b, c, k)."""
    codes = claim.having(*_SURROUNDINGS)
    harmed = [c for c in claim.codes if is_injury(c) or c.startswith(("T8", "M84", "M80", *_CAUSES))]
    if not codes:
        return []
    if not harmed and not claim.pending:
        message = f"{codes[0]} stands without an injury or its cause. Remove it, or add what happened."
        return [warning("place-alone", codes, message, "Guideline I.C.20.b")]
    injuries = [c for c in harmed if is_injury(c) and episode_character(c)]
    if injuries and not any(is_initial(c) for c in injuries):
        message = f"{codes[0]} is reported once, at the first visit for the injury. Remove it from this later visit."
        return [warning("place-later", codes, message, "Guideline I.C.20.b, I.C.20.c")]
    return []


def cause_of_something(claim: Claim) -> list[Finding]:
    """Warn of an external cause with nothing that it caused (I.C.20.a.1)."""
    causes = claim.having(*_CAUSES)
    rest = [c for c in claim.codes if c[0] not in "VWXYZ"]
    if not causes or rest or claim.pending:
        return []
    message = f"{causes[0]} stands without anything that it caused. Add the injury or condition before it."
    return [warning("cause-alone", causes, message, "Guideline I.C.20.a.1")]
