# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a note says about the patient and the visit: age, sex, pregnancy, episode of care."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.coding.phrases import Phrases
from nlp.domain.case import Analysis, Assertion, Encounter
from nlp.domain.codes import CodeBook

_AGE = re.compile(
    r"\b(\d{1,3})\s*-?\s*(?:y\.?\s?/?\s?o\.?\b|(?:years?|yrs?|yr)\.?[- ]old\b)|\b(\d{1,3})\s?(?:y\s)?(?=(?-i:[FM])\b)"
    r"|\b(?:mr|mrs|ms)\.? [^,\n]{2,40}, (\d{1,3})\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b\d{1,2}[- ](?:month|mo|week|wk|day)s?[- ]old\b", re.IGNORECASE)
_BORN = "(?<!live )(?<!viable )(?<!living )"  # "delivery of a live male" tells the child's sex
_SEX = re.compile(
    rf"(?P<female>\b{_BORN}(?:female|woman|girl|she|her|mrs|ms)\b|\b\d{{1,3}}\s*(?:yo|y/o|y\.o\.)?\s*f\b)"
    rf"|\b{_BORN}(?:male|man|boy|he|his|mr)\b|\b\d{{1,3}}\s*(?:yo|y/o|y\.o\.)?\s*m\b"
)
_WEEKS = r"\d{1,2}(?:\s?(?:weeks?|wks?|w)\b| [0-6]/7|w[0-6]d|\+[0-6])"
_TIME = re.compile(_WEEKS)  # what every dated pregnancy holds
_DATED = re.compile(
    rf"\bdeliver(?:y|ed) at {_WEEKS}|\b(?:pregnancy|pregnant) (?:at|of) {_WEEKS}|\bga:? {_WEEKS}"
    rf"|\b{_WEEKS}[^.\n]{{0,25}}\b(?:gestation|gestational age|pregnan(?:cy|t)|iup|ga)\b"
    rf"|\bg\d+p\d+[^.\n]{{0,20}}\bat {_WEEKS}|\bpregnan(?:t|cy),? {_WEEKS}"
)
_TRIMESTER = re.compile(r"\b(?:(first|1st)|(second|2nd)|(third|3rd)) trimester\b")
_WEEKS_ALONE = re.compile(r"(?:^|[.:;\n]\s*)(?:\d{1,2}) ?(?:weeks?|wks?)(?: [0-6]/7)?\s*(?=[.,;\n])")
_GESTATION = re.compile(
    r"\b(\d{1,2})(?:\s?(?:weeks?|wks?|w)\b|w[0-6]d| [0-6]/7|\+[0-6])(?:[^.\n]{0,25}\b(?:gestation|pregnan|iup|ga)\b)?"
)
# Weeks beside an obstetric diagnosis: "severe preeclampsia, 34 weeks", "twins at 22 weeks"; not "for 6 weeks".
_WEEKS_BESIDE = re.compile(
    rf"(?:\bat\b|[,(:]|\bis\b)\s*(?:about |approximately |~ ?)?{_WEEKS}"
    r"(?! ?(?:ago|post|pp\b|old|later|after|prior|of (?!gest)|\w* ?follow))"
)

_SUBSEQUENT = (
    r"\b(?:week|wk|month|mo|day)s?[- ]{said behind a time of healing}"
    r"|\b(?:week|wk|month|mo)s? (?:after|since) {what a time of healing is after}"
    r"|{injury}[^.\n]{0,40}{some time ago}[^.\n]{0,40}{getting better}"
    r"|\bfollow[- ]?up (?:of|for|visit)[^.\n]{0,60}{injury}"
    r"|{injury},? (?:follow[- ]?ups?|f/u|recheck\w*)\b|\bhealing (?:\w+[- ]){0,3}{injury}"
    r"|{care while an injury heals}"
)
_HEALING = (("nonunion", "{nonunion}"), ("malunion", "{malunion}"), ("delayed", "{delayed healing}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Age in years and sex, None where neither encounter nor note says."""

    age: int | None
    sex: str | None


def read_patient(text: str, encounter: Encounter) -> Patient:
    """Return what the encounter says, else what the note says first."""
    age = encounter.age if encounter.age is not None else _age(text)
    return Patient(age=age, sex=encounter.sex or _sex(text))


def is_pregnant(lower: str, phrases: Phrases) -> bool:
    """Tell whether the note says that the patient is pregnant now."""
    if ("pregnan" in lower or "hcg neg" in lower) and phrases["not pregnant"].search(lower):
        return False
    if phrases["pregnant now"].search(lower):
        return True
    if not _TIME.search(lower):
        return False
    return bool(_DATED.search(lower) or (_WEEKS_ALONE.search(lower) and phrases["words of pregnancy"].search(lower)))


def has_dated_pregnancy(lower: str, analysis: Analysis, book: CodeBook, phrases: Phrases) -> bool:
    """Tell whether a diagnosis of chapter 15 stands beside the weeks of the pregnancy."""
    if "trimester" not in lower and not _TIME.search(lower):
        return False
    return any(
        _is_dated(lower[mention.sentence.start : mention.sentence.end], phrases)
        for mention in analysis.mentions
        if mention.assertion is Assertion.AFFIRMED
        and any(c.code.startswith("O") for c in book.candidates(mention.term))
    )


def _is_dated(sentence: str, phrases: Phrases) -> bool:
    is_timed = bool(_WEEKS_BESIDE.search(sentence) or _TRIMESTER.search(sentence))
    return is_timed and not phrases["not pregnant"].search(sentence)


def named_trimester(lower: str) -> str:
    """Return the trimester that the note names without counting weeks, or ""."""
    found = _TRIMESTER.search(lower)
    return ("first", "second", "third")[(found.lastindex or 1) - 1] if found else ""


def is_entered_in_error(lower: str, phrases: Phrases) -> bool:
    """Tell whether a note declares itself to be an error."""
    return phrases["entered in error"].search(lower, 0, 600) is not None


def episode(lower: str, phrases: Phrases) -> frozenset[str]:
    """Return the words of 7th characters that the visit supports (guideline I.C.19.a)."""
    found: set[str] = set()
    if phrases["late effect"].search(lower):
        found.add("sequela")
    elif phrases[_SUBSEQUENT].search(lower):
        found.add("subsequent")
    troubled = {word for word, shape in _HEALING if phrases[shape].search(lower)}
    return frozenset(found | troubled | ({"subsequent"} if troubled else set[str]()))


def _age(text: str) -> int | None:
    if _MONTHS.search(text[:400]):
        return 0
    match = _AGE.search(text)
    return int(next(g for g in match.groups() if g)) if match else None


def _sex(text: str) -> str | None:
    """Return the sex of the first telling word."""
    found = _SEX.search(text.lower())
    return None if found is None else "female" if found["female"] else "male"


def weeks_of_gestation(lower: str) -> int | None:
    """Return the completed weeks named beside the pregnancy, else None."""
    match = _GESTATION.search(lower)
    weeks = int(match.group(1)) if match else 0
    return weeks if 4 <= weeks <= 42 else None
