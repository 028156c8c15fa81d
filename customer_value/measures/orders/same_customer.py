"""One customer with several accounts: found, and made one, so that a second account is no first purchase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import Frame, checked, collected, in_place, numbered, open_frame
from customer_value.measures._arguments import columns, listed
from customer_value.measures._tables import none_missing
from customer_value.measures.orders.text_values import match_text

_KINDS = {"email": "email", "e_mail": "email", "mail": "email", "phone": "phone", "mobile": "phone", "tel": "phone"}
"""How a column of a known name is compared; any other as text, see `match_text`."""


def same_customers(
    customers: Any, by: Sequence[str | Sequence[str]], *, kinds: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Accounts that belong to one customer: equal e-mail, equal telephone, equal name and year of birth.

    Two accounts are one customer's where they agree in one of the keys of `by`, both having a value there; spelling
    does not count (`match_text`). It goes on from account to account: where the first and second share an e-mail and
    the second and third a telephone, all three are one customer's. The customer keeps the smallest of the ids.

    Args:
        customers: any frame with `customer_id` and the columns of `by`, one row per account. A lazy frame is run.
        by: the keys: a column, or several that have to agree together, such as
            `["email", "phone", ("name", "birth_year")]`. Be strict: a family shares a telephone, a company an e-mail,
            and hundreds share a name.
        kinds: column to "email", "phone" or "text", where the column's name does not say it.

    Returns:
        A pandas frame, one row per account that is merged into another: `customer_id`, `same_as` (the id kept) and
        `by` (the first key in which the account agrees with another of that customer), sorted by customer id. Hand
        it to `merge_customers`.

    Raises:
        MeasureError: a column is missing, `by` is empty, or a customer id is missing or stands on two rows.

    Examples:
        W7 is C2's second account; C1 and C3 share nothing:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({
        ...     "customer_id": ["C1", "C2", "C3", "W7"], "name": ["Amy Wu", "Ben Lin", "Amy Wu", "LIN, Ben"],
        ...     "email": ["amy@example.com", "ben@example.com", None, " Ben@Example.com"],
        ...     "phone": ["0912-000-111", "02-2345-0000", "N/A", "+886 2 2345 0000"]})
        >>> same_customers(customers, by=["email", "phone"])
          customer_id same_as     by
        0          W7      C2  email
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    keys = [tuple(columns(key, "by")) for key in ([by] if isinstance(by, str) else listed(by, "by"))]
    if not keys or not all(keys):
        raise MeasureError("by is empty; name at least one column in which accounts of one customer agree.")
    needed = list(dict.fromkeys(["customer_id", *(name for key in keys for name in key)]))
    frame = checked(open_frame(customers, "customers", needed), "customers", customer_id="key")
    frame = frame.select(needed)
    accounts = collected(frame).to_pandas()
    ids = accounts["customer_id"]
    _check_ids(ids)
    accounts = accounts.sort_values("customer_id", kind="stable", ignore_index=True)
    ties, reason = [], np.full(len(accounts), None, dtype=object)
    kinds = _KINDS | dict(kinds or {})
    for key in keys:
        value = _joined([match_text(_as_text(accounts[column]), kinds.get(column, "text")) for column in key])
        shared = value.notna() & value.duplicated(keep=False)
        groups = value[shared].groupby(value[shared], sort=False)
        first = groups.transform(lambda group: group.index[0]).astype(int)
        ties.append(np.column_stack([first.to_numpy(), first.index.to_numpy()]))
        rows = np.flatnonzero(shared)
        reason[rows] = np.where(pd.isna(reason[rows]), " + ".join(key), reason[rows])
    one, other = np.concatenate(ties).T
    n = len(accounts)
    _, of = connected_components(coo_array((np.ones(len(one)), (one, other)), shape=(n, n)), directed=False)
    kept = accounts["customer_id"].groupby(of).transform("first") if n else accounts["customer_id"]
    found = accounts[["customer_id"]].assign(same_as=kept, by=pd.Series(reason, index=accounts.index, dtype="str"))
    return found[found["customer_id"] != found["same_as"]].reset_index(drop=True)


def merge_customers(table: Any, links: pd.DataFrame, column: str = "customer_id") -> Any:
    """A table with the ids of merged accounts replaced by the id that is kept.

    Orders of two accounts become one customer's, so that the first order of the second account is no first purchase
    any more. Apply it to orders, and to whatever else names customers; of the table of customers itself drop the
    merged rows instead: `customers[~customers["customer_id"].isin(links["customer_id"])]`.

    Args:
        table: any frame with the column; it keeps its rows and other columns.
        links: `customer_id` and `same_as`, as `same_customers` returns them.
        column: the column with customer ids.

    Returns:
        The same kind of frame. Ids that `links` does not name stay.

    Raises:
        MeasureError: a column or an id of `links` is missing, an id stands in `links` twice, an id that is kept is
            itself merged into another, or the ids are text in one table and whole numbers in the other.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["C2", "W7", "C1", None], "order_id": ["o1", "o2", "o3", "o4"]})
        >>> merge_customers(orders, pd.DataFrame({"customer_id": ["W7"], "same_as": ["C2"]}))
          customer_id order_id
        0          C2       o1
        1          C2       o2
        2          C1       o3
        3         NaN       o4
    """
    frame = checked(open_frame(table, "table", [column]), "table", **{column: "key"})
    open_frame(links, "links", ["customer_id", "same_as"])
    for name in ("customer_id", "same_as"):
        if len(links):
            checked(open_frame(links, "links", [name]), "links", **{name: "key"})
        none_missing(links, "links", name)
    if twice := links["customer_id"][links["customer_id"].duplicated()].tolist():
        raise MeasureError(f"links['customer_id'] holds {twice[0]!r} twice; an account is merged into one other.")
    if chain := sorted(set(links["same_as"]) & set(links["customer_id"]), key=str):
        raise MeasureError(f"links merges {chain[0]!r} and also keeps it; name the id that is kept in the end.")
    whole = frame.collect_schema()[column].is_integer()
    if len(links) and whole != pd.api.types.is_integer_dtype(links["customer_id"].dtype):
        raise MeasureError(
            f"{column!r} is text in one of table and links and a whole number in the other, so no account would be "
            "found. Read it as text in both: pd.read_csv(..., dtype={'customer_id': 'str'})."
        )
    there = frame.collect_schema().names()
    ids = links[["customer_id", "same_as"]].astype("int64" if whole else "str")
    names = _alike(ids.rename(columns={"customer_id": "_old", "same_as": "_kept"}), frame)
    old = nw.col(column) if whole else nw.col(column).cast(nw.String())
    merged = numbered(frame).with_columns(_old=old).join(names, on="_old", how="left")
    merged = merged.with_columns(
        nw.when(nw.col("_kept").is_null()).then(nw.col("_old")).otherwise(nw.col("_kept")).alias(column)
    )
    return in_place(merged, there)


def _check_ids(ids: pd.Series) -> None:
    if missing := int(ids.isna().sum()):
        raise MeasureError(f"customers['customer_id'] is missing on {missing} of {len(ids)} rows; fill it in first.")
    if twice := ids[ids.duplicated()].tolist():
        raise MeasureError(
            f"customers['customer_id'] holds {twice[0]!r} twice ({len(twice)} rows repeat an id); keep one row per "
            "account: customers.drop_duplicates('customer_id')."
        )


def _as_text(column: pd.Series) -> pd.Series:
    """A column as text; 1979.0, a whole number beside missing ones, as 1979."""
    if pd.api.types.is_float_dtype(column.dtype) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return column.astype("str").where(column.notna())


def _joined(columns: Sequence[pd.Series]) -> pd.Series:
    """Several columns as one key, missing where one of them is."""
    key = columns[0]
    for column in columns[1:]:
        key = key + "\x1f" + column
    return key


def _alike(table: pd.DataFrame, frame: Frame) -> Frame:
    """A small pandas table as a frame of the kind of another."""
    lazy, backend = isinstance(frame, nw.LazyFrame), frame.implementation
    eager = nw.Implementation.PYARROW if lazy and not backend.is_polars() else backend
    small = nw.from_dict(
        {name: table[name].tolist() for name in table},
        {name: nw.Int64() if table[name].dtype.kind == "i" else nw.String() for name in table},
        backend=eager,
    )
    if not lazy:
        return small
    session = {"session": frame.to_native().sparkSession} if backend.is_pyspark() else {}
    return small.lazy(backend, **session)
