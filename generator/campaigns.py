"""Campaigns as randomised trials, assigned backwards from the orders that are in the ledger.

Nobody's orders change. Instead, who was treated is drawn so that the orders are those of a trial in which treatment
works. Everybody in a campaign's audience is of one of three types: *always* orders in the window, *persuadable* orders
only if treated, *never* does not order. With P the person's own chance to order (generator/order_probability.py), tau
the treated share and e the campaign's effect, let a person be persuadable with probability e P (1 - P), and always with
what is missing to P: P - tau e P (1 - P). Treatment is to be independent of the type. Bayes' rule then says, of
somebody who

- ordered: persuadable, and so treated, with probability tau e (1 - P); else always, treated with probability tau;
- did not: persuadable, and so held out, with probability (1 - tau) e P; else never, treated with probability tau.

Drawing from this gives types, treatment and orders the joint law of the trial itself: a treated share of tau in every
type, and a difference between treated and held out that estimates the share of persuadables without bias. And of every
person both outcomes are known: with treatment, and without. Somebody who has left for good has P = 0 and is never
persuaded; nor is somebody sure to order.

An error in P matters little: where the share that orders is off by d, the estimate is off by e d (1 - P - tau) at most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.customers import UNKNOWN, Customers
from generator.history import History
from generator.leads import Leads, chance_to_be_won
from generator.order_probability import called_off
from generator.scenario import Scenario
from generator.scenario.campaigns import Campaign
from generator.scenario.core import KINDS
from generator.season import day_index
from generator.streams import Streams

ALWAYS, PERSUADABLE, NEVER_ORDERS = 0, 1, 2
TYPES = ("always", "persuadable", "never")

ChanceToOrder = Callable[[np.ndarray, np.ndarray, int], np.ndarray]
"""From customers, the day of each one's first touch and the days of the window to each one's chance to order."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One campaign's audience; arrays of shape (members,), in the order of the block's customers or leads.

    Attributes:
        campaign: index of the campaign.
        member: index of the customer, or of the lead where the campaign goes to leads.
        customer: index of the customer; UNKNOWN for a lead that was not won.
        day: index of the day of the first touch; for those held out, of the touch there would have been.
        chance: the probability of an order in the window that the type was drawn with.
        type: ALWAYS, PERSUADABLE or NEVER_ORDERS.
        treated: not held out.
        response: place in the history of the first order in the window; UNKNOWN for none.
    """

    campaign: int
    member: np.ndarray
    customer: np.ndarray
    day: np.ndarray
    chance: np.ndarray
    type: np.ndarray
    treated: np.ndarray
    response: np.ndarray


def draw_trials(
    scenario: Scenario,
    customers: Customers,
    leads: Leads | None,
    history: History,
    chance: ChanceToOrder,
    streams: Streams,
) -> tuple[Trial, ...]:
    """The trial of every campaign, in the scenario's order."""
    trials = []
    for number, rules in enumerate(scenario.campaigns):
        if rules.to == "leads":
            member, day, probability = _open_leads(scenario, rules, leads)
            customer = leads.customer[member]
        else:
            member, day = _customers(scenario, rules, customers, history, streams)
            probability = chance(member, day, rules.response_days)
            customer = member
        response = _first_order(history, customer, day, rules.response_days)
        luck = streams(f"campaigns/{rules.key}/assignment").random((len(member), 2))
        kind, treated = assign(rules, probability, response != UNKNOWN, luck)
        trials.append(
            Trial(
                campaign=number,
                member=member,
                customer=customer,
                day=day,
                chance=probability,
                type=kind,
                treated=treated,
                response=response,
            )
        )
    return tuple(trials)


