"""What every member of a trial does with treatment and without: the side that was seen, and the side that was not.

Who always orders does the same either way, and who never orders comes to nothing either way. A persuadable's orders are
there with treatment only. Where a persuadable was held out, the orders there would have been are drawn from the
customer's own rate and spend.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.campaigns import PERSUADABLE, Trial
from generator.customers import UNKNOWN, Customers
from generator.history import History
from generator.leads import Leads, days_to_win
from generator.scenario import Scenario
from generator.scenario.behaviour import Behaviour
from generator.season import Clock
from generator.spend import Spend
from generator.streams import Streams
from generator.traits import Traits
from generator.values import FIRST, LATER, Lookup

Draw = Callable[[str], np.random.Generator]
"""From a name to its stream."""


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Of each member of a trial; arrays of shape (members,).

    Attributes:
        orders_treated, orders_held_out: orders in the window, not called off, with treatment and without.
        value_treated, value_held_out: what they come to, in minor units.
    """

    orders_treated: np.ndarray
    orders_held_out: np.ndarray
    value_treated: np.ndarray
    value_held_out: np.ndarray


def outcomes(
    scenario: Scenario,
    trial: Trial,
    history: History,
    customers: Customers,
    leads: Leads | None,
    traits: Traits,
    spend: Spend,
    clocks: list[Clock],
    streams: Streams,
) -> Outcomes:
    """Both outcomes of every member of a trial."""
    rules = scenario.campaigns[trial.campaign]
    ordered = trial.response != UNKNOWN
    first = trial.response[ordered]
    until = history.place(trial.customer[ordered], trial.day[ordered] + rules.response_days + 1)
    orders, value = (np.zeros(len(ordered), dtype=np.int64) for _ in range(2))
    orders[ordered] = until - first
    value[ordered] = history.money[until] - history.money[first]

    moved = trial.type == PERSUADABLE
    unseen = np.flatnonzero(moved & ~ordered)
    who = trial.member[unseen]

    def draw(name: str) -> np.random.Generator:
        return streams(f"campaigns/{rules.key}/unseen-{name}")

    day, days, new = trial.day[unseen], rules.response_days, rules.to == "leads"
    kind = (leads if new else customers).kind[who]
    if new:
        level = draw("level").standard_normal(len(who))
        count = _orders_of_new(scenario, kind, day, rules.after, days, clocks, draw)
    else:
        level = spend.level[who]
        count = np.ones(len(who), dtype=np.int64)
        if scenario.contracts is None:
            window = _warped(clocks, kind, day + 1, day + 1 + days)
            count = _orders_of_known(window, traits.rate[who], traits.dropout[who], draw)
    would_be = _values(scenario.kinds, kind, level, new, count, draw) * 10**scenario.minor_digits
    orders_treated, value_treated = orders.copy(), value.copy()
    orders_treated[unseen], value_treated[unseen] = count, np.rint(would_be)
    return Outcomes(
        orders_treated=orders_treated,
        orders_held_out=np.where(moved, 0, orders),
        value_treated=value_treated,
        value_held_out=np.where(moved, 0, value),
    )


def _orders_of_known(window: np.ndarray, rate: np.ndarray, dropout: np.ndarray, draw: Draw) -> np.ndarray:
    """A customer's orders in a window, given that there is one: Poisson without its zero, cut short by leaving."""
    mean = rate * window
    # The first point of a Poisson process on (0, mean), given that there is one, then the rest of the process.
    first = -np.log1p(draw("first").random(len(mean)) * np.expm1(-mean))
    count = 1 + draw("further").poisson(np.maximum(mean - first, 0.0))
    return np.minimum(count, draw("leaves").geometric(dropout))


def _orders_of_new(
    scenario: Scenario,
    kind: np.ndarray,
    day: np.ndarray,
    age: int,
    days: int,
    clocks: list[Clock],
    draw: Draw,
) -> np.ndarray:
    """A lead's orders in the `days` days after `day`, given that it is won in them: the first, and who comes back."""
    wait = np.empty(len(kind), dtype=np.int64)
    luck = draw("wait").random(len(kind))
    for index, running in enumerate(days_to_win(scenario)):
        own = kind == index
        low, high = running[age], running[min(age + days, len(running) - 1)]
        wait[own] = np.searchsorted(running, low + luck[own] * (high - low)) - age
    if scenario.contracts is not None:
        return np.ones(len(kind), dtype=np.int64)
    first = day + np.clip(wait, 1, days)
    r, alpha, a, b = np.array([[one.r, one.alpha, one.a, one.b] for one in scenario.kinds])[kind].T
    mean = draw("rate").gamma(r) / alpha * _warped(clocks, kind, first + 1, day + 1 + days)
    leaves = draw("leaves").geometric(np.clip(draw("dropout").beta(a, b), 1e-12, 1.0))
    return 1 + np.minimum(draw("further").poisson(mean), leaves)


def _warped(clocks: list[Clock], kind: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Warped time from the beginning of one day to that of another."""
    span = np.empty(len(kind))
    for index, clock in enumerate(clocks):
        own = kind == index
        span[own] = clock.elapsed[end[own]] - clock.elapsed[begin[own]]
    return span


def _values(
    behaviour: list[Behaviour],
    kind: np.ndarray,
    level: np.ndarray,
    new: bool,
    count: np.ndarray,
    draw: Draw,
) -> np.ndarray:
    """What so many orders come to together, in currency units, by the law of generator/spend.py; shape as `count`.

    Args:
        new: whether the first of each is the first ever.
    """
    owner = np.repeat(np.arange(len(count)), count)
    value = np.empty(len(owner))
    occasion = np.full(len(owner), LATER)
    if new:
        occasion[np.cumsum(count) - count] = FIRST
    for index, one in enumerate(behaviour):
        own = kind[owner] == index
        score = level[owner[own]]
        if one.values is not None:
            table, share = one.values, one.values.between
            own_part = draw(f"value-{index}").standard_normal(len(score))
            score = share**0.5 * score + (1 - share) ** 0.5 * own_part
            value[own] = Lookup.of(table.first, table.later, table.one_time).at(score, occasion[own])
        else:
            shape = 4 / one.skew**2
            part = (draw(f"value-{index}").standard_gamma(shape, len(score)) - shape) / shape**0.5 * one.within**0.5
            part += np.where(occasion[own] == FIRST, one.first, 0.0)
            value[own] = one.median * np.exp(one.between**0.5 * score + part)
        value[own] = np.maximum(value[own], one.smallest)
    return np.bincount(owner, weights=value, minlength=len(count))
