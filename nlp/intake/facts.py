# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a note says of its own kind, visit and patient: guesses that the coder sees and can change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nlp.domain import Encounter, Setting

_HEAD = 1_500  # code points in which a note names its kind and date

_KINDS: tuple[tuple[str, str, Setting], ...] = (
    (r"discharge\s+summary|hospital\s+discharge", "Discharge summary", Setting.INPATIENT),
    (r"emergency\s+(?:department|room)|\bED\s+(?:note|visit|provider|physician|course)|\bER\s+(?:note|visit)",
     "ED note", Setting.EMERGENCY),
    (r"admission\s+(?:note|history)|history\s+and\s+physical\s+\(?admission|hospital\s+(?:admission|day)|"
     r"inpatient\s+(?:note|progress|consult)|date\s+of\s+admission|admitting\s+diagnos[ie]s", "Inpatient note",
     Setting.INPATIENT),
    (r"operative\s+(?:note|report)|(?:pre|post)-?operative\s+diagnos[ie]s|\bop(?:erative)?\s+note",
     "Operative note", Setting.OUTPATIENT),
    (r"radiology|\b(?:CT|MRI|X-?ray|ultrasound)\b.{0,60}\b(?:report|study)|technique:|exam(?:ination)?:\s*(?:CT|MRI|XR)",
     "Radiology report", Setting.OUTPATIENT),
    (r"tele-?(?:health|medicine)|video\s+visit", "Telehealth visit", Setting.OUTPATIENT),
    (r"prenatal|obstetric|antepartum|\bOB\s+visit", "Obstetric note", Setting.OUTPATIENT),
    (r"well[- ]child|pa?ediatric", "Paediatric note", Setting.OUTPATIENT),
    (r"consult(?:ation)?\s*(?:note|report|:)|reason\s+for\s+consult", "Consultation", Setting.OUTPATIENT),
    (r"progress\s+note|office\s+visit|clinic\s+(?:note|visit)|follow-?up\s+(?:note|visit)|\bSOAP\b", "Progress note",
     Setting.OUTPATIENT),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), kind, setting) for pattern, kind, setting in _KINDS)

_MONTHS = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_DATE_LABEL = (
    r"(?:date\s+of\s+(?:service|visit|admission|procedure|surgery|exam(?:ination)?|discharge)|"
    r"service\s+date|visit\s+date|admission\s+date|discharge\s+date|admit(?:ted)?|DOS|date)[\s*_:\-]{0,8}"
)
_DATE = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<us>\d{1,2}/\d{1,2}/\d{4})|"
    r"(?P<dmy>\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4})|(?P<mdy>[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
)
_LABELLED_DATE = re.compile(rf"(?i:{_DATE_LABEL})(?:{_DATE})")

_AGE = re.compile(
    r"\b(?P<age>\d{1,3})[\s-]*(?:(?P<unit>years?|yrs?|y/?o|y\.o\.|months?|mos?|weeks?|days?)[\s-]*(?:old)?)"
    r"[\s,-]*(?:\w+[\s,-]+){0,4}?(?P<sex>woman|female|lady|girl|man|male|gentleman|boy|[MF])\b",
    re.IGNORECASE,
)
_AGE_ALONE = re.compile(r"\b(?P<age>\d{1,3})[\s-]*(?P<unit>year|yr|month|mo|week|day)s?[\s-]*old\b", re.IGNORECASE)
_AGE_LETTER = re.compile(r"\b(?P<age>\d{1,3})\s*y?(?P<sex>[MF])\b")
_FEMALE = frozenset({"woman", "female", "lady", "girl", "f"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """The kind in words ("ED note", "Note" where unknown) and the encounter as the note itself tells it."""

    kind: str
    encounter: Encounter


def note_facts(text: str) -> NoteFacts:
    """Read kind, setting, date of service, age and sex from the words of a note; what it does not say stays None."""
    head = text[:_HEAD]
    kind, setting = _kind(head)
    age, sex = _age_and_sex(text[: 2 * _HEAD])
    day = _date_of_service(head)
    return NoteFacts(kind=kind, encounter=Encounter(setting=setting, date_of_service=day, age=age, sex=sex))


def _kind(head: str) -> tuple[str, Setting]:
    """Return the kind named first in the head of the note; earlier rows win where two start together."""
    found = [(m.start(), n) for n, (pattern, _, _) in enumerate(_COMPILED) if (m := pattern.search(head))]
    if not found:
        return "Note", Setting.OUTPATIENT
    _, kind, setting = _COMPILED[min(found)[1]]
    return kind, setting


def _date_of_service(head: str) -> date | None:
    match = _LABELLED_DATE.search(head)
    return _parsed(match) if match else None


def _parsed(match: re.Match[str]) -> date | None:
    """Return the date that the matched form writes, or None for a day that does not exist."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["us"]:
            month, day, year = map(int, match["us"].split("/"))
            return date(year, month, day)
        words = re.findall(r"\w+", match["dmy"] or match["mdy"])
        day_word, month_word = (words[0], words[1]) if match["dmy"] else (words[1], words[0])
        return date(int(words[2]), _MONTHS[month_word[:3].lower()], int(day_word))
    except (ValueError, KeyError):
        return None


def _age_and_sex(head: str) -> tuple[int | None, str | None]:
    match = _AGE.search(head) or _AGE_LETTER.search(head) or _AGE_ALONE.search(head)
    if match is None or int(match["age"]) > 120:
        return None, None
    told = match.groupdict()
    unit = (told.get("unit") or "y").lower()
    age = int(match["age"]) if unit.startswith("y") else _years(int(match["age"]), unit)
    sex = (told.get("sex") or "").lower()
    return age, ("female" if sex in _FEMALE else "male") if sex else None


def _years(count: int, unit: str) -> int:
    per_year = {"m": 12, "w": 52, "d": 365}[unit[0]]
    return count // per_year
