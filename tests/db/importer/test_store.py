# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.codesets import open_book
from db.importer.store import store_book
from db.importer.tabular import read_tabular
from nlp.domain.codes import Candidate, TermRow
from nlp.errors import E, KnownError

SMALL = Path(__file__).with_name("small_tabular_April-1-2026.xml")


@pytest.fixture(scope="module")
def small():
    return read_tabular(SMALL)


def a_row(key="brain swelling", code="S06.1", priority=0, **more):
    more = {"source": "lexicon", "reference": "small.csv:2", **more}
    return TermRow(key=key, candidate=Candidate(code=code, priority=priority, **more))


def meta(path):
    connection = sqlite3.connect(path)
    facts = dict(connection.execute("SELECT name, value FROM meta"))
    connection.close()
    return facts


def test_a_build_that_fails_leaves_the_old_book_and_no_half_one(small, tmp_path):
    path = tmp_path / "book.sqlite"
    store_book(path, small, [a_row()])
    before = path.read_bytes()

    def broken():
        yield a_row()
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        store_book(path, small, broken())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_content_gives_the_same_digests_in_any_order_of_terms(small, tmp_path):
    rows = [a_row(), a_row(key="tbi", code="S06"), a_row(key="tbi", code="S06.A", priority=1)]
    for name, order in (("one", rows), ("two", rows[::-1])):
        store_book(tmp_path / name, small, order)
    assert meta(tmp_path / "one") == meta(tmp_path / "two")


def test_another_term_gives_another_terms_digest(small, tmp_path):
    store_book(tmp_path / "one", small, [a_row()])
    store_book(tmp_path / "two", small, [a_row(priority=1)])
    one, two = meta(tmp_path / "one"), meta(tmp_path / "two")
    assert one["digest"] == two["digest"]
    assert one["terms_digest"] != two["terms_digest"]


def test_row_counts_are_kept(small, tmp_path):
    store_book(tmp_path / "book", small, [a_row()])
    facts = meta(tmp_path / "book")
    assert (facts["entries"], facts["billable"], facts["candidates"]) == ("24", "10", "1")


def test_a_code_under_one_key_keeps_its_best_row(small, tmp_path):
    rows = [a_row(priority=2, source="inclusion"), a_row(priority=0), a_row(code="S06.A", priority=1)]
    store_book(tmp_path / "book", small, rows)
    with open_book(tmp_path / "book") as book:
        assert [(c.code, c.source) for c in book.candidates("brain swelling")] == [
            ("S06.1", "lexicon"),
            ("S06.A", "lexicon"),
        ]


def test_a_book_without_terms_can_be_stored_and_opened(small, tmp_path):
    store_book(tmp_path / "deeper" / "book", small, [])
    with open_book(tmp_path / "deeper" / "book") as book:
        assert book.candidates("anything") == ()
        assert "anything" not in book.terms


KILLED = """
import os, signal, sys
from pathlib import Path
from db.importer.store import store_book
from db.importer.tabular import read_tabular
def rows():
    os.kill(os.getpid(), signal.SIGKILL)
    yield
store_book(Path(sys.argv[1]), read_tabular(Path(sys.argv[2])), rows())
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
def test_a_killed_build_leaves_no_book_and_is_tidied_up_later(small, tmp_path):
    path = tmp_path / "book.sqlite"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), str(SMALL)], check=False)
    assert ended.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    with pytest.raises(KnownError) as told:
        open_book(path)
    assert told.value.entry is E.BOOK_MISSING
    os.utime(left, (0, 0))
    store_book(path, small, [])
    assert list(tmp_path.iterdir()) == [path]


def test_a_build_that_runs_beside_this_one_is_left_alone(small, tmp_path):
    other = tmp_path / "book.sqlite.1.new"
    other.touch()
    store_book(tmp_path / "book.sqlite", small, [])
    assert other.exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no permission bits")
def test_every_account_of_the_computer_may_read_the_book(small, tmp_path):
    store_book(tmp_path / "book", small, [])
    assert stat.S_IMODE((tmp_path / "book").stat().st_mode) == 0o644
