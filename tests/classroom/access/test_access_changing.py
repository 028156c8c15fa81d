"""Changes by hand: what each does to the access, and what makes no sense."""

from __future__ import annotations

import datetime as dt

import pytest
from self_study import at, new_class, put_orders, row

from classroom.access.changing import MOST_DAYS, extend, grant, pause, resume, revoke
from classroom.access.events import Event
from classroom.access.log import change_log, log_path, read_log
from classroom.access.ordering import take_list
from classroom.errors import KitError
from classroom.roster import Learner, Roster, read_roster, write_roster

OPENED = at("2026-02-23 08:00")


def hour(text: str) -> dt.datetime:
    return at(f"2026-{text}")


@pytest.fixture
def folder(tmp_path):
    """A class with amy, whose access is open from 23 February to 8 March, and bob, whose letter has not gone out."""
    folder = tmp_path / "class"
    new_class(folder, "plans = { standard = 14 }\ngrace_days = 2")
    rows = [row("1", name="Amy Chen"), row("2", "bob@example.com")]
    take_list(folder, put_orders(tmp_path / "orders.csv", *rows), at("2026-02-13 21:00"))
    change_log(folder, OPENED, lambda log, now: [Event(at=now, what="notified", learner="amy", order="1")])
    return folder


def refused(change, folder, *arguments, why: str, **more) -> None:
    before = log_path(folder).read_bytes(), read_roster(folder)
    with pytest.raises(KitError, match=why) as told:
        change(folder, *arguments, **more)
    assert (log_path(folder).read_bytes(), read_roster(folder)) == before
    assert "\n" not in str(told.value) and str(told.value).endswith((".", "?"))


def test_more_days_for_what_is_open(folder):
    done = extend(folder, "amy", 3, clock=hour("03-08 23:59"), by="rita", why="was ill")
    assert done.standing.until == hour("03-12 00:00") and done.standing.state == "open"
    assert read_log(folder).events[-1] == done.event
    assert (done.event.days, done.event.by, done.event.why, done.learner.name) == (3, "rita", "was ill", "Amy Chen")


def test_more_days_for_what_has_ended_and_for_what_waits(folder):
    assert extend(folder, "amy", 2, clock=hour("03-09 00:00")).standing.until == hour("03-11 00:00")
    done = extend(folder, "AMY@example.com", 1, clock=hour("03-20 15:00"))
    assert (done.standing.state, done.standing.until) == ("open", hour("03-21 00:00"))
    done = extend(folder, "bob", 6, clock=hour("03-20 15:00"))
    assert (done.standing.state, done.standing.current.days) == ("due", 20)


def test_a_pause(folder):
    done = pause(folder, "amy", clock=hour("03-08 12:00"))
    assert done.standing.state == "paused" and done.standing.until == hour("03-08 12:00")
    refused(pause, folder, "amy", why="that of amy has been paused since 2026-03-08 12:00", clock=hour("03-09 12:00"))
    done = resume(folder, "amy", clock=hour("03-18 09:00"))
    assert (done.standing.state, done.standing.until) == ("open", hour("03-19 00:00"))


def test_access_that_is_taken_away(folder):
    done = revoke(folder, "amy", clock=hour("03-01 12:00"), why="paid back")
    assert (done.standing.state, done.standing.grace) == ("revoked", hour("03-04 00:00"))
    for change, why in (
        (revoke, "Nothing is left to take away; the access of amy was taken away at 2026-03-01 12:00"),
        (pause, "Only open access can be paused; that of amy was taken away"),
        (resume, "Only paused access can be resumed; that of amy was taken away"),
    ):
        refused(change, folder, "amy", why=why, clock=hour("03-01 13:00"))
    refused(extend, folder, "amy", 3, why="was taken away; grant it anew", clock=hour("03-01 13:00"))
    done = grant(folder, "amy", clock=hour("03-01 14:00"), days=3)
    assert (done.standing.state, done.standing.current.days, done.is_new) == ("due", 3, False)
    assert revoke(folder, "bob", clock=hour("03-01 14:00")).standing.state == "revoked"


