"""Leads, campaigns, touches and media, from numbers to Arrow tables with ids, dates and words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from customer_value.messages import message
from generator import columns
from generator.block import Block
from generator.campaigns import TYPES, expected_uplift
from generator.customers import UNKNOWN
from generator.languages import PACKAGE
from generator.leads import STAGES
from generator.media import USUAL_SIZE, Media, draw_media, leads_by_day
from generator.potential_outcomes import outcomes
from generator.scenario import Scenario
from generator.scenario.campaigns import OBJECTIVES, OWNERSHIP, POSTS
from generator.season import day_index
from generator.tables.core import IDS, customer_ids
from generator.touches import GROUPS, YES
from generator.world import World

SHARED = ("touch_id", "campaign_id", "customer_id", "lead_id", "group")
"""Columns that the truth of a campaign has in common with the touches."""


def leads(block: Block, language: str) -> pa.Table:
    """The leads of a block, numbered in the order of time."""
    scenario, made = block.world.scenario, block.leads
    labels, start = scenario.labels, scenario.dates.start
    row = lead_row(block)

    def dates(day: np.ndarray) -> pa.Array:
        return columns.dates(start, day[row], day[row] != UNKNOWN)

    def named(options: tuple, index: np.ndarray) -> pa.Array:
        return columns.words([one.name.get(language) for one in options], index[row])

    return pa.table(
        {
            "lead_id": columns.ids("L", np.arange(len(row)), 5, block.number * IDS),
            "created_on": dates(made.created),
            "source": named(scenario.acquisition.channels, made.source),
            "medium": named(scenario.media, made.medium),
            "kind": columns.words([labels.person.get(language), labels.company.get(language)], made.kind[row]),
            "industry": named(scenario.industries, made.industry),
            "gender": columns.words(
                [labels.female.get(language), labels.male.get(language)],
                np.where(made.sex_stated, made.sex, UNKNOWN)[row],
            ),
            "birth_year": columns.whole(made.birth_year[row]),
            "income_band": named(scenario.people.income, made.income),
            "interest": named(scenario.categories, made.interest),
            "sales_area": named(scenario.areas, made.area),
            "contacted_on": dates(made.contacted),
            "quoted_on": dates(made.quoted),
            "closed_on": dates(made.closed),
            "stage": columns.words(STAGES, made.stage[row]),
            "lost_reason": named(scenario.leads.reasons, made.reason),
            "customer_id": customer_ids(block, made.customer[row]),
        }
    )


def lead_row(block: Block) -> np.ndarray:
    """The leads' indices in the order they are numbered: by the day they asked."""
    return np.argsort(block.leads.created, kind="stable")


def touches(block: Block, language: str) -> pa.Table:
    """The touches of a block, numbered in the order of time."""
    scenario, made = block.world.scenario, block.touches
    order = np.where(made.order == UNKNOWN, UNKNOWN, block.orders.rank[made.order])
    shared = _shared(block, np.arange(len(made.day)))
    return pa.table(
        {
            **{name: shared[name] for name in SHARED if name != "group"},
            "channel": columns.words(_channels(scenario, language), made.campaign),
            "touched_on": columns.dates(scenario.dates.start, made.day),
            "group": shared["group"],
            "step": columns.whole(made.step),
            "cost": columns.money(made.cost, scenario.minor_digits),
            "opened": _maybe(made.opened),
            "clicked": _maybe(made.clicked),
            "attended": _maybe(made.attended),
            "responded": columns.booleans(made.order != UNKNOWN),
            "order_id": columns.ids("O", order, 6, block.number * IDS),
            "coupon_used": _maybe(made.coupon),
        }
    )


def _shared(block: Block, row: np.ndarray) -> dict[str, pa.Array]:
    """The columns SHARED of some of a block's touches."""
    made, lead = block.touches, block.touches.lead[row]
    if block.world.scenario.leads is not None:
        by_time = lead_row(block)
        place = np.empty(len(by_time) + 1, dtype=np.int64)
        place[by_time] = np.arange(len(by_time))
        place[-1] = UNKNOWN
        lead = place[lead]
    return {
        "touch_id": columns.ids("T", row, 6, block.number * IDS),
        "campaign_id": columns.ids("K", made.campaign[row], 2),
        "customer_id": customer_ids(block, made.customer[row]),
        "lead_id": columns.ids("L", lead, 5, block.number * IDS),
        "group": columns.words(GROUPS, made.group[row]),
    }


