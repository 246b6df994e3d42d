# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The words and glyphs that the review page says for states, sections, reasons and times."""

from __future__ import annotations

from datetime import date, datetime

from desktop.app.copied_text import Passage
from desktop.ui.review.highlights import MarkState
from nlp.domain import Encounter, Setting

# English whatever the system's language: the audit file and the notes are English as well.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

STATE_WORDS: dict[MarkState, str] = {
    MarkState.SUGGESTED: "suggested",
    MarkState.ACCEPTED: "accepted",
    MarkState.REJECTED: "rejected",
    MarkState.NEGATED: "negated",
    MarkState.FAMILY: "family",
    MarkState.HISTORICAL: "past",
    MarkState.HYPOTHETICAL: "if / when",
    MarkState.UNCERTAIN: "uncertain",
    MarkState.CUE: "cue",
}

# Reason of a not-coded mention: heading, meaning. The order is that of the list.
REASONS: dict[str, tuple[str, str]] = {
    "uncertain": ("Uncertain", "not coded in this setting"),
    "negated": ("Negated", "said to be absent"),
    "family": ("Family", "said of a relative"),
    "historical": ("Past", "said to be over"),
    "hypothetical": ("If / when", "watched for, not present"),
    "integral": ("Part of another code", "comes with a condition that is coded"),
    "superseded": ("Less exact", "a more exact code stands"),
    "excludes1": ("Excluded by the book", "cannot stand beside a code that is suggested"),
    "section": ("Not from this visit", "stands in a part that is not coded"),
}

# The rule file's section categories that do not read well when only written out.
_SECTIONS: dict[str, str] = {
    "": "Before any heading",
    "chief_complaint": "Complaint",
    "hpi": "Present illness",
    "pmh": "Past history",
    "psh": "Past surgery",
    "family_history": "Family",
    "social_history": "Social",
    "ob_history": "Obstetric",
    "birth_history": "Birth",
    "ros": "Systems",
    "labs": "Results",
    "assessment_plan": "Assessment",
    "final_diagnoses": "Final diagnoses",
    "admission_diagnoses": "On admission",
    "discharge_diagnoses": "At discharge",
    "working_diagnoses": "Working",
    "preop_diagnoses": "Before surgery",
    "postop_diagnoses": "After surgery",
    "ed_course": "ED course",
    "administrative": "About the note",
}

SETTING_WORDS: dict[Setting, str] = {
    Setting.OUTPATIENT: "Outpatient",
    Setting.INPATIENT: "Inpatient",
    Setting.EMERGENCY: "ED",
}


def mark_words(codes: tuple[str, ...], state: MarkState) -> str:
    """Return what a mark means in words ("E11.22 N18.32 suggested")."""
    return " ".join((*codes, STATE_WORDS[state]))


def section_name(category: str) -> str:
    """Return the section's name as the gutter shows it."""
    return _SECTIONS.get(category, category.replace("_", " ").capitalize())


def reason_heading(reason: str) -> tuple[str, str]:
    """Return heading and meaning of a not-coded reason; one not foreseen speaks for itself."""
    return REASONS.get(reason, (reason.replace("_", " ").capitalize(), ""))


def margin_words(state: MarkState, count: int) -> str:
    """Return what the margin says about not-coded mentions of one kind ("negated ×3")."""
    return STATE_WORDS[state] if count == 1 else f"{STATE_WORDS[state]} ×{count}"


def setting_words(encounter: Encounter) -> str:
    """Return the setting's word."""
    return SETTING_WORDS[encounter.setting]


def places(count: int) -> str:
    """Return "1 place" or "2 places"."""
    return counted(count, "place")


def counted(count: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is not one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def local_time(stamp: str) -> str:
    """Return a ledger time (UTC, ISO 8601) as the clock on the wall shows it ("10:14")."""
    return _local(stamp).strftime("%H:%M")


def local_day(stamp: str) -> str:
    """Return a ledger time as a day ("12 Mar 2026")."""
    return day_words(_local(stamp).date())


def copied_words(passage: Passage) -> str:
    """Return where copied words stand as well ("Also in N-0409, 10 Mar")."""
    day = f", {passage.day.day} {MONTHS[passage.day.month - 1]}" if passage.day else ""
    return f"Also in {note_title(passage.name)}{day}"


def day_words(day: date) -> str:
    """Return a day as "12 Mar 2026", the same in every language of the system."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def note_title(name: str) -> str:
    """Return a file name without its ending: what the coder calls the note."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 4 else name


def _local(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).astimezone()
