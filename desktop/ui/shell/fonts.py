# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The typeface: Inter from its own distribution, else the system stack; each font is built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import util
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from desktop.ui.shell.tokens import TypeStyle

_DISTRIBUTION = "fontpkg_inter"
_UPRIGHT = "Inter[[]opsz,wght[]].ttf"  # a glob: the brackets belong to the file name


def font_file() -> Path | None:
    """Find the variable font without importing its package, or None where it is not installed."""
    found = util.find_spec(_DISTRIBUTION)
    for folder in (found.submodule_search_locations or ()) if found else ():
        files = sorted((Path(folder) / "files").glob(_UPRIGHT))
        if files:
            return files[0]
    return None


def register_typeface() -> str | None:
    """Make the bundled typeface known to Qt and return its family name, or None to use the system's."""
    path = font_file()
    if path is None:
        return None
    number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else None


def build_font(
    families: Sequence[str], style: TypeStyle, features: Mapping[str, int], *, size: int, bundled: str
) -> QFont:
    """Build one font of the scale at `size` logical pixels."""
    font = QFont(list(families))
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bundled in QFontDatabase.families():
        # Qt sees one style in a variable file and would draw every weight as Regular; the axes draw the real ones.
        _set_axis(font, "wght", style.weight)
        _set_axis(font, "opsz", min(32, max(14, size)))
    else:
        font.setWeight(QFont.Weight(style.weight))
    for name, value in features.items():
        font.setFeature(QFont.Tag.fromString(name), value)
    return font


def _set_axis(font: QFont, name: str, value: float) -> None:
    font.setVariableAxis(QFont.Tag.fromString(name), value)