def test_what_makes_no_sense_as_it_stands(folder):
    early, late = hour("02-23 09:00"), hour("03-09 00:00")
    refused(resume, folder, "amy", why="that of amy is open to the end of 2026-03-08", clock=early)
    refused(pause, folder, "bob", why="that of bob opens when the letter .* goes out, from 2026-02-23 on", clock=early)
    refused(pause, folder, "amy", why="that of amy ended with 2026-03-08", clock=late)
    refused(revoke, folder, "amy", why="the access of amy ended with 2026-03-08", clock=late)
    for days in (0, -3, MOST_DAYS + 1):
        refused(extend, folder, "amy", days, why=f"{days} is no number of days", clock=early)
        refused(grant, folder, "amy", days=days, why=f"{days} is no number of days", clock=early)


def test_somebody_who_is_not_known_or_has_no_order(folder):
    write_roster(folder, Roster((*read_roster(folder), Learner(id="s1130001", name="Cleo"))))
    for change in (pause, resume, revoke):
        refused(change, folder, "s1130001", why="s1130001 has no order yet; `classroom access grant`", clock=OPENED)
        refused(change, folder, "s1130010", why=r"no learner 's1130010' in .*; did you mean s1130001\?", clock=OPENED)
        refused(change, folder, "zzz", why=r"no learner 'zzz' in [^;]*\.", clock=OPENED)
    refused(extend, folder, "cleo", 2, why="no id 'cleo' in .*, but a name: that of s1130001", clock=OPENED)
    refused(extend, folder, "any", 2, why=r"did you mean amy\?", clock=OPENED)
    refused(extend, folder, "bob@example.con", 2, why=r"did you mean bob\b", clock=OPENED)


def test_somebody_who_is_off_the_roster_can_still_be_revoked(folder):
    write_roster(folder, Roster())
    assert revoke(folder, "amy", clock=OPENED).standing.state == "revoked"
    refused(grant, folder, "amy", days=3, why="amy is not on the roster any more", clock=OPENED)
    done = grant(folder, "amy@example.com", days=3, clock=OPENED)
    assert done.is_new and tuple(read_roster(folder)) == (Learner(id="amy", email="amy@example.com"),)


def test_access_given_by_hand(folder):
    done = grant(folder, "bob", clock=OPENED, plan="Standard", by="rita")
    assert (done.event.order, done.event.ticket, done.event.plan, done.event.days) == (
        *("granted-1", "granted"),
        *("standard", 14),
    )
    assert grant(folder, "bob", clock=OPENED, days=3).event.order == "granted-2"
    done = grant(folder, "cleo@example.com", clock=OPENED, name="Cleo", start=dt.date(2026, 3, 1))
    assert done.is_new and done.learner == Learner(id="cleo", name="Cleo", email="cleo@example.com")
    assert (done.standing.state, done.standing.opens, done.event.day) == ("waiting", *[dt.date(2026, 3, 1)] * 2)
    assert done.learner in tuple(read_roster(folder))
    assert not grant(folder, "CLEO@example.com", clock=OPENED).is_new
    early = hour("02-23 00:30")  # the day is the one in Taipei
    refused(
        grant, folder, "bob", clock=OPENED, start=dt.date(2026, 2, 22), why="2026-02-22 is over; .* today, 2026-02-23"
    )
    refused(grant, folder, "bob", clock=OPENED, days=3, plan="standard", why="not both")
    refused(
        grant, folder, "bob", clock=OPENED, plan="gold", why="by --plan: there is no plan 'gold'; there is standard"
    )
    refused(grant, folder, "zoe", clock=OPENED, why="There is no learner 'zoe' .* Somebody new is named by an e-mail")
    refused(grant, folder, "zoe", clock=early - dt.timedelta(hours=2), why="set the clock")


def test_nothing_by_hand_in_a_class_without_rules(folder):
    text = (folder / "class.toml").read_text(encoding="utf-8")
    (folder / "class.toml").write_text(text.split("\n[access]")[0], encoding="utf-8")
    refused(grant, folder, "amy", clock=OPENED, why=r"write a part \[access\] into its class.toml")
    refused(pause, folder, "amy", clock=OPENED, why="Everybody on the roster can come into the class")
