"""Assignment a10: the plan of the course's reference example, and the given functions beside the measures."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import customer_value
from solutions import records
from solutions.capstone import own
from solutions.capstone.given import customer_table, yearly_churn
from solutions.capstone.reference import reference
from solutions.capstone.roi import plan_of as plan_with_money
from solutions.capstone.targets import plan_of
from solutions.rfm.cases import draw_ordinary
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED
from tutor.own import graded_ledger

TASKS = {task.id.removeprefix("a10."): task for task in records("a10").TASKS}


def right(task: str, **inputs):
    return TASKS[task].answer(**inputs)


def wrong(task: str, key: str, **inputs):
    return next(one for one in TASKS[task].mistakes if one.key == key).wrong(**inputs)


PLAN = [("gold", 40, 0.50, 0.60), ("silver", 100, 0.30, 0.36), ("bronze", 200, 0.10, 0.12)]
REFERENCE = plan_with_money([(*row, 2, 1_500, 4_000) for row in PLAN], 0.4)


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 0.40), ("not-less-one", 1.40), ("revenue", 2.50), ("one-order", -0.30), ("whole-target", 7.40)],
)
def test_fourteen_extra_buyers_for_12000(key, value):
    found = wrong("roi", key, **REFERENCE) if key else right("roi", **REFERENCE)
    assert found == pytest.approx(value)


def test_the_reference_plan_asks_for_fourteen_extra_buyers():
    table = right("targets", **plan_of([(tier, 999, *rest) for tier, *rest in PLAN]))
    assert table["extra_buyers"].tolist() == pytest.approx([4, 6, 4])
    assert table["reason"].tolist() == ["above best", "ok", "ok"]


def test_values_of_tiers_sum_to_the_ledgers():
    ledger = graded_ledger("a class", "somebody", "en")
    inputs = own.clv_inputs(ledger)
    table = right("clv", **inputs)
    assert table["value"].sum() == pytest.approx(
        inputs["customers"]["year_money"].sum() * inputs["margin"] / inputs["churn"]
    )
    assert (table["clv"] * table["customers"]).tolist() == pytest.approx(table["value"].tolist())
    shown = reference(ledger)
    assert list(shown.index) == ["gold", "silver", "bronze"] and shown["value_share"].sum() == pytest.approx(1)
    assert shown["customers"].sum() == len(own.people(ledger)) and (shown["order_value"] > 0).all()


# The given functions


@pytest.mark.parametrize("seed", range(3))
def test_the_customer_table_judges_as_the_measures_do(seed):
    shop = draw_ordinary(np.random.default_rng(seed), customers=120)
    table = customer_table(**shop).set_index("customer_id")
    opening = shop["snapshot"] - pd.Timedelta(days=89)
    existing = customer_value.existing_customers(shop["orders"], shop["refunds"], opening)
    assert set(existing["customer_id"]) == set(table.index[table["existing"]])
    assert table.loc[table["existing"], "bought"].mean() == customer_value.repurchase_rate(
        shop["orders"], shop["refunds"], opening, shop["snapshot"]
    )
    spent = customer_value.rfm(shop["orders"], shop["refunds"], opening - pd.Timedelta(days=1))
    assert table["monetary"].to_dict() == spent.set_index("customer_id")["monetary"].to_dict()
    assert (table["year_money"] <= table["monetary"]).all() and (table["year_orders"] > 0).sum() > 50


def test_the_edges_of_quarter_lapse_and_year():
    snapshot = pd.Timestamp("2025-12-31")
    opening = snapshot - pd.Timedelta(days=89)
    days = {"A": 180, "B": 181, "C": 365, "D": 366, "E": 1, "F": 0}
    orders = pd.DataFrame({"customer_id": list(days), "order_id": list(days), "status": "completed", "amount": 100})
    orders["order_date"] = [opening - pd.Timedelta(days=back) for back in days.values()]
    orders.loc[len(orders)] = ["A", "G", "completed", 50, snapshot]
    refunds = pd.DataFrame({"order_id": ["E"], "refund_date": [opening], "amount": [100]}).astype({"order_id": "str"})
    table = customer_table(orders, refunds, snapshot).set_index("customer_id")
    assert list(table.index) == ["A", "B", "C", "D", "E"], "F came when the quarter had opened"
    assert table["existing"].to_dict() == {"A": True, "B": False, "C": False, "D": False, "E": True}
    assert table.index[table["bought"]].tolist() == ["A"] and table.loc["A", "year_money"] == 100
    assert table["year_orders"].to_dict() == {"A": 1, "B": 1, "C": 1, "D": 0, "E": 1}


def test_churn_is_counted_of_those_who_bought_the_year_before():
    snapshot = pd.Timestamp("2025-12-31")
    ages = [("A", 365), ("A", 364), ("B", 729), ("C", 730), ("C", 10), ("D", 500), ("D", 0), ("E", 5)]
    orders = pd.DataFrame(ages, columns=["customer_id", "age"])
    orders["order_date"] = snapshot - pd.to_timedelta(orders.pop("age"), unit="D")
    orders = orders.assign(order_id=[f"o{number}" for number in range(len(ages))], status="completed", amount=10)
    refunds = pd.DataFrame({"order_id": [], "refund_date": pd.to_datetime([]), "amount": []}).astype(
        {"order_id": "str"}
    )
    assert yearly_churn(orders, refunds, snapshot) == pytest.approx(1 / 3), "of A, B and D only B is gone"


# Other right ways, and ways to be wrong that no list foresees


def without_a_test_for_the_empty(plan):
    rate, target = plan["rate"], plan["target"]
    reason = ["below today" if t < r else "above 1" if t > 1 else "above best" if t > rate.max() else "ok"
              for r, t in zip(rate, target, strict=True)]  # fmt: skip
    extra = ((target - rate) * plan["existing"]).where(pd.Series(reason, index=plan.index).isin(["ok", "above best"]))
    return {"tier": list(plan["tier"]), "reason": reason, "extra_buyers": list(extra)}


def test_a_tier_without_a_rate_is_named_where_it_passes_as_it_is():
    found = verdict(TASKS["targets"], without_a_test_for_the_empty, PUBLIC_SEED)
    assert found.mistake == "no-rate-is-ok" and 0 < found < 3


def unguarded(plan, margin):
    planned = plan.dropna(subset="target")
    profit = ((planned["target"] - planned["rate"]) * planned["existing"] * planned["orders_per_buyer"]
              * planned["order_value"]).sum() * margin  # fmt: skip
    cost = planned["cost"].sum()
    return (profit - cost) / cost if cost else 0.0


def test_a_return_of_nothing_spent_costs_its_cases_only_and_they_are_named():
    found = verdict(TASKS["roi"], unguarded, PUBLIC_SEED)
    assert found.state == "partial" and float(found) == pytest.approx(1.5)
    assert "a plan that costs nothing" in found.text


def without_a_word_for_zero(plan, margin):
    planned = plan.dropna(subset="target")
    profit = ((planned["target"] - planned["rate"]) * planned["existing"] * planned["orders_per_buyer"]
              * planned["order_value"]).sum() * margin  # fmt: skip
    return (profit - planned["cost"].sum()) / planned["cost"].sum()


def test_who_divides_the_sums_by_zero_is_not_told_of_a_mean_of_rates():
    found = verdict(TASKS["roi"], without_a_word_for_zero, PUBLIC_SEED)
    assert (found.state, found.mistake) == ("partial", "")
    assert "a plan that costs nothing" in found.text


def test_none_for_an_empty_return_is_right_as_well():
    def with_none(plan, margin):
        found = TASKS["roi"].answer(plan, margin)
        return None if math.isnan(found) else found

    assert verdict(TASKS["roi"], with_none, PUBLIC_SEED).state == "correct"
