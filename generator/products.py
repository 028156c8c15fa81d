"""What is sold: every item in each of its finishes, with list price, cost and the day it came into the shops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.languages import Text
from generator.prices import list_price
from generator.scenario import Scenario
from generator.scenario.shop import Finish, Item
from generator.season import day_index
from generator.streams import WHOLE, Streams


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The products, in the order of their ids; arrays of shape (products,).

    Attributes:
        names: in every language.
        category: index into the scenario's categories.
        tier: index into the scenario's price tiers.
        price: list price in minor units.
        cost: unit cost in minor units.
        launched: index of the day it came into the shops; negative before the ledger's start.
        popularity: relative frequency within its category, Zipf-shaped.
    """

    names: tuple[Text, ...]
    category: np.ndarray
    tier: np.ndarray
    price: np.ndarray
    cost: np.ndarray
    launched: np.ndarray
    popularity: np.ndarray


def draw_catalogue(scenario: Scenario, seed: int) -> Catalogue:
    """The scenario's products. Names and list prices are the scenario's; costs, launches and popularity are drawn."""
    streams = Streams(seed, WHOLE)
    rules = scenario.products
    names, category, price, staple = [], [], [], []
    for index, group in enumerate(scenario.categories):
        for item in group.items:
            for finish in [scenario.finishes[key] for key in item.finishes] or [None]:
                names.append(_name(item, finish))
                category.append(index)
                staple.append(item.staple)
                wanted = item.price * (finish.factor if finish else 1.0)
                price.append(list_price(rules.prices, wanted, scenario.minor_digits))
    count = len(names)
    category, price = np.array(category), np.array(price, dtype=np.int64)

    cost_share = np.array([group.cost for group in scenario.categories])[category]
    cost_share = cost_share + rules.cost_spread * (2 * streams("products/cost").random(count) - 1)

    opening = [-150, -120, -90, -60]  # days before the start: what was bought in for the opening
    launched = np.array(opening)[streams("products/opening").integers(len(opening), size=count)]
    collections = np.array([day_index(scenario.dates.start, day) for day in rules.collections], dtype=np.int64)
    if len(collections):
        new = (streams("products/new").random(count) < rules.new_share) & ~np.array(staple)
        launched = np.where(
            new, collections[streams("products/collection").integers(len(collections), size=count)], launched
        )

    popularity = np.empty(count)
    order = streams("products/popularity").random(count)
    for index in range(len(scenario.categories)):
        own = category == index
        popularity[own] = 1.0 / (order[own].argsort().argsort() + 1) ** rules.popularity

    bounds = [tier.below * 10**scenario.minor_digits for tier in rules.tiers[:-1]]
    return Catalogue(
        names=tuple(names),
        category=category,
        tier=np.searchsorted(bounds, price, side="right"),
        price=price,
        cost=np.rint(price * cost_share).astype(np.int64),
        launched=launched,
        popularity=popularity,
    )


def _name(item: Item, finish: Finish | None) -> Text:
    if finish is None:
        return item.text
    own = item.zh_hans or finish.zh_hans
    return Text(
        f"{finish.en} {item.en}",
        f"{finish.zh_hant}{item.zh_hant}",
        finish.get("zh-Hans") + item.get("zh-Hans") if own else "",
    )
