"""The five dimensions of segmentation in one table, as they were known on a day, beside the margin since that day.

Which column of a ledger stands for a dimension differs: a shop for persons knows incomes, one for companies knows
industries. The table is for looking at dimensions side by side; a company's own segments need a closer look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.measures.tiers.scores import score
from customer_value.measures.upselling.wallet import latest_answers

MOST_DAYS = 365
"""The margin is counted over so many days; over half of the ledger's time where it is shorter than two years."""

FEWEST = 30
"""A column stands for a dimension if the group of at least so many customers is known."""

DIMENSIONS = ("where", "who", "why", "how", "worth")
"""Geographic, demographic, psychographic, behavioural, value."""


@dataclass(frozen=True, eq=False)
class FiveDimensions:
    """Customers by five dimensions.

    Attributes:
        people: a frame, one row per customer with a valid order by the cut-off, sorted by id: `customer_id`; the
            groups `where`, `who`, `why`, `how`, `worth` (text, missing where not known); `so_far` and `afterwards`
            (margin up to the cut-off, and in the days after it; 0 without an order).
        source: for each dimension that the ledger knows, the column of the ledger that stands for it.
        cut_off: the evening on which the groups were known.
        days: from the cut-off to the snapshot.
    """

    people: pd.DataFrame
    source: dict[str, str]
    cut_off: pd.Timestamp
    days: int


@once_per_ledger
def five_dimensions(ledger: Ledger) -> FiveDimensions:
    """Put every customer of the cut-off into a group of each dimension, and add the margin that they brought since.

    - `where`: the sales area;
    - `who`: the income band, or the age (-29, 30-39, 40-49, 50+), the industry, the gender: the first that is known
      of 30 customers or more;
    - `why`: the interest that is named first, or else what a customer finds more important than others do, from the
      survey;
    - `how`: how often they had ordered (1, 2, 3-4, 5+);
    - `worth`: the fifths of their margin up to the cut-off, 5 best.

    The cut-off is the evening 365 days before the snapshot, or in the middle of a ledger younger than two years.
    """
    placed = ledger.orders.loc[ledger.orders["order_date"] <= ledger.snapshot, "order_date"]
    days = min(MOST_DAYS, (ledger.snapshot - placed.min()).days // 2) if len(placed) else MOST_DAYS
    cut_off = ledger.snapshot - pd.Timedelta(days=days)
    goods = order_goods(ledger.table("order_lines"), ledger.table("products"))
    until = valid_orders(ledger.orders, ledger.refunds, cut_off)
    since = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    since = since[since["order_date"] > cut_off]
    so_far, afterwards = (
        (orders["amount"] - orders["order_id"].map(goods).astype("float64")).groupby(orders["customer_id"]).sum()
        for orders in (until, since)
    )
    people = pd.DataFrame({"so_far": so_far}).sort_index()
    people["afterwards"] = afterwards.reindex(people.index).fillna(0.0)
    customers = ledger.table("customers").set_index("customer_id").reindex(people.index)
    orders = until.groupby("customer_id").size()
    choices = {
        "where": [("sales_area", customers["sales_area"])],
        "who": list(_who(customers, cut_off)),
        "why": list(_why(ledger, customers, cut_off)),
        "how": [("orders", _bands(orders.reindex(people.index), [0, 1, 2, 4], ["1", "2", "3–4", "5+"]))],
        "worth": [("margin", score(people["so_far"]).astype("Int64").astype("str"))],
    }
    source = {}
    for dimension in DIMENSIONS:
        people[dimension] = pd.Series(index=people.index, dtype="str")
        for name, groups in choices[dimension]:
            if groups.notna().sum() >= FEWEST and groups.nunique() >= 2:
                source[dimension] = name
                people[dimension] = groups.astype("str").where(groups.notna())
                break
    return FiveDimensions(
        people.reset_index()[["customer_id", *DIMENSIONS, "so_far", "afterwards"]], source, cut_off, days
    )


def _bands(numbers: pd.Series, edges: list[float], labels: list[str]) -> pd.Series:
    """Numbers as groups: each edge is the last number below the next group."""
    return pd.cut(numbers.astype("float64"), [*edges, float("inf")], labels=labels)


def _who(customers: pd.DataFrame, day: pd.Timestamp) -> Iterator[tuple[str, pd.Series]]:
    yield "income_band", customers["income_band"]
    age = day.year - customers["birth_year"]
    yield "birth_year", _bands(age, [0, 29, 39, 49], ["–29", "30–39", "40–49", "50+"])
    yield "industry", customers["industry"]
    yield "gender", customers["gender"]


def _why(ledger: Ledger, customers: pd.DataFrame, day: pd.Timestamp) -> Iterator[tuple[str, pd.Series]]:
    interests = customers["interests"]
    yield "interests", interests.map(lambda named: named.split(";")[0], na_action="ignore")
    answers = latest_answers(ledger.table("surveys"), day).set_index("customer_id")
    asked = answers.filter(like="importance_").astype("float64")
    asked = asked[asked.notna().all(axis="columns")]
    if len(asked):
        labels = ledger.table("brand_ratings").drop_duplicates("attribute").set_index("attribute")["label"]
        above = (asked - asked.mean()).idxmax(axis="columns").str.removeprefix("importance_")
        yield "importance", above.map(lambda name: labels.get(name, name)).reindex(customers.index)
