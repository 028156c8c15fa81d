"""Letters of access, sent to a real server: once each, on time, and with the pass opened by them."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_class import TAIPEI, SmallClass, Time, at
from typer.testing import CliRunner

from classroom.access import sending
from classroom.access.due_letters import WARNINGS, due_letters
from classroom.access.events import Event
from classroom.access.log import AccessLog
from classroom.access.sending import look, notified_by_hand, outbox_path, send_due
from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings, MailSettings
from classroom.commands import access_letters
from classroom.errors import KitError
from classroom.mailing import Outbox, Server
from classroom.mailing.outbox import State
from classroom.mailing.smtp import Unreachable
from classroom.roster import Learner, Roster

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "mailing"))
from mail_server import MailServer, served  # noqa: E402

EIGHT = at("2026-03-02 08:00")  # a Monday
NOWHERE = MailSettings(host="127.0.0.1", port=9, security="none", sender="course@example.org")


@pytest.fixture
def server():
    return MailServer()


@pytest.fixture
def small(tmp_path, server):
    """A class that can send, at eight on a Monday morning."""
    with served(server) as mail:
        made = SmallClass(tmp_path / "class", Time(EIGHT), mail)
        made.write(mail)
        yield made


@pytest.fixture
def by_threes(monkeypatch):
    """Looks at what is due after every three letters."""
    monkeypatch.setattr(sending, "AT_ONCE", 3)


def send(small: SmallClass, **options) -> dict[str, str]:
    """Send what is due; what became of it, by learner."""
    given = {"pauses": (), "sleep": lambda seconds: None} | options
    return {one.learner: one.state for one in send_due(small.folder, small.time, **given)}


def kinds(server: MailServer) -> list[str]:
    """The subjects that arrived, without the class's name."""
    return [message["Subject"].partition(": ")[2] for message in server.messages]


# One letter.


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_letter_arrives_once_and_opens_the_pass_at_that_moment(small, server, language):
    small.write(small.mail, language)
    small.enrol(Learner(id="lin", name="林雅婷", email="lin@example.com"))
    small.order("lin")
    assert small.standing("lin").state == "due"
    small.time.now = EIGHT.astimezone(dt.UTC)  # as commands and the hub's service give it
    assert send(small) == {"lin": "sent"}
    assert send(small) == {} and server.addresses == ["lin@example.com"]
    (message,) = server.messages
    assert message["From"].addresses[0].addr_spec == "course@example.org"
    assert message["To"].addresses[0].display_name == "林雅婷"
    assert message["Date"].endswith("Mon, 02 Mar 2026 08:00:00 +0800") and message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated" and message["Message-ID"].endswith("@example.org>")
    word = {"en": "open for you", "zh-Hant": "課程開通了", "zh-Hans": "课程开通了"}[language]
    assert word in message["Subject"]
    assert message.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        assert "lin" in message.get_body((kind,)).get_content()
    (event,) = [one for one in small.log.events if one.what == "notified"]
    assert (event.at, event.learner, event.order, event.by) == (EIGHT, "lin", "A1", "mail")
    standing = small.standing("lin")
    assert standing.state == "open" and standing.until == at("2026-03-16 00:00")
    day = {"en": "Sunday 15 March 2026", "zh-Hant": "2026 年 3 月 15 日", "zh-Hans": "2026 年 3 月 15 日"}[language]
    assert day in message.get_body(("plain",)).get_content()


def test_letters_go_out_from_the_hour_that_class_toml_names(small, server):
    small.write(small.mail, letters_at=dt.time(9, 30))
    small.enrol("ann", "bob")
    small.time.now = at("2026-03-01 18:00")
    small.order("ann", "bob", day=dt.date(2026, 3, 2))
    for early in ("2026-03-01 23:00", "2026-03-02 00:00", "2026-03-02 09:29"):
        small.time.now = at(early)
        assert send(small) == {}
    small.time.now = at("2026-03-02 09:30")
    server.at_rcpt["bob@example.com"] = ["451 later"]
    assert send(small) == {"ann": "sent", "bob": "postponed"}
    small.time.now = at("2026-03-03 03:00")  # the next day, at any hour
    assert send(small) == {"bob": "sent"}
    assert small.standing("bob").until == at("2026-03-17 00:00")


