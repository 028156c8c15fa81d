"""More time for one learner: written into class.toml, which otherwise stays as somebody wrote it."""

from __future__ import annotations

import datetime as dt

import pytest

from classroom.class_folder import make_class, read_class
from classroom.errors import KitError
from classroom.extending import extend, read_until
from classroom.roster import Learner, Roster, write_roster


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "class"
    make_class(folder, name="c", language="en", scenario="boutique", due={"a01": dt.date(2026, 3, 11)})
    write_roster(folder, Roster((Learner(id="0113001"), Learner(id="ann.lee@example.org"))))
    return folder


def test_a_day_and_a_time(course, folder):
    path = folder / "class.toml"
    before = path.read_text(encoding="utf-8")
    done = extend(course, folder, "0113001", "a01", "2026-03-20")
    assert f"{done.due:%m-%d %H:%M}, {done.before:%m-%d %H:%M}, {done.until:%m-%d %H:%M:%S}" == (
        "03-11 23:59, 03-11 23:59, 03-20 23:59:59"
    )
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before) and text[len(before) :].split() == ["[extensions.0113001]", "a01", "=", "2026-03-20"]

    done = extend(course, folder, "0113001", "a01", "2026-03-19 9:30")
    assert (done.before.day, done.until.day, done.until.utcoffset()) == (20, 19, dt.timedelta(hours=8))
    extend(course, folder, "Ann.Lee@example.org", "a01", "2026-03-12")
    assert read_class(folder).extensions == {
        "0113001": {"a01": dt.datetime(2026, 3, 19, 9, 30)},
        "ann.lee@example.org": {"a01": dt.datetime(2026, 3, 12, 23, 59, 59)},
    }
    assert path.read_text(encoding="utf-8").startswith(before)


def test_the_same_again_changes_no_byte(course, folder):
    extend(course, folder, "0113001", "a01", "2026-03-20")
    before = (folder / "class.toml").read_bytes()
    done = extend(course, folder, "0113001", "a01", "2026-03-20 23:59:59")
    assert done.until == done.before and (folder / "class.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("learner", "assignment", "until", "told"),
    [
        ("0113002", "a01", "2026-03-20", "no learner '0113002' in the roster.*did you mean 0113001"),
        ("zoe", "a01", "2026-03-20", "no learner 'zoe'"),
        ("0113001", "a09", "2026-03-20", "no assignment 'a09'; there is a01"),
        ("0113001", "a01", "2026-03-10", "not after the date on which a01 is due for everybody, 2026-03-11 23:59"),
        ("0113001", "a01", "2026-03-11", "not after"),
        ("0113001", "a01", "2026-02-30", "'2026-02-30' is no date"),
        ("0113001", "a01", "2026-03-20 25:00", "is no date"),
        ("0113001", "a01", "tomorrow", "is no date"),
        ("0113001", "a01", "", "is no date"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(course, folder, learner, assignment, until, told):
    before = (folder / "class.toml").read_bytes()
    with pytest.raises(KitError, match=told) as problem:
        extend(course, folder, learner, assignment, until)
    assert "\n" not in str(problem.value) and (folder / "class.toml").read_bytes() == before


def test_an_assignment_without_a_due_date_is_told(course, tmp_path):
    make_class(tmp_path / "class", name="c", language="en", scenario="boutique")
    write_roster(tmp_path / "class", Roster((Learner(id="ann"),)))
    with pytest.raises(KitError, match=r"does not say when a01 is due; write it below \[due\]"):
        extend(course, tmp_path / "class", "ann", "a01", "2026-03-20")


def test_without_a_roster_somebody_who_handed_something_in_is_known(course, folder):
    (folder / "roster.csv").unlink()
    with pytest.raises(KitError, match="no roster"):
        extend(course, folder, "bob", "a01", "2026-03-20")
    (folder / "submitted" / "bob").mkdir(parents=True)
    assert extend(course, folder, "bob", "a01", "2026-03-20").learner == "bob"
    with pytest.raises(KitError, match="no roster"):
        extend(course, folder, "..", "a01", "2026-03-20")


def test_what_a_date_means():
    assert read_until("2026-03-20") == dt.date(2026, 3, 20)
    assert read_until(" 2026-03-20T18:00 ") == dt.datetime(2026, 3, 20, 18)
    assert read_until("2026-03-20 18:00:05") == dt.datetime(2026, 3, 20, 18, 0, 5)
