# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows in: good ones are answered, bad ones are named by their line."""

from __future__ import annotations

import io
import json

import pytest

from desktop.app.rows import Defaults, NoteRow, read_rows
from nlp.domain import Setting, Span
from nlp.errors import E, KnownError


def parsed(*lines: str, defaults: Defaults | None = None) -> list[NoteRow | KnownError]:
    return list(read_rows(io.StringIO("\n".join(lines)), defaults or Defaults()))


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("{", E.ROW_NOT_JSON),
        ("[1]", E.ROW_NOT_JSON),
        ('{"text": "a"}', E.ROW_INCOMPLETE),
        ('{"id": "1"}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": 5}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "a", "setting": "moon"}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "a", "date": "12/3/2026"}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "a", "age": "old"}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "a", "targets": [{"start": 0, "end": 9}]}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "a", "targets": [{"start": 0}]}', E.ROW_INCOMPLETE),
        ('{"id": "1", "text": "  "}', E.NOTE_EMPTY),
    ],
)
def test_a_bad_row_is_named_and_the_next_is_answered(line: str, entry: E) -> None:
    refusal, row = parsed(line, '{"id": "2", "text": "fever"}')
    assert isinstance(refusal, KnownError)
    assert refusal.entry is entry
    assert isinstance(row, NoteRow)


def test_the_line_number_counts_empty_lines() -> None:
    (refusal,) = parsed("", "", "{")
    assert "Line 3" in str(refusal)


def test_a_row_speaks_before_the_caller_and_the_caller_before_the_note() -> None:
    caller = Defaults(setting=Setting.EMERGENCY)
    text = "DISCHARGE SUMMARY\n67-year-old woman."
    own, told = parsed(
        json.dumps({"id": 1, "text": text, "setting": "outpatient", "age": 40, "sex": "M", "date": "2026-01-02"}),
        json.dumps({"id": 2, "text": text}),
        defaults=caller,
    )
    assert isinstance(own, NoteRow)
    assert isinstance(told, NoteRow)
    assert (own.encounter.setting, own.encounter.age, own.encounter.sex) == (Setting.OUTPATIENT, 40, "male")
    assert (told.encounter.setting, told.encounter.age, told.encounter.sex) == (Setting.EMERGENCY, 67, "female")


def test_targets_are_spans() -> None:
    (row,) = parsed('{"id": "1", "text": "no fever", "targets": [{"start": 3, "end": 8}]}')
    assert isinstance(row, NoteRow)
    assert row.targets == (Span(start=3, end=8),)


def test_half_characters_do_not_break_the_digest() -> None:
    (row,) = parsed('{"id": "1", "text": "fever \\ud83d"}')
    assert isinstance(row, NoteRow)
    assert row.note.text == "fever \ufffd"
