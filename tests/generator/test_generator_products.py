from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prices import list_price
from generator.products import draw_catalogue


@pytest.fixture(scope="module")
def catalogue(boutique):
    return draw_catalogue(boutique, 1)


def test_every_item_comes_in_each_of_its_finishes_under_a_name_of_its_own(boutique, catalogue):
    wanted = sum(max(len(item.finishes), 1) for category in boutique.categories for item in category.items)
    assert len(catalogue.names) == wanted
    for language in ("en", "zh-Hant"):
        assert len({name.get(language) for name in catalogue.names}) == wanted
    assert ("Celadon Teapot", "青瓷茶壺") in {(name.en, name.zh_hant) for name in catalogue.names}


def test_every_category_has_something_from_the_first_day_on(boutique, catalogue):
    for seed in range(20):
        drawn = draw_catalogue(boutique, seed)
        assert set(drawn.category[drawn.launched < 0]) == set(range(len(boutique.categories)))


def test_tiers_follow_the_list_price(boutique, catalogue):
    bounds = [tier.below for tier in boutique.products.tiers[:-1]]
    for price, tier in zip(catalogue.price, catalogue.tier, strict=True):
        assert tier == sum(price >= bound for bound in bounds)


def test_products_cost_less_than_they_sell_for(boutique, catalogue):
    share = catalogue.cost / catalogue.price
    usual = np.array([category.cost for category in boutique.categories])[catalogue.category]
    assert np.abs(share - usual).max() <= boutique.products.cost_spread + 0.02


def test_another_seed_keeps_names_and_prices_and_changes_what_sells(boutique, catalogue):
    other = draw_catalogue(boutique, 2)
    assert other.names == catalogue.names
    assert (other.price == catalogue.price).all()
    assert (other.popularity != catalogue.popularity).any()


@given(st.floats(30, 60_000))
def test_prices_look_like_prices_and_stay_close(price):
    nice = list_price("tw", price, 0)
    assert nice % 10 == 0
    assert abs(nice - price) / price < 0.17
