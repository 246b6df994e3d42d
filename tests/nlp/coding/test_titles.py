# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What titles demand, exclude and leave open."""

from __future__ import annotations

import pytest

from nlp.coding.titles import demands


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Pain in right knee", {"pain", "right", "knee"}),
        ("Pain in unspecified knee", {"pain"}),
        ("Type 2 diabetes mellitus with hyperglycemia", {"type 2", "diabetes", "hyperglycemia"}),
        ("Unspecified systolic (congestive) heart failure", {"systolic", "heart", "failure"}),
        ("Laceration without foreign body of right forearm", {"laceration", "right", "forearm"}),
        ("Chronic kidney disease, stage 3a", {"chronic", "kidney", "stage 3a"}),
    ],
)
def test_a_title_demands_its_own_words(title: str, wanted: set[str]) -> None:
    assert demands(title).wanted == wanted


def test_what_stands_behind_without_is_excluded() -> None:
    assert demands("Laceration without foreign body of right forearm").excluded == {"foreign", "body"}


def test_unspecified_manifestation_behind_with_is_still_demanded() -> None:
    title = "Type 2 diabetes mellitus with unspecified diabetic retinopathy"
    assert "retinopathy" in demands(title).wanted


@pytest.mark.parametrize(
    ("title", "is_other"),
    [("Other ulcerative colitis", True), ("Other and unspecified ovarian cysts", False), ("Asthma", False)],
)
def test_other_specified_is_told_from_other_and_unspecified(title: str, is_other: bool) -> None:
    assert demands(title).is_other is is_other
