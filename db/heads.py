# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The last head of each audit file, remembered beside the settings, so that a cut-off tail shows."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The number and digest of a last entry."""

    seq: int
    digest: str


def recall(memory: Path, ledger_id: str) -> Head | None:
    """Return the head remembered for the file, or None; an unreadable memory remembers nothing."""
    kept = _read(memory).get(ledger_id)
    if not isinstance(kept, Mapping):
        return None
    fields = cast("Mapping[str, object]", kept)
    seq, digest = fields.get("seq"), fields.get("digest")
    return Head(seq=seq, digest=digest) if isinstance(seq, int) and isinstance(digest, str) else None


def remember(memory: Path, ledger_id: str, head: Head) -> None:
    """Keep the head for the file. A failure passes in silence: the decision is safe, and the next one tries again."""
    heads = dict(_read(memory)) | {ledger_id: {"seq": head.seq, "digest": head.digest}}
    fresh = memory.with_name(f"{memory.name}.{os.getpid()}.part")
    # No fsync: after a power cut an older head, or none, is remembered; that never accuses a whole file.
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(heads, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(memory)


def _read(memory: Path) -> Mapping[str, object]:
    try:
        found: object = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("Mapping[str, object]", found) if isinstance(found, dict) else {}
