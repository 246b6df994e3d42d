# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The notes printed at one line of the Tabular List, as instructions with their targets."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from db.importer.endings import KnownCodes
from db.importer.targets import parse_targets
from nlp.domain.codes import Instruction, InstructionKind

_KINDS = {
    "includes": InstructionKind.INCLUDES,
    "inclusionTerm": InstructionKind.INCLUSION_TERM,
    "excludes1": InstructionKind.EXCLUDES1,
    "excludes2": InstructionKind.EXCLUDES2,
    "codeFirst": InstructionKind.CODE_FIRST,
    "useAdditionalCode": InstructionKind.USE_ADDITIONAL,
    "codeAlso": InstructionKind.CODE_ALSO,
    "notes": InstructionKind.NOTE,
    "sevenChrNote": InstructionKind.SEVENTH,
}
_EXCLUDES = (InstructionKind.EXCLUDES1, InstructionKind.EXCLUDES2)
_WITH_HEADINGS = (
    *_EXCLUDES,
    InstructionKind.CODE_FIRST,
    InstructionKind.USE_ADDITIONAL,
    InstructionKind.CODE_ALSO,
    InstructionKind.INCLUSION_TERM,
)


def read_notes(element: Element, owner: str, known: KnownCodes) -> Iterator[Instruction]:
    """Yield the notes that the line itself prints, in their order."""
    for group in element:
        kind = _KINDS.get(group.tag)
        if kind is not None:
            lines = _joined(_lines(group), kind) if kind in _WITH_HEADINGS else _lines(group)
            for text in lines:
                yield Instruction(kind=kind, text=text, owner=owner, targets=parse_targets(text, known))
        elif group.tag == "sevenChrDef":
            yield from _seventh_notes(group, owner)
        elif group.tag == "visualImpairment":
            yield from _visual_table(group, owner)


def _lines(group: Element) -> list[str]:
    return [_plain(note).removeprefix(", ") for note in group.iterfind("note")]


def _joined(lines: list[str], kind: InstructionKind) -> Iterator[str]:
    """Yield each line after the heading it stands under ("any associated: skull fracture (S02.-)")."""
    heading, last = "", ""
    for line in lines:
        if line.endswith(":"):
            heading, last = line, ""
            continue
        if kind in _EXCLUDES and _leaves(line, last, heading):
            heading = ""
        last = line
        yield f"{heading} {line}" if heading else line


def _leaves(line: str, last: str, heading: str) -> bool:
    """Tell whether the line stands beside the heading: both lists are alphabetic, and the inner one would step back."""
    return heading.casefold() <= line.casefold() < last.casefold()


def _seventh_notes(table: Element, owner: str) -> Iterator[Instruction]:
    """Yield the notes printed inside a table of 7th characters, each with the character it explains."""
    before: Element | None = None
    for item in table:
        if item.tag == "extension":
            before = item
        elif before is not None and _plain(before) != "sequela":
            text = f"{before.get('char')}, {_plain(before)}: {_plain(item)}"
            yield Instruction(kind=InstructionKind.SEVENTH, text=text, owner=owner)
        else:  # W08 prints an inclusion term there
            yield Instruction(kind=InstructionKind.INCLUSION_TERM, text=_plain(item), owner=owner)


def _visual_table(table: Element, owner: str) -> Iterator[Instruction]:
    """Yield one note for each category of visual impairment (the table at H54)."""
    for row in table.iterfind("visCategory"):
        category = row.find("value")
        if category is None:
            continue
        limits = [_limits(column) for column in row.iterfind("visRange")]
        text = f"Visual impairment category {_plain(category)}, best corrected acuity: {'; '.join(limits)}"
        yield Instruction(kind=InstructionKind.NOTE, text=text, owner=owner)


def _limits(column: Element) -> str:
    below, least = column.find("visMax/value"), column.find("visMin/value")
    if least is None:
        return "" if below is None else _plain(below)
    return _plain(least) if below is None else f"less than {_plain(below)}, at least {_plain(least)}"


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
