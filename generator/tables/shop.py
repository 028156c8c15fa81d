"""From blocks of numbers to tables with ids, dates and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from generator.block import Block
from generator.customers import COMPANY, FEMALE, UNKNOWN, Customers
from generator.identities import draw_identities
from generator.products import Catalogue
from generator.scenario import Scenario
from generator.season import day_index


def customers_table(scenario: Scenario, blocks: Sequence[Block], language: str) -> pd.DataFrame:
    """The customers in a language."""
    return pd.concat([_customers(scenario, block, language) for block in blocks], ignore_index=True)


def products_table(scenario: Scenario, catalogue: Catalogue, language: str) -> pd.DataFrame:
    """The products in a language."""
    categories = [category.name.get(language) for category in scenario.categories]
    tiers = [tier.name.get(language) for tier in scenario.products.tiers]
    return pd.DataFrame(
        {
            "product_id": ids("P", np.arange(len(catalogue.names)), 3),
            "name": [name.get(language) for name in catalogue.names],
            "category": _words(categories, catalogue.category),
            "price_tier": _words(tiers, catalogue.tier),
            "list_price": _money(catalogue.price, scenario),
            "unit_cost": _money(catalogue.cost, scenario),
            "launched_on": _dates(scenario, catalogue.launched),
        }
    )


def order_tables(scenario: Scenario, blocks: Sequence[Block], language: str) -> dict[str, pd.DataFrame]:
    """Orders, order lines and refunds in a language, numbered in the order of time over all blocks."""
    shift = np.cumsum([0, *(len(block.orders.day) for block in blocks)])

    def orders(name: str) -> np.ndarray:
        return np.concatenate([getattr(block.orders, name) for block in blocks])

    def lines(name: str) -> np.ndarray:
        return np.concatenate([getattr(block.lines, name) for block in blocks])

    def refunds(name: str) -> np.ndarray:
        return np.concatenate([getattr(block.refunds, name) for block in blocks])

    customer = np.concatenate([block.first + block.orders.customer for block in blocks])
    line_order = np.concatenate([start + block.lines.order for start, block in zip(shift, blocks, strict=False)])
    refund_order = np.concatenate([start + block.refunds.order for start, block in zip(shift, blocks, strict=False)])
    count = shift[-1]

    in_time = np.lexsort((np.arange(count), orders("minute"), orders("day")))
    rank = np.empty(count, dtype=np.int64)
    rank[in_time] = np.arange(count)
    order_ids = ids("O", np.arange(count), 6)

    labels = scenario.labels
    channels = [one.get(language) for one in (labels.shop, labels.web, labels.company_order)]
    areas = [area.name.get(language) for area in scenario.areas]
    amount = np.bincount(line_order, weights=lines("amount"), minlength=count).astype(np.int64)
    minute = orders("minute")[in_time]
    order_table = pd.DataFrame(
        {
            "order_id": order_ids,
            "customer_id": ids("C", customer[in_time], 5),
            "order_date": _dates(scenario, orders("day")[in_time]),
            "order_time": [f"{one // 60:02d}:{one % 60:02d}" for one in minute.tolist()],
            "channel": _words(channels, orders("channel")[in_time]),
            "sales_area": _words(areas, orders("area")[in_time]),
            "status": _words(["completed", "cancelled"], orders("cancelled")[in_time].astype(int)),
            "amount": _money(amount[in_time], scenario),
        }
    )

    sequence = np.lexsort((lines("number"), rank[line_order]))
    line_table = pd.DataFrame(
        {
            "order_id": order_ids[rank[line_order[sequence]]],
            "line": lines("number")[sequence],
            "product_id": ids("P", lines("product")[sequence], 3),
            "quantity": lines("quantity")[sequence],
            "unit_price": _money(lines("price")[sequence], scenario),
            "discount": _money(lines("discount")[sequence], scenario),
            "amount": _money(lines("amount")[sequence], scenario),
        }
    )

    sequence = np.lexsort((rank[refund_order], refunds("day")))
    reasons = [reason.name.get(language) for reason in scenario.refunds.reasons]
    refund_table = pd.DataFrame(
        {
            "refund_id": ids("R", np.arange(len(sequence)), 5),
            "order_id": order_ids[rank[refund_order[sequence]]],
            "refund_date": _dates(scenario, refunds("day")[sequence]),
            "amount": _money(refunds("amount")[sequence], scenario),
            "reason": _words(reasons, refunds("reason")[sequence]),
        }
    )
    return {"orders": order_table, "order_lines": line_table, "refunds": refund_table}


def truth_table(scenario: Scenario, blocks: Sequence[Block]) -> pd.DataFrame:
    """What is true of every customer: traits, when they leave, and what they buy after the snapshot and the end."""
    return pd.concat([_truth(scenario, block) for block in blocks], ignore_index=True)


def ids(letter: str, index: np.ndarray, width: int) -> np.ndarray:
    """Ids such as C00001 from indices that begin with 0; longer where the number is."""
    return np.array([f"{letter}{number:0{width}d}" for number in (index + 1).tolist()], dtype=object)


def _customers(scenario: Scenario, block: Block, language: str) -> pd.DataFrame:
    facts = block.customers
    place, labels = scenario.geography, scenario.labels
    identities = draw_identities(scenario, facts, block.first + 1, block.streams, language)
    cities = [place.cities[where] for where in facts.city]
    referred = facts.referrer != UNKNOWN
    company = facts.kind == COMPANY
    gender = _words([labels.female.get(language), labels.male.get(language)], (facts.sex != FEMALE).astype(int))
    return pd.DataFrame(
        {
            "customer_id": ids("C", block.first + np.arange(len(facts.kind)), 5),
            "name": identities.name,
            "kind": _words([labels.person.get(language), labels.company.get(language)], facts.kind),
            "company": np.where(company, identities.company, None),
            "industry": _words([one.name.get(language) for one in scenario.industries], facts.industry),
            "gender": np.where(facts.sex_stated, gender, None),
            "birth_year": _whole(facts.birth_year),
            "phone": identities.phone,
            "email": identities.email,
            "region": [city.region.get(language) for city in cities],
            "city": [city.name.get(language) for city in cities],
            "district": [
                city.districts[spot].name.get(language) for city, spot in zip(cities, facts.district, strict=True)
            ],
            "address": identities.address,
            "sales_area": _words([area.name.get(language) for area in scenario.areas], facts.area),
            "channel": _words([one.name.get(language) for one in scenario.acquisition.channels], facts.channel),
            "income_band": _words([one.name.get(language) for one in scenario.people.income], block.income),
            "interests": _interests(scenario, facts, language),
            "referred_by": np.where(referred, ids("C", block.first + facts.referrer, 5), None),
            "consent": _booleans(facts.consent),
            "credit_days": _whole(facts.credit_days),
            "registered_on": _dates(scenario, facts.registered),
        }
    )


def _interests(scenario: Scenario, facts: Customers, language: str) -> list[str | None]:
    names = np.array([category.name.get(language) for category in scenario.categories], dtype=object)
    return [";".join(names[ticked]) or None for ticked in facts.interests]


def _truth(scenario: Scenario, block: Block) -> pd.DataFrame:
    dates, purchases, spend = scenario.dates, block.purchases, block.spend
    count = len(block.customers.kind)
    end, snapshot = day_index(dates.start, dates.end), day_index(dates.start, dates.snapshot)
    a_year_on = day_index(dates.start, _a_year_after(dates.end))
    last = np.zeros(count, dtype=np.int64)
    np.maximum.at(last, purchases.customer, purchases.day)
    leaves = np.where(purchases.left, last, np.iinfo(np.int64).max)

    value = np.bincount(block.lines.order, weights=block.lines.amount, minlength=len(block.orders.day))
    soon = (block.orders.day > snapshot) & (block.orders.day <= snapshot + 90) & ~block.orders.cancelled
    later = purchases.day > end
    year = later & (purchases.day <= a_year_on)
    aimed = np.rint(spend.target * 10**scenario.minor_digits)

    def number(customer: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        return np.bincount(customer[chosen], minlength=count)

    def money(customer: np.ndarray, chosen: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        total = np.bincount(customer[chosen], weights=amounts[chosen], minlength=count)
        return _money(total.astype(np.int64), scenario)

    not_yet = block.customers.first_day > snapshot
    return pd.DataFrame(
        {
            "customer_id": ids("C", block.first + np.arange(count), 5),
            "purchase_rate": _decimals(block.traits.rate * 30, 6),
            "dropout_p": _decimals(block.traits.dropout, 6),
            "spend_level": _decimals(spend.typical, 2),
            "churned_on": np.where(purchases.left, _dates(scenario, last), None),
            "alive_at_snapshot": np.where(not_yet, None, _booleans(leaves > snapshot)),
            "alive_at_end": _booleans(leaves > end),
            "orders_90d": number(block.orders.customer, soon),
            "value_90d": money(block.orders.customer, soon, value),
            "future_orders_12m": number(purchases.customer, year),
            "future_value_12m": money(purchases.customer, year, aimed),
            "future_orders": number(purchases.customer, later),
            "future_value": money(purchases.customer, later, aimed),
        }
    )


def _a_year_after(day: dt.date) -> dt.date:
    """The same day a year on; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _words(words: Sequence[str], index: np.ndarray) -> np.ndarray:
    """The word for each index; None for UNKNOWN, which is -1 and so the last."""
    return np.array([*words, None], dtype=object)[index]


def _dates(scenario: Scenario, day: np.ndarray) -> np.ndarray:
    """ISO dates as text."""
    return np.datetime_as_string(np.datetime64(scenario.dates.start, "D") + day).astype(object)


def _money(minor: np.ndarray, scenario: Scenario) -> np.ndarray:
    """Minor units as they are written: whole, or text with exactly the currency's decimals."""
    digits = scenario.minor_digits
    if not digits:
        return minor
    return np.array([f"{one // 10**digits}.{one % 10**digits:0{digits}d}" for one in minor.tolist()], dtype=object)


def _decimals(values: np.ndarray, digits: int) -> np.ndarray:
    return np.array([f"{value:.{digits}f}" for value in values.tolist()], dtype=object)


def _whole(values: np.ndarray) -> np.ndarray:
    return np.array([None if value == UNKNOWN else value for value in values.tolist()], dtype=object)


def _booleans(values: np.ndarray) -> np.ndarray:
    return np.where(values, "true", "false").astype(object)
