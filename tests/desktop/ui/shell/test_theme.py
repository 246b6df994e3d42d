# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The design tokens as values: contrasts of look.md section 4, fonts, marks, words."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.ui.shell.fonts import font_file
from desktop.ui.shell.theme import ThemeSource, load_theme
from desktop.ui.shell.tokens import LineKind, ThemeName

TEXT_PAIRS = [
    ("text", "paper"), ("text", "selected"), ("text_2", "panel"), ("text_3", "panel"), ("text_3", "selected"),
    ("text_3", "window"), ("on_accent", "accent"), ("link", "panel"), ("suggested", "paper"), ("accepted", "paper"),
    ("rejected", "paper"), ("notcoded", "paper"), ("suggested", "suggested_fill"), ("accepted", "accepted_fill"),
    ("text", "suggested_fill"), ("text", "cue_fill"), ("stop", "stop_fill"), ("warn", "warn_fill"),
    ("text_2", "window"), ("text_2", "selected"), ("text", "raised"), ("warn", "panel"), ("text", "stop_fill"),
    ("text", "warn_fill"), ("text", "selection"), ("text", "find"),
]  # fmt: skip
GRAPHIC_PAIRS = [("focus", "selected"), ("control_line", "paper"), ("accent", "selected"), ("accepted", "window")]
STATES = ["suggested", "accepted", "rejected", "notcoded"]


def luminance(color: QColor) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tinted(color: QColor, ground: QColor, alpha: float) -> QColor:
    mixed = [c * alpha + g * (1 - alpha) for c, g in zip(color.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]
    return QColor.fromRgbF(*mixed)


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(look, name, ink, ground):
    theme = load_theme(look, name)
    assert contrast(theme.color(ink), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize(("ink", "ground"), GRAPHIC_PAIRS)
def test_graphics_can_be_seen_on_their_ground(look, name, ink, ground):
    theme = load_theme(look, name)
    assert contrast(theme.color(ink), theme.color(ground)) >= 3.0


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("state", STATES)
def test_the_selected_mark_keeps_its_words_and_its_line_legible(look, name, state):
    theme = load_theme(look, name)
    ground = tinted(theme.color(state), theme.color(f"{state}_fill"), theme.selected_alpha)
    assert contrast(theme.color("text"), ground) >= 4.5
    assert contrast(theme.color(state), ground) >= 3.0


@pytest.mark.parametrize("name", list(ThemeName))
def test_every_theme_has_the_same_roles(look, name):
    assert set(load_theme(look, name).colors) == set(load_theme(look, "light").colors)


@pytest.mark.parametrize(
    ("value", "word", "steps"),
    [
        (1.0, "Strong", 4),
        (0.9, "Strong", 4),
        (0.8999, "Good", 3),
        (0.75, "Good", 3),
        (0.6, "Fair", 2),
        (0.0, "Slight", 1),
    ],
)
def test_confidence_is_a_word_and_steps(look, value, word, steps):
    assert load_theme(look, "light").confidence(value) == (word, steps)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("suggested", LineKind.DASH),
        ("accepted", LineKind.SOLID),
        ("family", LineKind.DOUBLE),
        ("uncertain", LineKind.WAVE),
        ("cue", LineKind.NONE),
    ],
)
def test_states_differ_by_line_not_only_by_colour(look, state, kind):
    assert load_theme(look, "light").mark(state).kind is kind


def ink(theme: object, role: str) -> int:
    image = QImage(400, 30, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(theme.font(role))
    painter.drawText(5, 20, "Type 2 diabetes mellitus")
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))


@pytest.mark.skipif(font_file() is None, reason="the Inter distribution is not installed")
def test_the_three_weights_really_differ(themes):
    regular, medium, strong = (ink(themes.theme, role) for role in ("body", "body_medium", "body_strong"))
    assert regular * 1.05 < medium < strong * 0.97


def test_a_font_is_built_once(themes):
    assert themes.theme.font("note") is themes.theme.font("note")
    assert themes.theme.font("note", 20).pixelSize() == 20


def test_choosing_a_theme_tells_everyone_once(themes, qtbot):
    seen = []
    themes.theme_changed.connect(seen.append)
    themes.choose("dark")
    themes.choose("dark")
    assert [theme.name for theme in seen] == [ThemeName.DARK]
    assert themes.theme.palette().window().color() == themes.theme.color("window")


@pytest.mark.parametrize("name", list(ThemeName))
def test_the_style_sheet_is_filled(look, name):
    assert "$" not in load_theme(look, name).style_sheet()


def test_the_source_follows_the_system_when_asked(look, qapp):
    assert ThemeSource(look, "system").theme.name in (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST)
