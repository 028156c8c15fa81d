"""Contacts with customers: who was contacted how often and how lately, and whether they responded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_days, whole_number
from customer_value.measures._arguments import listed
from customer_value.measures._tables import one_row_each, over, pandas_table, wilson


def contact_history(touches: Any, *, days: int = 90) -> pd.DataFrame:
    """For each contact with a customer: the how-manyth it was of late, and how long ago the one before was.

    Those held out got nothing, so their rows are no contacts. Give the campaigns whose fatigue is in question: what
    customers see by themselves, such as media that are always on, is no contact.

    Args:
        touches: a frame with `touch_id`, `customer_id`, `touched_on`, `group` ("held_out" is left out) and `responded`
            (true or false), one row per touch. Rows without a customer, such as touches of leads, are left out.
        days: contacts of the last so many days count as recent; one exactly so many days ago does too.

    Returns:
        A pandas frame in the order of time: `touch_id`, `customer_id`, `touched_on`, `contact` (1 for the first of
        late, 2 where another came in the days before, ...), `gap` (days since the contact before, whenever that was;
        NaN for the first ever) and `responded`.

    Raises:
        MeasureError: a column is missing or of another type, `responded` is empty, a touch stands on two rows, or
            `days` is no whole number of at least 1.

    Examples:
        >>> import pandas as pd
        >>> touches = pd.DataFrame({
        ...     "touch_id": ["T1", "T2", "T3", "T4"], "customer_id": ["A", "A", "B", "A"],
        ...     "touched_on": pd.to_datetime(["2024-01-01", "2024-01-15", "2024-02-01", "2024-12-01"]),
        ...     "group": ["treated", "treated", "held_out", "treated"], "responded": [False, True, False, False],
        ... })
        >>> contact_history(touches)[["touch_id", "contact", "gap", "responded"]]
          touch_id  contact    gap  responded
        0       T1        1    NaN      False
        1       T2        2   14.0       True
        2       T4        1  321.0      False
    """
    window = whole_days(days)
    kinds = {"touch_id": "key", "customer_id": "key", "touched_on": "date", "group": "text", "responded": "flag"}
    found = pandas_table(touches, "touches", gaps=["customer_id", "group"], **kinds)
    one_row_each(found, "touches", "touch_id")
    sent = found[found["customer_id"].notna() & ~found["group"].eq("held_out")]
    sent = sent.sort_values(["touched_on", "touch_id"], ignore_index=True)
    sent["contact"] = sent.groupby("customer_id")["touched_on"].transform(lambda when: _recent(when, window))
    sent["contact"] = sent["contact"].astype("int64")
    sent["gap"] = sent.groupby("customer_id")["touched_on"].diff().dt.days
    return sent[["touch_id", "customer_id", "touched_on", "contact", "gap", "responded"]]


def response_by_contact(touches: Any, *, days: int = 90, most: int = 4) -> pd.DataFrame:
    """The share of contacts that got a response, by the how-manyth contact of late it was (接觸疲乏).

    A falling row is what fatigue looks like, but is no proof of it: whoever responds gets no more of some campaigns,
    so that the later contacts go to those who are harder to move. Only a group held out can tell the two apart.

    Args:
        touches, days: as for `contact_history`.
        most: this many contacts and more share the last row.

    Returns:
        A pandas frame, a row for each number of contacts from 1 to `most`: `contact`, `contacts` (how many there
        were), `responses`, `rate` (share; NaN without contacts), `low` and `high` (95% Wilson interval).

    Raises:
        MeasureError: as for `contact_history`, or `most` is no whole number of at least 1.

    Examples:
        >>> import pandas as pd
        >>> touches = pd.DataFrame({
        ...     "touch_id": ["T1", "T2", "T3"], "customer_id": ["A", "A", "B"], "group": "treated",
        ...     "touched_on": pd.to_datetime(["2024-01-01", "2024-01-15", "2024-02-01"]),
        ...     "responded": [False, True, False],
        ... })
        >>> response_by_contact(touches, most=2).round(2)
           contact  contacts  responses  rate   low  high
        0        1         2          0   0.0  0.00  0.66
        1        2         1          1   1.0  0.21  1.00
    """
    if (top := whole_number(most)) is None or top < 1:
        raise MeasureError(f"most is {most!r}; give a whole number of contacts of at least 1.")
    history = contact_history(touches, days=days)
    history["contact"] = history["contact"].clip(upper=top)
    return _rates(history, "contact", range(1, top + 1))


def response_by_gap(touches: Any, *, edges: Sequence[int] = (14, 30, 60, 90, 180)) -> pd.DataFrame:
    """The share of contacts that got a response, by the days since the customer's last contact (距上次接觸天數).

    Args:
        touches: as for `contact_history`. A customer's first contact has no gap and is left out.
        edges: the last day of each band, rising; one more band holds everything after. With 14 and 30 the bands are
            0 to 14, 15 to 30, and 31 and more days.

    Returns:
        A pandas frame, a row for each band: `from_day`, `to_day` (NaN for the last), `contacts`, `responses`, `rate`
        (share; NaN without contacts), `low` and `high` (95% Wilson interval).

    Raises:
        MeasureError: as for `contact_history`, or `edges` are not rising whole numbers of days.

    Examples:
        >>> import pandas as pd
        >>> touches = pd.DataFrame({
        ...     "touch_id": ["T1", "T2", "T3"], "customer_id": "A", "group": "treated",
        ...     "touched_on": pd.to_datetime(["2024-01-01", "2024-01-15", "2024-03-01"]),
        ...     "responded": [False, False, True],
        ... })
        >>> response_by_gap(touches, edges=[14, 30])[["from_day", "to_day", "contacts", "rate"]]
           from_day  to_day  contacts  rate
        0         0    14.0         1   0.0
        1        15    30.0         0   NaN
        2        31     NaN         1   1.0
    """
    bands = [whole_days(edge, "edges") for edge in listed(edges, "edges")]
    if not bands or bands != sorted(set(bands)):
        raise MeasureError(f"edges is {list(edges)!r}; give rising numbers of days, such as 14, 30, 60.")
    history = contact_history(touches).dropna(subset="gap")
    history["band"] = np.searchsorted(bands, history["gap"])
    table = _rates(history, "band", range(len(bands) + 1)).drop(columns="band")
    table.insert(0, "from_day", [0, *(edge + 1 for edge in bands)])
    table.insert(1, "to_day", [*map(float, bands), float("nan")])
    return table


def _recent(when: pd.Series, days: int) -> np.ndarray:
    """For each of one customer's contacts in time order: how many there were up to it in so many days."""
    moments = when.to_numpy().astype("datetime64[D]")
    return np.arange(1, len(moments) + 1) - np.searchsorted(moments, moments - days, side="left")


def _rates(history: pd.DataFrame, by: str, groups: Sequence[int]) -> pd.DataFrame:
    counts = history.groupby(by)["responded"].agg(contacts="size", responses="sum")
    counts = counts.reindex(list(groups), fill_value=0).astype("int64").rename_axis(by).reset_index()
    counts["rate"] = over(counts["responses"], counts["contacts"])
    return counts.join(wilson(counts["responses"], counts["contacts"]))
