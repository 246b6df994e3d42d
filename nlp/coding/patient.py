# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What a note says about the patient and the visit: age, sex, pregnancy, episode of care."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.coding.wording import wording
from nlp.domain.case import Analysis, Assertion, Encounter
from nlp.domain.codes import CodeBook

_AGE = re.compile(
    r"\b(\d{1,3})\s*-?\s*(?:y\.?\s?/?\s?o\.?\b|(?:years?|yrs?|yr)\.?[- ]old\b)|\b(\d{1,3})\s?(?:y\s)?(?=(?-i:[FM])\b)"
    r"|\b(?:mr|mrs|ms)\.? [^,\n]{2,40}, (\d{1,3})\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b\d{1,2}[- ](?:month|mo|week|wk|day)s?[- ]old\b", re.IGNORECASE)
_SEX = re.compile(
    r"(?P<female>\b(?:female|woman|girl|she|her|mrs|ms)\b|\b\d{1,3}\s*(?:yo|y/o|y\.o\.)?\s*f\b)"
    r"|\b(?:male|man|boy|he|his|mr)\b|\b\d{1,3}\s*(?:yo|y/o|y\.o\.)?\s*m\b"
)
_WEEKS = r"\d{1,2}(?:\s?(?:weeks?|wks?|w)\b| [0-6]/7|w[0-6]d|\+[0-6])"
_TIME = re.compile(_WEEKS)  # what every dated pregnancy holds
_DATED = re.compile(
    rf"\bdeliver(?:y|ed) at {_WEEKS}|\b(?:pregnancy|pregnant) (?:at|of) {_WEEKS}|\bga:? {_WEEKS}"
    rf"|\b{_WEEKS}[^.\n]{{0,25}}\b(?:gestation|gestational age|pregnan(?:cy|t)|iup|ga)\b"
    rf"|\bg\d+p\d+[^.\n]{{0,20}}\bat {_WEEKS}|\bpregnan(?:t|cy),? {_WEEKS}"
)
_PREGNANT = wording(
    r"\b(?:is|currently|now|weeks|wks|weeks'|incidentally) pregnant\b|\bpregnan(?:t|cy) at\b|\bpregnancy is\b"
    r"|\biup at\b|\bprenatal visit\b|\bpregnant (?:patient|woman|female)\b"
    r"|\b(?:vaginal|cesarean|operative|instrumental) delivery (?:of|over|at|today)\b|\bin (?:active )?labor\b"
    r"|\bintrauterine pregnancy\b|\b(?:1st|2nd|3rd|first|second|third) trimester\b"
    r"|\bantepartum\b|\b(?:this|her|current) pregnancy\b"
)
_NOT_PREGNANT = re.compile(
    r"\b(?:not pregnant|pregnancy test (?:was )?negative|hcg neg"
    r"|if (?:she )?(?:becomes? )?pregnan|denies pregnan|no pregnan)"
)
_TRIMESTER = re.compile(r"\b(?:(first|1st)|(second|2nd)|(third|3rd)) trimester\b")
_WEEKS_ALONE = re.compile(r"(?:^|[.:;\n]\s*)(?:\d{1,2}) ?(?:weeks?|wks?)(?: [0-6]/7)?\s*(?=[.,;\n])")
_OBSTETRIC_WORDS = re.compile(
    r"\b(?:pregnan\w+|pre-?eclampsia|fetal|fetus|fundal height|fht|prenatal|obstetric\w*|gravida|g\d+ ?p\d+)\b"
)
_GESTATION = re.compile(
    r"\b(\d{1,2})(?:\s?(?:weeks?|wks?|w)\b|w[0-6]d| [0-6]/7|\+[0-6])(?:[^.\n]{0,25}\b(?:gestation|pregnan|iup|ga)\b)?"
)
_VOID = re.compile(
    r"\berroneous (?:encounter|entry)\b|\b(?:opened|entered|charted|documented) in error\b|\bwrong (?:patient|chart)\b"
)
# Weeks beside an obstetric diagnosis: "severe preeclampsia, 34 weeks", "twins at 22 weeks"; not "for 6 weeks".
_WEEKS_BESIDE = re.compile(
    rf"(?:\bat\b|[,(:]|\bis\b)\s*(?:about |approximately |~ ?)?{_WEEKS}"
    r"(?! ?(?:ago|post|pp\b|old|later|after|prior|of (?!gest)|\w* ?follow))"
)
_SUBSEQUENT = re.compile(
    r"\b(?:week|wk|month|mo|day)s?[- ](?:s/p|post[- ]?op|postop|follow[- ]?up|f/u|out from|status post)\b"
    r"|\b(?:week|wk|month|mo)s? (?:after|since) (?:he|she|the|his|her|an?|fall|injur\w+|fractur\w+|surgery|orif"
    r"|(?:right |left )?\w+ (?:sprain|strain|fracture|dislocation|contusion|laceration)|sprain|strain)\b"
    r"|\b(?:sprain|strain|fracture|dislocation|contusion|laceration|injury)[^.\n]{0,40}\b"
    r"(?:in (?:early |late )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|winter)\w*"
    r"|last (?:month|spring|summer|fall|winter)|(?:weeks|months?) ago)\b[^.\n]{0,40}"
    r"\b(?:less|better|improv\w+|heal(?:ed|ing)|resolving|recover\w+|settling)\b"
    r"|\b(?:fracture|wound|cast|splint) (?:check|clinic|recheck)\b|\bhealing routinely\b|\bbridging callus\b"
    r"|\b(?:fracture|sprain|strain|injury|laceration|burn|dislocation|contusion|concussion),? "
    r"(?:follow[- ]?up|f/u|recheck)"
    r"|\b(?:follow[- ]?up|f/u) (?:\w+ ){0,3}(?:sprained|fractured|burned|strained|dislocated|lacerated|bruised)\b"
    r"|\bhealing (?:\w+[- ]){0,3}(?:burn|laceration|fracture|fx|wound|sprain|abrasion|contusion)s?\b"
    r"|\bdressing change\b"
    r"|\bfollow[- ]?up of (?:a |the |his |her )?concussion\b|\bcontinues? (?:physical therapy|pt)\b"
    r"|\b(?:interval|good|progressive|expected|normal) healing\b|\bcallus is\b"
    r"|\bfollow[- ]?up (?:of|for|visit)[^.\n]{0,60}(?:fracture|sprain|injury|fx|laceration|burn|dislocation|tear)"
    r"|\broutine healing\b|\bhealing (?:well|fracture)\b|\bcast (?:off|removal|change|check)\b|\bsuture removal\b"
    r"|\bcallus formation\b|\bsubsequent encounter\b|\baftercare\b"
)
_SEQUELA = re.compile(r"\b(?:sequela|sequelae|late effects?)\b")
_HEALING = {
    "nonunion": wording(r"\bnon-?union\b"),
    "malunion": wording(r"\bmal-?union\b"),
    "delayed": wording(r"\bdelayed (?:healing|union)\b"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Age in years and sex, None where neither encounter nor note says."""

    age: int | None
    sex: str | None


def read_patient(text: str, encounter: Encounter) -> Patient:
    """Return what the encounter says, else what the note says first."""
    age = encounter.age if encounter.age is not None else _age(text)
    return Patient(age=age, sex=encounter.sex or _sex(text))


def is_pregnant(lower: str) -> bool:
    """Tell whether the note says that the patient is pregnant now."""
    if ("pregnan" in lower or "hcg neg" in lower) and _NOT_PREGNANT.search(lower):
        return False
    if _PREGNANT.search(lower):
        return True
    if not _TIME.search(lower):
        return False
    return bool(_DATED.search(lower) or (_WEEKS_ALONE.search(lower) and _OBSTETRIC_WORDS.search(lower)))


def has_dated_pregnancy(lower: str, analysis: Analysis, book: CodeBook) -> bool:
    """Tell whether a diagnosis of chapter 15 stands beside the weeks of the pregnancy."""
    if "week" not in lower and "wk" not in lower and "trimester" not in lower:
        return False
    return any(
        _is_dated(lower[mention.sentence.start : mention.sentence.end])
        for mention in analysis.mentions
        if mention.assertion is Assertion.AFFIRMED
        and any(c.code.startswith("O") for c in book.candidates(mention.term))
    )


def _is_dated(sentence: str) -> bool:
    return bool(_WEEKS_BESIDE.search(sentence) or _TRIMESTER.search(sentence)) and not _NOT_PREGNANT.search(sentence)


def named_trimester(lower: str) -> str:
    """Return the trimester that the note names without counting weeks, or ""."""
    found = _TRIMESTER.search(lower)
    return ("first", "second", "third")[(found.lastindex or 1) - 1] if found else ""


def is_entered_in_error(lower: str) -> bool:
    """Tell whether a note declares itself to be an error."""
    return _VOID.search(lower, 0, 600) is not None


def episode(lower: str) -> frozenset[str]:
    """Return the words of 7th characters that the visit supports (guideline I.C.19.a)."""
    found: set[str] = set()
    if _SEQUELA.search(lower):
        found.add("sequela")
    elif _SUBSEQUENT.search(lower):
        found.add("subsequent")
    troubled = {word for word, pattern in _HEALING.items() if pattern.search(lower)}
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
