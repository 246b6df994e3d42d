# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings: declared once with default, limits and help; kept as TOML; a damaged file falls back to defaults."""

from __future__ import annotations

import getpass
import json
import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person at this computer chose. Every field has its help in `metadata` and its default here."""

    reviewer: str = field(
        default="", metadata={"help": "Name written beside each decision; the login name when empty."}
    )
    theme: str = field(
        default="system", metadata={"help": "Look of the window.", "choices": ("system", "light", "dark", "contrast")}
    )
    note_size: int = field(default=15, metadata={"help": "Size of the note text.", "limits": (13, 28)})
    is_note_fixed_width: bool = field(default=False, metadata={"help": "Whether the note's letters are of one width."})
    are_lines_numbered: bool = field(default=False, metadata={"help": "Whether the lines of the note are numbered."})
    is_worklist_shown: bool = field(default=True, metadata={"help": "Whether the worklist stands beside the note."})
    are_not_coded_shown: bool = field(
        default=True, metadata={"help": "Whether not coded mentions are marked in the note."}
    )
    export_with_bom: bool = field(
        default=True, metadata={"help": "Whether CSV files start with a byte order mark, for spreadsheets."}
    )
    window_width: int = field(
        default=1440, metadata={"help": "Width of the window when it opens.", "limits": (640, 20000)}
    )
    window_height: int = field(
        default=900, metadata={"help": "Height of the window when it opens.", "limits": (440, 20000)}
    )
    splitters: str = field(default="", metadata={"help": "Column widths, as “row:width,width;…”."})

    @property
    def reviewer_name(self) -> str:
        """The name that decisions are signed with."""
        return self.reviewer or _login_name()


def load_settings(path: Path) -> Settings:
    """Read the settings; unknown keys are ignored, and values out of their limits fall back to the default."""
    try:
        stored = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    valid = {f.name: stored[f.name] for f in fields(Settings) if f.name in stored and _is_valid(f.name, stored[f.name])}
    return replace(Settings(), **valid)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings; the old file stays whole until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{f.name} = {json.dumps(getattr(settings, f.name), ensure_ascii=False)}" for f in fields(Settings)]
    partial = path.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n", "utf-8")
    os.replace(partial, path)


def _is_valid(name: str, value: object) -> bool:
    declared = next(f for f in fields(Settings) if f.name == name)
    if type(value) is not type(declared.default):
        return False
    choices = cast("tuple[str, ...]", declared.metadata.get("choices", ()))
    limits = cast("tuple[int, int] | None", declared.metadata.get("limits"))
    return (not choices or value in choices) and (limits is None or limits[0] <= cast("int", value) <= limits[1])


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unnamed"
