"""What the measures say about the orders: worked out once, for every part of the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from customer_value.measures.customers.cycle import overdue
from customer_value.measures.tiers.rfm import rfm
from customer_value.measures.tiers.scores import rfm_scores
from customer_value.measures.tiers.segments import segments
from customer_value.report.forecast import Forecast, forecast
from customer_value.report.prepared import Prepared

_ORDERS = ["customer_id", "order_id", "order_date", "status", "amount"]
LATE = 1.5
"""So many times a customer's own cycle may pass before the customer is overdue."""

_REFUNDS = ["order_id", "refund_date", "amount"]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The orders and what follows from them.

    Attributes:
        prepared: the rows and the reasons.
        currency: the ISO 4217 code of the money.
        margin: the margin rate; None where nobody said, and money is revenue then.
    """

    prepared: Prepared
    currency: str
    margin: float | None = None

    @property
    def snapshot(self) -> dt.date:
        return self.prepared.snapshot

    @property
    def valid(self) -> pd.DataFrame:
        return self.prepared.valid

    @cached_property
    def orders(self) -> pd.DataFrame:
        """The rows that count on the snapshot, and those whose order was given back by then but counted before."""
        rows = self.prepared.rows
        return rows.loc[rows["reason"].isna() | (rows["reason"] == "refunded"), _ORDERS].reset_index(drop=True)

    @cached_property
    def refunds(self) -> pd.DataFrame:
        """The refunds that count."""
        rows = self.prepared.refund_rows
        return rows.loc[rows["reason"].isna(), _REFUNDS].reset_index(drop=True)

    @cached_property
    def people(self) -> pd.DataFrame:
        """One row per customer: recency, frequency, monetary, scores and segment."""
        return segments(rfm_scores(rfm(self.orders, self.refunds, self.snapshot)))

    @cached_property
    def late(self) -> pd.DataFrame:
        """One row per customer: the own purchase cycle, and whether the customer is overdue by it."""
        return overdue(self.valid, self.snapshot, LATE)

    @cached_property
    def forecast(self) -> Forecast:
        """What the next twelve months may bring."""
        return forecast(self)

    @property
    def first_day(self) -> dt.date:
        """The day of the first valid order."""
        return self.valid["order_date"].min().date()
