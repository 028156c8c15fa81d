"""Tiers: thresholds that are reached, cuts by share, the tier table; and the numbers people get by mistake."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, migration, tier_cuts, tier_table, tiers

TEN = pd.DataFrame({"customer_id": list("ABCDEFGHIJ"), "monetary": [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]})
CUTS = {"Gold": 20, "Silver": 4}
ORDER = ["Gold", "Silver", "Bronze"]

amounts = st.lists(st.integers(1, 60), min_size=1, max_size=40)


def tiered(money: list | pd.Series, cuts: dict = CUTS) -> pd.DataFrame:
    return tiers(pd.DataFrame({"monetary": money}), cuts, rest="Bronze")


def row(table: pd.DataFrame, tier: str) -> pd.Series:
    return table.set_index("tier").loc[tier]


def test_the_tier_table_of_the_example():
    table = tier_table(tiers(TEN, CUTS, rest="Bronze"), ORDER)
    assert table["tier"].tolist() == ORDER
    assert table["customers"].tolist() == [2, 3, 5]
    assert table["customer_share"].tolist() == pytest.approx([0.2, 0.3, 0.5])
    assert table["revenue"].tolist() == [70, 22, 8]
    assert table["revenue_share"].tolist() == pytest.approx([0.70, 0.22, 0.08])
    assert table["mean"].tolist() == pytest.approx([35, 22 / 3, 1.6])
    assert table["index"].round(3).tolist() == [3.500, 0.733, 0.160]


def beyond(customers: pd.DataFrame) -> tuple[int, float]:
    """`>` instead of `>=`."""
    gold = customers[customers["monetary"] > CUTS["Gold"]]
    return len(gold), gold["monetary"].sum() / customers["monetary"].sum()


def share_of_means(customers: pd.DataFrame) -> tuple[int, float]:
    """The share of the tiers' means instead of their sums."""
    means = tiers(customers, CUTS, rest="Bronze").groupby("tier")["monetary"].mean()
    return 2, means["Gold"] / means.sum()


@pytest.mark.parametrize(("mistake", "n", "share"), [(beyond, 1, 0.50), (share_of_means, 2, 0.797)])
def test_the_wrong_answers_for_gold_are_not_the_right_one(mistake, n, share):
    wrong = mistake(TEN)
    assert (wrong[0], round(wrong[1], 3)) == (n, share)
    gold = row(tier_table(tiers(TEN, CUTS, rest="Bronze"), ORDER), "Gold")
    assert (gold["customers"], round(gold["revenue_share"], 3)) == (2, 0.7) != (n, share)


def test_tiers_are_tried_from_the_top_and_whoever_reaches_none_is_in_the_rest():
    assert tiered([50, 20, 19.99, 4, 3.99, 0, -5])["tier"].tolist() == [
        *("Gold", "Gold", "Silver", "Silver", "Bronze", "Bronze", "Bronze")
    ]


def test_other_columns_and_the_index_stay_and_the_input_is_left_alone():
    table = TEN.set_axis(range(5, 15))
    found = tiers(table, CUTS, rest="Bronze")
    assert found.index.tolist() == table.index.tolist()
    assert found.columns.tolist() == ["customer_id", "monetary", "tier"]
    assert "tier" not in table


def test_tiers_go_into_a_table_of_moves():
    before, after = tiers(TEN, CUTS, rest="Bronze"), tiers(TEN.assign(monetary=5), CUTS, rest="Bronze")
    moves = migration(before, after, "tier", states=ORDER)
    assert moves.loc["Gold", "Silver"] == 2
    assert moves.loc["Bronze", "Silver"] == 5


def test_an_empty_tier_keeps_its_row():
    gold = row(tier_table(tiered([3, 2]), ORDER), "Gold")
    assert (gold["customers"], gold["customer_share"], gold["revenue"], gold["revenue_share"]) == (0, 0, 0, 0)
    assert math.isnan(gold["mean"])
    assert math.isnan(gold["index"])


def test_nobody_and_no_money_have_no_shares():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nobody = tier_table(tiered([]), ORDER)
        nothing = tier_table(tiered([0.0, 0.0]), ORDER)
    assert nobody["customers"].tolist() == [0, 0, 0]
    assert nobody[["customer_share", "revenue_share", "mean", "index"]].isna().all(axis=None)
    assert nothing["customer_share"].tolist() == [0, 0, 1]
    assert nothing["revenue_share"].isna().all()
    assert row(nothing, "Bronze")["mean"] == 0


@given(amounts)
@settings(max_examples=20, deadline=None)
def test_an_independent_count_agrees_and_everything_adds_up(money):
    table = tier_table(tiered(money), ORDER)
    groups: dict[str, list[int]] = {tier: [] for tier in ORDER}
    for one in money:
        groups["Gold" if one >= 20 else "Silver" if one >= 4 else "Bronze"].append(one)
    assert table["customers"].tolist() == [len(groups[tier]) for tier in ORDER]
    assert table["revenue"].tolist() == [sum(groups[tier]) for tier in ORDER]
    assert table["customer_share"].sum() == pytest.approx(1)
    assert table["revenue_share"].sum() == pytest.approx(1)
    # the index weighted by customers is 1: nobody is above average unless somebody is below
    assert (table["index"] * table["customer_share"]).sum() == pytest.approx(1)
    assert table["index"].dropna().to_numpy() == pytest.approx(table["mean"].dropna() / (sum(money) / len(money)))


