"""Managing by tier: three kinds of value side by side, what a policy has to earn, key accounts one by one."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, key_accounts, tier_policy, tier_table, tier_values

ORDER = ["Gold", "Silver", "Bronze"]
PEOPLE = pd.DataFrame(
    {
        "customer_id": list("ABCDE"),
        "tier": ["Gold", "Silver", "Silver", "Silver", "Gold"],
        "present": [60, 10, 10, 10, 10],
        "future": [20, 30, 30, 10, 10],
        "social": [0, 0, 50, 0, 0],
    }
)

crowd = st.lists(
    st.tuples(st.sampled_from(ORDER), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)), max_size=20
)


def frame(rows: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["tier", "present", "future", "social"])
    return table.astype({"tier": "str"} | dict.fromkeys(["present", "future", "social"], "float64"))


def test_the_values_of_each_tier_by_hand():
    table = tier_values(PEOPLE, ORDER).set_index("tier")
    assert table["customers"].tolist() == [2, 3, 0]
    assert table["present_share"].tolist() == [0.7, 0.3, 0]
    assert table["future_share"].tolist() == [0.3, 0.7, 0]
    assert table["social_share"].tolist() == [0, 1, 0]
    assert table.loc["Gold", ["present", "present_mean"]].tolist() == [70, 35]
    assert math.isnan(table.loc["Bronze", "future_mean"])


@given(crowd)
@settings(max_examples=30, deadline=None)
def test_it_is_the_tier_table_of_each_value(rows):
    people = frame(rows)
    table = tier_values(people, ORDER)
    for name in ("present", "future", "social"):
        single = tier_table(people, ORDER, value=name)
        assert table[name].tolist() == single["revenue"].tolist()
        assert table[f"{name}_share"].to_numpy() == pytest.approx(single["revenue_share"].to_numpy(), nan_ok=True)
        assert table[f"{name}_mean"].to_numpy() == pytest.approx(single["mean"].to_numpy(), nan_ok=True)
        assert table[f"{name}_share"].sum() == pytest.approx(1 if people[name].sum() else 0)
    assert table["customer_share"].to_numpy() == pytest.approx(single["customer_share"].to_numpy(), nan_ok=True)


# Policy


def policies(costs: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"tier": list(costs), "policy": [f"offer {one}" for one in costs], "cost_each": costs.values()})


def test_what_a_policy_costs_and_has_to_raise():
    table = tier_policy(
        tier_values(PEOPLE, ORDER), policies({"Bronze": 0.5, "Silver": 2, "Gold": 3}), margin=0.4
    ).set_index("tier")
    assert table["policy"].tolist() == ["offer Gold", "offer Silver", "offer Bronze"]
    assert table["cost"].tolist() == [6, 6, 0]
    assert table.loc["Gold", "break_even"] == pytest.approx(6 / (30 * 0.4))
    assert table.loc["Silver", "break_even"] == pytest.approx(6 / (70 * 0.4))
    without_margin = 6 / 70
    assert table.loc["Silver", "break_even"] > without_margin
    assert math.isnan(table.loc["Bronze", "break_even"])


def test_raising_the_value_by_the_break_even_earns_exactly_the_cost():
    table = tier_policy(tier_values(PEOPLE, ORDER[:2]), policies({"Gold": 3, "Silver": 2}), margin=0.35)
    assert (table["value"] * table["break_even"] * 0.35).tolist() == pytest.approx(table["cost"].tolist())


def test_without_margin_no_policy_can_pay():
    table = tier_policy(tier_values(PEOPLE, ORDER[:2]), policies({"Gold": 3, "Silver": 2}), margin=0)
    assert table["break_even"].isna().all()


# Key accounts


def test_key_accounts_are_named_with_the_reason():
    found = key_accounts(PEOPLE, least=0.3)
    assert found["customer_id"].tolist() == ["C", "A", "B"]
    assert found["reason"].tolist() == ["social", "present", "future"]
    assert found["present_share"].tolist() == [0.1, 0.6, 0.1]
    assert found["tier"].tolist() == ["Silver", "Gold", "Silver"]


def test_the_share_has_to_be_reached_and_equals_come_by_id():
    even = pd.DataFrame({"customer_id": ["D", "B", "C", "A"], "present": [1.0] * 4})
    assert key_accounts(even, "present", least=0.25)["customer_id"].tolist() == list("ABCD")
    assert key_accounts(even, "present", least=0.26).empty


def test_where_there_is_no_value_nobody_is_key():
    nothing = PEOPLE.assign(present=0, future=0, social=0)
    assert key_accounts(nothing, least=0).empty
    assert key_accounts(PEOPLE.iloc[:0]).empty


@given(crowd, st.floats(0.01, 1), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_list_is_a_plain_filter_in_any_order_of_rows(rows, least, random):
    people = frame(rows).assign(customer_id=[f"C{number:02d}" for number in range(len(rows))])
    shuffled = people.iloc[random.sample(range(len(people)), len(people))]
    found = key_accounts(shuffled, least=least)
    expected = set()
    for name in ("present", "future", "social"):
        total = people[name].sum()
        if total:
            expected |= {
                one for one, value in zip(people["customer_id"], people[name], strict=True) if value / total >= least
            }
    assert set(found["customer_id"]) == expected
    largest = found[["present_share", "future_share", "social_share"]].fillna(0).max(axis=1)
    assert largest.is_monotonic_decreasing


TABLE = tier_values(PEOPLE, ORDER[:2])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: tier_values(PEOPLE.drop(columns="future"), ORDER), "tiered has no column 'future'"),
        (lambda: tier_values(PEOPLE, ["Gold"]), "holds Silver, which order leaves out"),
        (lambda: tier_values(PEOPLE, ORDER, []), "values is empty"),
        (lambda: tier_values(PEOPLE.assign(social=math.nan), ORDER), r"tiered\['social'\] is missing on 5 of 5"),
        (lambda: tier_policy(TABLE, policies({"Gold": 1}), margin=0.4), "policy has no row for Silver"),
        (
            lambda: tier_policy(TABLE, policies({"Gold": -1, "Silver": 1}), margin=0.4),
            r"policy\['cost_each'\] is negative on",
        ),
        (lambda: tier_policy(TABLE, policies({"Gold": 1, "Silver": 1}), margin=40), "margin is 40; give a share"),
        (
            lambda: tier_policy(TABLE, pd.concat([policies({"Gold": 1})] * 2), margin=0.4),
            "policy has two rows with one 'tier', such as 'Gold'",
        ),
        (lambda: key_accounts(PEOPLE.assign(future=-1)), r"customers\['future'\] is negative on"),
        (lambda: key_accounts(PEOPLE, least=2), "least is 2"),
        (lambda: key_accounts(pd.concat([PEOPLE] * 2)), "customers has two rows with one 'customer_id', such as 'A'"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
