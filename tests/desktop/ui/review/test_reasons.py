# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the why pane says."""

from desktop.ui.review.reasons import other_places, reasons_for
from desktop.ui.review.rows import accepted_rows, not_coded_rows, suggestion_rows
from nlp.domain import Verdict, fold
from tests.builders import a_case, a_decision, a_note, a_review, a_span, an_evidence


def _reasons(code: str):
    rows = (*suggestion_rows(a_review()), *not_coded_rows(a_review(), a_note()))
    row = next(r for r in rows if r.id in (f"s-{code}", f"n-{code}"))
    found = reasons_for(row, a_review(), a_note())
    assert found is not None
    return found


def test_the_path_begins_in_the_note_with_section_and_line():
    first = _reasons("E11.22").path[0]
    assert first.statement == "The note says “type 2 diabetes and stage 3b chronic kidney disease”."
    assert first.citation == "Present illness, line\u00a06 · also Assessment, line\u00a026"


def test_the_step_that_reaches_the_code_is_the_chosen_one():
    assert [(s.label, s.is_chosen) for s in _reasons("E11.22").path] == [
        ("Note", False),
        ("E11", False),
        ("E11.22", True),
        ("+ N18.32", False),
    ]


def test_the_facts_tell_whether_the_code_is_complete():
    assert _reasons("E11.22").facts == ("2 places", "complete code", "HCC")
    assert _reasons("S93.402").facts[1] == "not a complete code"


def test_a_mention_not_coded_tells_note_cue_and_rule():
    found = _reasons("M72.2")
    assert found.verdict == "Not coded because it is uncertain"
    assert [s.label for s in found.path] == ["Note", "Cue", "Setting"]
    assert found.path[1].citation == "Rule uncertain-012"
    words = found.path[0].statement
    assert [words[s.start : s.end] for s in found.path[0].strong] == ["Probable"]


def test_a_code_added_by_hand_says_so_and_quotes_the_words():
    span = a_span("Tender medial heel")
    added = a_decision("M79.671", Verdict.ADD, subject="", start=span.start, end=span.end, quote="Tender medial heel")
    review = fold(a_case(), [added])
    found = reasons_for(accepted_rows(review)[1], review, a_note())
    assert found is not None
    assert found.verdict == "Added by you"
    assert [s.label for s in found.path] == ["Note", "You"]


def test_headings_have_no_reasons():
    assert reasons_for(accepted_rows(a_review())[0], a_review(), a_note()) is None


def test_further_places_are_told_by_section_and_only_the_first_of_many():
    note = a_note()
    words = ("Type 2 diabetes", "hyperglycemia", "Hypertension, above", "Insulin glargine")
    places = [an_evidence(w) for w in words]
    assert other_places(places, note) == "Assessment, lines\u00a026, 27; Medications, line\u00a015"
    assert other_places(places * 3, note).endswith(" and 4 more")
