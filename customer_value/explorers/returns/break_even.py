"""Move the terms of a campaign, and watch the response it takes."""

from __future__ import annotations

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import money_slider, share_slider
from customer_value.figures.picture import Picture
from customer_value.figures.returns.break_even import break_even


def break_even_explorer(
    contacts: float,
    cost: float,
    *,
    order_value: float,
    margin: float,
    coupon: float = 0.0,
    fixed_cost: float = 0.0,
    base_rate: float = 0.0,
    seen: float | None = None,
    interval: tuple[float, float] | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for the cost of a contact, the voucher and the share that would have bought anyway.

    Which of the three moves the break-even response most, and how small does the voucher have to be for the campaign
    to have paid? Each looks harmless by itself.

    Args:
        contacts, cost, order_value, margin, coupon, fixed_cost, base_rate, seen, interval: as for the figure
            `break_even`; cost, coupon and base rate are where the sliders start.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a number is out of bounds.
    """
    each = order_value * margin

    def draw(cost: float, coupon: float, base: float) -> Picture:
        return break_even(
            contacts,
            cost,
            order_value=order_value,
            margin=margin,
            coupon=coupon,
            fixed_cost=fixed_cost,
            base_rate=base,
            seen=seen,
            interval=interval,
            currency=currency,
            language=language,
        )

    controls = {
        "cost": money_slider("explorers.break_even.cost", cost, max(3 * cost, 0.2 * each), language),
        "coupon": money_slider("explorers.break_even.coupon", coupon, max(each, coupon), language),
        "base": share_slider("explorers.break_even.base", base_rate, min(1.0, max(3 * base_rate, 0.15)), language),
    }
    return Explorer(controls, draw, language)
