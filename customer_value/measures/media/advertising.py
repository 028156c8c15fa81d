"""The chain of numbers by which advertising is bought: from showing to clicking to buying, and what came back."""

from __future__ import annotations

from customer_value.measures._numbers import finite, ratio


def click_through_rate(clicks: float, impressions: float) -> float:
    """The click-through rate, CTR (點閱率): clicks per time that something was shown.

    `clicks / impressions`. Over several ads: the sum of clicks over the sum of impressions, never the mean of rates.
    Where only reach is known, people reached take the place of impressions: say so, since one person may see an ad
    several times.

    Args:
        clicks, impressions: counts.

    Returns:
        A share; NaN without an impression.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        >>> click_through_rate(150, 10_000)
        0.015
    """
    return _over(clicks, "clicks", impressions, "impressions")


def click_conversion_rate(orders: float, clicks: float) -> float:
    """The conversion rate of clicks, CVR (點擊轉換率): orders, leads or other actions per click.

    `orders / clicks`; clicks are the base, not impressions.

    Args:
        orders: how many orders (or other actions) followed a click.
        clicks: how many clicks there were.

    Returns:
        A share; NaN without a click.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        >>> click_conversion_rate(6, 150)
        0.04
    """
    return _over(orders, "orders", clicks, "clicks")


def cost_per_mille(spend: float, impressions: float) -> float:
    """What a thousand impressions cost, CPM (千次曝光成本): `1000 x spend / impressions`.

    Args:
        spend: money.
        impressions: how many times something was shown.

    Returns:
        Money; NaN without an impression.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        >>> cost_per_mille(3000, 10_000)
        300.0
    """
    return 1000 * _over(spend, "spend", impressions, "impressions")


def cost_per_click(spend: float, clicks: float) -> float:
    """What a click cost, CPC (每次點擊成本): `spend / clicks`, which is `CPM / (1000 x CTR)`.

    Args:
        spend: money.
        clicks: how many clicks it brought.

    Returns:
        Money; NaN without a click.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        >>> cost_per_click(3000, 150), cost_per_mille(3000, 10_000) / (1000 * click_through_rate(150, 10_000))
        (20.0, 20.0)
    """
    return _over(spend, "spend", clicks, "clicks")


def cost_per_action(spend: float, actions: float) -> float:
    """What an action cost, CPA (每次行動成本): `spend / actions`, which is `CPC / CVR`.

    Say which action: an order, a lead, a registration.

    Args:
        spend: money.
        actions: how many there were.

    Returns:
        Money; NaN without an action.

    Raises:
        MeasureError: one of them is no number, infinite or negative.

    Examples:
        >>> cost_per_action(3000, 6), cost_per_click(3000, 150) / click_conversion_rate(6, 150)
        (500.0, 500.0)
    """
    return _over(spend, "spend", actions, "actions")


def roas(attributed_revenue: float, ad_cost: float) -> float:
    """The return on ad spend, ROAS (廣告投資報酬率): revenue put down to advertising, per unit of its cost.

    `attributed revenue / ad cost`. It is **revenue**, not profit: at a margin of 40% a ROAS of 2.5 just pays for the
    advertising (`1 / margin`). And it holds whatever the attribution rule says, not what the advertising caused: state
    the rule.

    Args:
        attributed_revenue: what a rule such as last touch gives the advertising, money. Net of refunds, so it may be
            below 0.
        ad_cost: what the advertising cost, money.

    Returns:
        Money back per unit of money spent; NaN without a cost.

    Raises:
        MeasureError: one of them is no number or infinite, or the cost is negative.

    Examples:
        >>> roas(300, 100)
        3.0
    """
    return ratio(finite(attributed_revenue, "attributed_revenue"), finite(ad_cost, "ad_cost", least=0))


def _over(part: float, part_name: str, base: float, base_name: str) -> float:
    return ratio(finite(part, part_name, least=0), finite(base, base_name, least=0))
