"""The accounts of winning customers: every figure worked out anew from the tables, in both periods."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import read_ledger, valid_orders
from customer_value.lessons.winning_accounts import ENOUGH, winning_accounts


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def valid(ledger):
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


@pytest.mark.parametrize(("ago", "year"), [(0, 2025), (1, 2024)])
def test_the_figures_are_those_of_the_tables(ledger, valid, ago, year):
    found = winning_accounts(ledger, ago)
    assert (found.start, found.end, found.months) == (pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31), 12)

    years = valid.assign(year=valid["order_date"].dt.year)
    first = years.groupby("customer_id")["year"].min()
    booked = ledger.table("costs").assign(year=lambda costs: costs["month"].dt.year).query("year == @year")
    spent = booked.groupby("kind")["amount"].sum()
    assert found.acquisition_cost == pytest.approx(spent["acquisition"] / (first == year).sum())

    mine = years[years["year"] == year]
    lines = ledger.order_lines.merge(ledger.products[["product_id", "unit_cost"]], on="product_id")
    goods = lines["quantity"].mul(lines["unit_cost"]).groupby(lines["order_id"]).sum()
    revenue = mine["amount"].sum()
    left = 1 - mine["order_id"].map(goods).sum() / revenue
    assert found.margin_rate == pytest.approx(left, abs=0.02)  # goods of what was sent back are no cost
    assert found.monthly == pytest.approx(revenue * found.margin_rate / mine["customer_id"].nunique() / 12)
    assert found.kept == pytest.approx(
        (revenue - spent["direct"] - spent["maintenance"]) / (revenue * found.margin_rate)
    )

    known = set(years.loc[years["year"] == year - 1, "customer_id"])
    assert found.came_again == pytest.approx(len(known & set(mine["customer_id"])) / len(known))
    assert found.stay**12 == pytest.approx(found.came_again)

    assert set(found.newcomers["customer_id"]) == set(first.index[first == year])
    brought = years[years["customer_id"].isin(found.newcomers["customer_id"])]["amount"].sum()
    assert found.newcomers["revenue"].sum() == pytest.approx(brought)
    assert found.newcomers["clv"].sum() == pytest.approx(brought * found.margin_rate)


def test_the_channels_that_cost_money_stand_dearest_first_and_few_people_are_not_judged(ledger):
    found = winning_accounts(ledger)
    costs = found.channels["acquisition_cost"]
    assert costs.is_monotonic_decreasing and (costs > 0).all() and found.channels["channel"].notna().all()
    assert found.dearest["customers"] >= ENOUGH
    assert found.channels["customers"].iloc[0] < ENOUGH, "on the sample the very dearest brought a handful"


def test_before_the_ledger_begins_nobody_could_come_again(ledger):
    assert pd.isna(winning_accounts(ledger, 2).came_again)
