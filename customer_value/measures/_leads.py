"""Leads as they stood on a day: which steps each had reached, and whether it was settled."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY, calendar_day, whole_days
from customer_value.measures._tables import one_row_each, pandas_table

STEPS = ("created", "contacted", "quoted", "won")
"""The steps of the lead funnel, in order."""

_STAGES = ("open", "contacted", "quoted", "won", "lost")


def leads_on(leads: Any, snapshot: Any, days: int | None, *others: str) -> pd.DataFrame:
    """The leads known on the snapshot, one row each, with what had become of each by then.

    As true or false: `created`, `contacted`, `quoted`, `won` (reached by then, also where a step was skipped) and
    `settled` (closed by then, or `days` old).

    Args:
        leads, snapshot, days: as for `lead_funnel`.
        others: more columns of text to keep, whose values may be missing.

    Raises:
        MeasureError: as for `lead_funnel`.
    """
    day = calendar_day(snapshot)
    dates = ("contacted_on", "quoted_on", "closed_on")
    kinds = {"lead_id": "key", "created_on": "date", **dict.fromkeys(dates, "date"), "stage": "text"}
    kinds |= {column: "text" for column in others if column not in kinds}
    found = pandas_table(leads, "leads", gaps=[*dates, *(one for one in others if one != "stage")], **kinds)
    one_row_each(found, "leads", "lead_id")
    _check_stages(found)
    tomorrow = pd.Timestamp(day + DAY)
    found = found[found["created_on"] < tomorrow].reset_index(drop=True)
    by_then = {column: found[column] < tomorrow for column in dates}  # a missing date is before nothing
    won = (found["stage"] == "won") & by_then["closed_on"]
    quoted = by_then["quoted_on"] | won
    settled = by_then["closed_on"].copy()
    if days is not None:
        settled |= found["created_on"] <= pd.Timestamp(day - whole_days(days) * DAY)
    return found.assign(
        created=True, contacted=by_then["contacted_on"] | quoted, quoted=quoted, won=won, settled=settled
    )


def _check_stages(found: pd.DataFrame) -> None:
    if unknown := sorted(set(found["stage"]) - set(_STAGES)):
        raise MeasureError(f"leads['stage'] holds {', '.join(unknown)}; use {', '.join(_STAGES)}.")
    closed = found["stage"].isin(["won", "lost"])
    if (wrong := closed != found["closed_on"].notna()).any():
        one = found.loc[wrong.idxmax()]
        state = "is missing" if closed[wrong.idxmax()] else "is given"
        raise MeasureError(
            f"leads['closed_on'] {state} for {one['lead_id']!r}, whose stage is {one['stage']!r}; won and lost leads "
            "have a day on which they closed, the others none."
        )
