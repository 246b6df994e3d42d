# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole vocabulary in one import line."""

from nlp.domain.case import (
    Analysis as Analysis,
)
from nlp.domain.case import (
    Assertion as Assertion,
)
from nlp.domain.case import (
    CodedCase as CodedCase,
)
from nlp.domain.case import (
    Cue as Cue,
)
from nlp.domain.case import (
    Encounter as Encounter,
)
from nlp.domain.case import (
    Evidence as Evidence,
)
from nlp.domain.case import (
    Finding as Finding,
)
from nlp.domain.case import (
    Flip as Flip,
)
from nlp.domain.case import (
    Mention as Mention,
)
from nlp.domain.case import (
    NotCoded as NotCoded,
)
from nlp.domain.case import (
    Query as Query,
)
from nlp.domain.case import (
    Setting as Setting,
)
from nlp.domain.case import (
    Severity as Severity,
)
from nlp.domain.case import (
    Step as Step,
)
from nlp.domain.case import (
    Suggestion as Suggestion,
)
from nlp.domain.codes import (
    Candidate as Candidate,
)
from nlp.domain.codes import (
    CodeBook as CodeBook,
)
from nlp.domain.codes import (
    CodeEntry as CodeEntry,
)
from nlp.domain.codes import (
    Edition as Edition,
)
from nlp.domain.codes import (
    EntryKind as EntryKind,
)
from nlp.domain.codes import (
    Instruction as Instruction,
)
from nlp.domain.codes import (
    InstructionKind as InstructionKind,
)
from nlp.domain.codes import (
    SeventhCharacter as SeventhCharacter,
)
from nlp.domain.codes import (
    TermIndex as TermIndex,
)
from nlp.domain.codes import (
    TermRow as TermRow,
)
from nlp.domain.ledger import (
    ChainReport as ChainReport,
)
from nlp.domain.ledger import (
    EventKind as EventKind,
)
from nlp.domain.ledger import (
    LedgerEvent as LedgerEvent,
)
from nlp.domain.review import (
    Decision as Decision,
)
from nlp.domain.review import (
    RejectReason as RejectReason,
)
from nlp.domain.review import (
    Review as Review,
)
from nlp.domain.review import (
    Verdict as Verdict,
)
from nlp.domain.review import (
    fold as fold,
)
from nlp.domain.review import (
    in_force as in_force,
)
from nlp.domain.review import (
    redo_target as redo_target,
)
from nlp.domain.review import (
    redone as redone,
)
from nlp.domain.review import (
    undo_target as undo_target,
)
from nlp.domain.text import (
    Note as Note,
)
from nlp.domain.text import (
    Section as Section,
)
from nlp.domain.text import (
    Span as Span,
)
from nlp.domain.text import (
    note_id as note_id,
)
