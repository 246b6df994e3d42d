# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Two runs: what was gained and lost, and that the way back is the mirror image."""

from __future__ import annotations

from hypothesis import given, strategies as st

from nlp.scoring.change import CaseChange, Standing, change_between, standing_of
from nlp.scoring.compare import TargetScore, outcome, score_case
from nlp.scoring.gold import Gold
from nlp.scoring.measures import Counts
from tests.nlp.scoring.coded_cases import case

CODES = st.frozensets(st.sampled_from(["E11.9", "I10", "J02.9", "R50.9"]))
RUNS = st.dictionaries(st.sampled_from("abcd"), st.tuples(CODES, CODES), max_size=4)


def standing(wanted: set[str], got: set[str], *marks: str) -> Standing:
    return Standing(outcome=outcome(wanted, (), got), marks=frozenset(marks))


def test_a_note_tells_what_it_gained_and_lost() -> None:
    wanted = {"I10", "J02.9", "E11.9"}
    change = change_between(
        {"a": standing(wanted, {"I10", "R50.9"}, "first-listed"), "b": standing({"I10"}, {"I10"})},
        {"a": standing(wanted, {"J02.9", "E11.9", "Z00.00"}), "b": standing({"I10"}, {"I10"})},
    )
    assert change.cases == (
        CaseChange(
            id="a",
            gained=("E11.9", "J02.9"),
            alarms_gone=("R50.9",),
            lost=("I10", "first-listed"),
            alarms_new=("Z00.00",),
        ),
    )
    assert change.cases[0].balance == 0
    assert (change.before, change.after) == (
        Counts(right=2, wrong=1, missed=2),
        Counts(right=3, wrong=1, missed=1),
    )


def test_only_notes_of_both_runs_are_counted() -> None:
    one, other = standing({"I10"}, {"I10"}), standing({"I10"}, set())
    change = change_between({"a": one, "b": one}, {"b": other, "c": one})
    assert (change.shared, change.only_before, change.only_after) == (1, ("a",), ("c",))
    assert change.after == Counts(right=0, wrong=0, missed=1)


@given(RUNS, RUNS)
def test_the_way_back_is_the_mirror_image(
    first: dict[str, tuple[frozenset[str], frozenset[str]]], second: dict[str, tuple[frozenset[str], frozenset[str]]]
) -> None:
    before, after = ({n: standing(set(w), set(g)) for n, (w, g) in run.items()} for run in (first, second))
    there = {c.id: c for c in change_between(before, after).cases}
    back = {c.id: c for c in change_between(after, before).cases}
    assert there.keys() == back.keys()
    assert all(
        (c.gained, c.alarms_new, c.balance) == (back[n].lost, back[n].alarms_gone, -back[n].balance)
        for n, c in there.items()
    )


@given(RUNS)
def test_nothing_changes_against_itself(run: dict[str, tuple[frozenset[str], frozenset[str]]]) -> None:
    standings = {n: standing(set(w), set(g)) for n, (w, g) in run.items()}
    assert change_between(standings, standings).cases == ()


def test_marks_are_earned_by_the_whole_note() -> None:
    labels = Gold(id="a", codes=("I10",), known=frozenset({"I10"}), first="I10", is_case=True)
    assert standing_of(score_case(labels, case("I10"))).marks == {"first-listed", "passed"}
    assert standing_of(score_case(labels, case("J02.9"))).marks == frozenset()
    assert standing_of(TargetScore(id="t", labels=outcome((), (), ()))).marks == frozenset()