def test_no_day_begins_with_its_last_minutes(small):
    small.enrol("ann")
    small.order("ann", days=1)
    small.time.now = at("2026-03-02 23:58:30")
    assert send(small) == {}
    small.time.now = at("2026-03-03 00:00")
    assert send(small) == {"ann": "sent"} and small.standing("ann").until == at("2026-03-04 00:00")


def test_what_a_letter_says_is_true_also_when_midnight_comes_in_between(small, server, by_threes):
    names = [f"l{number}" for number in range(9)]
    small.enrol(*names)
    small.order(*names, days=3)
    small.time.now = at("2026-03-02 23:56:30")

    def slowly() -> dt.datetime:
        small.time.now += dt.timedelta(seconds=5)
        return small.time.now

    send_due(small.folder, slowly, pauses=())
    small.time.now = at("2026-03-03 00:10")
    send_due(small.folder, small.time, pauses=())
    assert sorted(server.addresses) == sorted(f"{name}@example.com" for name in names)
    firsts = set()
    for message in server.messages:
        text = message.get_body(("plain",)).get_content()
        learner = re.search(r"Your id in the class: (\S+)", text).group(1)
        began = small.notified()[learner][0].astimezone(TAIPEI)
        assert f"First day: {began:%A} {began.day} March 2026" in text
        firsts.add(began.day)
    assert firsts == {2, 3}


# What goes wrong.


def test_a_server_that_is_down_costs_nobody_a_letter(small, server):
    small.enrol("ann", "bob")
    small.order("ann", "bob")
    small.write(NOWHERE)
    with pytest.raises(Unreachable, match="cannot be reached"):
        send(small)
    assert small.notified() == {} and small.standing("ann").state == "due"
    small.write(small.mail)
    small.time.now = at("2026-03-02 14:00")
    assert send(small) == {"ann": "sent", "bob": "sent"}
    assert small.notified() == {"ann": [small.time.now], "bob": [small.time.now]}


def test_a_server_that_goes_away_in_the_middle(small, server, by_threes):
    names = [f"l{number:02}" for number in range(5)]
    small.enrol(*names)
    small.order(*names)
    gone = Server(small.mail, patience=5)
    connect, times = gone.connect, 0

    def once() -> None:
        nonlocal times
        if gone._connection is None:
            times += 1
            if times > 1:
                raise Unreachable("The server is down.")
        connect()

    gone.connect = once  # type: ignore[method-assign]
    outcomes = send_due(small.folder, small.time, gone, pauses=(1.0,), sleep=lambda seconds: None)
    assert [one.state for one in outcomes] == ["sent"] * 3 + ["postponed"] * 2
    assert {one.said for one in outcomes[3:]} == {"The server is down."}
    assert sorted(small.notified()) == names[:3]
    assert list(send(small).values()) == ["sent"] * 2
    assert len(server.addresses) == len(set(server.addresses)) == 5


def test_whom_nobody_can_write_to_is_named_and_the_others_are_served(small, server):
    small.enrol(
        "ann",
        Learner(id="bob"),
        Learner(id="cat", email="cat at home"),
        Learner(id="dan", email="two@example.com"),
        Learner(id="eve", email="TWO@example.com"),
        "fay",
    )
    small.order("ann", "bob", "cat", "dan", "eve", "fay", "gus")
    server.at_rcpt["ann@example.com"] = ["550 No such user"]
    outcomes = {one.learner: one for one in send_due(small.folder, small.time, pauses=())}
    assert {name: one.state for name, one in outcomes.items()} == {
        "ann": "refused",
        "fay": "sent",
        **dict.fromkeys(("bob", "cat", "dan", "eve", "gus"), "none"),
    }
    assert outcomes["ann"].said == "550 No such user" and outcomes["bob"].said == "has no e-mail address"
    assert outcomes["gus"].said == "is not on the roster" and "same e-mail" in outcomes["eve"].said
    assert server.addresses == ["fay@example.com"] and list(small.notified()) == ["fay"]


