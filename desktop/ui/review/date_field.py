# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The date of service: typed in any usual form or picked from a calendar, and it may be empty."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.theme import Theme, ThemeSource

_WIDTH = 132
# English month names whatever the system's language: the audit file and the notes are English as well.
_FORMS = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y", "%Y%m%d")
_HOW = "Date of service, as 12 Mar 2026, 2026-03-12 or 3/12/2026; may be empty"
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def read_day(words: str) -> date | None:
    """Return the date that the words name; raises ValueError where they name none and are not empty."""
    plain = " ".join(words.replace(",", " ").split())
    if not plain:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    raise ValueError(plain)


def day_words(day: date | None) -> str:
    """Return the date as the field shows it."""
    return f"{day.day} {day:%b %Y}" if day else ""


class DateField(QLineEdit):
    """Tells a date once it is whole: at Enter, when the focus leaves, or picked."""

    date_chosen = Signal(object)  # a date, or None

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._day: date | None = None
        self._is_understood = True
        self.setPlaceholderText("Not given")
        self.setFixedSize(_WIDTH, themes.theme.size("button"))
        self.setTextMargins(0, 0, 22, 0)
        self.setAccessibleName("Service date")
        self.setToolTip(_HOW)
        self._button = _CalendarButton(themes, self)
        self._button.setGeometry(_WIDTH - 30, 1, 29, self.height() - 2)
        self._button.clicked.connect(self._open_calendar)
        self.textEdited.connect(self._forgive)
        self._restyle(themes.theme)
        themes.theme_changed.connect(self._restyle)

    @property
    def day(self) -> date | None:
        """The date last understood, or None."""
        return self._day

    @property
    def is_understood(self) -> bool:
        """Tell whether what stands in the field is a date or nothing."""
        return self._is_understood

    def show_day(self, day: date | None) -> None:
        """Show a date, or that none is given; what is being typed is left alone."""
        if day == self._day and self.hasFocus():
            return
        self._day = day
        self.setText(day_words(day))
        self._mark(is_understood=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tell the date at Enter; Esc brings the old one back."""
        if event.key() in _ENDS:
            self._tell()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(day_words(self._day))
            self._mark(is_understood=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell the date when the focus leaves."""
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        try:
            day = read_day(self.text())
        except ValueError:
            self._mark(is_understood=False)
            return
        self.setText(day_words(day))
        self._mark(is_understood=True)
        if day != self._day:
            self._day = day
            self.date_chosen.emit(day)

    def _forgive(self, _words: str) -> None:
        self._mark(is_understood=True)

    def _mark(self, *, is_understood: bool) -> None:
        self._is_understood = is_understood
        self.setToolTip(_HOW if is_understood else f"This is not a date. {_HOW}")
        self.setAccessibleDescription("" if is_understood else self.toolTip())
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, self._themes.theme.color("text" if is_understood else "warn"))
        self.setPalette(palette)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if self._day is not None:
            calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)

        def take(picked: QDate) -> None:
            popup.close()
            self.setText(day_words(date(picked.year(), picked.month(), picked.day())))
            self._tell()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()
        calendar.setFocus()

    def _restyle(self, theme: Theme) -> None:
        self.setFont(theme.font("body_strong"))
        self._mark(is_understood=self._is_understood)


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
        color = theme.color("text" if self.underMouse() else "text_2")
        middle = QRectF(self.rect()).center()
        paint_icon(QPainter(self), "calendar", color, round(middle.x() - 8), round(middle.y() - 8))

    def event(self, event: QEvent) -> bool:
        """Show that the mouse is over it."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
