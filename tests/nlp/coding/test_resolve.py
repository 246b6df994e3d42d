# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""From a category to the most specific code that the words support."""

from __future__ import annotations

import pytest

from nlp.coding.resolve import Resolver, Surroundings, choose_seventh, padded
from nlp.domain import SeventhCharacter
from tests.nlp.coding.coding_book import SmallBook

KNEE = {
    "M25.56": "Pain in knee",
    "M25.561": "Pain in right knee",
    "M25.562": "Pain in left knee",
    "M25.569": "Pain in unspecified knee",
}
FAILURE = {
    "I50": "Heart failure",
    "I50.2": "Systolic (congestive) heart failure",
    "I50.20": "Unspecified systolic (congestive) heart failure",
    "I50.21": "Acute systolic (congestive) heart failure",
    "I50.22": "Chronic systolic (congestive) heart failure",
    "I50.23": "Acute on chronic systolic (congestive) heart failure",
    "I50.9": "Heart failure, unspecified",
}
EPISODES = (
    SeventhCharacter(character="A", meaning="initial encounter for closed fracture"),
    SeventhCharacter(character="B", meaning="initial encounter for open fracture"),
    SeventhCharacter(character="D", meaning="subsequent encounter for fracture with routine healing"),
    SeventhCharacter(character="K", meaning="subsequent encounter for fracture with nonunion"),
    SeventhCharacter(character="S", meaning="sequela"),
)


def around(near: str = "", *, sentence: str = "", denied: str = "", sides: str = "") -> Surroundings:
    sets = [frozenset(text.split()) for text in (near, sentence, denied, sides)]
    everything = sets[0] | sets[1] | sets[3]
    return Surroundings(near=sets[0], sentence=sets[0] | sets[1], denied=sets[2], sides=sets[3], all=everything)


def resolve(titles: dict[str, str], code: str, words: Surroundings) -> str:
    found = Resolver(SmallBook(titles)).resolve(code, frozenset(), words, frozenset)
    assert found is not None
    return found.code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (around("right"), "M25.561"),
        (around("left"), "M25.562"),
        (around(), "M25.569"),
        (around(sides="left"), "M25.562"),
        (around(sentence="right"), "M25.569"),
    ],
)
def test_side_comes_from_near_words_or_the_one_side_of_the_note(words: Surroundings, code: str) -> None:
    assert resolve(KNEE, "M25.56", words) == code


@pytest.mark.parametrize(
    ("near", "code"),
    [
        ("", "I50.9"),
        ("systolic", "I50.20"),
        ("chronic systolic", "I50.22"),
        ("acute chronic systolic", "I50.23"),
        ("chronic", "I50.9"),
    ],
)
def test_acuity_and_type_narrow_heart_failure_only_when_said(near: str, code: str) -> None:
    assert resolve(FAILURE, "I50", around(near)) == code


def test_the_unspecified_code_is_flagged() -> None:
    found = Resolver(SmallBook(KNEE)).resolve("M25.56", frozenset(), around(), frozenset)
    assert found is not None
    assert found.flags == ("Unspecified",)


def test_denied_complication_speaks_for_without() -> None:
    titles = {
        "K80.2": "Calculus of gallbladder without cholecystitis",
        "K80.20": "Calculus of gallbladder without cholecystitis without obstruction",
        "K80.21": "Calculus of gallbladder without cholecystitis with obstruction",
    }
    assert resolve(titles, "K80.2", around(denied="obstruction")) == "K80.20"
    assert resolve(titles, "K80.2", around("obstruction")) == "K80.21"


def test_every_step_names_its_citation() -> None:
    found = Resolver(SmallBook(KNEE)).resolve("M25.56", frozenset(), around("right"), frozenset)
    assert found is not None
    assert [bool(s.citation) for s in found.steps] == [True]


def test_unknown_code_gives_nothing() -> None:
    assert Resolver(SmallBook(KNEE)).resolve("X99", frozenset(), around(), frozenset) is None


@pytest.mark.parametrize(
    ("near", "visit", "character"),
    [
        ("", "", "A"),
        ("open", "", "B"),
        ("", "subsequent", "D"),
        ("", "subsequent nonunion", "K"),
        ("", "sequela", "S"),
    ],
)
def test_seventh_character_follows_the_words(near: str, visit: str, character: str) -> None:
    assert choose_seventh(EPISODES, around(near), frozenset(visit.split())).character == character


@pytest.mark.parametrize(
    ("code", "full"), [("S93.401", "S93.401A"), ("S13.4", "S13.4XXA"), ("T40.1X1", "T40.1X1A"), ("W19", "W19.XXXA")]
)
def test_placeholders_fill_up_to_the_seventh_character(code: str, full: str) -> None:
    assert padded(code, "A") == full
