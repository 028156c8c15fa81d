"""What the goods of an order cost, and what a campaign cost for each person it reached."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures._touches import touches_of


def order_goods(lines: Any, products: Any) -> pd.Series:
    """What the goods of each order cost the company: `sum(quantity x unit cost)` over the order's lines.

    The order's net amount less this is its margin (毛利). Unit costs are today's: the ledger knows no others.

    Args:
        lines: the table `order_lines`: `order_id`, `product_id`, `quantity`.
        products: `product_id`, `unit_cost` (money).

    Returns:
        A pandas Series of money by order id, sorted.

    Raises:
        MeasureError: a column is missing or of another type, a quantity or a cost is negative, a line's product is not
            in `products`, or a product stands there twice.

    Examples:
        >>> import pandas as pd
        >>> lines = pd.DataFrame({"order_id": ["o1", "o1", "o2"], "product_id": ["tea", "cup", "tea"],
        ...                       "quantity": [2, 1, 1]})
        >>> products = pd.DataFrame({"product_id": ["tea", "cup"], "unit_cost": [80, 150]})
        >>> order_goods(lines, products).to_dict()
        {'o1': 310.0, 'o2': 80.0}
    """
    rows = pandas_table(lines, "order_lines", order_id="key", product_id="key", quantity="number")
    catalogue = pandas_table(products, "products", product_id="key", unit_cost="number")
    none_negative(catalogue, "products", "unit_cost")
    one_row_each(catalogue, "products", "product_id")
    none_negative(rows, "order_lines", "quantity")
    cost = rows["product_id"].map(catalogue.set_index("product_id")["unit_cost"]).astype("float64")
    if (unknown := cost.isna()).any():
        product = rows.loc[unknown, "product_id"].iloc[0]
        raise MeasureError(f"order_lines['product_id'] {product!r} is not in products; add it with its unit cost.")
    return (rows["quantity"] * cost).groupby(rows["order_id"]).sum().rename("goods")


def campaign_costs(campaigns: Any, touches: Any) -> pd.DataFrame:
    """What each campaign cost for each person it reached: touches, vouchers, and an equal part of the fixed cost.

    A voucher costs money for **everybody who uses it**, those who would have bought without it included. Whoever was
    held out cost nothing.

    Args:
        campaigns: `campaign_id`, `fixed_cost`, `coupon_value` (money).
        touches: `campaign_id`, `customer_id` and `lead_id` (one of the two empty), `group` ("treated" and others),
            `cost` (money), `coupon_used` (true, false or missing).

    Returns:
        A pandas frame, one row per campaign and treated person: `campaign_id`, `customer_id` ("" for a lead who is no
        customer), `cost` (money). A campaign's rows add up to its cost.

    Raises:
        MeasureError: a column is missing or of another type, a campaign stands twice, or a touch belongs to none.

    Examples:
        >>> import pandas as pd
        >>> campaigns = pd.DataFrame({"campaign_id": ["K1"], "fixed_cost": [100], "coupon_value": [50]})
        >>> touches = pd.DataFrame({
        ...     "campaign_id": "K1", "customer_id": ["A", "A", "B", "C"], "lead_id": [None] * 4, "cost": [3, 3, 3, 0],
        ...     "group": ["treated", "treated", "treated", "held_out"], "coupon_used": [None, True, False, None]})
        >>> campaign_costs(campaigns, touches)
          campaign_id customer_id   cost
        0          K1           A  106.0
        1          K1           B   53.0
    """
    offers = pandas_table(campaigns, "campaigns", campaign_id="key", fixed_cost="number", coupon_value="number")
    none_negative(offers, "campaigns", "fixed_cost", "coupon_value")
    one_row_each(offers, "campaigns", "campaign_id")
    made = touches_of(touches, gaps=["coupon_used"], coupon_used="flag")
    if unknown := sorted(set(made["campaign_id"]) - set(offers["campaign_id"])):
        raise MeasureError(f"touches['campaign_id'] {unknown[0]!r} is not in campaigns; add it there.")
    made = made[made["group"] == "treated"].merge(offers, on="campaign_id")
    made["cost"] += made["coupon_used"] * made["coupon_value"]
    people = made.groupby(["campaign_id", "person"], as_index=False).agg(
        customer_id=("customer_id", "first"), cost=("cost", "sum"), fixed_cost=("fixed_cost", "first")
    )
    people["cost"] += people["fixed_cost"] / people.groupby("campaign_id")["person"].transform("size")
    return people[["campaign_id", "customer_id", "cost"]]
