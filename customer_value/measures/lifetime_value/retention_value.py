"""Lifetime value where customers renew or leave: retention, discount, and when the first payment comes."""

from __future__ import annotations

import math

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._numbers import finite, share

FIRST_PAYMENT = ("now", "just_paid", "renewal_due", "period_end")
"""When the first payment comes: the forms of `retention_clv`."""


def retention_clv(
    margin: float,
    retention: float,
    discount: float = 0.0,
    *,
    first_payment: str = "now",
    periods: int | None = None,
    acquisition_cost: float = 0.0,
) -> float:
    """Lifetime value with a retention rate (留存率) r and a discount rate (折現率) d, at a margin m each period.

    Four formulas are about, each right for another moment:

    =============  ======================  ==========================================================
    first_payment  formula                 whose value it is
    =============  ======================  ==========================================================
    now            m (1+d) / (1+d-r)       a customer about to be won, who pays at once, for certain
    just_paid      m r / (1+d-r)           an existing customer just after a payment
    renewal_due    m r (1+d) / (1+d-r)     an existing customer just before the renewal, if it comes
    period_end     m / (1+d-r)             a new customer whose payments are booked at the period's end
    =============  ======================  ==========================================================

    The first is the second plus the m that has just been paid. m, r and d are of one period: an annual retention with
    a monthly margin is the common slip (`monthly_retention`, `monthly_discount`).

    The model is for contracts, holds r constant, and is an expected value: nobody is worth exactly that much. Over a
    finite number of periods it is no *lifetime* value; say "value over five years".

    Args:
        margin: money per period, after costs; margin, not revenue. Negative where a customer costs more than brings.
        retention: the share that stays from one period to the next.
        discount: the share by which money is worth less a period later; 0.10, not 10.
        first_payment: one of the four above.
        periods: how many payments count; all there will ever be when None.
        acquisition_cost: subtracted once; 0 leaves it out.

    Returns:
        Money per customer; NaN where an input is missing.

    Raises:
        MeasureError: retention or discount is no share; everybody stays for ever and nothing is discounted, so that
            the sum has no end; or `first_payment` is none of the four.

    Notes:
        Source: Fader and Hardie, "Reconciling and clarifying CLV formulas" (2012), brucehardie.com/notes/024, and
        "What's wrong with this CLV formula?" (2014), notes/033.

    Examples:
        >>> [round(retention_clv(100, 0.8, 0.1, first_payment=form), 2) for form in FIRST_PAYMENT]
        [366.67, 266.67, 293.33, 333.33]

        Five payments, the first one now, and the first form net of an acquisition cost of 300:

        >>> round(retention_clv(100, 0.8, 0.1, periods=5), 2)
        292.06
        >>> round(retention_clv(100, 0.8, 0.1, acquisition_cost=300), 2)
        66.67
    """
    value = finite(margin, "margin") * margin_multiple(
        retention, discount, first_payment=first_payment, periods=periods
    )
    return value - finite(acquisition_cost, "acquisition_cost", least=0)


def margin_multiple(
    retention: float, discount: float = 0.0, *, first_payment: str = "now", periods: int | None = None
) -> float:
    """The margin multiple (毛利倍數): how many times one period's margin a customer is worth.

    `retention_clv` at a margin of 1. It shows how steep retention is: at a discount of 10% a rise from 60% to 70% adds
    half a margin, one from 80% to 90% nearly two.

    Args:
        retention, discount, first_payment, periods: as for `retention_clv`.

    Raises:
        MeasureError: as for `retention_clv`.

    Examples:
        >>> [round(margin_multiple(retention, 0.10), 2) for retention in (0.6, 0.7, 0.8, 0.9)]
        [2.2, 2.75, 3.67, 5.5]
    """
    stay, rate = share(retention, "retention"), share(discount, "discount")
    count = _count(periods)
    factor = stay / (1 + rate)
    first = _first(stay, rate, first_payment)
    if count is None and factor == 1:
        raise MeasureError(
            "With a retention of 1 and no discount customers pay for ever and the sum has no end; give a discount "
            "above 0, a retention below 1, or a number of periods."
        )
    if count is None:
        return first / (1 - factor)
    if factor in (0, 1):
        return first * (count if factor else 1)
    return first * math.expm1(count * math.log(factor)) / (factor - 1)


def payment_table(
    margin: float, retention: float, discount: float = 0.0, *, first_payment: str = "now", periods: int = 10
) -> pd.DataFrame:
    """The payments that lifetime value adds up, one row each: when, how likely, and worth how much today.

    Args:
        margin, retention, discount, first_payment: as for `retention_clv`.
        periods: how many payments.

    Returns:
        A pandas frame: `period` (from 0, today), `chance` (share still there to pay), `factor` (what money of then is
        worth today), `value` (margin x chance x factor). `value` sums to `retention_clv(..., periods=periods)`.

    Raises:
        MeasureError: as for `retention_clv`.

    Examples:
        >>> payment_table(100, 0.8, 0.1, first_payment="just_paid", periods=3).round(4)
           period  chance  factor    value
        0       1   0.800  0.9091  72.7273
        1       2   0.640  0.8264  52.8926
        2       3   0.512  0.7513  38.4673
    """
    money, stay, rate = finite(margin, "margin"), share(retention, "retention"), share(discount, "discount")
    _first(stay, rate, first_payment)
    if (count := _count(periods)) is None:
        raise MeasureError("periods is None; give how many payments the table is to have.")
    table = pd.DataFrame({"period": range(count)})
    if first_payment in ("just_paid", "period_end"):
        table["period"] += 1
    renewals = pd.Series(range(count)) + (first_payment in ("just_paid", "renewal_due"))
    table["chance"] = stay**renewals
    table["factor"] = (1 + rate) ** -table["period"].astype(float)
    return table.assign(value=money * table["chance"] * table["factor"])


def monthly_retention(annual: float) -> float:
    """The monthly retention rate that comes to an annual one over twelve months: `annual ** (1/12)`.

    An annual 80% is a monthly 98.16%. Dividing the churn by twelve (98.33%) is wrong: the later months find fewer
    customers to lose.

    Args:
        annual: a share.

    Raises:
        MeasureError: it is no share.

    Examples:
        >>> round(monthly_retention(0.80), 5)
        0.98158
    """
    return share(annual, "annual") ** (1 / 12)


def monthly_discount(annual: float) -> float:
    """The monthly discount rate that comes to an annual one over twelve months: `(1 + annual) ** (1/12) - 1`.

    Args:
        annual: a share; 0.10 for 10%.

    Raises:
        MeasureError: it is no share.

    Examples:
        >>> round(monthly_discount(0.10), 5)
        0.00797
    """
    return (1 + share(annual, "annual")) ** (1 / 12) - 1


def _first(stay: float, rate: float, first_payment: str) -> float:
    """What the first payment of 1 is worth today."""
    if first_payment not in FIRST_PAYMENT:
        raise MeasureError(f"first_payment is {first_payment!r}; choose one of {', '.join(map(repr, FIRST_PAYMENT))}.")
    first = {"now": 1.0, "just_paid": stay / (1 + rate), "renewal_due": stay, "period_end": 1 / (1 + rate)}
    return first[first_payment]


def _count(periods: int | None) -> int | None:
    if periods is None:
        return None
    if (count := whole_number(periods)) is None or count < 1:
        raise MeasureError(f"periods is {periods!r}; give a whole number of at least 1, or None for all there will be.")
    return count
