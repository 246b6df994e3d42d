# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A normal delivery is one without any complication (I.C.15.n)."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import Workings


def drop_normal_delivery(workings: Workings, context: Context) -> Workings:
    """Drop the normal delivery where the note tells of a complication of this pregnancy too (I.C.15.n.1)."""
    del context
    normal = workings.first("O80")
    other = next((d for d in workings.every("O") if d is not normal), None)
    if normal is None or other is None:
        return workings
    why = f"{other.code} is a complication, and a normal delivery has none."
    return workings.without(normal, "superseded", why, "Guideline I.C.15.n.1")
