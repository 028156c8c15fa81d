"""The next-best offer, attach rate and upsell rate: right answers, and the offers made by mistake."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, attach_rate, next_best_offer, offer_candidates, upsell_rate

EXAMPLE = pd.DataFrame(
    {
        "customer_id": "X",
        "product_id": list("BCDE"),
        "probability": [0.5, 0.3, 0.9, 0.05],
        "unit_margin": [40, 100, 50, 200],
        "owned": [False, False, True, False],
        "in_stock": True,
        "consent": True,
    }
)


def top(table: pd.DataFrame, by: pd.Series) -> str:
    return table.loc[by.idxmax(), "product_id"]


FREE = EXAMPLE[~EXAMPLE["owned"]]
WRONG = {
    "highest probability": (lambda: top(FREE, FREE["probability"]), "B"),
    "owned kept": (lambda: top(EXAMPLE, EXAMPLE["probability"] * EXAMPLE["unit_margin"]), "D"),
    "highest margin": (lambda: top(FREE, FREE["unit_margin"]), "E"),
}


def test_the_example():
    found = next_best_offer(EXAMPLE)
    assert found["product_id"].tolist() == ["C"]
    assert found["expected_margin"].tolist() == [30]
    assert found.columns.tolist() == [*EXAMPLE.columns, "expected_margin"]


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_offers(mistake):
    compute, product = WRONG[mistake]
    assert compute() == product != next_best_offer(EXAMPLE)["product_id"][0]
    assert len({wrong for _, wrong in WRONG.values()}) == len(WRONG)


@pytest.mark.parametrize("column", ["in_stock", "consent"])
def test_what_is_sold_out_or_not_consented_to_is_not_offered(column):
    assert next_best_offer(EXAMPLE.assign(**{column: False})).empty
    assert next_best_offer(EXAMPLE.assign(**{column: [True, False, True, True]}))["product_id"].tolist() == ["B"]


def test_of_equal_expected_margins_the_lower_id_is_offered():
    table = EXAMPLE.assign(probability=0.5, unit_margin=[20, 20, 90, 20]).sample(frac=1, random_state=8)
    assert next_best_offer(table)["product_id"].tolist() == ["B"]
    numbers = table.assign(product_id=table["product_id"].map({"B": 10, "C": 9, "D": 1, "E": 11}))
    assert next_best_offer(numbers)["product_id"].tolist() == [9]


def test_no_candidate_is_no_offer_and_no_error():
    assert next_best_offer(EXAMPLE.assign(owned=True)).empty
    nobody = next_best_offer(EXAMPLE[:0])
    assert nobody.empty
    assert "expected_margin" in nobody


@st.composite
def candidates(draw) -> pd.DataFrame:
    keys = draw(st.lists(st.tuples(st.sampled_from("XYZ"), st.sampled_from("ABCDE")), min_size=1, unique=True))
    flags = st.lists(st.booleans(), min_size=len(keys), max_size=len(keys))
    table = pd.DataFrame(keys, columns=["customer_id", "product_id"])
    return table.assign(
        probability=[draw(st.integers(0, 4)) / 4 for _ in keys],
        unit_margin=[draw(st.integers(-10, 40)) for _ in keys],
        **{column: draw(flags) for column in ("owned", "in_stock", "consent")},
    )


@given(candidates())
@settings(max_examples=40, deadline=None)
def test_a_plain_loop_agrees_whatever_the_order_of_the_rows(table):
    best: dict[str, tuple] = {}
    for row in table.itertuples():
        if row.in_stock and row.consent and not row.owned:
            key = (-row.probability * row.unit_margin, row.product_id)
            best[row.customer_id] = min(best.get(row.customer_id, key), key)
    expected = [(customer, product, -value) for customer, (value, product) in sorted(best.items())]
    found = next_best_offer(table.sample(frac=1, random_state=5))
    assert list(found[["customer_id", "product_id", "expected_margin"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (EXAMPLE.assign(probability=33), r"candidates\['probability'\] has to be a share"),
        (EXAMPLE.assign(probability=None), r"candidates\['probability'\] is missing"),
        (EXAMPLE.assign(owned="no"), r"candidates\['owned'\] holds 'no' on 4 of 4 rows; it has to say true or false"),
        (
            EXAMPLE.assign(consent=[True, None, True, True]),
            r"candidates\['consent'\] holds nothing on 1 of 4 rows; it has to say true or false",
        ),
        (
            EXAMPLE.assign(product_id="B"),
            "candidates has two rows with one 'customer_id' and 'product_id', such as 'X' and 'B'",
        ),
        (EXAMPLE.drop(columns="in_stock"), "candidates has no column 'in_stock'"),
        (EXAMPLE.assign(unit_margin=math.inf), r"candidates\['unit_margin'\] is infinite"),
    ],
)
def test_bad_candidates_are_named(table, said):
    with pytest.raises(MeasureError, match=said):
        next_best_offer(table)


# Candidates from what customers own

OWNED = pd.DataFrame(
    [("X", "A"), ("X", "B"), ("Y", "A"), ("Z", "A"), ("Z", "B"), ("Z", "C"), ("Z", "C"), ("W", "D")],
    columns=["customer_id", "product_id"],
)
PRODUCTS = pd.DataFrame({"product_id": list("ABCD"), "list_price": [9.0, 90, 50, 1], "unit_cost": [5.0, 50, 30, 2]})


def test_the_strongest_link_speaks_for_a_product():
    found = offer_candidates(OWNED, PRODUCTS).set_index(["customer_id", "product_id"])
    assert found.loc[("Y", "B")].tolist() == ["A", pytest.approx(2 / 3), 40, False]
    assert found.loc[("Y", "C")].tolist() == ["A", pytest.approx(1 / 3), 20, False]
    assert found.loc[("X", "C")].tolist() == ["B", 0.5, 20, False]  # half of B's owners, a third of A's
    assert found.loc[("Z", "A")].tolist() == ["B", 1, 4, True]  # B and C speak alike
    assert "W" not in found.index.get_level_values(0)
    rare = offer_candidates(OWNED, PRODUCTS, least=0.5)
    assert set(rare["product_id"]) == {"A", "B"}


def test_candidates_lead_to_offers():
    found = offer_candidates(OWNED.sample(frac=1, random_state=1), PRODUCTS).assign(in_stock=True, consent=True)
    offers = next_best_offer(found)
    assert dict(zip(offers["customer_id"], offers["product_id"], strict=True)) == {"X": "C", "Y": "B"}


@pytest.mark.parametrize(
    ("owned", "products", "said"),
    [
        (OWNED, PRODUCTS[:2], r"products has no row for 'C' \(2 in all\)"),
        (OWNED, pd.concat([PRODUCTS, PRODUCTS]), "products has two rows with one 'product_id', such as 'A'"),
        (OWNED.assign(customer_id=[None, *"XXXXXXX"]), PRODUCTS, r"owned\['customer_id'\] is missing on 1 of 8"),
        (OWNED, PRODUCTS.assign(unit_cost=None), r"products\['unit_cost'\] is missing"),
    ],
)
def test_bad_tables_are_named(owned, products, said):
    with pytest.raises(MeasureError, match=said):
        offer_candidates(owned, products)


# Rates

LINES = pd.DataFrame(
    [("o1", "pot"), ("o1", "cup"), ("o1", "cup"), ("o2", "pot"), ("o3", "cup"), ("o4", "pot"), ("o5", "tea")],
    columns=["order_id", "product_id"],
)


def test_the_attach_rate_is_of_orders_with_the_primary_product():
    assert attach_rate(LINES, "pot", "cup") == pytest.approx(1 / 3)
    wrong = {
        "over all orders": 1 / LINES["order_id"].nunique(),
        "lines for orders": 2 / 3,
        "the other way round": attach_rate(LINES, "cup", "pot"),
    }
    assert [round(value, 3) for value in wrong.values()] == [0.2, 0.667, 0.5]
    assert math.isnan(attach_rate(LINES, "lamp", "cup"))
    assert attach_rate(LINES, "pot", "lamp") == 0
    with pytest.raises(MeasureError, match="two different things"):
        attach_rate(LINES, "pot", "pot")
    with pytest.raises(MeasureError, match="lines has no column 'category'"):
        attach_rate(LINES, "pot", "cup", item="category")


def test_the_upsell_rate_is_of_offers():
    accepted, offered, orders = 30, 200, 1000
    assert upsell_rate(accepted, offered) == 0.15
    assert accepted / orders == 0.03  # over all orders
    assert offered / orders == 0.2  # how often it was offered
    assert math.isnan(upsell_rate(0, 0))
    with pytest.raises(MeasureError, match="accepted is 3 and offered only 2"):
        upsell_rate(3, 2)
    with pytest.raises(MeasureError, match="offered is -1"):
        upsell_rate(0, -1)
