"""Costs: what drives them, what can be charged to somebody, and that the books balance to the last unit."""

from __future__ import annotations

import books
import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    COST_COLUMNS,
    COST_KINDS,
    MeasureError,
    campaign_costs,
    cost_rates,
    cost_table,
    customer_activity,
    customer_costs,
    order_goods,
    read_ledger,
)

EVERYTHING = {
    "lines": books.LINES,
    "products": books.PRODUCTS,
    "customers": books.CUSTOMERS,
    "contacts": books.CONTACTS,
    "campaigns": books.CAMPAIGNS,
    "touches": books.TOUCHES,
}


def activity(orders: pd.DataFrame = books.ORDERS, **changed) -> pd.DataFrame:
    return customer_activity(orders, books.REFUNDS, books.SNAPSHOT, **EVERYTHING | changed)


ACTIVITY = activity()
RATES = cost_rates(books.COSTS, ACTIVITY, books.SNAPSHOT)
CHARGED = customer_costs(books.COSTS, ACTIVITY, books.SNAPSHOT)


def quantities(driver: str, table: pd.DataFrame = ACTIVITY) -> dict[tuple, float]:
    rows = table[table["driver"] == driver]
    return {tuple(row[:-1]): row[-1] for row in rows[["customer_id", "channel", "sales_area", "quantity"]].to_numpy()}


# Goods and campaigns


@pytest.mark.parametrize("kind", KINDS)
def test_goods_are_quantities_at_unit_cost(kind):
    goods = order_goods(KINDS[kind](books.LINES), KINDS[kind](books.PRODUCTS))
    assert goods.to_dict() == {"o1": 160, "o2": 260, "o3": 120, "o4": 200, "o5": 360, "o6": 80, "o7": 100} | {
        "o8": 320,
        "o9": 300,
    }


def test_a_campaign_costs_its_touches_vouchers_and_a_part_of_the_fixed_cost_for_everybody_treated():
    cost = campaign_costs(books.CAMPAIGNS, books.TOUCHES)
    rows = {(one.campaign_id, one.customer_id): one.cost for one in cost.itertuples()}
    assert rows == {("K1", "A"): 40, ("K1", "B"): 15, ("K1", ""): 15, ("K2", "A"): 15, ("K3", "E"): 9}
    assert cost.groupby("campaign_id")["cost"].sum().to_dict() == {"K1": 70, "K2": 15, "K3": 9}


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda: order_goods(books.LINES, books.PRODUCTS[:1]), r"order_lines\['product_id'\] 'cup' is not in products"),
        (
            lambda: order_goods(books.LINES, pd.concat([books.PRODUCTS] * 2)),
            "products has two rows with one 'product_id'",
        ),
        (lambda: order_goods(books.LINES.drop(columns="quantity"), books.PRODUCTS), "no column 'quantity'"),
        (lambda: campaign_costs(books.CAMPAIGNS[:1], books.TOUCHES), r"touches\['campaign_id'\] 'K2' is not in"),
        (
            lambda: campaign_costs(books.CAMPAIGNS, books.TOUCHES.assign(customer_id=None)),
            "neither customer_id nor lead_id on 7 of 9 rows",
        ),
        (
            lambda: campaign_costs(books.CAMPAIGNS, books.TOUCHES.assign(customer_id=1.5)),
            r"touches\['customer_id'\] holds numbers with a decimal point",
        ),
        (
            lambda: campaign_costs(books.CAMPAIGNS, books.TOUCHES.assign(coupon_used="yes")),
            r"touches\['coupon_used'\] holds .* it has to say true or false",
        ),
        (
            lambda: campaign_costs(books.CAMPAIGNS, books.TOUCHES.assign(cost=-1)),
            r"touches\['cost'\] is negative on 9 of 9 rows",
        ),
    ],
)
def test_bad_goods_and_campaigns_are_refused(broken, words):
    with pytest.raises(MeasureError, match=words):
        broken()


# Activity


def test_who_did_how_much_of_what_in_the_year():
    assert quantities("orders") == {
        ("A", "Shop", "North"): 1,
        ("A", "Shop", "South"): 1,
        ("A", "Web", "North"): 1,
        ("B", "Web", "South"): 1,
    }
    assert quantities("revenue") == {
        ("A", "Shop", "North"): 600,
        ("A", "Shop", "South"): 300,
        ("A", "Web", "North"): 500,
        ("B", "Web", "South"): 800,
    }
    assert quantities("goods")[("A", "Shop", "North")] == 260
    assert quantities("customers") == {("A", "", ""): 1, ("B", "", ""): 1}
    assert quantities("new_customers") == quantities("media") == {("B", "Referral", ""): 1}
    assert quantities("contacts") == {("A", "", ""): 1, ("E", "", ""): 2}
    assert quantities("campaigns") == {("A", "", ""): 40, ("B", "", ""): 15, ("E", "", ""): 9}


def test_campaigns_to_win_and_to_keep_are_costs_of_two_kinds():
    rows = ACTIVITY[ACTIVITY["driver"] == "campaigns"].set_index("customer_id")["kind"]
    assert rows.to_dict() == {"A": "maintenance", "B": "maintenance", "E": "acquisition"}


