"""Services that customers wish for: shares with intervals per group, and what each tier is offered at what cost."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from customer_value import MeasureError, service_offers, service_wishes

SERVICES = pd.DataFrame({"name": ["Adviser", "Evening", "Mending", "Wrap"], "yearly_cost": [1600, 480, 340, 70]})


def answers(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["tier", "wished_service", "service_openness"])
    return frame.astype({"tier": "str", "wished_service": "str", "service_openness": "Int64"})


EXAMPLE = answers(
    [
        *(("Gold", "Adviser", 5), ("Gold", "Adviser", 4), ("Gold", "Adviser", None), ("Gold", "Wrap", 3)),
        *(("Gold", None, 5), ("Silver", "Wrap", 1), ("Silver", "Wrap", 4)),
    ]
)


def test_counts_by_hand():
    found = service_wishes(EXAMPLE, "tier").set_index(["group", "service"])
    assert found.index.tolist() == [("Gold", "Adviser"), ("Gold", "Wrap"), ("Silver", "Adviser"), ("Silver", "Wrap")]
    assert found["answers"].tolist() == [4, 4, 2, 2]  # the one left blank is no answer
    assert found["wished"].tolist() == [3, 1, 0, 2]
    assert found["share"].tolist() == [0.75, 0.25, 0, 1]
    assert found["asked"].tolist() == [2, 1, 0, 2]
    assert found["open"].tolist()[:2] == [1, 0]
    assert math.isnan(found.loc[("Silver", "Adviser"), "open"])
    assert found.loc[("Silver", "Wrap"), "open"] == 0.5
    assert found.loc[("Gold", "Adviser"), "share"] != 3 / 5  # blanks in the base
    assert found.loc[("Gold", "Adviser"), "open"] != 2 / 3  # blanks taken for "no"


@given(st.integers(1, 60), st.integers(0, 60))
@settings(max_examples=20, deadline=None)
def test_the_interval_is_wilsons(wished, others):
    n, p, z = wished + others, wished / (wished + others), norm.ppf(0.975)
    table = answers([("a", "Wrap", 3)] * wished + [("a", "Evening", 3)] * others)
    row = service_wishes(table, "tier").set_index("service").loc["Wrap"]
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    assert (row["low"], row["high"]) == pytest.approx((middle - half, middle + half))
    assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1


def test_shares_of_a_group_sum_to_one_and_a_category_keeps_its_order():
    table = EXAMPLE.assign(tier=pd.Categorical(EXAMPLE["tier"], ["Silver", "Bronze", "Gold"]))
    found = service_wishes(table.sample(frac=1, random_state=4), "tier")
    assert found["group"].tolist() == ["Silver"] * 2 + ["Bronze"] * 2 + ["Gold"] * 2
    sums = found.groupby("group", observed=False)["share"].sum(min_count=1)
    assert sums["Gold"] == sums["Silver"] == 1
    assert math.isnan(sums["Bronze"])
    assert found.loc[found["group"] == "Bronze", ["low", "high", "open_low"]].isna().all(axis=None)


def test_nobody_answered():
    assert service_wishes(answers([]), "tier").empty


def test_what_each_tier_is_offered():
    offers = service_offers(service_wishes(EXAMPLE, "tier"), SERVICES, {"Gold": 40, "Silver": 100})
    assert offers[["group", "service"]].to_numpy().tolist() == [["Gold", "Adviser"], ["Silver", "Wrap"]]
    assert offers["cost"].tolist() == [64_000, 7_000]
    assert offers["cost_wished"].tolist() == [48_000, 7_000]


def test_a_bound_leads_to_the_next_best_service_or_to_none():
    wishes = service_wishes(EXAMPLE, "tier")
    offers = service_offers(wishes, SERVICES, {"Gold": 40, "Silver": 100}, most={"Gold": 70, "Silver": 69.5})
    assert offers["service"].tolist()[0] == "Wrap"
    assert offers["service"].isna().tolist() == [False, True]
    assert offers["cost"].tolist() == [2_800, 0]


def test_of_services_wished_for_alike_the_cheaper_one_is_offered():
    wishes = pd.DataFrame({"group": "a", "service": ["Adviser", "Mending", "Evening"], "share": [0.4, 0.4, 0.2]})
    assert service_offers(wishes, SERVICES, {"a": 3})["service"].tolist() == ["Mending"]
    alike = SERVICES.assign(yearly_cost=5)
    assert service_offers(wishes, alike, {"a": 3})["service"].tolist() == ["Adviser"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"services": SERVICES[:1]}, "services has no row for Wrap"),
        ({"services": SERVICES.assign(yearly_cost=-1)}, r"services\['yearly_cost'\] is negative"),
        ({"customers": {"Gold": 1}}, "customers has no number for Silver"),
        ({"customers": {"Gold": -1, "Silver": 2}}, r"customers\['Gold'\] is -1"),
        ({"most": {"Gold": 5}}, "most has no bound for 'Silver'"),
    ],
)
def test_bad_offers_are_named(change, said):
    given_ = {"wishes": service_wishes(EXAMPLE, "tier"), "services": SERVICES, "customers": {"Gold": 4, "Silver": 5}}
    with pytest.raises(MeasureError, match=said):
        service_offers(**(given_ | change))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (EXAMPLE.assign(service_openness=9), "holds answers outside 1 to 5"),
        (EXAMPLE.drop(columns="tier"), "answers has no column 'tier'"),
        (EXAMPLE.assign(tier=None), r"answers\['tier'\] is missing on 7 of 7 rows"),
        (EXAMPLE.assign(service_openness="x"), r"answers\['service_openness'\] holds text"),
    ],
)
def test_bad_answers_are_named(table, said):
    with pytest.raises(MeasureError, match=said):
        service_wishes(table, "tier")
