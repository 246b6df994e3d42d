# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Type and margins of the page: formats only, the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from desktop.ui.shell.theme import Theme

_TOP = 22  # above the first line
_UNBROKEN = re.compile(r"\S{2000}")  # data, not words: looking for a place to break it takes Qt a minute for a megabyte
_TAB = 8  # characters, as in the programs that laid the columns out


def set_type(
    document: QTextDocument, theme: Theme, size: int, headings: Iterable[QTextCursor], *, is_fixed: bool
) -> None:
    """Give the words their font and line height, the headings their weight."""
    font = theme.fixed_font(size) if is_fixed else theme.font("note", size)
    document.setDefaultFont(font)
    option = document.defaultTextOption()
    option.setTabStopDistance(_TAB * QFontMetricsF(font).horizontalAdvance("0"))
    document.setDefaultTextOption(option)
    lines = QTextBlockFormat()
    lines.setLineHeight(float(theme.line_height("note", size)), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    every = QTextCursor(document)
    every.select(QTextCursor.SelectionType.Document)
    every.setBlockFormat(lines)
    strong = QTextCharFormat()
    strong.setFont(_strong_fixed(font) if is_fixed else theme.font("note_strong", size))
    for heading in headings:
        heading.mergeCharFormat(strong)


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Return how lines are broken: between words, unless a stretch of the text offers no place for that."""
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if _UNBROKEN.search(text) else modes.WrapAtWordBoundaryOrAnywhere


def set_margins(document: QTextDocument, *, left: int, right: int, bottom: int) -> None:
    """Lay the words between a left and a right margin; what stays the same is not laid out again."""
    frame = document.rootFrame()
    style = frame.frameFormat()
    wanted = (left, max(0, right), _TOP, bottom)
    if (style.leftMargin(), style.rightMargin(), style.topMargin(), style.bottomMargin()) == wanted:
        return
    style.setLeftMargin(left)
    style.setRightMargin(max(0, right))
    style.setTopMargin(_TOP)
    style.setBottomMargin(bottom)
    frame.setFrameFormat(style)


def _strong_fixed(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
