# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The row under the menu: which note, which visit, and the search over the code book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.review.code_search import CodeSearch, Search
from desktop.ui.review.date_field import DateField
from desktop.ui.review.patient_fields import AGE, SEX, quiet_field
from desktop.ui.review.setting_switch import SettingSwitch
from desktop.ui.review.typed_field import TypedField
from desktop.ui.review.wording import note_title
from desktop.ui.shell.controls import Ground, IconButton, Label
from desktop.ui.shell.theme import ThemeSource
from nlp.domain import Encounter, Setting

_EDGE = 16
_LEFT = 10
_SEARCH_WANTED = 200
_AGE_WIDTH = 52
_SEX_WIDTH = 76
_SEARCH_LEAST = 96


class EncounterBar(Ground):
    """Shows the visit; changing it codes the note again at once."""

    encounter_changed = Signal(object)  # Encounter
    code_chosen = Signal(str)
    worklist_wanted = Signal()
    left = Signal()

    def __init__(self, themes: ThemeSource, search: Search) -> None:
        super().__init__(themes, "window", Qt.Edge.BottomEdge)
        self._encounter = Encounter()
        self._name = Label(themes, font="heading")
        self._kind = Label(themes, font="body", color="text_2")
        self._switch = SettingSwitch(themes)
        self._date_word = Label(themes, "Service date", font="body", color="text_2")
        self.date_field = DateField(themes)
        self._edition = Label(themes, font="body", color="text_2")
        self.age_field = quiet_field(themes, AGE, _AGE_WIDTH)
        self.sex_field = quiet_field(themes, SEX, _SEX_WIDTH)
        self.search = CodeSearch(themes, search)
        self._worklist = IconButton(themes, "panel-left", "Worklist", key="Ctrl+B", side=28)
        self._search_width = 412
        self._frames: dict[QWidget, QWidget] = {}  # each part with the gap after it
        self.setFixedHeight(themes.theme.size("header"))
        self._lay_out()
        self._connect()

    def show_note(self, file_name: str, kind: str, edition: str, encounter: Encounter) -> None:
        """Show another note's name and visit."""
        self._encounter = encounter
        self._allow(is_known=True)
        self._name.setText(note_title(file_name))
        self._name.setToolTip(file_name)
        self._kind.setText(kind)
        self._edition.setText(f"{edition} codes" if edition else "")
        self._switch.show_setting(encounter.setting)
        self.date_field.show_value(encounter.date_of_service)
        self.age_field.show_value(encounter.age)
        self.sex_field.show_value(encounter.sex)
        self._give_way()

    def show_reading(self, file_name: str) -> None:
        """Show only the name of a note whose visit is not known yet."""
        self.show_note(file_name, "", "", Encounter())
        self._allow(is_known=False)
        self._switch.show_setting(None)

    @property
    def _fields(self) -> tuple[TypedField[date], TypedField[int], TypedField[str]]:
        return self.date_field, self.age_field, self.sex_field

    @property
    def encounter(self) -> Encounter:
        """The visit shown."""
        return self._encounter

    @property
    def switch(self) -> SettingSwitch:
        """The switch of the setting."""
        return self._switch

    def set_search_width(self, width: int) -> None:
        """Make the search as wide as the codes column beneath it."""
        self._search_width = width
        self._give_way()

    def focus_search(self) -> None:
        """Begin a search."""
        self.search.setFocus()
        self.search.selectAll()

    def search_for(self, words: str) -> None:
        """Begin a search with words, marked so that typing takes their place."""
        self.search.setText(words)
        self.focus_search()
        self.search.textEdited.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the bar on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the less needed words give way."""
        super().resizeEvent(event)
        self._give_way()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for no width: the words give way, the window does not grow."""
        return QSize(0, self.height())

    def _allow(self, *, is_known: bool) -> None:
        for part in (self._switch, self.search):
            part.setEnabled(is_known)
        for field in self._fields:
            field.show_known(is_known=is_known)

    def _give_way(self) -> None:
        """Hide words, the least needed first, until the rest and a search of some width stand in the row."""
        words = (self._edition, self._kind, self._date_word)
        giving = (*words, self.sex_field, self.age_field)
        empty = [w for w in words if not w.text()]
        shown = [w for w in self._frames if w not in empty]
        taken = _LEFT + _EDGE + sum(map(self._width, shown))
        wanted = min(self._search_width, _SEARCH_WANTED)
        for part in giving:
            if part in shown and self.width() - taken < wanted:
                shown.remove(part)
                taken -= self._width(part)
        self.search.setFixedWidth(min(self._search_width, max(_SEARCH_LEAST, self.width() - taken)))
        for part in giving:
            self._frames[part].setVisible(part in shown)
        for layout in (*(frame.layout() for frame in self._frames.values()), self.layout()):
            layout.activate()  # pyright: ignore[reportOptionalMemberAccess] - at once: no frame with a name cut off

    def _width(self, part: QWidget) -> int:
        """Return the width a part will take, and the gap after it."""
        gap = self._frames[part].layout().contentsMargins().right()  # pyright: ignore[reportOptionalMemberAccess]
        return min(max(part.minimumWidth(), part.sizeHint().width()), part.maximumWidth()) + gap

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT, 0, _EDGE, 1)
        row.setSpacing(0)
        for widget, gap in (
            (self._worklist, 6),
            (self._name, 10),
            (self._kind, 10),
            (self._switch, 20),
            (self._date_word, 8),
            (self.date_field, 10),
            (self._edition, 10),
            (self.age_field, 4),
            (self.sex_field, 16),
        ):
            self._frames[widget] = _framed(widget, gap)
            row.addWidget(self._frames[widget])
        row.addStretch(1)
        row.addWidget(self.search)

    def _connect(self) -> None:
        self._switch.setting_chosen.connect(self._change_setting)
        self.date_field.value_chosen.connect(self._change_day)
        self.age_field.value_chosen.connect(self._change_age)
        self.sex_field.value_chosen.connect(self._change_sex)
        for field in self._fields:
            field.left.connect(self.left)
        self.search.code_chosen.connect(self.code_chosen)
        self.search.left.connect(self.left)
        self._worklist.clicked.connect(self.worklist_wanted)

    def _change_setting(self, setting: Setting) -> None:
        self._change(lambda e: replace(e, setting=setting))

    def _change_day(self, day: date | None) -> None:
        self._change(lambda e: replace(e, date_of_service=day))

    def _change_age(self, age: int | None) -> None:
        self._change(lambda e: replace(e, age=age))

    def _change_sex(self, sex: str | None) -> None:
        self._change(lambda e: replace(e, sex=sex))

    def _change(self, changed: Callable[[Encounter], Encounter]) -> None:
        encounter = changed(self._encounter)
        if encounter != self._encounter:
            self._encounter = encounter
            self.encounter_changed.emit(encounter)


def _framed(widget: QWidget, gap: int) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, gap, 0)
    row.addWidget(widget)
    return frame
