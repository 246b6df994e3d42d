# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The date of service: typed or picked from a calendar, and it may be empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QCalendarWidget, QDateEdit, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import ThemeSource

_NO_DATE = QDate(1900, 1, 1)  # stands for "not given"
_WIDTH = 132


class DateField(QDateEdit):
    """Tells a date once it is whole: at Enter, when the focus leaves, or picked."""

    date_chosen = Signal(object)  # a date, or None

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._told: date | None = None
        self.setMinimumDate(_NO_DATE)
        self.setSpecialValueText("Not given")
        self.setDisplayFormat("d MMM yyyy")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFixedSize(_WIDTH, themes.theme.size("button"))
        self.setAccessibleName("Service date")
        self.setToolTip("Date of service; Delete empties the field")
        self._button = _CalendarButton(themes, self)
        self._button.clicked.connect(self._open_calendar)
        self.editingFinished.connect(self._tell)
        # The frame is the date field's own; the inner field would draw a second one.
        self.lineEdit().setStyleSheet("QLineEdit { border: 0; padding: 0 8px; background: transparent; }")
        self._restyle()
        themes.theme_changed.connect(self._restyle)

    def show_day(self, day: date | None) -> None:
        """Show a date, or that none is given."""
        self._told = day
        self.setDate(QDate(day.year, day.month, day.day) if day else _NO_DATE)

    @property
    def day(self) -> date | None:
        """The date in the field, or None."""
        shown = self.date()
        return None if shown == _NO_DATE else date(shown.year(), shown.month(), shown.day())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Empty the field with Delete; begin at today's year where it is empty."""
        if event.key() == Qt.Key.Key_Delete:
            self.setDate(_NO_DATE)
            self._tell()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.day is None:
            self.setDate(QDate.currentDate())
        elif event.key() == Qt.Key.Key_Escape:
            self.show_day(self._told)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.interpretText()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.day != self._told:
            self._told = self.day
            self.date_chosen.emit(self.day)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(self.date() if self.day else QDate.currentDate())
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)

        def take(picked: QDate) -> None:
            popup.close()
            self.setDate(picked)
            self._tell()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()
        calendar.setFocus()

    def _restyle(self, _theme: object = None) -> None:
        self.setFont(self._themes.theme.font("body_strong"))
        self._button.setGeometry(_WIDTH - 30, 1, 29, self.height() - 2)


class _CalendarButton(QToolButton):
    """The small calendar at the field's end."""

    def __init__(self, themes: ThemeSource, field: QWidget) -> None:
        super().__init__(field)
        self._themes = themes
        self.setAccessibleName("Open the calendar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon."""
        theme = self._themes.theme
        painter = QPainter(self)
        color = theme.color("text" if self.underMouse() else "text_2")
        middle = QRectF(self.rect()).center()
        paint_icon(painter, "calendar", color, round(middle.x() - 8), round(middle.y() - 8))

    def event(self, event: QEvent) -> bool:
        """Show the hand of the mouse."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
