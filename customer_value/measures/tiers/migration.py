"""Migration: who moved from which segment or tier to which between two snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column as column_name
from customer_value.measures._arguments import listed
from customer_value.measures._tables import one_row_each, pandas_table
from customer_value.measures.tiers.segments import OTHERS, RULES

GONE = "gone"
"""The column of those who had a state at the first snapshot and none at the second."""

NEW = "new"
"""The row of those who had no state at the first snapshot and one at the second."""


def migration(before: Any, after: Any, column: str = "segment", *, states: Sequence[str] | None = None) -> pd.DataFrame:
    """Count the customers by their state at two snapshots (遷移表): rows are the first, columns the second.

    Customers who are only in `before` are in the column "gone", those only in `after` in the row "new". Nobody is
    left out: each row but "new" sums to that state's customers at the first snapshot, each column but "gone" to those
    at the second.

    A table of moves only makes sense if nothing but the customers moved: score both snapshots with the same cut
    values (`score_cuts`) over the same length of time (`days` of `rfm`).

    Args:
        before, after: a frame for each snapshot with `customer_id` and the state, one row per customer, as `segments`
            returns it. They may be of different kinds; lazy ones are run.
        column: the column with the state, such as "segment" or "tier".
        states: the states in the order of the rows and columns. When None: the published segments in the order of
            their rules, those of them that occur, if all states are such; else all that occur, alphabetically.

    Returns:
        A pandas frame of counts. Its index is named "before" and ends in "new", its columns "after" and end in
        "gone". The cell new, gone is 0.

    Raises:
        MeasureError: a column is missing, a customer has two rows, a state is missing or not among `states`, or a
            state is itself called "gone" or "new".

    Examples:
        >>> import pandas as pd
        >>> before = pd.DataFrame({"customer_id": ["A", "B", "C"], "tier": ["Gold", "Silver", "Silver"]})
        >>> after = pd.DataFrame({"customer_id": ["A", "B", "D"], "tier": ["Gold", "Gold", "Silver"]})
        >>> migration(before, after, "tier", states=["Gold", "Silver"])  # doctest: +NORMALIZE_WHITESPACE
        after   Gold  Silver  gone
        before
        Gold       1       0     0
        Silver     1       0     1
        new        0       1     0
    """
    column_name(column, "column")
    first, second = _states(before, "before", column), _states(after, "after", column)
    _same_kind_of_ids(first.index, second.index)
    found = {*first, *second}
    order = _order(found, column) if states is None else listed(states, "states")
    if unknown := sorted(found - set(order)):
        raise MeasureError(f"The column {column!r} holds {', '.join(unknown)}, which states leaves out; add it there.")
    if taken := sorted({GONE, NEW} & set(order)):
        raise MeasureError(f"A state in the column {column!r} is called {taken[0]!r}, as the table's own; rename it.")
    both = pd.concat({"before": first, "after": second}, axis=1)
    counts = pd.crosstab(both["before"].fillna(NEW), both["after"].fillna(GONE), dropna=False)
    table = counts.reindex(index=[*order, NEW], columns=[*order, GONE], fill_value=0)
    return table.rename_axis(index="before", columns="after").astype("int64")


def migration_shares(table: pd.DataFrame) -> pd.DataFrame:
    """Where the customers of each row went, as shares of that row.

    Each count divided by the sum of its row: of those who were Silver, the share that is Gold now. Each row sums to
    1; the row of a state that nobody had is NaN, as it has no base. In the row "new" the shares are those of the
    newcomers.

    Args:
        table: what `migration` returns.

    Returns:
        A pandas frame of the same form, shares from 0 to 1.

    Raises:
        MeasureError: it is not such a table.

    Examples:
        Of 50 Silver customers 10 became Gold, a share of 0.20:

        >>> import pandas as pd
        >>> table = pd.DataFrame({"Gold": [14, 10, 0], "Silver": [5, 35, 3], "gone": [1, 5, 0]},
        ...                      index=["Gold", "Silver", "new"])
        >>> migration_shares(table)
                Gold  Silver  gone
        Gold     0.7    0.25  0.05
        Silver   0.2    0.70  0.10
        new      0.0    1.00  0.00
    """
    table = _counts(table)
    sums = table.sum(axis="columns")
    return table.div(sums.where(sums > 0), axis="index")


def migration_flow(table: pd.DataFrame) -> pd.DataFrame:
    """What became of each state from the first snapshot to the second, as a balance.

    `before - moved_out - gone + moved_in + new = after`, for each state and in all.

    Args:
        table: what `migration` returns.

    Returns:
        A pandas frame, one row per state in the table's order, of counts: `before` (customers at the first snapshot),
        `stayed`, `moved_out` (to another state), `gone`, `moved_in` (from another state), `new` (not there before)
        and `after` (customers at the second snapshot). Over all states `moved_out` and `moved_in` are the same.

    Raises:
        MeasureError: it is not such a table.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"Gold": [14, 10, 0], "Silver": [5, 35, 3], "gone": [1, 5, 0]},
        ...                      index=["Gold", "Silver", "new"])
        >>> migration_flow(table)
                before  stayed  moved_out  gone  moved_in  new  after
        Gold        20      14          5     1        10    0     24
        Silver      50      35         10     5         5    3     43
    """
    table = _counts(table)
    moves = table.drop(index=NEW, columns=GONE)
    stayed = pd.Series({state: moves.loc[state, state] for state in moves.index}, dtype="int64")
    return pd.DataFrame(
        {
            "before": table.drop(index=NEW).sum(axis="columns"),
            "stayed": stayed,
            "moved_out": moves.sum(axis="columns") - stayed,
            "gone": table[GONE].drop(NEW),
            "moved_in": moves.sum(axis="index") - stayed,
            "new": table.loc[NEW].drop(GONE),
            "after": table.drop(columns=GONE).sum(axis="index"),
        },
        index=moves.index,
    )


def _counts(table: Any) -> pd.DataFrame:
    """A migration table, checked to be one."""
    if not isinstance(table, pd.DataFrame):
        raise MeasureError(f"table has to be a pandas frame, as migration returns it, not {type(table).__name__}.")
    states = [state for state in table.index if state != NEW]
    if [*states, NEW] != list(table.index) or [*states, GONE] != list(table.columns) or not table.columns.is_unique:
        raise MeasureError(
            f"table has to have the same states in rows and columns, with a last row {NEW!r} and a last column "
            f"{GONE!r}, as migration returns it."
        )
    for state, found in table.items():
        if not pd.api.types.is_numeric_dtype(found) or not (found >= 0).all() or not (found % 1 == 0).all():
            raise MeasureError(f"table[{state!r}] has to hold counts of customers; make the table with migration.")
    return table.astype("int64")


def _states(native: Any, table: str, column: str) -> pd.Series:
    """Each customer's state, by customer id."""
    found = pandas_table(native, table, customer_id="key", **{column: "text"})
    one_row_each(found, table, "customer_id")
    return found.set_index("customer_id")[column]


def _same_kind_of_ids(first: pd.Index, second: pd.Index) -> None:
    if len(first) and len(second) and (first.inferred_type == "integer") != (second.inferred_type == "integer"):
        raise MeasureError(
            "'customer_id' is text at one snapshot and a whole number at the other, so nobody would be found again; "
            "read it as text at both."
        )


def _order(found: set[str], column: str) -> list[str]:
    published = [*(rule.segment for rule in RULES), OTHERS]
    return [state for state in published if state in found] if found <= set(published) else sorted(found)