def test_whoever_sent_everything_back_is_in_no_row():
    assert "C" not in set(ACTIVITY["customer_id"])


def test_the_period_is_of_whole_months():
    until_november = customer_activity(books.ORDERS, books.REFUNDS, "2024-12-30", months=1)
    assert quantities("orders", until_november) == {("A", "Web", "North"): 1, ("B", "Web", "South"): 1}
    two_years = customer_activity(books.ORDERS, books.REFUNDS, books.SNAPSHOT, months=24)
    assert quantities("revenue", two_years)[("A", "Shop", "North")] == 1000


def test_orders_of_several_lines_are_one_order_each():
    split = pd.concat([books.ORDERS.assign(amount=books.ORDERS["amount"] / 2)] * 2, ignore_index=True)
    pd.testing.assert_frame_equal(activity(split), ACTIVITY)


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_tables_may_be_of_another_kind(kind):
    changed = {name: KINDS[kind](table) for name, table in EVERYTHING.items()}
    found = customer_activity(KINDS[kind](books.ORDERS), KINDS[kind](books.REFUNDS), books.SNAPSHOT, **changed)
    pd.testing.assert_frame_equal(found, ACTIVITY)


def test_customer_ids_may_be_whole_numbers():
    ids = {"A": 1, "B": 2, "C": 3, "E": 5}
    orders = books.ORDERS.assign(customer_id=books.ORDERS["customer_id"].map(ids))
    numbered = {
        name: EVERYTHING[name].assign(customer_id=EVERYTHING[name]["customer_id"].map(ids).astype("Int64"))
        for name in ("customers", "contacts", "touches")
    }
    found = activity(orders, **numbered)
    assert found["customer_id"].map({number: letter for letter, number in ids.items()}).tolist() == (
        ACTIVITY["customer_id"].tolist()
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"products": None}, "order_lines is given without products"),
        ({"campaigns": None}, "touches is given without campaigns"),
        ({"lines": books.LINES[:1]}, "order_lines has no line of the order 'o2'"),
        ({"months": 0}, "months is 0"),
        ({"customers": pd.concat([books.CUSTOMERS] * 2)}, "customers has two rows with one 'customer_id'"),
        ({"contacts": books.CONTACTS.drop(columns="contacted_on")}, "contacts has no column 'contacted_on'"),
    ],
)
def test_bad_activity_is_refused(changed, words):
    with pytest.raises(MeasureError, match=words):
        activity(**changed)


def test_nobody_did_anything():
    empty = customer_activity(books.ORDERS, books.REFUNDS, "2020-12-31", **EVERYTHING)
    assert empty.empty
    assert list(empty.columns) == list(ACTIVITY.columns)


# The books


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_costs_by_kind_and_item(kind):
    table = cost_table(KINDS[kind](books.COSTS.drop(columns=["channel", "sales_area"])), books.SNAPSHOT)
    assert table["kind"].tolist() == ["direct"] * 3 + ["indirect"] + ["acquisition"] * 3 + ["maintenance"] * 3
    assert table["item"].tolist()[:5] == ["Goods", "Parcels", "Card fees", "Rent", "Fair"]
    assert table["amount"].tolist()[:5] == [940, 120, 22, 300, 70]
    assert table["share"].sum() == pytest.approx(1)
    shared = table.loc[table["shared"], "share"].sum()
    assert shared == pytest.approx(300 / 1681)
    wrong = {"campaigns counted as shared": 379 / 1681, "the months before and after too": 900 / 2281}
    assert all(abs(value - shared) > 0.01 for value in wrong.values())


def test_without_costs_there_are_no_shares():
    assert cost_table(books.COSTS, "2020-12-31").empty
    free = cost_table(books.COSTS.assign(amount=0), books.SNAPSHOT)
    assert free["share"].isna().all()


def test_the_rate_is_the_cost_over_the_units_of_its_own_channel_or_area():
    rates = RATES.set_index(["item", "channel"])["rate"]
    assert rates[("Parcels", "Web")] == 60
    assert rates[("Card fees", "")] == pytest.approx(22 / 1100)
    assert rates[("Desk", "")] == 20
    assert rates[("Members", "")] == 20
    assert rates[("Gifts", "Referral")] == 50
    assert rates[("Goods", "Shop")] == rates[("Goods", "Web")] == 1
    sold = books.ORDERS[books.ORDERS["order_date"].dt.year == 2024]
    wrong = {
        "orders of all channels": 120 / sum(quantities("orders").values()),
        "the returned order too": 120 / ((sold["channel"] == "Web") & (sold["status"] == "completed")).sum(),
        "the cancelled one as well": 120 / (sold["channel"] == "Web").sum(),
    }
    assert wrong == {"orders of all channels": 30, "the returned order too": 40, "the cancelled one as well": 30}


def test_what_nobody_drives_has_no_rate():
    without = RATES[RATES["units"] == 0]
    assert without["item"].tolist() == ["Rent", "Fair"]
    assert without["rate"].isna().all()


