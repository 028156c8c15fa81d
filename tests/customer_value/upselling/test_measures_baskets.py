"""Basket pairs: support, confidence, lift; by hand, by a plain loop, in every frame library, and the mix-ups."""

from __future__ import annotations

import math
from itertools import combinations

import pandas as pd
import pytest
from frame_kinds import KINDS, LAZY, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, basket_lift, basket_pairs

N, A, B, BOTH = 100, 40, 25, 20

WRONG = {
    "confidence of A to B": (lambda: BOTH / A, 0.5),
    "confidence of B to A": (lambda: BOTH / B, 0.8),
    "support": (lambda: BOTH / N, 0.2),
    "divided by P(A)": (lambda: (BOTH / A) / (A / N), 1.25),
    "a difference, not a ratio": (lambda: BOTH / N - A / N * B / N, 0.1),
}

COLUMNS = ["a", "b", "baskets", "with_a", "with_b", "both", "support", "confidence_ab", "confidence_ba", "lift"]

few = settings(max_examples=20, deadline=None)


def hundred_baskets() -> pd.DataFrame:
    """100 baskets as in the example, some things on two lines."""
    held = [("A", "B")] * BOTH + [("A",)] * (A - BOTH) + [("B",)] * (B - BOTH) + [("C",)] * (N - A - B + BOTH)
    lines = [(f"o{number:03}", item) for number, items in enumerate(held) for item in (*items, items[0])]
    return pd.DataFrame(lines, columns=["order_id", "product_id"], dtype="str").sample(frac=1, random_state=6)


def frame(baskets: list[list[str]]) -> pd.DataFrame:
    lines = [(f"o{number:02}", item) for number, items in enumerate(baskets) for item in items]
    return pd.DataFrame(lines, columns=["order_id", "product_id"], dtype="str")


baskets_of_things = st.lists(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=5), min_size=1, max_size=15)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_every_frame_library(kind):
    native = KINDS[kind](hundred_baskets())
    found = basket_pairs(native)
    assert type(found) is type(native)
    assert columns(found) == COLUMNS
    assert rows(found) == [("A", "B", N, A, B, BOTH, 0.2, 0.5, 0.8, pytest.approx(2.0))]
    assert basket_lift(N, A, B, BOTH) == 2.0


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_lifts(mistake):
    compute, value = WRONG[mistake]
    assert compute() == pytest.approx(value)
    assert abs(basket_lift(N, A, B, BOTH) - value) > 0.1
    assert len({wrong for _, wrong in WRONG.values()}) == len(WRONG)


def test_lift_is_symmetric_and_confidence_is_not():
    assert basket_lift(N, A, B, BOTH) == basket_lift(N, B, A, BOTH)
    row = basket_pairs(hundred_baskets()).iloc[0]
    assert row["confidence_ab"] != row["confidence_ba"]


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (10, 0, 5, 0), (10, 5, 0, 0)])
def test_without_a_base_there_is_no_lift(counts):
    assert math.isnan(basket_lift(*counts))


def test_never_together_is_a_lift_of_0():
    assert basket_lift(10, 5, 5, 0) == 0


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((100, 40, 25, 26), "cannot be 100 baskets"),
        ((60, 40, 25, 1), "cannot be 60 baskets"),
        ((100, -1, 25, 0), "a is -1"),
        ((100, 40, "x", 0), "b is 'x'"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, said):
    with pytest.raises(MeasureError, match=said):
        basket_lift(*counts)


@pytest.mark.parametrize("kind", KINDS)
@given(baskets_of_things, st.sampled_from([0, 0.1, 0.3, 1]))
@settings(max_examples=8, deadline=None)
def test_a_plain_loop_agrees(kind, baskets, least):
    held = [set(items) for items in baskets]
    expected = []
    for a, b in combinations("ABCD", 2):
        with_a, with_b = sum(a in one for one in held), sum(b in one for one in held)
        both, n = sum({a, b} <= one for one in held), len(held)
        if both and both / n >= least:
            row = (a, b, n, with_a, with_b, both, both / n, both / with_a, both / with_b, both * n / (with_a * with_b))
            expected.append(tuple(pytest.approx(value) if isinstance(value, float) else value for value in row))
    assert rows(basket_pairs(KINDS[kind](frame(baskets)), least=least)) == expected


@given(baskets_of_things, st.randoms(use_true_random=False))
@few
def test_neither_the_order_of_rows_nor_doubled_lines_matter(baskets, random):
    shuffled = [items + items[:1] for items in baskets]
    for items in shuffled:
        random.shuffle(items)
    lines = frame(shuffled).sample(frac=1, random_state=9)
    pd.testing.assert_frame_equal(basket_pairs(lines), basket_pairs(frame(baskets)))


@given(baskets_of_things)
@few
def test_every_basket_twice_leaves_shares_and_lift_as_they_are(baskets):
    once, twice = basket_pairs(frame(baskets)), basket_pairs(frame(baskets * 2))
    shares = ["a", "b", "support", "confidence_ab", "confidence_ba", "lift"]
    pd.testing.assert_frame_equal(once[shares], twice[shares])
    assert (twice["both"] == 2 * once["both"]).all()


def test_other_columns_can_be_named_and_categories_grouped():
    lines = pd.DataFrame({"customer_id": [1, 1, 2], "category": pd.Categorical(["Tea", "Cup", "Tea"])})
    found = basket_pairs(lines, "category", basket="customer_id")
    assert found.to_dict("records")[0] | {"lift": 1.0} == {
        **dict(zip(COLUMNS[:6], ("Cup", "Tea", 2, 1, 2, 1), strict=True)),
        **dict(zip(COLUMNS[6:], (0.5, 1.0, 0.5, 1.0), strict=True)),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_one_thing_a_basket_makes_no_pair(kind):
    assert rows(basket_pairs(KINDS[kind](frame([["A"], ["B"], ["A", "A"]])))) == []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - LAZY))
def test_an_empty_table_has_no_pairs(kind):
    assert rows(basket_pairs(KINDS[kind](frame([])))) == []


def test_rows_without_basket_or_item_are_left_out():
    lines = pd.DataFrame({"order_id": ["o1", "o1", "o1", None], "product_id": ["A", "B", None, "A"]}, dtype="str")
    assert rows(basket_pairs(lines), "baskets", "with_a", "with_b", "both") == [(1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("lines", "options", "said"),
    [
        (frame([["A"]]).drop(columns="order_id"), {}, "lines has no column 'order_id'"),
        (frame([["A"]]).assign(product_id=1.5), {}, r"lines\['product_id'\] holds numbers with a decimal point"),
        (frame([["A"]]), {"least": 5}, "least is 5; give a share from 0 to 1"),
        (frame([["A"]]), {"item": "order_id"}, "item and basket are both 'order_id'"),
        ("x", {}, "lines has to be a data frame"),
    ],
)
def test_bad_lines_are_named(lines, options, said):
    with pytest.raises(MeasureError, match=said):
        basket_pairs(lines, **options)
