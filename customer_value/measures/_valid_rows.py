"""Valid orders as the measures on whole ledgers take them: any kind of frame, its rows checked where they are there."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import Frame, open_frame, typed


def valid_rows(valid: Any, **kinds: str) -> Frame:
    """Columns of valid orders, as `valid_orders` returns them, checked as `frames.typed` does.

    The rows of an eager frame are checked, too. A lazy frame is not run; its rows with a gap are left out.

    Raises:
        MeasureError: it is no frame, a column is missing or of another kind, a value is missing, or money is infinite
            or below 0.
    """
    orders = typed(open_frame(valid, "valid", kinds), "valid", **kinds)
    if isinstance(orders, nw.LazyFrame):
        return orders.filter(*(~nw.col(name).is_null() for name in kinds))
    for name, kind in kinds.items():
        there = ~orders[name].is_null()
        if kind == "number":
            there = there & ~orders[name].is_nan().fill_null(True)
        if missing := len(orders) - int(there.sum()):
            raise MeasureError(
                f"valid[{name!r}] is missing on {missing} of {len(orders)} rows; drop those rows first: "
                f"valid.dropna(subset=[{name!r}])."
            )
        if kind == "number" and (infinite := int((~orders[name].is_finite()).sum())):
            raise MeasureError(
                f"valid[{name!r}] is infinite on {infinite} of {len(orders)} rows; find out where it was divided by 0."
            )
        if kind == "number" and int((orders[name] < 0).sum()):
            raise MeasureError(f"valid[{name!r}] has money below 0; take refunds off first, with valid_orders.")
    return orders
