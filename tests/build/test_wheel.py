# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A wheel carries everything: its resources under its own package, never in a top-level folder of a common name."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without isolation, so that no index is asked, and unpack it as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("chartproof-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_only_our_packages_are_at_the_top(unpacked: Path) -> None:
    assert {p.name for p in unpacked.iterdir() if not p.name.endswith(".dist-info")} == {"desktop", "nlp", "db"}


def test_every_resource_is_inside(unpacked: Path) -> None:
    inside = {
        p.relative_to(unpacked / "desktop" / "_resources") for p in (unpacked / "desktop" / "_resources").rglob("*")
    }
    tracked = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {Path(name).relative_to("resources") for name in tracked.stdout.split()} <= inside


def test_the_installed_program_finds_its_own_places_from_anywhere(unpacked: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from desktop.app.paths import find_places\n"
        "places = find_places()\n"
        "print(places.rules, places.books, sep='\\n')"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(unpacked)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    rules, books = map(Path, result.stdout.splitlines())
    assert rules == unpacked / "desktop" / "_resources" / "rules"
    assert rules.is_dir()
    assert unpacked not in books.parents
