"""A shop whose truth is known: the same customers again, what had to be expected of them, and who is lent another."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from customer_value import read_ledger
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.scenario import load_scenario
from tutor.known_truth import BORROWED, KnownShop, known_shop


@pytest.fixture(scope="module")
def sample(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture
def made(tmp_path):
    """A ledger with its description changed."""

    def of(rules: str, **said) -> object:
        folder = tmp_path / rules / "ledger"
        make_ledger(plan_of(load_scenario(rules), seed=5, customers=120), [folder])
        description = folder / "datapackage.json"
        package = json.loads(description.read_text(encoding="utf-8")) | said
        description.write_text(json.dumps(package), encoding="utf-8")
        return read_ledger(folder)

    return of


def test_the_truth_of_the_sample_is_the_one_that_was_written_with_it(sample, repository):
    shop = known_shop(sample)
    written = pd.read_csv(repository / "datasets" / "sample" / "truth" / "customer_truth.csv", encoding="utf-8-sig")
    written = written.set_index("customer_id")
    assert not shop.borrowed and shop.orders is sample.orders and shop.snapshot == sample.snapshot
    assert (shop.truth["rate"] * 30).to_numpy() == pytest.approx(written["purchase_rate"].to_numpy())
    assert shop.truth["leaving"].to_numpy() == pytest.approx(written["dropout_p"].to_numpy())
    at_snapshot = written["alive_at_snapshot"].dropna().astype(bool)
    assert (shop.still_there(sample.snapshot)[at_snapshot.index] == at_snapshot).all()


def test_the_whole_of_the_truth_comes_near_what_came(sample):
    """Over a whole year and all customers chance cancels out; what is cancelled later is in the expectation."""
    shop = known_shop(sample)
    then = sample.snapshot - pd.DateOffset(years=1)
    there = shop.orders[shop.orders["order_date"] <= then]["customer_id"].unique()
    later = shop.orders[(shop.orders["order_date"] > then) & (shop.orders["order_date"] <= sample.snapshot)]
    came = later["customer_id"].isin(there).sum()
    assert shop.expected_orders(then, sample.snapshot)[there].sum() == pytest.approx(came, rel=0.06)


def test_expected_orders_are_those_of_customers_who_toss_a_coin():
    """Played out: orders at random, and after each one the customer may leave."""
    random, rate, leaving, days, n = np.random.default_rng(3), 0.02, 0.2, 365, 20_000
    left = pd.Series(pd.NaT, index=["A"], dtype="datetime64[us]")
    truth = pd.DataFrame({"rate": [rate], "leaving": [leaving], "left_on": left})
    day = pd.Timestamp("2024-12-31")
    shop = KnownShop(orders=pd.DataFrame(), refunds=pd.DataFrame(), snapshot=day, truth=truth, borrowed=False)
    would = random.poisson(rate * days, n)
    stays = random.geometric(leaving, n)
    assert shop.expected_orders(day, day + pd.Timedelta(days=days))["A"] == pytest.approx(
        np.minimum(would, stays).mean(), rel=0.03
    )
    gone = KnownShop(
        orders=shop.orders, refunds=shop.refunds, snapshot=day, truth=truth.assign(left_on=day), borrowed=False
    )
    assert gone.expected_orders(day, "2025-12-31")["A"] == 0
    assert gone.still_there("2024-12-30")["A"] and not gone.still_there(day)["A"]


def test_contracts_a_twin_and_a_young_ledger_are_lent_the_courses_own_shop(made, sample):
    young = made("cafe")
    assert not known_shop(young).borrowed
    object.__setattr__(young, "snapshot", young.orders["order_date"].min() + pd.Timedelta(days=300))
    young._kept.clear()
    own = sample.orders.set_index("order_id")
    for ledger in (made("insurance"), made("giftshop", scenario="twin"), made("ecommerce", seed=6), young):
        shop = known_shop(ledger)
        assert shop.borrowed and shop.snapshot == sample.snapshot and len(shop.truth) == BORROWED[2]
        lent = shop.orders.set_index("order_id")
        assert lent["amount"].eq(own["amount"]).all() and lent["order_date"].eq(own["order_date"]).all()
        assert set(lent["status"]) == set(own["status"])
    assert len(known_shop(made("distributor")).truth) == 120
    shutil.rmtree(young.folder)
