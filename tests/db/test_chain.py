# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The canonical text and the digests of the audit chain."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given, strategies as st

from db.chain import GENESIS, canonical, digest_after, entry_text, link, tidy
from nlp.domain import EventKind
from nlp.errors import BugError

_ANY_TEXT = st.text(st.characters(), max_size=12)  # lone surrogates and control characters included
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), _ANY_TEXT)
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
_BODIES = st.dictionaries(st.text("abcdefgh_", min_size=1, max_size=6), _VALUES, max_size=5)


def test_canonical_text_is_the_published_form() -> None:
    body = {"quote": 'a "b"\n😀', "end": 12, "codes": ["E11.9", "I10"], "day": None}
    assert canonical(body) == '{"codes":["E11.9","I10"],"day":null,"end":12,"quote":"a \\"b\\"\\n😀"}'


@given(_BODIES, st.randoms())
def test_order_of_keys_does_not_matter(body: dict[str, object], random) -> None:
    items = list(body.items())
    random.shuffle(items)
    assert canonical(dict(items)) == canonical(body)


@given(_BODIES)
def test_canonical_text_reads_back_to_itself(body: dict[str, object]) -> None:
    text = canonical(body)
    assert canonical(json.loads(text)) == text
    text.encode("utf-8")


@given(st.text())
def test_every_letter_stays_as_it_was_written(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert json.loads(canonical({"a": decomposed})) == {"a": tidy(decomposed)}


@given(_BODIES, _BODIES)
def test_different_bodies_differ(one: dict[str, object], other: dict[str, object]) -> None:
    same_values = json.loads(canonical(one)) == json.loads(canonical(other))
    assert (canonical(one) == canonical(other)) <= same_values


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, b"x", {"a": {"b": 0.1}}, {1: "a"}])
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(BugError):
        canonical({"value": value})


@pytest.mark.parametrize(
    ("text", "kept"),
    [("\udcff", '"\\udcff"'), ("\ud83d\ude00", '"😀"'), ("\\udcff", '"\\\\udcff"'), ("e\u0301", '"e\u0301"')],
)
def test_undecodable_bytes_of_a_file_name_survive(text: str, kept: str) -> None:
    assert canonical(text) == kept
    assert json.loads(kept) == tidy(text)


@given(_BODIES, st.sampled_from(EventKind), st.text(max_size=8), st.integers(1, 10**9))
def test_spliced_entry_is_canonical(body: dict[str, object], kind: EventKind, actor: str, seq: int) -> None:
    actor = tidy(actor)
    spliced = entry_text(seq=seq, kind=kind, time="2026-01-02T03:04:05Z", actor=actor, body=canonical(body))
    whole = {"seq": seq, "kind": kind.value, "time": "2026-01-02T03:04:05Z", "actor": actor, "body": body}
    assert spliced == canonical(whole)


def test_digest_is_sha256_of_previous_digest_and_entry() -> None:
    first = link(1, GENESIS, kind=EventKind.REOPENED, time="2026-01-02T03:04:05Z", actor="Ann", body='{"note_id":"n"}')
    text = '{"actor":"Ann","body":{"note_id":"n"},"kind":"reopened","seq":1,"time":"2026-01-02T03:04:05Z"}'
    assert first.digest == hashlib.sha256(text.encode()).hexdigest()
    assert digest_after(first.digest, text) == hashlib.sha256((first.digest + text).encode()).hexdigest()
    assert first.body == {"note_id": "n"}
