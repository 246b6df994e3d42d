# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole vocabulary in one import line."""

from nlp.domain.case import (
    Analysis as Analysis,
    Assertion as Assertion,
    CodedCase as CodedCase,
    Cue as Cue,
    Encounter as Encounter,
    Evidence as Evidence,
    Finding as Finding,
    Flip as Flip,
    Mention as Mention,
    NotCoded as NotCoded,
    Presence as Presence,
    Query as Query,
    Setting as Setting,
    Severity as Severity,
    Step as Step,
    Suggestion as Suggestion,
)
from nlp.domain.codes import (
    Candidate as Candidate,
    CodeBook as CodeBook,
    CodeEntry as CodeEntry,
    Edition as Edition,
    EntryKind as EntryKind,
    Instruction as Instruction,
    InstructionKind as InstructionKind,
    SeventhCharacter as SeventhCharacter,
    TermIndex as TermIndex,
    TermRow as TermRow,
)
from nlp.domain.ledger import (
    ChainReport as ChainReport,
    EventKind as EventKind,
    LedgerEvent as LedgerEvent,
)
from nlp.domain.review import (
    Decision as Decision,
    RejectReason as RejectReason,
    Review as Review,
    Verdict as Verdict,
    fold as fold,
    in_force as in_force,
    redo_target as redo_target,
    undo_target as undo_target,
)
from nlp.domain.text import (
    Note as Note,
    Section as Section,
    Span as Span,
    note_id as note_id,
)
