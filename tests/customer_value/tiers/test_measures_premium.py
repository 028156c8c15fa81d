"""Predicting premium customers: nothing after the cut-off gets into the features, and a leak shows."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from figure_tables import shop
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS

from customer_value import FEATURES, MeasureError, feature_power, premium_table, rfm, valid_orders

LEDGER = shop()
CUTOFF = pd.Timestamp("2024-06-30")


def table(orders: pd.DataFrame = LEDGER.orders, refunds: pd.DataFrame = LEDGER.refunds, **options) -> pd.DataFrame:
    return premium_table(orders, refunds, CUTOFF, **{"least": 3000, **options})


def test_features_and_label_of_ledger_l():
    found = premium_table(ORDERS, REFUNDS, "2024-06-30", least=700, days=184)
    assert found["customer_id"].tolist() == ["A", "D"]
    a, d = found.set_index("customer_id")[list(FEATURES)].to_dict("records")
    assert a == {"recency": 121, "frequency": 3, "monetary": 1700, "tenure": 177, "average": pytest.approx(1700 / 3)}
    assert d == {"recency": 29, "frequency": 1, "monetary": 700, "tenure": 29, "average": 700}
    assert found["premium"].tolist() == [False, True]  # D's 900 less the 200 sent back are exactly 700


@pytest.mark.parametrize(("least", "premium"), [(700, True), (700.01, False), (900, False)])
def test_the_threshold_is_reached_net_of_refunds(least, premium):
    found = premium_table(ORDERS, REFUNDS, "2024-06-30", least=least, days=184).set_index("customer_id")
    assert found.loc["D", "premium"] == premium


def test_the_window_ends_with_its_last_day():
    kwargs = {"orders": ORDERS, "refunds": None, "cutoff": "2024-11-20", "least": 900}
    assert premium_table(**kwargs, days=1).set_index("customer_id").loc["D", "premium"]
    orders = ORDERS.assign(
        order_date=ORDERS["order_date"].replace(pd.Timestamp("2024-11-21"), pd.Timestamp("2024-11-22"))
    )
    assert not premium_table(**kwargs | {"orders": orders}, days=1).set_index("customer_id").loc["D", "premium"]


def test_the_cut_off_day_belongs_to_the_question():
    found = premium_table(ORDERS, None, "2024-11-21", least=1, days=30).set_index("customer_id")
    assert (found.loc["D", "frequency"], found.loc["D", "premium"]) == (2, False)


def test_nothing_after_the_cut_off_changes_a_feature():
    later = LEDGER.orders["order_date"] > CUTOFF
    wild = LEDGER.orders.assign(amount=LEDGER.orders["amount"].where(~later, 99999.0))
    refunds = LEDGER.refunds[LEDGER.refunds["refund_date"] <= CUTOFF]
    changed, usual = table(wild, refunds), table()
    pd.testing.assert_frame_equal(changed.drop(columns="premium"), usual.drop(columns="premium"))
    assert changed["premium"].sum() > usual["premium"].sum()


def test_nothing_before_the_cut_off_changes_a_label():
    early = LEDGER.orders["order_date"] <= CUTOFF
    cheap = LEDGER.orders.assign(amount=LEDGER.orders["amount"].where(~early, 50000.0))
    both = table(cheap).merge(table(), on="customer_id", suffixes=("", "_usual"))
    assert both["premium"].tolist() == both["premium_usual"].tolist()
    assert both["monetary"].gt(both["monetary_usual"]).all()


def test_the_features_are_the_measures_and_the_label_a_plain_count():
    found, end = table(), CUTOFF + pd.Timedelta(days=365)
    same = rfm(LEDGER.orders, LEDGER.refunds, CUTOFF)
    pd.testing.assert_frame_equal(found[same.columns.tolist()], same)
    spent: dict[str, float] = {}
    for order in valid_orders(LEDGER.orders, LEDGER.refunds, end).itertuples():
        if order.order_date > CUTOFF:
            spent[order.customer_id] = spent.get(order.customer_id, 0) + order.amount
    assert found["premium"].tolist() == [spent.get(one, 0) >= 3000 for one in found["customer_id"]]
    assert 0 < found["premium"].mean() < 1


@given(st.integers(0, 1000))
@settings(max_examples=5, deadline=None)
def test_the_order_of_rows_changes_nothing(seed):
    shuffled = LEDGER.orders.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(table(shuffled), table())


def test_nobody_yet_is_an_empty_table():
    assert premium_table(ORDERS, REFUNDS, "2023-06-30", least=1).empty
    assert premium_table(ORDERS.iloc[:0], None, "2024-06-30", least=1).empty


# Leakage


def test_a_feature_from_after_the_cut_off_stands_out():
    later = rfm(LEDGER.orders, LEDGER.refunds, CUTOFF + pd.Timedelta(days=365), days=365)
    leaky = table().merge(later[["customer_id", "monetary"]], on="customer_id", how="left", suffixes=("", "_later"))
    leaky["monetary_later"] = leaky["monetary_later"].fillna(0)
    power = feature_power(leaky, [*FEATURES, "monetary_later"]).set_index("feature")["auc"]
    assert power.index[0] == "monetary_later"
    assert power["monetary_later"] == 1
    assert power.drop("monetary_later").max() < 0.95


def test_power_is_a_count_of_pairs():
    people = pd.DataFrame({"x": [1, 2, 2, 5], "premium": [False, True, False, True]})
    (found,) = feature_power(people, "x").to_dict("records")
    assert found == {"feature": "x", "auc": 3.5 / 4, "high_is": True}
    turned = feature_power(people.assign(x=-people["x"]), "x").loc[0]
    assert (turned["auc"], turned["high_is"]) == (3.5 / 4, False)


def test_where_all_have_one_label_no_feature_has_power():
    people = pd.DataFrame({"x": [1, 2], "premium": [True, True]})
    assert math.isnan(feature_power(people, "x").loc[0, "auc"])


PEOPLE = pd.DataFrame({"x": [1, 2], "premium": [True, False]})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: table(least=0), "least is 0; give the spend above 0"),
        (lambda: table(days=0), "days is 0"),
        (lambda: table(LEDGER.orders.drop(columns="amount")), "orders has no column 'amount'"),
        (
            lambda: premium_table(ORDERS, None, "2025-01-08", least=1),
            "orders has no order after the cut-off 2025-01-08",
        ),
        (lambda: premium_table(ORDERS, None, "soon", least=1), "cutoff is 'soon'"),
        (lambda: feature_power(PEOPLE, ["x", "premium"]), "features has 'premium', which is what is to be predicted"),
        (lambda: feature_power(PEOPLE, []), "features is empty"),
        (lambda: feature_power(PEOPLE, ["y"]), "table has no column 'y'"),
        (
            lambda: feature_power(PEOPLE.assign(premium=["no", "yes"]), "x"),
            r"table\['premium'\] holds .* it has to say true or false",
        ),
        (lambda: feature_power(PEOPLE.assign(x=[1, None]), "x"), r"table\['x'\] is missing on 1 of 2 rows"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
