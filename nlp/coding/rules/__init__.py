# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Every rule, in the order in which they work on a case; explicit, so that a reader sees the whole list."""

from nlp.coding.rules.checks import check
from nlp.coding.rules.tables import RULES, RULES_FOR_EVERY_MENTION

__all__ = ["RULES", "RULES_FOR_EVERY_MENTION", "check"]
