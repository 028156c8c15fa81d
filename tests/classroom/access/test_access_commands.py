"""`classroom access …`, as somebody who runs a class gives the commands one after the other."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys

import pytest
from self_study import TAIPEI, new_class, put_orders, row

from classroom.access.events import Event
from classroom.access.log import change_log, log_path, read_log
from classroom.cli import main
from classroom.roster import Learner, Roster, read_roster, write_roster

DAY = dt.timedelta(days=1)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Give a command in a folder of its own; gives what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["classroom", "access", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == code, said.err
        if code == 1:
            assert said.err.startswith("classroom: ") and said.err.count("\n") == 1
            return said.out + said.err
        return said.out

    return call


@pytest.fixture
def folder(tmp_path):
    new_class(tmp_path / "class")
    return tmp_path / "class"


@pytest.fixture
def orders(tmp_path):
    """Orders of ten days ago, so that all letters can go out, and one that lacks an address."""
    day = f"{dt.datetime.now(TAIPEI) - 10 * DAY:%Y-%m-%d}"
    rows = [
        row("1001", "amy@example.com", date=day, name="陳怡君"),
        row("1002", "bob@example.com", date=day, name="Bob Wu", ticket="團體票"),
        row("1002", "cleo@example.com", date=day, ticket="團體票"),
        row("1003", "", date=day, name="小明"),
    ]
    return put_orders(tmp_path / "orders.csv", *rows)


def open_for(folder, learner: str) -> dt.date:
    """What sending the letter leaves in the log; gives the first day."""
    clock = dt.datetime.now(dt.UTC)
    order = read_log(folder).of(learner)[0].order
    change_log(folder, clock, lambda log, now: [Event(at=now, what="notified", learner=learner, order=order)])
    return clock.astimezone(TAIPEI).date()


COMMANDS = ("orders", "list", "grant", "extend", "pause", "resume", "revoke", "why", "log", "vouchers", "send")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run, command):
    said = run(command, "--help")
    assert "Example:" in said and f"classroom access {command}" in said
    assert command in run("--help")


def test_the_whole_command_line_knows_it(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["classroom", "--help"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().out
    assert "Self-study" in said and "access" in said.split("Self-study")[1]


def test_orders_are_taken_in_and_the_rest_is_named(run, folder, orders):
    said = run("orders", orders)
    assert said.startswith(
        f"{orders}: 3 orders taken in, 3 new on the roster, 1 left out.\n  + amy: standard, 14 days, "
    )
    assert said.endswith("  Line 5 was left out: there is no e-mail address (小明).\n")
    assert [one.id for one in read_roster(folder)] == ["amy", "bob", "cleo"]
    before = log_path(folder).read_bytes()
    assert run("orders", orders).startswith(f"{orders}: 0 orders taken in, 3 there before, 1 left out.\n")
    assert log_path(folder).read_bytes() == before


def test_a_long_list_is_counted(run, folder, tmp_path):
    rows = [row(str(number), f"n{number}@example.com", date="2026-01-05") for number in range(30)]
    said = run("orders", put_orders(tmp_path / "many.csv", *rows))
    assert said.count("  + n") == 20 and "  … and 10 more" in said


def test_a_list_of_which_nothing_can_be_taken_in(run, folder, tmp_path):
    said = run("orders", put_orders(tmp_path / "bad.csv", row("1", ""), row("2", "x")), code=1)
    assert "Line 2 was left out" in said and "Line 3 was left out" in said
    assert said.endswith("classroom: No order of " + f"{tmp_path / 'bad.csv'} could be taken in.\n")
    assert "0 orders taken in." in run("orders", put_orders(tmp_path / "empty.csv"))


def test_whose_access_stands_how(run, folder, orders):
    assert "Nobody is in the class" in run("list")
    run("orders", orders)
    first = open_for(folder, "amy")
    run("pause", "amy")
    open_for(folder, "bob")
    last = first + 13 * DAY
    lines = {line.split()[0]: line.split() for line in run("list").splitlines()[2:]}
    assert lines["amy"][1:5] == ["陳怡君", "standard", "paused", str(first)] and lines["amy"][5] == "–"
    assert lines["bob"][1:7] == ["Bob", "Wu", "standard", "open", str(first), str(last)]
    assert lines["bob"][7] in ("14", "13") and lines["cleo"][1:3] == ["standard", "due"]
    amy, bob, cleo = json.loads(run("list", "--json"))
    assert (bob["learner"], bob["state"], bob["first_day"], bob["last_day"]) == ("bob", "open", str(first), str(last))
    midnight = dt.datetime.combine(last + DAY, dt.time(), TAIPEI).astimezone(dt.UTC)
    assert bob["until"] == midnight.isoformat() and bob["ticket"] == "group" and bob["on_roster"]
    assert amy["last_day"] is None and amy["days_left"] == 14 and cleo["opened"] is None and cleo["days"] == 14
    write_roster(folder, Roster(tuple(read_roster(folder))[1:]))
    assert "amy" in (last_line := run("list").splitlines()[-1]) and "not on the roster" in last_line


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_fits(run, folder, orders, monkeypatch, width):
    run("orders", orders)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("list").splitlines()
    assert len(lines) == 5 and max(map(len, lines)) <= width and ("Name" in lines[0]) == (width >= 80)


def test_changes_by_hand_and_what_is_said_of_them(run, folder, orders):
    run("orders", orders)
    first = open_for(folder, "amy")
    said = run("extend", "amy", "--days", "1", "--why", "was\nill")
    assert said == f"amy got 1 more day: the access is open to the end of {first + 14 * DAY}.\n"
    said = run("grant", "amy", "--days", "2")
    assert said == f"amy got 2 days, after those there are: the access is open to the end of {first + 14 * DAY}.\n"
    assert re.fullmatch(
        r"The days of amy stand still: the access has been paused since [-\d]+ [:\d]+\.\n", run("pause", "amy")
    )
    assert "The days of amy go on: the access is open" in run("resume", "amy@example.com")
    assert "Nothing is left to amy: the access was taken away at" in run("revoke", "amy")
    tomorrow = dt.datetime.now(TAIPEI).date() + 2 * DAY
    said = run("grant", "dan@example.com", "--name", "Dan", "--days", "3", "--from", tomorrow)
    assert said == f"dan is new on the roster.\ndan got 3 days: the access opens on {tomorrow}.\n"
    opens = read_log(folder).of("amy")[0].day
    said = run("log", "amy")
    assert [line[21:].split(" (")[0] for line in said.splitlines()] == [
        f"amy: ordered order 1001, single, standard, 14 days, from {opens}",
        *("amy: notified about order 1001", "amy: extended by 1 day"),
        f"amy: ordered order granted-1, granted, 2 days, from {first}",
        *("amy: paused", "amy: resumed", "amy: revoked"),
    ]
    assert "; was ill)" in said and "(orders.csv; order of " in said
    assert "dan: ordered order granted-1, granted, 3 days, from" in run("log")


def test_bad_input_ends_in_one_sentence(run, folder, orders):
    run("orders", orders)
    open_for(folder, "amy")
    assert "did you mean amy?" in run("why", "any", code=1)
    assert "did you mean amy?" in run("log", "any", code=1)
    assert "0 is no number of days" in run("extend", "amy", "--days", "0", code=1)
    assert "-1 is no number of days" in run("grant", "amy", "--days=-1", code=1)
    assert "--from is '2.3.2026'" in run("grant", "amy", "--from", "2.3.2026", code=1)
    assert "there is no plan 'gold'" in run("grant", "amy", "--plan", "gold", code=1)
    assert "Only paused access can be resumed; that of amy is open" in run("resume", "amy", code=1)
    assert "no language 'fr'" in run("why", "amy", "-l", "fr", code=1)
    assert "cannot be read" in run("orders", "none.csv", code=1)
    assert "0 vouchers cannot be issued" in run("vouchers", "0", code=1)
    for command in (
        ["list"],
        ["log"],
        ["vouchers"],
        ["vouchers", "2"],
        ["why", "amy"],
        ["grant", "amy"],
        ["orders", orders],
    ):
        assert "no class in nowhere" in run(*command, "--class", "nowhere", code=1)
    text = (folder / "class.toml").read_text(encoding="utf-8")
    (folder / "class.toml").write_text(text.split("\n[access]")[0], encoding="utf-8")
    for command in (["list"], ["log"], ["vouchers"], ["why", "amy"], ["pause", "amy"], ["orders", orders]):
        assert "write a part [access]" in run(*command, code=1)


def test_why_somebody_can_come_in_or_cannot(run, folder, orders):
    run("orders", orders)
    said = run("why", "amy")
    assert said.startswith("amy (陳怡君) is told:\n  你現在還不能登入。") and "amy: ordered order 1001" in said
    assert "class.toml has no mail server in its part [mail]" in said and "send --without-mail amy" in said
    open_for(folder, "amy")
    assert "You can come in." in run("why", "amy@example.com", "--language", "en")
    assert "mail server" not in run("why", "amy")
    assert "你可以登录。" in run("why", "amy", "-l", "zh-Hans")
    write_roster(folder, Roster((Learner(id="bob"),)))
    assert "The roster has no e-mail address of bob that the letter could go to" in run("why", "bob")
    assert "amy is not on the roster, so nobody comes in under this name" in run("why", "amy")


def test_a_clock_that_was_set_back_is_said(run, folder, orders):
    run("orders", orders)
    ahead = dt.datetime.now(dt.UTC) + 3 * DAY
    change_log(folder, ahead, lambda log, now: [Event(at=now, what="notified", learner="amy", order="1001")])
    for said in (run("list"), run("why", "amy", "-l", "en")):
        assert f"the last line of the log is of {ahead.astimezone(TAIPEI):%Y-%m-%d %H:%M}" in said
    assert "set the clock, then try again" in run("pause", "amy", code=1)


def test_vouchers_are_issued_shown_and_used(run, folder, tmp_path):
    assert "No voucher was issued yet" in run("vouchers")
    codes = run("vouchers", "3").split()
    assert len(set(codes)) == 3 and all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", one) for one in codes)
    used = row("9", "vip@example.com", date="2026-01-05", ticket="貴賓券", plan="", code=codes[1].upper())
    assert "1 order taken in" in run("orders", put_orders(tmp_path / "vip.csv", used))
    assert run("vouchers").splitlines() == [
        f"{codes[0]}  standard, 14 days  not used",
        f"{codes[1]}  standard, 14 days  used by vip in order 9",
        f"{codes[2]}  standard, 14 days  not used",
    ]


def test_a_damaged_log_is_named(run, folder, orders):
    run("orders", orders)
    with log_path(folder).open("a", encoding="utf-8") as file:
        file.write("damaged\n")
    for command in (["list"], ["why", "amy"], ["log"], ["vouchers", "1"], ["pause", "amy"], ["orders", orders]):
        assert "log.jsonl, line 4: this is no line of the log." in run(*command, code=1)
