"""A person who is forgotten is in no line of access/ any more, and the others' access, vouchers and hand-ins stay."""

from __future__ import annotations

import datetime as dt
import json
import stat
import threading
from pathlib import Path

import pytest

from classroom.access.events import Event
from classroom.access.hand_ins import HandIn, add_hand_in, hand_ins_path, read_hand_ins
from classroom.access.log import change_log, log_path, read_log
from classroom.access.passes import access_of
from classroom.access.vouchers import redeem, vouchers_of
from classroom.certificate.files import certificate_path
from classroom.class_folder import change_class, make_class, read_class
from classroom.keeping.backup import make_backup
from classroom.keeping.forget import find_person, find_traces, forget
from classroom.keeping.mentions import mentions
from classroom.keeping.restore import restore
from classroom.roster import Learner, Roster, write_roster

START = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)


def add(folder: Path, hours: float, **about) -> None:
    at = START + dt.timedelta(hours=hours)
    change_log(folder, at, lambda log, now: [Event(at=now, **about)])


@pytest.fixture
def folder(tmp_path) -> Path:
    """A class in which ann bought alone, bob and cy together, and ann once more with a voucher."""
    made = tmp_path / "class"
    make_class(made, name="class", language="en", scenario="boutique")
    change_class(made, lambda text: text.update(access={"plans": {"standard": 14}}))
    write_roster(
        made,
        Roster(tuple(Learner(id=one, name=f"Name of {one}", email=f"{one}@example.org") for one in ("ann", "bob"))),
    )
    ordered = {"what": "ordered", "plan": "standard", "days": 14, "day": dt.date(2026, 3, 3), "by": "orders.csv"}
    add(made, 0, what="voucher", code="k7mq-x2ph-9dwe", plan="standard", days=30, by="instructor")
    add(made, 0, what="voucher", code="aaaa-bbbb-cccc", plan="standard", days=30, by="instructor")
    add(made, 1, learner="ann", order="A1", ticket="single", email="ann@example.org", why="Ann asked", **ordered)
    add(made, 1, learner="bob", order="A2", ticket="group", email="bob@example.org", **ordered)
    add(made, 1, learner="cy", order="A2", ticket="group", email="cy@example.org", **ordered)
    add(made, 24, what="notified", learner="ann", order="A1")
    add(made, 24, what="notified", learner="bob", order="A2")
    add(made, 30, what="paused", learner="ann", by="instructor", why="Ann is ill")
    add(made, 31, learner="ann", order="A3", ticket="voucher", code="k7mq-x2ph-9dwe", **ordered)
    for number, learner in enumerate(("ann", "bob", "ann"), start=1):
        about = {"assignment": "a01", "attempt": number, "points": 3.0, "out_of": 4.0, "revealed": ()}
        add_hand_in(made, HandIn(at=START, learner=learner, state="graded", name=f"{learner}+a01+{number}", **about))
    for learner in ("ann", "bob"):
        for kind in ("txt", "html", "pdf"):
            path = certificate_path(made, learner, kind)
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{learner}'s certificate", encoding="utf-8")
    return made


def test_what_there_is_is_said(folder):
    said = [trace.what for trace in find_traces(find_person(folder, "ann"))]
    assert "the certificate (3 files of certificates)" in said
    stay = "orders stay as those of nobody, so that no voucher is used twice"
    assert f"4 lines of access/log.jsonl ({stay})" in said
    assert "2 lines of access/hand-ins.jsonl" in said


def test_nothing_names_the_person_and_the_others_stay(folder):
    zone = read_class(folder).zone
    before, hand_ins = read_log(folder), read_hand_ins(folder)
    _, left = forget(folder, "ann")
    assert left == () and mentions(folder, "ann", "ann@example.org", "Name of ann") == ()
    after = read_log(folder)
    assert [one for one in after.events if one.learner in ("bob", "cy")] == [
        one for one in before.events if one.learner in ("bob", "cy")
    ]
    assert access_of(after.of("bob"), zone) == access_of(before.of("bob"), zone)
    assert read_hand_ins(folder) == tuple(one for one in hand_ins if one.learner == "bob")
    assert sorted(path.name for path in (folder / "certificates").iterdir()) == ["bob.html", "bob.pdf", "bob.txt"]
    assert stat.S_IMODE(log_path(folder).stat().st_mode) == 0o600
    assert forget(folder, "ann") == ((), ())