@given(amounts, st.integers(1, 9), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_and_the_currency_change_nothing(money, factor, random):
    shuffled = random.sample(money, len(money))
    table = tier_table(tiered(money), ORDER)
    pd.testing.assert_frame_equal(tier_table(tiered(shuffled), ORDER), table)
    scaled = tier_table(
        tiered([one * factor for one in money], {tier: cut * factor for tier, cut in CUTS.items()}), ORDER
    )
    for column in ("customers", "customer_share", "revenue_share", "index"):
        assert scaled[column].to_numpy() == pytest.approx(table[column].to_numpy(), nan_ok=True)


# Cuts by share


def test_the_cut_is_the_value_of_the_last_customer_of_the_share():
    assert tier_cuts(TEN, {"Gold": 0.2, "Silver": 0.3}) == {"Gold": 20, "Silver": 4}
    twelve = pd.DataFrame({"monetary": [30, 18, 12, 9, 8, 6, 5, 4, 3, 2, 2, 1]})
    assert tier_cuts(twelve, {"Gold": 0.2}) == {"Gold": 12}  # 2.4 customers: the third is in
    assert twelve.head(3)["monetary"].sum() / 100 == 0.60
    assert twelve.head(math.floor(2.4))["monetary"].sum() / 100 == 0.48


def test_tenths_add_up_as_on_paper():
    assert 0.1 + 0.2 > 0.3
    ten = pd.DataFrame({"monetary": range(10, 0, -1)})
    assert tier_cuts(ten, {"Gold": 0.1, "Silver": 0.2}) == {"Gold": 10, "Silver": 8}


def test_equal_customers_are_never_told_apart():
    equal = pd.DataFrame({"monetary": [9, 5, 5, 5, 5, 1, 1, 1, 1, 1]})
    found = tiers(equal, tier_cuts(equal, {"Gold": 0.2}), rest="Bronze")
    assert found["tier"].value_counts().to_dict() == {"Gold": 5, "Bronze": 5}


@given(amounts, st.sampled_from([{"Gold": 0.2, "Silver": 0.3}, {"Gold": 0.05}, {"Gold": 0.5, "Silver": 0.5}]))
@settings(max_examples=20, deadline=None)
def test_a_tier_from_the_top_holds_at_least_its_share_and_not_more_than_ties_ask_for(money, shares):
    customers = pd.DataFrame({"monetary": money})
    cut = tier_cuts(customers, shares)["Gold"]
    reached, beyond = sum(one >= cut for one in money), sum(one > cut for one in money)
    assert reached >= shares["Gold"] * len(money) - 1e-9
    assert beyond < math.ceil(round(shares["Gold"] * len(money), 9))


# Bad input


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tiers(TEN.drop(columns="monetary"), CUTS, rest="x"), "customers has no column 'monetary'"),
        (lambda: tiers(TEN.astype({"monetary": "str"}), CUTS, rest="x"), r"customers\['monetary'\] holds text"),
        (lambda: tiered([1.0, np.nan]), r"customers\['monetary'\] is missing on 1 of 2 rows"),
        (lambda: tiered([1.0, np.inf]), r"customers\['monetary'\] is infinite on"),
        (lambda: tiers(TEN, {"Silver": 4, "Gold": 20}, rest="x"), r"thresholds is \[4.0, 20.0\]"),
        (lambda: tiers(TEN, {}, rest="x"), "thresholds is empty"),
        (lambda: tiers(TEN, {"Gold": math.nan}, rest="x"), r"thresholds is \[nan\]"),
        (lambda: tiers(TEN, {"Gold": "20"}, rest="x"), r"thresholds\['Gold'\] is '20'; give a number"),
        (lambda: tiers(TEN, CUTS, rest="Gold"), "rest is 'Gold', which has a threshold already"),
        (lambda: tier_table(TEN, ORDER), "tiered has no column 'tier'"),
        (lambda: tier_table(TEN.assign(tier=None), ORDER), r"tiered\['tier'\] is missing on 10 of 10 rows"),
        (lambda: tier_table(tiered([50]), ["Silver"]), r"tiered\['tier'\] holds Gold, which order leaves out"),
        (lambda: tier_table(tiered([50]), ["Gold", "Gold"]), "order names Gold twice"),
        (lambda: tier_cuts(TEN.iloc[:0], {"Gold": 0.2}), "customers has no rows"),
        (lambda: tier_cuts(TEN, {"Gold": 20}), r"shares\['Gold'\] is 20; give a share from 0 to 1"),
        (lambda: tier_cuts(TEN, {"Gold": 0}), r"shares\['Gold'\] is 0; give a share above 0"),
        (lambda: tier_cuts(TEN, {"Gold": 0.7, "Silver": 0.4}), "shares comes to 1.1 at 'Silver'"),
        (lambda: tier_cuts(TEN, {}), "shares is empty"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
