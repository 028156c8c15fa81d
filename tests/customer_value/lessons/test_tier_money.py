"""What campaigns spent on each tier: every figure held against `campaign_returns`, and counted anew by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from customer_value import campaign_returns, order_goods, read_ledger, valid_orders
from customer_value.lessons.tier_money import PRACTICE, TIERS, tier_money


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def returns(ledger):
    tables = [ledger.table(name) for name in ("campaigns", "touches")]
    goods = {"lines": ledger.order_lines, "products": ledger.products}
    return campaign_returns(*tables, ledger.orders, ledger.refunds, ledger.snapshot, **goods)


def test_the_tiers_add_up_to_the_campaigns(ledger, returns):
    found = tier_money(ledger)
    assert found.real and found.campaigns == len(returns) and list(found.tiers["tier"]) == list(TIERS)
    together = found.tiers[["people", "buyers", "spend", "came_back"]].sum()
    assert together["people"] == returns["treated"].sum() and together["buyers"] == returns["buyers"].sum()
    assert together["spend"] == pytest.approx(returns["cost"].sum())
    assert together["came_back"] == pytest.approx((returns["revenue"] - returns["goods"]).sum())
    assert found.added_share == pytest.approx(returns["incremental_orders"].sum() / returns["buyers"].sum())
    np.testing.assert_allclose(found.tiers["added"], found.added_share * found.tiers["came_back"])
    by_tier = found.by_campaign.groupby("tier")[["people", "spend", "came_back"]].sum()
    pd.testing.assert_frame_equal(
        by_tier.loc[list(TIERS)].reset_index(), found.tiers[["tier", "people", "spend", "came_back"]], check_dtype=False
    )


def test_a_campaign_counted_by_hand_person_by_person(ledger):
    found = tier_money(ledger)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    touches, campaigns = ledger.table("touches"), ledger.table("campaigns").set_index("campaign_id")
    sent = touches[(touches["campaign_id"] == "K04") & (touches["group"] == "treated")]
    goods, bought = order_goods(ledger.order_lines, ledger.products), valid.set_index("order_id")["amount"]
    each = campaigns.loc["K04", "fixed_cost"] / sent["customer_id"].nunique()
    sums = {tier: [0, 0.0, 0.0] for tier in TIERS}
    for customer, rows in sent.groupby("customer_id"):
        on = rows["touched_on"].min()
        before = valid[(valid["customer_id"] == customer) & (valid["order_date"] < on)]
        year = before.loc[before["order_date"] >= on - pd.Timedelta(days=365), "amount"].sum()
        tier = "gold" if year >= found.gold else "silver" if year >= found.silver else "bronze"
        tier = tier if len(before) else "new"
        order = rows["order_id"].dropna()
        order = order.iloc[0] if len(order) else None
        vouchers = rows["coupon_used"].fillna(False).sum() * campaigns.loc["K04", "coupon_value"]
        sums[tier][0] += 1
        sums[tier][1] += rows["cost"].sum() + vouchers + each
        sums[tier][2] += bought[order] - goods[order] if order in bought.index else 0.0
    rows = found.by_campaign[found.by_campaign["campaign_id"] == "K04"].set_index("tier")
    for tier, (people, spend, came_back) in sums.items():
        if people:
            assert rows.loc[tier, ["people", "spend", "came_back"]].tolist() == pytest.approx(
                [people, spend, came_back]
            )


def test_without_campaigns_to_judge_a_small_company_stands_in(ledger):
    nothing = replace(ledger, package={"resources": []})
    early = replace(ledger, snapshot=pd.Timestamp("2023-06-30"))
    for one in (nothing, early):
        found = tier_money(one)
        assert not found.real and found.campaigns == 0 and found.by_campaign.empty
        assert found.tiers["spend"].tolist() == PRACTICE["spend"].tolist()
        assert found.tiers["added"].tolist() == pytest.approx([4800, 1600, 1200, 3000])
