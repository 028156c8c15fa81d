"""What drives customers: drawn from the distributions the scenario names, of their kind and cohort."""

from __future__ import annotations

import math

import numpy as np
import pytest
from core_scenario import core
from scipy.stats import beta, gamma, kstest

from generator.block import Block
from generator.scenario.core import COMPANY
from generator.season import day_index
from generator.world import World

COUNT = 20_000


def block(scenario, count=COUNT, seed=4):
    return Block(World(scenario, seed), 0, 0, count)


def test_rates_and_dropouts_follow_their_distributions():
    person = core().person
    traits = block(core()).traits
    assert kstest(traits.rate, gamma(person.r, scale=1 / person.alpha).cdf).statistic < 0.012
    assert kstest(traits.dropout, beta(person.a, person.b).cdf).statistic < 0.012
    assert (traits.regularity == 1).all()


def test_a_cohort_has_parameters_of_its_own_from_its_date_on():
    cohorts = [
        {"from": "2021-02-01", "r": 2.0, "alpha": 10.0, "a": 5.0, "b": 5.0},
        {"from": "2021-03-15", "r": 4.0, "alpha": 40.0, "a": 1.0, "b": 9.0},
    ]
    scenario = core({"cohorts": cohorts})
    made = block(scenario)
    since = [day_index(scenario.dates.start, cohort.since) for cohort in scenario.person.cohorts]
    cohort = np.digitize(made.arrivals.first_day, since)
    for number, (r, alpha, a, b) in enumerate([(0.243, 30.9, 0.793, 2.426), (2, 10, 5, 5), (4, 40, 1, 9)]):
        own = cohort == number
        assert own.sum() > 2000
        assert kstest(made.traits.rate[own], gamma(r, scale=1 / alpha).cdf).statistic < 0.04
        assert kstest(made.traits.dropout[own], beta(a, b).cdf).statistic < 0.04


def test_regularity_is_lognormal_around_the_scenario_s():
    shapes = block(core({"regularity": 1.5, "regularity_spread": 0.4})).traits.regularity
    logs = np.log(shapes)
    assert logs.mean() == pytest.approx(math.log(1.5), abs=0.015)
    assert logs.std() == pytest.approx(0.4, abs=0.01)


def test_a_ledger_of_companies_alone_has_only_companies():
    person = core().person.model_dump(by_alias=True)
    made = block(core(person=None, company=person), 500)
    assert (made.arrivals.kind == COMPANY).all()
    assert len(made.purchases.day) > 500 and (made.spend.target > 0).all()


def test_two_kinds_come_in_their_shares():
    half = core().person.model_dump(by_alias=True)
    other = half | {"share": 0.3, "r": 5.0, "median": 5000.0}
    made = block(core({"share": 0.7}, company=other))
    companies = made.arrivals.kind == COMPANY
    assert companies.mean() == pytest.approx(0.3, abs=0.015)
    assert made.traits.rate[companies].mean() > 10 * made.traits.rate[~companies].mean()
    assert np.median(made.spend.typical[companies]) > 100 * np.median(made.spend.typical[~companies])


def test_some_customers_are_what_they_are_among_all():
    traits = block(core(), 50).traits
    rows = np.array([3, 7, 41])
    assert (traits.of(rows).rate == traits.rate[rows]).all()
    assert traits.of(rows).once is None
