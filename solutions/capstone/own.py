"""What the capstone's functions are given of a learner's own ledger: in the grade, and beside the plan that is read."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.ledger import Ledger, once_per_ledger
from solutions.capstone.given import customer_table, yearly_churn
from tutor.task import Arguments

SHARES = {"gold": 0.1, "silver": 0.3}
"""Which part of the customers each tier of an own ledger gets: the page cuts it so."""


@once_per_ledger
def people(ledger: Ledger) -> pd.DataFrame:
    """The customer table of a ledger."""
    return customer_table(ledger.orders, ledger.refunds, ledger.snapshot)


def limits(ledger: Ledger) -> dict[str, float]:
    """Where the tiers begin."""
    return customer_value.tier_cuts(people(ledger), SHARES)


@once_per_ledger
def margin(ledger: Ledger) -> float:
    """The margin rate of all valid orders."""
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    return customer_value.margin_rate(valid, customer_value.order_goods(ledger.order_lines, ledger.products))


@once_per_ledger
def churn(ledger: Ledger) -> float:
    """The share of customers who are lost in a year."""
    return float(yearly_churn(ledger.orders, ledger.refunds, ledger.snapshot))


def tier_table_inputs(ledger: Ledger) -> Arguments:
    """The customers and the page's limits, with one tier more above everybody: it has to keep its row."""
    table = people(ledger)[["customer_id", "monetary", "existing", "bought"]]
    highest = {"platinum": float(2 * table["monetary"].max())}
    return {"customers": table, "limits": highest | limits(ledger)}


def clv_inputs(ledger: Ledger) -> Arguments:
    """The customers with their tiers."""
    tiered = customer_value.tiers(people(ledger), limits(ledger), rest="bronze")
    return {
        "customers": tiered[["customer_id", "tier", "year_orders", "year_money"]],
        "margin": margin(ledger),
        "churn": churn(ledger),
    }


def target_inputs(ledger: Ledger) -> Arguments:
    """Six tiers and one of nobody, with a target of every kind; the one with the best rate stands last of the six.

    The highest tier is half of all customers, so that its rate stays below 1 where the best customers come every week.
    """
    names = ["gold", "silver", "copper", "bronze", "iron", "tin"]
    cuts = customer_value.tier_cuts(people(ledger), dict(zip(names, [0.5, 0.1, 0.1, 0.1, 0.1], strict=False)))
    tiered = customer_value.tiers(people(ledger), cuts, rest=names[-1])
    table = _rates(tiered, [*names, "new"]).sort_values("rate", kind="stable", ignore_index=True)
    rate, best = table["rate"], table["rate"].max()
    between = (rate[2] + best) / 2 + 0.0137
    table["target"] = [best, rate[1], between, rate[3] / 2, 1.0, 1.2, 0.3]
    return {"plan": table}


def roi_inputs(ledger: Ledger) -> Arguments:
    """The page's three tiers and the plan of somebody who leaves the lowest one out."""
    tiered = customer_value.tiers(people(ledger), limits(ledger), rest="bronze")
    table = _rates(tiered, ["gold", "silver", "bronze"]).drop(columns="customers")
    table["target"] = [table["rate"][0] + 0.05, (table["rate"][0] + table["rate"][1]) / 2, np.nan]
    groups = tiered.groupby("tier")
    orders = groups["year_orders"].sum().reindex(table["tier"]).to_numpy()
    money = groups["year_money"].sum().reindex(table["tier"]).to_numpy()
    table["orders_per_buyer"] = [2.0, 1.5, 1.0]
    table["order_value"] = money / orders
    table["cost"] = (table["existing"] * table["order_value"] * [0.02, 0.01, 0.01]).round(2)
    return {"plan": table, "margin": margin(ledger)}


def _rates(tiered: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Customers, existing customers and today's rate of each tier."""
    found = pd.DataFrame({"tier": names})
    found["customers"] = found["tier"].map(tiered["tier"].value_counts()).fillna(0).astype("int64")
    known = tiered[tiered["existing"]].groupby("tier")["bought"]
    found["existing"] = found["tier"].map(known.size()).fillna(0).astype("int64")
    found["rate"] = found["tier"].map(known.mean())
    return found
