# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
from xml.etree import ElementTree

import pytest

from db.importer.endings import known_codes
from db.importer.notes import read_notes

KNOWN = known_codes(["E70", "E75", "M10", "Z17"])


def texts(xml):
    return [note.text for note in read_notes(ElementTree.fromstring(f"<diag>{xml}</diag>"), "E71", KNOWN)]


def group(tag, *notes):
    return f"<{tag}>{''.join(f'<note>{note}</note>' for note in notes)}</{tag}>"


def test_items_are_told_with_the_heading_they_stand_under():
    found = texts(group("codeFirst", "underlying disease, such as:", "gout (M10)", "anemia (E75)"))
    assert found == ["underlying disease, such as: gout (M10)", "underlying disease, such as: anemia (E75)"]


def test_an_excludes_heading_ends_where_the_alphabet_steps_back():
    notes = ("disorders of:", "amino-acid metabolism (E70)", "purine metabolism (E75)", "gout (M10)")
    assert texts(group("excludes1", *notes))[-2:] == ["disorders of: purine metabolism (E75)", "gout (M10)"]


def test_running_notes_keep_their_own_lines():
    assert texts(group("notes", "Defined as follows:", "1st trimester")) == ["Defined as follows:", "1st trimester"]


def test_white_space_is_one_space():
    assert texts(group("includes", "\n one \t two  ")) == ["one two"]


def test_the_table_of_visual_impairment_becomes_notes():
    row = (
        "<visCategory><value>1</value><visRange><visMax><value>6/18</value></visMax>"
        "<visMin><value>6/60</value></visMin></visRange></visCategory>"
    )
    assert texts(f"<visualImpairment>{row}</visualImpairment>") == [
        "Visual impairment category 1, best corrected acuity: less than 6/18, at least 6/60"
    ]


@pytest.mark.parametrize("tag", ["diag", "name", "desc", "somethingNew"])
def test_other_elements_are_no_notes(tag):
    assert texts(group(tag, "text")) == []
