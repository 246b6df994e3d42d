# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Labelled notes through the real engine, from file to report; and the same numbers as the scorer beside the data."""

from __future__ import annotations

import importlib.util
import json
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from desktop.app.cli import run
from desktop.app.evaluation import (
    Evaluation,
    change_since,
    chapter_name,
    evaluate,
    evaluation_row,
    measures_of,
    read_earlier_run,
)
from desktop.app.evaluation_text import change_text, columns, evaluation_text
from desktop.app.gold_rows import LabelledNote, labelled_notes
from desktop.app.rows import Defaults, analysis_row, case_row
from nlp.coder import MentionPolicy
from nlp.domain import Setting
from nlp.errors import E, KnownError
from nlp.scoring.gold import Gold
from nlp.scoring.intervals import Proportion
from nlp.scoring.measures import label_accuracy, measure_labels

NOTE = "HPI: Denies chest pain.\n\nAssessment:\n1. Essential hypertension.\n2. Acute pharyngitis."
ROWS = [
    {"id": "one", "text": NOTE, "codes": ["I10", "R07.9"], "first": "I10", "setting": "outpatient"},
    {"id": "two", "text": "Assessment: Essential hypertension.", "expect": ["I10"], "forbid": ["J02.9"]},
    {
        "id": "three",
        "text": "No fever.",
        "targets": [{"start": 3, "end": 8}],
        "negated": True,
        "temporality": "Recent",
    },
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def evaluated(gold: Path, coder, book) -> Evaluation:
    return evaluate(gold.name, good(gold), coder, book, MentionPolicy.AS_DOCUMENTED)


def good(path: Path, most: int | None = None) -> list[LabelledNote]:
    rows = list(islice(labelled_notes(path, Defaults()), most))
    assert not [r for r in rows if isinstance(r, KnownError)]
    return [r for r in rows if isinstance(r, LabelledNote)]


def test_right_wrong_and_missed_with_the_engine_s_reason(evaluated: Evaluation) -> None:
    one, two = evaluated.cases
    assert (one.full.right, one.full.wrong, one.full.missed) == (("I10",), ("J02.9",), ("R07.9",))
    assert [m.reason for m in one.misses] == ["negated"]
    assert one.false_alarms[0].rationale
    assert one.is_first_right is True
    assert (two.full.right, two.failures) == (("I10",), ())


def test_a_span_is_read_and_not_coded(evaluated: Evaluation) -> None:
    assert [(t.id, t.labels.right) for t in evaluated.targets] == [("three", ("negated",))]


def test_ignoring_assertion_finds_what_was_negated(gold: Path, coder, book) -> None:
    one = evaluate("gold", good(gold), coder, book, MentionPolicy.EVERY_MENTION).cases[0]
    assert "R07.9" in one.full.right


def test_chapters_are_named_from_the_book(book) -> None:
    assert chapter_name(book, "I10").startswith(" 9 Diseases of the circulatory system")
    assert chapter_name(book, "X99.XYZ").startswith("not in")


def test_the_text_shows_n_and_interval_of_every_share(evaluated: Evaluation, book) -> None:
    text = evaluation_text(evaluated, measures_of(evaluated, book), book, 5)
    assert "full code  micro         0.667  3  0.208–0.939  0.667  3  0.208–0.939" in text
    assert "first-listed right                            1.000  1  0.207–1.000" in text
    assert "Missed most: 1 of 1 codes, 1 in all" in text
    assert "R07.9" in text
    assert "negated  (one)" in text
    assert "traps" not in text  # no label speaks of them


def test_measures_alone_name_no_error(coder, book, tmp_path: Path) -> None:
    """Labels that are to stay unseen by those who write rules can be measured and not read."""
    path = tmp_path / "blind.jsonl"
    path.write_text(json.dumps({"id": "S-1", "text": NOTE, "expect": ["R07.9"], "forbid": ["I10"]}), encoding="utf-8")
    run_ = evaluate(path.name, good(path), coder, book, MentionPolicy.AS_DOCUMENTED)
    assert run_.cases[0].failures
    text = evaluation_text(run_, measures_of(run_, book), book, 0)
    assert not [word for word in ("R07.9", "I10", "J02.9", "S-1") if word in text.replace("(I00-I99)", "")]


def test_the_run_survives_its_json_and_nothing_has_changed(evaluated: Evaluation, book, tmp_path: Path) -> None:
    earlier = saved(evaluated, book, tmp_path)
    change = change_since(read_earlier_run(earlier), evaluated)
    assert (change.shared, change.cases, change.before) == (3, (), change.after)


def test_a_change_is_told_note_by_note(gold: Path, evaluated: Evaluation, book, coder, tmp_path: Path) -> None:
    earlier = saved(evaluated, book, tmp_path)
    other = evaluate("gold", good(gold), coder, book, MentionPolicy.EVERY_MENTION)
    change = change_since(read_earlier_run(earlier), other)
    assert [(c.id, c.gained) for c in change.cases] == [("one", ("R07.9",))]
    assert (change.before.recall, change.after.recall) == (Proportion(hits=3, n=4), Proportion(hits=4, n=4))
    text = change_text(change, "gold.jsonl")
    assert "  one  gained R07.9" in text
    assert " 2 unchanged" in text


def saved(evaluation: Evaluation, book, folder: Path) -> Path:
    path = folder / "earlier.json"
    path.write_text(json.dumps(evaluation_row(evaluation, measures_of(evaluation, book))), encoding="utf-8")
    return path


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cases": 1, "targets": [], "gold": "", "policy": ""}',
                                  '{"cases": [{"id": 1}], "targets": [], "gold": "", "policy": ""}'])  # fmt: skip
