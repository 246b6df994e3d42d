# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of messages: each number once, each message told somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import E

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(
    path.read_text("utf-8") for folder in ("desktop", "db", "nlp") for path in (ROOT / folder).rglob("*.py")
)


def test_numbers_are_given_once() -> None:
    numbers = [entry.number for entry in E]
    assert sorted(set(numbers)) == sorted(numbers)


@pytest.mark.parametrize("entry", E, ids=lambda entry: entry.name)
def test_every_message_is_told_somewhere(entry: E) -> None:
    assert f"E.{entry.name}" in SOURCE
