# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings survive damage, and nothing out of limits gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app.settings import Settings, load_settings, save_settings


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Settings(reviewer='R. "Q" Müller\\', theme="dark", note_size=18, is_worklist_shown=False)
    save_settings(tmp_path / "deep" / "settings.toml", chosen)
    assert load_settings(tmp_path / "deep" / "settings.toml") == chosen


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"theme = [", b"theme = 'pink'\nnote_size = 99\nextra = 1"])
def test_damage_falls_back_to_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    assert load_settings(path) == Settings()


def test_one_damaged_value_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\nnote_size = "big"\nis_worklist_shown = 1\n', "utf-8")
    assert load_settings(path) == Settings(theme="dark")


def test_a_reviewer_always_has_a_name() -> None:
    assert Settings().reviewer_name
    assert Settings(reviewer="R1").reviewer_name == "R1"
