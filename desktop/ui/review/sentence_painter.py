# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Paint a sentence with its mention in bold over its line, and the cue on its ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop.ui.review.elision import DOTS, elide_end
from desktop.ui.review.line_painter import paint_line
from desktop.ui.review.rows import NotCodedRow
from desktop.ui.shell.theme import Theme
from nlp.domain import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a sentence that look alike."""

    text: str
    is_mention: bool = False
    is_cue: bool = False


def paint_sentence(painter: QPainter, theme: Theme, row: NotCodedRow, rect: QRectF) -> None:
    """Paint as much of the sentence as fits, the mention always."""
    measure = QFontMetricsF(theme.font("body_strong")).horizontalAdvance
    at = rect.left()
    for stretch in stretches(row, begin_at(row, rect.width(), measure)):
        font = theme.font("body_strong" if stretch.is_mention else "body")
        metrics = QFontMetricsF(font)
        words = elide_end(stretch.text, rect.right() - at, metrics.horizontalAdvance)
        width = metrics.horizontalAdvance(words)
        box = QRectF(at, rect.top(), width, rect.height())
        if stretch.is_cue:
            painter.fillRect(box.adjusted(-1, 1, 1, -1), theme.color("cue_fill"))
        painter.setFont(font)
        painter.setPen(theme.color("text" if stretch.is_mention or stretch.is_cue else "text_2"))
        painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        if stretch.is_mention and row.state is not None:
            shown = metrics.horizontalAdvance(words.rstrip())
            y = rect.center().y() + metrics.ascent() / 2 + 1
            paint_line(painter, theme.mark(row.state), theme.mark_color(row.state), QLineF(at, y, at + shown, y))
        at += width
        if words != stretch.text:
            return


def stretches(row: NotCodedRow, start: int = 0) -> Iterator[Stretch]:
    """Yield the sentence's stretches from a word's start on, with dots where something is left out."""
    if start:
        yield Stretch(text=f"{DOTS} ")
    cuts = {start, len(row.sentence), max(start, row.mention.start), row.mention.end}
    if row.cue is not None:
        cuts |= {max(start, row.cue.start), max(start, row.cue.end)}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        here = Span(start=left, end=right)
        is_mention = row.mention.contains(here)
        is_cue = row.cue is not None and row.cue.contains(here) and not is_mention
        yield Stretch(text=row.sentence[left:right], is_mention=is_mention, is_cue=is_cue)


def begin_at(row: NotCodedRow, width: float, measure: Callable[[str], float]) -> int:
    """Return where the shown part begins so that the mention fits into the width."""
    if measure(row.sentence[: row.mention.end]) <= width:
        return 0
    starts = [n + 1 for n, c in enumerate(row.sentence[: row.mention.start]) if c == " "]
    fitting = (n for n in starts if measure(f"{DOTS} {row.sentence[n : row.mention.end]}") <= width)
    return next(fitting, row.mention.start)
