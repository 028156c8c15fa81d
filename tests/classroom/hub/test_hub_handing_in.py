"""Grading on hand-in: what counts, nothing graded twice or lost, and the service as the hub runs it."""

from __future__ import annotations

import contextlib
import datetime as dt
import grp
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hand_in_class import SECRET, answers, give_access, hand_in, handed_in, happened, make_class, now, page_of

from classroom.access.events import Event
from classroom.access.hand_ins import HandIn, read_hand_ins
from classroom.access.log import change_log, read_log
from classroom.class_folder import read_class
from classroom.course import find_course
from classroom.grading.alone import alone
from classroom.grading.batch import grade_class
from classroom.grading.gradebook import Book, sqlite_url
from classroom.hub.handing_in import HandingIn
from classroom.hub.revealed import ProgressFile
from classroom.sandbox.support import support
from generator.engine.workers import Here

LIMIT = 600.0
"""Seconds that something may take on a busy machine."""

PROGRESS = json.dumps({"tasks": {"a07.recency": {"revealed": True, "wrong": ["1", "2", "3"]}}}).encode()


@dataclass
class Room:
    """A class for self-study, its exchange, and the queue that grades, in this process.

    Attributes:
        who: the learner who hands in now.
        said: what the queue told.
    """

    root: Path
    who: str = ""
    said: list[str] = field(default_factory=list)
    queue: HandingIn | None = None

    @property
    def folder(self) -> Path:
        return self.root / "class"

    @property
    def inbound(self) -> Path:
        return self.root / "inbound"

    @property
    def feedback(self) -> Path:
        return self.root / "feedback"

    def begin(self) -> None:
        """Start the queue, as after a stop."""
        if self.queue is not None:
            self.queue.close()
        self.queue = HandingIn(
            folder=self.folder,
            inbound=self.inbound,
            feedback=self.feedback,
            course=find_course(),
            ids=lambda: {os.getuid(): self.who},
            progress=lambda learner: ProgressFile("read", PROGRESS, now()),
            clock=now,
            tell=self.said.append,
        )
        self.queue.turn()

    def hand_in(self, content: str | bytes, secret: str = SECRET, **about) -> str:
        return hand_in(self.inbound, self.who, content, secret=secret, **about)

    def until(self, is_so: Callable[[], object]) -> None:
        """Let the queue go on until something is so."""
        until = time.monotonic() + LIMIT
        while not is_so():
            assert time.monotonic() < until, self.said
            self.queue.turn()
            time.sleep(0.02)

    @property
    def done(self) -> list[HandIn]:
        """What was written down of the learner."""
        return [one for one in read_hand_ins(self.folder) if one.learner == self.who]

    def marks(self) -> float | None:
        """What the gradebook has of the learner."""
        with Book.open(sqlite_url(self.folder), read_class(self.folder).course_id, "en") as book:
            book.prepare("a07", next((self.folder / "source" / "a07").glob("*.ipynb")))
            found = book.marks("a07", self.who)
        return found[self.who].points if found else None


@pytest.fixture(scope="module")
def whole_room(class_with_a07, tmp_path_factory) -> Iterator[Room]:
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    room = Room(tmp_path_factory.mktemp("room"))
    make_class(class_with_a07, room.folder, hand_ins=2)
    room.inbound.mkdir()
    room.feedback.mkdir()
    room.begin()
    yield room
    room.queue.close()


@pytest.fixture
def room(whole_room, request) -> Room:
    """The same, with a learner of the test's own who has access."""
    whole_room.who = request.node.name.replace("test_", "")[:40]
    give_access(whole_room.folder, whole_room.who)
    whole_room.said.clear()
    return whole_room


def test_what_is_handed_in_is_graded_and_fed_back_as_by_the_command(room):
    began = now()
    name = room.hand_in(answers())
    room.until(lambda: room.done)
    (one,) = room.done
    assert (one.state, one.attempt, one.points, one.out_of, one.name) == ("graded", 1, 20.0, 20.0, name)
    assert one.revealed == ("a07.recency",)
    assert (one.at - began).total_seconds() < 5 and room.marks() == 20.0
    page = page_of(room.feedback)
    assert "20 of 20" in page and room.who in page
    room.until(lambda: (room.folder / "grading/a07/scores.csv").is_file() and not room.queue._hold.is_held)
    assert room.who in (room.folder / "grading/a07/scores.csv").read_text(encoding="utf-8-sig")
    summary = grade_class(find_course(), room.folder, "a07", lambda _: Here())
    assert (summary.graded, summary.submissions) == (0, len(read_hand_ins(room.folder)))
    assert not list((room.folder / "access" / "arrived").iterdir())


