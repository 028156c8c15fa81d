"""The fit from beginning to end: calendar, purchases, then values, each corrected by what is drawn from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from generator.fit.calendar import corrected, first_calendar, with_months
from generator.fit.ledger import Days, rhythm_misfit
from generator.fit.purchases import Buying, Cohort, fit_buying
from generator.fit.spend import brief, fit_values
from generator.fit.twin import Twin, clock_of, draw_days

SEED = 20_000
"""Of the ledgers drawn while fitting. Fixed, so that the same orders give the same twin."""


@dataclass(frozen=True)
class Effort:
    """How much is drawn while fitting.

    Attributes:
        orders: about so many in each drawn ledger, but no more than ENOUGH times as many as the real one has.
        tries: ledgers drawn to correct the rhythm.
        rounds: of the likelihood and the calendar in turn.
    """

    orders: int = 150_000
    tries: int = 110
    rounds: int = 3


FULL = Effort()

ENOUGH = 20
"""Times the real orders: with so many drawn, chance lies in the real ledger alone."""

COHORT_ROUNDS = 2
STEADY_CUSTOMERS = 100
"""A cohort of so many customers moves half as far as its figures say."""

MORE = 3
"""How many times as many are drawn for the values, which the best customers' orders make unsteady."""

STEPS = np.array([0.12, 0.2, 0.3, 0.3, 0.12, 0.12, 0.3])
"""First steps of the correction: of log r, alpha, a and b of all cohorts, of log regularity, of its spread, and of the
logit of the share that leaves right after the first order."""

RARE = 0.002
"""A smaller share is none."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the caller decides about a twin. minor_digits: those of the amounts when None."""

    name: str
    currency: str
    minor_digits: int | None = None
    snapshot: dt.date | None = None


