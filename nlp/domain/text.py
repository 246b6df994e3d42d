# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The note and its parts. All offsets are code points of `Note.text`, half-open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of note text, half-open, counted in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two stretches share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether the other stretch lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The normalised text of one document and where it came from.

    `id` is the SHA-256 (hex) of the UTF-8 text, `name` the file name shown to the coder, `source` the path or row id
    it was read from, `encoding` what the bytes were.
    """

    id: str
    text: str
    name: str
    source: str
    encoding: str = "utf-8"

    def quote(self, span: Span) -> str:
        """Return the words that the span covers."""
        return self.text[span.start : span.end]

    def line_of(self, offset: int) -> int:
        """Return the one-based line on which the code point at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1


def note_id(text: str) -> str:
    """Return the SHA-256 of the text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of a note: its category, the heading's span and the span of what stands under it.

    `category` is one of `resources/rules/sections.json` ("assessment", "family_history" …) or "" before any heading.
    """

    category: str
    title: Span
    body: Span
