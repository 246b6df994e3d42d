# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The links of the audit chain as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What a ledger entry records."""

    DECISION = "decision"  # body: the fields of a Decision
    ENCOUNTER = "encounter"  # body: note_id, note_name, source, setting, date_of_service, age, sex
    FINISHED = "finished"  # body: note_id, note_name, codes in claim order
    REOPENED = "reopened"  # body: note_id, note_name
    ACKNOWLEDGED = "acknowledged"  # body: note_id, note_name, rule, codes, reason; reason "" takes it back
    EXPORTED = "exported"  # body: name, format, digest of the file written


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """One link: `digest` = SHA-256(previous digest + canonical body).

    `body` holds strings, integers and lists of them.
    """

    seq: int
    previous: str
    digest: str
    kind: EventKind
    time: str
    actor: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What verifying found. `first_broken` is the seq of the first entry that does not follow, or None."""

    entries: int
    head: str
    first_broken: int | None = None
    seen_entries: int | None = None  # the last head remembered beside the settings, when this file does not hold it

    @property
    def is_intact(self) -> bool:
        """Tell whether every entry follows from the one before and none that this computer saw is missing."""
        return self.first_broken is None and self.seen_entries is None