def test_what_is_not_an_earlier_run_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnownError) as refusal:
        read_earlier_run(path)
    assert refusal.value.entry is E.EARLIER_RUN_UNREADABLE


def test_an_earlier_run_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refusal:
        read_earlier_run(tmp_path / "none.json")
    assert refusal.value.entry is E.EARLIER_RUN_UNREADABLE


CASES = '''# by hand
[[case]]
id = "S-1"
setting = "inpatient"
age = 40
date = 2026-01-02
note = """
Essential hypertension.
"""
codes = ["I10"]
forbid = ["I11.9"]

[[case]]
id = "S-2"
codes = []

[[case]]
id = "S-1"
note = "Cough."
codes = ["R05.9"]
'''


def test_toml_cases_are_rows_and_messages_name_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(CASES, encoding="utf-8")
    first, without_text, repeated = labelled_notes(path, Defaults())
    assert isinstance(first, LabelledNote)
    assert isinstance(first.gold, Gold)
    assert first.gold.is_case
    assert first.row.encounter.setting is Setting.INPATIENT
    assert str(first.row.encounter.date_of_service) == "2026-01-02"
    assert (type(without_text), "Line 13" in str(without_text)) == (KnownError, True)
    assert isinstance(repeated, KnownError)
    assert repeated.entry is E.GOLD_ID_REPEATED
    assert "Line 17" in str(repeated)


@pytest.mark.parametrize(("text", "why"), [("a = ", "not valid TOML"), ("a = 1", "no [[case]]"), ("case = 1", "no")])
def test_toml_without_cases_is_refused(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnownError) as refusal:
        list(labelled_notes(path, Defaults()))
    assert refusal.value.entry is E.GOLD_UNREADABLE
    assert why in str(refusal.value)


def test_columns_of_numbers_stand_right() -> None:
    assert columns([("name", "n"), ("a", "10"), ("bc", "9")], "") == ["name   n", "a     10", "bc     9"]


def test_the_command_answers_good_rows_and_says_the_bad(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with gold.open("a", encoding="utf-8") as lines:
        lines.write('{"id": "four", "text": "Cough."}\n{\n')
    assert run(["evaluate", str(gold), "--format", "json"]) == 1
    printed = capsys.readouterr()
    row = json.loads(printed.out)
    assert [c["id"] for c in row["cases"]] == ["one", "two"]
    assert row["levels"][0]["micro"]["precision"] == {
        "share": 0.6667,
        "hits": 2,
        "n": 3,
        "interval": [0.2077, 0.9385],
    }
    assert ["Line 4" in line or "Line 5" in line for line in printed.err.splitlines()] == [True, True]


def test_the_command_compares_with_its_own_output(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(gold), "--format", "json"]) == 0
    earlier = tmp_path / "earlier.json"
    earlier.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["evaluate", str(gold), "--ignore-assertion", "--compare", str(earlier)]) == 0
    printed = capsys.readouterr()
    assert "one  gained R07.9" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("name", ["none.jsonl", "empty.jsonl"])
