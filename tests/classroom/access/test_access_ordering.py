"""Orders taken into a class: who gets which id, which pass, and what a second time changes."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from self_study import at, new_class, put_orders, row

from classroom.access.changing import revoke
from classroom.access.learners import new_id
from classroom.access.log import log_path, read_log
from classroom.access.ordering import take_list
from classroom.access.vouchers import issue
from classroom.class_folder import change_class
from classroom.errors import KitError
from classroom.roster import Learner, Roster, read_roster, write_roster
from classroom.roster.roster import is_id

EVENING = at("2026-02-13 21:00")


@pytest.fixture
def folder(tmp_path):
    new_class(tmp_path / "class")
    return tmp_path / "class"


@pytest.fixture
def take(folder, tmp_path):
    def call(*rows, clock=EVENING, **more):
        return take_list(folder, put_orders(tmp_path / "orders.csv", *rows, **more), clock)

    return call


def ids(folder) -> list[str]:
    return [one.id for one in read_roster(folder)]


def said(taken) -> list[str]:
    return [note.sentence for note in taken.notes]


def state_of(folder) -> tuple[bytes, bytes]:
    return log_path(folder).read_bytes(), (folder / "roster.csv").read_bytes()


def test_an_order_becomes_a_line_of_the_roster_and_a_pass(folder, take):
    taken = take(row("1001", name="陳怡君"), row("1002", "bob@example.com", date="2026-02-11", name="Bob"))
    assert (
        tuple(read_roster(folder))
        == taken.new
        == (
            Learner(id="amy", name="陳怡君", email="amy@example.com"),
            Learner(id="bob", name="Bob", email="bob@example.com"),
        )
    )
    first, second = read_log(folder).events
    assert (first.what, first.learner, first.order, first.ticket) == ("ordered", "amy", "1001", "single")
    assert (first.plan, first.days, str(first.day)) == ("standard", 14, "2026-02-23")  # after the new-year week
    assert (first.at, first.by, first.email) == (EVENING, "orders.csv", "amy@example.com")
    assert str(second.day) == "2026-02-12" and not said(taken)


def test_the_same_list_again_changes_nothing(folder, take):
    rows = [row("1001"), row("1002", "bob@example.com", ticket="團體票"), row("1002", "c@example.com", ticket="團體票")]
    assert len(take(*rows).added) == 3
    before = state_of(folder)
    again = take(*rows, clock=at("2026-03-01 09:00"))
    assert (again.added, again.new, again.before, again.notes) == ((), (), 3, ())
    assert state_of(folder) == before
    more = take(*rows, row("1003", "dan@example.com"), rows[0], clock=at("2026-03-01 09:00"))
    assert [one.learner for one in more.added] == ["dan"] and more.before == 4


def test_the_same_list_again_changes_nothing_where_the_roster_was_changed_meanwhile(folder, take):
    take(row("1001"))
    write_roster(folder, Roster((Learner(id="amy", email="new@example.com"),)))
    assert take(row("1001")).before == 1 and ids(folder) == ["amy"]
    # Somebody who orders again with the address of then is the same person.
    assert take(row("1002")).added[0].learner == "amy" and ids(folder) == ["amy"]
    write_roster(folder, Roster())
    assert take(row("1001")).before == 1 and ids(folder) == []
    assert take(row("1003")).new == (Learner(id="amy", email="amy@example.com"),)


def test_what_was_revoked_does_not_come_back_with_the_list(folder, take):
    take(row("1001"))
    revoke(folder, "amy", clock=at("2026-02-13 22:00"))
    assert take(row("1001"), clock=at("2026-02-14 09:00")).before == 1
    assert [one.what for one in read_log(folder).events] == ["ordered", "revoked"]


def test_who_has_the_address_on_the_roster_keeps_id_and_name(folder, take):
    write_roster(
        folder, Roster((Learner(id="S1", name="Amy", email="AMY@example.com"), Learner(id="S2", email="b@c.example")))
    )
    take(row("1001", name="Another"), row("1002", "b@c.example", name="Bob"))
    assert tuple(read_roster(folder)) == (
        Learner(id="S1", name="Amy", email="AMY@example.com"),
        Learner(id="S2", name="Bob", email="b@c.example"),
    )
    assert [one.learner for one in read_log(folder).events] == ["S1", "S2"]


def test_two_of_the_roster_with_one_address_are_told_apart_by_name(folder, take):
    write_roster(folder, Roster(tuple(Learner(id=n, name=n.upper(), email="both@example.com") for n in ("ann", "ben"))))
    taken = take(row("1", "both@example.com", name="BEN"), row("2", "both@example.com"))
    assert [one.learner for one in taken.added] == ["ben"]
    assert said(taken) == ["Line 3 was left out: several learners of the roster have the address both@example.com."]


def test_ids_of_people_whose_addresses_begin_alike(folder, take):
    (folder / "submitted" / "kim").mkdir(parents=True)
    write_roster(folder, Roster((Learner(id="AMY"),)))
    taken = take(
        row("1", "amy@example.com"),
        row("2", "Amy@example.org"),
        row("3", "instructor@example.com"),
        row("4", "kim@example.com"),
        row("5", "josé+kurs@example.com"),
        row("6", "o'neil+kurs@example.com"),
        row("7", "con@example.com"),
        row("8", "++@example.com"),
    )
    new = ["amy-2", "Amy-3", "instructor-2", "kim-2", "o-neil-kurs", "learner-con", "learner"]
    assert [one.id for one in taken.new] == new and ids(folder) == ["AMY", *new]
    assert said(taken) == ["Line 6 was left out: 'josé+kurs@example.com' is no e-mail address."]


@given(
    parts=st.lists(
        st.text(max_size=70) | st.sampled_from(["amy", "AMY", "con", "a" * 80, "a..b", "-", ".x."]), max_size=12
    )
)
def test_new_ids_can_be_ids_and_no_two_are_alike(parts):
    taken: set[str] = set()
    for part in parts:
        identity = new_id(f"{part}@example.com", taken)
        assert is_id(identity) and identity.casefold() not in taken
        taken.add(identity.casefold())


def test_groups(folder, take):
    taken = take(
        row("1", "one@example.com", ticket="團體票"),
        row("2", "two@example.com", ticket="團體票"),
        row("2", "", ticket="團體票"),
        row("3", "three@example.com", ticket="單人票"),
        row("3", "four@example.com", ticket="單人票"),
        row("4", "five@example.com", ticket=""),
        row("5", "six@example.com", ticket=""),
        row("5", "seven@example.com", ticket=""),
    )
    assert [(one.learner, one.ticket) for one in taken.added] == [
        *[("two", "group"), ("three", "group"), ("four", "group"), ("five", "single"), ("six", "group")],
        ("seven", "group"),
    ]
    assert said(taken) == [
        "Line 2 was left out: order 1 is a group of one; a group is two or more.",
        "Line 4 was left out: there is no e-mail address.",
        "Line 5: order 3 is for 2 people, so this is a group ticket.",
        "Line 6: order 3 is for 2 people, so this is a group ticket.",
    ]
    # The one whose address was missing comes later, alone in a list of its own.
    late = take(row("2", "late@example.com", ticket="團體票"), row("4", "other@example.com", ticket="單人票"))
    assert [one.learner for one in late.added] == ["late"]
    assert said(late) == ["Line 3 was left out: order 4 is a ticket for one, and five has it already."]


def test_the_same_learner_under_two_addresses_in_one_order(folder, take):
    take(row("1", ticket="團體票"), row("1", "bob@example.com", ticket="團體票"))
    write_roster(
        folder, Roster((Learner(id="amy", email="new@example.com"), Learner(id="bob", email="bob@example.com")))
    )
    taken = take(row("1", "new@example.com", ticket="團體票"))
    assert said(taken) == ["Line 2 was left out: amy has a ticket of order 1 already."]


def test_vouchers(folder, take):
    change_class(folder, lambda document: document["access"]["plans"].update({"long": 30}))
    first = issue(folder, 1, clock=EVENING, choose=lambda letters: letters[0], plan="long")[0]
    second = issue(folder, 1, clock=EVENING, choose=lambda letters: letters[1], plan="standard")[0]
    vip = {"ticket": "VIP 憑證", "plan": ""}
    taken = take(
        row("1", "one@example.com", code=first.code.upper().replace("-", " "), **vip),
        row("2", "two@example.com", code=first.code, **vip),
        row("3", "three@example.com", code="zzzz-zzzz-zzzz", **vip),
        row("4", "four@example.com", code="", **vip),
        row("5", "five@example.com", code=second.code, ticket="VIP 憑證", plan="long"),
        row("6", "six@example.com", code=second.code, ticket="", plan=""),
    )
    assert [(one.learner, one.ticket, one.plan, one.days, one.code) for one in taken.added] == [
        ("one", "voucher", "long", 30, first.code),
        ("six", "voucher", "standard", 14, second.code),
    ]
    assert said(taken) == [
        f"Line 3 was left out: the voucher {first.code} was used for one in order 1 already.",
        "Line 4 was left out: no voucher zzzz-zzzz-zzzz was issued.",
        "Line 5 was left out: the voucher's code is missing.",
        f"Line 6 was left out: the voucher {second.code} is good for the plan standard, not for long.",
    ]
    assert ids(folder) == ["one", "six"]
    again = take(
        row("1", "one@example.com", code=first.code, **vip), row("7", "one@example.com", code=first.code, **vip)
    )
    assert again.before == 1 and said(again) == [
        f"Line 3 was left out: the voucher {first.code} was used for one in order 1 already."
    ]


def test_an_order_of_tomorrow_waits_for_tomorrow(folder, take):
    taken = take(row("1", date="2026-02-14"), row("2", "b@example.com", date="2026-02-13T16:30:00Z"))
    assert [note.left_out for note in taken.notes] == [True, True] and not taken.added
    assert "the day of its order, 2026-02-14, has not come yet" in said(taken)[0]
    assert len(take(row("1", date="2026-02-14"), clock=at("2026-02-14 00:00")).added) == 1


def test_a_clock_that_was_set_back_or_a_damaged_file_changes_nothing(folder, take):
    take(row("1"))
    before = state_of(folder)
    with pytest.raises(KitError, match="set the clock"):
        take(row("2", "bob@example.com", date="2026-02-01"), clock=at("2026-02-13 12:00"))
    assert state_of(folder) == before
    (folder / "roster.csv").write_text("id,name\nb b,Bob\n", encoding="utf-8")
    with pytest.raises(KitError, match="cannot be an id"):
        take(row("2", "bob@example.com"))
    assert log_path(folder).read_bytes() == before[0]


def test_a_class_without_rules_of_access(tmp_path, take, folder):
    (folder / "class.toml").write_text(
        (folder / "class.toml").read_text(encoding="utf-8").split("\n[access]")[0], encoding="utf-8"
    )
    with pytest.raises(KitError, match=r"write a part \[access\]"):
        take(row("1"))
    assert not log_path(folder).exists()


SCRIPT = """
    import datetime as dt, os, signal, sys
    from pathlib import Path
    from classroom.access import ordering
    from classroom.access.ordering import take_list

    folder, path, dies = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "dies"
    write = ordering.write_roster

    def write_and_die(*arguments):
        write(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    if dies:
        ordering.write_roster = write_and_die
    print("ready", flush=True)
    sys.stdin.readline()
    print(len(take_list(folder, path, dt.datetime(2026, 2, 13, 13, tzinfo=dt.UTC)).added))
"""


def in_process(folder, path, *, dies: bool = False) -> subprocess.Popen:
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), folder, path, "dies" if dies else "lives"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed like this on Windows")
def test_whoever_is_killed_between_the_roster_and_the_log_is_finished_by_the_next_run(folder, tmp_path, take):
    rows = [row("1"), row("2", "Amy@example.org"), row("3", "bob@example.com")]
    process = in_process(folder, put_orders(tmp_path / "orders.csv", *rows), dies=True)
    process.communicate("go\n", timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert ids(folder) == ["amy", "Amy-2", "bob"] and read_log(folder).events == ()
    taken = take(*rows)
    assert [one.learner for one in taken.added] == ["amy", "Amy-2", "bob"] and taken.new == ()
    assert ids(folder) == ["amy", "Amy-2", "bob"]


def test_a_run_that_was_killed_in_the_middle_of_the_log_is_finished_too(folder, take):
    rows = [row(str(number), f"n{number}@example.com") for number in range(5)]
    take(*rows)
    whole = state_of(folder)
    for cut in range(0, len(whole[0]), 97):
        log_path(folder).write_bytes(whole[0][:cut])
        take(*rows)
        assert state_of(folder) == whole


def test_two_processes_take_the_same_list_at_the_same_time(folder, tmp_path):
    rows = [row(str(number), f"same@d{number}.example") for number in range(30)]
    path = put_orders(tmp_path / "orders.csv", *rows)
    both = [in_process(folder, path) for _ in range(2)]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sorted(counts) == [0, 30]
    events = read_log(folder).events
    assert len({one.learner.casefold() for one in events}) == len(events) == 30
    assert {one.learner: one.email for one in events} == {one.id: one.email for one in read_roster(folder)}


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["1", "2", "3", ""]),
            st.sampled_from(["amy@example.com", "AMY@example.com", "amy@example.org", "bob@example.com", "", "x@"]),
            st.sampled_from(["單人票", "團體票", "", "gold"]),
            st.sampled_from(["2026-02-13", "2026-02-12", "2026-03-01", ""]),
        ),
        max_size=9,
    ),
    data=st.data(),
)
def test_any_list_in_any_pieces_gives_each_order_once(tmp_path_factory, rows, data):
    place = tmp_path_factory.mktemp("orders")
    folder = place / "class"
    new_class(folder)
    lines = [row(number, email, ticket=ticket, date=date) for number, email, ticket, date in rows]
    for _ in range(2):
        part = data.draw(st.lists(st.sampled_from(lines), max_size=9)) if lines else []
        take_list(folder, put_orders(place / "orders.csv", *part), EVENING)
    path = put_orders(place / "orders.csv", *lines)
    take_list(folder, path, EVENING)
    before = log_path(folder).read_bytes()
    again = take_list(folder, path, EVENING + dt.timedelta(days=1))
    assert again.added == () and log_path(folder).read_bytes() == before
    events, roster = read_log(folder).events, read_roster(folder)
    assert len({(one.learner, one.order) for one in events}) == len(events)
    assert len({one.id.casefold() for one in roster}) == len({one.email.casefold() for one in roster}) == len(roster)
    assert {one.learner for one in events} == {one.id for one in roster}
