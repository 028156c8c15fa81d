"""Repeated rows: one purchase stored twice, or two purchases that look alike?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import in_place, numbered, open_frame


def repeated_rows(table: Any, same: Sequence[str] | None = None, *, whole: str | None = None) -> Any:
    """Mark the rows that repeat an earlier one: a file imported twice, or two genuine equal lines (重複值)?

    Two rows that agree in every column may be one purchase stored twice, or two purchases: two lines for the same cup
    in one order are common. No program can tell by the rows alone, so the choice is yours:

    - **Every row has a number of its own** (an order number in a table of orders, an order and a line number in a
      table of lines): leave `same` and `whole` out. Rows equal in *every* column, that number included, are one row
      stored twice.
    - **Rows have no number of their own**: name the order's column in `whole`. A row then counts as a repeat only
      where its whole order is there more than once: the order has at least two different rows, and each of them
      stands there equally often. That is what an import done twice looks like; one equal line among others is taken
      for genuine.

    Args:
        table: any frame.
        same: the columns that have to agree; all of them when None. Missing values agree with one another.
        whole: the column with the order's id; None where one equal row is enough.

    Returns:
        The same kind of frame with one more column, `repeat`: true on every row but the first of those that agree. In
        an eager frame the first is the one that stands first; a lazy frame has no order, so any one of them is it.

    Raises:
        MeasureError: a column is missing, or the table has a column `repeat` already.

    Notes:
        Nothing is removed. `order_reasons` and `refund_reasons` heed the column `repeat`; without it they take every
        row for genuine.

    Examples:
        Order o1 was imported twice; in o2 somebody bought two of the same cup:

        >>> import pandas as pd
        >>> lines = pd.DataFrame({"order_id": ["o1", "o1", "o2", "o2", "o2", "o1", "o1"],
        ...                       "product": ["cup", "pot", "cup", "cup", "pot", "cup", "pot"],
        ...                       "amount": [200, 900, 200, 200, 900, 200, 900]})
        >>> repeated_rows(lines, whole="order_id")["repeat"].tolist()
        [False, False, False, False, False, True, True]
        >>> repeated_rows(lines)["repeat"].tolist()
        [False, False, False, True, False, True, True]
    """
    named = [] if same is None else list(same)
    frame = open_frame(table, "table", named if whole is None else [*named, whole])
    there = frame.collect_schema().names()
    if "repeat" in there:
        raise MeasureError("table has a column 'repeat' already; drop it or rename it first.")
    columns = there if same is None else named
    if not columns:
        raise MeasureError("same is empty; name at least one column that has to agree.")
    marked = numbered(frame).with_columns(_same=nw.concat_str(*map(_as_text, columns), separator="\x1f"))
    first = nw.col("_same").is_first_distinct()
    if isinstance(marked, nw.LazyFrame):
        first = first.over(order_by="_same")
    marked = marked.with_columns(repeat=~first)
    if whole is not None:
        copies = marked.filter(~nw.col(whole).is_null()).group_by(whole, "_same").agg(_copies=nw.len())
        orders = copies.group_by(whole).agg(
            _rows=nw.len(), _least=nw.col("_copies").min(), _most=nw.col("_copies").max()
        )
        twice = orders.filter(nw.col("_rows") > 1, nw.col("_least") > 1, nw.col("_least") == nw.col("_most"))
        marked = marked.join(twice.select(whole, _twice=nw.lit(1)), on=whole, how="left")
        marked = marked.with_columns(repeat=nw.when(nw.col("_twice") == 1).then(nw.col("repeat")).otherwise(False))
    return in_place(marked, [*there, "repeat"])


def _as_text(column: str) -> nw.Expr:
    """A column's values as text, missing ones as a sign that no text holds."""
    return nw.when(nw.col(column).is_null()).then(nw.lit("\x00")).otherwise(nw.col(column).cast(nw.String()))
