# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The case as it stands is a fold of every decision; undo and redo are decisions too."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from nlp.domain import CodedCase, Decision, Encounter, Review, Verdict, fold, redo_target, undo_target
from nlp.domain.case import Analysis

CASE = CodedCase(
    note_id="n",
    encounter=Encounter(),
    edition="FY 2026",
    rules_version="1",
    analysis=Analysis(note_id="n", sections=(), sentences=(), mentions=()),
    suggestions=(),
    not_coded=(),
)


def a_decision(number: int, code: str = "I10", verdict: Verdict = Verdict.ACCEPT, **fields: str) -> Decision:
    return Decision(id=str(number), note_id="n", subject=code, code=code, title="", verdict=verdict, **fields)


def codes(review: Review) -> list[str]:
    return [d.code for d in review.accepted]


def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    review = fold(CASE, [a_decision(1), a_decision(2, verdict=Verdict.REJECT)])
    assert (codes(review), [d.code for d in review.rejected]) == ([], ["I10"])


def test_taking_back_brings_the_earlier_decision_back() -> None:
    history = [a_decision(1), a_decision(2, verdict=Verdict.REJECT)]
    history.append(a_decision(3, verdict=Verdict.WITHDRAW, withdraws="2"))
    assert codes(fold(CASE, history)) == ["I10"]


def test_undo_names_the_youngest_decision_in_force_and_ends() -> None:
    history = [a_decision(1), a_decision(2, "E11.9")]
    assert undo_target(history) == history[1]
    history.append(a_decision(3, verdict=Verdict.WITHDRAW, withdraws="2"))
    assert undo_target(history) == history[0]
    history.append(a_decision(4, verdict=Verdict.WITHDRAW, withdraws="1"))
    assert undo_target(history) is None


def test_redo_brings_back_what_was_taken_back_last_and_only_until_a_new_decision() -> None:
    history = [a_decision(1), a_decision(2, "E11.9"), a_decision(3, verdict=Verdict.WITHDRAW, withdraws="2")]
    assert redo_target(history) == history[1]
    assert redo_target([*history, a_decision(4, "J45.909")]) is None
    again = replace(history[1], id="5")
    assert redo_target([*history, again]) is None
    assert codes(fold(CASE, [*history, again])) == ["I10", "E11.9"]


@given(st.lists(st.sampled_from(["accept", "reject", "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_a_stack(acts: list[str]) -> None:
    history: list[Decision] = []
    done: list[tuple[str, Verdict]] = []
    undone: list[tuple[str, Verdict]] = []
    for number, act in enumerate(acts):
        if act == "undo":
            target = undo_target(history)
            assert (target is None) == (not done)
            if target:
                history.append(replace(target, id=str(number), verdict=Verdict.WITHDRAW, withdraws=target.id))
                undone.append(done.pop())
        elif act == "redo":
            target = redo_target(history)
            assert (target is None) == (not undone)
            if target:
                history.append(replace(target, id=str(number)))
                done.append(undone.pop())
        else:
            history.append(a_decision(number, f"C{number}", Verdict(act)))
            done.append((f"C{number}", Verdict(act)))
            undone.clear()
    standing = {(d.code, d.verdict) for d in fold(CASE, history).decisions}
    assert standing == set(done)
