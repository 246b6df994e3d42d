# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A folder is listed whole: what cannot be read stays in the list with its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app.worklist import list_notes
from nlp.errors import E, KnownError


def test_notes_come_sorted_and_bad_files_carry_their_number(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("PROGRESS NOTE\nDate: 3/12/2026\nCough.", "utf-8")
    (tmp_path / "A.md").write_text("Fever.", "utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_text("no", "utf-8")
    entries = list_notes([tmp_path])
    assert [e.name for e in entries] == ["A.md", "b.txt", "c.txt"]
    assert [e.problem[:5] for e in entries] == ["", "", "[103]"]
    assert (entries[1].kind, str(entries[1].date_of_service), entries[1].words) == ("Progress note", "2026-03-12", 5)


def test_a_file_named_twice_is_listed_once(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Cough.", "utf-8")
    assert len(list_notes([tmp_path, tmp_path / "b.txt"])) == 1


@pytest.mark.parametrize(("name", "entry"), [("gone", E.FOLDER_MISSING), ("", E.FOLDER_WITHOUT_NOTES)])
def test_nothing_to_open_is_said(tmp_path: Path, name: str, entry: E) -> None:
    with pytest.raises(KnownError) as refusal:
        list_notes([tmp_path / name])
    assert refusal.value.entry is entry
