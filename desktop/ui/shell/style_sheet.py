# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The only style sheet: fields, menus, scroll bars. All else is painted from the palette or by its widget."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
QMenuBar { background: $window; color: $text_2; padding: 0 6px; border: 0; }
QMenuBar::item { background: transparent; padding: 5px 10px; margin: 1px 0; border-radius: ${control}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selected; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; margin: 0; border-radius: 4px; min-width: 168px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 6px; }
QLineEdit, QDateEdit, QSpinBox, QComboBox { background: $paper; color: $text; border: 1px solid $control_line;
  border-radius: ${control}px; padding: 0 8px; selection-background-color: $selection; selection-color: $text;
  placeholder-text-color: $text_3; }
QLineEdit[quiet="true"] { background: transparent; border-color: $line_strong; }
QLineEdit[quiet="true"]:hover { background: $hover; }
QLineEdit:focus, QDateEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid $focus; padding: 0 7px; }
QLineEdit:disabled, QDateEdit:disabled { color: $text_3; background: $panel; border-color: $line_strong; }
QAbstractSpinBox::up-button { subcontrol-origin: border; width: 0px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; width: 0px; }
QScrollBar:vertical { background: transparent; width: ${scroll}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${scroll}px; margin: 0; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 3px; min-height: 28px; margin: 2px; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: 3px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $control_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(colors: Mapping[str, str], sizes: Mapping[str, float], radii: Mapping[str, float]) -> str:
    """Fill the sheet with one theme's values."""
    return _SHEET.substitute(colors, scroll=int(sizes["scroll"]), control=int(radii["control"]))
