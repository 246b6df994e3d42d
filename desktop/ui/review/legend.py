# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The strip above the note: legend, counts and switches in one; the file's name and the text size at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QToolButton

from desktop.ui.review.highlights import MarkState
from desktop.ui.review.line_painter import paint_line
from desktop.ui.review.rows import waiting_not_coded
from desktop.ui.shell.controls import Ground, Label
from desktop.ui.shell.painting import draw_focus_ring
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Review

_SAMPLE = 24
_GAP, _GAP_LEAST = 12, 4
_NAME_NEEDS = 60  # with less room the file's name gives way


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One entry of the legend: its word, the state drawn as its sample, the states it switches."""

    title: str
    sample: MarkState
    states: tuple[MarkState, ...]


_NOT_CODED = tuple(s for s in MarkState if not s.is_coded)
GROUPS = (
    Group(title="Suggested", sample=MarkState.SUGGESTED, states=(MarkState.SUGGESTED,)),
    Group(title="Accepted", sample=MarkState.ACCEPTED, states=(MarkState.ACCEPTED,)),
    Group(title="Rejected", sample=MarkState.REJECTED, states=(MarkState.REJECTED,)),
    Group(title="Not coded", sample=MarkState.NEGATED, states=_NOT_CODED),
)


class Legend(Ground):
    """Says what the lines mean and how many there are; each entry shows or hides its lines."""

    hidden_changed = Signal(object)  # a frozenset of MarkState

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(themes, "paper", Qt.Edge.BottomEdge)
        self.setFixedHeight(themes.theme.size("strip"))
        self._entries = [_Entry(themes, group) for group in GROUPS]
        self._file_name = ""
        self._name = Label(themes, font="small", color="text_2")
        self._size_button = _SizeButton(themes)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(_GAP)
        for entry in self._entries:
            row.addWidget(entry)
            entry.toggled.connect(self._tell_hidden)
        row.addStretch(1)
        row.addWidget(self._name)
        row.addWidget(self._size_button)

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The numbers shown, in the order of the groups; None while there is no note."""
        return tuple(entry.count for entry in self._entries)

    @property
    def hidden(self) -> frozenset[MarkState]:
        """The states switched off."""
        return frozenset(s for e in self._entries if not e.isChecked() for s in e.stands_for.states)

    def on_size(
        self, smaller: Callable[[], object], larger: Callable[[], object], standard: Callable[[], object]
    ) -> None:
        """Say what the text-size menu does."""
        self._size_button.fill(smaller, larger, standard)

    def show_review(self, review: Review, file_name: str) -> None:
        """Show the counts of a review and the file's name."""
        numbers = (len(review.open), len(review.accepted), len(review.rejected), len(waiting_not_coded(review)))
        for entry, number in zip(self._entries, numbers, strict=True):
            entry.show_count(number)
        self._file_name = file_name
        self._fit_name()

    def show_nothing(self) -> None:
        """Show that there is no note."""
        self._file_name = ""
        for entry in self._entries:
            entry.show_count(None)
        self._fit_name()

    def toggle_not_coded(self) -> None:
        """Show or hide the lines of what was not coded."""
        self._entries[-1].toggle()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for no width: a narrow column clips the last entry rather than pushing the codes aside."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the file's name give way where there is no room."""
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        entries = sum(e.sizeHint().width() for e in self._entries) + self._size_button.width() + 28
        room = self.width() - entries - _GAP * (len(self._entries) + 2)
        self._row.setSpacing(_GAP if room >= 0 else _GAP_LEAST)
        metrics = QFontMetrics(self._name.font())
        self._name.setText(metrics.elidedText(self._file_name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setToolTip(self._file_name)
        self._name.setVisible(room >= _NAME_NEEDS)

    def _tell_hidden(self, _on: bool = False) -> None:
        self.hidden_changed.emit(self.hidden)


class _Entry(QAbstractButton):
    """A line sample, its word and its count; switched off it fades and its sample is gone."""

    def __init__(self, themes: ThemeSource, group: Group) -> None:
        super().__init__()
        self._themes = themes
        self.stands_for = group
        self.count: int | None = None
        self.setText(group.title)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.theme_changed.connect(self.update)
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show another number, or none."""
        self.count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}: {count}")
        self.setToolTip(f"Show or hide {self.stands_for.title.lower()} in the note")
        self.updateGeometry()
        self.update()

    @property
    def _number(self) -> str:
        return "" if self.count is None else str(self.count)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for sample, word and count."""
        theme = self._themes.theme
        words = QFontMetricsF(theme.font("small_medium")).horizontalAdvance(self.text())
        number = QFontMetricsF(theme.font("count")).horizontalAdvance(self._number)
        return QSize(round(4 + _SAMPLE + 6 + words + 6 + number + 4), 28)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint sample, word and count."""
        theme = self._themes.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, theme.color("hover"))
        if self.isChecked():
            level = QLineF(4, box.center().y(), 4 + _SAMPLE, box.center().y())
            state = self.stands_for.sample
            paint_line(painter, theme.mark(state), theme.mark_color(state), level)
        font = theme.font("small_medium")
        color = theme.color("text" if self.isChecked() else "text_3")
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box.adjusted(4 + _SAMPLE + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("count"))
        painter.setPen(theme.color("text_2" if self.isChecked() else "text_3"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -4, 0), right, self._number)
        if not self.isChecked():
            words = QFontMetricsF(font).horizontalAdvance(self.text())
            painter.fillRect(QRectF(4 + _SAMPLE + 6, round(box.center().y()), words, 1), color)
        if self.hasFocus():
            draw_focus_ring(painter, theme, box, theme.radius("control"))


class _SizeButton(QToolButton):
    """“Aa”: smaller, larger and standard note text."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self.setText("Aa")
        self.setAutoRaise(True)
        self.setFixedSize(32, 28)
        self.setAccessibleName("Note text size")
        self.setToolTip("Note text size (Ctrl + and Ctrl −)")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._restyle()
        themes.theme_changed.connect(self._restyle)

    def fill(self, smaller: Callable[[], object], larger: Callable[[], object], standard: Callable[[], object]) -> None:
        """Fill the menu."""
        menu = QMenu(self)
        for words, does in (("Larger", larger), ("Smaller", smaller), ("Standard size", standard)):
            menu.addAction(words).triggered.connect(_without_state(does))
        self.setMenu(menu)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the two letters without the arrow of a menu button."""
        theme = self._themes.theme
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.setFont(theme.font("body_strong"))
        painter.setPen(theme.color("text_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Aa")
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), theme.radius("control"))

    def _restyle(self, _theme: object = None) -> None:
        self.setFont(self._themes.theme.font("body_strong"))
        self.update()


def _without_state(does: Callable[[], object]) -> Callable[[bool], None]:
    """Return the function as a slot that is told whether it is checked."""

    def run(_checked: bool = False) -> None:
        does()

    return run
