# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a question to the provider must never be: leading, about money, or the source of a new diagnosis."""

from __future__ import annotations

import re

from nlp.domain.case import Query

ENDING = ("Other (please state)", "Unable to determine")
_MONEY = re.compile(
    r"\b(?:pay\w*|reimburs\w*|revenue|money|cost\w*|drg|ms-drg|cc|mcc|hcc|raf|risk adjust\w*"
    r"|quality (?:score|measure)s?|severity of illness|billing|billable|denial|audit)\b",
    re.IGNORECASE,
)
_PUSH = re.compile(
    r"\b(?:do you agree|don't you|isn't it|would you agree|should be|we suggest|please (?:add|change|document that)"
    r"|can you document that)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”")
_LEAST_CHOICES = 2


def objections(query: Query) -> tuple[str, ...]:
    """Return every reason for which the question may not be sent, or ()."""
    own_words = _QUOTED.sub("", query.text)
    choices = query.options[: -len(ENDING)]
    found: list[str] = []
    if query.options[-len(ENDING) :] != ENDING:
        found.append("The last options must be other and unable to determine.")
    if len(choices) < _LEAST_CHOICES:
        found.append("A single option leads the provider.")
    if not query.evidence or not all(f"“{e.quote}”" in query.text for e in query.evidence):
        found.append("Every question quotes the words of the note it rests on.")
    if any(_says(query.topic, choice) for choice in choices):
        found.append("The title names an answer.")
    if any(_says(own_words, choice) for choice in choices):
        found.append("The text brings in a diagnosis that the note does not name.")
    if _MONEY.search(" ".join((query.topic, own_words, *query.options))):
        found.append("A question never speaks of payment or of scores.")
    if _PUSH.search(own_words):
        found.append("The text pushes towards an answer.")
    return tuple(found)


def _says(text: str, choice: str) -> bool:
    """Tell whether a text contains an answer, without what stands in its brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", choice).strip().lower()
    return re.search(rf"\b{re.escape(plain)}\b", text.lower()) is not None
