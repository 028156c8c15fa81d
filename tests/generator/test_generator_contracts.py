"""Business by contract: renewals follow the shifted beta-geometric model, payments fall on anniversaries."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import renewals
from generator.block import Block
from generator.contracts import renewal_day
from generator.scenario import load_scenario
from generator.tables.contracts import policies as policies_table
from generator.world import World

START = dt.date(2020, 1, 31)

REGULAR = {"a": 0.704, "b": 1.182}
"""Fader and Hardie's regular subscribers: of 1,000, 631, 468 and 382 are left after one, two and three renewals."""


@pytest.fixture(scope="module")
def insurance():
    """Households only, who lapse like the regular subscribers, over a long hidden future."""
    scenario = load_scenario("insurance")
    person = scenario.person.model_copy(update=REGULAR | {"share": 1.0})
    dates = scenario.dates.model_copy(update={"future_months": 60})
    return scenario.model_copy(update={"person": person, "company": None, "dates": dates})


@pytest.fixture(scope="module")
def block(insurance):
    return Block(World(insurance, 5), 0, 0, 12_000)


def renewed(payments: np.ndarray, number: int) -> tuple[float, int]:
    """The share of policies renewed for the n-th time among those there until then, and how many those are."""
    there = payments >= number
    return (payments > number).sum() / there.sum(), int(there.sum())


@pytest.mark.parametrize("further", [False, True])
def test_retention_rises_by_sorting_as_sbg_says(block, further):
    held = block.policies
    first = np.flatnonzero(np.diff(held.customer, prepend=-1))
    rows = np.setdiff1d(np.arange(len(held.customer)), first) if further else first
    a, b = REGULAR["a"], REGULAR["b"]
    shares = []
    for number in range(1, 8):
        share, there = renewed(held.payments[rows], number)
        law = (b + number - 1) / (a + b + number - 1)
        assert share == pytest.approx(law, abs=4 * math.sqrt(law * (1 - law) / there)), number
        shares.append(share)
    assert shares[0] < shares[1] < shares[2] < shares[4]
    kept = np.cumprod(shares[:3])
    assert kept == pytest.approx([0.631, 0.468, 0.382], abs=0.02)  # published


def test_no_policy_becomes_more_loyal(block):
    """Within a band of theta retention does not rise: all of the rise is sorting."""
    held = block.policies
    band = (held.lapse_p > 0.2) & (held.lapse_p < 0.25)
    for number in (1, 2, 3):
        share, there = renewed(held.payments[band], number)
        assert share == pytest.approx(0.775, abs=4 * math.sqrt(0.18 / there) + 0.005)


def test_payments_fall_on_anniversaries_until_the_policy_lapses(block, insurance):
    held, paid = block.policies, block.payments
    start = np.datetime64(insurance.dates.start)
    begun = start + held.start[paid.policy]
    due = start + paid.day
    months = due.astype("datetime64[M]").astype(int) - begun.astype("datetime64[M]").astype(int)
    assert (months == 12 * paid.nth).all()
    in_month = [(one - one.astype("datetime64[M]")).astype(int) for one in (begun, due)]
    leap = (in_month[0] != in_month[1]).nonzero()[0]
    assert {str(one)[5:] for one in begun[leap]} <= {"02-29"}
    assert (paid.day < held.lapse_day[paid.policy]).all()
    count = np.bincount(paid.policy, minlength=len(held.start))
    over = held.lapse_day <= block.world.horizon
    assert over.sum() > 1000
    assert (count[over] == held.payments[over]).all()


def test_premiums_grow_by_the_indexation(block):
    held, paid = block.policies, block.payments
    assert (paid.amount[paid.nth == 0] == held.premium[paid.policy[paid.nth == 0]]).all()
    fifth = paid.nth == 5
    assert fifth.sum() > 500
    assert paid.amount[fifth] / held.premium[paid.policy[fifth]] == pytest.approx(
        np.full(fifth.sum(), 1.02**5), abs=2e-3
    )


