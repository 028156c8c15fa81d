"""Sales areas beside their market: penetration, share of sales, and the largest competitor."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.measures._areas import (
    ALL_AREAS,
    UNKNOWN_AREA,
    all_in_market,
    one_row_per_area,
    one_year,
    with_total,
)
from customer_value.measures._numbers import ratio
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures.brand.market import market_share, penetration


def sales_by_area(valid: Any, customers: Any) -> pd.DataFrame:
    """How many customers bought, and what for, in each sales area (各營業區的顧客數與業績).

    The area is the customer's **home** area, wherever the order came in, so that customers and sales of an area are of
    the same people as the households of its market. A customer is one who has a valid order; one with ten is still one.

    Args:
        valid: valid orders of the period, as `valid_orders` returns them: `customer_id`, `amount` (money, net). For
            the year 2025 these are `valid_orders(orders, refunds, "2025-12-31", days=365)`.
        customers: one row per customer with `customer_id`, `sales_area`.

    Returns:
        A pandas frame, one row per area by name, also where nobody bought: `sales_area`, `customers` (whole),
        `sales` (money). Customers without an area come last, as "unknown area", if there are any.

    Raises:
        MeasureError: a column is missing or of another type, a customer has two rows, or an amount is missing
            or negative.

    Examples:
        C is nowhere on file, and the South has not bought:

        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "B", "C"], "amount": [600.0, 200.0, 300.0, 100.0]})
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "D"], "sales_area": ["North", "North", "South"]})
        >>> sales_by_area(valid, customers)
             sales_area  customers   sales
        0         North          2  1100.0
        1         South          0     0.0
        2  unknown area          1   100.0
    """
    orders = pandas_table(valid, "valid", customer_id="key", amount="number")
    none_negative(orders, "valid", "amount")
    people = pandas_table(customers, "customers", gaps=["sales_area"], customer_id="key", sales_area="text")
    one_row_each(people, "customers", "customer_id")
    areas = sorted(people["sales_area"].dropna().unique())
    home = people.set_index("customer_id")["sales_area"]
    orders["sales_area"] = orders["customer_id"].map(home).astype("object").fillna(UNKNOWN_AREA)
    found = orders.groupby("sales_area").agg(customers=("customer_id", "nunique"), sales=("amount", "sum"))
    rows = [*areas, UNKNOWN_AREA] if UNKNOWN_AREA in found.index else areas
    return found.reindex(rows, fill_value=0).rename_axis("sales_area").reset_index()


def area_shares(own: Any, market: Any, rivals: Any = None) -> pd.DataFrame:
    """Penetration, share of sales and distance to the largest competitor, area by area (各營業區滲透率與市佔率).

    The last row is the company: **sum divided by sum**, not the mean of the areas' shares. Where everybody in
    the target market buys from somebody, penetration is also the market share by customers. With a share of sales
    below it, our customers spend less with us than others spend in all.

    Args:
        own: one row per area, as `sales_by_area` returns it: `sales_area`, `customers`, `sales`.
        market: one row per area, of the same year: `sales_area`, `target_households`, `market_sales`.
        rivals: competitors' sales of that year, one row per competitor and area: `competitor_id`, `sales_area`,
            `sales`; without them the last three columns are left out.

    Returns:
        A pandas frame, a row per area of the market in its order, then "unknown area" if `own` has it (it has no
        market, so no shares), last "all areas": `sales_area`, `customers`, `target_households`, `penetration`,
        `sales`, `market_sales`, `sales_share`, and with rivals `largest_rival` (its id), `rival_sales`,
        `relative_share`. Shares are 0 to 1 and NaN without a market.

    Raises:
        MeasureError: a column is missing or of another type, a number is missing or negative, an area stands on two
            rows (keep one year) or has no market, or a part is larger than its whole.

    Examples:
        >>> own = pd.DataFrame({"sales_area": ["North", "South"], "customers": [40, 20], "sales": [400.0, 100.0]})
        >>> market = pd.DataFrame({"sales_area": ["North", "South"], "target_households": [80, 120],
        ...                        "market_sales": [1000.0, 4000.0]})
        >>> area_shares(own, market)[["sales_area", "penetration", "sales_share"]]
          sales_area  penetration  sales_share
        0      North     0.500000        0.400
        1      South     0.166667        0.025
        2  all areas     0.300000        0.100
    """
    base = one_row_per_area(market, ("target_households", "market_sales"))
    ours = pandas_table(own, "own", sales_area="text", customers="number", sales="number")
    none_negative(ours, "own", "customers", "sales")
    one_row_each(ours, "own", "sales_area")
    all_in_market(set(ours["sales_area"]) - {UNKNOWN_AREA}, base["sales_area"], "own['sales_area']")
    areas = list(base["sales_area"]) + [UNKNOWN_AREA] * (UNKNOWN_AREA in set(ours["sales_area"]))
    table = pd.DataFrame({"sales_area": areas}).merge(ours, on="sales_area", how="left").fillna(0.0)
    table = table.merge(base, on="sales_area", how="left")
    table = with_total(table)
    customers, sales = table["customers"].astype(int), table["sales"]
    found = pd.DataFrame(
        {
            "sales_area": table["sales_area"],
            "customers": customers,
            "target_households": table["target_households"],
            "penetration": list(map(penetration, customers, table["target_households"])),
            "sales": sales,
            "market_sales": table["market_sales"],
            "sales_share": list(map(market_share, sales, table["market_sales"])),
        }
    )
    return found if rivals is None else found.join(_largest(rivals, found))


def _largest(rivals: Any, shares: pd.DataFrame) -> pd.DataFrame:
    """The largest competitor of every row, the last row being all areas together."""
    theirs = pandas_table(rivals, "rivals", competitor_id="key", sales_area="text", sales="number")
    none_negative(theirs, "rivals", "sales")
    one_year(theirs, "rivals", "competitor_id", "sales_area")
    all_in_market(theirs["sales_area"].unique(), shares["sales_area"].iloc[:-1], "rivals['sales_area']")
    wide = theirs.pivot_table(index="sales_area", columns="competitor_id", values="sales", aggfunc="sum")
    wide.loc[ALL_AREAS] = wide.sum()
    wide = wide.reindex(shares["sales_area"])
    there = wide[wide.notna().any(axis="columns")]
    largest = pd.DataFrame({"largest_rival": there.idxmax(axis="columns"), "rival_sales": there.max(axis="columns")})
    found = largest.reindex(wide.index).reset_index(drop=True)
    found["relative_share"] = list(map(ratio, shares["sales"], found["rival_sales"]))
    return found
