# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the book prints for a code, grouped for reading: the code's own lines, then those of the levels above."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nlp.domain import Instruction, InstructionKind, Span

_WORDS = {
    InstructionKind.CODE_FIRST: "Code first",
    InstructionKind.USE_ADDITIONAL: "Use additional",
    InstructionKind.CODE_ALSO: "Code also",
    InstructionKind.EXCLUDES1: "Excludes1",
    InstructionKind.EXCLUDES2: "Excludes2",
    InstructionKind.SEVENTH: "7th character",
    InstructionKind.INCLUDES: "Includes",
    InstructionKind.INCLUSION_TERM: "Also called",
    InstructionKind.NOTE: "Note",
}
_ORDER = {kind: place for place, kind in enumerate(_WORDS)}
_FROM_AFAR = (
    InstructionKind.CODE_FIRST,
    InstructionKind.USE_ADDITIONAL,
    InstructionKind.CODE_ALSO,
    InstructionKind.EXCLUDES1,
)
_LETTERS_SHOWN = 170  # about four lines of the pane
_NAMED = re.compile(r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?:-([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)|\.?-)?")
_DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class BookText:
    """Words of the book; `strong` are the codes in them that this case has."""

    text: str
    strong: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """All lines of one kind and level: what is shown at once, the whole, and how many lines are folded away.

    `owner` is "" for the code's own lines; `is_far` tells that a block or chapter prints it and nothing need be done.
    """

    kind: str
    owner: str
    shown: BookText
    whole: BookText
    folded: int = 0
    is_far: bool = False


def book_lines(code: str, instructions: Sequence[Instruction], case_codes: Collection[str]) -> tuple[BookLine, ...]:
    """Group the instructions that apply to a code, those that name codes of this case before the others."""
    owners = {owner: place for place, owner in enumerate(dict.fromkeys(i.owner for i in instructions))}
    ordered = sorted(instructions, key=lambda i: (owners[i.owner], _ORDER[i.kind]))
    groups = groupby(ordered, key=lambda i: (i.owner, i.kind))
    others = [c for c in case_codes if c != code]
    return tuple(_line(code, owner, kind, [i.text for i in group], others) for (owner, kind), group in groups)


def _line(code: str, owner: str, kind: InstructionKind, texts: list[str], others: list[str]) -> BookLine:
    stem, items = _without_stem(texts)
    items = sorted(items, key=lambda item: not any(_codes_named(item, others)))
    shown = _first_few(items)
    is_far = (owner.isdecimal() or "-" in owner) and kind not in _FROM_AFAR  # a chapter or a block
    return BookLine(
        kind=_WORDS[kind],
        owner="" if owner == code else f"from {'chapter ' if owner.isdecimal() else ''}{owner}",
        shown=_text(stem + _DOT.join(shown), others),
        whole=_text(stem + _DOT.join(items), others),
        folded=len(items) - len(shown),
        is_far=is_far,
    )


def _without_stem(texts: list[str]) -> tuple[str, list[str]]:
    """Say what the lines begin with in common ("code to identify control using:") only once."""
    stems = {text.partition(": ")[0] for text in texts}
    if len(texts) > 1 and len(stems) == 1 and all(": " in text for text in texts):
        return f"{stems.pop()}: ", [text.partition(": ")[2] for text in texts]
    return "", texts


def _first_few(items: list[str]) -> list[str]:
    """Return as many lines as may be read at a glance, one at least; a single one left over is shown as well."""
    count, letters = 0, 0
    for item in items:
        letters += len(item)
        if count and letters > _LETTERS_SHOWN:
            break
        count += 1
    return items if len(items) - count == 1 else items[:count]


def _text(text: str, others: list[str]) -> BookText:
    return BookText(text=text, strong=tuple(_codes_named(text, others)))


def _codes_named(text: str, codes: Collection[str]) -> Iterator[Span]:
    """Yield where a code or range stands that covers one of the codes."""
    for found in _NAMED.finditer(text):
        first, last = found[1], found[2] or found[1]
        if any(first <= code[: len(first)] and code[: len(last)] <= last for code in codes):
            yield Span(start=found.start(), end=found.end())
