"""Whether the interval of a campaign's uplift covers the truth as often as it says.

    .venv/bin/python -m benchmarks.uplift

A thousand ledgers of the boutique, one for each seed. In each, somebody who knows only who was treated and who ordered
works out the difference between treated and held out with its 95 % interval (unpooled, normal): for the share that
responds, and for the money ordered in the response window.

There are two truths. The expected uplift is the mean over the audience of how much treatment raises each member's
probability to order; the interval is made for it. The uplift of these very people is the mean of what each would do if
treated less what each would do if held out; it varies less, so the interval covers it a little more often than it says.
Money has the second only.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from generator.block import Block
from generator.campaigns import expected_uplift
from generator.potential_outcomes import outcomes
from generator.scenario import Scenario, load_scenario
from generator.world import World

SEEDS = 1000
CUSTOMERS = 1500
CAMPAIGNS = ("welcome", "win-back", "offer-test", "call-back")
BOUNDS = (0.93, 0.97)
Z = 1.959964


def main() -> int:
    """Print how often each interval covers the truth. Returns 1 where one of expected uplift is out of bounds."""
    scenario = load_scenario("boutique")
    begin = time.perf_counter()
    rows = np.array([measure(scenario, seed, CUSTOMERS, CAMPAIGNS) for seed in range(SEEDS)])
    took = time.perf_counter() - begin
    print(
        f"{SEEDS} ledgers of {CUSTOMERS} customers in {took:.0f} s; share of seeds whose 95 % interval covers the truth"
    )
    print(f"\n{'':<14}{'share that responds':^45}{'money in the window':>28}")
    print(f"{'campaign':<14}{'expected':>9}{'estimate':>9}{'+-':>7}{'covered':>9}{'of these':>11}", end="")
    print(f"{'of these':>10}{'estimate':>9}{'covered':>9}")
    good = True
    for number, key in enumerate(CAMPAIGNS):
        expected, these, guess, error, money, money_guess, money_error = rows[:, number].T
        covered = coverage(expected, guess, error)
        good &= BOUNDS[0] <= covered <= BOUNDS[1]
        off = (guess - expected).std() / SEEDS**0.5
        print(
            f"{key:<14}{expected.mean():>9.4f}{guess.mean():>9.4f}{off:>7.4f}{covered:>9.3f}"
            f"{coverage(these, guess, error):>11.3f}"
            f"{money.mean():>10.1f}{money_guess.mean():>9.1f}{coverage(money, money_guess, money_error):>9.3f}"
        )
    return 0 if good else 1


def coverage(true: np.ndarray, guess: np.ndarray, error: np.ndarray) -> float:
    """The share of intervals that hold the truth."""
    return float(np.mean(np.abs(guess - true) <= Z * error))


def measure(scenario: Scenario, seed: int, customers: int, campaigns: tuple[str, ...]) -> np.ndarray:
    """Truths and estimates of one ledger.

    Returns:
        Shape (campaigns, 7): expected uplift, uplift of these people, its estimate and standard error; then of money
        the uplift of these people, its estimate and standard error.
    """
    block = Block(World(scenario, seed), 0, 0, customers)
    trials = {scenario.campaigns[trial.campaign].key: trial for trial in block.trials}
    found = []
    for key in campaigns:
        trial = trials[key]
        parts = (block.customers, block.leads, block.traits, block.spend, block.world.clocks, block.streams)
        both = outcomes(scenario, trial, block.history, *parts)
        expected = expected_uplift(scenario.campaigns[trial.campaign], trial.chance).mean()
        responds = _compare(trial.treated, both.orders_treated > 0, both.orders_held_out > 0)
        money = _compare(trial.treated, both.value_treated, both.value_held_out)
        found.append([expected, *responds, *money])
    return np.array(found)


def _compare(treated: np.ndarray, if_treated: np.ndarray, if_held_out: np.ndarray) -> tuple[float, float, float]:
    """The mean effect on these people; and its estimate from what is seen of each, with the standard error."""
    true = if_treated.mean() - if_held_out.mean()
    one, other = if_treated[treated], if_held_out[~treated]
    error = (one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)) ** 0.5
    return true, one.mean() - other.mean(), error


if __name__ == "__main__":
    sys.exit(main())
