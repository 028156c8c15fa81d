"""The accounts of all customers: they add up to the books, and every loss has its reason."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import read_ledger, valid_orders
from customer_value.ledger import Ledger
from customer_value.lessons.customer_accounts import OWN_COSTS, REASONS, customer_accounts, loss_reasons


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def found(ledger):
    return customer_accounts(ledger)


def left(accounts: pd.DataFrame) -> pd.Series:
    return accounts["revenue"] - accounts[list(OWN_COSTS)].sum(axis="columns")


def test_what_is_charged_and_the_pool_are_all_costs_of_the_year(ledger, found):
    assert (found.start, found.end, found.months) == (pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31), 12)
    booked = ledger.table("costs").query("'2025-01-01' <= month <= '2025-12-31'")["amount"].sum()
    assert found.accounts[list(OWN_COSTS)].sum().sum() + found.pool == pytest.approx(booked)
    assert found.books["amount"].sum() == pytest.approx(booked)
    assert found.pool == pytest.approx(found.books.loc[found.books["shared"], "amount"].sum())

    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    year = valid[valid["order_date"] >= "2025-01-01"].groupby("customer_id")["amount"]
    bought = found.accounts[found.accounts["customers"] == 1]
    pd.testing.assert_series_equal(bought["revenue"], year.sum(), check_names=False)
    assert (bought["orders"] == year.size()).all() and (found.accounts["customers"].sum() == len(year.size()))
    assert (found.accounts.loc[found.accounts["customers"] == 0, ["revenue", "orders", "delivery"]] == 0).all(axis=None)

    first = valid.groupby("customer_id")["order_date"].min()
    assert set(found.accounts.index[found.accounts["new"]]) == set(first.index[first >= "2025-01-01"])
    before = first.index[first.between("2024-01-01", "2024-12-31")]
    assert found.came_again == pytest.approx(before.isin(year.size().index).mean())


def test_what_follows_orders_is_what_the_books_say(ledger, found):
    orders = ledger.table("costs").query("'2025-01-01' <= month <= '2025-12-31' and driver == 'orders'")["amount"].sum()
    assert found.accounts["delivery"].sum() == pytest.approx(orders)
    assert (found.accounts["delivery"] <= found.accounts["direct"] + 1e-9).all()


@pytest.mark.parametrize(
    ("reason", "row"),
    [  # customers, new, revenue, goods, direct, acquisition, maintenance, delivery
        ("", (1, False, 100, 40, 10, 0, 20, 5)),
        ("", (1, False, 70, 40, 10, 0, 20, 5)),  # nothing is left, nothing is lost
        ("quiet", (0, False, 0, 0, 0, 0, 20, 0)),
        ("new", (1, True, 100, 40, 10, 200, 20, 5)),
        ("care", (1, False, 100, 40, 30, 60, 20, 30)),  # letters to win others, sent to somebody who is not new
        ("care", (1, True, 100, 40, 30, 200, 60, 20)),
        ("delivery", (1, False, 100, 40, 60, 0, 30, 50)),
        ("delivery", (1, True, 100, 60, 70, 200, 5, 60)),
        ("care", (1, False, 100, 40, 40, 0, 30, 30)),  # either would do, and they cost the same
        ("other", (1, False, 100, 110, 10, 0, 5, 5)),
        ("other", (1, False, 100, 80, 30, 0, 25, 15)),  # neither alone
    ],
)
def test_the_reason_for_a_loss_is_the_cost_without_which_there_is_none(reason, row):
    names = ["customers", "new", "revenue", "goods", "direct", "acquisition", "maintenance", "delivery"]
    accounts = pd.DataFrame([row], columns=names, index=["C1"])
    assert loss_reasons(accounts).tolist() == [reason]


def test_every_loss_has_a_reason_and_nothing_else_has(found):
    reasons = loss_reasons(found.accounts)
    assert ((reasons != "") == (left(found.accounts) < 0)).all()
    assert set(reasons) == {"", *REASONS}


def test_a_ledger_without_books_gets_made_up_ones(ledger):
    without = ("costs", "service_contacts", "campaigns", "touches")
    resources = [one for one in ledger.package["resources"] if one["name"] not in without]
    bare = Ledger(ledger.folder, ledger.snapshot, ledger.package | {"resources": resources})
    found = customer_accounts(bare)
    assert found.made_up and not customer_accounts(ledger).made_up
    revenue = found.accounts["revenue"].sum()
    assert found.pool == pytest.approx(0.15 * revenue)
    assert found.accounts["direct"].sum() == pytest.approx(0.03 * revenue) == found.accounts["delivery"].sum()
    assert (found.accounts["goods"] > 0).all() and (found.accounts["contacts"] == 0).all()


def test_a_ledger_of_a_few_months_has_them_all_and_nobody_before(ledger):
    young = ledger.orders[ledger.orders["order_date"] >= "2025-07-01"]
    small = Ledger(ledger.folder, pd.Timestamp(2025, 12, 20), ledger.package)
    small.__dict__["orders"] = young
    found = customer_accounts(small)
    assert (found.start, found.end, found.months) == (pd.Timestamp(2025, 7, 1), pd.Timestamp(2025, 11, 30), 5)
    assert found.accounts.loc[found.accounts["customers"] == 1, "new"].all() and pd.isna(found.came_again)
