# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""What the lists hold, in which order, and what is read out."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.ui.review.highlights import MarkState
from desktop.ui.review.row_model import ROW_ROLE, RowModel
from desktop.ui.review.rows import (
    AcceptedRow,
    FoldRow,
    HeadingRow,
    NotCodedRow,
    SuggestionRow,
    accepted_rows,
    not_coded_rows,
    spoken,
    suggestion_rows,
)
from desktop.ui.review.sentence_painter import begin_at, stretches
from nlp.domain import Verdict, fold
from tests.builders import a_case, a_decision, a_note, a_review


def test_open_suggestions_come_first_and_the_decided_fold():
    rows = suggestion_rows(a_review())
    assert [r.suggestion.code for r in rows if isinstance(r, SuggestionRow)][:2] == ["E11.22", "N18.32"]
    assert rows[-1] == FoldRow(count=4, is_open=False)


def test_unfolded_rows_tell_what_was_decided():
    decided = {r.suggestion.code: r for r in suggestion_rows(a_review(), is_unfolded=True)[9:]}
    assert decided["M79.672"].state is MarkState.REJECTED
    assert decided["M79.672"].remark == "Rejected: Not supported by the note"
    assert decided["E11.621"].remark == "Accepted"


def test_accepted_codes_stand_in_claim_order_with_hand_added_ones_last():
    review = fold(a_case(), [a_decision("Z99.89", Verdict.ADD, subject=""), a_decision("E11.22", number=2)])
    rows = [r for r in accepted_rows(review) if isinstance(r, AcceptedRow)]
    assert [(r.place, r.decision.code, r.remark) for r in rows] == [
        (1, "E11.22", "First-listed"),
        (2, "Z99.89", "added by you"),
    ]


def test_not_coded_mentions_stand_under_their_reasons():
    rows = not_coded_rows(a_review(), a_note())
    headings = [(r.title, r.count) for r in rows if isinstance(r, HeadingRow)]
    assert headings == [("Uncertain", "1"), ("Negated", "4"), ("Family", "2"), ("Past", "1"), ("If / when", "1")]


def test_an_overruled_mention_leaves_the_list():
    review = fold(a_case(), [a_decision("M72.2", Verdict.ADD, subject="n-M72.2")])
    rows = [r for r in not_coded_rows(review, a_note()) if isinstance(r, NotCodedRow)]
    assert "M72.2" not in {r.item.code for r in rows}
    assert len(rows) == 8


def test_a_row_shows_its_sentence_with_mention_and_cue():
    row = next(r for r in not_coded_rows(a_review(), a_note()) if isinstance(r, NotCodedRow) and r.item.code == "R50.9")
    assert row.sentence == "She denies chest pain, fever or shortness of breath."
    assert row.sentence[row.mention.start : row.mention.end] == "fever"
    assert row.cue is not None
    assert row.sentence[row.cue.start : row.cue.end] == "denies"


def test_the_shown_part_of_a_long_sentence_holds_the_mention():
    row = next(
        r for r in not_coded_rows(a_review(), a_note()) if isinstance(r, NotCodedRow) and r.item.code == "R06.02"
    )
    parts = list(stretches(row, begin_at(row, 30, len)))
    assert parts[0].text == "… "
    assert [p.text for p in parts if p.is_mention] == ["shortness of breath"]


def test_the_stretches_of_a_sentence_are_the_sentence():
    for row in not_coded_rows(a_review(), a_note()):
        if isinstance(row, NotCodedRow):
            assert "".join(p.text for p in stretches(row)) == row.sentence


def test_a_suggestion_is_read_out_in_full():
    row = suggestion_rows(a_review())[0]
    words = "E11.22, Type 2 diabetes mellitus with diabetic chronic kidney disease, suggested, strong, 2 places, HCC"
    assert spoken(row, "Strong") == words


def test_the_model_keeps_qts_contract_through_every_kind_of_row(qapp):
    model = RowModel(lambda _value: "Strong")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in (suggestion_rows(a_review()), accepted_rows(a_review()), not_coded_rows(a_review(), a_note()), ()):
        model.show_rows(rows)
        assert model.rowCount() == len(rows)
    assert tester.model() is model


def test_the_model_answers_screen_readers(qapp):
    model = RowModel(lambda _value: "Strong")
    model.show_rows(suggestion_rows(a_review()))
    first = model.index(0, 0)
    assert str(first.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("E11.22, Type 2")
    assert first.data(ROW_ROLE) is model.rows[0]
    assert not model.index(len(model.rows) - 1, 0).flags() & Qt.ItemFlag.ItemIsSelectable
