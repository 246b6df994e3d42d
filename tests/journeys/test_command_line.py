# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The job from the command line: the commands as a shell sees them, in processes of their own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTE = """PROGRESS NOTE
Patient Zephyrine Quackenbush, 67-year-old woman. She denies chest pain.
FAMILY HISTORY: Mother had breast cancer.
ASSESSMENT AND PLAN:
1. Essential hypertension, above goal.
2. Gout, continue allopurinol.
3. Probable pneumonia.
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "N-0001.txt"
    path.write_text(NOTE, "utf-8")
    return path


def chartproof(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own and return what it said."""
    command = [sys.executable, "-m", "desktop", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", timeout=120, check=False)


def said(*arguments: object, given: str = "") -> str:
    """Run a command that must succeed without a word on stderr."""
    result = chartproof(*arguments, given=given)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV export."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def codes(row: dict[str, list[dict[str, str]]], part: str) -> list[str]:
    return [entry["code"] for entry in row[part]]


def test_suggest_answers_a_file_as_json(note: Path) -> None:
    row = json.loads(said("suggest", note, "--format", "json"))
    assert (row["id"], row["setting"], row["edition"]) == ("N-0001.txt", "outpatient", "FY 2026")
    assert {"I10", "M10.9"} <= set(codes(row, "suggestions"))
    assert {n["reason"] for n in row["not_coded"]} >= {"negated", "family", "uncertain"}
    for suggestion in row["suggestions"]:
        assert suggestion["rationale"]
        for evidence in suggestion["evidence"]:
            assert NOTE[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_setting_moves_uncertain_diagnoses(note: Path) -> None:
    outpatient = json.loads(said("suggest", note, "--format", "json", "--setting", "outpatient"))
    inpatient = json.loads(said("suggest", note, "--format", "json", "--setting", "inpatient"))
    assert "J18.9" not in codes(outpatient, "suggestions")
    assert "J18.9" in codes(inpatient, "suggestions")


def test_rows_come_in_and_out_by_pipe_and_bad_ones_are_named(note: Path) -> None:
    rows = "\n".join([json.dumps({"id": "a", "text": NOTE}), "{", json.dumps({"id": "b", "text": "Gout."})])
    result = chartproof("suggest", "--jsonl", "-", "--format", "json", given=rows)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert result.returncode == 1
    assert "Line 2" in result.stderr


def test_read_answers_the_spans_asked_about() -> None:
    text = "She denies chest pain. Mother had breast cancer."
    targets = [{"start": text.index(w), "end": text.index(w) + len(w)} for w in ("chest pain", "breast cancer")]
    row = json.loads(said("read", "--jsonl", "-", given=json.dumps({"id": 1, "text": text, "targets": targets})))
    assert [(t["assertion"], t["cue"]) for t in row["targets"]] == [("negated", "denies"), ("family", "Mother had")]


def test_the_job_step_by_step(note: Path, tmp_path: Path) -> None:
    audit = tmp_path / "audit.sqlite"
    said("accept", note, "I10", "--audit", audit)
    said("reject", note, "M10.9", "--reason", 4, "--comment", "seen elsewhere", "--audit", audit)
    assert "open      M10.9" in said("undo", note, "--audit", audit)
    assert "rejected  M10.9" in said("redo", note, "--audit", audit)
    assert "accepted  J18.9" in said("add", note, "J18.9", "--audit", audit)
    assert said("finish", note, "--audit", audit).startswith("finished")
    assert "the chain is intact" in said("verify", audit)
    said("export", audit, "--format", "json", "--out", tmp_path / "out.json")
    said("export", audit, "--format", "csv", "--what", "accepted", "--out", tmp_path / "out.csv")
    said("import", tmp_path / "out.json", "--audit", tmp_path / "copy.sqlite")
    said("export", tmp_path / "copy.sqlite", "--format", "csv", "--what", "accepted", "--out", tmp_path / "copy.csv")
    copied, original = (table(tmp_path / name) for name in ("copy.csv", "out.csv"))
    assert [row["code"] for row in original] == ["I10", "J18.9"]
    assert {row["setting"] for row in original} == {"outpatient"}
    # Each export prints the head of the file it was made from, and the copy ends where the first export was made.
    assert [row | {"head": ""} for row in copied] == [row | {"head": ""} for row in original]
    assert said("review", note, "--audit", tmp_path / "copy.sqlite") == said("review", note, "--audit", audit)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("suggest",), 2, "FILES or --jsonl"),
        (("suggest", "--jsonl", "nowhere.jsonl"), 2, "not a file"),
        (("suggest", "--colour", "x.txt"), 2, "--colour"),
        (("suggest", "x.txt", "--date", "tomorrow"), 2, "YYYY-MM-DD"),
        (("suggest", "x.txt", "--setting", "moon"), 2, "moon"),
        (("suggest", "x.txt"), 1, "[107]"),
        (("book", "Q00.99"), 1, "[203]"),
        (("verify", "x.sqlite"), 1, "[301]"),
    ],
)
def test_mistakes_are_told_and_end_with_their_code(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = chartproof(*arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert words in result.stderr


def test_a_changed_audit_file_is_named_and_not_exported(note: Path, tmp_path: Path) -> None:
    import sqlite3

    audit = tmp_path / "audit.sqlite"
    said("accept", note, "I10", "--audit", audit)
    said("accept", note, "M10.9", "--audit", audit)
    with sqlite3.connect(audit) as raw:
        for (trigger,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f"drop trigger {trigger}")
        table = raw.execute("select name from sqlite_master where sql like '%digest%' and type = 'table'").fetchone()[0]
        raw.execute(f"update {table} set actor = 'somebody else' where seq = 2")
    raw.close()
    for command in (("verify", audit), ("export", audit, "--format", "csv", "--out", tmp_path / "x.csv")):
        result = chartproof(*command)
        assert (result.returncode, "Entry 2 was changed" in result.stderr) == (1, True)
    assert not (tmp_path / "x.csv").exists()


def test_commands_never_import_qt_or_open_a_socket(note: Path) -> None:
    program = (
        "import sys\n"
        "def watch(event, _): \n"
        "    if event.startswith('socket.'): raise SystemExit(event)\n"
        "sys.addaudithook(watch)\n"
        "from desktop.__main__ import main\n"
        "code = main(['suggest', sys.argv[1]])\n"
        "sys.exit(code or any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program, note], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_nothing_of_the_note_reaches_a_log(note: Path, own_home: Path, tmp_path: Path) -> None:
    said("suggest", note)
    said("accept", note, "I10", "--audit", tmp_path / "audit.sqlite")
    kept = [p for p in own_home.rglob("*") if p.is_file()]
    assert not [p for p in kept if b"Quackenbush" in p.read_bytes()]


def test_an_unexpected_error_is_told_by_number_without_its_words(note: Path, own_home: Path) -> None:
    program = (
        "import sys\n"
        "from nlp.coder import Coder\n"
        "def fail(*_, **__): raise ValueError('Zephyrine Quackenbush')\n"
        "Coder.code = fail\n"
        "from desktop.__main__ import main\n"
        "sys.exit(main(['suggest', sys.argv[1]]))"
    )
    result = subprocess.run([sys.executable, "-c", program, note], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("[901]")
    logs = "".join(p.read_text("utf-8") for p in own_home.rglob("chartproof.log"))
    assert "unexpected ValueError" in logs
    assert "Quackenbush" not in result.stderr + logs


def test_self_test_passes_and_leaves_nothing() -> None:
    assert said("self-test").rstrip().endswith("self-test: passed")
