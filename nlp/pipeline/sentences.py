# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Sentence boundaries in clinical text: stops, line ends, list items and headings, in one linear pass."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nlp.domain.text import Span

# A list item: bullet, "1." "2)" "#3" "a)", heading mark.
_ITEM = re.compile(r"[ \t]*(?:[-*•–·▪►>+][ \t]+|#+[ \t]*\S|\(?\d{1,2}[.)][ \t]+\D|[A-Za-z]\)[ \t])")
# Patterns that begin with a set of letters are looked for three times as fast as those that begin with a look back.
_STOP = re.compile(r"[.!?](?:[.!?]*[\"'”’)\]]*(?=\s)|(?<=[a-z]{2}\.)(?=[A-Z][a-z]))")
_NUMBER = re.compile(r"[\s:]#?(\d{1,2})[.)][ \t]+(?=[A-Za-z(])")
_LAST_TOKEN = re.compile(r"\S+$")
_LOOK_BACK = 16

# A full stop after these never ends a sentence: something always follows.
_LEANING = frozenset({"dr", "mr", "mrs", "ms", "prof", "vs", "e.g", "i.e", "cf", "approx", "fig", "figs", "al", "st"})
# After these it does only when a capital follows: dosing words, units and clipped words.
_CLIPPED = frozenset(
    {"q.d", "b.i.d", "t.i.d", "q.i.d", "p.o", "p.r.n", "a.m", "p.m", "h.s", "q.h.s", "a.c", "p.c", "i.v", "i.m", "s.c"}
    | {
        "s.l",
        "q.h",
        "q.2h",
        "q.4h",
        "q.6h",
        "q.8h",
        "q.12h",
        "etc",
        "o.d",
        "o.s",
        "o.u",
        "d.o.b",
        "y.o",
        "m.d",
        "r.n",
        "bid",
        "tid",
        "qid",
        "qd",
        "po",
        "prn",
        "mg",
        "ml",
    }
    | {"mcg", "cm", "mm", "kg", "lb", "lbs", "oz", "hr", "hrs", "min", "mins", "sec", "yr", "yrs", "wk", "wks", "mo"}
    | {"mos", "deg", "temp", "hx", "pt", "pts", "dx", "tx", "rx", "sx", "fx", "abd", "ext", "nos", "inc", "dept"}
    | {"resp", "incl", "esp", "ca", "wt", "ht"}
)
_SPECIES = ("coli", "pylori", "diff", "aureus", "faecalis", "pneumoniae", "influenzae")  # "E. Coli"
# A line that ends in one of these runs on into the next.
_OPEN_END = re.compile(
    r"(?:[,&/(]|\b(?:and|or|of|the|a|an|with|without|to|in|on|for|no|not|by|from|at|is|was|are))$", re.IGNORECASE
)
_ANSWER = re.compile(r"[:?–-][ \t]*(?:no|not|on|none)$", re.IGNORECASE)  # "Fever: no" is complete
_OPEN_START = re.compile(r"(?:of|and|or|nor|with|without|to|in|on|for|by|due|which|that|who|than|as|but)\b")
# Narrower lines are not wrapped text, wider ones are whole paragraphs; a wrapped note has several full lines.
_WRAP_LEAST, _WRAP_MOST, _FULL_LINES, _RAGGED = 40, 160, 3, 15


def sentence_spans(text: str, breaks: Iterable[int] = ()) -> tuple[Span, ...]:
    """Return the sentences of the text in order, without outer blanks; a sentence starts at every break."""
    cuts = sorted({0, len(text), *breaks, *_line_cuts(text), *_stop_cuts(text), *_number_cuts(text)})
    return tuple(_trimmed(text, start, end) for start, end in pairwise(cuts) if not text[start:end].isspace())


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the stretch without the blanks at its ends."""
    piece = text[start:end]
    return Span(start=end - len(piece.lstrip()), end=start + len(piece.rstrip()))


def _line_cuts(text: str) -> Iterator[int]:
    """Yield the starts of lines that do not continue the line before."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    at = 0
    for before, line in pairwise(["", *lines]):
        if not _continues(before, line, width):
            yield at
        at += len(line) + 1


def _wrap_width(lines: list[str]) -> int:
    """Return the width at which the note is wrapped, or 0 where its lines end on purpose."""
    lengths = [len(line.rstrip()) for line in lines]
    width = max(lengths)
    full = sum(1 for length in lengths if length > width - _RAGGED)
    return width if _WRAP_LEAST <= width <= _WRAP_MOST and full >= _FULL_LINES else 0


def _continues(before: str, line: str, width: int) -> bool:
    """Tell whether the line is wrapped text that runs on from the one before."""
    above, below = before.rstrip(), line.lstrip()
    if not above or not below or len(above) > _WRAP_MOST or _ITEM.match(line):
        return False
    if above[-1] in ".:?!;":
        return above[-1] == "." and below[0].islower() and _is_abbreviation(above + " x", len(above) - 1, len(above), 0)
    if (_OPEN_END.search(above) and not _ANSWER.search(above)) or _OPEN_START.match(below):
        return True
    if below[0].islower() and len(above) >= max(_WRAP_LEAST, width * 0.7):
        return True
    # Wrapped lines are filled: the next word would not have fitted.
    return 0 < width < len(above) + 1 + len(below.split(maxsplit=1)[0])


def _stop_cuts(text: str) -> Iterator[int]:
    """Yield the places after stops that end a sentence."""
    last = 0
    for match in _STOP.finditer(text):
        is_point = match.group()[0] == "."
        if is_point and _is_abbreviation(text, match.start(), match.end(), last):
            continue
        if is_point or not text[match.start() - 1 : match.start()].isspace():  # "? pneumonia" is no end
            yield match.end()
            last = match.end()


def _is_abbreviation(text: str, dot: int, end: int, last: int) -> bool:
    """Tell whether the full stop belongs to a short form or a list number instead of ending a sentence."""
    found = _LAST_TOKEN.search(text, max(last, dot - _LOOK_BACK), dot)
    if not found:
        return False
    token = found.group().lstrip("([\"'").lower()
    line_start = max(last, text.rfind("\n", 0, dot) + 1)
    if len(token) <= 2 and not text[line_start : found.start()].strip(" \t#") and (token.isdigit() or token.isalpha()):
        return len(token) == 1 or token.isdigit()
    following = text[end : end + 3].lstrip()[:1]
    if token in _LEANING or (token == "no" and following.isdigit()):
        return True
    is_letter = len(token) == 1 and token.isalpha()  # "C. diff", "H. pylori"
    if is_letter and text[end : end + 20].lstrip().lower().startswith(_SPECIES):
        return True
    return (token in _CLIPPED or is_letter) and following.islower()


def _number_cuts(text: str) -> Iterator[int]:
    """Yield the places of "2." "3)" that go on counting in the middle of a line."""
    expected = 0
    for match in _NUMBER.finditer(" " + text):
        number = int(match.group(1))
        if number in (1, expected):
            if number > 1:
                yield match.start()
            expected = number + 1
