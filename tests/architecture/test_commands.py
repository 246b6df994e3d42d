# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Every command is known where the way in chooses between command and window, and stands in the README."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer.main

from desktop.__main__ import COMMANDS
from desktop.app.cli import app

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
REGISTERED = typer.main.get_command(app).commands


def test_the_way_in_knows_exactly_the_commands_there_are() -> None:
    assert set(REGISTERED) == COMMANDS


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_every_command_has_help(name: str) -> None:
    assert REGISTERED[name].help


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert name in README
