"""What an order comes to: the customer's own level, the order's own spread, and the occasion in the customer's life.

log value = log median + customer's level + occasion + order's own part. The level is normal and, through a Gaussian
copula, correlated with how often the customer buys. The order's own part is a centred gamma, whose long tail lies
above. The occasion is a first order, an order of somebody who never comes back, or any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, ndtri

from generator.purchases import Purchases, Traits
from generator.scenario.behaviour import Behaviour
from generator.streams import Streams


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


def draw_spend(
    behaviour: list[Behaviour], kind: np.ndarray, traits: Traits, purchases: Purchases, streams: Streams
) -> Spend:
    """Draw every customer's level and every purchase's value.

    Args:
        behaviour: one entry for each kind of customer.
        kind: index into `behaviour`; shape (customers,).
    """
    columns = ("r", "alpha", "median", "between", "within", "skew", "correlation", "first", "one_time", "smallest")
    of = {name: np.array([getattr(one, name) for one in behaviour]) for name in columns}
    mine = {name: values[kind] for name, values in of.items()}

    rank = np.clip(gammainc(mine["r"], traits.rate * mine["alpha"]), 1e-9, 1 - 1e-9)
    own = streams("spend/level").standard_normal(len(kind))
    level = mine["correlation"] * ndtri(rank) + np.sqrt(1 - mine["correlation"] ** 2) * own
    typical_log = np.log(mine["median"]) + np.sqrt(mine["between"]) * level

    customer = purchases.customer
    shape = 4 / of["skew"] ** 2  # a gamma's skewness is 2 / sqrt(shape)
    ordered = kind[customer]
    drawn = streams("spend/order").standard_gamma(shape[ordered])
    order_part = (drawn - shape[ordered]) / np.sqrt(shape[ordered]) * np.sqrt(of["within"][ordered])
    first = purchases.nth == 0
    never_back = first & (purchases.repeats[customer] == 0)
    occasion = np.where(never_back, of["one_time"][ordered], np.where(first, of["first"][ordered], 0.0))
    target = np.exp(typical_log[customer] + occasion + order_part)
    return Spend(level=level, typical=np.exp(typical_log), target=np.maximum(target, of["smallest"][ordered]))