def test_a_refused_letter_is_tried_again_for_another_address_or_when_asked(small, server):
    small.enrol("ann", "bob")
    small.order("ann", "bob")
    server.at_rcpt["ann@example.com"] = server.at_rcpt["bob@example.com"] = ["550 No"] * 2
    assert send(small) == {"ann": "refused", "bob": "refused"}
    server.at_rcpt.clear()
    assert send(small) == {"ann": "refused", "bob": "refused"} and server.addresses == []
    small.enrol("ann", Learner(id="bob", email="bob@example.net"))
    assert send(small) == {"ann": "refused", "bob": "sent"}
    assert send(small, again=True) == {"ann": "sent"}
    assert server.addresses == ["bob@example.net", "ann@example.com"]


def test_a_letter_that_may_have_arrived_opens_nothing_until_somebody_says_so(small, server):
    small.enrol("ann", "bob", "cat")
    small.order("ann", "bob", "cat")
    server.at_data["ann@example.com"] = server.at_data["bob@example.com"] = [None, None]
    assert send(small, pauses=(1.0,)) == {"ann": "uncertain", "bob": "uncertain", "cat": "sent"}
    server.at_data.clear()
    assert send(small) == {"ann": "uncertain", "bob": "uncertain"}
    small.enrol("ann", Learner(id="bob", email="bob@example.net"), "cat")  # another address changes nothing
    assert send(small) == {"ann": "uncertain", "bob": "uncertain"}
    assert list(small.notified()) == ["cat"] and server.addresses == ["cat@example.com"]
    assert notified_by_hand(small.folder, "bob", small.time)[1].end == at("2026-03-16 00:00")
    assert send(small, again=True) == {"ann": "sent"}
    assert send(small, again=True) == {}
    assert server.addresses == ["cat@example.com", "ann@example.com"]
    assert all(len(times) == 1 for times in small.notified().values())


def test_what_is_put_off_is_tried_again_after_the_others(small, server):
    small.enrol("ann", "bob")
    small.order("ann", "bob")
    server.at_rcpt["ann@example.com"] = ["450 4.2.0 Greylisted"] * 2
    slept: list[float] = []
    assert send(small, pauses=(1.0, 2.0), sleep=slept.append) == {"ann": "sent", "bob": "sent"}
    assert server.addresses == ["bob@example.com", "ann@example.com"] and slept == [1.0, 2.0]


def test_a_clock_that_was_set_back_sends_nothing(small, server):
    small.enrol("ann")
    small.time.now = at("2026-03-05 08:00")
    small.order("ann")
    small.time.now = EIGHT
    with pytest.raises(KitError, match=r"clock says 2026-03-02 08:00.*set the clock"):
        send(small)
    assert server.taken == [] and not outbox_path(small.folder).exists()


def test_a_class_for_everybody_and_one_without_mail(small):
    small.write(small.mail, mail_part=False)
    with pytest.raises(KitError, match=r"part \[mail\]"):
        send(small)
    text = (small.folder / "class.toml").read_text()
    (small.folder / "class.toml").write_text(text.partition("[access]")[0])
    for action in (send, lambda made: notified_by_hand(made.folder, "ann", made.time)):
        with pytest.raises(KitError):
            action(small)


