# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Icons: every one draws something, in the colour asked for, at the screen's ratio."""

import pytest
from PySide6.QtGui import QColor

from desktop.ui.shell.glyphs import GLYPHS
from desktop.ui.shell.icons import icon
from desktop.ui.shell.theme import load_theme


@pytest.mark.parametrize("name", sorted(GLYPHS))
def test_every_icon_draws_in_its_colour(name, qapp):
    image = icon(name, QColor("#ff0000"), 48).toImage()
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    colors = {pixel.name() for pixel in pixels if pixel.alpha() > 200}
    assert colors <= {"#ff0000", "#fe0000"}
    assert colors


def test_an_icon_has_the_pixels_of_its_screen(qapp):
    pixmap = icon("lock", QColor("#000000"), 16, 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)


def test_an_icon_is_rendered_once(qapp):
    assert icon("lock", QColor("#010203")).cacheKey() == icon("lock", QColor("#010203")).cacheKey()


def test_every_state_has_its_glyph(look, qapp):
    marks = load_theme(look, "light").tokens.marks
    assert {mark.glyph for mark in marks.values()} - {"none"} <= set(GLYPHS)
