# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The surface forms under which each code is found: titles, inclusion terms and the curated lexicon, normalised.

Titles are how the book speaks, not how providers write, so each gives several forms: without "unspecified" and
parentheses, turned round ("neoplasm of breast", "breast neoplasm"). Terms from Excludes notes are never taken: they
name what the code is not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.coding.composition import SITES, composed_terms
from nlp.domain.codes import Candidate, CodeEntry, EntryKind, Instruction, InstructionKind, TermRow
from nlp.domain.terms import term_key

TERMS_VERSION = 7  # raise it when the same tables would give other terms
_BLOCKED = "blocked.csv"
_LONGEST = 9  # words; longer titles are never written out in a note
_PARENTHESES = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_BARE_PARENTHESIS = re.compile(r"[()\[\]]")
_UNSPECIFIED_TAIL = re.compile(r",?\s*(?:,|\bof\b)\s*unspecified\b[^,]*$", re.IGNORECASE)
_EMPTY_QUALIFIER = re.compile(
    r",?\s*(?:\b(?:not elsewhere classified|not otherwise specified|so stated|uncomplicated|NOS|NEC)\b"
    r"|\bwithout (?:mention of )?(?:complications?|behavioral disturbance[^,]*|status migrainosus)\b)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:other|certain|unspecified other|encounter for other|person)\b"
    r"|classified elsewhere|\bother specified\b|\bother\b.*\bother\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconRow:
    """One curated row: a surface form, the code (or "+"-joined codes) it means, its flags, and its name for coders."""

    term: str
    code: str
    flags: frozenset[str]
    reference: str
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Terms that mean nothing by themselves, and codes too generic ever to be suggested from a title."""

    terms: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    unsafe: frozenset[str] = frozenset()  # curated terms that mostly mean something else in notes
    capitals: frozenset[str] = frozenset()  # abbreviations that are words when written small ("pad", "crest")


def read_lexicon(folder: Path) -> tuple[LexiconRow, ...]:
    """Read every curated table of the folder; columns term, code, flags, note."""
    rows: list[LexiconRow] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in (_BLOCKED, SITES):
            rows.extend(_lexicon_rows(path))
    # Curated rows stand first: they win over what is only composed.
    rows.extend(
        LexiconRow(term=made.term, code=made.code, flags=frozenset(), reference=made.reference, priority=1)
        for made in composed_terms(folder / SITES)
    )
    return tuple(rows)


def read_blocked(folder: Path) -> Blocked:
    """Read the block list of the folder; columns kind (term, code, unsafe or capitals), value, reason."""
    with (folder / _BLOCKED).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return Blocked(
        terms=frozenset(term_key(r["value"]) for r in rows if r["kind"] == "term"),
        codes=frozenset(r["value"] for r in rows if r["kind"] == "code"),
        unsafe=frozenset(term_key(r["value"]) for r in rows if r["kind"] == "unsafe"),
        capitals=frozenset(r["value"] for r in rows if r["kind"] == "capitals"),
    )


def compile_terms(
    entries: Iterable[CodeEntry],
    instructions: Iterable[Instruction],
    lexicon: Iterable[LexiconRow],
    blocked: Blocked,
) -> Iterator[TermRow]:
    """Yield each (key, code) once, from its best source."""
    seen: set[tuple[str, str]] = set()
    lines = tuple(entries)
    # A manifestation needs its cause: its terms alone must not lead to it (I.A.13).
    manifestations = frozenset(line.code for line in lines if "classified elsewhere" in line.title)
    notes = (note for note in instructions if note.owner not in manifestations)
    for row in (*_from_lexicon(lexicon, blocked), *_from_titles(lines, blocked), *_from_inclusions(notes, blocked)):
        identity = (row.key, row.candidate.code)
        if row.key and identity not in seen:
            seen.add(identity)
            yield row


def lexicon_key(term: str, flags: frozenset[str]) -> str:
    """Return the key of a curated term; abbreviations that count only in capitals are marked "="."""
    return f"={term.upper()}" if "caps" in flags else term_key(term)


def title_forms(title: str) -> tuple[str, ...]:
    """Return the ways in which a title may be written in a note, the plainest first."""
    if _GENERIC.search(title):
        return ()
    plain = _PARENTHESES.sub("", title)
    forms = [title, plain, _BARE_PARENTHESIS.sub(" ", title), _unqualified(plain)]
    forms += [turned for form in (plain, _unqualified(plain)) for turned in _turned(form)]
    forms += list(_with_side(_unqualified(plain)))
    return tuple(dict.fromkeys(form for form in forms if form))


def _lexicon_rows(path: Path) -> Iterator[LexiconRow]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield LexiconRow(
                term=row["term"].strip(),
                code=row["code"].strip(),
                flags=frozenset((row.get("flags") or "").split()),
                reference=f"Lexicon, {path.stem.replace('_', ' and ')}: {row['term'].strip()}",
            )


def _from_lexicon(rows: Iterable[LexiconRow], blocked: Blocked) -> Iterator[TermRow]:
    for row in rows:
        if term_key(row.term) in blocked.unsafe:
            continue
        candidate = Candidate(
            code=row.code, source="lexicon", priority=row.priority, reference=row.reference, flags=row.flags
        )
        flags = row.flags | {"caps"} if row.term.upper() in blocked.capitals else row.flags
        yield TermRow(key=lexicon_key(row.term, flags), candidate=candidate)


def _from_titles(entries: Iterable[CodeEntry], blocked: Blocked) -> Iterator[TermRow]:
    lines = tuple(entries)
    titles = {line.code: line.title for line in lines if line.kind in (EntryKind.CATEGORY, EntryKind.CODE)}
    for entry in lines:
        if entry.kind not in (EntryKind.CATEGORY, EntryKind.CODE) or len(entry.code) > 7 or entry.code in blocked.codes:
            continue
        lost = _left_open(entry.title) & frozenset(term_key(_unqualified(titles.get(entry.parent, ""))).split())
        for place, form in enumerate(title_forms(entry.title)):
            if not lost <= set(term_key(form).split()):
                continue  # "Edema of unspecified orbit" is no plain edema: the orbit is what the family is about
            source = "title" if place == 0 else "title form"
            yield from _row(form, entry.code, source, 1 if place < 3 else 2, f"Tabular {entry.code}", blocked)


def _left_open(title: str) -> frozenset[str]:
    """Return the words of what a title leaves unspecified."""
    tail = _UNSPECIFIED_TAIL.search(title)
    return frozenset(term_key(tail.group()).split()) if tail else frozenset()


def _from_inclusions(instructions: Iterable[Instruction], blocked: Blocked) -> Iterator[TermRow]:
    kinds = (InstructionKind.INCLUSION_TERM, InstructionKind.INCLUDES)
    for note in instructions:
        # Owners are codes here; a block or chapter prints includes notes too, but they name no code.
        if note.kind not in kinds or not re.fullmatch(r"[A-Z]\w\w(?:\.\w{1,3})?", note.owner):
            continue
        if note.owner in blocked.codes:
            continue
        for place, form in enumerate(title_forms(note.text)):
            yield from _row(form, note.owner, "inclusion", 2 if place < 3 else 3, f"Tabular {note.owner}", blocked)


def _row(form: str, code: str, source: str, priority: int, reference: str, blocked: Blocked) -> Iterator[TermRow]:
    # "(PIN)" in the Tabular is the abbreviation, not the pin in a bone.
    key = f"={form}" if _ABBREVIATION.fullmatch(form) else term_key(form)
    if not key or term_key(form) in blocked.terms or len(key) < 3 or key.count(" ") >= _LONGEST:
        return
    candidate = Candidate(code=code, source=source, priority=priority, reference=reference)
    yield TermRow(key=key, candidate=candidate)


def _unqualified(title: str) -> str:
    """Drop what adds nothing: ", unspecified organism", "without complications"."""
    return _EMPTY_QUALIFIER.sub("", _UNSPECIFIED_TAIL.sub("", title)).strip(" ,")


_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_SIDED = re.compile(
    r"^((?:\w+ ){0,2}(?:pain|stiffness|effusion|sprain|strain|contusion|laceration|abrasion|fracture"
    r"|dislocation|injury|"
    r"burn|cellulitis|abscess|ulcer|arthritis|osteoarthritis|bursitis|neoplasm|swelling|bite"
    r"|wound)) (?:of|in) ([\w ]{3,30})$",
    re.IGNORECASE,
)


def _with_side(title: str) -> Iterator[str]:
    """Yield the forms in which a side stands between the condition and its site."""
    match = _SIDED.match(title)
    if match and not re.search(r"\b(?:right|left|bilateral)\b", title, re.IGNORECASE):
        for side in ("right", "left", "r", "l", "bilateral", "rt", "lt"):
            yield match.expand(rf"\1 {side} \2")
            yield match.expand(rf"\1 in {side} \2")


_TURNS = (
    (
        re.compile(r"^malignant neoplasm of (.+)$", re.IGNORECASE),
        (r"\1 cancer", r"cancer \1", r"\1 malignant neoplasm"),
    ),
    (
        re.compile(r"^secondary malignant neoplasm of (.+)$", re.IGNORECASE),
        (r"\1 metastasis", r"metastasis to \1", r"metastatic cancer to \1", r"metastatic disease to \1"),
    ),
    (re.compile(r"^benign neoplasm of (.+)$", re.IGNORECASE), (r"benign \1 neoplasm", r"benign \1 tumor")),
    (re.compile(r"^carcinoma in situ of (.+)$", re.IGNORECASE), (r"\1 carcinoma in situ",)),
    (re.compile(r"^((?:\w+ ){0,2}(?:pain|stiffness|effusion|instability)) in (.+)$", re.IGNORECASE), (r"\2 \1",)),
    (re.compile(r"^([\w\s-]{3,40}?) (?:of|involving) ([\w\s-]{3,40})$", re.IGNORECASE), (r"\2 \1",)),
    (re.compile(r"^([\w\s-]{3,40}), ([\w\s-]{3,30})$", re.IGNORECASE), (r"\2 \1",)),
)


def _turned(form: str) -> Iterator[str]:
    for pattern, turns in _TURNS:
        match = pattern.match(form)
        if match:
            yield from (match.expand(turn) for turn in turns)
            return
