"""Touches of campaigns as the measures on campaigns need them: who was touched, what it cost, what followed."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import checked, open_frame
from customer_value.measures._tables import none_missing, none_negative, pandas_table

NOBODY = ""
"""Stands where a touch has no customer, no lead or no order."""


def touches_of(touches: Any, *flags: str) -> pd.DataFrame:
    """The table `touches` with a `person`: the customer, or the lead where it is no customer yet.

    Args:
        touches: any frame with `campaign_id`, `customer_id`, `lead_id`, `group`, `cost`, and the flags asked for.
        flags: columns of true, false or missing; missing becomes false.

    Raises:
        MeasureError: a column is missing or of another type, or a touch is of nobody.
    """
    rows = pandas_table(touches, "touches", campaign_id="key", group="text", cost="number")
    none_missing(rows, "touches", "campaign_id", "group", "cost")
    none_negative(rows, "touches", "cost")
    rows = pd.concat([rows, texts(touches, "touches", "customer_id", "lead_id")], axis="columns")
    for column in flags:
        rows[column] = flag(touches, "touches", column)
    rows["person"] = ("C:" + rows["customer_id"]).where(rows["customer_id"] != NOBODY, "L:" + rows["lead_id"])
    if nobody := int((rows["person"] == "L:").sum()):
        raise MeasureError(
            f"touches has neither customer_id nor lead_id on {nobody} of {len(rows)} rows; a touch is of somebody."
        )
    return rows


def texts(native: Any, table: str, *columns: str) -> pd.DataFrame:
    """Columns of text that may be empty, on every row too; empty becomes "" (rows numbered from 0)."""
    frame = open_frame(native, table, columns)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    checked(frame, table, **{column: "key" for column in columns if not frame[column].is_null().all()})
    plain = frame.select(columns).to_pandas().reset_index(drop=True)
    return pd.DataFrame({column: plain[column].astype("object").fillna(NOBODY).astype("str") for column in columns})


def flag(native: Any, table: str, column: str) -> pd.Series:
    """A column of true and false, missing taken for false (rows numbered from 0)."""
    frame = open_frame(native, table, (column,))
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    try:
        return frame[column].to_pandas().reset_index(drop=True).astype("boolean").fillna(False).astype("bool")
    except (TypeError, ValueError) as problem:
        raise MeasureError(f"{table}[{column!r}] has to hold true and false; convert it first.") from problem
