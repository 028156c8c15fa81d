"""Historic value and the short formula: the numbers of the course, and those people get by mistake."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import MeasureError, historic_clv, lifespan_years, margin_rate, order_goods, short_clv, valid_orders

VALID = valid_orders(ORDERS, REFUNDS, SNAPSHOT)

money = st.floats(1, 1e5, allow_nan=False)
purchases = st.lists(st.tuples(st.sampled_from("ABC"), money), min_size=1, max_size=20)


def test_the_short_formula_of_the_course():
    assert short_clv(500, 4, 5, 0.30) == 3000
    assert short_clv(500, 4, lifespan_years(0.20), 0.30) == 3000
    assert short_clv(500, 4, 5, 0.30, acquisition_cost=800) == 2200


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    {
        "revenue, no margin": (lambda: 500 * 4 * 5, 10_000),
        "one year only": (lambda: 500 * 4 * 0.30, 600),
        "ROI instead of value": (lambda: (500 * 4 * 5 * 0.30 - 800) / 800, 2.75),
        "margin applied twice": (lambda: short_clv(500, 4, 5, 0.30) * 0.30, 900),
        "lifespan in months": (lambda: short_clv(500, 4, 60, 0.30), 36_000),
    }.values(),
)
def test_the_short_formula_as_people_get_it_wrong(mistake, wrong):
    assert mistake() == pytest.approx(wrong)
    assert wrong not in (3000, 2200)


def test_years_from_churn():
    assert lifespan_years(0.25) == 4
    assert math.isnan(lifespan_years(0))
    assert math.isnan(short_clv(500, 4, lifespan_years(0), 0.3))
    with pytest.raises(MeasureError, match="annual_churn is 20; give a share from 0 to 1"):
        lifespan_years(20)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((500, 4, 5, 30), "margin is 30; give a share"),
        ((-500, 4, 5, 0.3), "aov is -500"),
        ((500, "4", 5, 0.3), "orders_per_year is '4'"),
        ((500, 4, math.inf, 0.3), "years is inf"),
    ],
)
def test_the_short_formula_refuses_what_makes_no_sense(arguments, says):
    with pytest.raises(MeasureError, match=says):
        short_clv(*arguments)


def test_historic_value_of_ledger_l():
    table = historic_clv(VALID, 0.30)
    assert table["customer_id"].tolist() == ["A", "C", "D"]
    assert table["revenue"].tolist() == [1700, 300, 1400]
    assert table["clv"].tolist() == pytest.approx([510, 90, 420])
    gross = ORDERS[ORDERS["order_date"] <= SNAPSHOT].groupby("customer_id")["amount"].sum() * 0.30
    wrong = {"refunds forgotten": gross["D"], "revenue": 1400, "mean order": 700 * 0.30}
    assert {name: round(value, 2) for name, value in wrong.items()} == {
        "refunds forgotten": 480,
        "revenue": 1400,
        "mean order": 210,
    }
    assert 420 not in wrong.values()


def test_stated_costs_are_taken_off_once_for_each_row():
    costs = pd.DataFrame({"customer_id": ["A", "A", "B"], "amount": [100, 50, 900]})
    table = historic_clv(VALID, 0.30, costs).set_index("customer_id")
    assert table.loc["A", "costs"] == 150
    assert table["clv"].to_dict() == pytest.approx({"A": 360, "C": 90, "D": 420})
    dear = historic_clv(VALID, 0.30, pd.DataFrame({"customer_id": ["C"], "amount": [400]})).set_index("customer_id")
    assert dear.loc["C", "clv"] == pytest.approx(-310)


def test_nobody_has_no_value():
    empty = historic_clv(VALID.iloc[:0], 0.30)
    assert empty.empty
    assert empty.columns.tolist() == ["customer_id", "revenue", "costs", "clv"]


def test_historic_value_names_what_is_missing():
    with pytest.raises(MeasureError, match="valid has no column 'amount'"):
        historic_clv(VALID.drop(columns="amount"), 0.3)
    with pytest.raises(MeasureError, match="valid\\['amount'\\] is infinite"):
        historic_clv(VALID.assign(amount=math.inf), 0.3)
    with pytest.raises(MeasureError, match="margin is 30"):
        historic_clv(VALID, 30)


@given(purchases, st.floats(0.05, 1), st.randoms())
@settings(max_examples=20, deadline=None)
def test_shuffling_splitting_and_scaling_leave_historic_value_as_they_should(rows, margin, random):
    def value(given_rows):
        return historic_clv(pd.DataFrame(given_rows, columns=["customer_id", "amount"]), margin)["clv"].tolist()

    plain = value(rows)
    shuffled = random.sample(rows, len(rows))
    assert value(shuffled) == pytest.approx(plain)
    assert value([(who, amount / 2) for who, amount in rows for _ in range(2)]) == pytest.approx(plain)
    assert value([(who, amount * 3) for who, amount in rows]) == pytest.approx([3 * one for one in plain])
    assert sum(plain) == pytest.approx(sum(amount for _, amount in rows) * margin)


def test_the_margin_rate_is_a_ratio_of_sums():
    lines = pd.DataFrame({"order_id": ["o1", "o2", "o9"], "product_id": "tea", "quantity": [5, 5, 7]})
    goods = order_goods(lines, pd.DataFrame({"product_id": ["tea"], "unit_cost": [80]}))
    valid = pd.DataFrame({"order_id": ["o1", "o2"], "amount": [1000, 500]})
    assert margin_rate(valid, goods) == pytest.approx(700 / 1500)
    mean_of_rates = (0.6 + 0.2) / 2
    assert margin_rate(valid, goods) != pytest.approx(mean_of_rates)
    assert margin_rate(valid.assign(amount=[300, 200]), goods) < 0
    assert math.isnan(margin_rate(valid.iloc[:0], goods))
    with pytest.raises(MeasureError, match="goods has no order 'o2'"):
        margin_rate(valid, goods.drop("o2"))
