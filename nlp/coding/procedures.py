# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Words that name what was done and not what the patient has: operations, examinations, the reason of a visit."""

from __future__ import annotations

import re

from nlp.coding.context import Context
from nlp.coding.draft import MentionPolicy, Role
from nlp.domain.case import Assertion, Mention

_LEFT_BY_SURGERY = ("Z89", "Z90", "Z93", "Z94", "Z95.1", "Z96", "Z98")
_OPERATION = re.compile(
    r"(?:ectomy|ostomy|plasty|amputation|resection|replacement|bypass|transplantation"
    r"|\btk[ar]|\bth[ar]|\bcabg|\bturp|\btavr)\b",
    re.IGNORECASE,
)
_DONE_BEFORE = re.compile(
    r"\b(?:s/p|status|history|hx|prior|previous|post|old|past|had|underwent|after|since|with an?|has an?|following"
    r"|aftercare)\b"
)
_DONE_SINCE = re.compile(r"[^.;\n]{0,25}\b(?:status|(?:19|20)\d\d|ago|in the past|in place|scar|stump|site)\b")
_STATUS_OF = (*_LEFT_BY_SURGERY, "Z95", "Z97")
_TO_COME = re.compile(
    r"\b(?:plan\w*|schedul\w*|consider\w*|discuss\w*|candidate|refer\w*|recommend\w*|wants?|would like|interested in"
    r"|(?:will|may|might|could) (?:\w+ )?(?:need|have|get|undergo|require|benefit)|needs?|awaiting|eligible|future"
    r"|(?:evaluat\w+|work-?up) for)\b[^.;]*$"
)
_COMING = re.compile(
    r"[^.;]{0,25}\b(?:scheduled|planned|recommended|discussed|offered|declined|pending|tomorrow"
    r"|next (?:week|month|year))\b"
)
_IN_PLACE = re.compile(r"[^.;]{0,15}\b(?:in place|in situ|(?:19|20)\d\d|ago|working|functioning|interrogat\w+)\b")
_ON_IT = re.compile(
    r"\s+(?:repair|release|surgery|excision|resection|extraction|removal|decompression|reconstruction|fixation|ablation)\b"
)
_OVER = re.compile(
    r"\b(?:s/p|status[- ]post|after|following|underwent|had|history of|hx of|prior|previous|post[- ]?op\w*|recovering"
    r"|since|out from)\b[^.;]*$"
)
_REASONS_TO_COME = ("Z00", "Z01", "Z02", "Z04", "Z23", "Z33.1", "Z51.0", "Z51.1", "O80", "O82")
_STATED_STATUS = re.compile(r"history|hx|status|absen|post|prior|previous|s/p")


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
    if _DONE_BEFORE.search(before + context.lower[at.start : at.end]) or _IN_PLACE.match(context.lower, at.end):
        return False
    after = context.lower[at.end : min(sentence.end, at.end + 45)]
    return _TO_COME.search(before) is not None or _COMING.match(after) is not None


def _is_operated(context: Context, mention: Mention) -> bool:
    """Tell whether the words name an operation that is over: "six weeks after his carpal tunnel release"."""
    if not _ON_IT.match(context.lower, mention.span.end):
        return False
    before = context.lower[max(mention.sentence.start, mention.span.start - 80) : mention.span.start]
    return _OVER.search(before) is not None or _DONE_SINCE.match(context.lower, mention.span.end) is not None


def _is_done_here(context: Context, mention: Mention, code: str) -> bool:
    """Tell an operation of this stay from the status it leaves: Z codes speak of what was done before (I.C.21.c.3)."""
    if not code.startswith(_LEFT_BY_SURGERY) or not _OPERATION.search(context.note.quote(mention.span)):
        return False
    if mention.assertion is Assertion.HISTORICAL or context.knowledge.roles.get(mention.section) is Role.STATUS:
        return False
    start, end = mention.span.start, mention.span.end
    before, own = context.lower[max(mention.sentence.start, start - 40) : start], context.lower[start:end]
    return not (_DONE_BEFORE.search(before + own) or _DONE_SINCE.match(context.lower, end))


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
    return is_operation and bool(_OPERATION.search(quote)) and not _STATED_STATUS.search(quote)
