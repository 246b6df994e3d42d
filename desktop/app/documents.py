# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which files of a folder are documents of one encounter, as far as their heads and names tell.

What is read of a patient's or a visit's number is compared and never shown, kept or logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.app.copied_text import OtherNote, other_note
from nlp.errors import KnownError
from nlp.intake import note_facts, read_note

_HEAD = 1_500  # code points in which a note names whom and which visit it is about
_NUMBER = r"[\s.:#*_-]{1,8}(?P<number>[A-Z0-9][A-Z0-9-]*\d[A-Z0-9-]*)\b(?![/.]\d)"
_LABEL = r"\s*(?:id|no|num|number|nbr|\#)"  # "Visit: 03/12/2026" and "Admission 2026-04-20" tell a day, not a number
_PATIENT = re.compile(rf"\b(?:MRN|(?:medical\s+record|patient|unit){_LABEL}){_NUMBER}", re.IGNORECASE)
_VISIT = re.compile(rf"\b(?:CSN|FIN|HAR|(?:encounter|visit|account|acct|admission){_LABEL}){_NUMBER}", re.IGNORECASE)
# "N-0412_hp" and "N-0412-discharge" are N-0412. Only words for kinds of documents and a single figure are parts of one
# note: "ward3_smith" and "ward3_jones", "2026-03-12" and "2026-03-13" are strangers.
_KINDS = (
    r"h&?p|hp|history|dc|ds|disch\w*|adm\w*|op|oper\w*|ed|er|cons\w*|prog\w*|notes?|summ\w*|add(?:endum)?|labs?|"
    r"results?|rad\w*|path\w*|nurs\w*|proc\w*|follow\w*|fu|orders?|meds?|part"
)
_PART = re.compile(rf"^(?P<stem>.*\d.*?)(?:[-_. ]+(?:(?:{_KINDS})\d?|[1-9]))+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHead:
    """What a note file tells of itself, and what is kept to compare it with another; `note_id` is its text's."""

    path: Path
    note_id: str
    kind: str
    day: date | None
    patient: str
    visit: str
    shingles: OtherNote


def read_head(path: Path) -> FileHead | None:
    """Read a note file for its head and its rows of words, or return None where it cannot be read."""
    try:
        note = read_note(path)
    except KnownError:
        return None
    facts = note_facts(note.text)
    head = note.text[:_HEAD]
    day = facts.encounter.date_of_service
    return FileHead(
        path=path,
        note_id=note.id,
        kind=facts.kind,
        day=day,
        patient=_number(_PATIENT, head),
        visit=_number(_VISIT, head),
        shingles=other_note(note.text, name=path.name, day=day),
    )


def of_one_encounter(head: FileHead, others: Iterable[FileHead]) -> tuple[FileHead, ...]:
    """Return the documents of the encounter by day and name, the one asked about among them."""
    found = [o for o in others if o.path == head.path or _belongs(head, o)]
    return tuple(sorted(found, key=lambda h: (h.day or date.max, h.path.name.casefold())))


def nearest(path: Path, files: Sequence[Path], most: int) -> tuple[Path, ...]:
    """Return the files that stand nearest to one in the folder's order, the nearest first, without itself."""
    if path not in files:
        return ()
    place = files.index(path)
    order = sorted((n for n in range(len(files)) if n != place), key=lambda n: abs(n - place))
    return tuple(files[n] for n in order[:most])


def _belongs(one: FileHead, other: FileHead) -> bool:
    if one.visit and other.visit:
        return one.visit == other.visit
    if one.patient and other.patient:
        is_same_day = one.day is None or other.day is None or one.day == other.day
        return one.patient == other.patient and is_same_day
    return _stem(one.path) == _stem(other.path)


def _stem(path: Path) -> str:
    part = _PART.match(path.stem)
    return (part["stem"] if part else path.stem).casefold()


def _number(pattern: re.Pattern[str], head: str) -> str:
    found = pattern.search(head)
    return found["number"].upper() if found else ""
