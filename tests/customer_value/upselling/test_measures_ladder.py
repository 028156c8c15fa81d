"""The price-tier ladder: rungs of visits, first and last, climbs; by hand and by a plain loop."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, ladder_table, price_ladder, price_tiers

TIERS = ["Everyday", "Select", "Fine"]
PRODUCTS = pd.DataFrame(
    {
        "product_id": ["P1", "P2", "P3", "P4"],
        "price_tier": ["Fine", "Everyday", "Select", "Select"],
        "list_price": [2180, 180, 620, 1980],
    }
)
# customer, order, date, products
VISITS = [
    ("A", "o1", "2024-01-05", ["P2"]),
    ("A", "o2", "2024-03-01", ["P2", "P1", "P2"]),  # the dearest thing decides
    ("B", "o3", "2024-02-10", ["P1"]),
    ("B", "o4", "2024-05-10", ["P3"]),
    ("B", "o5", "2024-05-10", ["P2"]),  # the same day: one visit
    ("C", "o6", "2024-02-10", ["P3"]),
    ("C", "o7", "2024-02-10", ["P1"]),  # one visit only
    ("D", "o8", "2024-02-10", ["P3"]),
    ("D", "o9", "2024-02-12", ["P1"]),  # up in between
    ("D", "o10", "2024-02-14", ["P4"]),
]


def tables(visits: list[tuple]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Valid orders and their lines."""
    orders = pd.DataFrame([one[:3] for one in visits], columns=["customer_id", "order_id", "order_date"])
    rows = [(order, product) for _, order, _, products in visits for product in products]
    lines = pd.DataFrame(rows, columns=["order_id", "product_id"], dtype="str")
    return orders.astype({"customer_id": "str", "order_id": "str", "order_date": "datetime64[us]"}), lines


def test_tiers_go_from_cheap_to_dear_not_by_the_alphabet():
    assert price_tiers(PRODUCTS) == TIERS
    assert sorted(TIERS) != TIERS


def test_first_and_last_rung_by_hand():
    found = price_ladder(*tables(VISITS), PRODUCTS)
    assert found.astype("str").to_numpy().tolist() == [
        ["A", "2", "Everyday", "Fine", "up"],
        ["B", "2", "Fine", "Select", "down"],
        ["C", "1", "Fine", "Fine", "one visit"],
        ["D", "3", "Select", "Select", "same"],
    ]
    assert found["last_tier"].cat.categories.tolist() == TIERS
    assert found["last_tier"].cat.ordered


def test_the_table_of_the_example():
    table = ladder_table(price_ladder(*tables(VISITS), PRODUCTS)).set_index("tier")
    assert table.index.tolist() == TIERS
    assert table["customers"].tolist() == [0, 2, 2]
    assert table["share"].tolist() == [0, 0.5, 0.5]
    assert table[["began", "up", "same", "down"]].to_numpy().tolist() == [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]]
    assert table["up_rate"].tolist()[:2] == [1, 0]
    assert math.isnan(table.loc["Fine", "up_rate"])  # nothing above


def test_mistakes_give_other_answers():
    orders, lines = tables(VISITS)
    ladder = price_ladder(orders, lines, PRODUCTS)
    assert (ladder["move"] == "up").sum() == 1
    by_order = orders.sort_values(["order_date", "order_id"]).groupby("customer_id")["order_id"].nunique()
    assert (by_order > 1).sum() == 4 != (ladder["visits"] > 1).sum()  # orders taken for visits
    assert (ladder["move"] == "up").mean() == 0.25  # customers with one visit kept in the base
    alphabet = price_ladder(orders, lines, PRODUCTS, tiers=sorted(TIERS))
    assert (alphabet["move"] == "up").sum() == 2  # tiers in alphabetical order


@st.composite
def drawn(draw) -> list[tuple]:
    rows = []
    for number in range(draw(st.integers(1, 12))):
        day = draw(st.integers(1, 6))
        products = draw(st.lists(st.sampled_from(PRODUCTS["product_id"].tolist()), min_size=1, max_size=3))
        rows.append((draw(st.sampled_from("ABC")), f"o{number:02}", f"2024-03-{day:02}", products))
    return rows


@given(drawn(), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_a_plain_loop_agrees_whatever_the_order_of_the_rows(visits, random):
    rung = {row.product_id: TIERS.index(row.price_tier) for row in PRODUCTS.itertuples()}
    days: dict[str, dict[str, int]] = {}
    for customer, _, day, products in visits:
        mine = days.setdefault(customer, {})
        mine[day] = max([mine.get(day, 0), *(rung[product] for product in products)])
    expected = []
    for customer in sorted(days):
        first, last = days[customer][min(days[customer])], days[customer][max(days[customer])]
        move = "one visit" if len(days[customer]) == 1 else "up" if last > first else "down" if last < first else "same"
        expected.append((customer, len(days[customer]), TIERS[first], TIERS[last], move))
    random.shuffle(visits)
    orders, lines = tables(visits)
    found = price_ladder(orders, lines.sample(frac=1, random_state=1), PRODUCTS)
    assert [tuple(row) for row in found.astype({"first_tier": "str", "last_tier": "str"}).to_numpy()] == expected
    table = ladder_table(found)
    assert table["customers"].sum() == len(found)
    assert table["share"].sum() == pytest.approx(1)
    assert (table["up"] + table["same"] + table["down"] == table["began"]).all()
    assert table["began"].sum() == (found["visits"] > 1).sum()


def test_nobody_at_all():
    ladder = price_ladder(*tables([]), PRODUCTS)
    assert ladder.empty
    table = ladder_table(ladder)
    assert table["customers"].sum() == 0
    assert table[["share", "up_rate"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"products": PRODUCTS[:1]}, r"order_lines\['product_id'\] has no price tier in products on 8 of 12 rows"),
        ({"products": pd.concat([PRODUCTS, PRODUCTS])}, "products has two rows with one 'product_id', such as 'P1'"),
        ({"products": PRODUCTS.drop(columns="price_tier")}, "products has no column 'price_tier'"),
        ({"products": PRODUCTS.assign(list_price=None)}, r"products\['list_price'\] is missing"),
        ({"tiers": ["Everyday", "Select"]}, "holds Fine, which tiers leaves out"),
    ],
)
def test_bad_tables_are_named(change, said):
    orders, lines = tables(VISITS)
    with pytest.raises(MeasureError, match=said):
        price_ladder(**({"valid": orders, "order_lines": lines, "products": PRODUCTS} | change))


def test_what_is_no_ladder_is_refused():
    with pytest.raises(MeasureError, match="as price_ladder returns it"):
        ladder_table(PRODUCTS)
