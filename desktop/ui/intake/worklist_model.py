# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The worklist as an item model over a tuple of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from desktop.ui.intake.rows import NoteStatus, WorklistRow

Index = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class WorklistModel(QAbstractListModel):
    """Rows in the order of the folder; a row is replaced, never changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[WorklistRow, ...] = ()
        self._places: dict[Path, int] = {}

    @property
    def rows(self) -> tuple[WorklistRow, ...]:
        """Every row, whatever the filter hides."""
        return self._rows

    def show_rows(self, rows: Iterable[WorklistRow]) -> None:
        """Show another list."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._places = {row.path: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def show_status(self, path: Path, status: NoteStatus, open_count: int | None) -> None:
        """Show how far a note is now."""
        row = self.row_at(path)
        if row is not None:
            self._replace(replace(row, status=status, open_count=open_count))

    def show_problem(self, path: Path, problem: str) -> None:
        """Show that a file is no note any more, and why."""
        row = self.row_at(path)
        if row is not None:
            entry = replace(row.entry, problem=problem)
            self._replace(replace(row, entry=entry, status=NoteStatus.UNREADABLE, open_count=None))

    def _replace(self, row: WorklistRow) -> None:
        place = self._places[row.path]
        self._rows = (*self._rows[:place], row, *self._rows[place + 1 :])
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def row_at(self, path: Path) -> WorklistRow | None:
        """Return the row of a file, or None."""
        place = self._places.get(path)
        return None if place is None else self._rows[place]

    def place_of(self, path: Path) -> int:
        """Return the place of a file, or -1."""
        return self._places.get(path, -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer for one row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken if row.status is not NoteStatus.UNREADABLE else row.detail
        return None


class FilteredWorklist(QSortFilterProxyModel):
    """The rows that match the words typed into the filter."""

    def __init__(self, source: WorklistModel) -> None:
        super().__init__(source)
        self._words = ""
        self._source = source
        self.setSourceModel(source)

    def filter_by(self, words: str) -> None:
        """Keep the rows in which every word stands."""
        self.beginFilterChange()
        self._words = words
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: N802
        """Tell whether a row is kept."""
        return self._source.rows[source_row].matches(self._words)
