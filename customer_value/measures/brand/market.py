"""The market: how large it is, how much of it is ours, and how we stand beside the largest competitor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from numbers import Real
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._areas import all_in_market, one_row_per_area, with_total
from customer_value.measures._numbers import NAN, finite, ratio, share


def market_size(market: Any, attainable: Any, *, served: Collection[str] | None = None) -> pd.DataFrame:
    """The size of the market in three steps, area by area: TAM, SAM and SOM (市場規模).

    * **TAM**, the total market (整體市場): what all households would spend if each spent what a household that might
      buy spends now.
    * **SAM**, the part that can be served (可服務市場): what the households that might buy spend now, with whichever
      supplier, in the areas we serve.
    * **SOM**, the part that we can obtain (可取得市場): SAM times the share of it that is attainable.

    `TAM = market sales x households / target households`, `SAM = market sales`, `SOM = SAM x attainable share`, all in
    money a year. The first is a ceiling that nobody will reach; only the last is a target. It is as good as the share
    that is put in: take one that was reached somewhere, such as that of our own best area, and say which.

    Args:
        market: one row per area, of one year: `sales_area`, `households`, `target_households` (those that might buy),
            `market_sales` (of all suppliers, money).
        attainable: the share of SAM that we can win, 0 to 1: one for all areas, or one for each as a mapping or a
            Series by area.
        served: the areas we serve; all of them when None. Elsewhere SAM and SOM are 0.

    Returns:
        A pandas frame, a row per area in the table's order and last "all areas", the sums: `sales_area`,
        `households`, `target_households`, `tam`, `sam`, `som` (money). TAM is NaN where no household might buy, as
        nobody knows what one would spend.

    Raises:
        MeasureError: a column is missing or of another type, a number is missing or negative, an area stands on two
            rows (keep one year), a share is not from 0 to 1, or `served` names an area that is not in the table.

    Notes:
        Published definitions of the three differ, above all on whether they count money or customers and on where
        "total" ends; so say how each was made. The smallest counts most: it is compared with our own sales.

    Examples:
        >>> market = pd.DataFrame({"sales_area": ["North", "South"], "households": [3000, 4000],
        ...                        "target_households": [1000, 1000], "market_sales": [900.0, 600.0]})
        >>> market_size(market, 0.10)[["sales_area", "tam", "sam", "som"]]
          sales_area     tam     sam    som
        0      North  2700.0   900.0   90.0
        1      South  2400.0   600.0   60.0
        2  all areas  5100.0  1500.0  150.0
    """
    names = ("households", "target_households", "market_sales")
    table = one_row_per_area(market, names)
    areas = table["sales_area"]
    for row in table.itertuples():
        if row.target_households > row.households:
            raise MeasureError(
                f"market has more target households than households in {row.sales_area!r}; the first are a part of "
                "the second."
            )
    if served is not None:
        all_in_market(served, areas, "served")
    reach = areas.isin(areas if served is None else served)
    wanted = areas.map(_shares(attainable, areas)).astype("float64")
    spend = table["market_sales"] / table["target_households"].where(table["target_households"] > 0)
    sizes = table[["sales_area", "households", "target_households"]].assign(
        tam=table["households"] * spend, sam=table["market_sales"].where(reach, 0.0)
    )
    sizes["som"] = sizes["sam"] * wanted
    return with_total(sizes)


def penetration(customers: float, target_market: float) -> float:
    """Penetration (滲透率): the share of the target market that are our customers.

    `customers / target market`, both counted in the same unit (households or persons or companies), in the same area
    and period. The target market is who might buy, not everybody who lives there. Penetration is about how many, not
    how much: half of the market may buy from us and leave us a fiftieth of its money.

    Args:
        customers: our customers.
        target_market: who might buy.

    Returns:
        A share from 0 to 1; NaN where there is no target market.

    Raises:
        MeasureError: a number is negative or infinite, or there are more customers than the market has: then the two
            are not counted in one unit.

    Examples:
        >>> penetration(1000, 2000)
        0.5
    """
    ours, all_of_them = finite(customers, "customers", least=0), finite(target_market, "target_market", least=0)
    if ours > all_of_them > 0:
        raise MeasureError(
            f"There are {ours:g} customers in a target market of {all_of_them:g}; count both in one unit (persons or "
            "households), for one area and period."
        )
    return ratio(ours, all_of_them)


def market_share(own: float, market: float) -> float:
    """Market share (市佔率): our part of what the whole market comes to.

    `own / market`, where the market is **all** suppliers, we among them. It can be counted in sales, pieces or
    customers: say which, since the shares differ.

    Args:
        own: our sales (or pieces, or customers).
        market: those of all suppliers together, same unit, area and period.

    Returns:
        A share from 0 to 1; NaN where there is no market. Of several areas take the sums first: the mean of their
        shares is not the company's share.

    Raises:
        MeasureError: a number is negative or infinite, or ours is more than the market's.

    Examples:
        Areas of 400 in 1000 and of 100 in 4000:

        >>> market_share(400 + 100, 1000 + 4000)
        0.1
    """
    ours, all_of_it = finite(own, "own", least=0), finite(market, "market", least=0)
    if ours > all_of_it > 0:
        raise MeasureError(
            f"own is {ours:g} and the whole market only {all_of_it:g}; give both in one unit and for one period, the "
            "market with ourselves in it."
        )
    return ratio(ours, all_of_it)


def relative_market_share(own: float, rivals: Any) -> float:
    """Relative market share (相對市佔率): how large we are beside the **largest** competitor.

    `own / largest competitor`, in shares or in sales alike. Above 1 we lead the market, and only one company can.

    Args:
        own: our share or sales.
        rivals: the competitors' shares or sales, one each, as a list, a Series or a mapping by name.

    Returns:
        A ratio, 0.375 for 15% beside 40%; NaN without a competitor or where the largest has nothing.

    Raises:
        MeasureError: a number is negative or infinite.

    Notes:
        Source: the BCG growth-share matrix, which cuts at 1.0; the cut is a convention.

    Examples:
        >>> relative_market_share(15, [40, 25, 20])
        0.375
    """
    values = rivals.values() if isinstance(rivals, Mapping) else rivals
    if isinstance(values, Real | str) or not isinstance(values, Iterable):
        raise MeasureError(f"rivals is {rivals!r}; give a list with a number for each competitor.")
    largest = max((finite(value, "A rival's share", least=0) for value in values), default=NAN)
    return ratio(finite(own, "own", least=0), largest)


def _shares(attainable: Any, areas: pd.Series) -> dict[str, float]:
    """The attainable share of each area."""
    if not isinstance(attainable, Mapping | pd.Series):
        return dict.fromkeys(areas, share(attainable, "attainable"))
    for area in areas:
        if area not in attainable:
            raise MeasureError(f"attainable has no share for {area!r}; give one for each sales area.")
    return {area: share(attainable[area], f"attainable[{area!r}]") for area in areas}
