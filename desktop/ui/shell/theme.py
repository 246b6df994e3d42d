# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Colours, fonts, sizes and marks of one theme, and the source that follows the system's choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from desktop.ui.shell.fonts import build_font
from desktop.ui.shell.style_sheet import style_sheet
from desktop.ui.shell.tokens import MarkStyle, SelectedMark, ThemeName, Tokens, read_tokens

_PALETTE: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "paper"),
    (QPalette.ColorRole.AlternateBase, "panel"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text_3"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "stop"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line_strong"),
    (QPalette.ColorRole.Dark, "control_line"),
    (QPalette.ColorRole.Shadow, "line_strong"),
    (QPalette.ColorRole.Accent, "accent"),
)
_FEATURES = {
    "code": "code",
    "code_small": "code",
    "note": "note",
    "note_strong": "note",
    "name": "name",
    "count": "count",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme as a value; pages ask it for every colour, font and size and name none themselves."""

    name: ThemeName
    tokens: Tokens
    colors: Mapping[str, QColor]
    _fonts: dict[tuple[str, int], QFont] = field(
        default_factory=dict[tuple[str, int], QFont], repr=False, compare=False
    )

    def color(self, role: str) -> QColor:
        """Return the colour of a role ("suggested", "text_2", "line" …)."""
        return self.colors[role]

    def font(self, role: str, size: int | None = None) -> QFont:
        """Return the font of a step of the scale, at another pixel size where asked."""
        style = self.tokens.types[role]
        key = (role, size or style.size)
        if key not in self._fonts:
            features = self.tokens.features[_FEATURES.get(role, "ui")]
            self._fonts[key] = build_font(
                self.tokens.families, style, features, size=key[1], bundled=self.tokens.bundled
            )
        return self._fonts[key]

    def fixed_font(self, size: int) -> QFont:
        """Return the fixed-width font for column-aligned text."""
        font = QFont(list(self.tokens.fixed_families))
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(size)
        return font

    def line_height(self, role: str, size: int | None = None) -> int:
        """Return the line height of a step of the scale, kept in proportion at another size."""
        style = self.tokens.types[role]
        return style.line if size is None else round(style.line * size / style.size)

    def size(self, name: str) -> int:
        """Return a size in logical pixels ("row", "gutter", "button" …)."""
        return int(self.tokens.numbers["size"][name])

    def radius(self, name: str) -> int:
        """Return a corner radius ("mark", "control", "card")."""
        return int(self.tokens.numbers["radius"][name])

    def stroke(self, name: str) -> float:
        """Return a stroke width ("hair", "mark", "focus" …)."""
        return self.tokens.numbers["stroke"][name]

    def layout(self, name: str) -> float:
        """Return a break point of the window's width or a share."""
        return self.tokens.numbers["layout"][name]

    def note_sizes(self) -> tuple[int, int]:
        """Return the least and the greatest pixel size of note text."""
        return int(self.tokens.numbers["note_size"]["least"]), int(self.tokens.numbers["note_size"]["most"])

    def mark(self, state: str) -> MarkStyle:
        """Return the line of a state ("suggested", "accepted", "rejected", "negated", "family" …)."""
        return self.tokens.marks[state]

    def mark_color(self, state: str) -> QColor:
        """Return the line colour of a state; every kind of not-coded mention shares one."""
        return self.colors[state if state in ("suggested", "accepted", "rejected") else "notcoded"]

    @property
    def selected_mark(self) -> SelectedMark:
        """How the chosen mark differs from the others."""
        return self.tokens.selected

    @property
    def selected_alpha(self) -> float:
        """How strongly the chosen mark's ground is tinted."""
        chosen = self.tokens.selected
        return chosen.tint_light if self.name is ThemeName.LIGHT else chosen.tint_dark

    def confidence(self, value: float) -> tuple[str, int]:
        """Return the word and the filled steps (of four) for a confidence in 0..1."""
        chosen = next((word for word in self.tokens.words if value >= word.least), self.tokens.words[-1])
        return chosen.word, chosen.steps

    def palette(self) -> QPalette:
        """Return the palette from which Fusion paints standard controls."""
        palette = QPalette()
        for role, name in _PALETTE:
            palette.setColor(role, self.colors[name])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colors["text_3"])
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet for fields, menus and scroll bars."""
        return style_sheet(self.tokens.colors[self.name], self.tokens.numbers["size"], self.tokens.numbers["radius"])


def load_theme(folder: Path, name: ThemeName | str) -> Theme:
    """Load one theme from the folder that holds theme.toml."""
    return theme_of(read_tokens(folder / "theme.toml"), ThemeName(name))


def theme_of(tokens: Tokens, name: ThemeName) -> Theme:
    """Make one theme of tokens already read."""
    return Theme(name=name, tokens=tokens, colors={role: QColor(value) for role, value in tokens.colors[name].items()})


class ThemeChoice(StrEnum):
    """What the person chose; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class ThemeSource(QObject):
    """Holds the theme in force and tells when it changes."""

    theme_changed = Signal(object)  # the new Theme

    def __init__(
        self, folder: Path, choice: ThemeChoice | str = ThemeChoice.SYSTEM, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = read_tokens(folder / "theme.toml")
        self._themes: dict[ThemeName, Theme] = {}
        self._choice = ThemeChoice(choice)
        self._theme = self._themed(self._wanted())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose."""
        return self._choice

    def choose(self, choice: ThemeChoice | str) -> None:
        """Take a theme by name, or follow the system again."""
        self._choice = ThemeChoice(choice)
        self._follow()

    def _follow(self, _scheme: object = None) -> None:
        wanted = self._wanted()
        if wanted is not self._theme.name:
            self._theme = self._themed(wanted)
            self.theme_changed.emit(self._theme)

    def _themed(self, name: ThemeName) -> Theme:
        if name not in self._themes:
            self._themes[name] = theme_of(self._tokens, name)
        return self._themes[name]

    def _wanted(self) -> ThemeName:
        if self._choice is not ThemeChoice.SYSTEM:
            return ThemeName(self._choice.value)
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return ThemeName.CONTRAST
        return ThemeName.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeName.LIGHT
