"""Leads: every customer of a channel that works through leads was one, and the rest are those who never bought."""

from __future__ import annotations

import numpy as np
import pytest

from generator.block import Block
from generator.customers import COMPANY, UNKNOWN
from generator.leads import CONTACTED, LOST, OPEN, QUOTED, WON, conversion, days_to_win, sources_of
from generator.scenario import Scenario
from generator.world import World


@pytest.fixture(scope="module")
def block(boutique: Scenario) -> Block:
    return Block(World(boutique, 4), 0, 0, 6000)


def test_each_customer_of_such_a_channel_and_nobody_else_was_a_lead(block, boutique):
    leads, customers = block.leads, block.customers
    through_leads = {number for number, one in enumerate(sources_of(boutique)) if one}
    expected = [number for number in range(block.count) if int(customers.channel[number]) in through_leads]
    won = leads.customer[leads.stage == WON]
    assert sorted(won.tolist()) == expected
    assert (leads.customer[leads.stage != WON] == UNKNOWN).all()
    for name in ("kind", "area", "sex", "birth_year", "industry"):
        assert (getattr(leads, name)[leads.stage == WON] == getattr(customers, name)[won]).all()
    assert (leads.source[leads.stage == WON] == customers.channel[won]).all()
    assert (leads.income[leads.stage == WON] == block.income[won]).all()


def test_a_lead_goes_through_its_stages_in_time(block):
    leads, last = block.leads, block.world.last_day
    assert ((leads.created >= 0) & (leads.created <= last)).all()
    before = leads.created
    for name in ("contacted", "quoted", "closed"):
        day = getattr(leads, name)
        known = day != UNKNOWN
        assert ((day >= before) | ~known).all()
        assert (day[known] <= last).all()
        before = np.where(known, day, before)
    closed = (leads.stage == WON) | (leads.stage == LOST)
    assert ((leads.closed != UNKNOWN) == closed).all()
    assert ((leads.reason != UNKNOWN) == (leads.stage == LOST)).all()
    assert (leads.contacted[(leads.stage == QUOTED) | (leads.stage == CONTACTED)] != UNKNOWN).all()
    assert (leads.quoted[leads.stage == QUOTED] != UNKNOWN).all()
    assert (leads.contacted[leads.stage == OPEN] == UNKNOWN).all()


def test_a_lead_is_won_with_the_first_order_and_asked_before_registering(block):
    leads, customers = block.leads, block.customers
    won = leads.stage == WON
    who = leads.customer[won]
    assert (leads.closed[won] == customers.first_day[who]).all()
    assert (leads.created[won] <= customers.registered[who]).all()


def test_the_share_that_is_won_is_the_scenarios(boutique):
    blocks = [Block(World(boutique, seed), 0, 0, 6000) for seed in range(3)]
    source, kind, won = (
        np.concatenate(values)
        for values in zip(*((b.leads.source, b.leads.kind, b.leads.stage == WON) for b in blocks), strict=True)
    )
    for number, one in enumerate(sources_of(boutique)):
        for code, name in enumerate(("person", "company")):
            here = won[(source == number) & (kind == code)]
            if one is None or not len(here):
                continue
            share = getattr(one, name)
            assert here.mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / len(here))), one.channel
            assert conversion(boutique, np.array([number]), np.array([code])) == share


def test_who_is_not_won_earns_less(block):
    leads = block.leads
    known = leads.income != UNKNOWN
    assert leads.income[known & (leads.stage == LOST)].mean() < leads.income[known & (leads.stage == WON)].mean() - 0.2
    assert (leads.income[leads.kind == COMPANY] == UNKNOWN).all()


def test_media_bring_leads_only_where_the_source_has_them_and_once_they_are_there(block, boutique):
    leads = block.leads
    keys = [medium.key for medium in boutique.media]
    for number, one in enumerate(sources_of(boutique)):
        media = leads.medium[leads.source == number]
        named = {keys[index] for index in np.unique(media[media != UNKNOWN])}
        assert named <= set(one.media if one else ())
    starts = np.array([(medium.starts_on - boutique.dates.start).days for medium in boutique.media])
    known = leads.medium != UNKNOWN
    assert (leads.created[known] >= starts[leads.medium[known]]).all()


def test_days_to_win_are_those_of_the_leads_that_are_won(block, boutique):
    leads = block.leads
    late = (leads.stage == WON) & (leads.created > 200) & (leads.kind == 0)
    waited = leads.closed[late] - leads.created[late]
    within = days_to_win(boutique)[0]
    for days in (0, 5, 20, 60):
        assert np.mean(waited <= days) == pytest.approx(within[days], abs=4 * (0.25 / late.sum()) ** 0.5)


def test_the_first_customers_leads_are_those_of_a_longer_ledger(boutique):
    short, long = (Block(World(boutique, 9), 0, 0, count).leads for count in (300, 900))
    for name in short.__dataclass_fields__:
        one, other = getattr(short, name), getattr(long, name)
        assert (one == other[: len(one)]).all(), name