def test_the_command_refuses_what_holds_no_labels(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    assert run(["evaluate", str(tmp_path / name)]) == 1
    assert "[408]" in capsys.readouterr().err


# The scorer that judges the engine, run on the engine's own rows: every number must be the same.


@pytest.fixture
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "tools" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scorer_rows(path: Path, notes: list[LabelledNote]) -> dict[str, dict[str, object]]:
    wanted = {n.gold.id for n in notes}
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines) if row["id"] in wanted}


@pytest.mark.parametrize(
    ("file", "most", "policy"),
    [
        ("visit_notes_dev.jsonl", None, MentionPolicy.AS_DOCUMENTED),
        ("codiesp_en_train.jsonl", 40, MentionPolicy.EVERY_MENTION),
    ],
)
def test_codes_are_counted_as_the_scorer_counts(
    file: str, most: int | None, policy: MentionPolicy, shared: Path, scorer: ModuleType, coder, book, capsys
) -> None:
    path = shared / "data" / file
    notes = good(path, most)
    out = {n.gold.id: case_row(n.gold.id, coder.code(n.row.note, n.row.encounter, policy=policy), ()) for n in notes}
    scorer.codes(scorer_rows(path, notes), out)
    measures = measures_of(evaluate(file, notes, coder, book, policy), book)
    shares = measures.shares
    expected = [
        f"{name:9s} P {m.pooled.precision.share:.3f}  R {m.pooled.recall.share:.3f}  F1 {m.pooled.f1:.3f}"
        for name, m in zip(("full", "category"), measures.levels, strict=True)
    ]
    expected.append(f"suggestions a note {measures.suggested / measures.notes:.2f}; notes without output 0")
    for words, share in (
        ("first-listed right", shares.first_right),
        ("traps fallen into", shares.traps_fallen),
        ("evidence overlap for correct codes", shares.evidence_overlap),
    ):
        expected.extend([f"{words} {share.share:.3f} (of {share.n}"] if share.n else [])
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(expected)
    assert all(line.startswith(start) for line, start in zip(printed, expected, strict=True)), (printed, expected)


def test_vignettes_pass_as_the_scorer_says(shared: Path, scorer: ModuleType, coder, book, capsys) -> None:
    path = shared / "data" / "vignettes_dev.jsonl"
    notes = good(path)
    # Every third note is answered with the next one's codes, so that there are failures of every kind to agree about.
    texts = [notes[n + 1 if n % 3 == 0 and n + 1 < len(notes) else n].row for n in range(len(notes))]
    swapped = [LabelledNote(row=row, gold=n.gold) for n, row in zip(notes, texts, strict=True)]
    policy = MentionPolicy.AS_DOCUMENTED
    out = {n.gold.id: case_row(n.gold.id, coder.code(n.row.note, n.row.encounter, policy=policy), ()) for n in swapped}
    scorer.vignettes(scorer_rows(path, notes), out)
    printed = capsys.readouterr().out.splitlines()
    run_ = evaluate(path.name, swapped, coder, book, policy)
    shares = measures_of(run_, book).shares
    failed = {line.split()[1] for line in printed if line.startswith("FAIL")}
    assert failed
    assert {s.id for s in run_.cases if s.failures} == failed
    crowded, passed = shares.crowded, shares.passed
    assert printed[-2].endswith(f"{crowded.hits} of {crowded.n} = {crowded.share:.3f}")
    assert printed[-1] == f"passed {passed.hits} of {passed.n} = {passed.share:.3f}"


def test_negation_is_counted_as_the_scorer_counts(shared: Path, scorer: ModuleType, coder, book, capsys) -> None:
    path = shared / "data" / "negex_dev.jsonl"
    notes = good(path, 400)
    out = {n.gold.id: analysis_row(n.gold.id, coder.read(n.row.note, n.row.targets), n.row.note.text) for n in notes}
    scorer.negation(scorer_rows(path, notes), out)
    targets = evaluate(path.name, notes, coder, book, MentionPolicy.AS_DOCUMENTED).targets
    negated = measure_labels(targets)[0].counts
    accuracy: Proportion = label_accuracy(targets, "negated")
    assert capsys.readouterr().out.strip() == (
        f"negated P {negated.precision.share:.3f}  R {negated.recall.share:.3f}  F1 {negated.f1:.3f}"
        f"  accuracy {accuracy.share:.3f}"
    )
