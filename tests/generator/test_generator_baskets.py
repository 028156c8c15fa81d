from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.baskets import MOST_LINES, Wishes, fill_baskets
from generator.products import draw_catalogue
from generator.streams import Streams


@pytest.fixture(scope="module")
def catalogue(boutique):
    return draw_catalogue(boutique, 1)


def ordinary(boutique, target, lines, seed=1, kind=0, day=400, reduction=0):
    orders = len(target)
    weights = np.array([category.weight for category in boutique.categories])
    return Wishes(
        target=np.asarray(target, dtype=float),
        lines=np.asarray(lines),
        reduction=np.full(orders, reduction),
        day=np.full(orders, day),
        taste=np.tile(weights, (orders, 1)),
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
