# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words that name what was done and not what the patient has: operations, examinations, the reason of a visit."""

from __future__ import annotations

from nlp.coding.context import Context
from nlp.coding.draft import MentionPolicy, Role
from nlp.domain.case import Assertion, Mention

_LEFT_BY_SURGERY = ("Z89", "Z90", "Z93", "Z94", "Z95.1", "Z96", "Z98")
_DONE_SINCE = r"[^.;\n]{0,25}{done since}"
_TO_COME = r"{still to come}[^.;]*$"
_COMING = r"[^.;]{0,25}{planned}"
_IN_PLACE = r"[^.;]{0,15}{in place}"
_ON_IT = r"\s+{done to it}"
_OVER = r"{operated before}[^.;]*$"
_STATUS_OF = (*_LEFT_BY_SURGERY, "Z95", "Z97")
_REASONS_TO_COME = ("Z00", "Z01", "Z02", "Z04", "Z23", "Z33.1", "Z51.0", "Z51.1", "O80", "O82")


def is_no_condition(context: Context, mention: Mention, code: str) -> bool:
    """Tell whether the words name an operation of this stay or, where every mention is coded, a reason to come."""
    if context.policy is MentionPolicy.EVERY_MENTION:
        return _is_reason_or_operation(context, mention, code)
    is_status = code.startswith(_STATUS_OF)
    return _is_done_here(context, mention, code) or (
        _is_planned(context, mention) if is_status else _is_operated(context, mention)
    )


def _is_planned(context: Context, mention: Mention) -> bool:
    """Tell a device or operation that is only planned or talked of from the status it will leave (I.C.21.c.3)."""
    sentence, at = mention.sentence, mention.span
    before = context.lower[max(sentence.start, at.start - 70) : at.start]
    phrases, own = context.knowledge.phrases, context.lower[at.start : at.end]
    if phrases["done before"].search(before + own) or phrases[_IN_PLACE].match(context.lower, at.end):
        return False
    after = context.lower[at.end : min(sentence.end, at.end + 45)]
    return bool(phrases[_TO_COME].search(before) or phrases[_COMING].match(after))


def _is_operated(context: Context, mention: Mention) -> bool:
    """Tell whether the words name an operation that is over: "six weeks after his carpal tunnel release"."""
    phrases, end = context.knowledge.phrases, mention.span.end
    if not phrases[_ON_IT].match(context.lower, end):
        return False
    before = context.lower[max(mention.sentence.start, mention.span.start - 80) : mention.span.start]
    return bool(phrases[_OVER].search(before) or phrases[_DONE_SINCE].match(context.lower, end))


def _is_done_here(context: Context, mention: Mention, code: str) -> bool:
    """Tell an operation of this stay from the status it leaves: Z codes speak of what was done before (I.C.21.c.3)."""
    phrases, quote = context.knowledge.phrases, context.note.quote(mention.span).lower()
    if not code.startswith(_LEFT_BY_SURGERY) or not phrases["operation"].search(quote):
        return False
    if mention.assertion is Assertion.HISTORICAL or context.knowledge.roles.get(mention.section) is Role.STATUS:
        return False
    start, end = mention.span.start, mention.span.end
    before, own = context.lower[max(mention.sentence.start, start - 40) : start], context.lower[start:end]
    return not (phrases["done before"].search(before + own) or phrases[_DONE_SINCE].match(context.lower, end))


def _is_reason_or_operation(context: Context, mention: Mention, code: str) -> bool:
    """Tell why the patient came, and operations as such, from conditions.

    Encounter codes are reasons of a visit (I.C.21.b), an operation is coded as a procedure; its status is another
    word: "history of", "absence of", "nephrectomized" (I.C.21.c.3). A pregnancy is incidental only if so stated
    (I.C.15.a.1).
    """
    if code.startswith(_REASONS_TO_COME):
        return True
    quote = context.note.quote(mention.span).lower()
    if code == "Z99.2":
        return "depend" not in quote  # dialysis is a procedure, the dependence on it a status
    is_operation = code.startswith(_LEFT_BY_SURGERY) and not code.startswith("Z98.5")
    phrases = context.knowledge.phrases
    is_named = is_operation and phrases["operation"].search(quote) is not None
    return is_named and not phrases["status of an operation"].search(quote)