def test_one_more_than_the_class_grades_is_not_graded_and_its_learner_is_told(room):
    for place, (content, secret) in enumerate(((answers(), "1" * 64), (answers(right=False), "2" * 64))):
        room.hand_in(content, secret, end=f"n{place}")
        room.until(lambda place=place: len(room.done) > place)
    result = page_of(room.feedback, "2" * 64)
    assert "0 of 20" in result and "2 of 2" in result
    room.hand_in(answers(note="once more"), "3" * 64, end="n2")
    room.until(lambda: len(room.done) == 3)
    assert [(one.attempt, one.points, one.state) for one in room.done] == [
        (1, 20.0, "graded"),
        (2, 0.0, "graded"),
        (3, 0.0, "over-limit"),
    ]
    page = page_of(room.feedback, "3" * 64)
    assert "at most 2 times" in page and "20 of 20" not in page
    assert page_of(room.feedback, "2" * 64) == result and room.marks() == 0.0
    kept = room.folder / "submitted" / room.who / "a07" / "submission_secret.txt"
    assert kept.read_text(encoding="utf-8") == "2" * 64


def test_what_came_in_the_last_moment_counts_and_what_came_after_it_does_not(room):
    room.hand_in(answers(), "1" * 64, end="in time", when="2031-01-01 00:00:00.000000 UTC")
    time.sleep(0.02)  # the kernel's clock ticks
    happened(room.folder, room.who, "revoked")
    time.sleep(0.02)
    name = room.hand_in(answers(), "2" * 64, end="late", when="2020-01-01 00:00:00.000000 UTC")
    room.until(lambda: len(room.done) == 2)
    states = {one.name.rpartition("+")[2]: (one.state, one.points) for one in room.done}
    assert states == {"in time": ("graded", 20.0), "late": ("late", 0.0)}
    assert "20 of 20" in page_of(room.feedback, "1" * 64)
    assert "outside your access period" in page_of(room.feedback, "2" * 64)
    assert (room.inbound / name / "a07_rfm.ipynb").is_file()
    assert any(name in line and "late" in line for line in room.said)


def test_what_came_before_there_was_any_access_is_left(room):
    room.who = f"{room.who}-other"
    name = room.hand_in(answers(), "1" * 63)
    room.until(lambda: any(name in line and "had access" in line for line in room.said))
    give_access(room.folder, room.who)
    second = room.hand_in(answers(right=False), "2" * 64, end="def")
    room.until(lambda: room.done)
    assert [(one.name, one.attempt) for one in room.done] == [(second, 1)]
    assert page_of(room.feedback, "1" * 63) == ""


def test_what_changes_after_the_end_does_not_count(room):
    name = room.hand_in(answers())
    with alone(room.folder):
        room.queue.turn()
        assert name in room.queue._waiting
        time.sleep(0.02)
        happened(room.folder, room.who, "revoked")
        time.sleep(0.02)
        (room.inbound / name / "a07_rfm.ipynb").chmod(0o644)
        (room.inbound / name / "a07_rfm.ipynb").write_text(answers(note="better"), encoding="utf-8")
    room.until(lambda: room.done)
    assert [one.state for one in room.done] == ["late"]
    assert not (room.folder / "submitted" / room.who).exists()


def test_while_somebody_else_grades_it_waits(room):
    room.hand_in(answers())
    with alone(room.folder):
        for _ in range(20):
            room.queue.turn()
            time.sleep(0.02)
        assert room.done == []
    room.until(lambda: room.done)
    assert [one.state for one in room.done] == ["graded"]


def test_hostile_work_costs_its_own_learner_alone(room):
    notebook = handed_in.answered()
    attack = "import os, signal\nfor number in (os.getppid(), -1):\n    os.kill(number, signal.SIGKILL)"
    notebook["cells"].insert(1, handed_in.own(attack))
    name = room.hand_in(json.dumps(notebook), "1" * 64, end="kills")
    (room.inbound / name / "link").symlink_to(room.folder)
    room.hand_in(b"\xff\xfe{", "2" * 64, end="garbage")
    room.until(lambda: len(room.done) == 2)
    assert {one.state for one in room.done} == {"graded"}
    assert all(page_of(room.feedback, secret) for secret in ("1" * 64, "2" * 64))
    assert not (room.folder / "submitted" / room.who / "a07" / "link").exists()
    room.who = f"{room.who}-next"
    give_access(room.folder, room.who)
    room.hand_in(answers())
    room.until(lambda: room.done)
    assert room.done[0].points == 20.0