def campaign_truth(block: Block, language: str) -> pa.Table:
    """Of everybody in a campaign's audience what they do with treatment and without, by their first touch."""
    scenario, made = block.world.scenario, block.touches
    parts = [
        outcomes(
            scenario,
            trial,
            block.history,
            block.customers,
            block.leads if scenario.leads else None,
            block.traits,
            block.spend,
            block.world.clocks,
            block.streams,
        )
        for trial in block.trials
    ]
    first = np.flatnonzero((made.campaign < len(scenario.campaigns)) & (made.step == 1))
    starts = np.cumsum([0, *(len(trial.member) for trial in block.trials)])
    where = starts[made.campaign[first]] + made.member[first]

    def of_trials(values: list[np.ndarray]) -> np.ndarray:
        return np.concatenate(values)[where]

    def of_outcomes(name: str) -> np.ndarray:
        return of_trials([getattr(one, name) for one in parts])

    digits = scenario.minor_digits
    uplift = [expected_uplift(scenario.campaigns[one.campaign], one.chance) for one in block.trials]
    return pa.table(
        {
            **_shared(block, first),
            "type": columns.words(TYPES, of_trials([trial.type for trial in block.trials])),
            "uplift": columns.numbers(of_trials(uplift), 4),
            "orders_if_treated": columns.whole(of_outcomes("orders_treated")),
            "orders_if_held_out": columns.whole(of_outcomes("orders_held_out")),
            "value_if_treated": columns.money(of_outcomes("value_treated"), digits),
            "value_if_held_out": columns.money(of_outcomes("value_held_out"), digits),
        }
    )


def campaigns(world: World, sums: Mapping[str, np.ndarray], language: str) -> pa.Table:
    """The campaigns, then the media that are always on as campaigns without a hold-out."""
    scenario, unit = world.scenario, 10**world.scenario.minor_digits
    rules, media = scenario.campaigns, scenario.media
    fixed, spent = _fixed(world, sums), _spent(world, sums)
    # A plan is not a forecast: what was set aside lies above or below what was needed.
    slack = 1 + 0.25 * world.streams("campaigns/budget").random(len(rules))
    budget = [_round(one, unit) for one in (fixed + spent) * slack]
    on_media = np.zeros(len(media), dtype=np.int64)
    if media:
        made = media_made(world, sums)
        on_media = np.bincount(made.medium, weights=made.spend, minlength=len(media)).astype(np.int64)
    start = scenario.dates.start
    starts = [*(one.starts_on for one in rules), *(one.starts_on for one in media)]
    sent = [*(one.sent_until for one in rules), *(scenario.dates.end for _ in media)]
    ends = [*(one.ends_on for one in rules), *(scenario.dates.end for _ in media)]
    nothing = [0] * len(media)
    days = [*(one.response_days for one in rules), *(scenario.paths.look_back for _ in media)]
    objectives = [*(one.objective for one in rules), *("acquire" for _ in media)]
    everybody = message(PACKAGE, "marketing.everybody", language)

    def money(values: list) -> pa.Array:
        return columns.money(np.array(values, dtype=np.int64), scenario.minor_digits)

    def dates(values: list) -> pa.Array:
        return columns.dates(start, np.array([day_index(start, one) for one in values]))

    return pa.table(
        {
            "campaign_id": columns.ids("K", np.arange(len(starts)), 2),
            "name": columns.texts([one.name.get(language) for one in (*rules, *media)]),
            "objective": columns.words(OBJECTIVES, np.array([OBJECTIVES.index(one) for one in objectives])),
            "channel": columns.texts(_channels(scenario, language)),
            "audience": columns.texts([*(one.about.get(language) for one in rules), *(everybody for _ in media)]),
            "starts_on": dates(starts),
            "sent_until": dates(sent),
            "ends_on": dates(ends),
            "response_days": columns.whole(np.array(days)),
            "hold_out": columns.numbers(np.array([*(one.hold_out for one in rules), *nothing]), 2),
            "budget": money([*budget, *on_media]),
            "fixed_cost": money([*fixed, *nothing]),
            "cost_per_touch": money([*(round(one.cost * unit) for one in rules), *nothing]),
            "coupon_value": money([*(round(one.coupon * unit) for one in rules), *nothing]),
        }
    )


