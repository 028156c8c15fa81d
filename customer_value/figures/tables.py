"""What the figures share about their input: checked tables, the orders of a few customers, text alternatives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import collected, open_frame
from customer_value.measures._orders import NOT_SALES
from customer_value.measures.orders.valid import valid_orders

KEPT, RETURNED, CANCELLED = "kept", "returned", "cancelled"


def table(native: Any, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """A table as a pandas frame with the columns a figure needs.

    Raises:
        MeasureError: it is not a table, or a column is missing; the message names it.
    """
    frame = open_frame(native, name, columns)
    frame = collected(frame)
    return frame.select(columns).to_pandas()


def labelled(customers: Any) -> dict[str, Any]:
    """The customers to draw, by their label.

    Args:
        customers: a mapping from label to customer id, a table with `label` and `customer_id` (as
            `stories.pick_five` returns), or just ids, which are then labelled A, B, C …

    Raises:
        MeasureError: nobody is named.
    """
    if isinstance(customers, Mapping):
        found = dict(customers)
    elif isinstance(customers, pd.DataFrame):
        chosen = table(customers, "customers", ["label", "customer_id"])
        found = dict(zip(chosen["label"], chosen["customer_id"], strict=True))
    elif isinstance(customers, str):
        found = {customers: customers}
    else:
        ids = list(customers)
        found = {chr(ord("A") + position) if len(ids) <= 26 else str(one): one for position, one in enumerate(ids)}
    if not found:
        raise MeasureError("customers is empty; name at least one customer id.")
    return found


def histories(orders: Any, refunds: Any, ids: Collection[Any], judged: Any) -> pd.DataFrame:
    """Every order of some customers up to a day, as it looks on that day.

    Returns:
        `customer_id`, `order_id`, `order_date`, `gross`, `net` (money; 0 where nothing is left), `state` (kept,
        returned, cancelled), sorted by date and order id.
    """
    names = ["customer_id", "order_id", "order_date", "status", "amount"]
    theirs = table(orders, "orders", names)
    theirs = theirs[theirs["customer_id"].isin(list(ids)) & (theirs["order_date"] < pd.Timestamp(judged) + DAY)]
    back = table(refunds, "refunds", ["order_id", "refund_date", "amount"])
    valid = valid_orders(theirs, back[back["order_id"].isin(theirs["order_id"])], judged)
    whole = (
        theirs.groupby("order_id", as_index=False)
        .agg(
            customer_id=("customer_id", "first"),
            order_date=("order_date", "min"),
            gross=("amount", "sum"),
            status=("status", "first"),
        )
        .merge(valid[["order_id", "amount"]].rename(columns={"amount": "net"}), on="order_id", how="left")
    )
    whole["state"] = RETURNED
    whole.loc[whole["status"].isin(NOT_SALES), "state"] = CANCELLED
    whole.loc[whole["net"].notna(), "state"] = KEPT
    whole["net"] = whole["net"].fillna(0.0)
    whole["order_date"] = whole["order_date"].dt.normalize()
    columns = ["customer_id", "order_id", "order_date", "gross", "net", "state"]
    return whole[columns].sort_values(["order_date", "order_id"], ignore_index=True)


DAY = pd.Timedelta(days=1)
