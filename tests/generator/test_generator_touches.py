"""Touches: what was sent and would have been, what it led to, and media on the way to a first order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator import columns
from generator.block import Block
from generator.customers import UNKNOWN
from generator.scenario import Scenario
from generator.scenario.campaigns import Paths
from generator.tables import marketing, shop
from generator.touches import HELD_OUT
from generator.world import World


@pytest.fixture(scope="module")
def block(boutique: Scenario) -> Block:
    return Block(World(boutique, 8), 1, 2000, 2000)


@pytest.fixture(scope="module")
def made(block) -> dict[str, pd.DataFrame]:
    makers = {
        "touches": marketing.touches,
        "orders": shop.orders,
        "leads": marketing.leads,
        "truth": marketing.campaign_truth,
    }
    return {name: columns.plain(make(block, "en")).to_pandas() for name, make in makers.items()}


def media(made: dict[str, pd.DataFrame], boutique: Scenario) -> pd.Series:
    return made["touches"]["campaign_id"].str[1:].astype(int) > len(boutique.campaigns)


def test_each_touch_is_on_a_customer_or_on_a_lead(made):
    touches = made["touches"]
    assert (touches["customer_id"].isna() ^ touches["lead_id"].isna()).all()
    assert touches["touch_id"].is_unique
    assert touches["touched_on"].is_monotonic_increasing
    assert set(touches["lead_id"].dropna()) <= set(made["leads"]["lead_id"])


def test_a_response_is_the_first_valid_order_in_the_window(made, boutique):
    touches = made["touches"][~media(made, boutique)]
    orders = made["orders"].query("status == 'completed'")
    of_lead = made["leads"].set_index("lead_id")["customer_id"]
    who = touches["customer_id"].fillna(touches["lead_id"].map(of_lead))
    member = touches.assign(who=who, key=touches["customer_id"].fillna(touches["lead_id"]))
    member = member.groupby(["campaign_id", "key"], as_index=False).agg(
        day=("touched_on", "min"), last=("touched_on", "max"), who=("who", "first"), order_id=("order_id", "first")
    )
    window = {f"K{number + 1:02d}": rules.response_days for number, rules in enumerate(boutique.campaigns)}
    pairs = member.dropna(subset="who").merge(orders, left_on="who", right_on="customer_id", suffixes=("", "_of_pair"))
    after = (pd.to_datetime(pairs["order_date"]) - pd.to_datetime(pairs["day"])).dt.days
    inside = pairs[(after >= 1) & (after <= pairs["campaign_id"].map(window))].sort_values("order_id_of_pair")
    first = inside.drop_duplicates(["campaign_id", "key"]).set_index(["campaign_id", "key"])
    named = member.set_index(["campaign_id", "key"])["order_id"].dropna()
    assert first["order_id_of_pair"].sort_index().to_dict() == named.sort_index().to_dict()
    assert (first["last"] < first["order_date"]).all()
    assert len(named) > 200


def test_the_response_stands_on_the_last_touch_and_nothing_is_sent_after_it(made, boutique):
    touches = made["touches"][~media(made, boutique)]
    touches = touches.assign(who=touches["customer_id"].fillna(touches["lead_id"]))
    assert (touches["responded"] == touches["order_id"].notna()).all()
    of_one = touches.groupby(["campaign_id", "who"])
    assert (touches["step"] == of_one.cumcount() + 1).all()
    assert (touches["group"] == of_one["group"].transform("first")).all()
    assert not touches.loc[touches["step"] < of_one["step"].transform("max"), "responded"].any()


def test_who_is_held_out_costs_nothing_and_is_never_seen_to_read(made, boutique):
    touches = made["touches"]
    held_out = touches["group"] == "held_out"
    assert (touches.loc[held_out, "cost"] == 0).all()
    assert touches.loc[held_out, ["opened", "clicked", "attended", "coupon_used"]].isna().all(axis=None)
    for number, rules in enumerate(boutique.campaigns):
        own = touches["campaign_id"] == f"K{number + 1:02d}"
        sent = own & ~held_out
        assert (touches.loc[sent, "cost"] == rules.cost).all()
        for name, share in (("opened", rules.opens), ("clicked", rules.clicks), ("attended", rules.attends)):
            assert touches.loc[sent, name].notna().all() == (share is not None)
        spared = "control" if rules.control == "standard" else "held_out"
        assert set(touches.loc[own, "group"]) == {"treated", spared}
        used = touches.loc[own, "coupon_used"].notna()
        assert (
            used == ((rules.coupon > 0) & touches.loc[own, "responded"] & (touches.loc[own, "group"] == "treated"))
        ).all()


def test_nothing_is_clicked_that_was_not_opened(made):
    seen = made["touches"].dropna(subset=["opened", "clicked"])
    assert len(seen) > 500
    assert (seen["opened"].astype(bool) | ~seen["clicked"].astype(bool)).all()


def test_contacts_tire(boutique):
    fresh, tired = [], []
    for seed in (1, 2):
        touches = Block(World(boutique, seed), 0, 0, 3000).touches
        sent = (
            (touches.campaign < len(boutique.campaigns)) & (touches.group != HELD_OUT) & (touches.customer != UNKNOWN)
        )
        days: dict[int, list[int]] = {}
        for customer, day in zip(touches.customer[sent].tolist(), touches.day[sent].tolist(), strict=True):
            days.setdefault(customer, []).append(day)
        # Who answered is left out: an answer to the campaign has been opened for sure.
        for index in np.flatnonzero(sent & (touches.opened != UNKNOWN) & (touches.order == UNKNOWN)).tolist():
            day = int(touches.day[index])
            before = sum(day - 30 <= one < day for one in days[int(touches.customer[index])])
            share = touches.opened[index] / boutique.campaigns[touches.campaign[index]].opens
            (tired if before == 1 else fresh if before == 0 else []).append(share)
    for group, expected in ((fresh, 1.0), (tired, np.exp(-boutique.contact.fatigue))):
        assert np.mean(group) == pytest.approx(expected, abs=4 * np.std(group) / len(group) ** 0.5)


def test_media_come_before_the_first_order_within_the_look_back(made, block, boutique):
    touches = made["touches"][media(made, boutique)]
    assert (touches["group"] == "treated").all()
    leads = made["leads"].set_index("lead_id")
    first = pd.Series(block.customers.first_day, index=[f"C{block.first + 1 + n:05d}" for n in range(block.count)])
    of_lead = leads["customer_id"].reindex(touches["lead_id"]).to_numpy()
    who = touches["customer_id"].fillna(pd.Series(of_lead, index=touches.index))
    start = pd.Timestamp(boutique.dates.start)
    day = (pd.to_datetime(touches["touched_on"]) - start).dt.days
    asked = (pd.to_datetime(leads["created_on"]).reindex(touches["lead_id"]) - start).dt.days.to_numpy()
    until = np.where(who.notna(), first.reindex(who).to_numpy(), asked)
    assert (((until - day) >= 1) & ((until - day) <= boutique.paths.look_back)).all()
    starts = {one.name.en: one.starts_on for one in boutique.media}
    assert (touches["touched_on"] >= touches["channel"].map(starts)).all()


def test_a_paths_order_is_the_first_one_unless_it_was_called_off(made, boutique):
    touches = made["touches"][media(made, boutique)]
    first = made["orders"].sort_values("order_id").drop_duplicates("customer_id").set_index("customer_id")
    leads = made["leads"].set_index("lead_id")["customer_id"]
    who = touches["customer_id"].fillna(touches["lead_id"].map(leads))
    valid = first["status"].reindex(who).to_numpy() == "completed"
    expected = pd.Series(first["order_id"].reindex(who).to_numpy(), index=touches.index).where(valid)
    assert touches["order_id"].fillna("").equals(expected.fillna(""))
    assert touches["responded"].any()
    assert not touches["responded"].all()


def test_first_last_and_shared_credit_differ(made, boutique):
    touches = made["touches"][media(made, boutique) & made["touches"]["responded"]]
    path = touches.sort_values(["touched_on", "step"]).groupby("order_id")["channel"]
    first, last = path.first().value_counts(), path.last().value_counts()
    shared = (1 / path.transform("size")).groupby(touches["channel"]).sum()
    assert shared.sum() == pytest.approx(touches["order_id"].nunique())
    assert first["YouTube channel"] > shared["YouTube channel"] > last["YouTube channel"]
    assert first["LINE newsletter"] < shared["LINE newsletter"] < last["LINE newsletter"]
    sizes = path.size()
    assert sizes.max() <= 4


def test_the_truth_names_each_member_by_the_first_touch(made, boutique):
    truth, touches = made["truth"], made["touches"]
    first = touches[~media(made, boutique) & (touches["step"] == 1)].reset_index(drop=True)
    for name in ("touch_id", "campaign_id", "customer_id", "lead_id", "group"):
        assert truth[name].fillna("").equals(first[name].fillna(""))
    seen = touches[touches["responded"]].assign(who=lambda rows: rows["customer_id"].fillna(rows["lead_id"]))
    responded = set(zip(seen["campaign_id"], seen["who"], strict=True))
    for row in truth.itertuples():
        who = row.lead_id if pd.isna(row.customer_id) else row.customer_id
        orders = row.orders_if_treated if row.group == "treated" else row.orders_if_held_out
        assert (orders > 0) == ((row.campaign_id, who) in responded)


def test_without_media_there_are_no_paths(boutique):
    sources = tuple(source.model_copy(update={"media": {}}) for source in boutique.leads.sources)
    leads = boutique.leads.model_copy(update={"sources": sources})
    plain = boutique.model_copy(update={"media": (), "paths": None, "leads": leads})
    block = Block(World(plain, 8), 0, 0, 300)
    assert block.touches.campaign.max() < len(plain.campaigns)
    assert len(marketing.touches(block, "zh-Hant")) == len(block.touches.day)


def test_the_first_customers_touches_are_those_of_a_longer_ledger(boutique):
    short, long = (Block(World(boutique, 3), 0, 0, count) for count in (250, 600))
    most = len(short.leads.created)

    def rows(block: Block) -> set[tuple]:
        touches = block.touches
        own = ((touches.customer >= 0) & (touches.customer < 250)) | ((touches.lead >= 0) & (touches.lead < most))
        names = ("campaign", "customer", "lead", "day", "group", "step", "opened", "clicked", "coupon")
        return set(zip(*(getattr(touches, name)[own].tolist() for name in names), strict=True))

    assert rows(short) == rows(long)


def test_a_path_has_the_scenarios_number_of_touches(boutique):
    paths = Paths(look_back=10, from_media={2: 1.0}, others={0: 1.0}, own=1.0)
    block = Block(World(boutique.model_copy(update={"paths": paths}), 3), 0, 0, 800)
    touches, leads = block.touches, block.leads
    own = touches.campaign >= len(boutique.campaigns)
    assert (touches.lead[own] >= 0).all()
    keys = [channel.key for channel in boutique.acquisition.channels]
    with_media = {keys.index(source.channel) for source in boutique.leads.sources if source.media}
    late = np.flatnonzero([source in with_media for source in leads.source.tolist()] & (leads.created > 500))
    counted = np.bincount(touches.lead[own], minlength=len(leads.created))
    assert (counted[late] == 2).all()
