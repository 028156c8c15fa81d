"""BG/NBD: who is still a customer, and how often each will buy, from when and how often they bought so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, hyp2f1

from customer_value.errors import MeasureError
from customer_value.frames import open_frame, whole_days
from customer_value.measures._numbers import finite
from customer_value.measures._tables import none_negative, pandas_table, whole_table
from customer_value.measures.lifetime_value._btyd import Histories
from customer_value.measures.lifetime_value._likelihood import most_likely

_LEAST = 10
"""Customers with a repeat purchase that a fit needs; with fewer the parameters say nothing."""

_START = np.log([0.5, 0.25, 0.8, 2.5])
"""Where the search begins, with times as shares of the mean age."""

_BOUNDS = [(-9.0, 7.0), (-12.0, 12.0), (-12.0, 7.0), (-9.0, 7.0)]
"""Of the logarithms, with times as shares of the mean age: far beyond what any customers show."""

_NEAR = 1e-5
"""So near to a = 1 the closed form loses too many digits; its values on both sides are averaged."""


@dataclass(frozen=True, kw_only=True)
class BGNBD:
    """A fitted BG/NBD model; `fit_bgnbd` makes it.

    While a customer is there, purchases come at random at the customer's own rate; after each of them the customer
    leaves for good with the customer's own probability. Rates differ between customers as Gamma(r, alpha) says, the
    probabilities as Beta(a, b) says.

    Attributes:
        r, alpha: the mean rate is `r / alpha` purchases per unit of time; the smaller r, the more customers differ.
        a, b: the mean probability to leave after a purchase is `a / (a + b)`.
        log_likelihood: of the customers it was fitted to; the higher of two models of the same customers fits better.
        customers: how many it was fitted to.
        unit: the days in one unit of time, 7 for weeks.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")
    customers: int = 0
    unit: int = 1

    def p_alive(self, summary: Any) -> pd.Series:
        """The probability that each customer has not left yet, P(alive) (仍是顧客的機率), at the snapshot.

        `1 / (1 + a/(b+x-1) * ((alpha+T)/(alpha+t_x))^(r+x))`. It is 1 for whoever bought once, however long ago: in
        this model one can only leave after a repeat purchase. So it is no churn rate of one-time buyers.

        Args:
            summary: `frequency`, `recency`, `T` in BTYD's sense, as `btyd_summary` returns them, in the model's unit.

        Returns:
            Shares from 0 to 1 on the summary's index.

        Raises:
            MeasureError: a column is missing, or is RFM's and not BTYD's.
        """
        x, recency, age, index = _histories(summary)
        return pd.Series(self._there(x, recency, age), index=index, name="p_alive")

    def expected_orders(self, summary: Any, time: float) -> pd.Series:
        """How many purchases to expect of each customer in the `time` after the snapshot.

        It already holds the chance that the customer has left: do not multiply by P(alive) again.

        Args:
            summary: as for `p_alive`.
            time: in the model's unit; 39 for 39 weeks where it was fitted in weeks.

        Returns:
            Numbers of days with a purchase, on the summary's index.

        Raises:
            MeasureError: as for `p_alive`, or `time` is negative.
        """
        x, recency, age, index = _histories(summary)
        ahead = finite(time, "time", least=0)
        return pd.Series(self._there(x, recency, age) * self.orders_if_alive(x, age, ahead), index=index, name="orders")

    def expected_orders_new(self, time: float) -> float:
        """How many repeat purchases to expect of a new customer in the `time` after the first one.

        Args:
            time: in the model's unit.
        """
        return float(self.orders_if_alive(0, 0, finite(time, "time", least=0)))

    def orders_if_alive(self, frequency: Any, T: Any, time: float) -> np.ndarray:
        """How many purchases to expect in the `time` ahead of somebody who is certainly still a customer.

        Times P(alive) it is `expected_orders`. The closed form is the paper's after Euler's transformation, which stays
        exact where the plain one loses its digits: many purchases, long times.

        Args:
            frequency, T: repeat purchases and age; numbers or arrays of one shape.
            time: in the model's unit.
        """
        x, age = np.asarray(frequency, dtype=float), np.asarray(T, dtype=float)
        if abs(self.a - 1) < _NEAR:
            return (self._with_a(self.a - 2 * _NEAR, x, age, time) + self._with_a(self.a + 2 * _NEAR, x, age, time)) / 2
        return self._with_a(self.a, x, age, time)

    def _there(self, x: np.ndarray, recency: np.ndarray, age: np.ndarray) -> np.ndarray:
        log_ratio = np.log(self.alpha + age) - np.log(self.alpha + recency)
        log_odds = np.log(self.a / (self.b + np.maximum(x, 1) - 1)) + (self.r + x) * log_ratio
        return np.where(x > 0, expit(-log_odds), 1.0)

    def _with_a(self, a: float, x: np.ndarray, age: np.ndarray, time: float) -> np.ndarray:
        """The closed form: 0/0 at a = 1, and at a + b = 1 for x = 0, where the value next to it is taken."""
        z = time / (self.alpha + age + time)
        c = a + self.b + x - 1
        c = np.where(np.abs(c) < 1e-9, 1e-9, c)
        with np.errstate(invalid="ignore", over="ignore"):
            left = (1 - z) ** (a - 1) * hyp2f1(a - 1, a + self.b - 1 - self.r, c, z)
            if not np.isfinite(left).all():  # customers who are all alike: 0 times infinity; the plain form has it
                plain = (1 - z) ** (self.r + x) * hyp2f1(self.r + x, self.b + x, c, z)
                left = np.where(np.isfinite(left), left, plain)
        return c / (a - 1) * (1 - left)


