# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The lists' model: a tuple of rows, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui.review.rows import Row, SuggestionRow, full_title, is_selectable, spoken

ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class RowModel(QAbstractListModel):
    """Shows rows as they are handed in; `word` names a confidence."""

    def __init__(self, word: Callable[[float], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in order."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the rows; none has children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Answer the row itself, and its words for tooltip and screen reader."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row, self._word(row.suggestion.confidence) if isinstance(row, SuggestionRow) else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return full_title(row) or None
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let only rows that stand for a code be chosen."""
        if not index.isValid() or not is_selectable(self._rows[index.row()]):
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
