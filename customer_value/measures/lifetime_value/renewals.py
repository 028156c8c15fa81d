"""Renewals: what retention does with tenure, why it seems to rise, and how it goes on (sBG)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import betaln, hyp2f1

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, whole_number
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, share
from customer_value.measures._tables import none_negative, over, pandas_table
from customer_value.measures.lifetime_value._likelihood import most_likely

_BOUNDS = [(-9.0, 9.0), (-9.0, 9.0)]
"""Of log a and log b; at their ends customers are all alike."""


def renewal_table(policies: Any, snapshot: Any) -> pd.DataFrame:
    """How many policies came up for their first, second, ... renewal by the snapshot, and how many were renewed.

    This is retention where it can be **seen**: a policy is renewed or lapses on its renewal day. Every policy counts up
    to its latest renewal day; one that is young has had few, which is no lapse.

    Args:
        policies: one row per contract: `started_on`, `period_months` (from one payment to the next, the same for all),
            `lapsed_on` (the renewal day on which it was not renewed; missing while it runs).
        snapshot: the day on which it is judged. Contracts that start later are left out, and a lapse later than this
            is not known yet.

    Returns:
        A pandas frame, one row per renewal from the first: `renewal`, `due` (policies that came up for it), `renewed`,
        `retention` (`renewed / due`, the retention rate 留存率 at this tenure). No row beyond the last renewal due.

    Raises:
        MeasureError: a column is missing or of another type, periods differ, or a policy lapsed before its first
            renewal.

    Examples:
        >>> policies = pd.DataFrame({
        ...     "started_on": pd.to_datetime(["2022-03-01", "2022-05-10", "2023-02-28", "2024-06-01"]),
        ...     "period_months": 12, "lapsed_on": pd.to_datetime(["2024-03-01", None, "2024-02-28", None]),
        ... })
        >>> renewal_table(policies, "2024-12-31")
           renewal  due  renewed  retention
        0        1    3        2   0.666667
        1        2    2        1   0.500000
    """
    day = pd.Timestamp(calendar_day(snapshot))
    columns = {"started_on": "date", "period_months": "number", "lapsed_on": "date"}
    found = pandas_table(policies, "policies", gaps=["lapsed_on"], **columns)
    found = found[found["started_on"] <= day]
    periods = found["period_months"].unique()
    if len(periods) > 1 or (len(periods) and not periods[0] >= 1):
        raise MeasureError(
            f"policies['period_months'] holds {', '.join(f'{period:g}' for period in sorted(periods))}; give policies "
            "of one period of at least 1 month at a time: a renewal after a month and one after a year do not compare."
        )
    known = found["lapsed_on"].where(found["lapsed_on"] <= day)
    length = periods[0] if len(periods) else 12.0
    come_up = _months_between(found["started_on"], known.fillna(day)) // length
    lapsed = known.notna()
    if (lapsed & (come_up < 1)).any():
        raise MeasureError(
            "policies['lapsed_on'] is before the first renewal for some; a policy lapses on a renewal day, not before."
        )
    last = int(come_up.max()) if len(found) else 0
    # At each renewal: those that ever came up for it, and of them those that did not end there.
    due = np.array([int((come_up >= number).sum()) for number in range(1, last + 1)], dtype="int64")
    lost = np.array([int((lapsed & (come_up == number)).sum()) for number in range(1, last + 1)], dtype="int64")
    table = pd.DataFrame({"renewal": np.arange(1, last + 1), "due": due, "renewed": due - lost})
    return table.assign(retention=over(table["renewed"], table["due"]))


def survivor_renewals(survivors: Sequence[float]) -> pd.DataFrame:
    """The same table as `renewal_table` for one cohort, from how many of it were left after each renewal.

    Args:
        survivors: customers at the start, after the first renewal, after the second, ...; never rising.

    Returns:
        A pandas frame as `renewal_table` returns.

    Raises:
        MeasureError: there are fewer than two numbers, one is negative or missing, or they rise.

    Examples:
        >>> survivor_renewals([1000, 631, 468])
           renewal     due  renewed  retention
        0        1  1000.0    631.0    0.63100
        1        2   631.0    468.0    0.74168
    """
    left = pd.Series(listed(survivors, "survivors"))
    left = left.to_numpy("float64") if pd.api.types.is_numeric_dtype(left) else np.array([])
    if len(left) < 2 or not (np.isfinite(left).all() and (left >= 0).all() and (np.diff(left) <= 0).all()):
        raise MeasureError(
            "survivors has to hold at least two numbers that never rise: the cohort's size, then how many were left "
            "after each renewal."
        )
    table = pd.DataFrame({"renewal": np.arange(1, len(left)), "due": left[:-1], "renewed": left[1:]})
    return table.assign(retention=over(table["renewed"], table["due"]))


@dataclass(frozen=True, kw_only=True)
class SBG:
    """A fitted shifted beta-geometric model, sBG; `fit_sbg` makes it.

    Every customer leaves at each renewal with the same probability of their own, which never changes; the
    probabilities differ between customers as Beta(a, b) says. Those likely to leave leave first, so the retention rate
    of those who are left rises, though nobody becomes more loyal.

    Attributes:
        a, b: the mean probability to leave at the first renewal is `a / (a + b)`; the smaller both, the more customers
            differ.
        log_likelihood: of the renewals it was fitted to.
    """

    a: float
    b: float
    log_likelihood: float = NAN

    def retention(self, renewal: Any) -> Any:
        """The retention rate at a renewal, of those who came that far: `(b + t - 1) / (a + b + t - 1)`.

        Args:
            renewal: 1 for the first; a number or an array.
        """
        t = np.asarray(renewal, dtype=float)
        rate = (self.b + t - 1) / (self.a + self.b + t - 1)
        return float(rate) if rate.ndim == 0 else rate

    def survival(self, renewals: Any) -> Any:
        """The share of a cohort that is left after so many renewals: the survival curve (存活曲線), 1 at the start.

        Args:
            renewals: a number or an array.
        """
        t = np.asarray(renewals, dtype=float)
        share_left = np.exp(betaln(self.a, self.b + t) - betaln(self.a, self.b))
        return float(share_left) if share_left.ndim == 0 else share_left

    def expected_payments(self, renewed: int = 0, discount: float = 0.1, *, first_payment: str = "now") -> float:
        """How many payments, discounted, are to come of a customer: times the margin, the residual lifetime value.

        Args:
            renewed: how often the customer has renewed so far; each renewal is news that this one is likely to stay.
            discount: the share by which money is worth less a period later.
            first_payment: as for `retention_clv`. "now": about to be won (only with `renewed` 0); "just_paid": the
                next renewal is a period away; "renewal_due": it is now.

        Returns:
            A number of payments; NaN where the sum has no end (no discount, and a at most 1).

        Raises:
            MeasureError: `renewed` is no whole number from 0, `discount` is no share, or the form is none of these.
        """
        if (past := whole_number(renewed)) is None or past < 0:
            raise MeasureError(f"renewed is {renewed!r}; give the number of renewals so far, 0 or more.")
        rate = share(discount, "discount")
        if first_payment not in ("now", "just_paid", "renewal_due") or (first_payment == "now" and past):
            raise MeasureError(
                f"first_payment is {first_payment!r}; choose 'just_paid' or 'renewal_due', or 'now' for a customer "
                "about to be won, who has not renewed yet."
            )
        if rate == 0 and self.a <= 1:
            return NAN
        due = self.retention(past + 1)
        due *= float(hyp2f1(1, self.b + past + 1, self.a + self.b + past + 1, 1 / (1 + rate)))
        return {"now": 1 + due / (1 + rate), "just_paid": due / (1 + rate), "renewal_due": due}[first_payment]


def fit_sbg(renewals: Any) -> SBG:
    """Fit the shifted beta-geometric model of renewals by maximum likelihood.

    For contracts, where leaving is seen; for shops, where it is not, `fit_bgnbd` is the model.

    Args:
        renewals: a frame with `renewal`, `due` and `renewed`, as `renewal_table` or `survivor_renewals` returns it.

    Returns:
        An `SBG`.

    Raises:
        MeasureError: a column is missing, more renewed than were due, fewer than two renewals were due (the rise from
            one to the next is what the model sees), or nobody or everybody renewed.

    Notes:
        Source: Fader and Hardie, "How to project customer retention", Journal of Interactive Marketing 21 (2007).

    Examples:
        Their regular customers over seven years, and how many of 1,000 are left after twelve (183 were):

        >>> model = fit_sbg(survivor_renewals([1000, 631, 468, 382, 326, 289, 262, 241]))
        >>> round(model.a, 3), round(model.b, 3), round(1000 * model.survival(12))
        (0.704, 1.182, 170)

        Retention "rises" by sorting alone, so a customer who has stayed is worth more than a new one:

        >>> [round(model.retention(renewal), 2) for renewal in (1, 2, 7)]
        [0.63, 0.76, 0.91]
        >>> [round(model.expected_payments(renewed, 0.1, first_payment="just_paid"), 1) for renewed in (0, 5)]
        [2.7, 5.7]
    """
    table = pandas_table(renewals, "renewals", renewal="number", due="number", renewed="number")
    none_negative(table, "renewals", "due", "renewed")
    table = table[table["due"] > 0]
    t, due, renewed = (table[column].to_numpy() for column in ("renewal", "due", "renewed"))
    if (renewed > due).any():
        raise MeasureError("renewals['renewed'] is more than 'due' on some rows; nobody renews who was not due.")
    if (t < 1).any() or (t != np.floor(t)).any():
        raise MeasureError("renewals['renewal'] has to count from 1, the first renewal.")
    if len(np.unique(t)) < 2:
        raise MeasureError("renewals has fewer than two renewals with policies due; the model needs at least two.")
    lost = due - renewed
    if not lost.any() or not renewed.any():
        raise MeasureError("In renewals nobody left, or nobody renewed; there is nothing to fit.")

    def log_likelihood(guess: np.ndarray) -> tuple[float, np.ndarray]:
        a, b = np.exp(guess)
        value = lost.sum() * guess[0] + renewed @ np.log(b + t - 1) - due @ np.log(a + b + t - 1)
        both = due @ (1 / (a + b + t - 1))
        slopes = np.array([lost.sum() - a * both, b * (renewed @ (1 / (b + t - 1)) - both)])
        return float(value), slopes

    (a, b), value = most_likely(log_likelihood, [0.0, 0.0], _BOUNDS, due.sum())
    return SBG(a=a, b=b, log_likelihood=value)


def _months_between(first: pd.Series, last: pd.Series) -> pd.Series:
    """Whole calendar months between days; what began on the 31st has its month at the end of a shorter one."""
    months = (last.dt.year - first.dt.year) * 12 + last.dt.month - first.dt.month
    begins = np.minimum(first.dt.day, last.dt.days_in_month)
    return months - (last.dt.day < begins).astype("int64")
