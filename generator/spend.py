"""What an order comes to: the customer's own level, the order's own spread, and the occasion in the customer's life.

log value = log median + customer's level + occasion + order's own part. The level is normal and, through a Gaussian
copula, correlated with how often the customer buys. The order's own part is a centred gamma, whose long tail lies
above. The occasion is a first order, an order of somebody who never comes back, or any other. A behaviour with tables
of values takes them from there instead; see values.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaincc, ndtri

from generator.purchases import Purchases, of_each
from generator.scenario.behaviour import Behaviour
from generator.streams import Streams
from generator.traits import Traits
from generator.values import (
    LATER,
    Lookup,
    carried,
    draw_amounts,
    mean_by_level,
    occasions,
    repeats,
)


@dataclass(frozen=True, kw_only=True)
class Spend:
    """Values aimed at, in currency units.

    Attributes:
        level: standard normal score of each customer's level; shape (customers,).
        typical: the median of a customer's later orders; shape (customers,).
        target: the value each purchase aims at; shape (purchases,).
    """

    level: np.ndarray
    typical: np.ndarray
    target: np.ndarray


def draw_level(behaviour: list[Behaviour], kind: np.ndarray, traits: Traits, streams: Streams) -> np.ndarray:
    """Standard normal score of each customer's level, correlated with the rate; shape (customers,)."""
    correlation = np.array([one.correlation for one in behaviour])[kind]
    rank = np.clip(gammainc(traits.r, traits.rate * traits.alpha), 1e-9, 1 - 1e-9)
    own = streams("spend/level").standard_normal(len(kind))
    return correlation * ndtri(rank) + np.sqrt(1 - correlation**2) * own


def draw_spend(
    behaviour: list[Behaviour],
    kind: np.ndarray,
    traits: Traits,
    purchases: Purchases,
    streams: Streams,
    last_day: int | None = None,
) -> Spend:
    """Draw every customer's level and every purchase's value.

    Args:
        behaviour: one entry for each kind of customer.
        kind: index into `behaviour`; shape (customers,).
        last_day: index of the ledger's last day, which decides who comes back where a behaviour has tables of values;
            the last purchase's day when None.
    """
    level = draw_level(behaviour, kind, traits, streams)
    tables = [one.values for one in behaviour]
    used = np.bincount(kind, minlength=len(behaviour)) > 0
    if all(one or not there for one, there in zip(tables, used, strict=True)):
        typical, target = np.empty(len(kind)), np.empty(len(purchases.day))
    else:
        typical, target = _by_formula(behaviour, kind, level, purchases, streams)
    if not any(one and there for one, there in zip(tables, used, strict=True)):
        return Spend(level=level, typical=typical, target=target)

    if last_day is None:
        last_day = int(purchases.day.max(initial=0))
    occasion = occasions(purchases, last_day)
    for index, values in enumerate(tables):
        if values is None or not used[index]:
            continue
        lookup = Lookup.of(values.first, values.later, values.one_time).at_least(behaviour[index].smallest)
        amount = draw_amounts(values, lookup, level, purchases.customer, occasion, streams)
        amount = carried(amount, repeats(values, occasion, streams))
        middle = lookup.at(values.between**0.5 * level, LATER)
        if used.sum() == 1:
            return Spend(level=level, typical=middle, target=amount)
        np.copyto(typical, middle, where=kind == index)
        np.copyto(target, amount, where=kind[purchases.customer] == index)
    return Spend(level=level, typical=typical, target=target)


def _by_formula(
    behaviour: list[Behaviour], kind: np.ndarray, level: np.ndarray, purchases: Purchases, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """Typical and target as in Spend, lognormal with a skew."""
    columns = ("median", "between", "within", "skew", "first", "one_time", "smallest")
    of = {name: np.array([getattr(one, name) for one in behaviour]) for name in columns}
    alone = (kind == kind[0]).all()  # then numbers serve instead of arrays
    mine = {name: of[name][kind[:1] if alone else kind] for name in ("median", "between", "first", "one_time")}

    typical_log = np.log(mine["median"]) + np.sqrt(mine["between"]) * level
    customer = purchases.customer
    shape = 4 / of["skew"] ** 2  # a gamma's skewness is 2 / sqrt(shape)
    ordered = kind[0] if alone else kind[customer]
    target = streams("spend/order").standard_gamma(shape[ordered], size=len(customer))
    target -= shape[ordered]
    target /= np.sqrt(shape[ordered])
    target *= np.sqrt(of["within"][ordered])
    middle = of_each(typical_log, customer)
    first = np.flatnonzero(purchases.nth == 0)
    middle[first] += np.where(purchases.repeats == 0, mine["one_time"], mine["first"])[customer[first]]
    target += middle
    np.exp(target, out=target)
    return np.exp(typical_log), np.maximum(target, of["smallest"][ordered], out=target)


def mean_value(behaviour: list[Behaviour], kind: np.ndarray, spend: Spend) -> np.ndarray:
    """What a customer's later orders come to on average, given the own level; shape (customers,), currency units.

    The order's own part is (G - s) / sqrt(s) * w with G ~ Gamma(s), so its exponential has the mean
    exp(-w sqrt(s)) (1 - w / sqrt(s))**-s, and by tilting G the part of that mean above `smallest` is closed as well.
    Tables of values are averaged by quadrature.
    """
    s, w, smallest = (
        np.array(values)[kind]
        for values in zip(*((4 / one.skew**2, one.within**0.5, one.smallest) for one in behaviour), strict=True)
    )
    typical = spend.typical
    root = np.sqrt(s)
    tilt = 1 - w / root
    mean = typical * np.exp(-w * root - s * np.log(tilt))
    bound = s + root * np.log(smallest / typical) / w
    low = np.flatnonzero(bound > 0)  # where an order can come to less than the smallest
    s, bound = s[low], bound[low]
    mean[low] = mean[low] * gammaincc(s, bound * tilt[low]) + smallest[low] * gammainc(s, bound)
    for index, one in enumerate(behaviour):
        if one.values is not None:
            mean = np.where(kind == index, mean_by_level(one.values, spend.level, one.smallest), mean)
    return mean
