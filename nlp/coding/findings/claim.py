# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The list that checks look at, and the findings they make of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nlp.coding.findings.tables import ClaimTables
from nlp.domain.case import Encounter, Finding, Setting, Severity
from nlp.domain.codes import CodeBook, InstructionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Codes in claim order for one encounter; `pending` are suggestions that nobody has decided yet."""

    codes: tuple[str, ...]
    encounter: Encounter
    book: CodeBook
    tables: ClaimTables
    presence: Mapping[str, str] | None = None  # code -> present-on-admission indicator; None where nobody asked
    pending: frozenset[str] = field(default_factory=frozenset[str])
    beginnings: frozenset[str] = field(init=False)  # of all codes: what a long table of prefixes is sifted by
    titles: Mapping[str, str] = field(init=False)  # by code, "" where the book lacks it

    def __post_init__(self) -> None:
        """Cut the codes into their beginnings and read their titles once."""
        found = frozenset([code[:length] for code in self.codes for length in range(1, len(code) + 1)])
        entries = {code: self.book.entry(code) for code in self.codes}
        object.__setattr__(self, "beginnings", found)
        object.__setattr__(self, "titles", {code: entry.title if entry else "" for code, entry in entries.items()})

    @property
    def is_stay(self) -> bool:
        """Tell whether the encounter is an inpatient stay."""
        return self.encounter.setting is Setting.INPATIENT

    def having(self, *prefixes: str) -> tuple[str, ...]:
        """Return the codes that begin with one of the prefixes, in claim order."""
        if self.beginnings.isdisjoint(prefixes):
            return ()
        return tuple([code for code in self.codes if code.startswith(prefixes)])

    def has_known(self, prefixes: tuple[str, ...], *, but: str) -> bool:
        """Tell whether another code of the list, or one still to be decided, begins with one of the prefixes."""
        return any(c.startswith(prefixes) for c in (*self.codes, *self.pending) if c != but)

    def title(self, code: str) -> str:
        """Return the title of a code of the list, "" where the book lacks it."""
        return self.titles.get(code, "")

    def named_first(self, code: str) -> tuple[tuple[str, ...], str, str]:
        """Return the targets, the text and the owner of the code's nearest "code first" note, or nothing."""
        notes = [n for n in self.book.instructions(code) if n.kind is InstructionKind.CODE_FIRST]
        if not notes:
            return (), "", ""
        return tuple(dict.fromkeys([t for n in notes for t in n.targets])), notes[0].text, notes[0].owner


Check = Callable[[Claim], list[Finding]]


def stop(rule: str, codes: tuple[str, ...], message: str, citation: str) -> Finding:
    """Return a finding that must be settled before the note is finished."""
    return Finding(rule=rule, severity=Severity.STOP, codes=codes, message=message, citation=citation)


def warning(rule: str, codes: tuple[str, ...], message: str, citation: str) -> Finding:
    """Return a finding that is worth a look."""
    return Finding(rule=rule, severity=Severity.WARNING, codes=codes, message=message, citation=citation)


def rated(severity: Severity) -> Callable[[str, tuple[str, ...], str, str], Finding]:
    """Return how a finding of that severity is made."""
    return stop if severity is Severity.STOP else warning
