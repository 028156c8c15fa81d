"""What drives each customer's purchases: an own rate, an own chance to leave, an own regularity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

import numpy as np

from generator.arrivals import Arrivals
from generator.scenario.behaviour import Behaviour
from generator.season import day_index
from generator.streams import Streams


@dataclass(frozen=True, kw_only=True)
class Traits:
    """Arrays of shape (customers,).

    Attributes:
        rate: purchases in a day of average season, after the first.
        dropout: probability of leaving after each repeat purchase.
        regularity: shape of the gaps.
        r, alpha: parameters of the gamma distribution that the rate was drawn from.
        a, b: parameters of the beta distribution that the dropout was drawn from.
        once: who leaves for good right after the first purchase; None where nobody does.
    """

    rate: np.ndarray
    dropout: np.ndarray
    regularity: np.ndarray
    r: np.ndarray
    alpha: np.ndarray
    a: np.ndarray
    b: np.ndarray
    once: np.ndarray | None = None

    def of(self, rows: np.ndarray) -> Traits:
        """Some of the customers, by index."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return Traits(**{name: None if one is None else one[rows] for name, one in values.items()})


def draw_traits(kinds: list[Behaviour], arrivals: Arrivals, start: dt.date, streams: Streams) -> Traits:
    """Each customer's own rate, dropout and regularity.

    Args:
        kinds: behaviour by kind of customer.
        arrivals: their kinds and days of first order.
        start: the day with index 0.
    """
    r, alpha, a, b = _parameters(kinds, arrivals, start)
    count = len(arrivals.kind)
    regularity = np.array([one.regularity for one in kinds])[arrivals.kind]
    if any(one.regularity_spread for one in kinds):
        spread = np.array([one.regularity_spread for one in kinds])[arrivals.kind]
        regularity = regularity * np.exp(spread * streams("purchases/regularity").standard_normal(len(spread)))
        regularity = np.clip(regularity, 0.2, 50.0)  # the bounds of a behaviour's own, roughly
    once = None
    if any(one.once for one in kinds):
        share = np.array([one.once for one in kinds])[arrivals.kind]
        once = streams("purchases/once").random(len(share)) < share
    return Traits(
        rate=streams("purchases/rate").standard_gamma(_plain(r), count) / alpha,
        dropout=np.clip(streams("purchases/dropout").beta(_plain(a), _plain(b), count), 1e-12, 1.0),
        regularity=regularity,
        r=r,
        alpha=alpha,
        a=a,
        b=b,
        once=once,
    )


def _parameters(kinds: list[Behaviour], arrivals: Arrivals, start: dt.date) -> np.ndarray:
    """r, alpha, a and b of each customer's kind and cohort; shape (4, customers).

    Where all customers have the same, it is the same number in memory that stands for all.
    """
    first = kinds[arrivals.kind[0]]
    if not first.cohorts and (arrivals.kind == arrivals.kind[0]).all():
        same = np.array([[first.r], [first.alpha], [first.a], [first.b]])
        return np.broadcast_to(same, (4, len(arrivals.kind)))
    table, first_row = [], []
    row = np.empty(len(arrivals.kind), dtype=np.int64)
    for index, one in enumerate(kinds):
        first_row.append(len(table))
        table += [(each.r, each.alpha, each.a, each.b) for each in (one, *one.cohorts)]
        own = arrivals.kind == index
        since = np.array([day_index(start, cohort.since) for cohort in one.cohorts], dtype=np.int64)
        row[own] = first_row[-1] + np.searchsorted(since, arrivals.first_day[own], side="right")
    return np.array(table).T[:, row]


def _plain(parameter: np.ndarray) -> np.ndarray | float:
    """A customers' parameter as the number it is for all, which is drawn with faster; or as it is."""
    return parameter[0] if parameter.strides == (0,) else parameter
