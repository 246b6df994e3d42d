# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The date of service: typed in any usual form or picked from a calendar, and it may be empty."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.ui.review.typed_field import Manner, TypedField
from desktop.ui.review.wording import MONTHS, day_words
from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import ThemeSource

_WIDTH = 128
_PIECES = re.compile(r"[A-Za-z]+|\d+")
_DIGITS = 8  # of a date without any sign between year, month and day


def read_day(words: str) -> date | None:
    """Return the date that the words name; raises ValueError where they name none and are not empty."""
    pieces = _PIECES.findall(words)
    if not words.strip():
        return None
    if len(pieces) == 1 and len(pieces[0]) == _DIGITS:
        return date(int(words.strip()[:4]), int(words.strip()[4:6]), int(words.strip()[6:]))
    one, two, three = pieces  # anything else than three is no date: a ValueError
    if one.isalpha():
        return _day(three, _month(one), two)
    if two.isalpha():
        return _day(three, _month(two), one)
    if len(one) == 4:
        return _day(one, int(two), three)
    if "." in words:
        return _day(three, int(two), one)
    if "/" in words:
        return _day(three, int(one), two)
    raise ValueError(words)


def _day(year: str, month: int, day: str) -> date:
    return date(int(year) + (2000 if len(year) <= 2 else 0), month, int(day))


def _month(name: str) -> int:
    return MONTHS.index(name[:3].capitalize()) + 1


_MANNER = Manner(
    name="Service date",
    empty="Not given",
    what="a date",
    how="Date of service, as 12 Mar 2026, 2026-03-12 or 3/12/2026; may be empty",
    read=read_day,
    write=lambda day: day_words(day) if day else "",
)


class DateField(TypedField[date]):
    """A typed date with a calendar at its end."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(themes, _MANNER, _WIDTH, parent)
        self.setTextMargins(0, 0, 22, 0)
        self._button = _CalendarButton(themes, self)
        self._button.setGeometry(_WIDTH - 30, 1, 29, self.height() - 2)
        self._button.clicked.connect(self._open_calendar)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self.value
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)

        def take(picked: QDate) -> None:
            popup.close()
            self.type_value(date(picked.year(), picked.month(), picked.day()))

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()
        calendar.setFocus()


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
        color = theme.color("text_3" if not self.isEnabled() else "text" if self.underMouse() else "text_2")
        middle = QRectF(self.rect()).center()
        paint_icon(QPainter(self), "calendar", color, round(middle.x() - 8), round(middle.y() - 8))

    def event(self, event: QEvent) -> bool:
        """Show that the mouse is over it."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
