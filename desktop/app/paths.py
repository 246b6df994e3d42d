# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Where things lie: the only module that knows about bundles, wheels and checkouts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "chartproof"
_HERE = Path(__file__).resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every folder and file of the program outside its code.

    `resources` is read-only; `books` holds compiled code books; the others belong to the person at this computer.
    """

    resources: Path
    books: Path
    settings: Path
    audit: Path
    head_memory: Path
    log: Path

    @property
    def rules(self) -> Path:
        """Section, context and target rules."""
        return self.resources / "rules"

    @property
    def lexicon(self) -> Path:
        """Curated terms, one table a body system."""
        return self.resources / "lexicon"

    @property
    def samples(self) -> Path:
        """Invented notes to try the program with."""
        return self.resources / "samples"

    @property
    def look(self) -> Path:
        """Theme tokens and icons."""
        return self.resources / "ui"


def find_places() -> Places:
    """Return the places for this installation: a frozen bundle, a checkout or an installed wheel."""
    data = Path(platformdirs.user_data_dir(_APP, appauthor=False))
    config = Path(platformdirs.user_config_dir(_APP, appauthor=False))
    resources, books = _program_folders(data)
    return Places(
        resources=resources,
        books=books,
        settings=config / "settings.toml",
        audit=data / "audit.sqlite",
        head_memory=config / "heads.json",
        log=Path(platformdirs.user_log_dir(_APP, appauthor=False)) / "chartproof.log",
    )


def _program_folders(data: Path) -> tuple[Path, Path]:
    """Return the resources folder and the folder for compiled code books."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return Path(bundle) / "resources", Path(bundle) / "resources" / "codesets"
    packed = _HERE.parents[1] / "_resources"
    if packed.is_dir():
        return packed, data / "codesets"
    root = _HERE.parents[2]
    return root / "resources", root / ".cache" / "codesets"
