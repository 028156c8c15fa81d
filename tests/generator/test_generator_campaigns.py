"""Campaigns as trials: the law of the assignment, the chances it rests on, and audiences that a reader finds."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.uplift import coverage, measure
from generator import columns
from generator.block import Block
from generator.campaigns import ALWAYS, NEVER_ORDERS, PERSUADABLE, assign
from generator.customers import UNKNOWN
from generator.order_probability import Behind, behind, called_off, chance_to_order
from generator.potential_outcomes import outcomes
from generator.purchases import NEVER, Purchases
from generator.scenario import Scenario, load_scenario
from generator.season import Clock
from generator.tables import marketing, shop
from generator.traits import Traits
from generator.world import World

PEOPLE = 2500


@pytest.fixture(scope="module")
def block(boutique: Scenario) -> Block:
    return Block(World(boutique, 11), 0, 0, PEOPLE)


def tables(block: Block) -> dict[str, pd.DataFrame]:
    made = {"customers": shop.customers, "orders": shop.orders, "touches": marketing.touches, "leads": marketing.leads}
    return {name: columns.plain(make(block, "en")).to_pandas() for name, make in made.items()}


@settings(max_examples=25, deadline=None)
@given(
    chance=st.floats(0.001, 0.999),
    hold_out=st.floats(0.05, 0.95),
    strength=st.floats(0, 1),
)
def test_assigned_backwards_people_have_the_law_of_a_trial_run_forwards(boutique, chance, hold_out, strength):
    effect = strength / max(hold_out, 1 - hold_out)
    rules = boutique.campaigns[0].model_copy(update={"hold_out": hold_out, "effect": effect})
    # Forwards: draw a type, then treatment by lot; the outcome follows from both.
    persuadable = effect * chance * (1 - chance)
    always = chance - (1 - hold_out) * persuadable
    types = {ALWAYS: always, PERSUADABLE: persuadable, NEVER_ORDERS: 1 - always - persuadable}
    assert min(types.values()) >= -1e-12
    # Backwards: every pair of lots on a fine grid, for those who ordered and those who did not.
    steps = 200
    grid = (np.arange(steps) + 0.5) / steps
    luck = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    for ordered, weight in ((True, chance), (False, 1 - chance)):
        kind, treated = assign(rules, np.full(len(luck), chance), np.full(len(luck), ordered), luck)
        for one, share in types.items():
            for got_it, lot in ((True, 1 - hold_out), (False, hold_out)):
                orders = one == ALWAYS or (one == PERSUADABLE and got_it)
                expected = share * lot if orders == ordered else 0.0
                assert weight * np.mean((kind == one) & (treated == got_it)) == pytest.approx(expected, abs=2 / steps)


def test_types_agree_with_what_happened(block):
    for trial in block.trials:
        ordered = trial.response != UNKNOWN
        assert (ordered == ((trial.type == ALWAYS) | ((trial.type == PERSUADABLE) & trial.treated))).all()
        assert ((trial.chance >= 0) & (trial.chance <= 1)).all()
        assert (trial.chance[ordered] > 0).all()


@pytest.mark.parametrize("name", ["boutique", "insurance", "cafe"])
def test_of_people_with_a_chance_so_many_order(name):
    made = Block(World(load_scenario(name), 3), 0, 0, 6000)
    chance = np.concatenate([trial.chance for trial in made.trials])
    ordered = np.concatenate([trial.response != UNKNOWN for trial in made.trials])
    band = np.digitize(chance, [0.02, 0.1, 0.25, 0.5, 0.75, 0.95])
    for one in np.unique(band):
        here = band == one
        error = np.sqrt(np.sum(chance[here] * (1 - chance[here]))) / here.sum()
        assert ordered[here].mean() == pytest.approx(chance[here].mean(), abs=4 * error + 0.012)


@pytest.mark.parametrize("regularity", [0.5, 1.0, 4.0])
def test_the_chance_holds_for_bursty_and_regular_buyers(boutique, regularity):
    person = boutique.person.model_copy(update={"regularity": regularity})
    scenario = boutique.model_copy(update={"person": person})
    made = Block(World(scenario, 5), 0, 0, 8000)
    known = behind(scenario, made.customers, made.traits, made.purchases, made.world.clocks)
    day = np.full(made.count, 700)
    people = np.flatnonzero((made.customers.kind == 0) & (made.customers.first_day <= 700))
    chance = chance_to_order(known, people, day[people], 60)
    orders = made.orders
    inside = (orders.day > 700) & (orders.day <= 760) & ~orders.cancelled
    ordered = np.bincount(orders.customer[inside], minlength=made.count)[people] > 0
    assert not ordered[chance == 0].any()
    for low, high in ((0.0, 0.1), (0.1, 0.4), (0.4, 1.0)):
        here = (chance > low) & (chance <= high)
        error = np.sqrt(np.sum(chance[here] * (1 - chance[here]))) / here.sum()
        assert ordered[here].mean() == pytest.approx(chance[here].mean(), abs=4 * error + (regularity != 1) * 0.03)


def test_an_order_called_off_may_be_the_last():
    """Worked out event by event for one customer: rate 0.05 a day, 30 days, 20 % called off, leaving with 0.3."""
    draw = np.random.default_rng(1)
    rate, days, off, leave, tries = 0.05, 30, 0.2, 0.3, 20_000
    count = 0
    for purchases in draw.poisson(rate * days, tries):
        for _ in range(purchases):
            if draw.random() >= off:
                count += 1
                break
            if draw.random() < leave:
                break
    one = np.ones(1)
    known = Behind(
        kind=np.array([0]),
        called_off=off * one,
        traits=Traits(rate=rate * one, dropout=leave * one, regularity=one, r=one, alpha=one, a=one, b=one),
        purchases=Purchases(
            customer=np.array([0]),
            day=np.array([3]),
            nth=np.array([0]),
            left=np.array([False]),
            leaves=np.array([NEVER]),
            repeats=np.array([0]),
        ),
        clocks=[Clock(dt.date(2024, 1, 1), np.ones(60), np.arange(61.0))],
        days=61,
        purchase_key=np.array([3]),
    )
    found = chance_to_order(known, np.array([0]), np.array([9]), days)[0]
    assert count / tries == pytest.approx(found, abs=4 * np.sqrt(found * (1 - found) / tries))


def test_called_off_follows_the_channel(boutique):
    share = called_off(boutique, np.array([0, 0, 1]), np.array([1.0, 0.0, 0.0]))
    assert share == pytest.approx([boutique.cancelled.web, boutique.cancelled.shop, boutique.cancelled.company])


def test_a_reader_of_the_ledger_finds_the_same_audience(block, boutique):
    made = tables(block)
    customers, orders = made["customers"], made["orders"]
    valid = orders[orders["status"] == "completed"]
    areas = {area.key: area.name.en for area in boutique.areas}
    for number, rules in enumerate(boutique.campaigns):
        if rules.to == "leads" or rules.after is not None:
            continue
        wanted = rules.audience
        before = valid[valid["order_date"] < rules.starts_on]
        by = before.groupby("customer_id").agg(
            orders=("order_id", "size"), last=("order_date", "max"), spent=("amount", "sum")
        )
        by["quiet"] = [(rules.starts_on - last).days for last in by["last"]]
        people = customers.set_index("customer_id").join(by, how="inner")
        people = people[people["orders"].between(*wanted.orders) & people["quiet"].between(*wanted.quiet_days)]
        people = people[people["spent"] >= wanted.spent]
        if wanted.kind != "any":
            people = people[people["kind"] == getattr(boutique.labels, wanted.kind).en]
        if wanted.consent:
            people = people[people["consent"]]
        if wanted.areas:
            people = people[people["sales_area"].isin([areas[key] for key in wanted.areas])]
        touched = made["touches"].query(f"campaign_id == 'K{number + 1:02d}'")
        assert set(touched["customer_id"]) == set(people.index) != set(), rules.key


def test_a_welcome_begins_the_day_after_the_first_valid_order(block, boutique):
    made = tables(block)
    rules = boutique.campaigns[0]
    assert rules.after == 1
    valid = made["orders"].query("status == 'completed'")
    first = valid.groupby("customer_id")["order_date"].min()
    touches = made["touches"].query("campaign_id == 'K01' and step == 1").set_index("customer_id")
    assert not touches.index.duplicated().any()
    assert (pd.to_datetime(touches["touched_on"]) - pd.to_datetime(first[touches.index])).dt.days.eq(1).all()
    assert touches["touched_on"].min() >= rules.starts_on
    assert touches["touched_on"].max() <= rules.sent_until


@pytest.fixture(scope="module")
def many(boutique: Scenario) -> list[Block]:
    return [Block(World(boutique, seed), 0, 0, 1500) for seed in range(24)]


def test_treatment_is_independent_of_the_type(many, boutique):
    for number, rules in enumerate(boutique.campaigns):
        trials = [block.trials[number] for block in many]
        kind, treated = (np.concatenate([getattr(one, name) for one in trials]) for name in ("type", "treated"))
        share = 1 - rules.hold_out
        for one in (ALWAYS, PERSUADABLE, NEVER_ORDERS):
            here = treated[kind == one]
            assert here.mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / len(here)) + 0.01), (
                rules.key
            )


def test_the_estimated_uplift_is_unbiased_and_its_interval_honest(boutique):
    keys = ("welcome", "win-back", "offer-test")
    rows = np.array([measure(boutique, seed, 800, keys) for seed in range(50)])
    expected, these, guess, error, money, money_guess, _ = rows.transpose(2, 0, 1)
    for true, estimate in ((expected, guess), (these, guess), (money, money_guess)):
        off = estimate - true
        assert (np.abs(off.mean(axis=0)) <= 4 * off.std(axis=0) / len(rows) ** 0.5).all()
    assert 0.91 <= coverage(expected, guess, error) <= 0.99


def test_both_outcomes_fit_the_type_and_what_was_seen(block, boutique):
    for trial in block.trials:
        parts = (block.customers, block.leads, block.traits, block.spend, block.world.clocks, block.streams)
        both = outcomes(boutique, trial, block.history, *parts)
        moved, always = trial.type == PERSUADABLE, trial.type == ALWAYS
        ordered = trial.response != UNKNOWN
        assert ((both.orders_treated > 0) == (moved | always)).all()
        assert ((both.orders_held_out > 0) == always).all()
        assert ((both.value_treated > 0) == (moved | always)).all()
        same = ~moved
        assert (both.orders_treated == both.orders_held_out)[same].all()
        assert (both.value_treated == both.value_held_out)[same].all()
        seen = np.where(trial.treated, both.orders_treated, both.orders_held_out)
        assert ((seen > 0) == ordered).all()


def test_what_was_not_seen_is_like_what_was(many, boutique):
    """Persuadable people's orders and money if treated: held out (drawn) against treated (in the ledger)."""
    for number, rules in enumerate(boutique.campaigns):
        if rules.key not in ("welcome", "win-back", "offer-test", "call-back"):
            continue
        orders, value = ({True: [], False: []} for _ in range(2))
        for block in many:
            trial = block.trials[number]
            parts = (block.customers, block.leads, block.traits, block.spend, block.world.clocks, block.streams)
            both = outcomes(boutique, trial, block.history, *parts)
            for side in (True, False):
                here = (trial.type == PERSUADABLE) & (trial.treated == side)
                orders[side] += both.orders_treated[here].tolist()
                value[side] += np.log(both.value_treated[here]).tolist()
        for what in (orders, value):
            error = sum(np.var(one) / len(one) for one in what.values()) ** 0.5
            assert np.mean(what[True]) == pytest.approx(np.mean(what[False]), abs=4 * error + 0.03), rules.key


def test_the_first_customers_of_a_longer_ledger_are_in_the_same_trials(boutique):
    short, long = (Block(World(boutique, 2), 0, 0, count) for count in (300, 700))
    for one, other in zip(short.trials, long.trials, strict=True):
        size = len(one.member)
        for name in ("member", "customer", "day", "chance", "type", "treated", "response"):
            assert (getattr(one, name) == getattr(other, name)[:size]).all()
        parts = [
            outcomes(boutique, trial, b.history, b.customers, b.leads, b.traits, b.spend, b.world.clocks, b.streams)
            for b, trial in ((short, one), (long, other))
        ]
        assert (parts[0].value_treated == parts[1].value_treated[:size]).all()
