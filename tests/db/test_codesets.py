# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from db.codesets import open_book
from db.importer.store import store_book
from db.importer.tabular import read_tabular
from nlp.domain.codes import Candidate, InstructionKind, TermRow
from nlp.errors import E, KnownError

SMALL = Path(__file__).parent / "importer" / "small_tabular_April-1-2026.xml"
ROWS = [
    TermRow(key=key, candidate=Candidate(code=code, source="lexicon", priority=0, reference="small.csv:2", flags=flags))
    for key, code, flags in [
        ("brain swelling", "S06.1X0A", frozenset({"acute", "adult"})),
        ("brain", "S06", frozenset()),
        ("=TBC", "S06.A", frozenset({"caps"})),
        ("lip and colon growth", "C00+D12", frozenset()),
    ]
]


@pytest.fixture(scope="module")
def small_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "small.sqlite"
    store_book(path, read_tabular(SMALL), ROWS)
    return path


@pytest.fixture(scope="module")
def small(small_path):
    with open_book(small_path) as book:
        yield book


def codes(entries):
    return [entry.code for entry in entries]


@pytest.mark.parametrize("written", ["S06.1X0A", "s061x0a", " S06.1x0A ", "S061X0A"])
def test_a_code_is_found_however_it_is_written(small, written):
    assert small.entry(written).code == "S06.1X0A"


@pytest.mark.parametrize("written", ["C7A.-", "c7a-", "C7A"])
def test_a_trailing_dash_means_the_code(small, written):
    assert small.entry(written).code == "C7A"


@pytest.mark.parametrize("written", ["", "S06.1X7D", "Z99", "S06'; DROP TABLE entries", "\0", "É"])
def test_what_is_no_code_is_none(small, written):
    assert small.entry(written) is None
    assert small.children(written or "Z99") == ()
    assert small.ancestors(written) == ()
    assert small.instructions(written) == ()
    assert small.seventh_characters(written) == ()


def test_children_stand_in_book_order(small):
    assert codes(small.children("S06")) == ["S06.1", "S06.A"]
    assert codes(small.children("")) == ["2", "19"]


def test_ancestors_go_from_the_nearest_to_the_chapter(small):
    assert codes(small.ancestors("S06.AXXA")) == ["S06.A", "S06", "S00-S09", "19"]
    assert codes(small.ancestors("c00")) == ["C00-C14", "C00-C96", "2"]


def test_every_code_parses_back_to_itself(small):
    for entry in read_tabular(SMALL).entries:
        assert small.entry(entry.code) == entry


def test_own_notes_go_before_inherited_ones_nearest_first(small):
    owners = list(dict.fromkeys(note.owner for note in small.instructions("S06.1X0A")))
    assert owners == ["S06.1X0", "S06", "19"]


def test_an_inclusion_term_is_inherited_only_by_codes_written_out_from_its_line(small):
    def terms(code):
        return [n.text for n in small.instructions(code) if n.kind is InstructionKind.INCLUSION_TERM]

    assert terms("S06.1X0A") == terms("S06.1X0") == ["Wet brain after blow"]
    assert terms("S06.1") == ["Diffuse traumatic cerebral edema"]
    assert terms("S06.1X") == []


def test_a_block_hands_its_exclusions_down(small):
    (note,) = (n for n in small.instructions("C00") if n.kind is InstructionKind.EXCLUDES1)
    assert (note.owner, note.targets) == ("C00-C96", ("D12",))


@pytest.mark.parametrize(
    ("code", "characters"),
    [("S06", "ADS"), ("S06.1X0", "ADS"), ("S06.1X0A", "ADS"), ("S06.1X7", "A"), ("C00", ""), ("19", "")],
)
def test_7th_characters_are_inherited_from_the_nearest_table(small, code, characters):
    assert "".join(c.character for c in small.seventh_characters(code)) == characters


def test_candidates_come_back_as_they_were_stored(small):
    assert small.candidates("brain swelling") == (ROWS[0].candidate,)
    assert small.candidates("brain swell") == ()


def test_terms_know_the_prefixes_of_a_key(small):
    assert list(small.terms.prefixes("brain swelling after fall")) == ["brain", "brain swelling"]
    assert "brain" in small.terms
    assert "brai" not in small.terms


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("s06.1", "S06.1"),
        ("S061X", "S06.1X"),
        ("c00-c96", "C00-C96"),
        ("compression brain", "S06.AXXA"),
        ("comp bra", "S06.AXXA"),
        ("wet blow", "S06.1X0A"),
        ("edma cerebral", "S06.1X0A"),
        ("colon", "D12"),
        ("tbc", "S06.A"),
        ("Brain Swelling", "S06.1X0A"),
        ("growth lip", None),
        ("lip and colon growth", "C00"),
        ("nothing of the kind", None),
        ("", None),
        ("  ", None),
    ],
)
def test_search_shows_the_best_line_first(small, words, first):
    found = codes(small.search(words))
    assert (found[0] if found else None) == first


def test_search_keeps_to_its_limit(small):
    assert len(small.search("traumatic", limit=3)) == 3


def test_search_names_no_line_twice(small):
    found = codes(small.search("brain"))
    assert len(found) == len(set(found))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.text(max_size=30) | st.text(alphabet='abc"*()-^:+ ANDORNTé.̈ª²', max_size=20))
def test_any_text_can_be_searched(small, text):
    assert len(small.search(text, limit=5)) <= 5


def test_two_threads_read_one_book(small_path):
    with open_book(small_path) as book:
        found: list[str] = []
        thread = threading.Thread(target=lambda: found.extend(codes(book.children("S06"))))
        thread.start()
        thread.join()
        assert found == codes(book.children("S06"))


def test_a_missing_book_is_said_so(tmp_path):
    with pytest.raises(KnownError) as told:
        open_book(tmp_path / "absent.sqlite")
    assert told.value.entry is E.BOOK_MISSING


def cut(content):
    return content[: len(content) // 2]


def other_format(content):
    return content.replace(b"format1", b"format9")


@pytest.mark.parametrize("damage", [lambda _: b"", lambda _: b"not a database" * 99, cut, other_format])
def test_a_damaged_book_is_said_so(small_path, tmp_path, damage):
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(damage(small_path.read_bytes()))
    with pytest.raises(KnownError) as told:
        open_book(path)
    assert told.value.entry is E.BOOK_DAMAGED


def test_damage_met_later_is_said_so_too(small_path, tmp_path):
    path = tmp_path / "damaged.sqlite"
    content = bytearray(small_path.read_bytes())
    content[4096 * 2 :] = bytes(len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(KnownError) as told, open_book(path) as book:
        book.children("")
    assert told.value.entry is E.BOOK_DAMAGED
