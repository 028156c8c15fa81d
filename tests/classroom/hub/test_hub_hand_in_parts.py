"""Hand-ins on the hub, piece by piece: what is written down, what came, what was revealed, whose turn it is."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hand_in_class import SECRET, hand_in, now, page_of
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.access.hand_ins import HandIn, add_hand_in, hand_ins_path, read_hand_ins
from classroom.errors import KitError
from classroom.grading.alone import alone
from classroom.hub.accounts import FIRST_NUMBER
from classroom.hub.arrivals import Arrival, Arrivals, in_turn
from classroom.hub.class_hold import GAP, HELD, ClassHold
from classroom.hub.collected import MARK, Unusable, collect_one, is_collected
from classroom.hub.hand_in_pages import put_page, why_not_graded
from classroom.hub.inbound import SETTLED, Inbound
from classroom.hub.putting_off import PuttingOff
from classroom.hub.revealed import LARGEST, ProgressFile, known_at, read_progress, revealed_in
from classroom.hub.warm_graders import WarmGraders

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to others")
ME = {os.getuid(): "ann"}
AT = dt.datetime(2026, 3, 1, 15, 59, 59, 999_000, dt.UTC)


def a_hand_in(**about) -> HandIn:
    plain = {"at": AT, "learner": "ann", "assignment": "a07", "attempt": 1, "points": 12.5, "out_of": 20.0}
    return HandIn(**plain | {"revealed": ("a07.recency",), "state": "graded", "name": "ann+a07+x"} | about)


# What is written down


@settings(max_examples=8)
@given(
    st.lists(
        st.builds(
            a_hand_in,
            at=st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(2000, 1, 1)),
            learner=st.text(st.characters(exclude_categories=["Cs"])),
            attempt=st.integers(1, 99),
            points=st.floats(0, 100),
            revealed=st.none() | st.lists(st.sampled_from(["a07.a", "a07.b"]), unique=True).map(tuple),
            state=st.sampled_from(["graded", "late", "over-limit"]),
        ),
        max_size=2,
    )
)
def test_what_is_written_down_is_read_again(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("class")
    named = tuple(replace(one, name=f"number {place}") for place, one in enumerate(made))
    for one in named:
        add_hand_in(folder, one)
    assert read_hand_ins(folder) == named


def test_nothing_is_written_down_twice_and_half_a_line_is_nothing(tmp_path):
    assert read_hand_ins(tmp_path) == ()
    add_hand_in(tmp_path, a_hand_in())
    add_hand_in(tmp_path, a_hand_in(points=1.0))
    assert read_hand_ins(tmp_path) == (a_hand_in(),)
    with hand_ins_path(tmp_path).open("ab") as file:
        file.write(b'{"at": "2026-03-0')
    assert read_hand_ins(tmp_path) == (a_hand_in(),)
    add_hand_in(tmp_path, a_hand_in(name="other"))
    assert [one.name for one in read_hand_ins(tmp_path)] == ["ann+a07+x", "other"]
    assert hand_ins_path(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["at", "learner", "attempt", "points", "revealed", "state"])
def test_a_damaged_line_is_no_hand_in(tmp_path, name):
    add_hand_in(tmp_path, a_hand_in())
    plain = json.loads(hand_ins_path(tmp_path).read_text(encoding="utf-8"))
    for value in ({}, 0, "x", float("nan"), [1]):
        hand_ins_path(tmp_path).write_text(json.dumps(plain | {name: value}) + "\n", encoding="utf-8")
        if (name, value) in (("learner", "x"), ("points", 0)):
            assert len(read_hand_ins(tmp_path)) == 1
        else:
            with pytest.raises(KitError, match=r"line 1: this is no hand-in"):
                read_hand_ins(tmp_path)


# What lies in the exchange


@pytest.fixture
def inbound(tmp_path):
    folder = tmp_path / "inbound"
    folder.mkdir()
    return folder


def test_a_hand_in_is_found_once_it_is_whole(inbound):
    watched = Inbound(inbound, now)
    assert watched.new((), ME, {"a07"}) == ([], [])
    before = now() - dt.timedelta(milliseconds=20)  # the kernel's clock ticks
    name = hand_in(inbound, "ann", "work", when="2031-01-01 00:00:00.000000 UTC")
    inbound.joinpath(name).chmod(0o755)
    assert watched.new((), ME, {"a07"}) == ([], [])
    inbound.joinpath(name).chmod(0o777)
    (found,), left = watched.new((), ME, {"a07"})
    assert (found.name, found.learner, found.assignment, left) == (name, "ann", "a07", [])
    assert (found.secret, found.notebooks, found.live) == (SECRET, ("a07_rfm",), True)
    assert before <= found.at <= now()
    assert watched.new({name}, ME, {"a07"}) == ([], [])


def test_the_last_change_says_when_it_came_whatever_its_learner_does_to_the_times(inbound):
    clock = [now()]
    watched = Inbound(inbound, lambda: clock[0])
    name = hand_in(inbound, "ann", "work")
    for path in (inbound / name, *(inbound / name).iterdir()):
        os.utime(path, (0, 0))
    (first,), _ = watched.new((), ME, {"a07"})
    assert now() - first.at < dt.timedelta(seconds=5)
    (inbound / name / "datasets").mkdir()
    (inbound / name / "datasets" / "late.csv").write_text("1", encoding="utf-8")
    (second,), _ = watched.new((), ME, {"a07"})
    assert second.at > first.at


def test_work_without_nbgraders_mode_or_secret_is_taken_when_it_rests(inbound):
    clock = [now()]
    watched = Inbound(inbound, lambda: clock[0])
    name = hand_in(inbound, "ann", "work", secret="")
    (inbound / name).chmod(0o755)
    assert watched.new((), ME, {"a07"}) == ([], [])
    clock[0] = now() + SETTLED
    (found,), _ = watched.new((), ME, {"a07"})
    assert (found.name, found.secret) == (name, "")


def test_what_is_no_hand_in_is_left_and_named_once(inbound, tmp_path):
    hand_in(inbound, "bob", "work")
    (inbound / "nonsense").mkdir()
    (inbound / "ann+a07+a file+x").write_text("work", encoding="utf-8")
    (inbound / "ann+a07+a link+x").symlink_to(tmp_path)
    (inbound / "ann+a99+2026-03-01 10:00:00.000000 UTC+x").mkdir()
    watched = Inbound(inbound, now)
    found, left = watched.new((), ME, {"a07"})
    assert (found, len(left)) == ([], 5)
    assert any("whose it is not" in one for one in left)
    assert watched.new((), ME, {"a07"}) == ([], [])


@as_root
def test_the_owner_says_whose_it_is(inbound):
    hand_in(inbound, "ann", "work", number=FIRST_NUMBER + 1)
    hand_in(inbound, "bob", "work", number=FIRST_NUMBER + 1)
    found, left = Inbound(inbound, now).new((), {FIRST_NUMBER + 1: "ann", FIRST_NUMBER + 2: "bob"}, {"a07"})
    assert ([one.learner for one in found], len(left)) == (["ann"], 1)


def test_a_secret_is_only_what_nbgrader_writes(inbound, tmp_path):
    for place, secret in enumerate(("", "short", "a" * 2000, "two\nlines" * 4, "é" * 20)):
        hand_in(inbound, "ann", "work", secret=secret, end=f"s{place}")
    (tmp_path / "elsewhere").write_text(SECRET, encoding="utf-8")
    name = hand_in(inbound, "ann", "work", end="link")
    (inbound / name / "submission_secret.txt").unlink()
    (inbound / name / "submission_secret.txt").symlink_to(tmp_path / "elsewhere")
    name = hand_in(inbound, "ann", "work", end="pipe")
    (inbound / name / "submission_secret.txt").unlink()
    os.mkfifo(inbound / name / "submission_secret.txt")
    found, _ = Inbound(inbound, lambda: now() + SETTLED).new((), ME, {"a07"})
    assert {one.secret for one in found} == {""}
    assert len(found) == 7


# Collecting it


def test_collecting_is_whole_and_says_the_kernels_time(inbound, tmp_path):
    folder = tmp_path / "class"
    target = folder / "submitted" / "ann" / "a07"
    target.mkdir(parents=True)
    (target / "a07_rfm.ipynb").write_text("collected by hand", encoding="utf-8")
    first = hand_in(inbound, "ann", "first")
    taipei = dt.datetime(2099, 3, 1, 23, 59, 59, 999_000, dt.timezone(dt.timedelta(hours=8)))
    assert collect_one(folder, inbound / first, "ann", "a07", taipei) == taipei
    assert is_collected(folder, first, "ann", "a07")
    assert (target / "timestamp.txt").read_text(encoding="utf-8") == "2099-03-01 15:59:59.999000 UTC"
    assert (folder / "replaced/ann/a07/1/a07_rfm.ipynb").read_text(encoding="utf-8") == "collected by hand"
    second = hand_in(inbound, "ann", "second", end="def")
    (inbound / second / MARK).mkdir()
    (inbound / second / "timestamp.txt").unlink()
    (inbound / second / "timestamp.txt").mkdir()
    (inbound / second / "link").symlink_to(tmp_path)
    collect_one(folder, inbound / second, "ann", "a07", AT)
    assert is_collected(folder, second, "ann", "a07")
    assert (target / "a07_rfm.ipynb").read_text(encoding="utf-8") == "second"
    assert sorted(one.name for one in target.iterdir()) == [
        MARK,
        "a07_rfm.ipynb",
        "submission_secret.txt",
        "timestamp.txt",
    ]
    assert not any((folder / "access" / "arriving").iterdir())
    assert [one.name for one in (folder / "replaced/ann/a07").iterdir()] == ["1"]


def test_what_cannot_be_collected_leaves_what_is_there(inbound, tmp_path, monkeypatch):
    folder = tmp_path / "class"
    collect_one(folder, inbound / hand_in(inbound, "ann", "first"), "ann", "a07", AT)
    monkeypatch.setattr("classroom.hub.collected.LARGEST", 100)
    with pytest.raises(Unusable, match="too large"):
        collect_one(folder, inbound / hand_in(inbound, "ann", "x" * 101, end="def"), "ann", "a07", AT)
    assert (folder / "submitted/ann/a07/a07_rfm.ipynb").read_text(encoding="utf-8") == "first"


def test_what_was_changed_until_it_does_not_count_is_put_nowhere(inbound, tmp_path):
    folder = tmp_path / "class"
    end = now()
    time.sleep(0.02)  # the kernel's clock ticks
    name = hand_in(inbound, "ann", "changed after the end")
    at = collect_one(folder, inbound / name, "ann", "a07", AT, lambda at: at < end)
    assert at >= end and not (folder / "submitted").exists()
    assert not any((folder / "access" / "arriving").iterdir())
    collect_one(folder, inbound / name, "ann", "a07", AT, lambda at: at <= now())
    assert is_collected(folder, name, "ann", "a07")


@as_root
def test_formgrader_collects_nothing_that_was_dealt_with(inbound, tmp_path):
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    from classroom.hub.collecting import CollectByOwner

    number = FIRST_NUMBER + 1
    (tmp_path / "accounts.csv").write_text(f"id,name,number\nann,cv1,{number}\n", encoding="utf-8")
    names = [hand_in(inbound, "ann", "work", number=number, end=end) for end in ("done", "new")]
    add_hand_in(tmp_path, a_hand_in(name=names[0], state="over-limit"))
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.CollectByOwner.accounts = str(tmp_path / "accounts.csv")
    collecting = CollectByOwner(coursedir=CourseDirectory(config=config), config=config)
    assert [collecting._path_to_record(str(inbound / one))["username"] for one in names] == ["", "ann"]


# What was revealed


def progress(**tasks) -> bytes:
    return json.dumps({"format": 2, "tasks": {f"a07.{name}": entry for name, entry in tasks.items()}}).encode()


def tries(*, wrong: int, again: int = 0, later: int = 0) -> dict:
    """An entry of a task that was right after some wrong answers, with some more after that."""
    one = {"state": "wrong"}
    before = [one | {"at": f"2026-03-01T10:00:{n:02}Z", "print": f"w{n}"} for n in range(wrong)]
    before += [one | {"at": "2026-03-01T10:30:00Z", "print": "w0"} for _ in range(again)]
    after = [one | {"at": f"2026-03-01T12:00:{n:02}Z", "print": f"l{n}"} for n in range(later)]
    prints = list(dict.fromkeys(item["print"] for item in (*before, *after)))
    done = {"at": "2026-03-01T11:00:00Z", "state": "correct"}
    return {"revealed": True, "done": True, "done_at": done["at"], "wrong": prints, "tries": [*before, done, *after]}


def test_only_what_was_shown_before_it_was_right_was_revealed():
    data = (
        progress(
            shown={"revealed": True, "wrong": ["1", "2", "3"]},
            not_shown={"wrong": ["1", "2", "3"], "revealed": False},
            right_at_once={"revealed": True, "done": True, "wrong": []},
            right_after_three={"revealed": True, "done": True, "wrong": ["1", "2", "3"]},
            few_before=tries(wrong=2, again=4, later=5),
            enough_before=tries(wrong=3, later=1),
        )
        + b"\n"
    )
    assert revealed_in(data, "a07", 3) == ("a07.enough_before", "a07.right_after_three", "a07.shown")
    assert revealed_in(data, "a08", 3) == ()
    assert len(revealed_in(data, "a07", None)) == 5  # where the class never shows any, whatever there is, is told


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"tasks": []}', b'{"tasks": {"a07.x": 1}}', b"[" * 200_000, b"9" * 10_000]
)
def test_of_a_damaged_file_nothing_is_known(data):
    assert revealed_in(data, "a07", 3) is None


def test_what_was_revealed_later_is_not_taken_for_earlier():
    shown = progress(x={"revealed": True, "wrong": ["1", "2", "3"]})
    before, after = AT - dt.timedelta(seconds=1), AT + dt.timedelta(seconds=1)
    assert known_at(ProgressFile("read", shown, before), "a07", 3, AT, live=False) == ("a07.x",)
    assert known_at(ProgressFile("read", shown, after), "a07", 3, AT, live=False) is None
    assert known_at(ProgressFile("read", shown, after), "a07", 3, AT, live=True) == ("a07.x",)
    assert known_at(ProgressFile("read", progress(x={}), after), "a07", 3, AT, live=False) == ()
    assert known_at(ProgressFile("none"), "a07", 3, AT, live=False) == ()
    assert known_at(ProgressFile("unreadable"), "a07", 3, AT, live=True) is None


def test_a_progress_file_is_a_plain_one_of_some_size(tmp_path):
    home = tmp_path / "home"
    me = os.getuid(), os.getgid()
    assert read_progress(home, *me).state == "unreadable"
    home.mkdir()
    assert read_progress(home, *me).state == "none"
    path = home / ".kit" / "progress.json"
    path.parent.mkdir()
    path.write_bytes(progress())
    found = read_progress(home, *me)
    assert (found.state, found.data) == ("read", progress())
    assert abs(now() - found.changed) < dt.timedelta(seconds=5)
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read_progress(home, *me).state == "unreadable"
    path.unlink()
    os.mkfifo(path)
    assert read_progress(home, *me).state == "unreadable"
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert read_progress(home, *me).state == "unreadable"


@as_root
def test_a_progress_file_is_read_with_its_learners_rights():
    one, other = FIRST_NUMBER + 1, FIRST_NUMBER + 2
    with tempfile.TemporaryDirectory() as made:  # not where pytest keeps its folders, which are closed to others
        Path(made).chmod(0o755)
        home = Path(made) / "home"
        (home / ".kit").mkdir(parents=True)
        (home / ".kit" / "progress.json").write_bytes(progress())
        for path in (home, home / ".kit", home / ".kit" / "progress.json"):
            os.chown(path, one, one)
            path.chmod(0o700)
        assert read_progress(home, one, one).state == "read"
        assert read_progress(home, other, other).state == "unreadable"
    assert (os.geteuid(), os.getegid()) == (0, 0)


# Whose turn it is


def arrival(learner: str, second: int, assignment: str = "a07") -> Arrival:
    at = AT + dt.timedelta(seconds=second)
    return Arrival(name=f"{learner}+{assignment}+{second}", learner=learner, assignment=assignment, at=at)


def test_work_has_its_turn_as_it_came_and_nobody_comes_twice_before_somebody_once():
    flood = [arrival("ann", second) for second in range(5)]
    waiting = [*flood, arrival("bob", 3, "a08"), arrival("cy", 9), arrival("bob", 7)]
    assert [one.name for one in in_turn(reversed(waiting))] == [
        *("ann+a07+0", "bob+a08+3", "cy+a07+9"),
        *("ann+a07+1", "bob+a07+7", "ann+a07+2", "ann+a07+3", "ann+a07+4"),
    ]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50)), unique=True))
def test_everybody_has_a_turn_and_ones_own_work_stays_in_order(made):
    waiting = [arrival(*one) for one in made]
    turns = in_turn(waiting)
    assert sorted(turns, key=lambda one: one.name) == sorted(waiting, key=lambda one: one.name)
    before: Counter[str] = Counter()
    rounds = []
    for one in turns:
        rounds.append((before[one.learner], one.at, one.name))
        before[one.learner] += 1
    assert rounds == sorted(rounds)
    for learner in before:
        own = [one.at for one in turns if one.learner == learner]
        assert own == sorted(own)


def test_notes_are_read_again_and_damaged_ones_are_none(tmp_path):
    notes = Arrivals(tmp_path)
    assert notes.read() == []
    one, other = arrival("ann", 2), replace(arrival("bob", 1), revealed=("a07.x",), notebooks=("n",), failed=True)
    for note in (one, other):
        notes.write(note)
    (tmp_path / "access" / "arrived" / "bad.json").write_text('{"name": 1', encoding="utf-8")
    assert notes.read() == [other, one]
    notes.remove(one)
    assert notes.read() == [other]


# What comes back


def test_a_page_is_found_for_every_notebook_by_its_secret_alone(tmp_path):
    put_page(tmp_path, SECRET, ["a07_rfm", "Untitled"], b"page")
    assert page_of(tmp_path) == page_of(tmp_path, notebook="Untitled") == "page"
    assert page_of(tmp_path, secret="f" * 128) == ""
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o644}
    put_page(tmp_path, "", ["a07_rfm"], b"page")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(("language", "said"), [("en", "1 March 2026"), ("zh-Hant", "2026"), ("zh-Hans", "2026")])
@pytest.mark.parametrize("why", ["late", "over-limit", "too-large", "failed"])
def test_who_gets_no_feedback_is_told_why(language, said, why):
    zone = dt.timezone(dt.timedelta(hours=8))
    about = {"language": language, "title": "RFM", "assignment": "a07", "learner": "<ann>", "at": AT.astimezone(zone)}
    page = why_not_graded(why, **about, limit=1).decode()
    assert said in page and "&lt;ann&gt;" in page and "<ann>" not in page and "{" not in page.partition("</style>")[2]
    if why == "late":
        assert "23:59:59" in page


# What waits, and processes that are kept


def test_what_is_put_off_waits_longer_each_time_until_it_is_done():
    ticks, said, waits = [1000.0], [], []
    off = PuttingOff(lambda: ticks[0], said.append)
    assert not off.is_off("work")
    for _ in range(6):
        off.put_off("work", "The disk is full.")
        began = ticks[0]
        while off.is_off("work"):
            ticks[0] += 1.0
        waits.append(ticks[0] - began)
    assert waits == [5, 20, 80, 320, 900, 900]
    assert said == ["Put off: work: The disk is full."] * 6
    off.put_off("work", "")
    off.done("work")
    assert not off.is_off("work")
    off.put_off("work", "")
    ticks[0] += 5.0
    assert not off.is_off("work")


def test_the_hold_on_a_class_is_given_to_others_now_and_then(tmp_path):
    ticks = [1000.0]
    hold = ClassHold(tmp_path, lambda: ticks[0])
    assert hold.take() and hold.take()
    with pytest.raises(KitError, match="already"), alone(tmp_path):
        raise AssertionError
    ticks[0] += HELD
    assert hold.is_long and not hold.take()
    hold.release()
    with alone(tmp_path):
        assert not hold.take()
        ticks[0] += GAP
        with pytest.raises(KitError, match="already"):
            hold.take()
    assert hold.take()
    hold.release()


def test_a_command_waits_for_a_hold_that_ends(tmp_path):
    hold = ClassHold(tmp_path, time.monotonic)
    hold.take()
    ending = threading.Timer(0.2, hold.release)
    ending.start()
    with alone(tmp_path, 30.0):
        assert not hold.is_held
    ending.join()


def answer_of(grader):
    until = time.monotonic() + 60
    while (found := grader.answer()) is None and time.monotonic() < until:
        time.sleep(0.01)
    return found


def test_few_processes_are_kept_and_the_one_unused_longest_makes_room():
    graders = WarmGraders(most=2, idle=1000.0)
    try:
        one, other = graders.take(("a",)), graders.take(("b",))
        one.ask(os.getpid)
        other.busy = True
        assert graders.take(("a",)) is None
        other.busy = False
        assert answer_of(one).value == one.number
        assert graders.take(("a",)) is one
        one.ask(int, "no number")
        found = answer_of(one)
        assert (found.state, "ValueError: invalid literal" in found.value) == ("broken", True)
        one.ask(read_hand_ins, Path(os.devnull))
        assert (answer_of(one).state, one.busy) == ("problem", False)
        third = graders.take(("c",))
        assert graders.graders == [one, third]
        third.ask(os.kill, third.number, 9)
        assert answer_of(third).state == "lost"
        graders.drop_idle()
        assert graders.graders == [one, third]
        graders.idle = -1.0
        graders.drop_idle()
        assert graders.graders == [third]
    finally:
        graders.close()
