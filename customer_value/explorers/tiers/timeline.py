"""Recency, frequency and monetary value on any day, fast enough for a slider."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.figures.tables import CANCELLED, KEPT, RETURNED, table
from customer_value.measures._orders import DUST, NOT_SALES
from customer_value.measures.orders.valid import check_orders


class Timeline:
    """A ledger's orders and refunds in time order, to be cut at any day.

    The definitions are those of `valid_orders` and `rfm`; what takes them a tenth of a second takes this a few
    thousandths, because everything that does not depend on the day is done once.
    """

    def __init__(self, orders: Any, refunds: Any) -> None:
        """Prepare the tables (pandas, with the columns that `valid_orders` takes).

        Raises:
            MeasureError: as `check_orders`.
        """
        check_orders(orders, refunds)
        lines = table(orders, "orders", ["customer_id", "order_id", "order_date", "status", "amount"])
        lines = lines.dropna(subset="customer_id")
        self._orders = (
            lines.assign(order_date=lines["order_date"].dt.normalize())
            .groupby("order_id", as_index=False)
            .agg(
                customer_id=("customer_id", "first"),
                order_date=("order_date", "min"),
                gross=("amount", "sum"),
                status=("status", "first"),
            )
            .sort_values(["order_date", "order_id"], ignore_index=True)
        )
        self._codes, self._customers = pd.factorize(self._orders["customer_id"], sort=True)
        self._days = self._orders["order_date"].to_numpy().astype("datetime64[D]")
        self._gross = self._orders["gross"].to_numpy(dtype=float)
        self._sale = ~self._orders["status"].isin(NOT_SALES).to_numpy()
        back = table(refunds, "refunds", ["order_id", "refund_date", "amount"])
        place = pd.Index(self._orders["order_id"]).get_indexer(back["order_id"])
        self._refunded = place[place >= 0]
        self._refund_days = back["refund_date"].to_numpy().astype("datetime64[D]")[place >= 0]
        self._refund_amounts = back["amount"].to_numpy(dtype=float)[place >= 0]

    def rfm(self, day: Any) -> pd.DataFrame:
        """`customer_id`, `recency`, `frequency`, `monetary` on a day, as the measure `rfm` gives them."""
        day = np.datetime64(pd.Timestamp(day), "D")
        net = self._net(day)
        valid = self._valid(day, net)
        who = self._codes[valid]
        n = len(self._customers)
        counts = np.bincount(who, minlength=n)
        money = np.bincount(who, weights=net[valid], minlength=n)
        last = np.zeros(n, dtype="datetime64[D]")
        last[who] = self._days[valid]  # in time order, so the latest stays
        there = counts > 0
        return pd.DataFrame(
            {
                "customer_id": self._customers[there],
                "recency": (day - last[there]).astype(int),
                "frequency": counts[there],
                "monetary": money[there],
            }
        )

    def history(self, customer: Any, day: Any) -> pd.DataFrame:
        """One customer's orders up to a day as they look on that day; see `figures.tables.histories`."""
        day = np.datetime64(pd.Timestamp(day), "D")
        net = self._net(day)
        valid = self._valid(day, net)
        rows = np.flatnonzero((self._orders["customer_id"] == customer).to_numpy() & (self._days <= day))
        state = np.where(valid[rows], KEPT, np.where(self._sale[rows], RETURNED, CANCELLED))
        mine = self._orders.iloc[rows][["customer_id", "order_id", "order_date", "gross"]].reset_index(drop=True)
        return mine.assign(net=np.where(valid[rows], net[rows], 0.0), state=state)

    def _net(self, day: np.datetime64) -> np.ndarray:
        known = self._refund_days <= day
        back = np.bincount(self._refunded[known], weights=self._refund_amounts[known], minlength=len(self._gross))
        return self._gross - back

    def _valid(self, day: np.datetime64, net: np.ndarray) -> np.ndarray:
        return self._sale & (self._days <= day) & (net > DUST * np.abs(self._gross))
