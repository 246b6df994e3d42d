# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Type and margins of the page: formats only, the text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from desktop.ui.shell.theme import Theme

_TOP = 22  # above the first line


def set_type(document: QTextDocument, theme: Theme, size: int, headings: Iterable[QTextCursor]) -> None:
    """Give the words their font and line height, the headings their weight."""
    document.setDefaultFont(theme.font("note", size))
    lines = QTextBlockFormat()
    lines.setLineHeight(float(theme.line_height("note", size)), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    every = QTextCursor(document)
    every.select(QTextCursor.SelectionType.Document)
    every.setBlockFormat(lines)
    strong = QTextCharFormat()
    strong.setFont(theme.font("note_strong", size))
    for heading in headings:
        heading.mergeCharFormat(strong)


def set_margins(document: QTextDocument, *, left: int, right: int, bottom: float) -> None:
    """Lay the words between a left and a right margin."""
    frame = document.rootFrame()
    style = frame.frameFormat()
    style.setLeftMargin(left)
    style.setRightMargin(max(0, right))
    style.setTopMargin(_TOP)
    style.setBottomMargin(bottom)
    frame.setFrameFormat(style)
