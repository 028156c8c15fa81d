"""What was spent on customers: nothing of the books is lost, and whoever has ever bought has a row."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import read_ledger, valid_orders
from customer_value.lessons.customer_accounts import customer_accounts
from customer_value.lessons.spent_on_customers import OURS, spent_on_customers


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


def test_the_year_is_that_of_the_books_and_of_the_orders(ledger):
    found = spent_on_customers(ledger)
    assert (found.start, found.end, found.months) == (pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31), 12)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    first = valid.groupby("customer_id")["order_date"].min()
    assert set(found.people.index) == set(first.index)
    assert found.people["new"].sum() == (first >= found.start).sum()
    year = valid[valid["order_date"] >= found.start]
    assert found.people["revenue"].sum() == pytest.approx(year["amount"].sum())
    costs = ledger.table("costs")
    booked = costs[(costs["month"] >= found.start) & (costs["month"] <= found.end)]
    charged = found.people[list(OURS)].sum().sum()
    assert charged + found.nobodys == pytest.approx(booked.loc[booked["kind"].isin(OURS), "amount"].sum())
    programme = booked.loc[(booked["kind"] == "maintenance") & (booked["driver"] == "customers"), "amount"].sum()
    assert found.by_head == pytest.approx(programme / year["customer_id"].nunique())
    bought = found.people[found.people["revenue"] > 0]
    assert (bought["maintenance"] >= found.by_head - 1e-9).all()


def test_earlier_customers_bear_no_cost_of_winning_but_a_campaigns(ledger):
    people = spent_on_customers(ledger).people
    assert people.loc[people["new"], "acquisition"].sum() > 10 * people.loc[~people["new"], "acquisition"].sum()
    silent = people[(people["revenue"] == 0) & (people[list(OURS)].sum(axis="columns") == 0)]
    assert len(silent) > 100 and not silent["new"].any()


def test_it_says_of_everybody_what_the_customer_accounts_say(ledger):
    found, accounts = spent_on_customers(ledger), customer_accounts(ledger)
    assert (found.start, found.end, found.months) == (accounts.start, accounts.end, accounts.months)
    same = ["revenue", "goods", *OURS, "new"]
    theirs = accounts.accounts[same]
    pd.testing.assert_frame_equal(found.people.loc[theirs.index, same], theirs, check_dtype=False)
    others = found.people.drop(theirs.index)
    assert len(others) > 100 and (others[same] == 0).all(axis=None)
