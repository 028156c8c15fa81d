"""Business by contract: policies, memberships or leases that are paid at their start and at every renewal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.scenario.base import Record


class Contracts(Record):
    """How policies run, where a scenario has them instead of orders at any time.

    A policy is paid when it starts and on every renewal until it lapses. Its own probability to lapse at a renewal is
    drawn from Beta(a, b) of the customer's kind (person.a, person.b, ...), so that retention follows the shifted
    beta-geometric model (Fader and Hardie 2007). A customer takes the first policy on arrival and, while at least one
    is in force, further ones at an own rate from Gamma(r, 1/alpha), alpha in average days. The premium is the product's
    list price x exp(sqrt(between) x customer's score + sqrt(within) x policy's score), not below `smallest`. An order
    is a payment with one line; median and skew say what those would have paid whom only a campaign would have moved;
    first, one_time, lines, quantities, regularity and [discounts] do not count.

    Attributes:
        period_months: months from one payment to the next.
        indexation: yearly growth of a policy's premium (0.02 = 2 %).
    """

    period_months: Annotated[int, Field(ge=1, le=60)]
    indexation: Annotated[float, Field(ge=0, le=0.5)]
