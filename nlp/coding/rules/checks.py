# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Findings: every check of a list of codes as it stands, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.coding.findings.claim import Check, Claim
from nlp.coding.findings.of_book import (
    companions,
    etiology_before,
    etiology_present,
    excludes1,
    full_length,
    known_to_book,
    manifestation_not_first,
    once_only,
    valid_on_date,
)
from nlp.coding.findings.of_order import (
    acceptable_principal,
    acute_before_chronic,
    chapter_15_first,
    covid_first,
    drug_not_first,
    may_be_first,
    only_first,
    poisoning_first,
    sepsis_first,
    sequela_second,
    tumor_treatment_first,
)
from nlp.coding.findings.of_pairs import (
    aftercare_of_injury,
    both_sides,
    cause_of_something,
    combined,
    episodes_agree,
    highest_burn,
    one_of_family,
    surroundings_of_injury,
    symptom_beside_cause,
    unspecified_beside_specific,
    unspecified_side,
)
from nlp.coding.findings.of_patient import (
    age_fits,
    birth_record,
    normal_delivery_alone,
    outcome_of_normal_delivery,
    perinatal_code_of_adult,
    sex_fits,
    trimesters_agree,
    weeks_of_abortive_outcome,
    weeks_of_pregnancy,
)
from nlp.coding.findings.of_presence import exempt_without_indicator, presence_told
from nlp.coding.findings.tables import ClaimTables
from nlp.domain.case import Encounter, Finding, Severity
from nlp.domain.codes import CodeBook

CHECKS: tuple[Check, ...] = (
    known_to_book,
    full_length,
    valid_on_date,
    once_only,
    excludes1,
    manifestation_not_first,
    normal_delivery_alone,
    may_be_first,
    drug_not_first,
    etiology_present,
    etiology_before,
    acceptable_principal,
    only_first,
    chapter_15_first,
    sepsis_first,
    covid_first,
    poisoning_first,
    tumor_treatment_first,
    sequela_second,
    acute_before_chronic,
    combined,
    one_of_family,
    unspecified_beside_specific,
    unspecified_side,
    both_sides,
    symptom_beside_cause,
    episodes_agree,
    highest_burn,
    aftercare_of_injury,
    surroundings_of_injury,
    cause_of_something,
    companions,
    age_fits,
    perinatal_code_of_adult,
    sex_fits,
    weeks_of_pregnancy,
    weeks_of_abortive_outcome,
    outcome_of_normal_delivery,
    trimesters_agree,
    birth_record,
    presence_told,
    exempt_without_indicator,
)
_NO_TABLES = ClaimTables()


def check(
    codes: tuple[str, ...],
    encounter: Encounter,
    book: CodeBook,
    *,
    tables: ClaimTables = _NO_TABLES,
    presence: Mapping[str, str] | None = None,
    pending: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return every finding on the codes, hard stops first, each pair of codes once.

    `presence` holds the present-on-admission indicators; `pending` are suggestions not decided yet: what is still
    to come is not called missing.
    """
    claim = Claim(codes=codes, encounter=encounter, book=book, tables=tables, presence=presence, pending=pending)
    found: dict[tuple[frozenset[str], Severity] | tuple[str, str], Finding] = {}
    for one in CHECKS:
        for finding in one(claim):
            pair = frozenset(finding.codes)
            is_told = len(pair) == 2 and any((pair, severity) in found for severity in Severity)
            if not is_told:
                found[(pair, finding.severity) if len(pair) == 2 else (finding.rule, finding.message)] = finding
    return tuple(sorted(found.values(), key=lambda f: f.severity is not Severity.STOP))
