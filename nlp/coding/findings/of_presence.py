# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the present-on-admission indicators of a stay (guidelines, Appendix I)."""

from __future__ import annotations

from nlp.coding.findings.claim import Claim, warning
from nlp.domain.case import Finding

_CITATION = "Guidelines, Appendix I"


def presence_told(claim: Claim) -> list[Finding]:
    """Warn of codes of a stay that lack the indicator, exempt ones excepted."""
    if not claim.is_stay or claim.presence is None:
        return []
    told = claim.presence
    codes = tuple(c for c in claim.codes if not told.get(c) and not claim.tables.is_poa_exempt(c))
    if not codes:
        return []
    message = f"{', '.join(codes[:4])}: present on admission is not told. Choose Y, N, U or W."
    return [warning("poa-missing", codes, message, _CITATION)]


def exempt_without_indicator(claim: Claim) -> list[Finding]:
    """Warn of an indicator on a code that takes none."""
    told = claim.presence
    if not claim.is_stay or not told:
        return []
    codes = tuple(c for c in claim.codes if told.get(c) in ("Y", "N", "U", "W") and claim.tables.is_poa_exempt(c))
    if not codes:
        return []
    message = f"{', '.join(codes[:4])}: on the exempt list, so present on admission is left blank. Choose exempt."
    return [warning("poa-exempt", codes, message, f"{_CITATION}, exempt list")]