def assign(rules: Campaign, chance: np.ndarray, ordered: np.ndarray, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each member's type and whether it is treated, given whether it ordered in the window.

    Args:
        chance: probability to order; shape (members,).
        ordered: shape (members,).
        luck: uniform numbers; shape (members, 2).
    """
    share = 1 - rules.hold_out
    persuadable = luck[:, 0] < rules.effect * np.where(ordered, share * (1 - chance), (1 - share) * chance)
    kind = np.where(persuadable, PERSUADABLE, np.where(ordered, ALWAYS, NEVER_ORDERS))
    return kind, np.where(persuadable, ordered, luck[:, 1] < share)


def expected_uplift(rules: Campaign, chance: np.ndarray) -> np.ndarray:
    """By how much treatment raises each member's probability to order."""
    return rules.effect * chance * (1 - chance)


def _customers(
    scenario: Scenario, rules: Campaign, customers: Customers, history: History, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """Who belongs to the audience and the day of each one's first touch.

    People are judged by their orders before the campaign's first day or, where each has a day of the own, before that.
    """
    first = day_index(scenario.dates.start, rules.starts_on)
    last = day_index(scenario.dates.start, rules.sent_until)
    known = _who(scenario, rules, customers.kind, customers.channel, customers.area)
    if rules.audience.consent:
        known &= customers.consent
    member = np.flatnonzero(known)
    begins = history.begins[member]
    if rules.after is None:
        luck = streams(f"campaigns/{rules.key}/day").random(len(member))
        day = first + (luck * (last - first + 1)).astype(np.int64)
        now = history.place_on(member, first)
    else:
        there = begins < history.begins[member + 1]
        member, begins = member[there], begins[there]
        day = history.day[begins] + rules.after
        in_time = (first <= day) & (day <= last)
        member, begins, day = member[in_time], begins[in_time], day[in_time]
        now = history.place(member, day)
    orders = now - begins
    at_least, at_most = rules.audience.orders
    fits = (at_least <= orders) & (orders <= at_most)
    quiet = (first if rules.after is None else day) - history.day[np.maximum(now - 1, 0)]
    fits &= (rules.audience.quiet_days[0] <= quiet) & (quiet <= rules.audience.quiet_days[1])
    if rules.audience.spent:
        fits &= history.money[now] - history.money[begins] >= rules.audience.spent * 10**scenario.minor_digits
    return member[fits], day[fits]


def _open_leads(scenario: Scenario, rules: Campaign, leads: Leads) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Leads that are still open on the day they are to be touched, that day, and their chance of an order."""
    day = leads.created + rules.after
    fits = _who(scenario, rules, leads.kind, leads.source, leads.area)
    fits &= day_index(scenario.dates.start, rules.starts_on) <= day
    fits &= day <= day_index(scenario.dates.start, rules.sent_until)
    fits &= (leads.closed == UNKNOWN) | (leads.closed > day)
    member = np.flatnonzero(fits)
    chance = chance_to_be_won(scenario, leads, member, rules.after, rules.response_days)
    web = np.array([one.web.near if getattr(one, "web", None) else 0.0 for one in scenario.kinds])
    kind = leads.kind[member]
    return member, day[member], chance * (1 - called_off(scenario, kind, web[kind]))


def _who(scenario: Scenario, rules: Campaign, kind: np.ndarray, channel: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Whom the audience's kind, sources and areas leave."""
    wanted = rules.audience
    fits = np.full(len(kind), True) if wanted.kind == "any" else kind == KINDS.index(wanted.kind)
    if wanted.sources:
        fits &= np.array([one.key in wanted.sources for one in scenario.acquisition.channels])[channel]
    if wanted.areas:
        fits &= np.array([one.key in wanted.areas for one in scenario.areas])[area]
    return fits


def _first_order(history: History, customer: np.ndarray, day: np.ndarray, days: int) -> np.ndarray:
    """The place of the first order in the `days` days after `day`; UNKNOWN for none and where there is no customer."""
    place = history.place(customer, day + 1)
    inside = (place < history.begins[customer + 1]) & (history.day[place] <= day + days)
    return np.where(inside & (customer != UNKNOWN), place, UNKNOWN)
