# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The places of the note that a jump left, to be gone back to one after the other."""

from __future__ import annotations

from dataclasses import dataclass

_MOST = 200  # more than anybody goes back; an hour of jumping must not grow without end


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlace:
    """What stood at the top of the view: a place in the text and how far it was scrolled past, and the caret.

    A place in the text, not a number of pixels: larger letters or a narrower window must not lose it.
    """

    top: int
    beyond: int
    caret: int
    is_beginning: bool = False  # nothing was scrolled past: whatever the size of the letters, that is the very top


class PlaceStack:
    """Remembers places, the youngest on top."""

    def __init__(self) -> None:
        self._places: list[ReadingPlace] = []

    def push(self, place: ReadingPlace) -> None:
        """Remember a place, unless it is the one remembered last."""
        if not self._places or (self._places[-1].top, self._places[-1].beyond) != (place.top, place.beyond):
            self._places.append(place)
            del self._places[:-_MOST]

    def pop(self) -> ReadingPlace | None:
        """Return the place left last and forget it, or None."""
        return self._places.pop() if self._places else None

    def clear(self) -> None:
        """Forget every place."""
        self._places.clear()
