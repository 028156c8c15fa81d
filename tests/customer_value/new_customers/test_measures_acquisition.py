"""The acquisition cost: in all, by channel, of the next customer; and what it is confused with."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS

from customer_value import (
    MeasureError,
    acquisition_cost,
    acquisition_cost_by_channel,
    marginal_acquisition_cost,
)

MEDIA, STAFF, NEW, BUYERS = 120_000, 80_000, 400, 1000

CUSTOMERS = pd.DataFrame({"customer_id": list("ABCDEF"), "channel": ["Fair", "Web", "Web", "Web", None, "Web"]})
VALID = pd.DataFrame(
    [
        ("A", "2024-03-09"),
        ("B", "2024-03-01"),
        ("B", "2024-03-20"),  # a second order makes no second new customer
        ("C", "2024-04-30"),
        ("D", "2024-02-29"),  # new in February, though buying in March
        ("D", "2024-03-05"),
        ("E", "2024-03-10"),
        ("F", "2024-05-01"),
    ],
    columns=["customer_id", "order_date"],
).astype({"order_date": "datetime64[us]"})
COSTS = pd.DataFrame(
    [
        ("acquisition", "2024-03-01", "Fair", 900),
        ("acquisition", "2024-04-01", "Web", 300),
        ("acquisition", "2024-03-01", "Web", 100),
        ("acquisition", "2024-03-01", "Mail", 50),
        ("acquisition", "2024-03-01", None, 70),
        ("acquisition", "2024-05-01", "Web", 9000),
        ("maintenance", "2024-03-01", "Web", 9000),
    ],
    columns=["kind", "month", "channel", "amount"],
).astype({"month": "datetime64[us]"})


def by_channel(costs=COSTS, customers=CUSTOMERS, valid=VALID, start="2024-03-01", end="2024-04-30"):
    return acquisition_cost_by_channel(costs, customers, valid, start, end)


def test_the_acquisition_cost_of_the_example_and_its_mistakes():
    assert acquisition_cost(MEDIA + STAFF, NEW) == 500
    assert acquisition_cost(MEDIA, NEW) == 300  # paid, not fully loaded
    assert (MEDIA + STAFF) / BUYERS == 200  # divided by all buyers
    assert len({500, 300, 200}) == 3
    assert math.isnan(acquisition_cost(1000, 0))
    assert acquisition_cost(0, 5) == 0


def test_the_next_customer_costs_more_than_the_average():
    assert marginal_acquisition_cost(100_000, 200, 120_000, 220) == 1000
    assert round(acquisition_cost(120_000, 220), 1) == 545.5  # average after
    assert acquisition_cost(100_000, 200) == 500  # average before


@pytest.mark.parametrize("after", [200, 180])
def test_without_extra_customers_there_is_no_marginal_cost(after):
    assert math.isnan(marginal_acquisition_cost(100_000, 200, 120_000, after))


def test_more_customers_for_less_money_is_a_cost_below_zero():
    assert marginal_acquisition_cost(120_000, 200, 100_000, 220) == -1000


def test_every_channel_has_its_own_spend_and_new_customers():
    table = by_channel()
    assert table["channel"].fillna("-").tolist() == ["Web", "Fair", "Mail", "-"]
    assert table["spend"].tolist() == [400, 900, 50, 70]
    assert table["customers"].tolist() == [2, 1, 0, 1]
    assert table["acquisition_cost"].tolist()[:2] == [200, 900]
    assert table["acquisition_cost"].isna().tolist() == [False, False, True, True]


def test_the_blended_cost_is_the_ratio_of_the_sums():
    table = by_channel()
    blended = acquisition_cost(table["spend"].sum(), table["customers"].sum())
    assert blended == 1420 / 4
    assert table["acquisition_cost"].mean() == 550 != blended


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    make = KINDS[kind]
    pd.testing.assert_frame_equal(by_channel(make(COSTS), make(CUSTOMERS), make(VALID)), by_channel())


def test_the_order_of_rows_and_lines_of_an_order_change_nothing():
    shuffled = by_channel(
        COSTS.sample(frac=1, random_state=2),
        CUSTOMERS[::-1],
        pd.concat([VALID, VALID]).sample(frac=1, random_state=3),
    )
    pd.testing.assert_frame_equal(shuffled, by_channel())


def test_money_in_another_unit_changes_only_the_unit():
    scaled = by_channel(COSTS.assign(amount=COSTS["amount"] * 100))
    pd.testing.assert_series_equal(scaled["acquisition_cost"], by_channel()["acquisition_cost"] * 100)


def test_nobody_new_and_nothing_spent():
    empty = by_channel(start="2023-01-01", end="2023-12-31")
    assert empty.empty
    assert list(empty.columns) == ["channel", "spend", "customers", "acquisition_cost"]
    assert by_channel(COSTS.iloc[:0])["spend"].sum() == 0
    assert by_channel(valid=VALID.iloc[:0])["acquisition_cost"].isna().all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": "2024-03-02"}, "is not one of whole months"),
        ({"end": "2024-04-29"}, "is not one of whole months"),
        ({"costs": COSTS.drop(columns="month")}, "costs has no column 'month'"),
        ({"costs": COSTS.assign(amount=-1)}, r"costs\['amount'\] is negative on 7 of 7 rows"),
        ({"costs": COSTS.assign(amount=math.inf)}, r"costs\['amount'\] is infinite"),
        ({"costs": COSTS.assign(amount=math.nan)}, r"costs\['amount'\] is missing on"),
        ({"customers": CUSTOMERS.assign(customer_id="A")}, "two rows with one 'customer_id', such as 'A'"),
        ({"customers": CUSTOMERS[1:]}, "customers has no row for 'A', who is in valid"),
        ({"valid": VALID.assign(order_date="2024-03-01")}, r"valid\['order_date'\] holds text"),
    ],
)
def test_bad_tables_are_refused(changes, said):
    with pytest.raises(MeasureError, match=said):
        by_channel(**changes)


def test_bad_numbers_are_refused():
    with pytest.raises(MeasureError, match="spend is 'NT"):
        acquisition_cost("NT$500", 3)
    with pytest.raises(MeasureError, match="new_after is -1"):
        marginal_acquisition_cost(1, 1, 2, -1)
