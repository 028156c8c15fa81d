"""known_shop: a shop of which the truth is known, because the program that made it can be run again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger

if TYPE_CHECKING:
    from generator.ledger import Draw

BORROWED = ("boutique", 28, 2000)
"""Scenario, seed and customers of the shop that is lent to ledgers whose truth nobody knows: the course's own."""

RATE_DAYS = 30
"""The truth gives purchase rates per month of so many days."""


@dataclass(frozen=True, kw_only=True, eq=False)
class KnownShop:
    """A shop's orders, and who its customers really are; `known_shop` finds it.

    Attributes:
        orders, refunds: as a ledger has them.
        snapshot: the day on which customers are judged.
        truth: by customer id, `rate` (orders a day while they are customers, over the seasons), `leaving` (the
            probability to leave for good after an order) and `left_on` (the day of the very last order; missing where
            that is not in sight).
        borrowed: whether it is another shop than that of the ledger which was given.
    """

    orders: pd.DataFrame
    refunds: pd.DataFrame
    snapshot: pd.Timestamp
    truth: pd.DataFrame
    borrowed: bool

    def still_there(self, day: Any) -> pd.Series:
        """Whether each customer had really not left for good by a day; by customer id."""
        left = self.truth["left_on"]
        return (left.isna() | (left > pd.Timestamp(day))).rename("still_there")

    def expected_orders(self, day: Any, until: Any) -> pd.Series:
        """How many orders truly had to be expected of each customer after a day, up to another; by customer id.

        `(1 - exp(-rate x leaving x days)) / leaving` of those who had not left, 0 of those who had: somebody who orders
        at that rate and leaves after each order with that probability. The rate is that of an average day of the year,
        so `day` and `until` should be whole years apart; orders that are cancelled later are in it.
        """
        days = (pd.Timestamp(until) - pd.Timestamp(day)).days
        rate, leaving = self.truth["rate"], self.truth["leaving"].clip(lower=1e-9)
        there = self.still_there(day)
        return (-np.expm1(-rate * leaving * days) / leaving).where(there, 0.0).rename("expected_orders")


@once_per_ledger
def known_shop(ledger: Ledger) -> KnownShop:
    """The ledger's own shop, where its truth can be drawn again from scenario and seed; another shop where not.

    A ledger of the kit says in its description from which scenario and seed it was made, and the same two make the
    same customers again. Nothing is drawn again of a real ledger or its twin; where customers have contracts, their
    truth is another; and a ledger of less than two years has no year to hold out. They are lent the course's own shop.
    """
    contracts = "policies" in ledger.table_names
    young = ledger.orders["order_date"].min() > ledger.snapshot - pd.DateOffset(years=2)
    own = None if contracts or young else _again(ledger)
    if own is not None:
        return KnownShop(
            orders=ledger.orders, refunds=ledger.refunds, snapshot=ledger.snapshot, truth=own, borrowed=False
        )
    drawn = _draw(*BORROWED)
    return KnownShop(
        orders=_table(drawn, "orders"),
        refunds=_table(drawn, "refunds"),
        snapshot=pd.Timestamp(drawn.scenario.dates.snapshot),
        truth=_truth(drawn),
        borrowed=True,
    )


def _again(ledger: Ledger) -> pd.DataFrame | None:
    """The truth of the customers of a ledger of the kit; None where it was not made so."""
    from generator.scenario import scenario_names

    made = [ledger.package.get(name) for name in ("scenario", "seed", "customers")]
    if made[0] not in scenario_names() or not all(isinstance(one, int) for one in made[1:]):
        return None
    truth = _truth(_draw(*made))
    return truth if _agrees(truth, ledger) else None


def _agrees(truth: pd.DataFrame, ledger: Ledger) -> bool:
    """Whether these are the ledger's customers: their last order lies on the day on which the truth lets them leave."""
    last = ledger.orders.groupby("customer_id")["order_date"].max().reindex(truth.index)
    known = last.notna() & truth["left_on"].notna() & (truth["left_on"] <= ledger.end)
    return bool(known.any() and (last[known] == truth.loc[known, "left_on"]).mean() > 0.9)


def _draw(scenario: str, seed: int, customers: int) -> Draw:
    from generator.ledger import draw_ledger
    from generator.scenario import load_scenario

    return draw_ledger(load_scenario(scenario), seed, customers)


def _truth(drawn: Draw) -> pd.DataFrame:
    found = _table(drawn, "customer_truth").set_index("customer_id")
    return pd.DataFrame(
        {
            "rate": found["purchase_rate"].astype("float64") / RATE_DAYS,
            "leaving": found["dropout_p"].astype("float64"),
            "left_on": found["churned_on"],
        }
    )


def _table(drawn: Draw, name: str) -> pd.DataFrame:
    """One table of a drawn ledger, with the types that reading a ledger gives."""
    from generator.ledger import arrow_tables
    from generator.schema import ledger_of, truth_of

    tables = [table for table in (*ledger_of(drawn.scenario), *truth_of(drawn.scenario)) if table.name == name]
    frame = arrow_tables(drawn, tuple(tables), "en")[name].to_pandas()
    for column in tables[0].columns:
        if column.type == "date":
            frame[column.name] = pd.to_datetime(frame[column.name])
        elif column.type == "money":
            frame[column.name] = frame[column.name].astype("float64")
        elif frame[column.name].dtype == object:
            frame[column.name] = frame[column.name].astype("str")
    return frame
