# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Findings: what the rules of the book and of claims say of a list of codes as it stands."""

from nlp.coding.findings.claim import Claim
from nlp.coding.findings.tables import ClaimTables, read_claim_tables

__all__ = ["Claim", "ClaimTables", "read_claim_tables"]
