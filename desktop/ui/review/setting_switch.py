# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Outpatient, inpatient or ED: one segmented switch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.review.wording import SETTING_WORDS
from desktop.ui.shell.painting import draw_focus_ring
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Setting


class SettingSwitch(QWidget):
    """Shows the setting of the encounter and lets it be changed."""

    setting_chosen = Signal(object)  # Setting

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._group = QButtonGroup(self)
        self._buttons = {setting: _Segment(themes, words) for setting, words in SETTING_WORDS.items()}
        self.setFixedHeight(themes.theme.size("button") - 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Setting")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for setting, button in self._buttons.items():
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, setting=setting: self.setting_chosen.emit(setting))
        themes.theme_changed.connect(self.update)

    def show_setting(self, setting: Setting | None) -> None:
        """Show which setting is in force, or that none is known yet."""
        self._group.setExclusive(setting is not None)
        for each, button in self._buttons.items():
            button.setChecked(each is setting)

    def button(self, setting: Setting) -> QAbstractButton:
        """Return the segment of a setting."""
        return self._buttons[setting]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the trough."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.radius("control") + 1, theme.radius("control") + 1)


class _Segment(QAbstractButton):
    """One word of the switch."""

    def __init__(self, themes: ThemeSource, words: str) -> None:
        super().__init__()
        self._themes = themes
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        themes.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the word in its stronger weight."""
        width = QFontMetricsF(self._themes.theme.font("body_strong")).horizontalAdvance(self.text())
        return QSize(round(width + 24), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the raised face of the chosen word."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(box, theme.radius("control") - 1, theme.radius("control") - 1)
        painter.setFont(theme.font("body_strong" if self.isChecked() else "body_medium"))
        painter.setPen(theme.color(self._word_color()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), theme.radius("control") - 1)

    def _word_color(self) -> str:
        if not self.isEnabled():
            return "text_3"
        return "text" if self.isChecked() or self.underMouse() else "text_2"
