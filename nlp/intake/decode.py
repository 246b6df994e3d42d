# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Bytes to text. The order of tries is fixed, so that the same bytes give the same text on every machine.

A statistical guesser was refused: on notes of a few lines it takes Windows-1252 for Central European or Chinese sets,
and a note whose offsets depend on a guess cannot be audited.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1a\x08")
_SNIFFED = 65_536  # bytes looked at to tell text from binary


def decode(untrusted: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding, or None where the bytes are not text."""
    for mark, encoding in _MARKS:
        if untrusted.startswith(mark):
            return _decoded(untrusted, encoding)
    wide = _utf16_without_mark(untrusted[:_SNIFFED])
    if wide:
        return _decoded(untrusted, wide)
    if _looks_binary(untrusted[:_SNIFFED]):
        return None
    return _decoded(untrusted, "utf-8") or _decoded(untrusted, "cp1252") or _decoded(untrusted, "latin-1")


def _decoded(untrusted: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return untrusted.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(head: bytes) -> str:
    """Return the byte order of unmarked UTF-16 that is mostly Latin text, or "": every other byte is then zero."""
    pairs = len(head) // 2
    if pairs < 2 or b"\0" not in head:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > 0.7 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * pairs and odd < 0.05 * pairs else ""


def _looks_binary(head: bytes) -> bool:
    """Tell whether the bytes hold a zero or more than a few control characters."""
    is_control: Callable[[int], bool] = lambda byte: byte < 32 and byte not in _TEXT_CONTROLS  # noqa: E731
    return b"\0" in head or sum(map(is_control, head)) > max(2, len(head) // 200)
