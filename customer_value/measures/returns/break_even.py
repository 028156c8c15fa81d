"""Break-even response: how many of those who are written to have to buy before a campaign earns anything."""

from __future__ import annotations

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._numbers import share as checked_share


def break_even_response(
    cost: float,
    *,
    order_value: float,
    margin: float,
    coupon: float = 0.0,
    fixed_cost: float = 0.0,
    contacts: float | None = None,
    base_rate: float = 0.0,
) -> float:
    """The response rate at which a campaign neither earns nor loses (損益兩平回應率).

    `(cost + fixed cost / contacts + base rate x order value x margin) / (order value x margin - coupon)`

    Above the line stands what each contact costs, and the margin that would have come without the campaign; below it
    what one order leaves. The voucher belongs **below**: everybody who buys uses it, those who would have bought
    anyway included.

    Args:
        cost: of one contact (money).
        order_value: average order value (money).
        margin: gross profit over revenue (毛利率), a share.
        coupon: what a voucher costs when it is used (money).
        fixed_cost: what the campaign costs whatever its size (money); give `contacts` with it.
        contacts: how many are written to.
        base_rate: the share that would have bought without the campaign, as a hold-out shows. With 0, every order is
            taken for the campaign's.

    Returns:
        The share of those written to that has to buy. Above 1 the campaign cannot earn even if all of them do. NaN
        where an order leaves nothing (margin not above the voucher), and where a fixed cost has no contacts to bear it.

    Raises:
        MeasureError: a number is out of bounds, or `fixed_cost` is given without `contacts`.

    Examples:
        A letter for 12 with a voucher of 100, orders of 1,200 at a margin of 35%: an order leaves 320.

        >>> break_even_response(12, order_value=1200, margin=0.35, coupon=100)
        0.0375

        If 4% would have bought anyway, 9% have to:

        >>> round(break_even_response(12, order_value=1200, margin=0.35, coupon=100, base_rate=0.04), 4)
        0.09
    """
    each = _margin_per_order(order_value, margin)
    left = each - finite(coupon, "coupon", least=0)
    lost = checked_share(base_rate, "base_rate") * each
    per_contact = finite(cost, "cost", least=0) + _fixed_per_contact(fixed_cost, contacts)
    return (per_contact + lost) / left if left > 0 else NAN


def response_profit(
    response_rate: float,
    contacts: float,
    cost: float,
    *,
    order_value: float,
    margin: float,
    coupon: float = 0.0,
    fixed_cost: float = 0.0,
    base_rate: float = 0.0,
) -> float:
    """What a campaign earns or loses at a response rate, beyond what would have come without it.

    `contacts x (response rate x (order value x margin - coupon) - base rate x order value x margin - cost) - fixed
    cost`: 0 at the break-even response.

    Args:
        response_rate: the share of those written to that buys.
        contacts: how many are written to.
        cost, order_value, margin, coupon, fixed_cost, base_rate: as for `break_even_response`.

    Returns:
        Money; a loss is negative.

    Raises:
        MeasureError: a number is out of bounds.

    Examples:
        A percentage point above the break-even response of 9%, and one below it:

        >>> for rate in (0.10, 0.08):
        ...     print(round(response_profit(rate, 1000, 12, order_value=1200, margin=0.35, coupon=100, base_rate=0.04)))
        3200
        -3200
    """
    each = _margin_per_order(order_value, margin)
    rate, base = checked_share(response_rate, "response_rate"), checked_share(base_rate, "base_rate")
    per_contact = rate * (each - finite(coupon, "coupon", least=0)) - base * each - finite(cost, "cost", least=0)
    return finite(contacts, "contacts", least=0) * per_contact - finite(fixed_cost, "fixed_cost", least=0)


def _margin_per_order(order_value: float, margin: float) -> float:
    return finite(order_value, "order_value", least=0) * finite(margin, "margin", most=1)


def _fixed_per_contact(fixed_cost: float, contacts: float | None) -> float:
    fixed = finite(fixed_cost, "fixed_cost", least=0)
    if contacts is None:
        if fixed:
            raise MeasureError("fixed_cost is given without contacts; say how many contacts have to bear it.")
        return 0.0
    return ratio(fixed, finite(contacts, "contacts", least=0)) if fixed else 0.0
