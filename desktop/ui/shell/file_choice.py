# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The dialogs for choosing files: the only ones that stop the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.app.casework import ExportFormat, ExportScope

_NOTES = "Notes (*.txt *.md)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoice:
    """What is written where."""

    path: Path
    file_format: ExportFormat
    scope: ExportScope


_EXPORTS: dict[str, tuple[ExportFormat, ExportScope]] = {
    "Accepted codes as CSV (*.csv)": (ExportFormat.CSV, ExportScope.ACCEPTED),
    "Every decision as CSV (*.csv)": (ExportFormat.CSV, ExportScope.DECISIONS),
    "Accepted codes as JSON (*.json)": (ExportFormat.JSON, ExportScope.ACCEPTED),
    "Every decision as JSON, can be read back (*.json)": (ExportFormat.JSON, ExportScope.DECISIONS),
}


def choose_folder(parent: QWidget, start: Path) -> Path | None:
    """Let the coder choose a folder of notes."""
    name = QFileDialog.getExistingDirectory(parent, "Open folder", str(start))
    return Path(name) if name else None


def choose_files(parent: QWidget, start: Path) -> tuple[Path, ...]:
    """Let the coder choose single notes."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Open files", str(start), _NOTES)
    return tuple(Path(name) for name in names)


def choose_export(parent: QWidget, start: Path) -> ExportChoice | None:
    """Let the coder choose what is exported and where to."""
    proposed = start / "chartproof-export.csv"
    name, kind = QFileDialog.getSaveFileName(parent, "Export", str(proposed), ";;".join(_EXPORTS))
    return export_choice(Path(name), kind) if name else None


def export_choice(path: Path, kind: str) -> ExportChoice:
    """Return the choice for a file name and a kind from the list; the name gets the kind's ending."""
    file_format, scope = _EXPORTS.get(kind, (ExportFormat.CSV, ExportScope.ACCEPTED))
    ending = f".{file_format.value}"
    named = path if path.suffix.lower() == ending else path.with_name(path.name.removesuffix(path.suffix) + ending)
    return ExportChoice(path=named, file_format=file_format, scope=scope)
