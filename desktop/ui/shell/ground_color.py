# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Give a scrolling pane its ground colour."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.shell.theme import Theme


def set_ground(area: QAbstractScrollArea, theme: Theme, role: str) -> None:
    """Paint pane and viewport in a colour role; under a style sheet a viewport keeps a palette of its own."""
    palette = theme.palette()
    palette.setColor(palette.ColorRole.Base, theme.color(role))
    palette.setColor(palette.ColorRole.Window, theme.color(role))
    area.setPalette(palette)
    area.viewport().setPalette(palette)
