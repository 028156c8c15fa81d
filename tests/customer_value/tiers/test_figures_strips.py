"""What the strips show of an order: kept, partly returned, returned, cancelled, not known yet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_tables import END, SNAPSHOT, orders_of, refunds_of, shop

from customer_value import figures, valid_orders
from customer_value.figures.tables import histories, labelled
from customer_value.figures.tiers.standing import place_among
from customer_value.figures.tiers.strips import area, example_amounts

ORDERS = orders_of(
    [
        ("a", "2024-02-01", 1000.0, "completed"),
        ("a", "2025-03-01", 2000.0, "completed"),
        ("a", "2025-06-01", 500.0, "cancelled"),
        ("a", "2025-12-30", 800.0, "completed"),
        ("a", "2026-02-01", 300.0, "completed"),
        ("b", "2025-05-05", 700.0, "completed"),
    ]
)
REFUNDS = refunds_of(
    [("O000002", "2025-03-09", 500.0), ("O000003", "2025-05-09", 700.0), ("O000005", "2026-01-05", 800.0)]
)


def states(judged) -> dict[str, tuple[str, float]]:
    found = histories(ORDERS, REFUNDS, ["a", "b"], judged)
    return {
        order: (state, net) for order, state, net in zip(found["order_id"], found["state"], found["net"], strict=True)
    }


def test_an_order_looks_as_it_was_known_on_the_day():
    assert states(SNAPSHOT) == {
        "O000001": ("kept", 1000.0),
        "O000002": ("kept", 1500.0),
        "O000003": ("returned", 0.0),
        "O000004": ("cancelled", 0.0),
        "O000005": ("kept", 800.0),
    }
    assert states(END)["O000005"] == ("returned", 0.0)
    assert states(END)["O000006"] == ("kept", 300.0)


def test_what_is_kept_is_what_the_measure_calls_valid():
    ledger = shop()
    ids = ledger.orders["customer_id"].unique()
    found = histories(ledger.orders, ledger.refunds, ids, SNAPSHOT)
    valid = valid_orders(ledger.orders, ledger.refunds, SNAPSHOT).set_index("order_id")["amount"]
    kept = found[found["state"] == "kept"].set_index("order_id")["net"]
    pd.testing.assert_series_equal(kept.sort_index(), valid.sort_index(), check_names=False)


def test_before_the_strips_are_unrolled_nothing_later_is_told():
    rolled = figures.purchase_strips(ORDERS, REFUNDS, {"A": "a", "B": "b"}, SNAPSHOT, currency="TWD", language="en")
    assert rolled.alt == (
        "2 customers on 31 December 2025: who will buy again? "
        "A: valid orders 3, first 1 February 2024, last 30 December 2025, together NT$3,300; returned in full 0. "
        "B: no valid order."
    )


def test_unrolled_they_name_who_came_back():
    picture = figures.purchase_strips(ORDERS, REFUNDS, ["a", "b"], SNAPSHOT, until=END, currency="TWD", language="en")
    assert picture.alt.startswith("A bought again by 31 March 2026")
    assert "After the snapshot: valid orders 1." in picture.alt
    nobody = figures.purchase_strips(ORDERS, REFUNDS, ["b"], SNAPSHOT, until=END, language="zh-Hant")
    assert nobody.alt.startswith("到 2026 年 3 月 31 日為止，1 位顧客都沒有再買")


def test_a_customer_without_any_order_has_an_empty_strip():
    picture = figures.purchase_strips(ORDERS, REFUNDS, ["nobody"], SNAPSHOT, language="en")
    assert "A: no valid order." in picture.alt
    assert picture.png


def test_dots_grow_by_area_and_never_vanish():
    assert area([1.0, 1e9], 1.0).tolist() == [22.0, 1e9]
    assert (area([100.0, 200.0], 1.0) == np.array([100.0, 200.0])).all()


@pytest.mark.parametrize(
    ("largest", "expected"), [(0.0, []), (12006.0, [500, 2500, 10000]), (999.0, [25, 125, 500]), (3.0, [2])]
)
def test_the_legend_uses_round_amounts(largest, expected):
    assert example_amounts(pd.Series([largest])) == expected


def test_customers_may_be_named_in_four_ways():
    table = pd.DataFrame({"label": ["X", "Y"], "customer_id": ["a", "b"]})
    assert labelled(table) == labelled({"X": "a", "Y": "b"}) == {"X": "a", "Y": "b"}
    assert labelled(["a", "b"]) == {"A": "a", "B": "b"}
    assert labelled("a") == {"a": "a"}


def test_places_among_all_share_the_average_rank_and_give_the_score():
    people = pd.DataFrame(
        {"customer_id": list("abcde"), "recency": [305, 12, 40, 12, 200], "frequency": [3, 1, 2, 8, 1], "monetary": 1.0}
    )
    places = place_among(people, "b")
    assert places.loc["r", ["value", "place", "fifth"]].tolist() == [12, 1, 5]
    assert places.loc["r", "share"] == pytest.approx(0.9)
    assert places.loc["f", ["place", "fifth"]].tolist() == [4, 2]
    assert places.loc["m", ["place", "fifth"]].tolist() == [1, 3]
    assert place_among(people, "z")["value"].isna().all()
