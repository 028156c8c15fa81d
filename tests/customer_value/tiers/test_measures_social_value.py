"""Social value: whom a customer brought, through how many steps; circles and self-referrals are survived."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, referral_links, social_value

SNAPSHOT = "2024-12-31"
IDS = "ABCDEFGH"

entries = st.dictionaries(st.sampled_from(IDS), st.sampled_from([None, *IDS, "Z"]), min_size=1)
money = st.dictionaries(st.sampled_from(IDS), st.integers(0, 900))


def customers(referred_by: dict, registered: dict | None = None) -> pd.DataFrame:
    dates = dict.fromkeys(referred_by, "2024-01-01") | (registered or {})
    return pd.DataFrame(
        {
            "customer_id": pd.Series(list(referred_by), dtype="str"),
            "referred_by": pd.Series(list(referred_by.values()), dtype="object"),
            "registered_on": pd.to_datetime([dates[one] for one in referred_by], format="ISO8601"),
        }
    )


def orders(spent: dict[str, float], day: str = "2024-06-01") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": pd.Series(list(spent), dtype="str"),
            "order_date": pd.to_datetime([day] * len(spent)),
            "amount": pd.Series(list(spent.values()), dtype="float64"),
        }
    )


def below(referred_by: dict, customer: str) -> dict[str, int]:
    """Whom a customer brought and in how many steps, found from the top down: the second implementation."""
    found: dict[str, int] = {}
    level, step = [customer], 0
    while level:
        step += 1
        level = [
            one for one, by in referred_by.items() if by in level and one != by and one != customer and one not in found
        ]
        found |= dict.fromkeys(level, step)
    return found


def circle(referred_by: dict, customer: str) -> set[str]:
    """All who hang together with a customer, in plain Python."""
    found, grown = set(), {customer}
    while grown != found:
        found = grown
        grown = found | {one for one, by in referred_by.items() if by in found}
        grown |= {by for one, by in referred_by.items() if one in found and by in referred_by}
    return found


TREE = {"A": None, "B": "A", "C": "A", "D": "B", "E": "D", "F": None}
SPENT = {"A": 100, "B": 500, "C": 70, "D": 30, "F": 900}


def test_a_small_tree_by_hand():
    found = social_value(customers(TREE), orders(SPENT), SNAPSHOT).set_index("customer_id")
    assert found["direct"].to_dict() == {"A": 2, "B": 1, "C": 0, "D": 1, "E": 0, "F": 0}
    assert found["indirect"].to_dict() == {"A": 2, "B": 1, "C": 0, "D": 0, "E": 0, "F": 0}
    assert found.loc["A", ["direct_value", "indirect_value", "social_value"]].tolist() == [570, 30, 600]
    assert found.loc["B", ["direct_value", "indirect_value", "social_value"]].tolist() == [30, 0, 30]
    assert found["known_by"].to_dict() == {"A": 2, "B": 2, "C": 1, "D": 2, "E": 1, "F": 0}
    assert found["depended_on_by"].to_dict() == {"A": 4, "B": 2, "C": 0, "D": 1, "E": 0, "F": 0}
    assert found["circle"].to_dict() == {"A": 5, "B": 5, "C": 5, "D": 5, "E": 5, "F": 1}


def test_what_a_customer_spends_is_no_part_of_the_social_value():
    one = social_value(customers(TREE), orders(SPENT), SNAPSHOT).set_index("customer_id")
    richer = social_value(customers(TREE), orders(SPENT | {"A": 9999}), SNAPSHOT).set_index("customer_id")
    assert richer.loc["A", "social_value"] == one.loc["A", "social_value"]


def test_one_order_counts_for_everybody_up_the_line():
    found = social_value(customers(TREE), orders({"E": 100}), SNAPSHOT).set_index("customer_id")
    assert found["social_value"].to_dict() == {"A": 100, "B": 100, "C": 0, "D": 100, "E": 0, "F": 0}
    assert found["social_value"].sum() == 300


def test_nobody_recommends_themselves():
    found = social_value(customers({"A": "A", "B": "A"}), orders({"A": 50, "B": 7}), SNAPSHOT)
    assert found["social_value"].tolist() == [7, 0]
    assert found["circle"].tolist() == [2, 2]


def test_a_circle_of_entries_counts_everybody_once_and_nobody_for_themselves():
    found = social_value(customers({"A": "C", "B": "A", "C": "B"}), orders({"A": 1, "B": 10, "C": 100}), SNAPSHOT)
    assert found["social_value"].tolist() == [110, 101, 11]
    assert found["known_by"].tolist() == [2, 2, 2]
    pair = social_value(customers({"A": "B", "B": "A"}), orders({"A": 1, "B": 10}), SNAPSHOT)
    assert pair["social_value"].tolist() == [10, 1]
    assert pair["known_by"].tolist() == [1, 1]


def test_whoever_came_later_is_not_there_yet():
    table = customers(TREE, {"D": "2025-01-01", "B": "2024-12-31 20:00"})
    found = social_value(table, orders(SPENT | {"E": 5}), SNAPSHOT).set_index("customer_id")
    assert "D" not in found.index
    assert found.loc["B", "depended_on_by"] == 0
    assert found.loc["A", "depended_on_by"] == 2  # E came through D, who is not there
    later = social_value(customers(TREE), orders(SPENT, "2025-01-01"), SNAPSHOT)
    assert later["social_value"].tolist() == [0] * 6


def test_a_referrer_who_is_no_customer_brings_nobody():
    found = social_value(customers({"A": "Z", "B": None}), orders({}), SNAPSHOT)
    assert found["known_by"].tolist() == [0, 0]


@given(entries, money, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_second_implementation_agrees_in_any_order_of_rows(referred_by, spent, random):
    known = {one: by if by in referred_by else None for one, by in referred_by.items()}
    names = random.sample(list(referred_by), len(referred_by))
    table = customers({one: referred_by[one] for one in names})
    found = social_value(table, orders(spent), SNAPSHOT).set_index("customer_id")
    assert found.index.tolist() == sorted(referred_by)
    for one in referred_by:
        brought = below(known, one)
        row = found.loc[one]
        assert row["direct"] == sum(step == 1 for step in brought.values())
        assert row["depended_on_by"] == len(brought) == row["direct"] + row["indirect"]
        assert row["social_value"] == sum(spent.get(other, 0) for other in brought)
        assert row["direct_value"] == sum(spent.get(other, 0) for other, step in brought.items() if step == 1)
        assert row["circle"] == len(circle(known, one))
    links = referral_links(table, SNAPSHOT)
    assert {(row.customer_id, row.brought): row.step for row in links.itertuples()} == {
        (one, other): step for one in referred_by for other, step in below(known, one).items()
    }


def test_nobody_at_all_and_nobody_who_recommended():
    none = customers({})
    assert social_value(none, orders({}), SNAPSHOT).empty
    assert referral_links(none, SNAPSHOT).columns.tolist() == ["customer_id", "brought", "step"]
    alone = social_value(customers({"A": None}), orders({"A": 5}), SNAPSHOT)
    assert alone[["social_value", "known_by", "circle"]].iloc[0].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: referral_links(customers(TREE).drop(columns="referred_by"), SNAPSHOT), "no column 'referred_by'"),
        (lambda: referral_links(customers(TREE), "soon"), "snapshot is 'soon'"),
        (
            lambda: referral_links(pd.concat([customers(TREE)] * 2), SNAPSHOT),
            "customers has two rows with one 'customer_id', such as 'A'",
        ),
        (
            lambda: social_value(customers(TREE), orders({"A": math.inf}), SNAPSHOT),
            r"valid\['amount'\] is infinite on",
        ),
        (lambda: social_value(customers(TREE), orders({"A": -1}), SNAPSHOT), r"valid\['amount'\] has money below 0"),
        (
            lambda: social_value(customers(TREE), orders(SPENT).astype({"order_date": "str"}), SNAPSHOT),
            r"valid\['order_date'\] holds text, not dates",
        ),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
