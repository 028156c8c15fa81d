"""What customers cost: the books by kind, what drives each cost, and the costs that can be charged to somebody."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures._touches import texts
from customer_value.measures.returns._months import whole_months

COST_KINDS = ("direct", "indirect", "acquisition", "maintenance")
"""The kinds of cost, in the order of the lesson: goods and orders, the house, winning customers, keeping them."""

CAPACITY = "capacity"
"""The driver of a cost that is there whatever customers do, such as rent."""

COST_COLUMNS = ("goods", *COST_KINDS)
"""What a customer can be charged with: the goods, and each kind of cost without them."""


def cost_table(costs: Any, snapshot: Any, *, months: int = 12) -> pd.DataFrame:
    """What the company spent, by kind and item (客戶成本): direct, indirect, acquisition, maintenance.

    **Direct** (直接成本) follows goods and orders, **indirect** (間接成本) is the house: rent, staff, office.
    **Acquisition** (獲客成本) wins customers, **maintenance** (維繫成本) keeps them. Each cost also has a *driver*:
    what it follows. A cost whose driver is "capacity" is there whatever a customer does, so it is **shared**, and any
    customer's part of it is a choice, not a fact.

    Args:
        costs: the ledger's table `costs`: `month`, `kind`, `item`, `driver`, `amount` (money).
        snapshot: the day on which customers are judged. Counted are the whole calendar months that were over then.
        months: how many of them, the latest.

    Returns:
        A pandas frame, one row per kind and item, the kinds in the order of `COST_KINDS`, in a kind the largest first:
        `kind`, `item`, `driver`, `amount` (money), `share` (of all costs, 0 to 1; the shares sum to 1, and are NaN
        where nothing was spent) and `shared` (true where the driver is "capacity"). The sum of `share` over the rows
        with `shared` is the share of all costs that no customer causes.

    Raises:
        MeasureError: a column is missing or of another type, a kind is none of `COST_KINDS`, an amount is missing,
            infinite or negative, or `months` is no whole number of at least 1.

    Examples:
        >>> import pandas as pd
        >>> costs = pd.DataFrame({
        ...     "month": pd.to_datetime(["2024-11-01", "2024-12-01", "2024-12-01", "2024-12-01"]),
        ...     "kind": ["direct", "direct", "indirect", "maintenance"],
        ...     "item": ["Goods", "Goods", "Rent", "Help desk"],
        ...     "driver": ["goods", "goods", "capacity", "contacts"], "amount": [500, 300, 150, 50]})
        >>> cost_table(costs, "2024-12-31", months=1)
                  kind       item    driver  amount  share  shared
        0       direct      Goods     goods   300.0    0.6   False
        1     indirect       Rent  capacity   150.0    0.3    True
        2  maintenance  Help desk  contacts    50.0    0.1   False
    """
    rows = _in_period(costs, snapshot, months)
    table = rows.groupby(["kind", "item", "driver"], as_index=False, sort=False)["amount"].sum()
    places = table["kind"].map(COST_KINDS.index)
    table = table.assign(place=places).sort_values(["place", "amount"], ascending=[True, False], kind="stable")
    total = table["amount"].sum()
    table = table.assign(share=table["amount"] / total if total else NAN, shared=table["driver"] == CAPACITY)
    return table[["kind", "item", "driver", "amount", "share", "shared"]].reset_index(drop=True)


def cost_rates(costs: Any, activity: Any, snapshot: Any, *, months: int = 12) -> pd.DataFrame:
    """What one unit of each driver cost: one order packed, one call answered, one customer won (成本動因費率).

    `amount / units`, the units being those of the cost's driver and, where the books split the cost, of its sales
    channel or area: parcels of the web shop over orders of the web shop.

    Args:
        costs: as for `cost_table`, with `channel` and `sales_area` (missing where the cost is for none in particular).
        activity: what customers did in the same months, as `customer_activity` returns it.
        snapshot, months: as for `cost_table`, and the same as for `customer_activity`.

    Returns:
        A pandas frame, one row per kind, item, driver, channel and area: these, `amount` (money), `units` (of the
        driver) and `rate` (money per unit; for the drivers goods, revenue and campaigns, whose units are money, money
        per money). Where nobody did anything that drives the cost, `units` is 0 and `rate` NaN: that cost can be
        charged to no customer.

    Raises:
        MeasureError: as for `cost_table`.

    Examples:
        >>> import pandas as pd
        >>> costs = pd.DataFrame({
        ...     "month": pd.to_datetime(["2024-12-01", "2024-12-01"]), "kind": ["direct", "indirect"],
        ...     "item": ["Parcels", "Rent"], "channel": ["Web shop", None], "sales_area": ["North", "North"],
        ...     "driver": ["orders", "capacity"], "amount": [240, 150]})
        >>> activity = pd.DataFrame({
        ...     "customer_id": ["A", "A", "B"], "driver": ["orders"] * 3, "kind": [None] * 3,
        ...     "channel": ["Web shop", "Shop", "Web shop"], "sales_area": ["North"] * 3, "quantity": [2, 5, 1]})
        >>> cost_rates(costs, activity, "2024-12-31", months=1)[["item", "amount", "units", "rate"]]
              item  amount  units  rate
        0  Parcels   240.0    3.0  80.0
        1     Rent   150.0    0.0   NaN
    """
    return _charged(costs, activity, snapshot, months)[0]


def customer_costs(costs: Any, activity: Any, snapshot: Any, *, months: int = 12) -> pd.DataFrame:
    """What each customer bought and cost: every cost that follows something customers do, charged to who did it.

    Each customer pays the rate of `cost_rates` for every unit they used. Nothing is charged twice, and nothing is
    made up: what no activity drives (rent, office) stays with the company, to be shared out by a key of your choice
    (`customer_profit`) or left where it is.

    Args:
        costs, activity, snapshot, months: as for `cost_rates`.

    Returns:
        A pandas frame, one row per customer in `activity`, sorted by customer id: `customer_id`, `customers` (1 for a
        customer with an order in the period, else 0), `orders` (count), `revenue` (money, net of refunds), `goods`
        (money: what the goods cost) and `direct` (money: direct costs without goods), `indirect`, `acquisition`,
        `maintenance` (money: of these kinds, what could be charged). These costs and what `cost_rates` could not
        charge add up to all costs of the period.

    Raises:
        MeasureError: as for `cost_rates`.

    Examples:
        >>> import pandas as pd
        >>> costs = pd.DataFrame({
        ...     "month": pd.to_datetime(["2024-12-01"] * 3), "kind": ["direct", "direct", "indirect"],
        ...     "item": ["Goods", "Parcels", "Rent"], "channel": None, "sales_area": None,
        ...     "driver": ["goods", "orders", "capacity"], "amount": [700, 240, 150]})
        >>> activity = pd.DataFrame({
        ...     "customer_id": ["A", "B", "A", "B", "A", "B"], "kind": "", "channel": "Web", "sales_area": "North",
        ...     "driver": ["orders", "orders", "revenue", "revenue", "goods", "goods"],
        ...     "quantity": [2, 1, 800, 200, 560, 140]})
        >>> customer_costs(costs, activity, "2024-12-31", months=1)[["customer_id", "revenue", "goods", "direct"]]
          customer_id  revenue  goods  direct
        0           A    800.0  560.0   160.0
        1           B    200.0  140.0    80.0
    """
    _, charged = _charged(costs, activity, snapshot, months)
    done = _activity(activity)
    units = done.pivot_table(index="customer_id", columns="driver", values="quantity", aggfunc="sum", fill_value=0.0)
    money = charged.pivot_table(index="customer_id", columns="column", values="cost", aggfunc="sum", fill_value=0.0)
    table = pd.DataFrame(index=units.index)
    for source, names in ((units, ("customers", "orders", "revenue")), (money, COST_COLUMNS)):
        for name in names:
            table[name] = source[name].reindex(units.index, fill_value=0.0) if name in source else 0.0
    return table.reset_index()


def _in_period(costs: Any, snapshot: Any, months: int) -> pd.DataFrame:
    """The costs of the months counted, checked; channel and area are not looked at."""
    first, last = whole_months(snapshot, months)
    rows = pandas_table(costs, "costs", month="date", kind="text", item="text", driver="text", amount="number")
    none_negative(rows, "costs", "amount")
    if unknown := sorted(set(rows["kind"]) - set(COST_KINDS)):
        raise MeasureError(f"costs['kind'] holds {unknown[0]!r}; call it one of {', '.join(COST_KINDS)}.")
    return rows[rows["month"].between(first, last)]


def _activity(activity: Any) -> pd.DataFrame:
    done = pandas_table(activity, "activity", customer_id="key", driver="text", quantity="number")
    none_negative(done, "activity", "quantity")
    return done.join(texts(activity, "activity", "kind", "channel", "sales_area"))


def _charged(costs: Any, activity: Any, snapshot: Any, months: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rate of every cost, and what each customer pays of it under the column it goes to."""
    rows = _in_period(costs, snapshot, months).join(texts(costs, "costs", "channel", "sales_area"))
    names = ["kind", "item", "driver", "channel", "sales_area"]
    books = rows.groupby(names, as_index=False, sort=False)["amount"].sum()
    done = _activity(activity)
    by_driver = dict(tuple(done.groupby("driver")))
    units, charged = [], []
    for book in books.itertuples():
        theirs = by_driver.get(book.driver, done[:0])
        theirs = theirs[theirs["kind"].isin(["", book.kind])]
        for column in ("channel", "sales_area"):
            if place := getattr(book, column):
                theirs = theirs[theirs[column] == place]
        units.append(theirs["quantity"].sum())
        cost = theirs["quantity"] * ratio(book.amount, units[-1])
        charged.append(theirs.assign(cost=cost, column="goods" if book.driver == "goods" else book.kind))
    rates = books.assign(units=units)
    rates["rate"] = rates["amount"] / rates["units"].where(rates["units"] > 0)
    return rates, pd.concat([done.assign(cost=0.0, column="goods")[:0], *charged])
