"""Prices: how dear we are beside the competitors, what a margin asks for, and what a new price has to bring."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._numbers import NAN, finite, ratio, share
from customer_value.measures._tables import none_negative, one_row_each, pandas_table

OWN_LEVEL = 100.0
"""Our own price level, which those of the competitors are counted from."""


def price_index(items: Any) -> float:
    """Price index (價格指數): what our customers' basket costs with us, beside what it would cost with a competitor.

    `100 x sum(own price x own quantity) / sum(rival price x own quantity)`. Above 100 we are dearer. Both sums are over
    the same items and the same quantities, **ours**: so the index says what the prices do, not what people buy. An
    item that the competitor does not sell is left out of both sums; `price_comparison` says how much of our
    sales is left.

    Args:
        items: one row per item: `own_price`, `rival_price` (money for one piece; missing where the competitor does not
            sell it), `quantity` (pieces that we sold). Take both prices of one kind, list or net, and say which.

    Returns:
        An index, 109.2 for a tenth dearer; NaN where no item can be compared.

    Raises:
        MeasureError: a column is missing or of another type, a number is negative, or an own price or quantity is
            missing.

    Notes:
        With our quantities it is a Laspeyres index from our side; with the competitor's quantities it is another.

    Examples:
        >>> items = pd.DataFrame({"own_price": [120, 80, 500], "rival_price": [100, 100, 400],
        ...                       "quantity": [50, 40, 10]})
        >>> round(price_index(items), 2)
        109.23
    """
    table = pandas_table(
        items, "items", gaps=["rival_price"], own_price="number", rival_price="number", quantity="number"
    )
    none_negative(table, "items", "own_price", "rival_price", "quantity")
    return _index(table)


def price_comparison(sold: Any, products: Any, competitor_prices: Any, snapshot: Any) -> pd.DataFrame:
    """Our price index against every competitor, with how much of our sales it rests on.

    Own prices are list prices. Of a competitor's prices for a product the last one seen by the snapshot counts. They
    include its reductions of that day and ours do not, so look twice at an index that rests on few products.

    Args:
        sold: what we sold: `product_id`, `quantity` (pieces), such as the order lines of the valid orders; the rows of
            a product add up.
        products: `product_id`, `list_price` (money).
        competitor_prices: `competitor_id`, `product_id`, `seen_on`, `price` (money).
        snapshot: the day of the comparison; prices seen later are left out.

    Returns:
        A pandas frame, one row per competitor, sorted by id: `competitor_id`, `products` (compared), `coverage` (their
        share of our sales at list prices, 0 to 1), `price_index` (above 100: we are dearer) and `price_level` (theirs,
        ours being 100). The index is NaN where nothing can be compared.

    Raises:
        MeasureError: a column is missing or of another type, a number is missing or negative, a product stands on
            two rows, we sold one that `products` lacks, or a competitor has two prices for a product on one day.

    Examples:
        >>> sold = pd.DataFrame({"product_id": ["P1", "P2", "P3"], "quantity": [50, 40, 10]})
        >>> products = pd.DataFrame({"product_id": ["P1", "P2", "P3"], "list_price": [120, 80, 500]})
        >>> prices = pd.DataFrame({"competitor_id": ["B1", "B1"], "product_id": ["P1", "P2"],
        ...                        "seen_on": pd.to_datetime(["2024-11-05", "2024-11-05"]), "price": [100, 100]})
        >>> price_comparison(sold, products, prices, "2024-12-31").round(3)
          competitor_id  products  coverage  price_index  price_level
        0            B1         2     0.648      102.222       97.826
    """
    ours = _own_items(sold, products)
    kinds = {"competitor_id": "key", "product_id": "key", "seen_on": "date", "price": "number"}
    theirs = pandas_table(competitor_prices, "competitor_prices", **kinds)
    none_negative(theirs, "competitor_prices", "price")
    one_row_each(theirs, "competitor_prices", "competitor_id", "product_id", "seen_on")
    names = sorted(theirs["competitor_id"].unique())
    seen = theirs[theirs["seen_on"] < pd.Timestamp(calendar_day(snapshot)) + pd.Timedelta(days=1)]
    last = seen.sort_values("seen_on", kind="stable").drop_duplicates(["competitor_id", "product_id"], keep="last")
    all_sales = (ours["own_price"] * ours["quantity"]).sum()
    rows = []
    for name in names:
        prices = last.loc[last["competitor_id"] == name].set_index("product_id")["price"]
        items = ours.assign(rival_price=ours["product_id"].map(prices).astype(float))
        both = items.dropna(subset="rival_price")
        index = _index(items)
        rows.append(
            {
                "competitor_id": name,
                "products": len(both),
                "coverage": ratio((both["own_price"] * both["quantity"]).sum(), all_sales),
                "price_index": index,
                "price_level": ratio(OWN_LEVEL * 100, index),
            }
        )
    return pd.DataFrame(rows, columns=["competitor_id", "products", "coverage", "price_index", "price_level"])


def cost_price(unit_cost: float, margin: float) -> float:
    """The price that leaves a margin on the cost: cost pricing (成本定價).

    `unit cost / (1 - margin)`, the margin being a share of the **price** (毛利率), not a markup on the cost.

    Args:
        unit_cost: what one piece costs us (money).
        margin: the margin wanted, as a share of the price, below 1.

    Returns:
        A price (money); NaN where the margin is the whole price.

    Raises:
        MeasureError: the cost is negative or infinite, or the margin is no share.

    Examples:
        At a cost of 60, a margin of 40% needs a price of 100, since 84 would leave 29%:

        >>> round(cost_price(60, 0.4), 2)
        100.0
    """
    return ratio(finite(unit_cost, "unit_cost", least=0), 1 - share(margin, "margin"))


def break_even_volume(price_change: float, margin: float, cost_change: float = 0.0) -> float:
    """By how much the pieces sold must change for a new price to earn as much as the old one (損益兩平銷量變化).

    `margin / (margin + price change - cost change) - 1`, all as shares of the **old price**. A cut needs more pieces
    than its percentage says, the more so the thinner the margin; a rise can afford to lose some.

    Args:
        price_change: -0.1 for a cut by 10%.
        margin: today's margin as a share of today's price, 0 to 1.
        cost_change: what one piece costs more, as a share of today's price; a better product often costs more.

    Returns:
        A share: 0.33 means a third more pieces are needed, -0.2 that a fifth may be lost. NaN where the new price
        leaves no margin, as no volume makes up for that, or where there was none before.

    Raises:
        MeasureError: a number is infinite, the margin is no share, or the price falls by more than itself.

    Notes:
        Fixed costs are left as they are. Source: the break-even sales change of pricing textbooks (Nagle).

    Examples:
        >>> round(break_even_volume(-0.10, 0.40), 3), round(break_even_volume(0.10, 0.40), 3)
        (0.333, -0.2)
    """
    before = share(margin, "margin")
    after = before + finite(price_change, "price_change", least=-1) - finite(cost_change, "cost_change")
    return ratio(before, after) - 1 if before > 0 and after > 1e-12 else NAN


def _index(items: pd.DataFrame) -> float:
    both = items.dropna(subset="rival_price")
    return 100 * ratio((both["own_price"] * both["quantity"]).sum(), (both["rival_price"] * both["quantity"]).sum())


def _own_items(sold: Any, products: Any) -> pd.DataFrame:
    """The products that we sold, with their list price and the pieces."""
    lines = pandas_table(sold, "sold", product_id="key", quantity="number")
    listed = pandas_table(products, "products", product_id="key", list_price="number")
    none_negative(lines, "sold", "quantity")
    none_negative(listed, "products", "list_price")
    one_row_each(listed, "products", "product_id")
    pieces = lines.groupby("product_id", as_index=False)["quantity"].sum()
    items = pieces.merge(listed.rename(columns={"list_price": "own_price"}), on="product_id", how="left")
    if lacking := items.loc[items["own_price"].isna(), "product_id"].tolist():
        raise MeasureError(
            f"products has no row for {lacking[0]!r}, which sold holds; give every product that was sold."
        )
    return items
