"""Touches of campaigns as the measures on campaigns need them: who was touched, what it cost, what followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import none_negative, pandas_table

NOBODY = ""
"""Stands where a touch has no customer, no lead or no order."""


def touches_of(touches: Any, *, gaps: Sequence[str] = (), **kinds: str) -> pd.DataFrame:
    """The table `touches` with a `person`: the customer, or the lead where it is no customer yet.

    Args:
        touches: any frame with `campaign_id`, `customer_id`, `lead_id`, `group`, `cost`, and the columns asked for.
        gaps, kinds: more columns, as for `pandas_table`.

    Raises:
        MeasureError: a column is missing or of another type, or a touch is of nobody.
    """
    kinds = {"campaign_id": "key", "group": "text", "cost": "number"} | kinds
    rows = pandas_table(touches, "touches", gaps=gaps, **kinds)
    none_negative(rows, "touches", "cost")
    rows = pd.concat([rows, texts(touches, "touches", "customer_id", "lead_id")], axis="columns")
    rows["person"] = ("C:" + rows["customer_id"]).where(rows["customer_id"] != NOBODY, "L:" + rows["lead_id"])
    if nobody := int((rows["person"] == "L:").sum()):
        raise MeasureError(
            f"touches has neither customer_id nor lead_id on {nobody} of {len(rows)} rows; a touch is of somebody."
        )
    return rows


def texts(native: Any, table: str, *columns: str) -> pd.DataFrame:
    """Columns of text that may be empty, on every row too; empty becomes "" (rows numbered from 0)."""
    plain = pandas_table(native, table, gaps=columns, **dict.fromkeys(columns, "key"))
    return plain.astype("object").fillna(NOBODY).astype("str")
