"""Experiments: treated against control, and what to decide when a test is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import ttest_ind

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._series import numbers
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures.upselling._two_rates import CONFIDENCE, Z, difference

ROLL_OUT, STOP, TEST_MORE = "roll out", "stop", "test more"


@dataclass(frozen=True, kw_only=True)
class Uplift:
    """What treating people changed; rates and differences are shares, 0.02 for two percentage points.

    Attributes:
        treated_rate, control_rate: responders / people of each group.
        difference: treated rate - control rate (0.02 is 2 percentage points).
        relative: difference / control rate (0.5 is half as much again); NaN where the control rate is 0.
        se: the standard error of the difference, unpooled.
        low, high: the 95% interval of the difference.
        p: how often chance alone would make a difference at least as large, two-sided.
        incremental: responders among the treated beyond what the control rate would have given.
    """

    treated_rate: float
    control_rate: float
    difference: float
    relative: float
    se: float
    low: float
    high: float
    p: float
    incremental: float


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What an A/B test says to do.

    Attributes:
        decision: "roll out", "stop" or "test more".
        profit: money per contact, expected.
        low, high: its 95% interval.
        uplift: the difference in response that it rests on.
    """

    decision: str
    profit: float
    low: float
    high: float
    uplift: Uplift


def trial_groups(touches: Any) -> pd.DataFrame:
    """The people, responders and cost of each group of one campaign with a control group.

    A touch is not a person: a series of mails touches one person several times, and the response stands on one of
    them. People are counted once, and whoever responded to any of their touches is one responder. **All** the treated
    count, also those who never opened the mail: they were drawn by lot, those who opened were not.

    Args:
        touches: the touches of one campaign: `customer_id`, `lead_id` (one of the two on each row), `group`, `cost`
            (money), `responded` (true or false).

    Returns:
        A pandas frame, one row per group, sorted: `group`, `people`, `responders`, `rate` (responders / people) and
        `cost` (money, sum over the touches).

    Raises:
        MeasureError: a column is missing or of another type, a touch has nobody or a cost below 0, or a person is in
            two groups, so that neither shows what it is meant to.

    Examples:
        C00001 got two mails and bought after the second:

        >>> import pandas as pd
        >>> touches = pd.DataFrame({
        ...     "customer_id": ["C00001", "C00001", "C00002", "C00003"], "lead_id": None, "cost": [2, 2, 0, 2],
        ...     "group": ["treated", "treated", "held_out", "treated"], "responded": [False, True, False, False]})
        >>> trial_groups(touches)
              group  people  responders  rate  cost
        0  held_out       1           0   0.0   0.0
        1   treated       2           1   0.5   6.0
    """
    whole = pandas_table(touches, "touches", group="text", cost="number", responded="flag")
    none_negative(whole, "touches", "cost")
    who = ("customer_id", "lead_id")
    ids = pandas_table(touches, "touches", gaps=who, **dict.fromkeys(who, "any"))
    if nobody := int(ids.isna().all(axis="columns").sum()):
        raise MeasureError(f"touches has neither a customer_id nor a lead_id on {nobody} of {len(ids)} rows.")
    whole["person"] = ids.groupby(list(who), dropna=False).ngroup()
    groups = whole.groupby("person")["group"].nunique()
    if (groups > 1).any():
        raise MeasureError(
            f"{(groups > 1).sum()} of {len(groups)} people stand in two groups of touches; choose one campaign, and "
            "leave out whoever was drawn twice."
        )
    people = whole.groupby("person").agg(group=("group", "first"), responded=("responded", "max"), cost=("cost", "sum"))
    table = people.groupby("group").agg(people=("cost", "size"), responders=("responded", "sum"), cost=("cost", "sum"))
    table = table.reset_index().astype({"people": "int64", "responders": "int64"})
    table.insert(3, "rate", table["responders"] / table["people"])
    return table


def uplift(treated: int, treated_responders: int, control: int, control_responders: int) -> Uplift:
    """What the treatment changed: the response of the treated less that of the control group (實驗組與對照組).

    The treated would have bought something without us too; the control group shows how much. The difference is in
    percentage points (2.0), the relative uplift in percent of the control rate (+50%): say which. The interval says
    which true differences the data leave open. It uses the unpooled standard error,
    `sqrt(p1 (1 - p1) / n1 + p0 (1 - p0) / n0)`.

    Args:
        treated, control: the people in each group, drawn by lot.
        treated_responders, control_responders: how many of them bought within the same time.

    Returns:
        An `Uplift`. Where a group is empty everything that needs it is NaN. Where the rate of each group is 0 or 1,
        no spread has been seen: `se`, the interval and `p` are NaN.

    Raises:
        MeasureError: a count is no whole number of 0 or more, or more responded than there are people.

    Notes:
        The interval is a normal approximation; with fewer than about 5 responders in a group take it as a sketch.
        Comparing the treated before and after, or those who opened with those who did not, is no control group.

    Examples:
        8,000 treated and 480 buyers, 2,000 held out and 80 buyers: 6% against 4%, 160 more buyers than without.

        >>> found = uplift(8000, 480, 2000, 80)
        >>> round(found.difference, 3), round(found.relative, 2), round(found.incremental)
        (0.02, 0.5, 160)
    """
    n, x, m, y = _counts(treated, treated_responders, control, control_responders)
    found = {name: float(value) for name, value in difference(n, x, m, y).items()}
    base = ratio(y, m)
    return Uplift(
        treated_rate=ratio(x, n),
        control_rate=base,
        relative=ratio(found["difference"], base),
        incremental=x - n * base,
        **found,
    )


