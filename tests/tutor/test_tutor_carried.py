"""Progress and plan are carried to another machine and joined with what is there: nothing is lost, in any order."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tutor_tasks import visits, visits_repeats, visits_rows

from customer_value.settings import find_settings
from tutor import bring, carry, check, solution
from tutor.carrying import Carried, Plan, Refused, carried_text, joined_plans, read_carried
from tutor.desk import COMMANDS, after_attempt, after_giving, desk
from tutor.entries import is_sound
from tutor.joining import LAST, joined, joined_tasks
from tutor.pack import write_pack
from tutor.plan_file import Kept, PlanFile, values_of
from tutor.progress_file import Progress
from tutor.questions import write_box

START = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)
LATER = START + dt.timedelta(days=300)

# Entries as two machines come to have them: by answering, asking for hints, looking at the worked answer.


def worked(steps):
    entry = {}
    for kind, *about in steps:
        if kind == "answer":
            moment, state, points, mark = about
            entry = after_attempt(entry, state, points, mark, at=moment, mistake="rows" if state == "mistake" else "")
        elif kind == "sentences":
            entry = after_giving(entry, about[1], about[0])
        elif kind == "hints":
            entry = entry | {"hints": max(about[0], entry.get("hints", 0))}
        elif kind == "seen":
            entry = entry | {"revealed": True}
        elif kind == "unknown":
            entry = entry | {"mood": about[0]}
        else:
            one = {"at": about[0].isoformat(timespec="milliseconds"), "day": "2026-03-02", "right": about[1]}
            entry = entry | {"reviews": sorted([*entry.get("reviews", []), one], key=lambda one: one["at"])}
    return entry


moments = st.integers(0, 40).map(lambda minutes: START + dt.timedelta(minutes=minutes))
answers = st.tuples(
    st.just("answer"),
    moments,
    st.sampled_from(["correct", "wrong", "mistake", "error"]),
    st.sampled_from([0.0, 0.5, 1.0, 2.0]),
    st.sampled_from("abcdef"),
)
sentences = st.tuples(st.just("sentences"), moments, st.sampled_from(["It is so.", "他們會回來。", "Two words"]))
hints = st.tuples(st.just("hints"), st.integers(1, 3))
seen = st.tuples(st.just("seen"))
reviews = st.tuples(st.just("review"), moments, st.booleans())
unknown = st.tuples(st.just("unknown"), st.sampled_from([1, "x", [1, 2], {"a": None}]))
entries = st.lists(st.one_of(answers, sentences, hints, seen, reviews, unknown), max_size=8).map(worked)


def exact(entry):
    """An entry as it is written, so that 1, 1.0 and True are different."""
    return json.dumps(entry, sort_keys=True)


@given(entries, entries)
def test_it_does_not_matter_which_is_the_first(one, other):
    assert joined(one, other) == joined(other, one)


@given(entries, entries, entries)
def test_it_does_not_matter_in_which_order_three_machines_meet(one, other, third):
    assert joined(joined(one, other), third) == joined(one, joined(other, third))


@given(entries, entries)
def test_bringing_it_once_more_changes_nothing(one, other):
    both = joined(one, other)
    assert joined(one, one) == one and joined(one, {}) == one
    assert exact(joined(both, other)) == exact(both) == exact(joined(one, both))


@given(entries, entries)
def test_nothing_is_lost_on_either_side(one, other):
    both = joined(one, other)
    for side in (one, other):
        for name in ("attempts", "points", "hints", "done", "revealed"):
            assert both.get(name, 0) >= side.get(name, 0), name
        assert set(side.get("wrong", ())) <= set(both.get("wrong", ()))
        for name in ("tries", "reviews"):
            assert all(item in both.get(name, ()) for item in side.get(name, ())), name
        text = side.get("answer")
        assert text is None or text in (both.get("answer"), *both.get("earlier", ()))
        assert side.get("done_at", "9") >= both.get("done_at", "9")
    assert set(both) - set(LAST) >= (set(one) | set(other)) - {"earlier", *LAST}
    assert is_sound({"a": both}, LATER)


@given(entries, entries)
def test_of_the_last_answer_the_later_one_counts(one, other):
    if one.get("changed", "") > other.get("changed", ""):
        both = joined(one, other)
        for name in ("state", "answer", "last", "changed"):
            assert both.get(name) == one.get(name)


def test_attempts_on_two_machines_are_counted_together_as_far_as_their_times_are_kept():
    left = right = {}
    for minute in range(3):
        left = after_attempt(left, "wrong", 0.0, "a", at=START + dt.timedelta(minutes=minute))
        right = after_attempt(right, "wrong", 0.0, "b", at=START + dt.timedelta(hours=1, minutes=minute))
    both = joined(left, right)
    assert (both["attempts"], both["wrong"]) == (6, ["a", "b"])
    assert joined({"attempts": 4}, {"attempts": 9}) == {"attempts": 9}, "without times nobody can tell them apart"


def test_wrong_answers_stand_in_the_order_in_which_they_were_given():
    early, late = (START + dt.timedelta(hours=hour) for hour in (0, 5))
    one = after_attempt({}, "wrong", 0.0, "zz", at=early)
    other = after_attempt({"wrong": ["old"]}, "wrong", 0.0, "aa", at=late)
    assert joined(other, one)["wrong"] == ["old", "zz", "aa"]


@given(st.dictionaries(st.sampled_from("ab"), entries), st.dictionaries(st.sampled_from("bc"), entries))
def test_all_tasks_of_both_are_there(one, other):
    assert set(joined_tasks(one, other)) == set(one) | set(other)


# The plan.

days = st.integers(0, 20).map(lambda number: dt.date(2026, 3, 2) + dt.timedelta(days=number))
plans = st.builds(
    lambda weekday, skipped, done, planned, changed: Plan(
        Kept(weekday=weekday, skipped=frozenset(skipped), done=done, planned=planned), changed
    ),
    st.sampled_from([30, 60, 90]),
    st.sets(st.sampled_from(["1.1", "7.1"])),
    st.dictionaries(st.sampled_from(["1.1", "a07"]), days),
    st.dictionaries(days, st.integers(0, 120), max_size=3),
    st.sampled_from(["2026-03-02T01:00:00.000+00:00", "2026-03-05T01:00:00.000+00:00"]),
)


def plain(plan):
    return values_of(plan.kept) | {"changed": plan.changed}


@given(plans, plans, plans)
def test_plans_are_joined_in_any_order(one, other, third):
    both = joined_plans(one, other)
    assert plain(both) == plain(joined_plans(other, one))
    assert plain(joined_plans(both, third)) == plain(joined_plans(one, joined_plans(other, third)))
    assert plain(joined_plans(both, one)) == plain(both) == plain(joined_plans(both, both))
    assert joined_plans(one, None) == joined_plans(None, one) == one
    assert set(both.kept.done) == set(one.kept.done) | set(other.kept.done)


# Two workspaces.


@pytest.fixture
def other(workspace, tmp_path):
    """A second machine: the same course, with progress of its own."""
    folder = tmp_path / "other"
    shutil.copytree(workspace, folder)
    return folder


@pytest.fixture
def said(capsys):
    """Runs a command and returns what it showed."""

    def run(command, *arguments):
        capsys.readouterr()
        command(*arguments)
        shown = capsys.readouterr()
        assert shown.err == ""
        return shown.out

    return run


def go(monkeypatch, folder):
    monkeypatch.chdir(folder / "course" / "09_nine")


def progress_at(folder):
    return Progress(folder / ".kit").tasks()[0]


def test_what_was_done_on_two_machines_is_on_both(workspace, other, monkeypatch, said):
    check("a99.visits", {"visits": visits_rows})
    assert "(tasks: 1)" in said(carry)
    file = workspace / "course" / "09_nine" / "my-progress.json"
    go(monkeypatch, other)
    check("a99.visits", {"visits": visits_repeats})
    check("a97.means", {"it_means": "B"})
    shutil.copy(file, ".")
    assert "new or have moved on: 1)" in said(bring)
    there = progress_at(other)
    assert (there["a99.visits"]["attempts"], len(there["a99.visits"]["wrong"])) == (2, 2)
    assert there["a97.means"]["done"] is True
    assert "was here already" in said(bring), "and again"
    assert progress_at(other) == there
    said(carry, "back.json")
    shutil.copy("back.json", file.parent)
    go(monkeypatch, workspace)
    said(bring, "back.json")
    assert progress_at(workspace) == there


def test_a_worked_answer_that_was_seen_stays_seen(workspace, other, monkeypatch, said):
    check("a99.visits", {"visits": visits})
    before = progress_at(workspace)
    said(carry)
    for folder in (workspace, other):
        write_pack(folder / ".kit", "a99", _pack_tasks(), reveal=1)
    solution("a99.visits")
    said(bring)
    assert progress_at(workspace)["a99.visits"] == before["a99.visits"] | {"revealed": True}


def _pack_tasks():
    from tutor_tasks import VISITS

    return [VISITS]


def test_the_plan_comes_along(workspace, other, monkeypatch, said):
    mine = Kept(weekday=45, weekend=0, first=dt.date(2026, 3, 2), done={"7.1": dt.date(2026, 3, 3)})
    PlanFile(workspace / ".kit").write(mine)
    said(carry)
    file = workspace / "course" / "09_nine" / "my-progress.json"
    go(monkeypatch, other)
    assert "Your plan came along too" in said(bring, str(file))
    assert PlanFile(other / ".kit").read() == (mine, [])
    assert "plan" not in said(bring, str(file))
    newer = Kept(weekday=90, first=dt.date(2026, 3, 4), done={"7.2": dt.date(2026, 3, 5)})
    PlanFile(other / ".kit").write(newer)
    assert "Your plan here keeps its own minutes and days" in said(bring, str(file))
    kept, _ = PlanFile(other / ".kit").read()
    assert (kept.weekday, set(kept.done)) == (90, {"7.1", "7.2"}), "choices of the newer one, done on either"
    old = START.timestamp()
    os.utime(other / ".kit" / "plan.json", (old, old))
    said(bring, str(file))
    assert PlanFile(other / ".kit").read()[0].weekday == 45


def test_a_plan_that_was_only_looked_at_gives_way(workspace, other, monkeypatch, said):
    mine = Kept(weekday=45, first=dt.date(2026, 3, 2))
    PlanFile(workspace / ".kit").write(mine)
    said(carry)
    file = workspace / "course" / "09_nine" / "my-progress.json"
    go(monkeypatch, other)
    PlanFile(other / ".kit").write(Kept(first=dt.date(2026, 3, 4)))
    assert "Your plan came along too" in said(bring, str(file))
    assert PlanFile(other / ".kit").read() == (mine, [])


def test_sentences_that_others_took_the_place_of_are_kept_and_shown(workspace, other, monkeypatch, said):
    desk("9.9.letter", "write", tuple(COMMANDS), clock=lambda: START).keep_given("First <thought>.")
    said(carry)
    file = workspace / "course" / "09_nine" / "my-progress.json"
    go(monkeypatch, other)
    at = desk("9.9.letter", "write", tuple(COMMANDS), clock=lambda: START + dt.timedelta(days=1))
    at.keep_given("Second thought.")
    said(bring, str(file))
    entry = progress_at(other)["9.9.letter"]
    assert (entry["answer"], entry["earlier"]) == ("Second thought.", ["First <thought>."])
    shown = write_box(at).children[-1].value
    assert "First &lt;thought&gt;." in shown and "on another machine" in shown


def test_an_older_file_of_the_same_name_is_replaced_and_another_file_is_not(workspace, said):
    said(carry, "mine.json")
    check("a99.visits", {"visits": visits})
    assert "(tasks: 1)" in said(carry, "mine.json")
    Path("notes.txt").write_text("my notes", encoding="utf-8")
    assert "another file" in said(carry, "notes.txt") and Path("notes.txt").read_text() == "my notes"
    assert "another file" in said(carry, "."), "a folder"
    assert "cannot be written" in said(carry, "nowhere/mine.json")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"tasks": {}}',
        b'{"kind": "progress to carry along", "format": 9, "learner": "", "tasks": {}, "plan": null}',
        b'{"kind": "progress to carry along", "format": 1, "learner": "", "tasks": {"a": {"done": 3}}, "plan": null}',
        b'{"kind": "progress to carry along", "format": 1, "learner": "", "tasks": [], "plan": null}',
        b'{"kind": "progress to carry along", "format": 1, "learner": 3, "tasks": {}, "plan": null}',
        b'{"kind": "progress to carry along", "format": 1, "learner": "", "tasks": {}, "plan": {"values": {}}}',
        b'{"kind": "progress to carry along", "format": 1, "learner": "", "tasks": {}, "plan": 3}',
    ],
)
def test_a_bad_file_is_said_in_one_sentence_and_changes_nothing(workspace, said, damage):
    check("a99.visits", {"visits": visits})
    before = (workspace / ".kit" / "progress.json").read_bytes()
    Path("my-progress.json").write_bytes(damage)
    assert "is damaged, or is no file that `carry` wrote. Nothing was changed." in said(bring)
    assert (workspace / ".kit" / "progress.json").read_bytes() == before


def test_a_file_from_the_future_is_refused(workspace, tmp_path):
    ahead = after_attempt({}, "wrong", 0.0, "a", at=START + dt.timedelta(days=3))
    path = tmp_path / "ahead.json"
    path.write_text(carried_text(Carried("", {"a": ahead})), encoding="utf-8")
    with pytest.raises(Refused, match="damaged"):
        read_carried(path, START)
    assert read_carried(path, START + dt.timedelta(days=2)).tasks == {"a": ahead}


def test_what_is_missing_or_no_name_is_said(workspace, said):
    assert "There is no file nowhere.json" in said(bring, "nowhere.json")
    assert "There is no file ." in said(bring, ".")
    for name in (3, None, "", " ", "a\0b"):
        assert "has to be text in quotation marks" in said(bring, name)
        assert "has to be text in quotation marks" in said(carry, name)


def test_somebody_elses_progress_is_not_mixed_in(workspace, said):
    (workspace / "kit.toml").write_text('language = "en"\nlearner = "s1"\n', encoding="utf-8")
    check("a99.visits", {"visits": visits})
    said(carry)
    assert find_settings().learner == "s1"
    (workspace / "kit.toml").write_text('language = "en"\nlearner = "s2"\n', encoding="utf-8")
    assert "is that of `s1`, and this workspace is that of `s2`" in said(bring)
    (workspace / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
    assert "was here already" in said(bring), "at home nobody is named"


def test_unusable_settings_are_said(workspace, said):
    (workspace / "kit.toml").write_text("[", encoding="utf-8")
    assert "cannot be read" in said(carry) and "cannot be read" in said(bring)


def test_in_the_learners_language(in_chinese, said):
    assert "帶著走的學習進度" in said(carry) and "這裡都已經有了" in said(bring)


def test_a_workspace_that_cannot_be_written_to_says_so(workspace, said, monkeypatch):
    from tutor import progress_file

    check("a99.visits", {"visits": visits})
    said(carry)
    (workspace / ".kit" / "progress.json").unlink()

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(progress_file.tempfile, "mkstemp", refuse)
    assert "could not be saved" in said(bring)
    assert "cannot be written there" in said(carry, "elsewhere.json")
    progress_file._unsaved.clear()
