# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Which surface forms a code is found under."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.coding.terms import Blocked, LexiconRow, compile_terms, read_blocked, read_lexicon, title_forms
from nlp.domain import CodeEntry, EntryKind, Instruction, InstructionKind
from nlp.domain.terms import term_key


def line(code: str, title: str, parent: str = "") -> CodeEntry:
    return CodeEntry(code=code, title=title, kind=EntryKind.CODE, billable=True, parent=parent)


def keys(*entries: CodeEntry, notes: tuple[Instruction, ...] = (), blocked: Blocked | None = None) -> dict[str, str]:
    rows = compile_terms(entries, notes, (), blocked or Blocked())
    return {row.key: row.candidate.code for row in rows}


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Pneumonia, unspecified organism", "pneumonia"),
        ("Malignant neoplasm of breast", "breast cancer"),
        ("Secondary malignant neoplasm of bone", "bone metastasis"),
        ("Pain in right knee", "right knee pain"),
        ("Type 2 diabetes mellitus without complications", "type 2 diabetes mellitus"),
        ("Obstructive sleep apnea (adult) (pediatric)", "obstructive sleep apnea"),
        ("Contusion of knee", "contusion l knee"),
        ("Chest pain, unspecified", "chest pain"),
    ],
)
def test_titles_give_the_forms_that_notes_use(title: str, form: str) -> None:
    assert term_key(form) in {term_key(f) for f in title_forms(title)}


@pytest.mark.parametrize("title", ["Other specified disorders of bone", "Gastritis in diseases classified elsewhere"])
def test_generic_titles_give_none(title: str) -> None:
    assert title_forms(title) == ()


def test_an_inclusion_term_leads_to_its_owner() -> None:
    note = Instruction(kind=InstructionKind.INCLUSION_TERM, text="Cerebrovascular accident NOS", owner="I63.9")
    assert keys(line("I63.9", "Cerebral infarction, unspecified"), notes=(note,))["cerebrovascular accident"] == "I63.9"


def test_an_excludes_note_names_no_term() -> None:
    note = Instruction(kind=InstructionKind.EXCLUDES1, text="sequela of stroke", owner="I63")
    assert "sequela stroke" not in keys(line("I63", "Cerebral infarction"), notes=(note,))


def test_a_manifestation_is_not_found_by_its_inclusion_terms() -> None:
    note = Instruction(kind=InstructionKind.INCLUSION_TERM, text="Nephropathy", owner="N08")
    found = keys(line("N08", "Glomerular disorders in diseases classified elsewhere"), notes=(note,))
    assert "nephropathy" not in found


def test_a_site_left_open_is_not_dropped_from_the_term() -> None:
    found = keys(
        line("H05.22", "Edema of orbit"),
        line("H05.229", "Edema of unspecified orbit", parent="H05.22"),
    )
    assert "edema" not in found


def test_blocked_terms_and_codes_are_left_out() -> None:
    blocked = Blocked(terms=frozenset(["ulcer"]), codes=frozenset(["R69"]))
    found = keys(line("K27", "Ulcer"), line("R69", "Illness, unspecified"), blocked=blocked)
    assert found == {}


def test_codes_with_a_seventh_character_are_left_to_resolution() -> None:
    assert keys(line("S93.401A", "Sprain of unspecified ligament of right ankle, initial encounter")) == {}


def test_an_abbreviation_flagged_caps_counts_in_capitals_only() -> None:
    row = LexiconRow(term="CHF", code="I50.9", flags=frozenset(["caps"]), reference="x.csv:2")
    assert [r.key for r in compile_terms((), (), (row,), Blocked())] == ["=CHF"]


def test_an_abbreviation_that_is_a_word_when_small_counts_in_capitals_only() -> None:
    row = LexiconRow(term="PAD", code="I73.9", flags=frozenset(), reference="x.csv:2")
    blocked = Blocked(capitals=frozenset(["PAD"]))
    assert [r.key for r in compile_terms((), (), (row,), blocked)] == ["=PAD"]


def test_an_unsafe_curated_term_is_left_out() -> None:
    row = LexiconRow(term="cavity", code="K02.9", flags=frozenset(), reference="x.csv:2")
    assert list(compile_terms((), (), (row,), Blocked(unsafe=frozenset(["cavity"])))) == []


def test_tables_are_read_with_the_words_a_coder_is_told(tmp_path: Path) -> None:
    (tmp_path / "heart.csv").write_text("term,code,flags,note\nheart attack,I21.9,weak,lay\n", encoding="utf-8")
    (tmp_path / "blocked.csv").write_text(
        "kind,value,reason\nterm,Ulcers,no site\ncode,R69,no name\n", encoding="utf-8"
    )
    assert read_lexicon(tmp_path) == (
        LexiconRow(
            term="heart attack", code="I21.9", flags=frozenset(["weak"]), reference="Lexicon, heart: heart attack"
        ),
    )
    assert read_blocked(tmp_path) == Blocked(terms=frozenset(["ulcer"]), codes=frozenset(["R69"]))
