# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The hazards of medspaCy, each closed and each shown to be closed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nlp.domain import Analysis, Note, Span, note_id
from nlp.pipeline import Reader

ROOT = Path(__file__).resolve().parents[3]
PATIENT = "Zephyrine Quackenbush"
PRELUDE = """
import logging, sys, warnings
from pathlib import Path
class Terms:
    def iterkeys(self, prefix): return iter([key for key in self.keys if key.startswith(prefix)])
    def __contains__(self, key): return key in self.keys
    keys = {"gout"}
"""
MAKE = "from nlp.pipeline import Reader\nreader = Reader(rules=Path('resources/rules'), terms=Terms())\n"
READ = """
from nlp.domain import Note
for text in TEXTS:
    reader.analyse(Note(id='x', text=text, name='', source=''))
"""
NOTE = f"{PATIENT} has gout.\\n\\n\\x0b  Plan:: ???\\n" + "a" * 50 + f"... {PATIENT}"


def fresh(code: str) -> subprocess.CompletedProcess[str]:
    """Run the code in an interpreter of its own, with warnings shown."""
    return subprocess.run(
        [sys.executable, "-W", "always", "-c", PRELUDE + code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )


def test_no_text_on_any_stream() -> None:
    texts = [NOTE, "", " \\n ", "x", "..", "1.", ":", f"{PATIENT}\\n" * 40, "no " * 3000]
    done = fresh("logging.basicConfig(level=0)\n" + MAKE + f"TEXTS = {texts!r}".replace("\\\\", "\\") + READ)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_warnings_filters_stay_as_they_were() -> None:
    done = fresh("before = list(warnings.filters)\n" + MAKE + "print(before == list(warnings.filters))")
    assert done.stdout.strip() == "True", done.stderr


def test_importing_the_package_imports_no_spacy() -> None:
    done = fresh("import nlp.pipeline\nprint('spacy' in sys.modules, 'medspacy' in sys.modules)")
    assert done.stdout.split() == ["False", "False"], done.stderr


def test_no_network_library_and_no_quickumls_is_loaded() -> None:
    names = ("requests", "urllib3", "quickumls", "nltk", "unqlite", "spacy.cli", "PyRuSH", "loguru", "Cython")
    done = fresh(MAKE + f"print([n for n in {names!r} if n in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_what_was_stood_in_for_can_still_be_had() -> None:
    done = fresh(MAKE + "import spacy, spacy.cli\nprint(callable(spacy.cli.download), bool(spacy.info(silent=True)))")
    assert done.stdout.split() == ["True", "True"], done.stderr


def test_a_foreign_resources_package_is_not_imported() -> None:
    done = fresh(MAKE + "print('resources' in sys.modules)")
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.alone
def test_the_cost_is_linear(reader: Reader) -> None:
    def seconds(count: int) -> float:
        text = "He denies fever, has chest pain; possible heart failure was ruled out by Dr. Smith.\n\n" * count
        note = Note(id=note_id(text), text=text, name="", source="")
        best = 60.0
        for _ in range(3):
            start = time.process_time()
            reader.analyse(note)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(1600) < 8 * seconds(400)


@pytest.mark.alone
def test_a_paragraph_without_end_is_linear_too(reader: Reader) -> None:
    def seconds(count: int) -> float:
        text = "no fever and possible heart failure or chest pain with " * count
        start = time.process_time()
        reader.analyse(Note(id=note_id(text), text=text, name="", source=""))
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) < 10 * max(seconds(400), 0.02)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(text=st.text(max_size=200) | st.text(alphabet="noNO fevr.\n:;-?1)[]é😀\u2028\x85", max_size=200))
def test_any_text_can_be_read_and_every_span_is_exact(text: str, reader: Reader) -> None:
    spans = [Span(start=at, end=min(len(text), at + 7)) for at in range(0, len(text), 5)]
    found = reader.analyse(Note(id=note_id(text), text=text, name="", source=""), spans)
    assert [m.span for m in found.targets] == spans
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found.mentions)
    assert all(m.sentence.contains(m.span) for m in found.mentions)
    assert all(text[c.span.start : c.span.end] == c.text for m in found.mentions + found.targets for c in m.cues)


def test_targets_are_answered_in_the_order_asked(read: Callable[..., Analysis]) -> None:
    found = read("No gout. Has asthma. Possible sepsis.", "sepsis", "gout", "asthma")
    assert [m.assertion.value for m in found.targets] == ["uncertain", "negated", "affirmed"]
    assert [m.term for m in found.targets] == ["", "", ""]


def test_a_target_over_two_sentences_belongs_to_the_first(read: Callable[..., Analysis]) -> None:
    assert read("No gout. Has asthma.", "gout. Has asthma").targets[0].assertion.value == "negated"


def test_the_same_note_is_read_the_same_twice(read: Callable[..., Analysis]) -> None:
    text = "PMH: gout.\nAssessment: possible heart failure, no chest pain."
    assert read(text) == read(text)


def test_the_version_changes_with_the_rules(reader: Reader, tmp_path: Path) -> None:
    from nlp.pipeline.factory import rules_digest

    rules = ROOT / "resources" / "rules"
    for name in ("sections.json", "context.json", "targets.json"):
        (tmp_path / name).write_bytes((rules / name).read_bytes())
    assert rules_digest(tmp_path) == rules_digest(rules)
    (tmp_path / "context.json").write_bytes((rules / "context.json").read_bytes() + b"\n")
    assert rules_digest(tmp_path) != rules_digest(rules)
    assert reader.version.endswith(rules_digest(rules)[:12])
    assert reader.analyse(Note(id="x", text="gout", name="", source="")).reader_version == reader.version


@pytest.mark.parametrize("count", [1, 3])
def test_a_second_reader_reads_alike(count: int, reader: Reader) -> None:
    text = "No gout.\n\n" * count
    note = Note(id=note_id(text), text=text, name="", source="")
    again = reader.analyse(note)
    assert [m.assertion.value for m in again.mentions] == ["negated"] * count
