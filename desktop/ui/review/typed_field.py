# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""A field for one value that is typed in any usual form and may be empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.shell.theme import Theme, ThemeSource

T = TypeVar("T")
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner(Generic[T]):
    """How a value is called, read and written.

    `read` raises ValueError for words that name no value and are not empty; `how` says which forms are understood.
    """

    name: str
    empty: str
    what: str
    how: str
    read: Callable[[str], T | None]
    write: Callable[[T | None], str]


class TypedField(QLineEdit, Generic[T]):
    """Tells its value once it is whole: at Enter, or when the focus leaves."""

    value_chosen = Signal(object)  # the value, or None
    left = Signal()  # Enter or Esc: the focus goes back to the lists

    def __init__(self, themes: ThemeSource, manner: Manner[T], width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._manner = manner
        self._value: T | None = None
        self._is_understood = True
        self.setFixedSize(width, themes.theme.size("button"))
        self.setAccessibleName(manner.name)
        self.textEdited.connect(self._forgive)
        self.show_known(is_known=True)
        self._restyle(themes.theme)
        themes.theme_changed.connect(self._restyle)

    @property
    def value(self) -> T | None:
        """The value last understood, or None."""
        return self._value

    @property
    def is_understood(self) -> bool:
        """Tell whether what stands in the field is a value or nothing."""
        return self._is_understood

    def show_value(self, value: T | None) -> None:
        """Show a value, or that none is given; what is being typed is left alone."""
        if value == self._value and self.hasFocus():
            return
        self._value = value
        self.setText(self._manner.write(value))
        self._mark(is_understood=True)

    def show_known(self, *, is_known: bool) -> None:
        """Say what an empty field means: nothing is given, or nothing is known yet."""
        self.setPlaceholderText(self._manner.empty if is_known else "")
        self.setEnabled(is_known)

    def type_value(self, value: T | None) -> None:
        """Take a value as if it were typed."""
        self.setText(self._manner.write(value))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tell the value at Enter; Esc brings the old one back; both leave the field."""
        if event.key() in _ENDS:
            self._tell()
            if self._is_understood:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(self._manner.write(self._value))
            self._mark(is_understood=True)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell the value when the focus leaves."""
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        try:
            value = self._manner.read(self.text())
        except ValueError:
            self._mark(is_understood=False)
            return
        self.setText(self._manner.write(value))
        self._mark(is_understood=True)
        if value != self._value:
            self._value = value
            self.value_chosen.emit(value)

    def _forgive(self, _words: str) -> None:
        self._mark(is_understood=True)

    def _mark(self, *, is_understood: bool) -> None:
        self._is_understood = is_understood
        how = self._manner.how
        self.setToolTip(how if is_understood else f"This is not {self._manner.what}. {how}")
        self.setAccessibleDescription("" if is_understood else self.toolTip())
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, self._themes.theme.color("text" if is_understood else "warn"))
        self.setPalette(palette)

    def _restyle(self, theme: Theme) -> None:
        self.setFont(theme.font("body_medium"))
        self._mark(is_understood=self._is_understood)
