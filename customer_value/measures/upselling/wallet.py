"""Purchasing power: how much of a customer's spending comes to us, and how much more could."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._arguments import column
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._numbers import share as checked_share
from customer_value.measures._tables import (
    none_missing,
    none_negative,
    one_row_each,
    pandas_table,
    whole_table,
)

YEAR = pd.Timedelta(days=365)
"""The twelve months that a survey asks about."""


def latest_answers(surveys: Any, snapshot: Any) -> pd.DataFrame:
    """Each customer's last answered survey by the snapshot, so that nobody counts twice.

    A survey that was sent and never answered is no answer. One with a question left blank is: the blank stays missing,
    and the answer to an earlier survey does not take its place.

    Args:
        surveys: a pandas frame with `customer_id`, `answered_on` (missing where no answer came); other columns stay.
        snapshot: the day on which customers are judged; later answers are left out.

    Returns:
        A pandas frame with the columns of `surveys`, one row per customer who answered, sorted by customer id. Of two
        answers on one day the later row counts.

    Raises:
        MeasureError: a column is missing or of another type, an answer has no customer, or `snapshot` is no day.

    Examples:
        >>> import pandas as pd
        >>> surveys = pd.DataFrame({
        ...     "customer_id": ["A", "A", "B", "C"], "satisfaction": [3, 5, None, 4],
        ...     "answered_on": pd.to_datetime(["2024-05-02", "2024-11-20", None, "2025-01-03"]),
        ... })
        >>> latest_answers(surveys, "2024-12-31")
          customer_id  satisfaction answered_on
        0           A           5.0  2024-11-20
    """
    end = pd.Timestamp(calendar_day(snapshot)) + pd.Timedelta(days=1)
    plain = pandas_table(surveys, "surveys", gaps=["customer_id", "answered_on"], customer_id="key", answered_on="date")
    whole = whole_table(surveys, "surveys")
    chosen = plain.assign(answered_on=pd.to_datetime(whole["answered_on"]).to_numpy())  # with its time of day
    chosen = chosen[chosen["answered_on"] < end]
    none_missing(chosen, "surveys", "customer_id")
    order = chosen.sort_values("answered_on", kind="stable").drop_duplicates("customer_id", keep="last")
    return whole.iloc[order.sort_values("customer_id").index].reset_index(drop=True)


def wallets(valid: Any, surveys: Any, snapshot: Any) -> pd.DataFrame:
    """What each customer who answered spends with us and in the whole category (荷包): the two sides of the wallet.

    `category` is what the customer said to have spent in the category in twelve months, with us and with anybody
    else. `ours` is what the orders of the same customer came to in the same twelve months: the 365 days up to the day
    of the question, that day included. Two numbers of different customers or different years make no share.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`, `amount` (money, net).
        surveys: `customer_id`, `asked_on`, `answered_on`, `category_spend_12m` (money, missing where it was left
            blank).
        snapshot: the day on which customers are judged; of each customer the last answer by then counts.

    Returns:
        A pandas frame, one row per customer who answered, sorted by customer id: `customer_id`, `asked_on`, `ours`
        (money; 0 without an order in that year), `category` (money as answered, missing where left blank). An answer
        below `ours` stays here; `share_of_wallet` and the others leave it out.

    Raises:
        MeasureError: a column is missing or of another type, or an amount is missing, infinite or below 0.

    Examples:
        A's order of 2023 lies before the year that was asked about:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "A"], "amount": [900, 100, 50],
        ...                       "order_date": pd.to_datetime(["2023-05-01", "2024-05-01", "2024-11-15"])})
        >>> surveys = pd.DataFrame({"customer_id": ["A", "B"], "category_spend_12m": [600, 200],
        ...                         "asked_on": pd.to_datetime(["2024-11-15", "2024-11-15"]),
        ...                         "answered_on": pd.to_datetime(["2024-11-18", "2024-11-16"])})
        >>> wallets(valid, surveys, "2024-12-31")
          customer_id   asked_on   ours  category
        0           A 2024-11-15  150.0     600.0
        1           B 2024-11-15    0.0     200.0
    """
    columns = {"customer_id": "key", "asked_on": "date", "category_spend_12m": "number"}
    asked = pandas_table(latest_answers(surveys, snapshot), "surveys", gaps=["category_spend_12m"], **columns)
    none_negative(asked, "surveys", "category_spend_12m")
    orders = pandas_table(valid, "valid", customer_id="key", order_date="date", amount="number")
    none_negative(orders, "valid", "amount")
    both = asked[["customer_id", "asked_on"]].merge(orders, on="customer_id")
    day = both["order_date"]
    spent = both[(day > both["asked_on"] - YEAR) & (day <= both["asked_on"])].groupby("customer_id")["amount"].sum()
    return pd.DataFrame(
        {
            "customer_id": asked["customer_id"],
            "asked_on": asked["asked_on"],
            "ours": asked["customer_id"].map(spent).astype("float64").fillna(0.0),
            "category": asked["category_spend_12m"],
        }
    )


def share_of_wallet(ours: Any, category: Any) -> float:
    """The part of what customers spend in the category that they spend with us (荷包佔有率).

    `sum(ours) / sum(category)` over the **same** customers in the same time: a ratio of sums, so that a customer who
    spends ten times as much weighs ten times as much. The mean of the customers' shares is another number.

    A customer whose `category` is missing, or lower than `ours` (nobody can spend less in all than with us: the
    answer is wrong), is left out of **both** sums.

    Args:
        ours: what each customer spends with us (money), a Series or a list.
        category: what the same customers, in the same order, spend with everybody, us included.

    Returns:
        A share from 0 to 1; NaN if nobody is left or nobody spends anything.

    Raises:
        MeasureError: the two differ in length or index, an amount is below 0 or infinite, or `ours` is missing
            (a customer without an order spends 0).

    Notes:
        Who spends more with us than anybody else is not thereby a customer with a large share: revenue says nothing
        about the rest of the wallet. "Share of wallet" is also used for the repeat share of revenue; not here.

    Examples:
        145 of 345. The mean of the four shares would be 0.51:

        >>> round(share_of_wallet([30, 45, 10, 60], [120, 50, 100, 75]), 3)
        0.42
    """
    spent, whole = _usable(ours, category)
    return ratio(spent.sum(), whole.sum())


def headroom(ours: Any, category: Any, attainable: float = 0.8) -> float:
    """How much more the customers could spend with us if we won the attainable share of each wallet (成長空間).

    `sum(max(0, attainable x category - ours))`: for each customer what is missing to the attainable share, and 0, not
    less, for a customer who is beyond it. The 0 matters: one customer's loyalty does not use up another's headroom.

    Args:
        ours, category: as for `share_of_wallet`; answers that it leaves out are left out here too.
        attainable: the share of wallet that can be had at best, 0 to 1. An assumption: say it with the number. Hardly
            anybody buys everything in one place, so 1 promises too much.

    Returns:
        Money, 0 or more; NaN if nobody is left.

    Raises:
        MeasureError: as for `share_of_wallet`, or `attainable` is no share.

    Examples:
        66 + 0 + 70 + 0; the second and the fourth customer are at 0.8 already:

        >>> headroom([30, 45, 10, 60], [120, 50, 100, 75], attainable=0.8)
        136.0
    """
    aim = checked_share(attainable, "attainable")
    spent, whole = _usable(ours, category)
    return float(np.maximum(0.0, aim * whole - spent).sum()) if len(spent) else NAN


def wallet_table(wallets: Any, by: str, attainable: float = 0.8) -> pd.DataFrame:
    """Share of wallet and headroom of each segment or tier, with how many answers they rest on.

    Args:
        wallets: one row per customer, as the measure `wallets` returns it: `customer_id`, `ours`, `category`; and the
            column `by`.
        by: the column with the segment or tier. A pandas category keeps its order and its empty groups.
        attainable: as for `headroom`.

    Returns:
        A pandas frame, one row per group, in the category's order or else sorted: `group`, `customers` (rows),
        `blank` (no answer on the category), `too_low` (answers below what was spent with us, taken for missing),
        `counted` (the rest, which all that follows is of), `ours` and `category` (money, sums), `share` (of wallet),
        `headroom` (money, sum) and `headroom_each` (money per customer counted). The last three are NaN in a group
        in which nobody is counted.

    Raises:
        MeasureError: as for `share_of_wallet`; a customer has two rows or no group.

    Examples:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"customer_id": list("ABCD"), "tier": ["Gold", "Gold", "Silver", "Silver"],
        ...                         "ours": [30, 45, 10, 60], "category": [120, 50, 100, 40]})
        >>> wallet_table(answers, "tier")[["group", "customers", "too_low", "counted", "share", "headroom"]]
            group  customers  too_low  counted     share  headroom
        0    Gold          2        0        2  0.441176      66.0
        1  Silver          2        1        1  0.100000      70.0
    """
    plain = pandas_table(
        wallets, "wallets", gaps=["ours", "category"], customer_id="key", ours="number", category="number"
    )
    one_row_each(plain, "wallets", "customer_id")
    rows = []
    for group, part in plain.groupby(pandas_table(wallets, "wallets", **{column(by, "by"): "any"})[by], observed=False):
        spent, whole = _usable(part["ours"], part["category"])
        room = headroom(spent, whole, attainable)
        blank = int(part["category"].isna().sum())
        rows.append(
            {
                "group": group,
                "customers": len(part),
                "blank": blank,
                "too_low": len(part) - blank - len(spent),
                "counted": len(spent),
                "ours": spent.sum(),
                "category": whole.sum(),
                "share": ratio(spent.sum(), whole.sum()),
                "headroom": room,
                "headroom_each": ratio(room, len(spent)),
            }
        )
    names = "group customers blank too_low counted ours category share headroom headroom_each"
    return pd.DataFrame(rows, columns=names.split())


def _usable(ours: Any, category: Any) -> tuple[np.ndarray, np.ndarray]:
    """Both amounts of the customers whose answer can be right."""
    if isinstance(ours, pd.Series) and isinstance(category, pd.Series) and not ours.index.equals(category.index):
        raise MeasureError("ours and category have different indexes; take both from one table of the same customers.")
    spent, whole = _amounts(ours, "ours"), _amounts(category, "category")
    if len(spent) != len(whole):
        raise MeasureError(
            f"ours has {len(spent)} values and category {len(whole)}; give both of the same customers, in one order."
        )
    if np.isnan(spent).any():
        raise MeasureError("ours has a missing value; a customer who bought nothing from us spent 0.")
    told = whole >= spent  # false where the answer is missing, too
    return spent[told], whole[told]


def _amounts(values: Any, name: str) -> np.ndarray:
    """Amounts as floats, each 0 or more or missing."""
    try:
        amounts = pd.to_numeric(pd.Series(values)).astype("float64").to_numpy()
    except (TypeError, ValueError) as problem:
        raise MeasureError(f"{name} holds something that is no number; give amounts of money.") from problem
    for amount in amounts[np.isinf(amounts) | (amounts < 0)][:1]:
        finite(float(amount), name, least=0)
    return amounts
