# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Files become notes, whatever wrote them; what is no note is refused with a number."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from nlp.domain import note_id
from nlp.errors import E, KnownError
from nlp.intake import SIZE_LIMIT, read_note
from nlp.intake.decode import decode
from nlp.intake.normalise import normalise

TEXT = "Fièvre 39 °C – “chills”.\nPlan: rest.\n"


def written(folder: Path, content: bytes, name: str = "note.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read_note(written(tmp_path, TEXT.encode(encoding))).text == TEXT


def test_latin_1_with_bytes_that_windows_does_not_know(tmp_path: Path) -> None:
    note = read_note(written(tmp_path, b"caf\xe9 \x81 noted"))
    assert (note.text, note.encoding) == ("café   noted", "latin-1")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\x85", "\x0c"])
def test_every_line_end_becomes_one_line_feed(tmp_path: Path, end: str) -> None:
    assert read_note(written(tmp_path, f"one{end}two".encode())).text == "one\ntwo"


def test_markdown_is_read(tmp_path: Path) -> None:
    assert read_note(written(tmp_path, b"# A\nfever", "note.MD")).text == "# A\nfever"


@pytest.mark.parametrize(
    ("content", "name", "entry"),
    [
        (b"", "a.txt", E.NOTE_EMPTY),
        (b" \r\n\t ", "a.txt", E.NOTE_EMPTY),
        ("\ufeff".encode(), "a.txt", E.NOTE_EMPTY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a.txt", E.NOTE_BINARY),
        (bytes(range(1, 32)) * 40, "a.txt", E.NOTE_BINARY),
        (b"\xff\xfe\x00", "a.txt", E.NOTE_BINARY),
        (b"words", "a.pdf", E.NOTE_KIND_UNKNOWN),
        (b"a" * (SIZE_LIMIT + 1), "a.txt", E.NOTE_TOO_LARGE),
    ],
)
def test_what_is_no_note_is_refused_with_its_number(tmp_path: Path, content: bytes, name: str, entry: E) -> None:
    with pytest.raises(KnownError) as refusal:
        read_note(written(tmp_path, content, name))
    assert refusal.value.entry is entry
    assert str(entry.number) in str(refusal.value)


def test_the_largest_permitted_note_is_read(tmp_path: Path) -> None:
    assert len(read_note(written(tmp_path, b"a" * SIZE_LIMIT)).text) == SIZE_LIMIT


def test_a_vanished_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refusal:
        read_note(tmp_path / "gone.txt")
    assert refusal.value.entry is E.NOTE_VANISHED


def test_a_folder_named_like_a_note(tmp_path: Path) -> None:
    (tmp_path / "odd.txt").mkdir()
    with pytest.raises(KnownError) as refusal:
        read_note(tmp_path / "odd.txt")
    assert refusal.value.entry is E.NOTE_UNREADABLE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = written(tmp_path, b"words")
    path.chmod(0)
    with pytest.raises(KnownError) as refusal:
        read_note(path)
    assert refusal.value.entry is E.NOTE_UNREADABLE


def test_no_message_quotes_the_note(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refusal:
        read_note(written(tmp_path, b"secret words" + bytes(range(1, 32)) * 40))
    assert "secret" not in str(refusal.value)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once.removeprefix("\ufeff")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff")))
def test_text_without_controls_keeps_every_code_point(text: str) -> None:
    assert normalise(text) == text


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff"))),
    st.sampled_from(["\r\n", "\r", "\n"]),
)
def test_a_quotation_found_in_the_file_is_found_at_the_same_line_and_column(lines: list[str], end: str) -> None:
    assert normalise(end.join(lines)).split("\n") == "\n".join(lines).split("\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_never_mistaken(text: str) -> None:
    decoded = decode(text.encode("utf-8-sig"))
    assert decoded == (text, "utf-8-sig")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none(untrusted: bytes) -> None:
    decoded = decode(untrusted)
    assert decoded is None or note_id(normalise(decoded[0]))
