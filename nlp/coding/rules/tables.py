# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the book in their working order, and the checks of a finished list."""

from __future__ import annotations

from collections.abc import Callable

from nlp.coding.context import Context
from nlp.coding.draft import Workings
from nlp.coding.rules.checks import check as check
from nlp.coding.rules.redundant import drop_integral_symptoms, drop_parents

Rule = Callable[[Workings, Context], Workings]

RULES: tuple[Rule, ...] = (drop_parents, drop_integral_symptoms)
RULES_FOR_EVERY_MENTION: tuple[Rule, ...] = (drop_parents,)
