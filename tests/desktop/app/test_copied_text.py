# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Copied words are found from twenty on, whatever was done to case and line ends; templates and headings are none."""

from datetime import date

from desktop.app.copied_text import LEAST_WORDS, copied_passages, other_note, passages_at

_STORY = (
    "He slipped on wet leaves behind the garden shed, fell on his outstretched right hand and felt a crack; since then "
    "the wrist has been swollen and he cannot turn a key or lift a kettle without sharp pain"
)
_OLD = f"PROGRESS NOTE\n\n{_STORY}. Seen by nobody so far.\n"
_NEW = f"FOLLOW-UP\nToday the swelling is less. {_STORY.upper().replace(', ', ',' + chr(10))} Cast stays on.\n"
_TEMPLATE = (
    "I have reviewed the past medical history, the medications, the allergies and the social history with the patient "
    "in this room today and have brought the chart up to date where that was needed"
)


def _other(text: str, name: str = "N-0409.txt", day: date | None = date(2026, 3, 10)):
    return other_note(text, name=name, day=day)


def _quotes(text: str, others, day: date | None = date(2026, 3, 12)) -> list[str]:
    return [text[p.span.start : p.span.end] for p in copied_passages(text, day, others)]


def test_a_passage_is_found_though_case_and_lines_differ():
    passages = copied_passages(_NEW, date(2026, 3, 12), [_other(_OLD)])
    assert len(passages) == 1
    found = passages[0]
    assert _NEW[found.span.start : found.span.end].startswith("HE SLIPPED ON WET LEAVES")
    assert _NEW[found.span.start : found.span.end].endswith("WITHOUT SHARP PAIN")
    assert (found.name, found.day) == ("N-0409.txt", date(2026, 3, 10))
    assert found.words == len(_STORY.replace("-", " ").split())


def test_a_shorter_row_of_words_is_no_copy():
    words = _STORY.split()
    assert not _quotes(f"Before. {' '.join(words[: LEAST_WORDS - 1])} otherwise.", [_other(_OLD)])
    assert _quotes(f"Before. {' '.join(words[:LEAST_WORDS])} otherwise.", [_other(_OLD)])


def test_a_word_changed_in_the_middle_leaves_what_is_whole():
    changed = _STORY.replace("crack", "snap")
    quotes = _quotes(changed, [_other(_OLD)])
    assert quotes
    assert not any("snap" in q for q in quotes)


def test_what_most_notes_share_is_a_template():
    others = [_other(f"Note {n}. {_TEMPLATE}. {n} more.", name=f"{n}.txt") for n in range(6)]
    assert _quotes(f"Mine. {_TEMPLATE}.", others) == []
    assert len(_quotes(f"Mine. {_TEMPLATE}.", others[:2])) == 1  # of two notes nobody can tell


def test_a_copy_is_found_beside_a_template():
    others = [_other(f"Note {n}. {_TEMPLATE}. {n} more.", name=f"{n}.txt") for n in range(6)]
    quotes = _quotes(f"{_STORY}. {_TEMPLATE}.", [*others, _other(_OLD)])
    assert [q.split()[0] for q in quotes] == ["He"]


def test_headings_make_no_passage():
    headings = "\n".join(
        ["HISTORY OF PRESENT ILLNESS", "PAST MEDICAL HISTORY", "REVIEW OF SYSTEMS AND SOCIAL HISTORY"] * 4
    )
    assert _quotes(headings, [_other(headings)]) == []


def test_a_later_note_is_not_where_it_came_from():
    assert _quotes(_NEW, [_other(_OLD, day=date(2026, 3, 13))]) == []
    assert len(_quotes(_NEW, [_other(_OLD, day=None)])) == 1
    assert len(_quotes(_NEW, [_other(_OLD, day=date(2026, 3, 13))], day=None)) == 1


def test_the_longest_copy_is_named_and_words_are_shaded_once():
    part = _other(" ".join(_STORY.split()[:24]), name="part.txt")
    passages = copied_passages(_NEW, None, [part, _other(_OLD)])
    assert [p.name for p in passages] == ["N-0409.txt"]


def test_the_passage_at_a_place_is_told():
    passages = copied_passages(_NEW, None, [_other(_OLD)])
    assert passages_at(passages, _NEW.index("SWOLLEN")) == passages
    assert passages_at(passages, 0) == ()
