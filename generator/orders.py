"""The circumstances of each order: channel, place, time of day, reduction, and whether it was called off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.baskets import MOST_LINES, Wishes
from generator.customers import COMPANY, Customers
from generator.draw import pick, pick_key
from generator.scenario import Scenario
from generator.scenario.calendar import Hours
from generator.spend import Spend
from generator.streams import Streams

SHOP, WEB, COMPANY_ORDER = 0, 1, 2
CHANNELS = ("shop", "web", "company")

IN_PERSON = ("walk-in", "market")
"""Acquisition channels whose customers place their first order face to face."""


@dataclass(frozen=True, kw_only=True)
class Orders:
    """Orders within the ledger, by customer and time; arrays of shape (orders,).

    Attributes:
        customer: index of the customer.
        purchase: index of the purchase it stands for.
        day: index of the day.
        minute: minutes since midnight.
        channel: SHOP, WEB or COMPANY_ORDER.
        area: index of the sales area.
        cancelled: called off before it was paid.
        reduction: percent off.
    """

    customer: np.ndarray
    purchase: np.ndarray
    day: np.ndarray
    minute: np.ndarray
    channel: np.ndarray
    area: np.ndarray
    cancelled: np.ndarray
    reduction: np.ndarray

    @cached_property
    def in_time(self) -> np.ndarray:
        """The orders' indices in the order of time; of two in a minute, the one of the earlier customer is first."""
        by_minute = np.argsort(self.minute.astype(np.int16), kind="stable")
        return by_minute[np.argsort(self.day[by_minute].astype(np.int16), kind="stable")].astype(np.int32)

    @cached_property
    def rank(self) -> np.ndarray:
        """The place of each order in the order of time, from 0; in a table it is numbered so within its block."""
        rank = np.empty(len(self.day), dtype=np.int32)
        rank[self.in_time] = np.arange(len(self.day), dtype=np.int32)
        return rank


def draw_orders(
    scenario: Scenario,
    customers: Customers,
    customer: np.ndarray,
    day: np.ndarray,
    nth: np.ndarray,
    last_day: int,
    streams: Streams,
) -> Orders:
    """Make orders of the purchases up to the ledger's last day.

    Args:
        customer, day, nth: of every purchase, as in Purchases.
        last_day: index of the ledger's last day.
    """
    purchase = np.flatnonzero(day <= last_day)
    customer, day, first = customer[purchase], day[purchase], nth[purchase] == 0
    count = len(purchase)

    def luck(name: str, *shape: int) -> np.ndarray:
        return streams(f"orders/{name}").random((count, *shape))

    company = customers.kind[customer] == COMPANY
    on_the_web = luck("channel") < customers.web_share[customer]
    face_to_face = np.array([one.key in IN_PERSON for one in scenario.acquisition.channels])
    on_the_web &= ~(first & face_to_face[customers.channel[customer]])
    has_shop = np.array([area.shops for area in scenario.areas])
    on_the_web |= ~company & ~has_shop.any()
    channel = np.where(on_the_web, WEB, np.where(company, COMPANY_ORDER, SHOP))

    home = customers.area[customer]
    shares = np.array([area.share for area in scenario.areas]) * has_shop
    elsewhere = pick(shares, luck("elsewhere"))
    away = (luck("away") < scenario.travel.away) | ~has_shop[home]
    area = np.where((channel == SHOP) & away, elsewhere, home)

    minute = np.zeros(count, dtype=np.int64)
    moment = luck("minute", 2)
    closing = _minutes(scenario.hours.shop_closes)
    for index, name in enumerate(CHANNELS):
        if name not in scenario.channels:
            continue
        own = channel == index
        minute[own] = _time_of_day(getattr(scenario.hours, name), moment[own], closing if index == SHOP else 24 * 60)

    called_off = np.array([getattr(scenario.cancelled, name) for name in CHANNELS])[channel]
    percent = luck("reduction")
    reduction = np.where(
        company, pick_key(scenario.discounts.company, percent), pick_key(scenario.discounts.person, percent)
    )
    return Orders(
        customer=customer,
        purchase=purchase,
        day=day,
        minute=minute,
        channel=channel,
        area=area,
        cancelled=luck("cancelled") < called_off,
        reduction=reduction,
    )


def wishes(scenario: Scenario, customers: Customers, orders: Orders, spend: Spend, streams: Streams) -> Wishes:
    """What the baskets of these orders are to be like."""
    kind = customers.kind[orders.customer]
    target = spend.target[orders.purchase]
    behaviour = scenario.kinds
    usual = np.array([one.lines for one in behaviour])[kind]
    # An order that is large for this customer has more lines; a customer who always spends more buys dearer things.
    size = np.sqrt(target / spend.typical[orders.customer])
    lines = 1 + streams("orders/lines").poisson(usual * size)
    smallest = np.array([one.smallest for one in behaviour])[kind]
    lines = np.clip(np.minimum(lines, target // smallest), 1, MOST_LINES).astype(np.int64)

    taste, tasted = _tastes(scenario, customers)
    aim = np.array([one.aim for one in behaviour])[kind]
    return Wishes(
        target=target * aim * 10**scenario.minor_digits,
        lines=lines,
        reduction=orders.reduction,
        day=orders.day,
        taste=taste,
        tasted=tasted[orders.customer],
        quantities=[one.quantities for one in behaviour],
        kind=kind,
    )


def _tastes(scenario: Scenario, customers: Customers) -> tuple[np.ndarray, np.ndarray]:
    """How often each category is bought by those who ticked the same ones, and which of these customers belong to.

    Returns:
        Weights of shape (tastes, categories), and an index into them for each customer.
    """
    weight = np.array([category.weight for category in scenario.categories])
    for_companies = weight * np.array([category.company for category in scenario.categories])
    code = customers.interests @ (1 << np.arange(len(weight), dtype=np.int64))
    code[customers.kind == COMPANY] = -1
    codes, tasted = np.unique(code, return_inverse=True)
    ticked = codes[:, None] >> np.arange(len(weight)) & 1
    liked = weight * (1 + (scenario.people.interest_weight - 1) * ticked)
    return np.where((codes < 0)[:, None], for_companies, liked), tasted.astype(np.int32)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _time_of_day(hours: Hours, luck: np.ndarray, closing: int) -> np.ndarray:
    """Minutes since midnight: an hour by its weight, and any minute of it before closing time."""
    begin = (hours.first + pick(hours.weights, luck[:, 0])) * 60
    return begin + (luck[:, 1] * np.clip(closing - begin, 1, 60)).astype(np.int64)