def test_a_voucher_stays_used_and_nobodys_access_asks_for_nothing(folder):
    now = START + dt.timedelta(hours=40)
    latest = read_log(folder).latest
    forget(folder, "ann")
    log = read_log(folder)
    assert log.latest == latest  # so that no clock can be set back further than before
    with pytest.raises(ValueError, match="was used for forgotten-1"):
        redeem(vouchers_of(log.events), "K7MQ X2PH 9DWE")
    assert redeem(vouchers_of(log.events), "aaaabbbbcccc").days == 30
    nobody = access_of(log.of("forgotten-1"), read_class(folder).zone, 7)
    assert [(one.ticket, one.plan, one.days, one.order) for one in nobody.passes] == [
        ("single", "standard", 14, "forgotten-1-1"),
        ("voucher", "standard", 14, "forgotten-1-2"),
    ]
    assert nobody.at(now).state == "revoked" and not nobody.is_open(now)
    assert {(one.by, one.why, one.email) for one in log.of("forgotten-1")} == {("", "", ""), ("", "forgotten", "")}
    forget(folder, "bob")
    assert read_log(folder).learners == ("forgotten-1", "forgotten-2", "cy")
    add(folder, 50, what="ordered", learner="ann", order="A9", ticket="granted", plan="standard", days=14)
    assert access_of(read_log(folder).of("ann"), read_class(folder).zone).at(now).state != "none"


def test_the_files_can_be_read_at_every_length(folder):
    """Whether the lines get shorter or longer."""
    long = "x" * 60
    add(folder, 60, what="ordered", learner=long, order="B1", ticket="granted", plan="standard", days=14)
    add(folder, 61, what="ordered", learner="z", order="B", ticket="granted", days=1)
    for learner in (long, "z", "cy", "bob", "ann"):
        forget(folder, learner)
        assert learner not in read_log(folder).learners
        assert all(json.loads(line) for line in log_path(folder).read_text(encoding="utf-8").splitlines())
    assert hand_ins_path(folder).read_bytes() == b""
    assert len([one for one in read_log(folder).events if one.what == "ordered"]) == 6


def test_half_a_line_of_a_machine_that_stopped_goes(folder):
    with log_path(folder).open("ab") as file:
        file.write(b'{"learner": "ann", "wh')
    forget(folder, "ann")
    assert mentions(folder, "ann") == () and log_path(folder).read_bytes().endswith(b"\n")
    assert len(read_log(folder).learners) == 3


def test_nothing_is_lost_of_what_happens_meanwhile(folder):
    stop = threading.Event()
    added: list[int] = []

    def work() -> None:
        while not stop.is_set():
            number = len(added)
            add(folder, 100 + number, what="extended", learner="bob", days=1, why=str(number))
            about = {"assignment": "a02", "attempt": 1, "points": 1.0, "out_of": 4.0, "revealed": None}
            add_hand_in(folder, HandIn(at=START, learner="bob", state="graded", name=f"n{number}", **about))
            added.append(number)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        while len(added) < 5:
            stop.wait(0.01)
        forget(folder, "ann")
        until = len(added) + 5
        while len(added) < until and thread.is_alive():
            stop.wait(0.01)
    finally:
        stop.set()
        thread.join()
    assert [int(one.why) for one in read_log(folder).events if one.what == "extended"] == added
    assert [one.name for one in read_hand_ins(folder) if one.assignment == "a02"] == [f"n{number}" for number in added]
    assert "ann" not in read_log(folder).learners


def test_a_class_without_access_has_nothing_to_forget_there(tmp_path):
    make_class(tmp_path / "class", name="class", language="en", scenario="boutique")
    assert forget(tmp_path / "class", "ann") == ((), ())
    assert not (tmp_path / "class" / "access").exists()


def test_a_backup_carries_the_access(folder, tmp_path):
    restore(make_backup(folder, tmp_path / "class.zip").path, tmp_path / "back")
    back = tmp_path / "back"
    for path in (*(folder / "access").iterdir(), *(folder / "certificates").iterdir()):
        there = back / path.relative_to(folder)
        assert there.read_bytes() == path.read_bytes() and there.stat().st_mode == path.stat().st_mode
    assert (back / "access").stat().st_mode == (folder / "access").stat().st_mode
