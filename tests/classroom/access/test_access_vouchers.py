"""Voucher codes: issued once each, and good for one order."""

from __future__ import annotations

import random

import pytest
from self_study import at, new_class

from classroom.access.events import Event
from classroom.access.log import read_log
from classroom.access.vouchers import EACH, GROUPS, LETTERS, issue, plain_code, redeem, vouchers_of
from classroom.errors import KitError

NOON = at("2026-02-13 12:00")


@pytest.fixture
def folder(tmp_path):
    new_class(tmp_path / "class", "plans = { standard = 14, long = 30 }")
    return tmp_path / "class"


def test_codes_are_issued_into_the_log(folder):
    issued = issue(folder, 50, clock=NOON, choose=random.Random(1).choice, plan="Long", by="rita")
    assert len({one.code for one in issued}) == 50
    for one in issued:
        parts = one.code.split("-")
        assert len(parts) == GROUPS and all(len(part) == EACH and set(part) <= set(LETTERS) for part in parts)
        assert (one.plan, one.days, one.learner, one.order) == ("long", 30, "", "")
    events = read_log(folder).events
    assert tuple(vouchers_of(events).values()) == issued and {(e.by, e.at, e.learner) for e in events} == {
        ("rita", NOON, "")
    }
    assert read_log(folder).learners == ()


def test_no_code_is_issued_twice_even_where_chance_repeats_itself(folder):
    first = issue(folder, 5, clock=NOON, choose=random.Random(7).choice, plan="long")
    second = issue(folder, 5, clock=NOON, choose=random.Random(7).choice, plan="long")
    assert not {one.code for one in first} & {one.code for one in second}


def test_what_a_code_can_be_redeemed_for(folder):
    one = issue(folder, 1, clock=NOON, choose=random.Random(1).choice, plan="long")[0]
    there = vouchers_of(read_log(folder).events)
    for written in (one.code, one.code.upper(), f" {one.code.replace('-', '')} ", one.code.replace("-", "－")):
        assert redeem(there, written) == redeem(there, written, "long") == one
    for code, plan, why in (
        ("", "", "the voucher's code is missing"),
        (" - ", "", "the voucher's code is missing"),
        (one.code[:-1], "", "no voucher .* was issued"),
        (one.code, "standard", "is good for the plan long, not for standard"),
    ):
        with pytest.raises(ValueError, match=why):
            redeem(there, code, plan)
    used = Event(at=NOON, what="ordered", learner="amy", order="17", ticket="voucher", code=one.code.upper())
    with pytest.raises(ValueError, match="was used for amy in order 17 already"):
        redeem(vouchers_of([*read_log(folder).events, used]), one.code)
    assert plain_code("K7MQ-x2ph 9dwe") == "k7mqx2ph9dwe"


def test_what_cannot_be_issued(folder):
    for count in (0, -1, 1001):
        with pytest.raises(KitError, match=f"{count} vouchers cannot be issued"):
            issue(folder, count, clock=NOON, choose=random.choice, plan="long")
    with pytest.raises(KitError, match="for a plan, but the plan is missing: standard or long"):
        issue(folder, 1, clock=NOON, choose=random.choice)
    with pytest.raises(KitError, match="there is no plan 'gold'"):
        issue(folder, 1, clock=NOON, choose=random.choice, plan="gold")
    assert read_log(folder).events == ()
