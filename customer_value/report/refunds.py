"""Orders below zero: which earlier order each of them takes back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from customer_value.measures.orders.cleaning import order_reasons

TAKEN_OFF, UNMATCHED, SECOND = "taken_off", "unmatched", "second_record"
"""Orders below zero: taken off an earlier order, no earlier order to take it from, or booked in the refunds already."""


def settled(
    rows: pd.DataFrame, returned: pd.DataFrame, day: dt.date, refunds_given: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows and refunds with their reasons, orders below zero made refunds unless refunds are recorded elsewhere."""
    known = returned[returned["reason"].isna()]
    found = order_reasons(rows, known, day)
    nothing = found["reason"] == "nothing"
    sums = found[nothing].groupby("order_id", sort=False)["amount"].sum()
    below = sums.index[sums < 0]
    rows_below = nothing & found["order_id"].isin(below)
    if refunds_given or not len(below):
        found.loc[rows_below, "reason"] = SECOND
        return found, returned
    usable = found[found["reason"].isna()]
    matched = matched_refunds(_per_order(usable), _per_order(found[rows_below]))
    there = matched[matched["order_id"].notna()]
    found.loc[rows_below, "reason"] = UNMATCHED
    found.loc[nothing & found["order_id"].isin(there["negative_id"]), "reason"] = TAKEN_OFF
    returned = there[["order_id", "refund_date", "amount"]].assign(
        row=0, reason=pd.Series(np.nan, index=there.index, dtype="str")
    )
    emptied = order_reasons(usable.drop(columns="reason"), returned, day)
    found.loc[usable.index[emptied["reason"].notna().to_numpy()], "reason"] = "refunded"
    return found, returned


def matched_refunds(orders: pd.DataFrame, negative: pd.DataFrame) -> pd.DataFrame:
    """Find for each order below zero the earlier order of the same customer that it takes back.

    That is the latest one, on or before its day, of which exactly that amount is left; without one, the latest of
    which at least that amount is left. What is taken back lowers what is left for the next.

    Args:
        orders: `customer_id`, `order_id`, `order_date`, `amount`, one row per order above zero.
        negative: the same for the orders below zero.

    Returns:
        One row per order below zero, in its order: `order_id` (the one it takes back, missing where there is none),
        `refund_date`, `amount` (positive) and `negative_id` (its own order id).
    """
    theirs = orders[orders["customer_id"].isin(negative["customer_id"])].sort_values(["order_date", "order_id"])
    history = {
        customer: [[day, order, amount] for day, order, amount in zip(*group, strict=True)]
        for customer, *group in (
            (customer, part["order_date"].tolist(), part["order_id"].tolist(), part["amount"].tolist())
            for customer, part in theirs.groupby("customer_id", sort=False)
        )
    }
    found = []
    for row in negative.sort_values(["order_date", "order_id"]).itertuples():
        amount = -row.amount
        dust = 1e-6 * amount
        earlier = [one for one in reversed(history.get(row.customer_id, [])) if one[0] <= row.order_date]
        match = next((one for one in earlier if abs(one[2] - amount) <= dust), None) or next(
            (one for one in earlier if one[2] >= amount), None
        )
        if match is not None:
            match[2] -= amount
        found.append((row.Index, None if match is None else match[1], row.order_date, amount, row.order_id))
    columns = ["place", "order_id", "refund_date", "amount", "negative_id"]
    table = pd.DataFrame(found, columns=columns).set_index("place").reindex(negative.index)
    kinds = {"order_id": "str", "refund_date": "datetime64[us]", "amount": "float64", "negative_id": "str"}
    return table.astype(kinds).reset_index(drop=True)


def _per_order(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby("order_id", as_index=False, sort=False).agg(
        customer_id=("customer_id", "first"), order_date=("order_date", "min"), amount=("amount", "sum")
    )
