from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import baskets
from generator.baskets import MOST_LINES, Wishes, fill_baskets
from generator.block import Block
from generator.products import draw_catalogue
from generator.scenario import load_scenario, scenario_names
from generator.streams import Streams
from generator.world import World


@pytest.fixture(scope="module")
def catalogue(boutique):
    return draw_catalogue(boutique, 1)


def ordinary(boutique, target, lines, seed=1, kind=0, day=400, reduction=0):
    orders = len(target)
    weights = np.array([category.weight for category in boutique.categories])
    return Wishes(
        target=np.asarray(target, dtype=float),
        lines=np.asarray(lines, dtype=np.int64),
        reduction=np.full(orders, reduction),
        day=np.full(orders, day),
        taste=weights[None, :],
        tasted=np.zeros(orders, dtype=np.int64),
        quantities=[boutique.person.quantities, boutique.company.quantities],
        kind=np.full(orders, kind),
    )


@given(
    st.lists(st.tuples(st.floats(1, 1e6), st.integers(1, MOST_LINES)), min_size=1, max_size=20),
    st.sampled_from([0, 1]),
    st.sampled_from([0, 5, 20]),
    st.integers(0, 1185),
    st.integers(0, 2**32),
)
@settings(max_examples=60, deadline=None)
def test_every_order_is_a_proper_order(boutique, catalogue, orders, kind, reduction, day, seed):
    target, lines = zip(*orders, strict=True)
    wishes = ordinary(boutique, target, lines, kind=kind, day=day, reduction=reduction)
    filled = fill_baskets(wishes, catalogue, Streams(seed, 0))
    assert set(filled.order) == set(range(len(orders)))
    assert len({*zip(filled.order.tolist(), filled.product.tolist(), strict=True)}) == len(filled.order)
    for order in range(len(orders)):
        numbers = filled.number[filled.order == order]
        assert numbers.tolist() == list(range(1, len(numbers) + 1))
        assert len(numbers) <= lines[order]
    assert (filled.quantity >= 1).all()
    assert (filled.price == catalogue.price[filled.product]).all()
    assert (catalogue.launched[filled.product] <= day).all()
    assert (filled.amount == filled.quantity * filled.price - filled.discount).all()
    assert np.abs(filled.discount - filled.quantity * filled.price * reduction / 100).max() <= 0.5
    assert (filled.amount > 0).all()


def test_the_size_of_a_chunk_changes_nothing(boutique, catalogue, monkeypatch):
    rng = np.random.default_rng(5)
    wishes = ordinary(boutique, 1500 * np.exp(rng.standard_normal(500)), rng.integers(1, 9, 500))
    whole = fill_baskets(wishes, catalogue, Streams(1, 0))
    monkeypatch.setattr(baskets, "CHUNK", 7)
    in_sevens = fill_baskets(wishes, catalogue, Streams(1, 0))
    for name, values in vars(whole).items():
        assert (getattr(in_sevens, name) == values).all(), name


def test_an_order_takes_what_is_on_sale_where_a_category_has_nothing_yet(boutique, catalogue):
    """Everything of one category is launched late; before that day nobody gets any of it."""
    late = replace(catalogue, launched=np.where(catalogue.category == 2, 900, -1))
    wishes = ordinary(boutique, np.full(400, 2000.0), np.full(400, 3))
    assert not (catalogue.category[fill_baskets(wishes, late, Streams(1, 0)).product] == 2).any()
    after = ordinary(boutique, np.full(400, 2000.0), np.full(400, 3), day=900)
    assert (catalogue.category[fill_baskets(after, late, Streams(1, 0)).product] == 2).any()


def test_starts_and_totals_are_those_of_the_orders(boutique, catalogue):
    filled = fill_baskets(ordinary(boutique, [900.0, 40.0, 5000.0], [4, 1, 8]), catalogue, Streams(1, 0))
    assert filled.starts.tolist() == [np.flatnonzero(filled.order == order)[0] for order in range(3)]
    assert filled.totals.tolist() == [filled.amount[filled.order == order].sum() for order in range(3)]


def test_no_orders_have_no_lines(boutique, catalogue):
    filled = fill_baskets(ordinary(boutique, [], []), catalogue, Streams(1, 0))
    assert len(filled.order) == len(filled.totals) == 0


@pytest.mark.parametrize(("kind", "middle", "close"), [(0, 1300, 0.25), (1, 9000, 0.12)])
def test_orders_come_close_to_the_value_aimed_at(boutique, catalogue, kind, middle, close):
    rng = np.random.default_rng(3)
    target = middle * np.exp(0.7 * rng.standard_normal(4000))
    wishes = ordinary(boutique, target, np.clip(1 + rng.poisson(1.2, 4000), 1, 8), kind=kind)
    filled = fill_baskets(wishes, catalogue, Streams(1, 0))
    ratio = np.bincount(filled.order, filled.amount) / target
    assert np.median(ratio) == pytest.approx(1, abs=0.02)
    assert np.quantile(np.abs(ratio - 1), 0.9) < close
    assert np.log(ratio).std() < 0.15


def test_ticked_categories_are_bought_more(boutique, catalogue):
    target, lines = np.full(3000, 1500.0), np.full(3000, 2)
    plain = ordinary(boutique, target, lines)
    keen = Wishes(**{**vars(plain), "taste": plain.taste * np.where(np.arange(8) == 3, 3.0, 1.0)})
    shares = [
        (catalogue.category[fill_baskets(wishes, catalogue, Streams(1, 0)).product] == 3).mean()
        for wishes in (plain, keen)
    ]
    assert shares[1] > 1.7 * shares[0]


def test_popular_products_sell_more_than_others_of_their_category_and_price(boutique):
    """Among products of nearly the same price in a category, the more popular one usually sells more."""
    rng = np.random.default_rng(3)
    target = 900 * np.exp(0.6 * rng.standard_normal(4000))
    wishes = ordinary(boutique, target, np.full(4000, 2))
    agree = []
    for seed in range(8):
        catalogue = draw_catalogue(boutique, seed)
        sold = np.bincount(fill_baskets(wishes, catalogue, Streams(seed, 0)).product, minlength=len(catalogue.price))
        one, other = np.triu_indices(len(sold), 1)
        comparable = (
            (catalogue.category[one] == catalogue.category[other])
            & (np.maximum(catalogue.launched[one], catalogue.launched[other]) <= 400)
            & (np.abs(np.log(catalogue.price[one] / catalogue.price[other])) < 0.08)
            & (np.abs(np.log(catalogue.popularity[one] / catalogue.popularity[other])) > 0.3)
            & (sold[one] + sold[other] > 20)
        )
        popular = catalogue.popularity[one] > catalogue.popularity[other]
        agree += ((sold[one] > sold[other]) == popular)[comparable].tolist()
    assert len(agree) >= 60
    assert np.mean(agree) > 0.8


@pytest.mark.parametrize("name", [name for name in scenario_names() if load_scenario(name).contracts is None])
def test_orders_come_to_what_was_wanted_on_average(name):
    """The truth counts values wanted, so the ledger's orders must not lie beside them."""
    block = Block(World(load_scenario(name), 12), 0, 0, 4000)
    wanted = block.spend.target[block.orders.purchase].sum() * 10**block.world.scenario.minor_digits
    assert block.lines.amount.sum() / wanted == pytest.approx(1, abs=0.01)
