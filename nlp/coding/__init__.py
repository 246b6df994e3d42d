# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From what reading found to suggested codes: find, assert, resolve, check, explain."""

from nlp.coding.draft import MentionPolicy
from nlp.coding.engine import RULES_VERSION, suggest

__all__ = ["RULES_VERSION", "MentionPolicy", "suggest"]