def test_further_policies_are_taken_only_while_one_is_in_force(block):
    held = block.policies
    later = np.flatnonzero(held.customer[1:] == held.customer[:-1]) + 1
    assert len(later) > 2000
    for row in later[:: len(later) // 300]:
        others = (held.customer == held.customer[row]) & (held.start <= held.start[row])
        others[row] = False
        assert (held.lapse_day[others] > held.start[row]).any()
    assert (held.start[later] >= held.start[later - 1]).all()


def test_customers_take_a_product_once(block):
    held = block.policies
    products = len(block.world.catalogue.price)
    few = np.bincount(held.customer)[held.customer] <= products
    pairs = held.customer[few] * products + held.product[few]
    assert len(np.unique(pairs)) == few.sum()


def test_a_customer_has_left_when_the_last_policy_has_lapsed(block):
    held, made = block.policies, block.purchases
    for customer in range(0, block.count, 400):
        last = held.lapse_day[held.customer == customer].max()
        assert made.left[customer] == (last <= block.world.horizon)
        if made.left[customer]:
            assert made.leaves[customer] == last
    inside = made.customer[1:] == made.customer[:-1]
    assert (np.diff(made.day)[inside] >= 0).all() and (np.diff(made.nth)[inside] == 1).all()
    assert (np.bincount(made.customer) == made.repeats + 1).all()


def test_clients_come_to_what_was_expected_of_them(insurance, monkeypatch):
    monkeypatch.setattr(renewals, "DRAWS", 4)  # the mean over so many is sure enough
    block = Block(World(insurance, 1), 0, 0, 100_000)
    for name in ("orders", "value", "discounted"):
        ratio = getattr(block.realised, name).sum() / getattr(block.expected, name).sum()
        assert ratio == pytest.approx(1, abs=0.01), name


def test_a_policy_that_is_sure_to_be_renewed_is_expected_in_full(insurance):
    """Theta next to nothing and no further policies: three renewals in 36 months, at their indexed premiums."""
    sure = insurance.person.model_copy(update={"a": 1e-6, "b": 1e6, "r": 1e-4, "alpha": 1e6})
    block = Block(World(insurance.model_copy(update={"person": sure}), 2), 0, 0, 300)
    there = block.arrivals.first_day <= block.world.snapshot
    assert block.expected.orders[there] == pytest.approx(np.full(there.sum(), 3), abs=1e-3)
    assert block.expected.value[there] == pytest.approx(block.realised.value[there], rel=1e-3)
    assert block.expected.discounted[there] == pytest.approx(block.realised.discounted[there], rel=1e-3)


def test_the_table_of_policies_agrees_with_the_orders(block, insurance):
    table = policies_table(block, "en").to_pandas()
    end = insurance.dates.end
    assert table["policy_id"].is_unique
    assert table["started_on"].is_monotonic_increasing and table["started_on"].max() <= end
    lapsed = table["lapsed_on"].dropna()
    assert len(lapsed) > 2000 and lapsed.max() <= end
    assert table["payments"].sum() == len(block.orders.day)
    lines = block.lines
    assert (lines.quantity == 1).all() and (lines.discount == 0).all() and (lines.amount == lines.price).all()
    years = [
        (date - begun).days / 365.25 for date, begun in zip(lapsed, table.loc[lapsed.index, "started_on"], strict=True)
    ]
    assert np.rint(years).tolist() == table.loc[lapsed.index, "payments"].tolist()


@given(st.integers(0, 3000), st.integers(0, 400))
def test_the_same_day_some_months_on(day, months):
    found = START + dt.timedelta(int(renewal_day(START, np.array([day]), np.array([months]))[0]))
    begun = START + dt.timedelta(day)
    assert (found.year - begun.year) * 12 + found.month - begun.month == months
    assert found.day == begun.day or (found.day < begun.day and (found + dt.timedelta(1)).day == 1)
