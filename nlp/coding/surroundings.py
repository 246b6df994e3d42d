# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The words around a mention, by how close they stand."""

from __future__ import annotations

from typing import NamedTuple


class Surroundings(NamedTuple):
    """Words that may make a code more specific, by how close they stand."""

    near: frozenset[str]
    sentence: frozenset[str]
    denied: frozenset[str]
    sides: frozenset[str]  # sides named anywhere in the note beside a word of the mention
    all: frozenset[str]  # near, sentence and sides together
    term: frozenset[str] = frozenset()  # the words of the mention itself
