# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of the audit chain: canonical text and digests, without any file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import cast

from nlp.domain.ledger import EventKind, LedgerEvent
from nlp.errors import BugError

GENESIS = ""  # what the first entry follows

_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: object) -> str:
    """Return the one JSON text of the value: sorted keys, no spaces, no floats, every letter as it was written.

    Letters are not composed (NFC): a quotation must stay letter for letter what the note holds.
    """
    return escape_surrogates(
        json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    )


def entry_text(*, seq: int, kind: str, time: str, actor: str, body: str) -> str:
    """Return the canonical text of a whole entry around its canonical body, taking the body letter for letter."""
    # Equal to canonical({...}) when the body is canonical; spliced so that not one stored letter escapes the digest.
    return f'{{"actor":{_quoted(actor)},"body":{body},"kind":{_quoted(kind)},"seq":{seq},"time":{_quoted(time)}}}'


def digest_after(previous: str, entry: str) -> str:
    """Return the SHA-256 of the previous digest and the canonical entry, as 64 hexadecimal digits."""
    return hashlib.sha256((previous + entry).encode("utf-8")).hexdigest()


def link(seq: int, previous: str, *, kind: EventKind, time: str, actor: str, body: str) -> LedgerEvent:
    """Return the entry with this number that follows the digest `previous`; `actor` is tidy and `body` canonical."""
    entry = entry_text(seq=seq, kind=kind, time=time, actor=actor, body=body)
    return LedgerEvent(
        seq=seq,
        previous=previous,
        digest=digest_after(previous, entry),
        kind=kind,
        time=time,
        actor=actor,
        body=cast("Mapping[str, object]", json.loads(body)),
    )


def tidy(text: str) -> str:
    """Return the text with the halves of one character joined."""
    if _SURROGATE.search(text):
        # Two halves would come back from JSON as one character, and the text would no longer be the one hashed.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def escape_surrogates(text: str) -> str:
    """Write lone surrogates (undecodable bytes of a file name) as JSON escapes, because UTF-8 cannot hold them."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _quoted(text: str) -> str:
    return escape_surrogates(json.dumps(text, ensure_ascii=False))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return _plain_mapping(cast("Mapping[object, object]", value))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("Iterable[object]", value)]
    raise BugError(f"The audit file holds no {type(value).__name__}")


def _plain_mapping(value: Mapping[object, object]) -> dict[str, object]:
    plain = {tidy(key): _plain(item) for key, item in value.items() if isinstance(key, str)}
    if len(plain) != len(value):
        raise BugError("Keys of an entry are text and differ from one another")
    return plain