def test_each_customer_bears_what_they_caused():
    rows = CHARGED.set_index("customer_id")
    assert rows.loc["A"].to_dict() == pytest.approx(
        {
            "customers": 1,
            "orders": 3,
            "revenue": 1400,
            "goods": 580,
            "direct": 60 + 6,
            "indirect": 0,
            "acquisition": 0,
            "maintenance": 70 * 40 / 55 + 20 + 20,
        }
    )
    assert rows.loc["B", ["goods", "direct", "acquisition", "maintenance"]].tolist() == pytest.approx(
        [360, 60 + 16, 50, 70 * 15 / 55 + 20]
    )
    assert rows.loc["E", ["revenue", "acquisition", "maintenance"]].tolist() == [0, 9, 40]


def test_the_books_balance():
    uncharged = RATES.loc[RATES["units"] == 0, "amount"].sum()
    assert CHARGED[list(COST_COLUMNS)].to_numpy().sum() + uncharged == pytest.approx(1681)
    assert RATES["amount"].sum() == 1681


DRIVERS = ["orders", "revenue", "contacts", "capacity", "customers", "campaigns", "new_customers"]
book = st.tuples(
    st.sampled_from(COST_KINDS), st.sampled_from(DRIVERS), st.sampled_from([None, "Shop", "Web"]), st.integers(0, 1000)
)


@given(st.lists(book, min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_whatever_the_books_every_cost_is_charged_once_or_not_at_all(rows):
    costs = pd.DataFrame(rows, columns=["kind", "driver", "channel", "amount"])
    costs = costs.assign(month=pd.Timestamp("2024-03-01"), item=costs["driver"], sales_area=None)
    rates = cost_rates(costs, ACTIVITY, books.SNAPSHOT)
    charged = customer_costs(costs, ACTIVITY, books.SNAPSHOT)
    uncharged = rates.loc[rates["units"] == 0, "amount"].sum()
    assert charged[list(COST_COLUMNS)].to_numpy().sum() + uncharged == pytest.approx(costs["amount"].sum())
    assert charged[["orders", "revenue"]].equals(CHARGED[["orders", "revenue"]])


@given(st.integers(2, 50))
@settings(max_examples=10, deadline=None)
def test_another_currency_scales_every_cost(rate):
    dear = cost_rates(books.COSTS.assign(amount=books.COSTS["amount"] * rate), ACTIVITY, books.SNAPSHOT)
    assert np.allclose(dear["rate"], RATES["rate"] * rate, equal_nan=True)


def test_the_order_of_the_rows_does_not_matter():
    shuffled = books.COSTS.sample(frac=1, random_state=5), ACTIVITY.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(customer_costs(*shuffled, books.SNAPSHOT), CHARGED)


def test_costs_without_any_activity_are_charged_to_nobody():
    nothing = customer_costs(books.COSTS, ACTIVITY[:0], books.SNAPSHOT)
    assert nothing.empty
    assert list(nothing.columns) == list(CHARGED.columns)
    assert cost_rates(books.COSTS, ACTIVITY[:0], books.SNAPSHOT)["rate"].isna().all()


def test_the_sample_ledgers_activity_explains_its_books(repository):
    ledger = read_ledger(repository / "datasets" / "sample" / "en")
    done = customer_activity(
        ledger.orders,
        ledger.refunds,
        ledger.snapshot,
        lines=ledger.order_lines,
        products=ledger.products,
        customers=ledger.customers,
        contacts=ledger.table("service_contacts"),
        campaigns=ledger.table("campaigns"),
        touches=ledger.table("touches"),
    )
    costs = ledger.table("costs")
    rates, charged = (find(costs, done, ledger.snapshot) for find in (cost_rates, customer_costs))
    in_money = rates[rates["driver"].isin(["goods", "campaigns"])]
    assert in_money["rate"].tolist() == pytest.approx([1] * len(in_money), abs=0.02)
    assert set(rates.loc[rates["units"] == 0, "driver"]) == {"capacity"}
    left = rates.loc[rates["units"] == 0, "amount"].sum()
    table = cost_table(costs, ledger.snapshot)
    assert charged[list(COST_COLUMNS)].to_numpy().sum() + left == pytest.approx(table["amount"].sum())
    assert table.loc[table["shared"], "amount"].sum() == left


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "other"}, r"costs\['kind'\] holds 'other'; call it one of direct, indirect"),
        ({"amount": -5}, r"costs\['amount'\] is negative on 13 of 13 rows"),
        ({"amount": np.inf}, r"costs\['amount'\] is infinite"),
        ({"amount": "12"}, r"costs\['amount'\] holds text, not numbers"),
        ({"month": "2024-01"}, r"costs\['month'\] holds text, not dates"),
    ],
)
def test_bad_books_are_refused(changed, words):
    with pytest.raises(MeasureError, match=words):
        cost_table(books.COSTS.assign(**changed), books.SNAPSHOT)


def test_books_without_a_channel_column_are_refused():
    with pytest.raises(MeasureError, match="costs has no column 'channel'"):
        cost_rates(books.COSTS.drop(columns="channel"), ACTIVITY, books.SNAPSHOT)
