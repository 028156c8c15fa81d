"""Predicting who will be premium: what was known on a day, and what came after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, moved, whole_days
from customer_value.measures._numbers import NAN, finite
from customer_value.measures._tables import pandas_table
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.tiers._people import each, feature_names
from customer_value.measures.tiers.rfm import rfm

FEATURES = ("recency", "frequency", "monetary", "tenure", "average")
"""What is known of every customer on the cut-off day, from their orders alone."""


def premium_table(orders: Any, refunds: Any, cutoff: Any, *, least: float, days: int = 365) -> pd.DataFrame:
    """What was known of each customer on a day, and whether they were a premium customer (精品客戶) in the time after.

    The features (特徵) are made from orders and refunds dated **on or before** the cut-off alone, the label (標籤) from
    those **after** it, so nothing of the answer can leak (洩漏) into the question. A customer is premium whose valid
    orders in the `days` after the cut-off come to at least `least`.

    Args:
        orders, refunds: as for `valid_orders`, pandas. They have to go on to the end of the window: where they end
            sooner, a customer who is not premium *yet* counts as one who is not.
        cutoff: the day between question and answer; it belongs to the question.
        least: the net spend from which a customer is premium (`>=`), money.
        days: the length of the time after the cut-off, in days.

    Returns:
        A pandas frame, one row per customer with a valid order by the cut-off, sorted by customer id: `customer_id`,
        `recency` (days), `frequency` (orders), `monetary` (money), `tenure` (days since the first order), `average`
        (money per order) and `premium` (true or false).

    Raises:
        MeasureError: as for `valid_orders`; `least` is not above 0; there are customers, but no order is dated after
            the cut-off, so nobody can know who became premium.

    Examples:
        C spent 300 in the year after; A's order of 2024 is not seen, and B was no customer yet:

        >>> import pandas as pd
        >>> orders = pd.DataFrame(
        ...     [("A", "o1", "2023-03-01", 500), ("A", "o2", "2023-11-01", 100), ("C", "o3", "2023-12-20", 300),
        ...      ("C", "o4", "2024-01-08", 300), ("B", "o5", "2024-05-01", 900), ("A", "o6", "2024-06-01", 200)],
        ...     columns=["customer_id", "order_id", "order_date", "amount"],
        ... ).astype({"order_date": "datetime64[us]"}).assign(status="completed")
        >>> premium_table(orders, None, "2023-12-31", least=300)
          customer_id  recency  frequency  monetary  tenure  average  premium
        0           A       60          2     600.0     305    300.0    False
        1           C       11          1     300.0      11    300.0     True
    """
    day = calendar_day(cutoff, "cutoff")
    end = moved(day, whole_days(days))
    if not finite(least, "least") > 0:
        raise MeasureError(f"least is {least!r}; give the spend above 0 from which a customer is premium.")
    known = valid_orders(orders, refunds, day)
    first = known.groupby("customer_id")["order_date"].min()
    table = rfm(orders, refunds, day)
    table["tenure"] = (pd.Timestamp(day) - pd.Series(first.reindex(table["customer_id"]).to_numpy())).dt.days
    table["average"] = table["monetary"] / table["frequency"]
    if len(table) and orders["order_date"].max() < pd.Timestamp(moved(day, 1)):
        raise MeasureError(
            f"orders has no order after the cut-off {day}, so nobody can know who became premium; give an earlier day."
        )
    after = valid_orders(orders, refunds, end)
    after = after[after["order_date"] > pd.Timestamp(day)].groupby("customer_id")["amount"].sum()
    table["premium"] = each(table["customer_id"], after) >= least
    return table


def feature_power(table: Any, features: Sequence[str] = FEATURES, *, label: str = "premium") -> pd.DataFrame:
    """How well each feature alone tells the two groups apart: the test for leakage (洩漏檢查).

    `auc` is the probability that of one customer with the label and one without, drawn by lot, the feature puts the
    right one first, whichever direction it points in: 0.5 is a coin, 1 is perfect. Behaviour is hard to foresee, so
    a feature above about 0.95 has most likely seen the answer: find out on which day it was known.

    Args:
        table: a frame, one row per customer, with the features and the label.
        features: columns of numbers.
        label: the column of true and false.

    Returns:
        A pandas frame, one row per feature, strongest first: `feature`, `auc` (0.5 to 1; NaN where all customers
        have the same label) and `high_is` (true where a high value goes with the label).

    Raises:
        MeasureError: a column is missing, has gaps or is of another type, or the label is among the features.

    Examples:
        `later_spend` was known only afterwards:

        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 40, 90, 200], "later_spend": [900, 800, 0, 30],
        ...                       "frequency": [3, 1, 2, 1], "premium": [True, True, False, False]})
        >>> feature_power(table, ["recency", "frequency", "later_spend"])
               feature    auc  high_is
        0      recency  1.000    False
        1  later_spend  1.000     True
        2    frequency  0.625     True
    """
    from sklearn.metrics import roc_auc_score

    names = feature_names(features, label)
    found = pandas_table(table, "table", **dict.fromkeys(names, "number"), **{label: "flag"})
    truth = found[label]
    rows = []
    for name in names:
        raw = float(roc_auc_score(truth, found[name])) if truth.nunique() == 2 else NAN
        rows.append({"feature": name, "auc": max(raw, 1 - raw), "high_is": bool(raw >= 0.5)})
    order = np.argsort([-row["auc"] for row in rows], kind="stable")
    return pd.DataFrame([rows[place] for place in order], columns=["feature", "auc", "high_is"])
