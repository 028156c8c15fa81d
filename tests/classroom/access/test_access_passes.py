"""Nobody gets a minute more or less than the rule: examples by hand, and histories counted in a second way."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from counting import Counting, midnights
from hypothesis import given
from hypothesis import strategies as st

from classroom.access.days import working_day_after
from classroom.access.events import Event
from classroom.access.explaining import days_left
from classroom.access.passes import access_of

DAY = dt.timedelta(days=1)
TICK = dt.timedelta(milliseconds=1)
TAIPEI = ZoneInfo("Asia/Taipei")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=TAIPEI)


def happened(when: str, what: str, **more) -> Event:
    return Event(at=at(when), what=what, learner="amy", **more)


def ordered(when: str, opens: str, days: int = 14, order: str = "1") -> Event:
    return happened(when, "ordered", order=order, ticket="single", days=days, day=dt.date.fromisoformat(opens))


def notified(when: str, order: str = "1") -> Event:
    return happened(when, "notified", order=order)


def state(events, when: str) -> str:
    return access_of(events, TAIPEI, 7).at(at(when)).state


# --- The new-year week of 2026, by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "opens", "last"),
    [
        ("2026-02-12 20:00", "2026-02-13", "2026-02-26"),  # the letter can go out before the holidays, which count
        ("2026-02-13 20:00", "2026-02-23", "2026-03-08"),
        ("2026-02-14 09:00", "2026-02-23", "2026-03-08"),
        ("2026-02-22 23:59", "2026-02-23", "2026-03-08"),
    ],
)
def test_an_order_about_the_new_year(order, opens, last):
    day = working_day_after(at(order).date(), "TW")
    assert str(day) == opens
    history = [ordered(order, opens)]
    assert state(history, order) == "waiting"
    assert state(history, f"{dt.date.fromisoformat(opens) - DAY} 23:59:59.999") == "waiting"
    assert state(history, f"{opens} 00:00") == "due"
    history.append(notified(f"{opens} 08:00:03"))
    assert state(history, f"{opens} 08:00:03") == "open"
    assert state(history, f"{last} 23:59:59.999") == "open"
    assert state(history, f"{dt.date.fromisoformat(last) + DAY} 00:00") == "ended"
    standing = access_of(history, TAIPEI, 7).at(at(f"{last} 23:59:59"))
    assert standing.until == at(f"{last} 00:00") + DAY


def test_a_late_letter_takes_no_day_away():
    history = [ordered("2026-02-13 20:00", "2026-02-23"), notified("2026-02-25 23:59:59")]
    assert state(history, "2026-02-25 23:59:58") == "open"  # asked too early on purpose: the events say so
    assert not access_of(history, TAIPEI).is_open(at("2026-02-25 23:59:58"))
    assert state(history, "2026-03-10 23:59") == "open" and state(history, "2026-03-11 00:00") == "ended"


def test_a_second_letter_about_the_same_order_changes_nothing():
    history = [ordered("2026-03-01 20:00", "2026-03-02", 2), notified("2026-03-02 08:00"), notified("2026-03-03 08:00")]
    assert state(history, "2026-03-04 00:00") == "ended"


def test_two_orders_come_one_after_the_other():
    history = [ordered("2026-03-01 09:00", "2026-03-02", 3, "1"), ordered("2026-03-01 09:00", "2026-03-02", 2, "2")]
    history.append(notified("2026-03-02 08:00", "1"))
    assert access_of(history, TAIPEI).opening_day(at("2026-03-03 12:00")) == dt.date(2026, 3, 5)
    assert state(history, "2026-03-04 23:59") == "open" and state(history, "2026-03-05 00:00") == "due"
    history.append(notified("2026-03-05 08:00", "2"))
    assert state(history, "2026-03-06 23:59") == "open" and state(history, "2026-03-07 00:00") == "ended"


def test_what_can_begin_first_does_whatever_was_bought_first():
    history = [ordered("2026-03-01 09:00", "2026-05-04", 3, "1"), ordered("2026-03-01 10:00", "2026-03-02", 3, "2")]
    standing = access_of(history, TAIPEI).at(at("2026-03-02 07:00"))
    assert standing.state == "due" and standing.current.order == "2"
    history.append(notified("2026-03-02 08:00", "2"))
    standing = access_of(history, TAIPEI, 7).at(at("2026-03-05 12:00"))
    assert (standing.state, standing.current.order, standing.opens) == ("waiting", "1", dt.date(2026, 5, 4))
    assert standing.until == at("2026-03-05 00:00") and standing.may_fetch(at("2026-03-11 23:59"))


def test_a_pause_over_three_midnights_gives_three_days_back():
    history = [ordered("2026-03-01 09:00", "2026-03-02", 3), notified("2026-03-02 08:00")]
    history += [happened("2026-03-04 23:59", "paused"), happened("2026-03-07 00:01", "resumed")]
    access = access_of(history, TAIPEI)
    assert access.is_open(at("2026-03-04 23:58")) and not access.is_open(at("2026-03-06 12:00"))
    assert state(history, "2026-03-07 23:59") == "open" and state(history, "2026-03-08 00:00") == "ended"
    same_day = [*history[:2], happened("2026-03-03 09:00", "paused"), happened("2026-03-03 18:00", "resumed")]
    assert state(same_day, "2026-03-05 00:00") == "ended"


def test_more_days_after_the_end_begin_today():
    history = [ordered("2026-03-01 09:00", "2026-03-02", 3), notified("2026-03-02 08:00")]
    history.append(happened("2026-03-10 15:00", "extended", days=2))
    access = access_of(history, TAIPEI)
    assert [access.is_open(at(f"2026-03-{day} 14:59")) for day in ("04", "05", "10", "11", "12")] == [
        *(True, False, False, True, False)
    ]


def test_what_was_taken_away_does_not_come_back():
    history = [ordered("2026-03-01 09:00", "2026-03-02", 3), notified("2026-03-02 08:00")]
    history += [happened("2026-03-03 12:00", "revoked"), happened("2026-03-03 13:00", "extended", days=5)]
    assert state(history, "2026-03-03 14:00") == "revoked"
    history += [ordered("2026-03-03 15:00", "2026-03-04", 2, "2"), notified("2026-03-04 08:00", "2")]
    assert state(history, "2026-03-04 09:00") == "open" and state(history, "2026-03-06 00:00") == "ended"
    after_the_end = [ordered("2026-03-01 09:00", "2026-03-02", 1), notified("2026-03-02 08:00")]
    after_the_end += [ordered("2026-03-05 09:00", "2026-03-06", 1, "2"), happened("2026-03-05 10:00", "revoked")]
    after_the_end += [happened("2026-03-05 11:00", "extended", days=5)]
    assert state(after_the_end, "2026-03-05 12:00") == "revoked"


def test_work_can_be_fetched_for_the_days_of_grace():
    history = [ordered("2026-03-01 09:00", "2026-03-02", 3), notified("2026-03-02 08:00")]
    ended = access_of(history, TAIPEI, 2).at(at("2026-03-05 09:00"))
    assert ended.may_fetch(at("2026-03-06 23:59:59")) and not ended.may_fetch(at("2026-03-07 00:00"))
    none = access_of(history, TAIPEI, 0).at(at("2026-03-05 00:00"))
    assert not none.may_fetch(at("2026-03-05 00:00"))
    revoked = access_of([*history, happened("2026-03-03 12:00", "revoked")], TAIPEI, 2).at(at("2026-03-03 12:00"))
    assert revoked.may_fetch(at("2026-03-05 23:59:59")) and not revoked.may_fetch(at("2026-03-06 00:00"))
    paused = access_of([*history, happened("2026-03-03 12:00", "paused")], TAIPEI, 2).at(at("2026-12-31 12:00"))
    assert paused.may_fetch(at("2026-12-31 12:00"))


# --- Any history, anywhere -----------------------------------------------------------------------------------------

SCENES = [
    ("America/Sao_Paulo", "2018-02-18"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("Africa/Cairo", "2024-04-26"),
    ("Africa/Cairo", "2024-11-01"),
    ("Asia/Beirut", "2024-03-31"),
    ("Asia/Beirut", "2024-10-27"),
    ("America/Asuncion", "2023-10-01"),
    ("America/Asuncion", "2024-03-24"),
    ("America/Havana", "2025-03-09"),
    ("America/Havana", "2025-11-02"),
    ("Pacific/Apia", "2011-12-30"),
    ("Asia/Taipei", "2026-02-17"),
    ("Europe/London", "2025-10-26"),
]
ACTIONS = ("ordered", "notified", "extended", "paused", "resumed", "revoked")
WAITS = st.one_of(
    st.integers(0, 3 * 24 * 60).map(lambda minutes: ("minutes", minutes)),
    st.integers(-1, 1).map(lambda ticks: ("midnight", ticks)),
)
STEPS = st.tuples(st.sampled_from((*ACTIONS, "ordered", "notified", "notified")), WAITS, st.integers(1, 6))


class Walk:
    """A history that is made step by step, and looked at in both ways between its steps."""

    def __init__(self, zone: str, start: dt.datetime, grace: int) -> None:
        self.zone, self.grace = ZoneInfo(zone), grace
        self.counted = Counting(self.zone, start)
        self.events: list[Event] = []
        self.seen: list[tuple[dt.datetime, bool]] = []

    def go(self, moment: dt.datetime) -> None:
        """Let time pass, with a look at either side of every midnight and at the end."""
        between = midnights(self.zone, self.counted.now, moment)
        for one in sorted({moment, *between, *(max(one - TICK, self.counted.now) for one in between)}):
            self.counted.carry(one)
            self.look()

    def look(self) -> None:
        now = self.counted.now
        standing = access_of(self.events, self.zone, self.grace).at(now)
        assert standing.state == self.counted.standing()
        is_open = self.counted.state == "open"
        assert standing.may_come_in == is_open
        assert access_of(self.events, self.zone).is_open(now) == is_open
        if self.counted.state in ("open", "paused"):
            assert days_left(standing, now, self.zone) == self.counted.left
        if standing.grace is not None:
            ahead = midnights(self.zone, standing.until, standing.until + (self.grace + 3) * DAY)
            is_whole = standing.until in midnights(self.zone, standing.until - TICK, standing.until)
            whole = [standing.until, *ahead] if is_whole else ahead
            assert standing.grace == whole[self.grace]
        self.seen.append((now, is_open))

    def step(self, what: str, wait: tuple[str, int], number: int) -> None:
        now = self.counted.now
        kind, amount = wait
        if kind == "minutes":
            self.go(now + dt.timedelta(minutes=amount))
        else:
            self.go(max(midnights(self.zone, now, now + 3 * DAY)[0] + amount * TICK, now))
        now = self.counted.now
        event = Event(at=now, what=what, learner="amy", days=number if what in ("ordered", "extended") else 0)
        if what == "ordered":
            first = now.astimezone(self.zone).date() + (number - 2) * DAY
            fields = {"order": f"order {len(self.events)}", "day": first, "ticket": "single"}
            event = Event(at=now, what=what, learner="amy", days=1 + number % 4, **fields)
        elif what == "notified":
            if self.counted.standing() != "due":
                return
            event = Event(at=now, what=what, learner="amy", order=self.counted.next_order()[1])
        self.counted.take(event)
        self.events.append(event)
        self.look()


@given(
    scene=st.sampled_from(SCENES),
    before=st.integers(0, 9 * 24 * 60),
    grace=st.integers(0, 3),
    steps=st.lists(STEPS, min_size=3, max_size=14),
)
def test_no_learner_gets_a_minute_more_or_less(scene, before, grace, steps):
    zone, about = scene
    change = dt.datetime.combine(dt.date.fromisoformat(about), dt.time(12), dt.UTC)
    walk = Walk(zone, change - dt.timedelta(minutes=before), grace)
    walk.step("ordered", ("minutes", 0), 2)
    for step in steps:
        walk.step(*step)
    walk.go(walk.counted.now + 8 * DAY)
    whole = access_of(walk.events, walk.zone)
    last: dict[dt.datetime, bool] = dict(walk.seen)  # of several looks at one moment, the one after what happened
    for moment, was_open in last.items():
        assert whole.is_open(moment) == was_open


@given(
    zone=st.sampled_from([zone for zone, _ in SCENES]),
    sent=st.datetimes(dt.datetime(2012, 1, 1), dt.datetime(2035, 12, 31), timezones=st.just(dt.UTC)),
    days=st.integers(1, 60),
)
def test_a_pass_lasts_as_many_midnights_as_it_has_days(zone, sent, days):
    place = ZoneInfo(zone)
    first = sent.astimezone(place).date()
    events = [
        Event(at=sent, what="ordered", learner="amy", order="1", ticket="single", days=days, day=first),
        Event(at=sent, what="notified", learner="amy", order="1"),
    ]
    end = access_of(events, place).at(sent).until
    assert len(midnights(place, sent, end)) == days and end in midnights(place, end - TICK, end)
