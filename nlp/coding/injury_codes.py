# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the characters of injury and drug codes say: intent and episode of care."""

from __future__ import annotations

_POISONED = frozenset("1234")  # accidental, self-harm, assault, undetermined


def intent_of(code: str) -> str:
    """Return the character of T36 to T65 that tells the intent, "" for other codes (I.C.19.e.5).

    It is the 6th, or the 5th where an X follows it: T36.0X5A, T36.95XA.
    """
    plain = code.replace(".", "")
    if not ("T36" <= plain[:3] <= "T65") or len(plain) < 6:
        return ""
    return plain[4] if plain[5] == "X" else plain[5]


def is_poisoning(code: str) -> bool:
    """Tell poisoning and toxic effect from adverse effect and underdosing (I.C.19.e.5)."""
    return intent_of(code) in _POISONED


def is_adverse_effect(code: str) -> bool:
    """Tell whether the code names a drug that was taken as it should be and did harm."""
    return code[:3] <= "T50" and intent_of(code) == "5"


def is_underdosing(code: str) -> bool:
    """Tell whether the code names a drug of which too little was taken."""
    return code[:3] <= "T50" and intent_of(code) == "6"


def is_led_by_harm(code: str) -> bool:
    """Tell whether the "code first" note of T36 to T50 speaks of this code: it names adverse effects only."""
    return not ("T36" <= code[:3] <= "T50") or is_adverse_effect(code)


def is_injury(code: str) -> bool:
    """Tell whether the code names an injury or another effect of an external cause (S00 to T79)."""
    return code[:1] == "S" or "T07" <= code[:3] <= "T79"


def episode_character(code: str) -> str:
    """Return the 7th character, "" where the code has none."""
    return code[7:8]


def is_initial(code: str) -> bool:
    """Tell whether the 7th character says active treatment (I.C.19.a)."""
    return episode_character(code) in ("A", "B", "C")


def is_sequela(code: str) -> bool:
    """Tell whether the 7th character says that only what is left is treated (I.B.10)."""
    return episode_character(code) == "S"