def fit_bgnbd(summary: Any, *, unit: int = 1) -> BGNBD:
    """Fit BG/NBD (機率模型) to purchase histories by maximum likelihood.

    The model is for shops, where nobody says goodbye. Where customers have to renew or leave, their leaving is seen,
    and `fit_sbg` is the model.

    Customers with the same history count together, so fitting takes time by how many *different* histories there are;
    a summary may come as `history_counts` groups it, with a column `customers`.

    Args:
        summary: a frame with `frequency`, `recency` and `T` in BTYD's sense, as `btyd_summary` returns it; where it
            has `customers` too, each row stands for so many.
        unit: how many days make one unit of `recency` and `T`, as it was given to `btyd_summary`; 7 for weeks. It only
            names the unit: the fit is the same in any, alpha is in that unit.

    Returns:
        A `BGNBD`.

    Raises:
        MeasureError: a column is missing; recency and T are not BTYD's (a recency without a repeat purchase, none with
            one, or beyond T); fewer than 10 customers bought again; or all histories are one and the same.

    Notes:
        Parameters of a few hundred customers are rough, a and b most of all; what the model expects is steadier than
        they are. Where customers hardly differ or hardly ever leave, r and alpha or a and b run together to very large
        or small values; what is expected stays right.

        Source: Fader, Hardie and Lee, "Counting your customers the easy way", Marketing Science 24 (2005).

    Examples:
        The parameters published for CDNOW, in weeks, and a customer who bought again twice, last after 30.43 weeks:

        >>> import pandas as pd
        >>> cdnow = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)
        >>> one = pd.DataFrame({"frequency": [2], "recency": [30.43], "T": [38.86]})
        >>> cdnow.p_alive(one).round(4).tolist(), cdnow.expected_orders(one, 39).round(3).tolist()
        ([0.7266], [1.226])

        A fit to few customers, in days:

        >>> summary = pd.DataFrame({"frequency": [0] * 12 + [1, 1, 1, 1, 2, 2, 3, 3, 5, 8],
        ...                         "recency": [0] * 12 + [10, 90, 40, 160, 60, 120, 80, 170, 150, 175], "T": 180})
        >>> model = fit_bgnbd(summary)
        >>> round(model.expected_orders_new(180), 1), round(float(summary["frequency"].mean()), 1)
        (1.2, 1.2)
    """
    days = whole_days(unit, "unit")
    x, recency, age, _ = _histories(summary)
    customers = _counts(summary, len(x))
    if not (age > 0).any() or customers[x > 0].sum() < _LEAST:
        raise MeasureError(
            f"summary has {customers[x > 0].sum():.0f} customers who bought again; BG/NBD needs at least {_LEAST}, "
            "better some hundreds. Take a longer time or more customers."
        )
    grouped = pd.DataFrame({"x": x, "recency": recency, "age": age, "n": customers})
    grouped = grouped.groupby(["x", "recency", "age"], as_index=False, sort=False)["n"].sum()
    if len(grouped) == 1:
        raise MeasureError("All customers of summary have one and the same history, from which no model can be fitted.")
    scale = float((customers * age).sum() / customers.sum())
    histories = Histories.of(
        grouped["x"].to_numpy(),
        grouped["recency"].to_numpy() / scale,
        grouped["age"].to_numpy() / scale,
        grouped["n"].to_numpy(),
    )
    n = customers.sum()
    (r, alpha, a, b), value = most_likely(histories.log_likelihood, _START, _BOUNDS, n)
    return BGNBD(
        r=r,
        alpha=alpha * scale,
        a=a,
        b=b,
        log_likelihood=value - float((customers * x).sum() * np.log(scale)),
        customers=round(n),
        unit=days,
    )


def _histories(summary: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Index]:
    """x, t_x and T, checked to be BTYD's, and the caller's index."""
    columns = ("frequency", "recency", "T")
    found = whole_table(summary, "summary", **dict.fromkeys(columns, "number"))
    none_negative(found, "summary", *columns)
    x, recency, age = (found[column].to_numpy(dtype=float) for column in columns)
    if (x != np.floor(x)).any():
        raise MeasureError("summary['frequency'] is not whole everywhere; give numbers of repeat purchases.")
    if ((recency > 0) != (x > 0)).any():
        raise MeasureError(
            "summary['recency'] has to be 0 where 'frequency' is 0, and above 0 elsewhere. BTYD's recency is the time "
            "from the first to the last purchase and its frequency counts repeat purchases, unlike RFM's: take both "
            "from btyd_summary."
        )
    if (recency > age).any():
        raise MeasureError("summary['recency'] goes beyond 'T'; nobody bought after the snapshot. Use btyd_summary.")
    return x, recency, age, found.index


def _counts(summary: Any, length: int) -> np.ndarray:
    """How many customers each row stands for."""
    if "customers" not in open_frame(summary, "summary", ()).collect_schema().names():
        return np.ones(length)
    found = pandas_table(summary, "summary", customers="number")
    none_negative(found, "summary", "customers")
    return found["customers"].to_numpy(dtype=float)
