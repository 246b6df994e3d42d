# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks against the patient: age, sex, pregnancy (Medicare Code Editor lists; guidelines I.C.15, I.C.16)."""

from __future__ import annotations

import re

from nlp.coding.findings.claim import Claim, stop, warning
from nlp.domain.case import Finding

# Edit lists of the Medicare Code Editor: (list, youngest, oldest, words).
_AGES = (
    ("newborn", 0, 0, "newborns"),
    ("pediatric", 0, 17, "patients of 0 to 17 years"),
    ("maternity", 9, 64, "patients of 9 to 64 years"),
    ("adult", 15, 124, "patients of 15 years and older"),
)
_ADULT = 18
_NO_WEEKS = ("O00", "O01", "O02", "O03", "O04", "O07", "O08", "O85", "O86", "O87", "O88.8", "O89", "O90", "O91", "O92",
             "O94", "O99.03", "O99.13", "O99.215", "O99.285")  # fmt: skip
_ABORTIVE = ("O00", "O01", "O02", "O03", "O04", "O07", "O08")
_TRIMESTER = re.compile(r"\b(first|second|third) trimester\b")
_WEEKS = re.compile(r"Z3A\.(\d\d)")


def age_fits(claim: Claim) -> list[Finding]:
    """Warn of codes that the patient's age contradicts (Medicare Code Editor, age conflict)."""
    age = claim.encounter.age
    if age is None:
        return []
    found: list[Finding] = []
    for name, low, high, words in _AGES:
        for code in claim.having(*claim.tables.edit(name)) if claim.tables.edit(name) else ():
            if not low <= age <= high:
                message = f"{code} is for {words}; this patient is {age}. Correct the age, or choose another code."
                found.append(warning("age", (code,), message, "Medicare Code Editor, age conflict"))
    return found


def perinatal_code_of_adult(claim: Claim) -> list[Finding]:
    """Warn of a perinatal code on an adult (I.C.16.a.1, I.C.16.a.4)."""
    age = claim.encounter.age
    if age is None or age < _ADULT:
        return []
    return [
        warning(
            "age",
            (code,),
            f"{code} is of the perinatal period; this patient is {age}. Keep it only if the condition has lasted since "
            f"birth, otherwise choose the code of the disease.",
            "Guideline I.C.16.a.4",
        )
        for code in claim.having("P")
    ]


def sex_fits(claim: Claim) -> list[Finding]:
    """Warn of codes that the documented sex contradicts; no stop, as the official edit is off since October 2024."""
    sex = claim.encounter.sex
    other = {"female": "male", "male": "female"}.get(sex or "")
    edits = claim.tables.edit(other) if other else ()
    return [
        warning(
            "sex",
            (code,),
            f"{code} is a code of {other} patients; this patient is {sex}. Correct the sex or the code.",
            "Medicare Code Editor, sex conflict (off since October 2024)",
        )
        for code in (claim.having(*edits) if edits else ())
    ]


def weeks_of_pregnancy(claim: Claim) -> list[Finding]:
    """Warn of obstetric codes without the week of gestation (I.C.21.c.11)."""
    codes = [c for c in claim.having("O") if not c.startswith(_NO_WEEKS) and "puerperium" not in claim.title(c)]
    if not codes or claim.has_known(("Z3A",), but=""):
        return []
    message = f"{codes[0]} stands without the week of gestation. Add the code from Z3A, Z3A.00 where it is not known."
    return [warning("weeks-missing", (codes[0],), message, "Guideline I.C.21.c.11; Tabular chapter 15")]


def weeks_of_abortive_outcome(claim: Claim) -> list[Finding]:
    """Warn of a week of gestation beside nothing but an abortive outcome, which has none (I.C.21.c.11)."""
    weeks, obstetric = claim.having("Z3A"), claim.having("O")
    if not weeks or not obstetric or not all(c.startswith(_ABORTIVE) for c in obstetric):
        return []
    message = f"{weeks[0]} stands beside {obstetric[0]}, an abortive outcome. Remove {weeks[0]}."
    return [warning("weeks-needless", (weeks[0], obstetric[0]), message, "Guideline I.C.21.c.11")]


def outcome_of_normal_delivery(claim: Claim) -> list[Finding]:
    """Warn of another outcome than a single live birth beside a normal delivery (I.C.15.n.3)."""
    outcome = next((c for c in claim.having("Z37") if c != "Z37.0"), None)
    if "O80" not in claim.codes or outcome is None:
        return []
    message = f"{outcome} stands beside O80, which is for a single live birth. Report Z37.0, or another delivery code."
    return [warning("outcome", ("O80", outcome), message, "Guideline I.C.15.n.3")]


def trimesters_agree(claim: Claim) -> list[Finding]:
    """Warn of obstetric codes of different trimesters, or of another than the week tells (I.C.15.a.3)."""
    told = {c: m[1] for c in claim.having("O") if (m := _TRIMESTER.search(claim.title(c)))}
    weeks = next((int(m[1]) for c in claim.codes if (m := _WEEKS.fullmatch(c)) and int(m[1]) >= 8), None)
    if weeks is not None:
        right = "first" if weeks < 14 else "second" if weeks < 28 else "third"
        wrong = next((c for c, trimester in told.items() if trimester != right), None)
        if wrong:
            message = f"{wrong} says {told[wrong]} trimester; week {weeks} is in the {right}. Correct one of them."
            return [warning("trimester", (wrong,), message, "Guideline I.C.15.a.3; Tabular chapter 15")]
    if len(set(told.values())) > 1:
        message = "The obstetric codes name different trimesters. Correct them if the stay was in one."
        return [warning("trimester", tuple(told), message, "Guideline I.C.15.a.3")]
    return []


def normal_delivery_alone(claim: Claim) -> list[Finding]:
    """Stop a normal delivery beside a complication (I.C.15.n.1)."""
    others = [c for c in claim.having("O") if c != "O80"]
    if "O80" not in claim.codes or not others:
        return []
    message = f"O80 is for a delivery without complications; {others[0]} stands beside it. Remove O80 or {others[0]}."
    return [stop("normal-delivery", ("O80", others[0]), message, "Guideline I.C.15.n.1")]


def birth_record(claim: Claim) -> list[Finding]:
    """Warn of a birth record beside obstetric codes: mother and child have records of their own (I.C.15.a.2)."""
    birth, obstetric = claim.having("Z38", "P"), claim.having("O", "Z37")
    if not birth or not obstetric:
        return []
    message = f"{birth[0]} is for the child's record, {obstetric[0]} for the mother's. Keep those of this patient."
    return [warning("two-patients", (birth[0], obstetric[0]), message, "Guidelines I.C.15.a.2, I.C.16.a.1")]