def ab_decision(
    treated: int, treated_responders: int, control: int, control_responders: int, *, margin: float, cost: float
) -> Decision:
    """What to do after an A/B test (A/B 測試): judged by profit per contact, not by the p value.

    `profit per contact = difference in response x margin per order - cost per contact`. Its interval is that of the
    difference, in money. If even its lower end is above 0: **roll out**. If even its upper end is below 0: **stop**.
    Otherwise the data leave both open: **test more**. A difference can be "significant" and still not pay.

    Args:
        treated, treated_responders, control, control_responders: as for `uplift`.
        margin: money that one more order brings, before the cost of the contact.
        cost: money that one contact costs, for everybody who is treated.

    Returns:
        A `Decision`. Without an interval (an empty group, no spread) it is "test more".

    Raises:
        MeasureError: as for `uplift`, or `cost` is below 0.

    Notes:
        Decide once, at the size planned beforehand: whoever looks every day and stops at the first good day will
        find one (`early_stops`).

    Examples:
        p is 0.03, and yet from a loss of 1.72 to a gain of 3.72 per contact everything is open:

        >>> found = ab_decision(4000, 200, 4000, 160, margin=300, cost=2)
        >>> found.decision, round(found.profit, 2), round(found.low, 2), round(found.high, 2)
        ('test more', 1.0, -1.72, 3.72)
    """
    gain, price = finite(margin, "margin"), finite(cost, "cost", least=0)
    found = uplift(treated, treated_responders, control, control_responders)
    profit = found.difference * gain - price
    half = Z * found.se * abs(gain)
    low, high = profit - half, profit + half
    decision = ROLL_OUT if low > 0 else STOP if high < 0 else TEST_MORE
    return Decision(decision=decision, profit=profit, low=low, high=high, uplift=found)


def aov_lift(treated: Any, control: Any) -> pd.Series:
    """How much more an order comes to in the treated group than in the hold-out (客單價提升).

    The mean order of the treated less that of the control group, with the 95% interval of Welch's t test, which lets
    the groups differ in spread and size.

    Args:
        treated, control: the amounts of the orders of each group (money, net), one order each.

    Returns:
        A pandas Series: `treated_mean`, `control_mean`, `difference` (money), `relative` (difference / control mean),
        `low` and `high` (money) and `p`. The last three are NaN with fewer than two orders in a group or no spread;
        what needs an empty group is NaN.

    Raises:
        MeasureError: an amount is missing, infinite, below 0 or no number.

    Notes:
        An order is worth more and yet nothing is gained if there are fewer orders, or if the dearer product replaced
        one that earned more: judge on margin, over everybody in the groups.

    Examples:
        >>> aov_lift([500, 700, 600, 800], [500, 550, 450, 500]).round(2).to_dict()  # doctest: +NORMALIZE_WHITESPACE
        {'treated_mean': 650.0, 'control_mean': 500.0, 'difference': 150.0, 'relative': 0.3, 'low': -46.64,
         'high': 346.64, 'p': 0.1}
    """
    first, second = _amounts(treated, "treated"), _amounts(control, "control")
    means = [float(one.mean()) if len(one) else NAN for one in (first, second)]
    low = high = p = NAN
    if min(len(first), len(second)) > 1 and max(np.ptp(first), np.ptp(second)) > 0:
        test = ttest_ind(first, second, equal_var=False)
        (low, high), p = test.confidence_interval(CONFIDENCE), test.pvalue
    gap = means[0] - means[1]
    return pd.Series(
        {
            "treated_mean": means[0],
            "control_mean": means[1],
            "difference": gap,
            "relative": ratio(gap, means[1]),
            "low": float(low),
            "high": float(high),
            "p": float(p),
        }
    )


def _counts(*given: Any) -> tuple[int, ...]:
    """The four counts of a test, checked."""
    names = ("treated", "treated_responders", "control", "control_responders")
    counts = []
    for name, value in zip(names, given, strict=True):
        count = whole_number(value)
        if count is None or count < 0:
            raise MeasureError(f"{name} is {value!r}; give a whole number of people of at least 0.")
        counts.append(count)
    for n, x in ((0, 1), (2, 3)):
        if counts[x] > counts[n]:
            raise MeasureError(f"{names[x]} is {counts[x]} of {counts[n]} people; count each person once.")
    return tuple(counts)


def _amounts(values: Any, name: str) -> np.ndarray:
    return numbers(listed(values, name), name, least=0).to_numpy()