def test_a_process_that_ends_each_time_is_the_works_fault_and_holds_up_nobody(room, monkeypatch):
    monkeypatch.setattr("classroom.hub.putting_off.FIRST_WAIT", 0.0)
    # Work of its own, which nothing is known of yet and which takes its time, so that it is killed in the middle.
    name = room.hand_in(answers(note="slow\nimport time\ntime.sleep(2)"))

    def failed() -> bool:
        for grader, (note, _) in room.queue._running.items():
            assert note.name == name
            os.kill(grader.number, signal.SIGKILL)
        return name not in room.queue._waiting and name in room.queue._known

    room.until(failed)
    assert room.done == [] and "is not your mistake" in page_of(room.feedback)
    assert sum(line.startswith(f"Put off: {name}") for line in room.said) == 3
    room.begin()  # a new start tries it again
    room.until(lambda: room.done)
    assert [(one.attempt, one.points) for one in room.done] == [(1, 20.0)]
    assert "20 of 20" in page_of(room.feedback)


def test_a_clock_that_was_set_back_gives_nobody_time(class_with_a07, tmp_path):
    folder, inbound = tmp_path / "class", tmp_path / "inbound"
    make_class(class_with_a07, folder)
    inbound.mkdir()
    give_access(folder, "ann")
    ended, other = now() + dt.timedelta(hours=1), now() + dt.timedelta(hours=2)
    change_log(folder, ended, lambda _, at: [Event(at=at, what="revoked", learner="ann")])
    change_log(folder, other, lambda _, at: [Event(at=at, what="voucher", code="x", days=1)])
    queue = HandingIn(folder, inbound, tmp_path, find_course(), lambda: {os.getuid(): "ann"}, no_progress, now)
    settings = read_class(folder)
    early = hand_in(inbound, "ann", "before anybody looked", end="early")
    queue._look(settings)
    live = hand_in(inbound, "ann", "an hour after the end, says the log", end="live")
    queue._look(settings)
    notes = queue._waiting
    assert now() - notes[early].at < dt.timedelta(minutes=1) and notes[live].at == read_log(folder).latest
    assert queue._not_counting(notes[early], settings, settings.access) is None
    assert queue._not_counting(notes[live], settings, settings.access) == "late"


def no_progress(learner: str) -> ProgressFile:
    return ProgressFile("none")


# The service, as the hub runs it


