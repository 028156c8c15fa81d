"""A class played through: it ends on a report, goes on where it was stopped, and never touches a real class."""

from __future__ import annotations

import csv
import zipfile

import pytest

from classroom.class_folder import make_class
from classroom.course import find_course
from classroom.demo import LATE, MIX, NEVER, NOT_THE_LAST, play
from classroom.errors import KitError
from classroom.roster import read_roster
from classroom.sandbox.support import support
from generator.engine.workers import Here

LEARNERS = max(NEVER, LATE, len(MIX)) + 1
HAND_IN = [one for one in range(1, LEARNERS + 1) if one % NEVER and one % NOT_THE_LAST]


def played(folder):
    told = []
    done = play(
        find_course(),
        folder,
        language="zh-Hant",
        learners=LEARNERS,
        workers=lambda _: Here(),
        step=lambda *one: told.append(one),
        assignments=("a08",),
    )
    return done, told


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    return tmp_path_factory.mktemp("demo") / "class"


def test_a_class_is_played_up_to_its_report_and_again_without_new_work(folder):
    done, told = played(folder)
    (summary,) = done.graded
    assert summary.submissions == summary.graded == len(HAND_IN) < LEARNERS and summary.unread == 0
    assert summary.late == sum(one % LATE == 0 for one in HAND_IN) > 0
    assert {"correct", "mistake", "not attempted"} <= set(summary.verdicts)
    places = [place for _, place, total in told if total]
    assert places == sorted(places) and {total for *_, total in told} == {6}

    report = done.report.read_text(encoding="utf-8")
    roster = read_roster(folder)
    assert len(roster) == LEARNERS and all(one.name in report for one in roster)
    with done.scores.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == LEARNERS
    with zipfile.ZipFile(done.feedback) as packed:
        assert len({name.partition("/")[0] for name in packed.namelist()}) == len(HAND_IN)

    again, _ = played(folder)
    assert again.graded[0].graded == 0 and again.report.read_text(encoding="utf-8") == report


def test_a_real_class_is_left_alone(tmp_path):
    make_class(tmp_path, name="Real", language="en", scenario="boutique")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(KitError, match="real class"):
        played(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
