# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which eye a diagnosis of the eye belongs to: notes name it by OD, OS, OU, RE, LE, and often once for all."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.sides import named_eyes
from nlp.coding.surroundings import Surroundings
from nlp.domain.case import Mention

_CHAPTER = ("H0", "H1", "H2", "H3", "H4", "H5")
_ELSEWHERE = ("E08.3", "E09.3", "E10.3", "E11.3", "E13.3", "S05", "T15", "T26", "C69", "D31")  # eyes in other chapters
_SIDES = frozenset(["right", "left", "bilateral"])


def with_eye(context: Context, mention: Mention, code: str, around: Surroundings) -> Surroundings:
    """Return the surroundings with the eye that the clause, the sentence or else the whole note speaks of (I.B.13).

    The nearest place that names an eye decides; a sentence or a note that names both decides nothing.
    """
    if not code.startswith((*_CHAPTER, *_ELSEWHERE)) or around.near & _SIDES:
        return around
    clause, sentence = context.clause(mention), mention.sentence
    near = named_eyes(context.between(clause.start, clause.end))
    if near:
        side = next(iter(near)) if len(near) == 1 else "bilateral"
        return around._replace(near=around.near | {side}, all=around.all | {side})
    said = named_eyes(context.between(sentence.start, sentence.end)) or context.eyes
    return around._replace(sides=said, all=around.all | said) if len(said) == 1 else around
