"""The two pairs of a lesson: by which baskets they are found, and what happens where a ledger has few."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import basket_lift, read_ledger
from customer_value.ledger import Ledger
from customer_value.lessons.basket_stories import pick_pairs


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


def small(ledger: Ledger, rows: list[tuple[str, str, str]]) -> Ledger:
    """A ledger with these lines of order, customer and product."""
    lines = pd.DataFrame(rows, columns=["order_id", "customer_id", "product_id"])
    orders = lines[["order_id", "customer_id"]].drop_duplicates()
    orders = orders.assign(order_date=ledger.snapshot, amount=100.0, status="completed")
    made = Ledger(folder=ledger.folder, snapshot=ledger.snapshot, package={"resources": []})
    vars(made).update(orders=orders, order_lines=lines[["order_id", "product_id"]].assign(line=1))
    return made


def test_the_pair_seen_most_and_the_strongest_are_the_highest_of_the_table(ledger):
    pairs = pick_pairs(ledger)
    table = pairs.table.set_index(["a", "b"])
    assert (pairs.basket, pairs.least) == ("order_id", 10)
    assert table.loc[pairs.common, "both"] == table["both"].max()
    assert table.loc[pairs.strong, "lift"] == table["lift"].max()
    assert table["both"].min() >= pairs.least
    row = table.loc[pairs.strong]
    assert row["lift"] == pytest.approx(basket_lift(row["baskets"], row["with_a"], row["with_b"], row["both"]))


def test_where_an_order_holds_one_thing_the_customer_is_the_basket(ledger):
    rows = [(f"o{number}{product}", f"C{number}", product) for number in range(12) for product in "AB"]
    rows += [(f"p{number}{product}", f"D{number}", product) for number in range(10) for product in "CD"]
    pairs = pick_pairs(small(ledger, rows))
    assert (pairs.basket, pairs.least) == ("customer_id", 10)
    assert (pairs.common, pairs.strong) == (("A", "B"), ("C", "D"))


def test_a_ledger_with_one_pair_has_it_twice_and_one_without_says_so(ledger):
    pairs = pick_pairs(small(ledger, [("o1", "C1", "A"), ("o1", "C1", "B"), ("o2", "C2", "A")]))
    assert pairs.common == pairs.strong == ("A", "B")
    with pytest.raises(ValueError, match="no pair"):
        pick_pairs(small(ledger, [("o1", "C1", "A"), ("o2", "C2", "B")]))
