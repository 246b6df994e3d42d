# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The official Tabular List (XML) as values: lines, printed notes and tables of 7th characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from db.importer.digest import content_digest
from db.importer.endings import known_codes
from db.importer.notes import read_notes
from nlp.domain.codes import CodeEntry, Edition, EntryKind, Instruction, SeventhCharacter
from nlp.errors import E, KnownError

_DISTRIBUTION = "simple-icd-10-cm"
_RELEASE = re.compile(r"(January|April|October)-(\d+)-(\d{4})")
_TABULAR_NAME = re.compile(r"tabular.*\.xml$")
_BLOCK_RANGE = re.compile(r"\s*\([A-Z][0-9A-Z]+(?:-[A-Z][0-9A-Z]+)?\)$")
_CATEGORY, _FULL = 3, 7
# Printed as a note at S06: deaths before regaining consciousness have no later encounter.
_NOT_APPLYING = re.compile(r"S06\..{2}[78]"), frozenset("DS")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeventhTable:
    """The permitted 7th characters of every code at and under `owner`, unless a nearer table says otherwise."""

    owner: str
    characters: tuple[SeventhCharacter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabular:
    """All that one Tabular List prints; entries stand in book order, each after its parent."""

    edition: Edition
    entries: tuple[CodeEntry, ...]
    instructions: tuple[Instruction, ...]
    sevenths: tuple[SeventhTable, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the book with its element, the lines beneath and the 7th characters it prints."""

    code: str
    title: str
    kind: EntryKind
    element: Element
    children: list[_Line] = field(default_factory=list["_Line"])


def find_tabular() -> Path:
    """Return the Tabular List inside the installed distribution; importing that package would parse it all."""
    try:
        listed = files(_DISTRIBUTION) or []
    except PackageNotFoundError as error:
        raise KnownError(E.BOOK_MISSING) from error
    found = [Path(str(name.locate())) for name in listed if _TABULAR_NAME.search(name.name)]
    if not found or not found[0].is_file():
        raise KnownError(E.BOOK_MISSING)
    return found[0]


def read_tabular(path: Path | None = None) -> Tabular:
    """Parse the file, or the installed one; it comes from a distribution whose hash is locked, so it is not hostile."""
    path = path or find_tabular()
    root = ElementTree.parse(path).getroot()
    lines = [_chapter(chapter) for chapter in root.iterfind("chapter")]
    tables = {table.owner: table.characters for line in lines for table in _tables(line, ())}
    entries = tuple(entry for line in lines for entry in _entries(line, "", (), tables))
    known = known_codes(entry.code for entry in entries)
    printed = [line for top in lines for line in _flat(top)]
    instructions = tuple(note for line in printed for note in read_notes(line.element, line.code, known))
    sevenths = tuple(SeventhTable(owner=owner, characters=table) for owner, table in tables.items())
    edition = _edition(path, int(_text(root, "version")), content_digest(entries, instructions, tables.items()))
    return Tabular(edition=edition, entries=entries, instructions=instructions, sevenths=sevenths)


def _edition(path: Path, year: int, digest: str) -> Edition:
    """Name the edition: the book of a fiscal year is in force from October 1 to September 30."""
    released = _RELEASE.search(path.name)
    return Edition(
        system="ICD-10-CM",
        name=f"FY {year}",
        release=f"{released[1]} {released[2]}, {released[3]}" if released else "",
        valid_from=date(year - 1, 10, 1),
        valid_to=date(year, 9, 30),
        digest=digest,
    )


def _chapter(element: Element) -> _Line:
    line = _Line(_text(element, "name"), _text(element, "desc"), EntryKind.CHAPTER, element)
    blocks = [_block(section) for section in element.iterfind("section")]
    for block in blocks:
        _narrowest(block, blocks, line).children.append(block)
    return line


def _block(element: Element) -> _Line:
    first, _, last = (element.get("id") or "").partition("-")
    title = _BLOCK_RANGE.sub("", _text(element, "desc"))
    # A block of one category would otherwise have the category's own code.
    line = _Line(f"{first}-{last or first}", title, EntryKind.BLOCK, element)
    line.children.extend(_diagnosis(child) for child in element.iterfind("diag"))
    return line


def _narrowest(block: _Line, blocks: Iterable[_Line], chapter: _Line) -> _Line:
    """Return the smallest other block that encloses this one ("C00-C75" stands in "C00-C96"), or the chapter."""
    first, last = block.code.split("-")
    around = [b for b in blocks if b is not block and b.code[:3] <= first and last <= b.code.split("-")[1]]
    inward = sorted(around, key=lambda b: (b.code.split("-")[0], _reversed(b.code.split("-")[1])))
    return inward[-1] if inward else chapter


def _reversed(code: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in code)


def _diagnosis(element: Element) -> _Line:
    code = _text(element, "name")
    kind = EntryKind.CATEGORY if len(code) == _CATEGORY else EntryKind.CODE
    line = _Line(code, _text(element, "desc"), kind, element)
    line.children.extend(_diagnosis(child) for child in element.iterfind("diag"))
    return line


def _flat(line: _Line) -> Iterator[_Line]:
    yield line
    for child in line.children:
        yield from _flat(child)


def _tables(line: _Line, inherited: tuple[SeventhCharacter, ...]) -> Iterator[SeventhTable]:
    """Yield the tables that are printed, and a smaller one where the book takes characters away again."""
    table = tuple(
        SeventhCharacter(character=item.get("char") or "", meaning=" ".join((item.text or "").split()))
        for item in line.element.iterfind("sevenChrDef/extension")
    )
    pattern, removed = _NOT_APPLYING
    if not table and pattern.fullmatch(line.code):
        table = tuple(item for item in inherited if item.character not in removed)
    if table:
        yield SeventhTable(owner=line.code, characters=table)
    for child in line.children:
        yield from _tables(child, table or inherited)


def _entries(
    line: _Line,
    parent: str,
    inherited: tuple[SeventhCharacter, ...],
    tables: dict[str, tuple[SeventhCharacter, ...]],
) -> Iterator[CodeEntry]:
    table = tables.get(line.code, inherited)
    is_leaf = line.kind in (EntryKind.CATEGORY, EntryKind.CODE) and not line.children
    extended = list(_extended(line, table)) if is_leaf else []
    yield CodeEntry(code=line.code, title=line.title, kind=line.kind, billable=is_leaf and not extended, parent=parent)
    yield from extended
    for child in line.children:
        yield from _entries(child, line.code, table, tables)


def _extended(line: _Line, table: tuple[SeventhCharacter, ...]) -> Iterator[CodeEntry]:
    """Yield the 7-character codes of a printed code, filled up with the placeholder X (guideline I.A.5)."""
    plain = line.code.replace(".", "")
    if len(plain) == _FULL:
        return
    filled = plain.ljust(_FULL - 1, "X")
    for item in table:
        code = f"{filled[:_CATEGORY]}.{filled[_CATEGORY:]}{item.character}"
        title = f"{line.title}, {item.meaning}"
        yield CodeEntry(code=code, title=title, kind=EntryKind.CODE, billable=True, parent=line.code)


def _text(element: Element, tag: str) -> str:
    child = element.find(tag)
    return "" if child is None else " ".join("".join(child.itertext()).split())
