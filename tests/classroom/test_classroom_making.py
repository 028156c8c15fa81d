"""Pages and packs made in other processes are those made in this one, and what goes wrong there is told here."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from classroom import making
from classroom.course import find_course
from classroom.errors import AuthorError, KitError
from classroom.making import Job, make, make_all


def job(page: str, packs=()) -> Job:
    return Job(page, ["en", "zh-Hant"], list(packs), "learner", 3)


def test_other_processes_make_the_same_in_the_same_order(monkeypatch):
    monkeypatch.setattr(making, "FEWEST", 1)
    monkeypatch.setattr(making.os, "cpu_count", lambda: 2)
    course = find_course()
    jobs = [job("0.1", ["en"]), job("1.1"), job("a01")]
    assert list(make_all(course, jobs)) == [make(course, one) for one in jobs]


def test_a_mistake_in_another_process_is_told_in_its_own_sentence(monkeypatch):
    monkeypatch.setattr(making, "FEWEST", 1)
    monkeypatch.setattr(making.os, "cpu_count", lambda: 2)
    with pytest.raises(KitError, match=r"no lesson or assignment 'a77'"):
        list(make_all(find_course(), [job("0.1"), job("a77")]))


def test_a_page_without_tasks_has_no_pack(course):
    assert make(course, job("1.2", ["en"])).packs == {}


def test_an_authors_mistake_can_come_from_another_process():
    mistake = AuthorError(Path("course/x.md"), "cell 'a'", "it is empty.")
    again = pickle.loads(pickle.dumps(mistake))
    assert (type(again), str(again)) == (AuthorError, "course/x.md, cell 'a': it is empty.")
