"""The market around the company: rivals' prices and ratings, and how large the market of each area and year is.

The market is drawn to the ledger's scale. The company's sales in its best year and its share there say what the whole
market comes to; areas divide it half as the scenario has customers and half as the ledger's sales turned out, so that
shares stay plausible in a ledger of any size; households follow from what a household spends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.prices import list_price
from generator.products import Catalogue
from generator.rounding import step_for
from generator.scenario import Scenario
from generator.scenario.voice import ATTRIBUTES
from generator.season import day_index
from generator.streams import Streams

OWN = -1
"""Stands for the company itself among brands."""


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Rivals' prices, by competitor, product and day; arrays of shape (prices,).

    Attributes:
        competitor, product: indices.
        day: index of the day it was seen.
        price: in minor units, above 0.
    """

    competitor: np.ndarray
    product: np.ndarray
    day: np.ndarray
    price: np.ndarray


@dataclass(frozen=True, kw_only=True)
class BrandRatings:
    """Mean ratings, by brand and attribute; arrays of shape (brands x attributes,).

    Attributes:
        brand: index of the competitor, OWN for the company, which comes first.
        attribute: index into the study's attributes.
        rating: mean, 1 to 5.
        respondents: how many rated it.
        importance: mean, 1 to 5; NaN for images.
    """

    brand: np.ndarray
    attribute: np.ndarray
    rating: np.ndarray
    respondents: np.ndarray
    importance: np.ndarray


@dataclass(frozen=True, kw_only=True)
class MarketSize:
    """The market by area and year.

    Attributes:
        years: the calendar years; shape (years,).
        households, target: households, and those that might buy; shape (areas, years).
        sales: of everybody in the market, in minor units; shape (areas, years).
        rivals: of each competitor; shape (areas, years, competitors). With the company's they stay below `sales`.
    """

    years: np.ndarray
    households: np.ndarray
    target: np.ndarray
    sales: np.ndarray
    rivals: np.ndarray


def draw_prices(scenario: Scenario, catalogue: Catalogue, streams: Streams) -> Prices:
    """What rivals ask for those of the company's products that they sell too."""
    rules = scenario.market
    rivals, products = len(rules.competitors), len(catalogue.price)
    seen = np.array([day_index(scenario.dates.start, day) for day in rules.seen])
    sells = streams("market/sells").random((rivals, products)) < np.array([[one.covers] for one in rules.competitors])
    level = np.array([[one.price] for one in rules.competitors])
    level = level * np.exp(rules.price_spread * streams("market/price").standard_normal((rivals, products)))
    reduced = streams("market/offer").random((rivals, products, len(seen))) < rules.offers
    competitor, product, when = np.nonzero(sells[:, :, None] & (catalogue.launched[:, None] <= seen))
    asked = catalogue.price[product] * level[competitor, product] / 10**scenario.minor_digits
    style, digits = scenario.products.prices, scenario.minor_digits
    usual = np.array([list_price(style, one, digits) for one in asked.tolist()], dtype=np.int64)
    off = rules.off * reduced[competitor, product, when]
    return Prices(
        competitor=competitor,
        product=product,
        day=seen[when],
        price=np.maximum(np.rint(usual * (1 - off)), 1).astype(np.int64),
    )


def draw_ratings(scenario: Scenario, streams: Streams) -> BrandRatings:
    """What people of the market think of the company and its rivals."""
    study, keys = scenario.market.brands, scenario.market.brands.keys
    brands = [study.own, *(one.ratings for one in scenario.market.competitors)]
    shape = (len(brands), len(keys))
    mean = np.array([[ratings[key] for key in keys] for ratings in brands])
    knows = streams("market/knows").binomial(study.asked, study.knows)
    rated = np.broadcast_to(np.maximum(knows, 1)[:, None], shape)
    rating = mean + study.spread / np.sqrt(rated) * streams("market/rating").standard_normal(shape)
    importance = np.full(len(keys), np.nan)
    six = len(ATTRIBUTES)
    wanted = np.array([study.importance[key] for key in ATTRIBUTES])
    importance[:six] = wanted + study.spread / np.sqrt(study.asked) * streams("market/importance").standard_normal(six)
    brand, attribute = np.indices(shape)
    return BrandRatings(
        brand=brand.ravel() - 1,
        attribute=attribute.ravel(),
        rating=np.clip(rating, 1, 5).ravel(),
        respondents=rated.ravel(),
        importance=np.clip(np.tile(importance, len(brands)), 1, 5),
    )


def years_of(start: dt.date, end: dt.date) -> np.ndarray:
    """The calendar years that a ledger covers in full; where there is none, the year it covers most of."""
    years = np.arange(start.year, end.year + 1)
    days = np.array([_days_within(start, end, int(year)) for year in years])
    whole = days >= 365
    return years[whole] if whole.any() else years[[days.argmax()]]


def size_market(scenario: Scenario, own: np.ndarray, streams: Callable[[str], np.random.Generator]) -> MarketSize:
    """How large the market is.

    Args:
        own: the company's sales by area and year, in minor units; shape (areas, years) with the years of `years_of`.
    """
    rules, years = scenario.market, years_of(scenario.dates.start, scenario.dates.end)
    growth = (1 + rules.growth) ** (years - years[-1])
    # A ledger of a few customers may have a year without sales; a market without sales would be absurd.
    least = scenario.kinds[0].median * 10**scenario.minor_digits
    total = max((own.sum(axis=0) / growth).max(), least) / rules.share * growth

    strength = np.array([rules.strength.get(area.key, 1.0) for area in scenario.areas])
    planned = np.array([area.share for area in scenario.areas]) / strength
    happened = (own.sum(axis=1) + least / len(strength)) / strength
    weights = (planned / planned.sum() + happened / happened.sum()) / 2
    wobble = np.exp(0.02 * streams("market/size").standard_normal((len(strength), len(years))))
    # Nobody sells more than half of an area's market.
    sales = _estimate(np.maximum(weights[:, None] * total * wobble, 2 * own), 4, np.ceil)

    spend = rules.spend * 10**scenario.minor_digits
    per_household = np.array([spend * rules.area_spend.get(area.key, 1.0) for area in scenario.areas])
    # Households stay as they are over the years but for a percent a year; what they spend grows.
    target = np.maximum(np.rint(sales / growth / per_household[:, None] * 1.005 ** (years - years[-1])), 1)
    households = np.maximum(np.rint(target / rules.target), target)

    tilt = np.exp(rules.tilt * streams("market/tilt").standard_normal((len(strength), 1, len(rules.competitors))))
    drift = np.exp(0.05 * streams("market/drift").standard_normal((len(strength), len(years), len(rules.competitors))))
    shares = np.array([one.share for one in rules.competitors]) * tilt * drift
    shares /= np.maximum(shares.sum(axis=2, keepdims=True) / 0.95, 1.0)
    return MarketSize(
        years=years,
        households=households.astype(np.int64),
        target=target.astype(np.int64),
        sales=sales,
        rivals=_estimate(shares * (sales - own)[:, :, None], 3, np.floor),
    )


def _estimate(amount: np.ndarray, figures: int, cut: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Amounts with so many figures that count, rounded by `cut` (up or down), as market reports give them."""
    step = step_for(amount, figures)
    return (cut(amount / step) * step).astype(np.int64)


def _days_within(start: dt.date, end: dt.date, year: int) -> int:
    first, last = max(start, dt.date(year, 1, 1)), min(end, dt.date(year, 12, 31))
    return (last - first).days + 1
