"""A few new customers of a ledger, picked so that everything that can become of a first purchase is among them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.figures.tables import table
from customer_value.frames import whole_days

KINDS = (("in_time", 2), ("late", 1), ("never", 1), ("young_back", 2), ("young_not", 1))
"""What can have become of a first purchase by the snapshot, and how many of each are picked where there are any.

With these numbers the usual mistakes in the rate of second purchases all give different numbers.
"""


def pick_newcomers(people: Any, snapshot: Any, days: int = 90) -> pd.DataFrame:
    """Up to seven new customers: came back in time, too late, never, and some who are too young to be judged.

    The rules look only at what was known on the snapshot, and the same ledger always gives the same customers: of each
    kind those in the middle, of the last 300 days where there are enough. A kind that a ledger lacks is left out.

    Args:
        people: one row per customer, with `first_order` and `second_order` (days; the latter missing where there was
            none yet), such as `second_purchases` returns; by `customer_id` as the index or a column.
        snapshot: the last day that is known.
        days: N, the days within which a second purchase counts.

    Returns:
        A pandas frame by `label` (A, B, C …), the earliest first order first: `customer_id`, `first_order`,
        `second_order`.

    Raises:
        MeasureError: a column is missing, there is nobody, or `days` is no whole number of at least 1.

    Examples:
        >>> import pandas as pd
        >>> people = pd.DataFrame({"customer_id": ["C1", "C2"],
        ...     "first_order": pd.to_datetime(["2025-01-05", "2025-12-01"]),
        ...     "second_order": pd.to_datetime(["2025-02-04", None])})
        >>> pick_newcomers(people, "2025-12-31").reset_index()
          label customer_id first_order second_order
        0     A          C1  2025-01-05   2025-02-04
        1     B          C2  2025-12-01          NaT
    """
    length = whole_days(days)
    native = people.reset_index() if isinstance(people, pd.DataFrame) and "customer_id" not in people else people
    rows = table(native, "people", ["customer_id", "first_order", "second_order"])
    if rows.empty:
        raise MeasureError("people has no rows; nobody has bought yet.")
    observed = (pd.Timestamp(snapshot) - rows["first_order"]).dt.days
    gap = (rows["second_order"] - rows["first_order"]).dt.days
    old, back = observed >= length, gap.notna()
    kinds = {
        "in_time": old & (gap <= length),
        "late": old & (gap > length),
        "never": old & ~back,
        "young_back": ~old & back,
        "young_not": ~old & ~back,
    }
    rows = rows.assign(observed=observed, gap=gap)
    picked = []
    for kind, number in KINDS:
        fitting = rows[kinds[kind]]
        lately = fitting[fitting["observed"] <= 300]
        fitting = lately if len(lately) >= 3 * number else fitting
        fitting = fitting.sort_values(["gap", "observed", "customer_id"]).reset_index(drop=True)
        places = range(n := min(number, len(fitting)))
        picked.append(fitting.loc[[(2 * place + 1) * len(fitting) // (2 * n) for place in places]])
    chosen = pd.concat(picked).sort_values(["first_order", "customer_id"])
    chosen.index = pd.Index(list("ABCDEFG")[: len(chosen)], name="label")
    return chosen[["customer_id", "first_order", "second_order"]]
