"""The purchases are BG/NBD's: held against the closed forms of Fader, Hardie and Lee (2005) and a plain simulation."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from scipy.special import hyp2f1
from scipy.stats import ks_2samp

from generator.arrivals import Arrivals
from generator.purchases import draw_purchases
from generator.season import Clock
from generator.streams import Streams
from generator.traits import Traits, draw_traits

R, ALPHA, A, B = 0.243, 30.9, 0.793, 2.426
"""CDNOW's parameters, in days."""

DAYS = 546
CUSTOMERS = 60_000


def steady(days: int) -> Clock:
    """A clock without seasons."""
    return Clock(dt.date(2023, 1, 1), np.ones(days), np.arange(days + 1, dtype=float))


def cdnow_like(boutique, customers=CUSTOMERS, regularity=1.0, seed=11):
    behaviour = boutique.person.model_copy(update={"r": R, "alpha": ALPHA, "a": A, "b": B, "regularity": regularity})
    kind, streams = np.zeros(customers, dtype=np.int64), Streams(seed, 0)
    arrivals = Arrivals(kind=kind, first_day=np.zeros(customers, dtype=np.int64))
    traits = draw_traits([behaviour], arrivals, boutique.dates.start, streams)
    return traits, draw_purchases(traits, arrivals.first_day, [steady(DAYS)], kind, streams)


@pytest.fixture(scope="module")
def base(boutique):
    return cdnow_like(boutique)


def expected_repeats(t: float) -> float:
    """E[X(t)] of BG/NBD, its equation 9."""
    inner = hyp2f1(R, B, A + B - 1, t / (ALPHA + t))
    return (A + B - 1) / (A - 1) * (1 - (ALPHA / (ALPHA + t)) ** R * inner)


def repeats_by(purchases, day: int) -> np.ndarray:
    chosen = (purchases.nth > 0) & (purchases.day < day)
    return np.bincount(purchases.customer[chosen], minlength=len(purchases.left))


@pytest.mark.parametrize("day", [30, 90, 273, DAYS])
def test_the_mean_number_of_repeat_purchases_is_the_closed_form(base, day):
    _, purchases = base
    repeats = repeats_by(purchases, day)
    error = repeats.std() / math.sqrt(len(repeats))
    # Customers arrive half a day into the first day on average.
    assert repeats.mean() == pytest.approx(expected_repeats(day - 0.5), abs=4 * error)


def test_the_share_without_a_repeat_purchase_is_the_closed_form(base):
    _, purchases = base
    none = (purchases.repeats == 0).mean()
    expected = (ALPHA / (ALPHA + DAYS - 0.5)) ** R
    assert none == pytest.approx(expected, abs=4 * math.sqrt(expected * (1 - expected) / CUSTOMERS))


def test_p_alive_is_right_on_average_in_every_band(base):
    _, purchases = base
    x = purchases.repeats
    last = np.zeros(CUSTOMERS)
    np.maximum.at(last, purchases.customer, purchases.day)
    with np.errstate(divide="ignore"):
        odds = A / (B + np.maximum(x, 1) - 1) * ((ALPHA + DAYS) / (ALPHA + last)) ** (R + x)
    p_alive = np.where(x == 0, 1.0, 1 / (1 + odds))
    alive = ~purchases.left
    assert alive[x == 0].all()
    bands = np.digitize(p_alive, [0.1, 0.3, 0.5, 0.7, 0.9])
    for band in range(6):
        members = (bands == band) & (x > 0)
        error = math.sqrt((p_alive * (1 - p_alive))[members].sum()) / members.sum()
        # A day's rounding of the last purchase adds a little.
        assert alive[members].mean() == pytest.approx(p_alive[members].mean(), abs=4 * error + 0.005)


def test_counts_and_recency_are_those_of_a_plain_simulation(base):
    _, purchases = base
    rng = np.random.default_rng(5)
    counts, recencies = [], []
    for _ in range(15_000):
        rate, dropout, now, last, count = rng.gamma(R) / ALPHA, rng.beta(A, B), 0.0, 0.0, 0
        while (now := now + rng.exponential() / rate) < DAYS:
            count, last = count + 1, now
            if rng.random() < dropout:
                break
        counts.append(count)
        recencies.append(int(last))
    last = np.zeros(CUSTOMERS, dtype=np.int64)
    np.maximum.at(last, purchases.customer, purchases.day)
    assert ks_2samp(purchases.repeats, counts).statistic < 0.015
    assert ks_2samp(last, recencies).statistic < 0.015


def test_regularity_changes_the_gaps_but_not_the_counts(boutique):
    def gap_variation(purchases):
        times = purchases.day + purchases.nth * 1e-9
        same = purchases.customer[1:] == purchases.customer[:-1]
        long = np.bincount(purchases.customer)[purchases.customer[1:]] >= 8
        gap = np.diff(times)[same & long]
        owner = purchases.customer[1:][same & long]
        count = np.maximum(np.bincount(owner), 1)
        mean = np.bincount(owner, gap) / count
        square = np.bincount(owner, gap**2) / count
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.nanmedian(np.sqrt(square - mean**2) / mean)

    plain, regular = (cdnow_like(boutique, 20_000, shape)[1] for shape in (1.0, 4.0))
    assert (plain.repeats == regular.repeats).all()
    assert gap_variation(regular) < 0.75 * gap_variation(plain)


def test_purchases_run_in_time_from_the_first_and_stop_when_the_customer_leaves(base):
    traits, purchases = base
    assert len(traits.rate) == CUSTOMERS
    starts = np.flatnonzero(purchases.nth == 0)
    assert (purchases.customer[starts] == np.arange(CUSTOMERS)).all()
    inside = purchases.customer[1:] == purchases.customer[:-1]
    assert (np.diff(purchases.day)[inside] >= 0).all()
    assert (np.diff(purchases.nth)[inside] == 1).all()
    assert (np.bincount(purchases.customer) == purchases.repeats + 1).all()
    assert purchases.day.min() >= 0 and purchases.day.max() < DAYS


def test_nobody_buys_who_never_would(boutique):
    kind, prior = np.zeros(3, dtype=np.int64), {name: np.ones(3) for name in ("r", "alpha", "a", "b")}
    traits = Traits(rate=np.zeros(3), dropout=np.full(3, 0.5), regularity=np.ones(3), **prior)
    purchases = draw_purchases(traits, np.array([0, 5, 9]), [steady(10)], kind, Streams(1, 0))
    assert purchases.day.tolist() == [0, 5, 9]
    assert not purchases.left.any()