def fit_twin(
    real: Days,
    wanted: Wanted,
    step: Callable[[str, float], None] = lambda what, share: None,
    effort: Effort = FULL,
) -> Twin:
    """Fit a twin.

    Args:
        real: the ledger, large enough (see safe.check_size).
        step: told what is being done and how much of the whole is done.
        effort: less of it is faster and lies further from the original.
    """
    digits = minor_digits(real.value) if wanted.minor_digits is None else wanted.minor_digits
    end = real.start + dt.timedelta(days=real.days - 1)
    twin = Twin(
        name=wanted.name,
        currency=wanted.currency,
        minor_digits=digits,
        start=real.start,
        end=end,
        snapshot=wanted.snapshot or real.start + dt.timedelta(days=real.days - 1 - min(90, real.days // 4)),
        calendar=first_calendar(real),
        buying=Buying(cohorts=(Cohort(since=0, parameters=np.zeros(4)),), once=0.0, regularity=1.0, spread=0.0),
        correlation=0.0,
        formula=brief(real, digits),
        values=None,
    )
    orders = min(effort.orders, ENOUGH * len(real.day))
    customers = int(np.clip(orders / real.count.mean(), 2_000, 60_000))
    found = None
    for round_ in range(effort.rounds):
        step("Purchases and calendar", round_ / 10)
        buying, found = fit_buying(real, clock_of(twin), found)
        twin = replace(twin, buying=buying)
        twin = replace(
            twin, calendar=corrected(twin.calendar, real, draw_days(twin.scenario(), customers, SEED, False))
        )
    for round_ in range(COHORT_ROUNDS):
        step("Cohorts", 0.25 + round_ / 50)
        twin = _correct_all(real, twin, 2 * customers, SEED + 1 + round_)
    twin = _correct_rhythm(real, twin, customers, effort.tries, lambda share: step("Rhythm", 0.3 + 0.5 * share))
    for round_ in range(COHORT_ROUNDS):
        step("Calendar", 0.8 + round_ / 50)
        twin = _correct_all(real, twin, 2 * customers, SEED + 4 + round_)
    twin = replace(twin, calendar=with_months(twin.calendar, real))
    step("Order values", 0.85)
    twin = fit_values(real, twin, MORE * customers, SEED + 3)
    step("Order values", 1.0)
    return twin


def _correct_all(real: Days, twin: Twin, customers: int, seed: int) -> Twin:
    """Calendar and cohorts corrected by one drawn ledger."""
    drawn = draw_days(twin.scenario(), customers, seed, False)
    return replace(
        twin,
        buying=_correct_cohorts(real, drawn, twin.buying),
        calendar=corrected(twin.calendar, real, drawn),
    )


def _correct_cohorts(real: Days, drawn: Days, buying: Buying) -> Buying:
    """Move each cohort's rates by what drawn ledgers miss of its one-time share and its orders per customer.

    The shares that buy once say how unlike the rates are (r), the orders how high they are (r / alpha). Small cohorts
    move little, and all of them together stay where they are: what they share is the rhythm's to correct.
    """
    edges = [*(one.since for one in buying.cohorts), real.days]
    moves, sizes = np.zeros((len(buying.cohorts), 4)), np.zeros(len(buying.cohorts))
    for index, (one, until) in enumerate(zip(buying.cohorts, edges[1:], strict=True)):
        counts = [of.count[(of.first_day >= one.since) & (of.first_day < until)] for of in (real, drawn)]
        if min(len(count) for count in counts) < 50:
            continue
        sizes[index] = len(counts[0])
        trust = len(counts[0]) / (len(counts[0]) + STEADY_CUSTOMERS)
        once = [((count == 1).sum() + 5) / (len(count) + 10) for count in counts]
        repeats = [((count - 1).sum() + 10) / (len(count) + 10) for count in counts]
        unlike = 0.7 * trust * (logit(once[1]) - logit(once[0]))
        level = trust * np.log(repeats[0] / repeats[1])
        moves[index] = unlike, unlike - level, 0.0, 0.0
    moves -= np.average(moves, axis=0, weights=sizes) if sizes.sum() else 0.0
    moves[sizes == 0] = 0.0
    cohorts = [replace(one, parameters=one.parameters + move) for one, move in zip(buying.cohorts, moves, strict=True)]
    return replace(buying, cohorts=tuple(cohorts))


def minor_digits(value: np.ndarray) -> int:
    """Digits after the point that the amounts use: 0 or 2."""
    return 0 if np.abs(value - np.rint(value)).max() < 1e-6 else 2


def _correct_rhythm(real: Days, twin: Twin, customers: int, tries: int, step: Callable[[float], None]) -> Twin:
    """Shift the parameters of all cohorts alike until drawn ledgers show the real one's times.

    The likelihood weighs what BG/NBD can explain; what it cannot is shared out here so that orders, gaps and last
    orders come out right. Every try draws from the same streams, so the misfit is a function of the shifts alone.
    """
    done = 0

    def shifted(shift: np.ndarray) -> Twin:
        buying = twin.buying
        cohorts = tuple(replace(one, parameters=one.parameters + shift[:4]) for one in buying.cohorts)
        regularity = float(np.clip(buying.regularity * np.exp(shift[4]), 0.2, 20.0))
        spread = float(np.clip(abs(buying.spread + shift[5]), 0.0, 2.0))
        once = float(expit(logit(buying.once) + shift[6])) if buying.once > RARE else 0.0
        return replace(twin, buying=Buying(once=once, cohorts=cohorts, regularity=regularity, spread=spread))

    def misfit(shift: np.ndarray) -> float:
        nonlocal done
        step(done / tries)
        done += 1
        far = 0.002 * float((shift**2).sum())  # what the ledger does not decide stays where the likelihood has it
        return far + rhythm_misfit(real, draw_days(shifted(shift).scenario(), customers, SEED, False))

    corners = np.vstack([np.zeros(len(STEPS)), np.diag(STEPS)])
    found = minimize(
        misfit, corners[0], method="Nelder-Mead", options={"initial_simplex": corners, "maxfev": tries, "fatol": 1e-6}
    )
    return shifted(found.x)
