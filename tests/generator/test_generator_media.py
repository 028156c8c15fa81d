"""Media by day: leads that agree with the leads, a funnel that narrows, videos whose numbers fit together."""

from __future__ import annotations

import numpy as np
import pytest

from generator.block import Block
from generator.customers import UNKNOWN
from generator.media import draw_media
from generator.scenario import Scenario
from generator.scenario.campaigns import POSTS
from generator.streams import WHOLE, Streams
from generator.tables import add, marketing
from generator.world import World

DAYS = 1186


@pytest.fixture(scope="module")
def blocks(boutique: Scenario) -> list[Block]:
    world = World(boutique, 6)
    return [Block(world, number, 700 * number, 700) for number in range(2)]


@pytest.fixture(scope="module")
def made(blocks):
    sums: dict[str, np.ndarray] = {}
    for block in blocks:
        add(sums, marketing.tally(block))
    return marketing.media_made(blocks[0].world, sums)


def test_leads_by_medium_and_day_are_those_of_the_leads(blocks, made):
    counted = np.zeros((5, DAYS), dtype=int)
    for block in blocks:
        for medium, day in zip(block.leads.medium.tolist(), block.leads.created.tolist(), strict=True):
            if medium != UNKNOWN:
                counted[medium, day] += 1
    found = np.zeros_like(counted)
    found[made.medium, made.day] = made.leads
    assert (found == counted).all()
    assert counted.sum() > 300


def test_a_row_for_each_medium_and_day_that_reached_somebody(made, boutique):
    assert len(np.unique(made.medium * DAYS + made.day)) == len(made.day)
    assert (np.diff(made.day) >= 0).all()
    assert (made.reach > 0).all()
    starts = np.array([(medium.starts_on - boutique.dates.start).days for medium in boutique.media])
    assert (made.day >= starts[made.medium]).all()


def test_the_funnel_narrows(made):
    assert (made.leads <= made.clicks).all()
    assert (made.clicks <= made.reach).all()
    assert (made.engagements <= made.reach).all()
    assert (made.engagements[made.kind == UNKNOWN] == 0).all()
    assert ((made.kind == UNKNOWN) == (made.hour == UNKNOWN)).all()


def test_a_videos_numbers_fit_together(made):
    video = made.kind == POSTS.index("video")
    assert ((made.views != UNKNOWN) == video).all()
    views, length, quarters = made.views[video], made.seconds[video], made.quarters[video]
    at = np.column_stack([views, quarters])
    assert (np.diff(at, axis=1) <= 0).all()
    # Whoever came to a quarter has watched up to it, and whoever did not come to the next has not watched beyond.
    assert (made.watched[video] >= length * quarters.sum(axis=1) // 4).all()
    assert (made.watched[video] <= length * at[:, :-1].sum(axis=1) / 4).all()
    assert (views <= made.reach[video]).all()


def test_spend_is_what_was_reached_and_made(made, boutique):
    posted = made.kind != UNKNOWN
    for number, rules in enumerate(boutique.media):
        own = made.medium == number
        expected = rules.cpm * made.reach[own] / 1000 + 0.7 * rules.post_cost * posted[own]  # 1,400 of 2,000 customers
        assert made.spend[own] == pytest.approx(expected, abs=0.501)


def test_kinds_and_hours_differ_as_the_scenario_says(boutique):
    media = draw_media(boutique, 200_000, np.zeros((5, DAYS), dtype=np.int64), Streams(1, WHOLE))
    own, rules = media.medium == 0, boutique.media[0]
    for post in rules.posts:
        here = own & (media.kind == POSTS.index(post.kind))
        assert media.engagements[here].sum() / media.reach[here].sum() == pytest.approx(post.engagement, rel=0.12)
        assert media.clicks[here].sum() / media.reach[here].sum() == pytest.approx(post.clicks, rel=0.05)
    photo = own & (media.kind == POSTS.index("photo"))
    rate = media.engagements / media.reach
    best, worst = photo & (abs(media.hour - rules.peak) <= 1), photo & (media.hour <= 10)
    assert rate[best].mean() / rate[worst].mean() == pytest.approx(1 + rules.lift, rel=0.15)


def test_a_larger_ledger_has_the_same_days_and_more_of_everything(boutique):
    nothing = np.zeros((5, DAYS), dtype=np.int64)
    small, large = (draw_media(boutique, count, nothing, Streams(1, WHOLE)) for count in (2_000, 200_000))
    assert len(large.day) - len(small.day) < 0.03 * len(small.day)
    assert large.reach.sum() / small.reach.sum() == pytest.approx(100, rel=0.02)
    assert (large.kind != UNKNOWN).sum() == (small.kind != UNKNOWN).sum()


def test_a_ledgers_campaigns_cost_what_their_touches_cost(blocks, boutique):
    sums: dict[str, np.ndarray] = {}
    for block in blocks:
        add(sums, marketing.tally(block))
    for number in range(len(boutique.campaigns)):
        rows = [block.touches.campaign == number for block in blocks]
        cost = sum(int(block.touches.cost[own].sum()) for block, own in zip(blocks, rows, strict=True))
        assert sums["marketing/cost"][number] == cost
    table = marketing.campaigns(blocks[0].world, sums, "en").to_pandas()
    assert len(table) == len(boutique.campaigns) + len(boutique.media)
    trials = table.iloc[: len(boutique.campaigns)]
    assert (trials["budget"] >= trials["fixed_cost"]).all()
    assert trials["fixed_cost"].tolist() == [
        pytest.approx(rules.fixed_cost * 1400 / 2000, rel=0.06) for rules in boutique.campaigns
    ]
