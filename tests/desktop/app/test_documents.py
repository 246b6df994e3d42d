# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents of one encounter are told by the numbers in their heads, else by the stem of their names."""

from pathlib import Path

import pytest

from desktop.app.documents import nearest, of_one_encounter, read_head

_DAY = "Date of service: 03/12/2026\n"


@pytest.fixture
def write(tmp_path):
    def make(name: str, text: str):
        path = tmp_path / name
        path.write_text(f"PROGRESS NOTE\n{text}\nThe patient is well.\n", "utf-8")
        head = read_head(path)
        assert head is not None
        return head

    return make


def _names(head, others) -> list[str]:
    return [d.path.name for d in of_one_encounter(head, others)]


def test_the_same_visit_number_makes_one_encounter(write):
    one = write("a.txt", f"Encounter ID: 77120\n{_DAY}")
    other = write("b.txt", "Visit no. 77120\nDate of service: 03/14/2026\n")
    strange = write("c.txt", f"Encounter ID: 77121\nMRN: 5\n{_DAY}")
    assert _names(one, [one, other, strange]) == ["a.txt", "b.txt"]


def test_the_same_patient_on_the_same_day_makes_one_encounter(write):
    one = write("a.txt", f"MRN: 00-4711\n{_DAY}")
    same = write("b.txt", f"Medical record number 00-4711\n{_DAY}")
    earlier = write("c.txt", "MRN: 00-4711\nDate of service: 01/02/2026\n")
    other = write("d.txt", f"Patient ID: 00-4712\n{_DAY}")
    assert _names(one, [one, same, earlier, other]) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "head",
    [
        "Date of admission: 2026-04-20",
        "Visit: 03/12/2026",
        "Encounter 2026-04-20",
        "Account of events: 12 days",
        "FIN: 03/12/2026",
    ],
)
def test_a_day_is_no_number_of_a_visit(write, head):
    one, other = write("a.txt", head), write("b.txt", head)
    assert _names(one, [one, other]) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "other", "is_one"),
    [
        ("N-0412.txt", "N-0412_hp.txt", True),
        ("N-0412_hp.txt", "N-0412-discharge.txt", True),
        ("N-0412_1.txt", "N-0412_2.txt", True),
        ("N-0412.txt", "N-0413.txt", False),
        ("sample-foot.txt", "sample-heart.txt", False),
        ("sample-01.txt", "sample-02.txt", False),
        ("2026-03-12.txt", "2026-03-13.txt", False),
        ("ward3_smith.txt", "ward3_jones.txt", False),
        ("N-0412_op_note.txt", "N-0412_op_note_2.txt", True),
    ],
)
def test_without_numbers_the_stem_of_the_name_tells(write, name, other, is_one):
    one, two = write(name, ""), write(other, "")
    assert (len(of_one_encounter(one, [one, two])) == 2) is is_one


def test_documents_stand_by_day_then_name(write):
    heads = [
        write("N-0412_hp.txt", ""),
        write("N-0412_dc.txt", "Date of service: 03/14/2026"),
        write("N-0412_op.txt", _DAY),
    ]
    assert _names(heads[0], heads) == ["N-0412_op.txt", "N-0412_dc.txt", "N-0412_hp.txt"]


def test_what_cannot_be_read_is_no_document(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert read_head(tmp_path / "a.txt") is None
    assert read_head(tmp_path / "gone.txt") is None


def test_the_nearest_files_come_first():
    files = [Path(f"{n}.txt") for n in range(9)]
    assert [p.stem for p in nearest(files[4], files, 4)] == ["3", "5", "2", "6"]
    assert nearest(Path("other.txt"), files, 4) == ()
