"""The repurchase measures a second time, as loops over plain Python values: the oracle that the tests compare with.

Written from the definitions, without the code under test; orders and refunds are as in `plain_measures`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from statistics import median

import plain_measures as plain

DAY = dt.timedelta(days=1)
NAN = float("nan")


def days_by_customer(orders: list[plain.Order], refunds: list[plain.Refund], day: dt.date) -> dict[str, list[dt.date]]:
    """The days of each customer's valid orders, in order; a day with two orders stands twice."""
    found = defaultdict(list)
    for customer, _, made, _ in plain.valid_orders(orders, refunds, day):
        found[customer].append(made)
    return {customer: sorted(days) for customer, days in found.items()}


def lapse(days: list[dt.date], rule: int | str) -> float:
    """A customer's threshold in days."""
    if rule != "personal":
        return rule
    different = sorted(set(days))
    if len(different) < 2:
        return 180
    gaps = [(later - earlier).days for earlier, later in pairwise(different)]
    return max(3 * median(gaps), 30)


def status(orders, refunds, start: dt.date, end: dt.date, rule: int | str = 180) -> dict[str, dict]:
    """What each customer was at the opening and what became of them."""
    before = days_by_customer(orders, refunds, start - DAY)
    after = days_by_customer(orders, refunds, end)
    people = {}
    for customer in {*before, *after}:
        known, kept = customer in before, customer in after
        existing = known and (start - before[customer][-1]).days <= lapse(before[customer], rule)
        active = kept and (end + DAY - after[customer][-1]).days <= lapse(after[customer], rule)
        ordered = kept and after[customer][-1] >= start
        lapsed = known and not existing
        first_purchase = kept and not known
        won_back = lapsed and (ordered or active)
        people[customer] = {
            "days_since_last": (start - before[customer][-1]).days if known else None,
            "lapse_days": lapse(before[customer], rule) if known else None,
            "existing": existing,
            "lapsed": lapsed,
            "ordered_in_window": ordered,
            "first_purchase": first_purchase,
            "won_back": won_back,
            "on_file": kept,
            "active_at_closing": active,
            "lost": (existing or first_purchase or won_back) and not active,
        }
    return people


def share(part: list, base: list) -> float:
    return len(part) / len(base) if base else NAN


def rate(people: dict[str, dict], base: str) -> float:
    """The share of a base that ordered in the window."""
    there = [row for row in people.values() if row[base]]
    return share([row for row in there if row["ordered_in_window"]], there)


def balance(people: dict[str, dict]) -> tuple[int, ...]:
    names = ("existing", "first_purchase", "won_back", "lost", "active_at_closing")
    return tuple(sum(row[name] for row in people.values()) for name in names)


def second_purchases(orders, refunds, snapshot: dt.date, start: dt.date, end: dt.date) -> list[tuple]:
    """Rows of customer, first day, days to the second or None, days observed."""
    found = []
    for customer, days in days_by_customer(orders, refunds, snapshot).items():
        first, *later = sorted(set(days))
        if start <= first <= end:
            gap = (later[0] - first).days if later else None
            found.append((customer, first, gap, (snapshot - first).days))
    return sorted(found, key=repr)


def second_purchase_rate(people: list[tuple], days: int) -> float:
    base = [row for row in people if row[3] >= days]
    return share([row for row in base if row[2] is not None and row[2] <= days], base)


def repeat_purchase_rate(orders, refunds, start: dt.date, end: dt.date) -> float:
    counts = [len([day for day in days if day >= start]) for days in days_by_customer(orders, refunds, end).values()]
    buyers = [count for count in counts if count]
    return share([count for count in buyers if count > 1], buyers)


def return_rate(orders, refunds, first, second) -> float:
    def buyers(start: dt.date, end: dt.date) -> set[str]:
        return {
            who for who, days in days_by_customer(orders, refunds, end).items() if any(day >= start for day in days)
        }

    base = buyers(*first)
    return share(list(base & buyers(*second)), list(base))


def cohorts(orders, refunds, snapshot: dt.date) -> dict[tuple[int, int], float]:
    """The share of each cohort in each month after it, by the numbers of cohort month and month; known cells only."""

    def number(day: dt.date) -> int:
        return day.year * 12 + day.month

    people = days_by_customer(orders, refunds, snapshot).values()
    over = number(snapshot + DAY)  # months before this one are over
    cells = {}
    for cohort in {number(days[0]) for days in people}:
        members = [days for days in people if number(days[0]) == cohort]
        for month in range(cohort, over):
            came = [days for days in members if any(number(day) == month for day in days)]
            cells[cohort, month - cohort] = share(came, members)
    return cells


def curve(people: dict[str, dict], low: int, high: float) -> tuple[int, int]:
    """How many had been gone for so long, and how many of them ordered."""
    gone = [row for row in people.values() if row["days_since_last"] and low <= row["days_since_last"] <= high]
    return len(gone), sum(row["ordered_in_window"] for row in gone)
