"""How many people an A/B test needs, and what a test of a given size can show."""

from __future__ import annotations

import math

from scipy.stats import norm

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._numbers import NAN, finite, share


def sample_size(base: float, target: float, *, alpha: float = 0.05, power: float = 0.8, sides: int = 2) -> float:
    """How many people **each** group of an A/B test needs to tell two rates apart (樣本數).

    `(z(1 - alpha / 2) + z(power))^2 x (p1 q1 + p2 q2) / (p2 - p1)^2`, rounded up. Half the difference needs four times
    the people.

    Args:
        base: the response expected of the control group, 0 to 1.
        target: the response of the treated that would be worth finding, 0 to 1. From 4% "plus 5%" may mean 9%, or
            4.2%: give the rate itself.
        alpha: how often a test of something that does nothing may look like a success.
        power: how often a test of something that does reach `target` should show it (檢定力); above `alpha`.
        sides: 2 asks whether the rates differ, 1 only whether the treated respond more.

    Returns:
        People per group, a whole number as a float; two groups need twice that. NaN where the rates are equal: no test
        is large enough to find no difference.

    Raises:
        MeasureError: a rate is no share, alpha and power are not between 0 and 1, power is not above alpha, or
            `sides` is neither 1 nor 2.

    Notes:
        Unpooled variance; the textbook form with the pooled one under alpha gives 6,745 for the example.

    Examples:
        >>> sample_size(0.04, 0.05)
        6743.0
    """
    p1, p2 = share(base, "base"), share(target, "target")
    z = _quantiles(alpha, power, sides)
    if math.isnan(p1) or math.isnan(p2) or p1 == p2:
        return NAN
    variance = p1 * (1 - p1) + p2 * (1 - p2)
    return float(math.ceil(z**2 * variance / (p2 - p1) ** 2 - 1e-9))


def detectable_uplift(people: int, base: float, *, alpha: float = 0.05, power: float = 0.8, sides: int = 2) -> float:
    """The smallest difference in response that a test with so many people per group can be relied on to show.

    The reverse of `sample_size`: the question for whoever has only so many customers.

    Args:
        people: the people in each group.
        base: the response of the control group, 0 to 1.
        alpha, power, sides: as for `sample_size`.

    Returns:
        The difference as a share (0.01 is one percentage point). NaN without people, or where even a response of 100%
        would not be enough.

    Raises:
        MeasureError: as for `sample_size`, or `people` is below 0.

    Examples:
        >>> round(detectable_uplift(6743, 0.04), 4)
        0.01
    """
    n, p1 = finite(people, "people", least=0), share(base, "base")
    z = _quantiles(alpha, power, sides) ** 2
    if not n or math.isnan(n) or math.isnan(p1):
        return NAN
    # n d^2 = z (2 p1 q1 + d (1 - 2 p1) - d^2), solved for the positive d
    a, b, c = n + z, z * (1 - 2 * p1), 2 * z * p1 * (1 - p1)
    found = (b + math.sqrt(b * b + 4 * a * c)) / (2 * a)
    return found if 0 < found <= 1 - p1 else NAN


def achieved_power(people: int, base: float, target: float, *, alpha: float = 0.05, sides: int = 2) -> float:
    """How often a test with so many people per group would show a difference that is really there (檢定力).

    Args:
        people: the people in each group.
        base, target: the true response of the control group and of the treated, 0 to 1.
        alpha, sides: as for `sample_size`.

    Returns:
        A share from 0 to 1; NaN without people, and where the rates are equal, as there is nothing to be shown.

    Raises:
        MeasureError: as for `sample_size`, or `people` is below 0.

    Examples:
        A quarter of the people that it takes, and the test misses two of three:

        >>> round(achieved_power(6743, 0.04, 0.05), 2), round(achieved_power(1686, 0.04, 0.05), 2)
        (0.8, 0.29)
    """
    n, p1, p2 = finite(people, "people", least=0), share(base, "base"), share(target, "target")
    z = _critical(alpha, sides)
    if not n or p1 == p2 or math.isnan(n + p1 + p2):
        return NAN
    variance = p1 * (1 - p1) + p2 * (1 - p2)
    if variance == 0:
        return 1.0
    return float(norm.cdf(abs(p2 - p1) * math.sqrt(n / variance) - z))


def _critical(alpha: float, sides: int) -> float:
    if whole_number(sides) not in (1, 2):
        raise MeasureError(f"sides is {sides!r}; give 2, or 1 for a test in one direction.")
    if not 0 < share(alpha, "alpha") < 1:
        raise MeasureError(f"alpha is {alpha!r}; give a share between 0 and 1, such as 0.05.")
    return float(norm.isf(alpha / sides))


def _quantiles(alpha: float, power: float, sides: int) -> float:
    """z(1 - alpha / sides) + z(power)."""
    z = _critical(alpha, sides)
    if not alpha < share(power, "power") < 1:
        raise MeasureError(f"power is {power!r}; give a share above alpha and below 1, such as 0.8.")
    return z + float(norm.ppf(power))
