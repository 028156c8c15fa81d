"""Offers on top: the next-best offer for each customer, attach rate and upsell rate."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import column
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._tables import none_negative, one_row_each, pandas_table, whole_table
from customer_value.measures.upselling.baskets import basket_pairs


def offer_candidates(owned: Any, products: Any, *, least: float = 0.0) -> pd.DataFrame:
    """What each customer might buy next: every product that goes with one they own, and how likely it is.

    The probability of B for a customer is P(buy B | owned): the share of the customers who own A that own B as well,
    for the A among the customer's own that speaks most for B. It is counted over all customers, so it says what went
    together so far, not what an offer would change.

    Args:
        owned: `customer_id`, `product_id`: what each customer has bought; a pair may stand on several rows.
        products: `product_id`, `list_price`, `unit_cost` (money).
        least: the least share of all customers who own a pair, as in `basket_pairs`; rarer pairs say nothing.

    Returns:
        A pandas frame, one row per customer and product with a probability above 0, sorted by customer and product:
        `customer_id`, `product_id`, `because` (the owned product that speaks for it; of equal ones the lower id),
        `probability` (0 to 1), `unit_margin` (list price - unit cost) and `owned` (whether the customer has it
        already).

    Raises:
        MeasureError: a column is missing or of another type, a product stands twice in `products`, a product that is
            owned is not in it, or a value is missing or negative.

    Examples:
        Half of those who own A own B. C owns A alone:

        >>> import pandas as pd
        >>> owned = pd.DataFrame({"customer_id": ["X", "X", "Y", "Z", "Z"], "product_id": ["A", "B", "A", "C", "B"]})
        >>> products = pd.DataFrame({"product_id": ["A", "B", "C"], "list_price": [100, 90, 50],
        ...                          "unit_cost": [60, 50, 30]})
        >>> found = offer_candidates(owned, products)
        >>> found[found["customer_id"] == "Y"]
          customer_id product_id because  probability  unit_margin  owned
        3           Y          B       A          0.5         40.0  False
    """
    has = pandas_table(owned, "owned", customer_id="key", product_id="key")
    has = has.drop_duplicates(ignore_index=True)
    goods = pandas_table(products, "products", product_id="key", list_price="number", unit_cost="number")
    none_negative(goods, "products", "list_price", "unit_cost")
    one_row_each(goods, "products", "product_id")
    if unknown := sorted(set(has["product_id"]) - set(goods["product_id"])):
        raise MeasureError(f"products has no row for {unknown[0]!r} ({len(unknown)} in all); add what it sells for.")
    pairs = basket_pairs(has, basket="customer_id", least=least)
    links = pd.concat(
        [
            pairs[["a", "b", "confidence_ab"]].set_axis(["because", "product_id", "probability"], axis="columns"),
            pairs[["b", "a", "confidence_ba"]].set_axis(["because", "product_id", "probability"], axis="columns"),
        ]
    )
    found = has.rename(columns={"product_id": "because"}).merge(links, on="because")
    found = found.sort_values(["probability", "because"], ascending=[False, True], kind="stable")
    found = found.drop_duplicates(["customer_id", "product_id"]).sort_values(
        ["customer_id", "product_id"], ignore_index=True
    )
    margin = (goods["list_price"] - goods["unit_cost"]).set_axis(goods["product_id"])
    mine = pd.MultiIndex.from_frame(has[["customer_id", "product_id"]])
    return pd.DataFrame(
        {
            "customer_id": found["customer_id"],
            "product_id": found["product_id"],
            "because": found["because"],
            "probability": found["probability"].astype("float64"),
            "unit_margin": found["product_id"].map(margin).astype("float64"),
            "owned": pd.MultiIndex.from_frame(found[["customer_id", "product_id"]]).isin(mine),
        }
    )


def next_best_offer(candidates: Any) -> pd.DataFrame:
    """The one product to offer each customer next (下一最佳推薦).

    Of the products that the customer does not own, that are in stock, and that a customer who consented may be written
    to about, the one with the highest **expected margin**: probability x unit margin. Not the likeliest, which may
    bring next to nothing, nor the dearest, which nobody may want.

    Args:
        candidates: one row per customer and product: `customer_id`, `product_id`, `probability` (P(buy | owned), 0 to
            1), `unit_margin` (money), and true or false in `owned`, `in_stock` and `consent`. Other columns stay.

    Returns:
        A pandas frame with the columns of `candidates` and `expected_margin` (money), one row for each customer to
        whom something can be offered, sorted by customer id. Of equal expected margins the lower product id is
        offered. A customer without any candidate has no row: no offer is an answer, not an error.

    Raises:
        MeasureError: a column is missing or of another type, a probability is outside 0 to 1, a value is missing, or
            a customer has a product twice.

    Notes:
        The rule compares; whether an offer pays at all is another question. Leave out what costs more to offer than
        `expected_margin` brings, and test on a hold-out whether offering changes anything.

    Examples:
        B is the likeliest, D is owned, E has the highest margin; C is offered:

        >>> import pandas as pd
        >>> candidates = pd.DataFrame({
        ...     "customer_id": "X", "product_id": list("BCDE"), "probability": [0.5, 0.3, 0.9, 0.05],
        ...     "unit_margin": [40, 100, 50, 200], "owned": [False, False, True, False],
        ...     "in_stock": True, "consent": True})
        >>> next_best_offer(candidates)[["customer_id", "product_id", "expected_margin"]]
          customer_id product_id  expected_margin
        0           X          C             30.0
    """
    plain = pandas_table(
        candidates,
        "candidates",
        customer_id="key",
        product_id="key",
        probability="number",
        unit_margin="number",
        owned="flag",
        in_stock="flag",
        consent="flag",
    )
    one_row_each(plain, "candidates", "customer_id", "product_id")
    if not plain["probability"].between(0, 1).all():
        raise MeasureError("candidates['probability'] has to be a share from 0 to 1, such as 0.35 for 35%.")
    expected = plain["probability"] * plain["unit_margin"]
    may = plain.assign(expected_margin=expected)[~plain["owned"] & plain["in_stock"] & plain["consent"]]
    may = may.sort_values(["expected_margin", "product_id"], ascending=[False, True], kind="stable")
    best = may.drop_duplicates("customer_id").sort_values("customer_id")
    whole = whole_table(candidates, "candidates").iloc[best.index]
    return whole.assign(expected_margin=best["expected_margin"].to_numpy()).reset_index(drop=True)


def attach_rate(lines: Any, primary: Any, addon: Any, *, item: str = "product_id") -> float:
    """The share of the orders with one product that take an add-on along (加購率).

    Orders that hold both / orders that hold the primary product, each order once. Orders without the primary product
    are no base: nobody there could have attached anything.

    Args:
        lines: one row per line of a valid order: `order_id` and the column `item`.
        primary: the product, or category, that is bought anyway.
        addon: the product, or category, that may go with it.
        item: the column to look in.

    Returns:
        A share from 0 to 1; NaN if no order holds the primary product.

    Raises:
        MeasureError: a column is missing or of another type, or the two are the same.

    Examples:
        >>> import pandas as pd
        >>> lines = pd.DataFrame({"order_id": ["o1", "o1", "o2", "o3", "o3"],
        ...                       "product_id": ["pot", "cup", "pot", "cup", "cup"]})
        >>> attach_rate(lines, "pot", "cup")
        0.5
    """
    if primary == addon:
        raise MeasureError(f"primary and addon are both {primary!r}; name two different things.")
    for name, thing in (("primary", primary), ("addon", addon)):
        if not isinstance(thing, str) and whole_number(thing) is None:
            raise MeasureError(f"{name} is {thing!r}; give a product or a category, as {item!r} has it.")
    plain = pandas_table(lines, "lines", gaps=["order_id", item], order_id="key", **{column(item, "item"): "key"})
    base = set(plain.loc[plain[item] == primary, "order_id"].dropna())
    return ratio(len(base & set(plain.loc[plain[item] == addon, "order_id"])), len(base))


def upsell_rate(accepted: int, offered: int) -> float:
    """The share of the offers of more or better that were accepted (加購成功率).

    `accepted / offered`. The base is the offers that were made, not all orders: a shop that offers rarely would look
    as if nobody accepted. A high rate is not yet a gain, for some would have bought the better thing anyway; that
    takes a control group (`uplift`), and margin, not revenue.

    Args:
        accepted: how many offers were accepted.
        offered: how many were made.

    Returns:
        A share from 0 to 1; NaN if nothing was offered.

    Raises:
        MeasureError: a count is below 0, or more were accepted than made.

    Examples:
        >>> upsell_rate(accepted=30, offered=200)
        0.15
    """
    made = finite(offered, "offered", least=0)
    taken = finite(accepted, "accepted", least=0)
    if taken > made:
        raise MeasureError(f"accepted is {accepted!r} and offered only {offered!r}; count both over the same offers.")
    return ratio(taken, made) if made else NAN
