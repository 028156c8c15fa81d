"""Plan an event: who is invited, who buys, what it costs."""

from __future__ import annotations

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import money_slider, people_slider, share_slider
from customer_value.figures.picture import Picture
from customer_value.figures.returns.event_result import event_result
from customer_value.measures.returns.events import event_profit


def event_explorer(
    invited: int,
    response: float,
    *,
    base_rate: float,
    order_value: float,
    margin: float,
    guest_cost: float,
    fixed_cost: float = 0.0,
    referrals: int = 0,
    referral_value: float = 0.0,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for invitations, response, base rate, cost per guest and referrals; below, the account of the event.

    Does the event pay without its referrals, and which costs more: one more person invited, or a base rate one point
    higher than hoped?

    Args:
        invited: how many are invited.
        response: the share of them that buys.
        base_rate, order_value, margin, referrals, referral_value: as for `event_profit`.
        guest_cost: cost for each person invited (money).
        fixed_cost: cost that does not depend on how many are invited (money).
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a number is out of bounds.
    """

    def draw(invited: int, response: float, base: float, guest: float, referrals: int) -> Picture:
        account = event_profit(
            invited,
            invited * response,
            base_rate=base,
            order_value=order_value,
            margin=margin,
            cost=fixed_cost + invited * guest,
            referrals=referrals,
            referral_value=referral_value,
        )
        return event_result(account, currency=currency, language=language)

    controls = {
        "invited": people_slider("explorers.event.invited", invited, max(3 * invited, 20), language),
        "response": share_slider("explorers.event.response", response, min(1.0, max(2 * response, 0.5)), language),
        "base": share_slider("explorers.event.base", base_rate, min(1.0, max(2 * response, 0.5)), language),
        "guest": money_slider("explorers.event.guest", guest_cost, 3 * guest_cost, language),
        "referrals": people_slider("explorers.event.referrals", referrals, max(3 * referrals, 20), language),
    }
    return Explorer(controls, draw, language)
