"""A new class: what is in its folder, that nothing is left of what could not be, and that a stopped one is finished."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.class_folder import LEDGERS, class_course, read_class
from classroom.class_ledger import is_finished
from classroom.errors import KitError
from classroom.files import tree_digest
from classroom.new_class import folder_name, new_class
from classroom.roster import Learner, Roster, read_roster
from classroom.roster.roster import RESERVED
from generator.cli import sample
from generator.engine.progress import Watch

ROSTER = Roster((Learner(id="s1", name="Ann"), Learner(id="s2")))
FEW = 30


def watching(watch: type[Watch] = Watch):
    @contextmanager
    def given():
        yield watch()

    return given


def begin(course, folder, name="spring", **values):
    return new_class(course, folder, name, **{"watching": watching(), **values})


def test_a_class_has_settings_due_dates_and_a_roster(course, tmp_path):
    days = {"starts": dt.date(2026, 3, 2), "ends": dt.date(2026, 3, 13)}
    begun = begin(course, tmp_path / "spring", language="zh-Hant", timezone="Europe/Paris", roster=ROSTER, **days)
    settings = read_class(tmp_path / "spring")
    assert begun.settings == settings and begun.is_new and begun.rostered and not begun.ledger
    assert (settings.name, settings.language, settings.scenario) == ("spring", "zh-Hant", "boutique")
    assert (settings.starts, settings.ends, settings.timezone) == (*days.values(), "Europe/Paris")
    assert settings.due == {"a01": dt.datetime(2026, 3, 13, 23, 59, 59)}  # the small course's only assignment
    assert begun.roster == read_roster(tmp_path / "spring") == ROSTER
    assert class_course(tmp_path / "spring", course.root).datasets is None


def test_with_one_of_the_two_days_nothing_is_due(course, tmp_path):
    assert begin(course, tmp_path / "a", starts=dt.date(2026, 3, 2)).settings.due == {}
    assert begin(course, tmp_path / "b", ends=dt.date(2026, 3, 2)).settings.due == {}


def test_a_class_that_is_there_stays_as_it_is(course, tmp_path):
    begin(course, tmp_path / "spring", roster=ROSTER)
    before = tree_digest(tmp_path)
    begun = begin(course, tmp_path / "spring", language="zh-Hant", scenario="cafe", roster=Roster(ROSTER.learners[:1]))
    assert not (begun.is_new or begun.rostered or begun.ledger) and begun.roster == ROSTER
    assert tree_digest(tmp_path) == before
    with pytest.raises(KitError, match="holds the class spring already"):
        begin(course, tmp_path / "spring", "autumn")
    assert tree_digest(tmp_path) == before


def test_a_roster_that_is_missing_comes_with_the_next_run(course, tmp_path):
    begin(course, tmp_path / "spring")
    assert begin(course, tmp_path / "spring", roster=ROSTER).rostered
    assert read_roster(tmp_path / "spring") == ROSTER


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"scenario": "hotel"}, "no scenario 'hotel'"),
        ({"scenario": "none.toml"}, "no file none.toml"),
        ({"timezone": "Mars"}, "no time zone Mars"),
        ({"starts": dt.date(2026, 3, 2), "ends": dt.date(2026, 3, 1)}, "ends is before starts"),
    ],
)
def test_of_what_cannot_be_nothing_is_left(course, tmp_path, values, told):
    with pytest.raises(KitError, match=told):
        begin(course, tmp_path / "spring", roster=ROSTER, **values)
    assert not (tmp_path / "spring").exists()


ORDERS_ALONE = """
name = "core"
title = { en = "Orders alone", zh-Hant = "只有訂單" }
currency = "USD"
minor_digits = 2
dates = { start = 2021-01-01, end = 2022-06-30, snapshot = 2022-03-31, future_months = 36 }
acquisition = { months = { 2021-01 = 1 } }
[person]
share = 1
r = 0.243
alpha = 30.9
a = 0.793
b = 2.426
regularity = 1
median = 26.7
between = 0.208
within = 0.347
skew = 0.43
correlation = 0.18
first = -0.06
one_time = -0.21
smallest = 1
"""


@pytest.mark.parametrize(("text", "told"), [(ORDERS_ALONE, "has orders alone"), ("name = 1", "twin.toml"), ("", "key")])
def test_a_scenario_that_no_class_can_be_taught_on_is_told(course, tmp_path, text, told):
    (tmp_path / "twin.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KitError, match=told):
        begin(course, tmp_path / "spring", scenario=str(tmp_path / "twin.toml"))
    assert not (tmp_path / "spring").exists()


def test_a_folder_with_something_else_in_it_is_refused(course, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(KitError, match="holds something else"):
        begin(course, tmp_path)
    with pytest.raises(KitError, match="is a file"):
        begin(course, tmp_path / "letter.txt")
    assert [path.name for path in tmp_path.iterdir() if path.name != "kit"] == ["letter.txt"]


def test_a_ledger_that_was_stopped_is_finished_by_the_next_run(course, tmp_path):
    class Impatient(Watch):
        def assembles(self) -> None:
            raise KeyboardInterrupt

    folder = tmp_path / "spring"
    with pytest.raises(KeyboardInterrupt):
        begin(course, folder, scenario="cafe", roster=ROSTER, customers=FEW, watching=watching(Impatient))
    assert read_class(folder).scenario == "cafe" and read_roster(folder) == ROSTER
    assert not is_finished(folder / LEDGERS)
    with pytest.raises(KitError, match="not finished"):
        class_course(folder, course.root)

    kept: list[int] = []

    class Counting(Watch):
        def begin(self, blocks: int, finished: int, rows: int) -> None:
            kept.append(finished)

    begun = begin(course, folder, customers=FEW, watching=watching(Counting))
    assert begun.ledger and not begun.is_new and kept == [1]
    ours = class_course(folder, course.root)
    assert ours.sample_package("zh-Hant")["scenario"] == "cafe" and ours.sample_package("en")["customers"] == FEW
    assert not begin(course, folder).ledger

    # What the generator's own command makes of the same.
    sample(out=tmp_path / "cafe", scenario="cafe", customers=FEW)
    parts = ("sample", "scenario.toml", "DICTIONARY.md", "DICTIONARY.zh-Hant.md")
    for part in parts:
        assert tree_digest(folder / LEDGERS / part) == tree_digest(tmp_path / "cafe" / part)
    assert sorted(path.name for path in (folder / LEDGERS).iterdir()) == sorted(parts)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Spring 2026", "Spring-2026"),
        ("行銷分析 2026 春（A 班）", "行銷分析-2026-春-A-班"),
        ("../../etc", "etc"),
        ("…", "class"),
        ("NUL", "NUL-class"),
    ],
)
def test_a_folder_is_called_like_the_class(name, folder):
    assert folder_name(name) == folder


@given(st.text())
def test_whatever_a_class_is_called_its_folder_can_be_called(name):
    folder = folder_name(name)
    assert 0 < len(folder) <= 66 and folder.casefold() not in RESERVED
    assert all(sign == "-" or sign.isalnum() for sign in folder.strip("-")) and folder == folder_name(folder)
