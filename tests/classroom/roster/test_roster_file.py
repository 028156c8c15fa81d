"""roster.csv: what is written is read again, also as a spreadsheet saves it, and mistakes name their line."""

from __future__ import annotations

import csv
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.roster import FILE_NAME, Learner, Roster, read_roster, write_roster
from classroom.roster.roster import is_id

IDS = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9._@-]{0,10}[A-Za-z0-9_]", fullmatch=True).filter(is_id)
# As they are when a list has been read: without spaces around them.
WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.sampled_from(" ,;\"'=+-@王明"), max_size=12
).map(str.strip)
LEARNERS = st.lists(
    st.builds(Learner, id=IDS, name=WORDS, email=WORDS, group=WORDS),
    max_size=8,
    unique_by=lambda one: one.id.casefold(),
)


@given(LEARNERS)
def test_what_is_written_is_read_again(tmp_path_factory, learners):
    folder = tmp_path_factory.mktemp("class")
    write_roster(folder, Roster(tuple(learners)))
    assert read_roster(folder) == Roster(tuple(learners))
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


@given(WORDS)
def test_no_spreadsheet_takes_a_name_for_a_formula(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("class")
    write_roster(folder, Roster((Learner(id="ann", name=name),)))
    with (folder / FILE_NAME).open(encoding="utf-8-sig", newline="") as file:
        cell = list(csv.reader(file))[1][1]
    assert cell[:1] not in ("=", "+", "-", "@")


def test_a_class_without_a_list_has_nobody(tmp_path):
    assert len(read_roster(tmp_path)) == 0


def test_learners_are_found_by_id(tmp_path):
    roster = Roster((Learner(id="s1", name="Ann"), Learner(id="s2")))
    assert "s1" in roster and "s3" not in roster and "S1" not in roster
    assert roster.get("s1").name == "Ann" and roster.get("s3") is None
    assert [one.id for one in roster] == ["s1", "s2"] and len(roster) == 2


def test_one_that_a_spreadsheet_saved_in_its_own_way_is_read(tmp_path):
    text = "id;name;email;group\r\n1130001;陳怡君;;\r\n;;;\r\n1130002;林宗翰;;第一組\r\n"
    (tmp_path / FILE_NAME).write_bytes(text.encode("cp950"))
    assert read_roster(tmp_path).learners == (
        Learner(id="1130001", name="陳怡君"),
        Learner(id="1130002", name="林宗翰", group="第一組"),
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name\nann\n", "no column id; its first line has to be id,name,email,group"),
        ("", "no column id"),
        ("id\nann\n../bob\n", r"line 3: '\.\./bob' cannot be an id"),
        ("id\nann\n\nann\n", "line 4: ann is there twice"),
        ("id\nann\nANN\n", "line 3: ANN is there twice"),
        (b"id\n\xff\xfe\x81\xa1\n", "cannot be read"),
        (b"id\n" + b"x" * 200_000, "cannot be read: field larger"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, content, told):
    (tmp_path / FILE_NAME).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KitError, match=told) as problem:
        read_roster(tmp_path)
    assert "\n" not in str(problem.value) and FILE_NAME in str(problem.value)


@pytest.mark.parametrize(
    "good", ["1130001", "s1234567", "ann.lee@example.org", "_x", "a" * 64, "B10-704_001", "console", "7"]
)
def test_what_can_be_an_id(good):
    assert is_id(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a.",
        "-a",
        "a/b",
        "a\\b",
        "a b",
        "a" * 65,
        "學號",
        "a\n",
        "=1",
        "a:b",
        "con",
        "Aux.1",
        "１",
    ],
)
def test_what_cannot_be_the_name_of_a_folder_everywhere_is_no_id(bad):
    assert not is_id(bad)
