# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Age and sex of the patient: typed in any usual form, and they may be empty."""

from __future__ import annotations

import re
from typing import TypeVar

from desktop.ui.review.typed_field import Manner, TypedField
from desktop.ui.shell.theme import ThemeSource

T = TypeVar("T")
_AGE = re.compile(r"(\d{1,3})\s*(?:y|yo|yr|yrs|year|years|years old)?\.?", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{1,2})\s*(?:m|mo|month|months)\.?", re.IGNORECASE)
_OLDEST = 130
_SEXES = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}


def read_age(words: str) -> int | None:
    """Return the age in whole years; raises ValueError where the words name none and are not empty."""
    plain = words.strip()
    if not plain:
        return None
    months = _MONTHS.fullmatch(plain)
    years = _AGE.fullmatch(plain)
    age = int(months[1]) // 12 if months else int(years[1]) if years else _OLDEST + 1
    if age > _OLDEST:
        raise ValueError(words)
    return age


def read_sex(words: str) -> str | None:
    """Return "female" or "male"; raises ValueError where the words name neither and are not empty."""
    plain = words.strip().casefold()
    if plain and plain not in _SEXES:
        raise ValueError(words)
    return _SEXES.get(plain)


AGE: Manner[int] = Manner(
    name="Age",
    empty="Age",
    what="an age",
    how="Age in years, as 67, or in months, as 8 mo; may be empty",
    read=read_age,
    write=lambda age: "" if age is None else f"{age} y",
)
SEX: Manner[str] = Manner(
    name="Sex",
    empty="Sex",
    what="female or male",
    how="Sex, as female or f, male or m; may be empty",
    read=read_sex,
    write=lambda sex: (sex or "").capitalize(),
)


def quiet_field(themes: ThemeSource, manner: Manner[T], width: int) -> TypedField[T]:
    """Return a field that looks like a word of the row with a hairline about it."""
    field = TypedField(themes, manner, width)
    field.setProperty("quiet", True)
    return field
