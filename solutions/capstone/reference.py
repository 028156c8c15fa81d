"""The right numbers of one learner's own ledger, for whoever reads the plan."""

from __future__ import annotations

import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from solutions.capstone.clv import clv_by_tier
from solutions.capstone.own import churn, limits, margin, people
from solutions.capstone.tier_table import tier_table


def reference(ledger: Ledger) -> pd.DataFrame:
    """What the page shows of a ledger when every function is right: a row for each tier, `tier` as the index.

    Beside tier table and lifetime value stand, of the last quarter, `orders_per_buyer` and `order_value` of the tier's
    existing customers, and `margin_per_buyer`, the margin that one extra buyer brings: a plan's margin is that times
    the tier's extra buyers.
    """
    tiered = customer_value.tiers(people(ledger), limits(ledger), rest="bronze")
    table = tier_table(people(ledger), limits(ledger)).drop(columns="money")
    worth = clv_by_tier(tiered, margin(ledger), churn(ledger)).drop(columns="customers")
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    quarter = valid[valid["order_date"] > ledger.snapshot - pd.Timedelta(days=90)]
    orders = quarter.merge(tiered.loc[tiered["existing"], ["customer_id", "tier"]]).groupby("tier")
    table = table.join(worth)
    table["orders_per_buyer"] = orders.size() / orders["customer_id"].nunique()
    table["order_value"] = orders["amount"].mean()
    table["margin_per_buyer"] = table["orders_per_buyer"] * table["order_value"] * margin(ledger)
    return table
