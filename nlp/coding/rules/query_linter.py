# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a question to the provider must never be: leading, about money, or the source of a new diagnosis."""

from __future__ import annotations

import re

from nlp.domain.case import Query

ENDING = ("Other (please state)", "Unable to determine")
_MONEY = re.compile(
    r"\b(?:pay\w*|reimburs\w*|revenue|money|cost\w*|drg|ms-drg|apr-drg|cc|mcc|hcc|raf|risk adjust\w*"
    r"|quality (?:score|measure|rating)s?|severity of illness|risk of mortality|soi|case[- ]mix|cmi|star rating"
    r"|billing|billable|claims?|denials?|penalt\w+|audit)\b",
    re.IGNORECASE,
)
_PUSH = re.compile(
    r"\b(?:do you agree|don't you|isn't it|would you agree|should be|we suggest|please (?:add|change|document that)"
    r"|can you document (?:that|the diagnosis of)|please confirm|is consistent with|is suggestive of"
    r"|meets? (?:the )?criteria|clearly|obviously|as you know)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”")
_LEAST_CHOICES, _MOST_CHOICES = 2, 8
_YES_NO = re.compile(r"^(?:yes|no)(?:,|$)", re.IGNORECASE)
# A yes or no is allowed only of what is documented already: presence on admission, a link, a conflict.
_MAY_BE_YES_NO = re.compile(r"\b(?:admitted|admission|related|link\w*|due to)\b", re.IGNORECASE)


def objections(query: Query) -> tuple[str, ...]:
    """Return every reason for which the question may not be sent, or ()."""
    own_words = _QUOTED.sub("", query.text)
    choices = query.options[: -len(ENDING)]
    told = {
        "The last options must be other and unable to determine.": query.options[-len(ENDING) :] != ENDING,
        "A single option leads the provider.": len(choices) < _LEAST_CHOICES,
        "The options are too many, or one stands twice.": _is_unclear(choices),
        "A yes or no is asked only of what the note documents already.": any(map(_YES_NO.match, choices))
        and _MAY_BE_YES_NO.search(own_words) is None,
        "Every question quotes the words of the note it rests on.": not _is_quoted(query),
        "The title names an answer.": any(_says(query.topic, choice) for choice in choices),
        "The text brings in a diagnosis that the note does not name.": any(_says(own_words, c) for c in choices),
        "A question never speaks of payment or of scores.": _MONEY.search(
            " ".join((query.topic, own_words, *query.options))
        )
        is not None,
        "The text pushes towards an answer.": _PUSH.search(own_words) is not None,
    }
    return tuple(objection for objection, holds in told.items() if holds)


def _is_unclear(choices: tuple[str, ...]) -> bool:
    return len(choices) > _MOST_CHOICES or len({c.lower() for c in choices}) < len(choices)


def _is_quoted(query: Query) -> bool:
    return bool(query.evidence) and all(f"“{e.quote}”" in query.text for e in query.evidence)


def _says(text: str, choice: str) -> bool:
    """Tell whether a text contains an answer, without what stands in its brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", choice).strip().lower()
    return re.search(rf"\b{re.escape(plain)}\b", text.lower()) is not None
