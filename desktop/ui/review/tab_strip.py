# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The tabs over the code lists, each with its count."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy

from desktop.ui.shell.controls import Ground
from desktop.ui.shell.painting import draw_focus_ring
from desktop.ui.shell.theme import ThemeSource


class Tab(StrEnum):
    """The lists of the codes column."""

    SUGGESTED = "Suggested"
    ACCEPTED = "Accepted"
    NOT_CODED = "Not coded"
    FINDINGS = "Findings"
    QUERIES = "Queries"


_ALWAYS = (Tab.SUGGESTED, Tab.ACCEPTED, Tab.NOT_CODED)


class TabStrip(Ground):
    """Shows which list is open; tabs without content are left out, but for the first three."""

    tab_chosen = Signal(object)  # Tab

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "panel", Qt.Edge.BottomEdge)
        self.setFixedHeight(themes.theme.size("strip"))
        self._group = QButtonGroup(self)
        self._buttons = {tab: _TabButton(themes, tab) for tab in Tab}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(2)
        for tab, button in self._buttons.items():
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, tab=tab: self.tab_chosen.emit(tab))
        row.addStretch(1)
        self._buttons[Tab.SUGGESTED].setChecked(True)
        self.show_counts({})

    def show_counts(self, counts: dict[Tab, int], stops: int = 0) -> None:
        """Show the counts, {} while none are known; stops turn the findings' count into a red pill."""
        for tab, button in self._buttons.items():
            button.show_count(counts.get(tab, 0) if counts else None, is_stop=tab is Tab.FINDINGS and stops > 0)
            button.setVisible(tab in _ALWAYS or counts.get(tab, 0) > 0)

    def choose(self, tab: Tab) -> None:
        """Mark a tab as the open one."""
        self._buttons[tab].setChecked(True)

    def offers(self, tab: Tab) -> bool:
        """Tell whether the tab can be opened: the first three always, the others where they hold something."""
        return tab in _ALWAYS or self.count(tab) > 0

    def count(self, tab: Tab) -> int:
        """Return the count shown on a tab."""
        return self._buttons[tab].count or 0


class _TabButton(QAbstractButton):
    """A word and a count over a bar."""

    def __init__(self, themes: ThemeSource, tab: Tab) -> None:
        super().__init__()
        self._themes = themes
        self.count: int | None = None
        self._is_stop = False
        self.setText(tab.value)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        themes.theme_changed.connect(self.update)

    def show_count(self, count: int | None, *, is_stop: bool) -> None:
        """Show another number, or none."""
        self.count, self._is_stop = count, is_stop
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for word and count."""
        theme = self._themes.theme
        word = QFontMetricsF(theme.font("body_medium")).horizontalAdvance(self.text())
        return QSize(round(word + 5 + self._count_width() + 9), theme.size("strip"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint word, count and bar."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        font = theme.font("body_medium")
        painter.setFont(font)
        painter.setPen(theme.color("text" if self.isChecked() or self.underMouse() else "text_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        at = box.left() + QFontMetricsF(font).horizontalAdvance(self.text()) + 5
        self._paint_count(painter, QRectF(at, 0, self._count_width(), box.height()))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.height() - 3, box.width(), 3), 1.5, 1.5)
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()).adjusted(0, 5, 0, -5), theme.radius("control"))

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        theme = self._themes.theme
        painter.setFont(theme.font("count"))
        if self._is_stop:
            pill = QRectF(box.left(), box.center().y() - 9, box.width(), 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("stop"))
            painter.drawRoundedRect(pill, 9, 9)
            painter.setPen(theme.color("paper"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._number)
        else:
            painter.setPen(theme.color("text_2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._number)

    @property
    def _number(self) -> str:
        return "" if self.count is None else str(self.count)

    def _count_width(self) -> float:
        width = QFontMetricsF(self._themes.theme.font("count")).horizontalAdvance(self._number)
        return max(18.0, width + 10) if self._is_stop else width
