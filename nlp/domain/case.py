# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What reading and coding a note yields; every value is final once made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nlp.domain.text import Section, Span


class Setting(StrEnum):
    """Where the encounter took place; emergency follows the outpatient rules (guidelines section IV)."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """The visit being coded; what is unknown is None. `age` in whole years, `sex` "female" or "male"."""

    setting: Setting = Setting.OUTPATIENT
    date_of_service: date | None = None
    age: int | None = None
    sex: str | None = None


class Assertion(StrEnum):
    """How a mention is meant."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    UNCERTAIN = "uncertain"
    FAMILY = "family"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that made the assertion so, and the rule that knows them ("negated-014")."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A term found in a note.

    `term` is the lexicon key ("type 2 diabetes mellitus" normalised, "=CHF" for a capitals-only abbreviation) or the
    label of a hand-written pattern ("pattern:BMI_VALUE"); `section` the category it stands in;
    `sentence` the span of its sentence; `cues` every cue that touches it, the deciding one first.
    """

    span: Span
    term: str
    section: str
    sentence: Span
    assertion: Assertion = Assertion.AFFIRMED
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that reading found. `targets` answers the spans the caller asked about, in the order asked."""

    note_id: str
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    targets: tuple[Mention, ...] = ()
    reader_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where in the note something stands; `quote` is exactly the text of `span`."""

    span: Span
    quote: str
    section: str
    assertion: Assertion
    cue: Cue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move of reasoning: what was concluded, the code reached by it (or ""), and the rule it rests on."""

    statement: str
    citation: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """What would change a suggestion: the change in the documentation or encounter, and what would follow."""

    change: str
    outcome: str


class Presence(StrEnum):
    """The present-on-admission indicator of a diagnosis of a stay (guidelines, Appendix I)."""

    YES = "Y"
    NO = "N"
    UNKNOWN = "U"  # the documentation does not tell
    UNDETERMINED = "W"  # the provider cannot tell
    EXEMPT = "1"  # on the exempt list: the field of a claim is left blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A code the machine proposes; never changes.

    `id` is a digest of note id, spans, code, edition and rules version, so the same reading gives the same id.
    `confidence` lies in 0..1 and is explained by `reasons`; `missing` says what would make the code more specific;
    `flags` are short labels ("Unspecified", "Needs 7th character"); `poa` is told for stays only.
    """

    id: str
    code: str
    title: str
    system: str
    edition: str
    confidence: float
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    rationale: tuple[Step, ...]
    missing: tuple[str, ...] = ()
    flips: tuple[Flip, ...] = ()
    flags: tuple[str, ...] = ()
    poa: Presence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCoded:
    """A suppressed mention: the code it would have been, and why it is not.

    `reason` is a stable word: negated, family, historical, hypothetical, uncertain, integral, section, superseded,
    excludes1; `explanation` is the sentence shown to the coder, `citation` the rule behind it.
    """

    id: str
    code: str
    title: str
    reason: str
    explanation: str
    citation: str
    evidence: Evidence
    flips: tuple[Flip, ...] = ()


class Severity(StrEnum):
    """Whether a finding stops finishing or may be acknowledged with a reason."""

    STOP = "stop"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a coding rule says about a list of codes.

    `exception` is what the rule itself lets stand against it ("the two conditions are unrelated"), "" where it has
    none: a person may acknowledge that. `is_acknowledged` tells that one did.
    """

    rule: str
    severity: Severity
    codes: tuple[str, ...]
    message: str
    citation: str
    exception: str = ""
    is_acknowledged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A compliant question to the provider; `options` always end with other and unable to determine."""

    topic: str
    text: str
    options: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCase:
    """One note as the machine sees it for one encounter. Suggestions stand in claim order.

    `remarks` are about the reading itself: they stay whatever is decided.
    """

    note_id: str
    encounter: Encounter
    edition: str
    rules_version: str
    analysis: Analysis
    suggestions: tuple[Suggestion, ...]
    not_coded: tuple[NotCoded, ...]
    queries: tuple[Query, ...] = ()
    remarks: tuple[Finding, ...] = ()
