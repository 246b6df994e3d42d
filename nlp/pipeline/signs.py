# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a note says without a cue that ConText could link: signs before a word, denied lists, a change of person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.domain.text import Span

# "+fever", "+ fever", "-chills", "-productive cough"; "- fever" is a bullet, "+/-" says neither.
_SIGN = re.compile(r"(?<![^\s,;/(])(?<!\+/)(?:(\+)[ \t]?|([-−–])(?![ \t]))(?:[A-Za-z]+ ){0,2}\Z")
_PLUS = re.compile(r"(?<![^\s,;/(:])\+[ \t]?[A-Za-z]")
_BULLETS = re.compile(r"\A\s*[-−–]|:\s*[-−–]")
_LOOK_BACK = 32
# "Fever: no", "Fever - denies": an answer closes its line or clause, "Extremities: no edema" is none.
_ANSWER = re.compile(r"\??[ \t]*[:?=–-]{1,2}[ \t]*(no|denie[sd]|neg)\b(?=[ \t]*(?:[.,;)\n]|\Z))", re.IGNORECASE)

# "Denies:" alone on a line denies the list items beneath it, or the one line that follows.
_DENIAL = re.compile(
    r"[ \t*#]*(?P<lead>(?:(?:the )?(?:patient|pt\.?|she|he) )?(?:currently )?"
    r"(?:den(?:ies|ied|ying)|(?:pertinent )?negatives?(?: for)?|no|does not have|without)"
    r"(?: (?:any of )?the following)?)[ \t]*",
    re.IGNORECASE,
)
_LONGEST_LEAD = 60  # code points
_ITEMS = re.compile(r"(?:[ \t]*[-*•·▪][^\n]*(?:\n|\Z))+|[^\n:]+(?=\n|\Z)")

_PERSON = re.compile(
    r"[-*• \t]*(?:(?:the |this )?(?:patient|pt)|(?P<male>he)|(?P<female>she))\b"
    r"(?:[ \t]+(?:also|himself|herself|currently|now|still))*"
    r"[ \t]+(?:has|had|is|was|takes|reports|denies|uses|lives)\b",
    re.IGNORECASE,
)
_MEN = r"father|dad|brothers?|uncles?|grandfather|grandpa|son|nephew|husband|pgf|mgf"
_WOMEN = r"mother|mom|sisters?|aunts?|grandmother|grandma|daughter|niece|wife|pgm|mgm"
_EITHER = r"cousins?|siblings?|parents?|child|children|twin|relatives?|spouse|partner"
_RELATIVES = {
    "male": re.compile(rf"\b(?:{_MEN}|{_EITHER})\b", re.IGNORECASE),
    "female": re.compile(rf"\b(?:{_WOMEN}|{_EITHER})\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedList:
    """A denial that heads a list: its words and what it denies."""

    lead: Span
    items: Span


def denied_lists(text: str) -> tuple[DeniedList, ...]:
    """Return the lists that a denial heads ("Denies:" and bullets beneath)."""
    found: list[DeniedList] = []
    at = text.find(":\n")
    while at >= 0:
        line = text.rfind("\n", 0, at) + 1
        head = _DENIAL.fullmatch(text, line, at) if at - line < _LONGEST_LEAD else None
        items = _ITEMS.match(text, at + 2) if head else None
        if head and items:
            lead = Span(start=head.start("lead"), end=head.end("lead"))
            found.append(DeniedList(lead=lead, items=Span(start=items.start(), end=items.end())))
        at = text.find(":\n", at + 2)
    return tuple(found)


def sign_before(text: str, start: int, sentence: Span) -> Span | None:
    """Return the plus or minus sign that stands before the word at `start`, where it is one and no bullet or hyphen."""
    low = max(sentence.start, start - _LOOK_BACK)
    found = _SIGN.search(text[low:start])
    if found is None:
        return None
    sign = Span(start=low + found.start(), end=low + found.start() + 1)
    if found.group(1):
        return sign
    own = text[sentence.start : sentence.end]
    is_listed = text[: sign.start].rstrip(" \t")[-1:] in (",", ";") and not _BULLETS.search(own)
    return sign if is_listed or _PLUS.search(own) else None


def answer_after(text: str, end: int) -> Span | None:
    """Return the "no" that answers the template line of a mention ("Fever: no", "Seizures - denies")."""
    following = text[end : end + 2].lstrip()[:1]
    found = _ANSWER.match(text, end) if following and following in ":?=-–" else None
    return Span(start=found.start(1), end=found.end(1)) if found else None


def is_of_patient(text: str, before: Span, sentence: Span) -> bool:
    """Tell whether a sentence under a family history turns to the patient; `before` is the section up to it.

    "He" after "father" may be the father, after "mother" only the patient.
    """
    found = _PERSON.match(text, sentence.start, sentence.end)
    if found is None:
        return False
    relatives: Sequence[re.Pattern[str]] = [_RELATIVES[sex] for sex in _RELATIVES if found.group(sex)]
    return not any(pattern.search(text, before.start, before.end) for pattern in relatives)