def media_daily(world: World, sums: Mapping[str, np.ndarray], language: str) -> pa.Table:
    """What every medium did on every day it reached somebody."""
    scenario, made = world.scenario, media_made(world, sums)
    media = scenario.media
    ownership = np.array([OWNERSHIP.index(one.ownership) for one in media])
    return pa.table(
        {
            "date": columns.dates(scenario.dates.start, made.day),
            "medium": columns.words([one.name.get(language) for one in media], made.medium),
            "ownership": columns.words(OWNERSHIP, ownership[made.medium]),
            "posts": columns.whole((made.kind != UNKNOWN).astype(np.int64)),
            "post_kind": columns.words(POSTS, made.kind),
            "post_hour": columns.whole(made.hour),
            "reach": columns.whole(made.reach),
            "engagements": columns.whole(made.engagements),
            "clicks": columns.whole(made.clicks),
            "views": columns.whole(made.views),
            "video_seconds": columns.whole(made.seconds),
            "watch_seconds": columns.whole(made.watched),
            **{f"views_{25 * (place + 1)}": columns.whole(made.quarters[:, place]) for place in range(4)},
            "spend": columns.money(made.spend, scenario.minor_digits),
            "leads": columns.whole(made.leads),
        }
    )


def media_made(world: World, sums: Mapping[str, np.ndarray]) -> Media:
    """The media's days of a ledger whose blocks add up to `sums`."""
    return draw_media(world.scenario, int(sums["marketing/customers"][0]), sums["marketing/leads"], world.streams)


def tally(block: Block) -> dict[str, np.ndarray]:
    """What a block adds to the campaigns and the media: customers, leads, what touches cost and which vouchers."""
    scenario = block.world.scenario
    days, count = block.world.last_day + 1, len(scenario.campaigns)
    sums = {"marketing/customers": np.array([block.count])}
    if scenario.media:
        made = block.leads
        sums["marketing/leads"] = leads_by_day(made.medium, made.created, len(scenario.media), days)
    if scenario.campaigns:
        touched = block.touches
        of_campaigns = touched.campaign < count
        which = touched.campaign[of_campaigns]
        cost, used = touched.cost[of_campaigns], touched.coupon[of_campaigns] == YES
        sums["marketing/cost"] = np.bincount(which, weights=cost, minlength=count).astype(np.int64)
        sums["marketing/coupons"] = np.bincount(which[used], minlength=count)
    return sums


def campaign_cost(world: World, sums: Mapping[str, np.ndarray]) -> np.ndarray:
    """What each campaign cost in all, vouchers included, in minor units; shape (campaigns,)."""
    return _fixed(world, sums) + _spent(world, sums)


def _fixed(world: World, sums: Mapping[str, np.ndarray]) -> np.ndarray:
    """The fixed cost of each campaign, which grows with the ledger."""
    unit, size = 10**world.scenario.minor_digits, sums["marketing/customers"][0] / USUAL_SIZE
    fixed = [_round(one.fixed_cost * size * unit, unit) for one in world.scenario.campaigns]
    return np.array(fixed, dtype=np.int64)


def _spent(world: World, sums: Mapping[str, np.ndarray]) -> np.ndarray:
    """What each campaign's touches and vouchers came to."""
    unit = 10**world.scenario.minor_digits
    coupon = np.array([round(one.coupon * unit) for one in world.scenario.campaigns], dtype=np.int64)
    return sums["marketing/cost"] + coupon * sums["marketing/coupons"]


def _channels(scenario: Scenario, language: str) -> list[str]:
    """The channel of each campaign, media that are always on included."""
    named = [scenario.contact.channels[one.channel] for one in scenario.campaigns]
    return [one.get(language) for one in (*named, *(medium.name for medium in scenario.media))]


def _maybe(values: np.ndarray) -> pa.Array:
    """YES and NO as true and false; UNKNOWN as null."""
    return columns.booleans(values == YES, values != UNKNOWN)


def _round(minor: float, unit: int) -> int:
    """Money as somebody plans it: two significant digits, and whole currency units."""
    step = max(10 ** max(len(str(int(minor / unit))) - 2, 0), 1) * unit
    return round(minor / step) * step


BLOCK = {"leads": leads, "touches": touches}
WHOLE = {"campaigns": campaigns, "media_daily": media_daily}
TRUTH = {"campaign_truth": campaign_truth}
SUMS = (tally,)