@dataclass
class Hub:
    """A class with accounts, and the service that JupyterHub starts."""

    root: Path
    around: list[str]
    numbers: dict[str, int] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def folder(self) -> Path:
        return self.root / "class"

    @property
    def exchange(self) -> Path:
        return self.root / "hub" / "exchange" / read_class(self.folder).course_id

    def start(self) -> None:
        from classroom.hub.hand_in_service import hand_in_service

        command = [*self.around, *hand_in_service(self.folder)["command"]]
        with (self.root / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def log(self) -> str:
        return (self.root / "log.txt").read_text(encoding="utf-8")

    def hand_in(self, learner: str, content: str | bytes, **about) -> str:
        return hand_in(self.exchange / "inbound", learner, content, number=self.numbers[learner], **about)

    def until(self, is_so: Callable[[], object]) -> float:
        """Wait until something is so; the seconds that it took."""
        began = time.monotonic()
        while not is_so():
            assert time.monotonic() < began + LIMIT, self.log
            time.sleep(0.02)
        return time.monotonic() - began

    def processes(self) -> list[int]:
        """The processes of the class's account."""
        from classroom.hub.system import processes_of

        return processes_of(self.folder.stat().st_uid)


@pytest.fixture
def hub(class_with_a07, repository) -> Iterator[Hub]:
    path = repository / "tests" / "browser" / "hub_class.py"
    spec = importlib.util.spec_from_file_location("hub_class", path)
    hub_class = importlib.util.module_from_spec(spec)
    sys.modules["hub_class"] = hub_class
    spec.loader.exec_module(hub_class)
    if reason := hub_class.why_not(repository):
        pytest.skip(reason)
    root = Path(tempfile.mkdtemp(prefix="hand-ins-"))  # not where pytest keeps its folders, which are closed to others
    root.chmod(0o755)
    one = Hub(root, hub_class.around(repository))
    try:
        with _accounts(one, class_with_a07):
            yield one
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextlib.contextmanager
def _accounts(hub: Hub, made: Path) -> Iterator[None]:
    """The accounts of a class of two learners, who are all gone afterwards."""
    from classroom.hub.accounts import learner_account, write_accounts
    from classroom.hub.exchange import prepare_exchange
    from classroom.hub.modes import make_closed
    from classroom.hub.owner import give_to_instructors, instructors_account
    from classroom.hub.places import places
    from classroom.hub.system import STAFF, add_group, end_processes, remove_account

    make_class(made, hub.folder, hand_ins=3, hub=str(hub.root / "hub"))
    settings = read_class(hub.folder)
    where = places(hub.folder, settings)
    names = []
    before = {one.gr_name for one in grp.getgrall()}
    try:
        make_closed(where.root, 0o755)
        make_closed(where.homes, 0o711)
        add_group(where.group)
        names.append(instructors_account(settings, where))
        owner = give_to_instructors(hub.folder, settings, where)
        os.chown(where.root, 0, owner.pw_gid)
        write_accounts(where.accounts, {}, owner.pw_gid)
        prepare_exchange(where, settings, owner)
        for learner in ("s1", "s2"):
            account = learner_account(where, settings, learner)
            names.append(account.name)
            hub.numbers[learner] = account.number
            kit = where.homes / account.name / ".kit"
            kit.mkdir(parents=True)
            (kit / "progress.json").write_bytes(PROGRESS if learner == "s1" else b"{}")
            for path in (kit.parent, kit, kit / "progress.json"):
                os.chown(path, account.number, -1)
                path.chmod(0o700)
            give_access(hub.folder, learner)
        yield
    finally:
        if hub.process is not None:
            hub.kill()
        if hub.folder.is_dir() and hub.folder.stat().st_uid:
            end_processes(hub.folder.stat().st_uid)
        for name in reversed(names):
            remove_account(name)
        for group in {where.group, STAFF} - before:
            subprocess.run(["groupdel", group], capture_output=True, check=False)


def test_the_service_grades_for_two_at_once_and_loses_nothing_when_it_is_killed(hub):
    hub.start()
    hub.hand_in("s1", answers(), secret="1" * 64, end="n1")
    cold = hub.until(lambda: page_of(hub.exchange / "feedback", "1" * 64))
    hub.hand_in("s1", answers(note="again"), secret="2" * 64, end="n2")
    warm = hub.until(lambda: page_of(hub.exchange / "feedback", "2" * 64))
    hub.hand_in("s1", answers(note="more"), secret="3" * 64, end="n3")
    hub.hand_in("s2", answers(right=False), secret="4" * 64, end="n4")
    both = hub.until(lambda: all(page_of(hub.exchange / "feedback", one * 64) for one in "34"))
    print(f"feedback after {cold:.1f} s from a cold start, {warm:.1f} s when warm, {both:.1f} s for two at once")
    hub.until(lambda: len(read_hand_ins(hub.folder)) == 4)
    assert [(one.learner, one.attempt, one.points, one.revealed) for one in read_hand_ins(hub.folder)][:2] == [
        ("s1", 1, 20.0, ("a07.recency",)),
        ("s1", 2, 20.0, ("a07.recency",)),
    ]
    assert {(one.learner, one.attempt, one.points, one.revealed) for one in read_hand_ins(hub.folder)[2:]} == {
        ("s1", 3, 20.0, ("a07.recency",)),
        ("s2", 1, 0.0, None),  # the progress file is no such file
    }
    owner = hub.folder.stat().st_uid
    assert {path.lstat().st_uid for path in hub.folder.rglob("*")} == {owner}
    pages = list((hub.exchange / "feedback").iterdir())
    assert {(one.stat().st_uid, one.stat().st_mode & 0o777) for one in pages} == {(owner, 0o644)}

    name = hub.hand_in("s2", answers(), secret="5" * 64, end="n5")
    hub.until(lambda: (hub.folder / "submitted" / "s2" / "a07" / ".handed-in").read_text(encoding="utf-8") == name)
    hub.kill()
    hub.until(lambda: not hub.processes())
    assert len(read_hand_ins(hub.folder)) == 4 and page_of(hub.exchange / "feedback", "5" * 64) == ""
    late = hub.hand_in("s2", answers(right=False), secret="6" * 64, end="n6")
    hub.start()
    hub.until(lambda: len(read_hand_ins(hub.folder)) == 6)
    last = read_hand_ins(hub.folder)[4:]
    assert [(one.name, one.attempt, one.points) for one in last] == [(name, 2, 20.0), (late, 3, 0.0)]
    assert page_of(hub.exchange / "feedback", "5" * 64) and page_of(hub.exchange / "feedback", "6" * 64)
    assert len(list((hub.folder / "grading" / "a07" / "attempts").rglob("*.zip"))) == 6