def test_many_letters_and_a_word_for_each(small, server, by_threes):
    names = [f"l{number:02}" for number in range(7)]
    small.enrol(*names)
    small.order(*names)
    told: list[tuple[int, int]] = []
    send(small, tell=lambda outcome, done, total: told.append((done, total)))
    assert told == [(number, 7) for number in range(1, 8)]
    assert server.addresses == [f"{name}@example.com" for name in names]


def test_it_ends_between_letters_when_it_is_told_to(small, server, by_threes):
    names = [f"l{number:02}" for number in range(7)]
    small.enrol(*names)
    small.order(*names)
    asked = iter((True, True, False))
    assert len(send(small, goes_on=lambda: next(asked, False))) == len(server.taken) == 6
    assert len(send(small)) == 1


# Stopped in the middle.


class Stop(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("place", range(1, 26))
def test_stopped_at_any_look_at_the_clock_nothing_is_sent_twice_or_lost(small, server, place):
    small.enrol("ann", "bob")
    small.order("ann", "bob")
    count = 0

    def stopping() -> dt.datetime:
        nonlocal count
        count += 1
        if count == place:
            raise Stop
        return small.time()

    with contextlib.suppress(Stop):
        send_due(small.folder, stopping, pauses=())
    small.time.now = at("2026-03-02 10:00")
    send(small)
    states = send(small)
    assert len(server.addresses) == len(set(server.addresses))
    for name in ("ann", "bob"):
        opened = small.notified().get(name, [])
        if f"{name}@example.com" in server.addresses and states.get(name) != "uncertain":
            assert len(opened) == 1
        else:
            assert states[name] == "uncertain" and not opened, "what may not have arrived opens nothing, and is named"


KILLED = """
import os, signal, sys, datetime as dt
from pathlib import Path
sys.path[:0] = {paths!r}
from classroom.access.sending import outbox_path, send_due
folder, now = Path({folder!r}), dt.datetime.fromisoformat({now!r})
def clock():
    box = outbox_path(folder)
    if box.exists() and box.read_text().count('"sent"') == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return now
send_due(folder, clock, pauses=())
"""


def test_killed_between_the_outbox_and_the_log(small, server):
    small.enrol("ann", "bob", "cat")
    small.order("ann", "bob", "cat")
    paths = [str(HERE.parents[2])]
    code = KILLED.format(paths=paths, folder=str(small.folder), now=EIGHT.isoformat())
    child = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert child.returncode == -signal.SIGKILL
    assert server.addresses == ["ann@example.com", "bob@example.com"]
    assert list(small.notified()) == ["ann"], "bob's letter is out, and the log does not have it"
    small.time.now = at("2026-03-02 11:00")
    assert send(small) == {"bob": "noted", "cat": "sent"}
    assert server.addresses == [f"{name}@example.com" for name in ("ann", "bob", "cat")]
    assert small.notified()["bob"] == [EIGHT], "from the moment at which the server took it"


def test_killed_while_the_server_has_a_letter_and_has_not_said_so(small, server):
    small.enrol("ann", "bob")
    small.order("ann", "bob")
    children: list[subprocess.Popen] = []

    def kill() -> None:
        os.kill(children[0].pid, signal.SIGKILL)
        children[0].wait()

    server.after_data = kill
    code = KILLED.format(paths=[str(HERE.parents[2])], folder=str(small.folder), now=EIGHT.isoformat())
    children.append(subprocess.Popen([sys.executable, "-c", code]))
    assert children[0].wait(60) == -signal.SIGKILL
    server.after_data = None
    assert send(small) == {"ann": "uncertain", "bob": "sent"}
    assert server.addresses == ["ann@example.com", "bob@example.com"] and list(small.notified()) == ["bob"]


def test_two_senders_at_the_same_time(small, server, by_threes):
    names = [f"l{number:02}" for number in range(10)]
    small.enrol(*names)
    small.order(*names)
    problems: list[BaseException] = []
    both = threading.Barrier(2)

    def keep_sending() -> None:
        both.wait()
        while True:
            try:
                if not send_due(small.folder, small.time, pauses=()):
                    return
            except KitError as problem:
                if "being sent" not in str(problem):
                    problems.append(problem)
                    return
                time.sleep(0.01)

    threads = [threading.Thread(target=keep_sending) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == [] and sorted(server.addresses) == [f"{name}@example.com" for name in names]
    assert sorted(small.notified()) == names and all(len(times) == 1 for times in small.notified().values())


# Warnings and the end.


def pass_by(small: SmallClass, until: dt.datetime, step: dt.timedelta) -> list[tuple[dt.datetime, str]]:
    """Let time go by, with a look at every step; what was sent, and when."""
    found = []
    while small.time.now < until:
        small.time.now += step
        found += [(small.time.now, one.kind) for one in send_due(small.folder, small.time, pauses=())]
    return found


def test_three_warnings_before_each_end(small, server):
    small.enrol("ann")
    small.order("ann", days=2)
    assert send(small) == {"ann": "sent"}
    tenth = dt.timedelta(minutes=10)
    assert pass_by(small, at("2026-03-03 23:20"), tenth) == [
        (at("2026-03-03 00:00"), "day"),
        (at("2026-03-03 23:00"), "hour"),
    ]
    small.happen("extended", "ann", days=1)
    assert pass_by(small, at("2026-03-05 00:30"), tenth) == [
        (at("2026-03-04 00:00"), "day"),
        (at("2026-03-04 23:00"), "hour"),
        (at("2026-03-04 23:50"), "minutes"),
        (at("2026-03-05 00:00"), "ended"),
    ]
    assert kinds(server)[1:] == [
        "less than a day left",
        "less than an hour left",
        "less than a day left",
        "less than an hour left",
        "less than ten minutes left",
        "your access has ended",
    ]
    assert "Wednesday 4 March 2026" in server.messages[-1].get_body(("plain",)).get_content()
    assert len(small.notified()["ann"]) == 1, "no warning opens anything"


def test_only_the_most_urgent_warning_after_a_time_without_mail(small, server):
    small.enrol("ann")
    small.order("ann", days=2)
    send(small)
    small.time.now = at("2026-03-03 23:20")
    send(small)
    assert pass_by(small, at("2026-03-04 00:01"), dt.timedelta(minutes=1)) == [
        (at("2026-03-03 23:50"), "minutes"),
        (at("2026-03-04 00:00"), "ended"),
    ]
    assert kinds(server)[1:2] == ["less than an hour left"]


def test_a_pass_of_one_day_begins_without_a_warning_that_a_day_is_left(small, server):
    small.enrol("ann")
    small.order("ann", days=1)
    send(small)
    assert pass_by(small, at("2026-03-02 23:55"), dt.timedelta(minutes=5)) == [
        (at("2026-03-02 23:00"), "hour"),
        (at("2026-03-02 23:50"), "minutes"),
    ]
    assert kinds(server)[1:] == ["less than an hour left", "less than ten minutes left"]


def test_nothing_is_said_during_a_pause_and_of_what_was_taken_away(small, server):
    small.enrol("ann", "bob")
    small.order("ann", "bob", days=1)
    send(small)
    small.time.now = at("2026-03-02 23:30")
    small.happen("paused", "ann")
    small.happen("revoked", "bob")
    assert pass_by(small, at("2026-03-04 09:00"), dt.timedelta(hours=1)) == []
    small.happen("resumed", "ann")  # two midnights have passed: it ends with this day
    assert pass_by(small, at("2026-03-04 23:55"), dt.timedelta(minutes=5)) == [
        (at("2026-03-04 23:00"), "hour"),
        (at("2026-03-04 23:50"), "minutes"),
    ]


def test_after_the_end_for_as_long_as_work_can_be_fetched(small):
    small.enrol("ann", "bob")
    small.order("ann", days=1, order="A1")
    send(small)
    small.time.now = at("2026-03-09 23:59")  # seven days of grace after 2 March
    assert [row.kind for row in look(small.folder, read_class(small.folder), small.time())] == ["ended"]
    small.time.now = at("2026-03-10 00:00")
    assert look(small.folder, read_class(small.folder), small.time()) == ()
    small.write(small.mail, grace_days=0)
    small.time.now = at("2026-03-03 12:00")
    (row,) = look(small.folder, read_class(small.folder), small.time())
    assert row.kind == "ended" and "cannot be downloaded any more" in row.letter.text
    small.time.now = at("2026-03-04 00:00")
    assert look(small.folder, read_class(small.folder), small.time()) == ()


def test_one_ticket_after_the_other(small, server):
    small.enrol("ann")
    small.order("ann", days=1, order="A1")
    small.order("ann", days=2, order="A2")
    send(small)
    assert pass_by(small, at("2026-03-03 12:00"), dt.timedelta(minutes=10)) == [
        (at("2026-03-02 23:00"), "hour"),
        (at("2026-03-02 23:50"), "minutes"),
        (at("2026-03-03 00:00"), "ended"),
        (at("2026-03-03 08:00"), "opening"),
    ]
    assert small.standing("ann").until == at("2026-03-05 00:00")
    ended = server.messages[-2].get_body(("plain",)).get_content()
    assert "another ticket for 2 days" in ended and "Tuesday 3 March 2026" in ended


SETTINGS = ClassSettings.model_validate(
    {
        "name": "Self-study",
        "language": "en",
        "scenario": "boutique",
        "seed": "0123456789abcdef0123",
        "access": {"grace_days": 3},
        "mail": {"host": "mail.example.org", "sender": "course@example.org"},
    }
)
ANN = Roster((Learner(id="ann", name="Ann", email="ann@example.com"),))
MINUTE = dt.timedelta(minutes=1)


@settings(max_examples=60, deadline=None)
@given(
    days=st.integers(1, 3),
    began=st.integers(0, 24 * 60 - 5),
    looks=st.lists(st.integers(0, 6 * 24 * 60), min_size=1, max_size=40),
    extended=st.none() | st.integers(0, 4 * 24 * 60),
)
def test_no_end_is_warned_of_twice_too_early_or_in_the_wrong_order(days, began, looks, extended):
    """Whatever the moments at which somebody looks, and whenever days are added."""
    start = at("2026-03-02 00:00") + began * MINUTE
    events = [
        Event(at=start, what="ordered", learner="ann", order="A", ticket="single", days=days, day=start.date()),
        Event(at=start, what="notified", learner="ann", order="A"),
    ]
    if extended is not None:
        events.append(Event(at=start + extended * MINUTE, what="extended", learner="ann", days=1))
    box, sent = Outbox(Path("outbox.jsonl")), []
    for look_at in sorted({start + minutes * MINUTE for minutes in looks}):
        log = AccessLog(Path("log.jsonl"), tuple(event for event in events if event.at <= look_at))
        rows = due_letters(SETTINGS, ANN, log, box, look_at)
        assert len(rows) <= 1
        for row in rows:
            box.states[row.about] = State(sent=(row.about,), last="sent", at=look_at, to=row.to)
            sent.append(
                (look_at, row.kind, dt.datetime.fromisoformat(row.about.rpartition("/")[2].replace("Z", "+00:00")))
            )
    # The ends, worked out by hand: midnights of Taipei, a day later for the day that was added.
    first_end = at("2026-03-02 00:00") + dt.timedelta(days=days)
    ends = {first_end}
    opened = {first_end: start}
    if extended is not None:
        moment = start + extended * MINUTE
        late = moment >= first_end
        midnight = moment.replace(hour=0, minute=0) + dt.timedelta(days=1)
        second_end = midnight if late else first_end + dt.timedelta(days=1)
        ends.add(second_end)
        opened[second_end] = moment if late else start
    assert len(sent) == len({(kind, end) for _, kind, end in sent})
    urgency = ["day", "hour", "minutes", "ended"]
    for end in ends:
        order = [urgency.index(kind) for _, kind, one in sent if one == end]
        assert order == sorted(order)
    for moment, kind, end in sent:
        assert end in ends
        if kind == "ended":
            assert end <= moment < end + dt.timedelta(days=3)
        else:
            left = end - moment
            assert dt.timedelta(0) < left <= WARNINGS[kind]
            assert not any(left <= WARNINGS[other] for other in urgency[urgency.index(kind) + 1 : 3])
            assert opened[end] <= end - WARNINGS[kind]


# By hand.


def test_by_hand_for_a_class_that_writes_its_letters_itself(small, server):
    small.enrol("ann")
    small.write(small.mail, mail_part=False)
    small.order("ann", day=dt.date(2026, 3, 3))
    with pytest.raises(KitError, match="The access of ann opens on 2026-03-03"):
        notified_by_hand(small.folder, "ann", small.time)
    small.time.now = at("2026-03-03 06:00")
    learner, opened = notified_by_hand(small.folder, "Ann@example.com", small.time, by="office")
    assert (learner, opened.end) == ("ann", at("2026-03-17 00:00"))
    assert small.log.events[-1].by == "office" and small.standing("ann").state == "open"
    with pytest.raises(KitError, match="ann is open to the end of 2026-03-16"):
        notified_by_hand(small.folder, "ann", small.time)
    with pytest.raises(KitError, match="There is no learner 'bob'"):
        notified_by_hand(small.folder, "bob", small.time)
    small.enrol("ann", "bob")
    with pytest.raises(KitError, match="bob was never ordered"):
        notified_by_hand(small.folder, "bob", small.time)
    small.happen("paused", "ann")
    with pytest.raises(KitError, match="ann has been paused since 2026-03-03 06:00"):
        notified_by_hand(small.folder, "ann", small.time)
    small.happen("revoked", "ann")
    with pytest.raises(KitError, match="ann was taken away at 2026-03-03"):
        notified_by_hand(small.folder, "ann", small.time)
    small.write(small.mail)
    assert send(small) == {} and server.taken == []


# The command.


@pytest.fixture
def run(small, monkeypatch):
    """`send` with arguments at the class's time: the exit code, what it said, and what it complained of."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(access_letters, "now", lambda: small.time().astimezone(dt.UTC))
    app = typer.Typer()
    app.command()(access_letters.send)

    def call(*arguments: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [*map(str, arguments), "--class", str(small.folder)])
        if result.exception and not isinstance(result.exception, SystemExit):
            return 1, result.stdout, f"{result.exception}" if isinstance(result.exception, KitError) else "TRACEBACK"
        return result.exit_code, result.stdout, result.stderr

    return call


def test_letters_are_shown_then_sent(small, server, run):
    small.enrol("ann", Learner(id="bob"))
    small.order("ann", "bob")
    code, out, err = run()
    assert code == 0 and "opening the course" in out and "none: has no e-mail address" in out and err == ""
    assert "1 letter, none of them sent" in out and "classroom access send --send --class" in out
    assert server.taken == [] and small.notified() == {}
    letter = small.folder / "mail" / "access" / "ann.eml"
    assert b"multipart/alternative" in letter.read_bytes()
    assert (small.folder / "mail").stat().st_mode & 0o077 == 0
    code, out, err = run("--send")
    assert code == 1 and "1 letter sent now, 1 learner without a letter." in out
    assert err == "bob has no e-mail address: no letter opening the course.\n"
    small.enrol("ann", "bob")
    assert run("--send")[:2] == (0, "1 letter sent now.\n")
    assert run("--send")[:2] == (0, "No letter is due now.\n") and run()[:2] == (0, "No letter is due now.\n")
    assert not letter.exists(), "what was shown holds a sign-up code, and goes"
    assert server.addresses == ["ann@example.com", "bob@example.com"]


def test_with_nothing_due_it_is_said_when_the_next_letter_goes_out(small, run):
    small.write(small.mail, letters_at=dt.time(9, 30))
    small.enrol("ann")
    small.order("ann")
    for call in ((), ("--send",)):
        said = "No letter is due now. The next that opens the course goes out from 2026-03-02 09:30 on (Asia/Taipei).\n"
        assert run(*call)[:2] == (0, said)


def test_what_did_not_simply_arrive_is_said_with_what_to_do(small, server, run):
    small.enrol("ann", "bob", "cat")
    small.order("ann", "bob", "cat")
    server.at_rcpt["ann@example.com"] = ["550 No such user"]
    server.at_data["bob@example.com"] = [None]
    code, out, err = run("--send")
    assert code == 1 and "1 letter sent now" in out
    assert "ann (ann@example.com): the letter opening the course was refused (550 No such user); correct" in err
    assert "bob (bob@example.com)" in err and "--without-mail bob opens it; if not, --send --again" in err
    table = run()[1]
    assert "may have arrived; only with --again" in table and "refused on 2026-03-02 08:00" in table
    code, out, err = run("--without-mail", "bob", "--without-mail", "nobody")
    assert code == 1 and "bob can come in now; the last day is 2026-03-15, until midnight (Asia/Taipei)." in out
    assert err.startswith("There is no learner 'nobody'") and err.count("\n") == 1
    assert run("--send", "--again")[:2] == (0, "1 letter sent now.\n")


def test_one_sentence_for_what_does_not_go(small, run):
    small.enrol("ann")
    small.order("ann")
    assert "--again is for --send" in run("--again")[2]
    assert "Take one of" in run("--send", "--watch")[2]
    small.write(NOWHERE)
    code, out, err = run("--send")
    assert code == 1 and "cannot be reached" in err and out == ""
    small.write(small.mail.model_copy(update={"host": "mail.example.org"}))
    assert "--unprotected" in run("--send")[2]
    small.write(small.mail, mail_part=False)
    for arguments in ((), ("--send",), ("--watch",)):
        assert "part [mail]" in run(*arguments)[2]
    (small.folder / "class.toml").unlink()
    assert "There is no class in" in run("--send")[2]


def test_watching_sends_what_becomes_due_and_says_what_is_the_matter_once(small, server, monkeypatch, capsys):
    monkeypatch.setattr(access_letters, "now", lambda: small.time().astimezone(dt.UTC))
    small.enrol("ann", Learner(id="bob"))
    small.time.now = at("2026-03-02 07:00")
    small.order("ann", "bob")

    class Looks(threading.Event):
        """Time goes by at every look; at the sixth it is enough."""

        count = 0

        def wait(self, timeout: float | None = None) -> bool:
            Looks.count += 1
            small.time.now = at("2026-03-02 08:00") + Looks.count * MINUTE
            small.write(NOWHERE if Looks.count in (1, 2) else small.mail)
            if Looks.count == 6:
                self.set()
            return self.is_set()

    access_letters.keep_sending(small.folder, Looks())
    out, err = capsys.readouterr()
    assert server.addresses == ["ann@example.com"]
    assert out.count("1 letter sent now") == 1 and "2026-03-02 08:03" in out
    assert err.count("cannot be reached") == 1 and err.count("bob has no e-mail address") == 1


WATCHED = """
import sys
sys.path[:0] = {paths!r}
import typer
from classroom.commands.access_letters import send
app = typer.Typer()
app.command()(send)
app()
"""


def test_watching_ends_with_one_sentence(small):
    code = WATCHED.format(paths=[str(HERE.parents[2])])
    command = [sys.executable, "-c", code, "--watch", "--class", str(small.folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert "Ctrl-C ends it" in child.stdout.readline()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (0, "Ended. What becomes due from now on is sent by the next call.\n", "")
