"""The table of five dimensions: what is known by the cut-off and what came after it, whatever the ledger knows."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import read_ledger
from customer_value.ledger import Ledger
from customer_value.lessons.five_dimensions import DIMENSIONS, FEWEST, five_dimensions


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


class Changed(Ledger):
    """A ledger with columns of its customers taken out of it."""

    def table(self, name):
        table = super().table(name)
        return table.assign(**dict.fromkeys(self.without, None)) if name == "customers" else table


def without(ledger: Ledger, *columns: str, day: pd.Timestamp | None = None) -> Ledger:
    changed = Changed(folder=ledger.folder, snapshot=day or ledger.snapshot, package=ledger.package)
    object.__setattr__(changed, "without", columns)
    return changed


def test_the_groups_are_from_before_and_the_margin_from_after(ledger):
    five = five_dimensions(ledger)
    assert (ledger.snapshot - five.cut_off).days == five.days == 365
    orders = ledger.orders[ledger.orders["status"] != "cancelled"]
    after = orders[(orders["order_date"] > five.cut_off) & (orders["order_date"] <= ledger.snapshot)]
    people = five.people.set_index("customer_id")
    came = people.index.isin(after["customer_id"])
    assert (people.loc[~came, "afterwards"] == 0).all() and (people.loc[came, "afterwards"] != 0).mean() > 0.9
    first = orders.groupby("customer_id")["order_date"].min().reindex(people.index)
    assert (first <= five.cut_off).all()


def test_one_customer_by_hand(ledger):
    five = five_dimensions(ledger)
    refunded = set(ledger.refunds["order_id"])
    lines = ledger.table("order_lines").merge(ledger.table("products"), on="product_id")
    goods = (lines["quantity"] * lines["unit_cost"]).groupby(lines["order_id"]).sum()
    orders = ledger.orders[(ledger.orders["status"] != "cancelled") & (ledger.orders["order_date"] <= ledger.snapshot)]
    plain = orders.groupby("customer_id")["order_id"].agg(lambda ids: not refunded & set(ids))
    plain = plain.index[plain.astype("bool")]
    many = five.people[(five.people["how"] == "3–4") & five.people["customer_id"].isin(plain)]
    who = many.sort_values("afterwards").iloc[-1]
    theirs = orders[orders["customer_id"] == who["customer_id"]]
    margin = theirs["amount"] - theirs["order_id"].map(goods)
    early = theirs["order_date"] <= five.cut_off
    assert early.sum() in (3, 4)
    assert who["so_far"] == pytest.approx(margin[early].sum())
    assert who["afterwards"] == pytest.approx(margin[~early].sum())
    assert who["afterwards"] > 0


def test_worth_is_in_fifths_of_the_margin_so_far(ledger):
    people = five_dimensions(ledger).people
    sizes = people["worth"].value_counts(normalize=True)
    assert sorted(sizes.index) == list("12345") and sizes.between(0.18, 0.22).all()
    ends = people.groupby("worth")["so_far"].agg(["min", "max"])
    assert (ends["min"].iloc[1:].to_numpy() > ends["max"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize(
    ("columns", "who", "why"),
    [
        ((), "income_band", "interests"),
        (("income_band",), "birth_year", "interests"),
        (("income_band", "birth_year"), "industry", "importance"),
        (("income_band", "birth_year", "industry", "interests"), "gender", "importance"),
        (("income_band", "birth_year", "industry", "gender"), None, None),
    ],
)
def test_another_column_stands_in_where_one_is_not_known(ledger, columns, who, why):
    missing = {*columns, *(("interests",) if why != "interests" else ())}
    five = five_dimensions(without(ledger, *missing))
    assert five.source.get("who") == who
    if why is not None:
        assert five.source["why"] == why
    assert set(five.people.columns) == {"customer_id", *DIMENSIONS, "so_far", "afterwards"}
    for dimension in DIMENSIONS:
        known = five.people[dimension].notna().sum()
        assert known >= FEWEST if dimension in five.source else known == 0


def test_a_young_ledger_is_cut_in_the_middle(ledger):
    first = ledger.orders["order_date"].min()
    five = five_dimensions(without(ledger, day=first + pd.Timedelta(days=400)))
    assert five.days == 200 and five.cut_off == first + pd.Timedelta(days=200)
