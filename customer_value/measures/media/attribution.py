"""Attribution: which channel is given the credit for an order, by three rules."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import open_frame, whole_days
from customer_value.measures._tables import none_negative, one_row_each, pandas_table

ATTRIBUTION_RULES = ("first", "last", "linear")
"""Who gets the credit: the first touch, the last one, or all touches in equal parts."""

DIRECT = "direct"
"""The channel of an order that no touch led to."""


def touch_paths(touches: Any, orders: Any, *, days: int = 30, leads: Any = None) -> pd.DataFrame:
    """The touches that led to each order (接觸路徑), in the order of time.

    A touch leads to an order if it touched the same customer on the order's day or at most `days` days before (回溯期).
    An order without such a touch has one row with the channel "direct": dropping it would hide how much nobody can
    explain. Touches without an order are in no path. Give only the orders in question: the first orders of new
    customers where channels are to be judged by the customers they win.

    Args:
        touches: a frame with `touch_id` (in the order of time), `customer_id`, `channel`, `touched_on`, one row per
            touch. Where it has `group`, those "held_out" got nothing and are left out; so are touches of nobody.
        orders: valid orders, as `valid_orders` returns them: `order_id`, `customer_id`, `order_date`, `amount`, one
            row per order.
        days: the look-back: how long before an order a touch counts; a touch exactly so many days before does.
        leads: a frame with `lead_id` and `customer_id`, where touches of people who were still leads carry only a
            `lead_id`: the customers they became.

    Returns:
        A pandas frame, one row per touch of a path: `order_id`, `step` (1 for the first touch), `channel`,
        `touched_on` (missing for "direct"), `amount` (of the whole order, money).

    Raises:
        MeasureError: a column is missing or of another type, a touch, order or lead stands on two rows, a channel is
            itself called "direct", or `days` is no whole number of at least 1.

    Examples:
        The touch of 1 May is 60 days old and does not count; B's order has none:

        >>> import pandas as pd
        >>> touches = pd.DataFrame({
        ...     "touch_id": ["T1", "T2", "T3"], "customer_id": "A", "channel": ["page", "video", "mail"],
        ...     "touched_on": pd.to_datetime(["2024-05-01", "2024-06-10", "2024-06-28"]),
        ... })
        >>> orders = pd.DataFrame({"order_id": ["o1", "o2"], "customer_id": ["A", "B"], "amount": [1200, 300],
        ...                        "order_date": pd.to_datetime(["2024-06-30", "2024-07-02"])})
        >>> touch_paths(touches, orders)
          order_id  step channel touched_on  amount
        0       o1     1   video 2024-06-10  1200.0
        1       o1     2    mail 2024-06-28  1200.0
        2       o2     1  direct        NaT   300.0
    """
    look_back = pd.Timedelta(days=whole_days(days))
    made = pandas_table(orders, "orders", order_id="key", customer_id="key", order_date="date", amount="number")
    none_negative(made, "orders", "amount")
    one_row_each(made, "orders", "order_id")
    seen = _touches(touches, leads)
    pairs = made.merge(seen, on="customer_id")
    age = pairs["order_date"] - pairs["touched_on"]
    pairs = pairs[(age >= pd.Timedelta(0)) & (age <= look_back)]
    rest = made[~made["order_id"].isin(pairs["order_id"])].assign(channel=DIRECT, touched_on=pd.NaT)
    rest["touched_on"] = rest["touched_on"].astype(pairs["touched_on"].dtype)
    paths = pd.concat([pairs, rest], ignore_index=True) if len(pairs) else rest.assign(touch_id="")
    paths = paths.sort_values(["order_date", "order_id", "touched_on", "touch_id"], ignore_index=True)
    paths["step"] = paths.groupby("order_id").cumcount() + 1
    return paths[["order_id", "step", "channel", "touched_on", "amount"]]


def attribution(paths: Any, rule: str = "linear") -> pd.DataFrame:
    """Divide the revenue of each order among the channels of its path (歸因).

    - **first** (首次接觸): all of it to the first touch: who found the customer?
    - **last** (末次接觸): all of it to the last touch: who closed the sale?
    - **linear** (平均分配): the same to each **touch**; a channel that touched twice gets two shares.

    Whatever the rule, the credit of an order sums to its revenue, so the channels sum to the company. The rule is a
    convention: none of the three says what would have been bought without the channel. Only a group held out says that.

    Args:
        paths: a frame with `order_id`, `step`, `channel` and `amount`, one row per touch, as `touch_paths` returns it.
        rule: "first", "last" or "linear".

    Returns:
        A pandas frame, one row per channel of any path, most revenue first: `channel`, `orders` (the sum of its shares
        of orders), `revenue` (money) and `share` (of all revenue; NaN without any).

    Raises:
        MeasureError: a column is missing or of another type, two touches of an order have one step, an order has two
            amounts, or there is no such rule.

    Examples:
        >>> import pandas as pd
        >>> paths = pd.DataFrame({
        ...     "order_id": ["o1", "o1", "o1", "o2", "o3", "o3", "o3"], "step": [1, 2, 3, 1, 1, 2, 3],
        ...     "channel": ["fb", "yt", "mail", "mail", "yt", "yt", "fb"], "amount": [1200] * 3 + [300] + [600] * 3,
        ... })
        >>> attribution(paths, "linear")
          channel    orders  revenue     share
        0      yt  1.000000    800.0  0.380952
        1    mail  1.333333    700.0  0.333333
        2      fb  0.666667    600.0  0.285714
    """
    if rule not in ATTRIBUTION_RULES:
        raise MeasureError(f"rule is {rule!r}; choose one of {', '.join(ATTRIBUTION_RULES)}.")
    found = pandas_table(paths, "paths", order_id="key", step="number", channel="text", amount="number")
    one_row_each(found, "paths", "order_id", "step")
    if (amounts := found.groupby("order_id")["amount"].nunique()).gt(1).any():
        raise MeasureError(
            f"paths['amount'] differs within the order {amounts.idxmax()!r}; give each order one amount."
        )
    found = found.sort_values(["order_id", "step"], ignore_index=True)
    touches = found.groupby("order_id")["step"]
    if rule == "linear":
        part = 1 / touches.transform("size")
    else:
        part = (found["step"] == touches.transform("min" if rule == "first" else "max")).astype("float64")
    credit = found.assign(orders=part, revenue=part * found["amount"])
    table = credit.groupby("channel", as_index=False)[["orders", "revenue"]].sum()
    total = table["revenue"].sum()
    table["share"] = table["revenue"] / (total if total else float("nan"))
    return table.sort_values(["revenue", "channel"], ascending=[False, True], ignore_index=True)


def attribution_table(paths: Any) -> pd.DataFrame:
    """Revenue by channel under all three rules (歸因) side by side.

    Args:
        paths: as for `attribution`.

    Returns:
        A pandas frame, one row per channel, most linear revenue first: `channel`, `first`, `last`, `linear` (money).
        Each of the three columns sums to the same revenue.

    Raises:
        MeasureError: as for `attribution`.

    Examples:
        >>> import pandas as pd
        >>> paths = pd.DataFrame({
        ...     "order_id": ["o1", "o1", "o1", "o2", "o3", "o3", "o3"], "step": [1, 2, 3, 1, 1, 2, 3],
        ...     "channel": ["fb", "yt", "mail", "mail", "yt", "yt", "fb"], "amount": [1200] * 3 + [300] + [600] * 3,
        ... })
        >>> attribution_table(paths).round(0)
          channel   first    last  linear
        0      yt   600.0     0.0   800.0
        1    mail   300.0  1500.0   700.0
        2      fb  1200.0   600.0   600.0
    """
    columns = {rule: attribution(paths, rule).set_index("channel")["revenue"] for rule in ATTRIBUTION_RULES}
    table = pd.DataFrame(columns).rename_axis("channel").reset_index()
    return table.sort_values(["linear", "channel"], ascending=[False, True], ignore_index=True)


def _touches(touches: Any, leads: Any) -> pd.DataFrame:
    """What really touched a customer: `touch_id`, `customer_id`, `channel`, `touched_on`."""
    held = "group" in open_frame(touches, "touches", ["touch_id"]).collect_schema().names()
    kinds = {"touch_id": "key", "customer_id": "key", "channel": "text", "touched_on": "date"}
    kinds |= {"group": "text"} if held else {}
    kinds |= {} if leads is None else {"lead_id": "key"}
    found = pandas_table(touches, "touches", gaps={"customer_id", "lead_id", "group"} & set(kinds), **kinds)
    one_row_each(found, "touches", "touch_id")
    if (found["channel"] == DIRECT).any():
        raise MeasureError(f"touches['channel'] holds {DIRECT!r}, the name of orders without a touch; rename it.")
    if held:
        found = found[~found["group"].eq("held_out")]
    if leads is not None:
        known = pandas_table(leads, "leads", gaps=["customer_id"], lead_id="key", customer_id="key")
        one_row_each(known, "leads", "lead_id")
        became = found["lead_id"].map(known.set_index("lead_id")["customer_id"])
        found = found.assign(customer_id=found["customer_id"].where(found["customer_id"].notna(), became))
    return found.loc[found["customer_id"].notna(), ["touch_id", "customer_id", "channel", "touched_on"]]
