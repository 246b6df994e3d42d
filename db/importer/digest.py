# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Digests that name the content of a book, whatever file holds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from nlp.domain.codes import CodeEntry, Instruction, SeventhCharacter, TermRow


def content_digest(
    entries: Iterable[CodeEntry],
    instructions: Iterable[Instruction],
    sevenths: Iterable[tuple[str, tuple[SeventhCharacter, ...]]],
) -> str:
    """Return the SHA-256 of all that the book prints; terms are ours and have a digest of their own."""
    return _digest(
        (
            *([e.code, e.title, e.kind, e.billable, e.parent] for e in entries),
            *([i.owner, i.kind, i.text, i.targets] for i in instructions),
            *([owner, [[c.character, c.meaning] for c in characters]] for owner, characters in sevenths),
        )
    )


def terms_digest(term_rows: Iterable[TermRow]) -> str:
    """Return the SHA-256 of the terms and what they mean, in this order."""
    return _digest(
        [row.key, c.code, c.source, c.priority, c.reference, sorted(c.flags)]
        for row in term_rows
        for c in (row.candidate,)
    )


def _digest(facts: Iterable[object]) -> str:
    whole = hashlib.sha256()
    for fact in facts:
        whole.update(json.dumps(fact, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return whole.hexdigest()
