# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The sample notes are twelve, readable, listed in their manifest, and name no real person."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from nlp.domain import Setting
from nlp.intake import note_facts, read_note

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NOTES = sorted(SAMPLES.glob("sample-*"))
CRLF = SAMPLES / "sample-11-crlf-emoji.txt"

IDENTIFIERS = {
    "social security number": r"\b\d{3}-\d{2}-\d{4}\b",
    "telephone number": r"\(\d{3}\)\s*\d{3}[-. ]\d{4}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\+\d[\d ().-]{8,}\d",
    "record number": r"(?i)\b(?:MRN|medical record (?:no|number)|account (?:no|number)|chart (?:no|number))\b",
    "date of birth": r"(?i)\b(?:DOB|D\.O\.B\.|date of birth|birth ?date|born on)\b",
    "electronic mail address": r"[\w.+-]+@[\w-]+\.[a-z]{2,}",
    "long number": r"\b\d{7,}\b",
    "titled name": r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+",
}
SETTINGS = {
    "sample-01": Setting.OUTPATIENT,
    "sample-02": Setting.EMERGENCY,
    "sample-03": Setting.INPATIENT,
    "sample-04": Setting.OUTPATIENT,
    "sample-05": Setting.OUTPATIENT,
    "sample-06": Setting.OUTPATIENT,
    "sample-07": Setting.OUTPATIENT,
    "sample-08": Setting.OUTPATIENT,
    "sample-09": Setting.INPATIENT,
    "sample-10": Setting.OUTPATIENT,
}


def named(prefix: str) -> Path:
    """Return the sample whose file name begins so."""
    (path,) = SAMPLES.glob(f"{prefix}-*")
    return path


def test_there_are_twelve_samples() -> None:
    """Twelve notes, of the two kinds of file that the first build reads."""
    assert len(NOTES) == 12
    assert {path.suffix for path in NOTES} == {".txt", ".md"}


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_sample_reads_as_utf8(path: Path) -> None:
    """No sample needs a guess of its encoding, and intake agrees."""
    assert path.read_bytes().decode("utf-8").strip()
    assert read_note(path).encoding == "utf-8"


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
@pytest.mark.parametrize("what", IDENTIFIERS)
def test_no_line_looks_like_an_identifier(path: Path, what: str) -> None:
    """Invented notes carry nothing that could be taken for a real person's data."""
    pattern = re.compile(IDENTIFIERS[what])
    assert [line for line in read_note(path).text.splitlines() if pattern.search(line)] == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("social security number", "SSN 078-05-1120"),
        ("telephone number", "call (555) 555-0123"),
        ("record number", "MRN 12"),
        ("date of birth", "DOB 1/2/1950"),
        ("titled name", "Mrs. Example was seen"),
    ],
)
def test_the_identifier_patterns_find_what_they_are_for(what: str, line: str) -> None:
    """A pattern that finds nothing would prove nothing."""
    assert re.search(IDENTIFIERS[what], line)


def test_crlf_sample_really_has_crlf() -> None:
    """Every line end is CRLF in the working tree: git must not have changed it."""
    raw = CRLF.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 10


def test_crlf_sample_has_emoji_outside_the_basic_plane() -> None:
    """Only such characters tell UTF-16 places from code points."""
    assert any(ord(letter) > 0xFFFF for letter in CRLF.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in NOTES if path != CRLF], ids=lambda path: path.stem)
def test_other_samples_have_plain_line_ends(path: Path) -> None:
    """CRLF is the property of one sample alone."""
    assert b"\r" not in path.read_bytes()


def test_long_sample_is_long() -> None:
    """The long note has about 2,500 words."""
    assert 2_300 <= len(read_note(named("sample-09")).text.split()) <= 2_800


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_date_of_service_lies_in_fiscal_year_2026(path: Path) -> None:
    """Each note names its date, so the edition of the code book is known without asking."""
    day = note_facts(read_note(path).text).encounter.date_of_service
    assert day is not None
    assert date(2026, 1, 1) <= day <= date(2026, 9, 30)


@pytest.mark.parametrize(("prefix", "setting"), SETTINGS.items())
def test_setting_is_read_from_the_note(prefix: str, setting: Setting) -> None:
    """The head of the note says where the patient was seen."""
    assert note_facts(read_note(named(prefix)).text).encounter.setting is setting


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_manifest_lists_every_sample(path: Path) -> None:
    """The manifest says of each note what it shows."""
    assert f"`{path.name}`" in (SAMPLES / "MANIFEST").read_text(encoding="utf-8")


def test_manifest_lists_no_missing_file() -> None:
    """A row about a note that is gone is removed with it."""
    listed = re.findall(r"`(sample-[\w.-]+)`", (SAMPLES / "MANIFEST").read_text(encoding="utf-8"))
    assert sorted(listed) == [path.name for path in NOTES]
