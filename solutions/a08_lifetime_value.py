"""Assignment a08, lifetime value: what a new customer may cost, and how far the forecast behind it can be trusted.

The thread is an offer to Morning Light: an agency wants 2,400 for every new customer. The tasks climb from what
customers have brought, over the short formula, to members who renew (retention and discounting) and to what customers
cost; then to a shop's customers, who never say goodbye (BG/NBD), and to the test of the forecast on a hold-out. The
records stand in `solutions.lifetime_value`, by subject.
"""

from __future__ import annotations

from solutions.lifetime_value.contracts import FINITE, INFINITE, MOMENT
from solutions.lifetime_value.expecting import ERROR, EXPECTED, HOLDOUT
from solutions.lifetime_value.given import mean_order, orders_if_alive
from solutions.lifetime_value.winning import PAYBACK, RATIO
from solutions.lifetime_value.worth import HISTORIC, SHORT
from tutor.task import Task

GIVEN = (mean_order, orders_if_alive)

TASKS: tuple[Task, ...] = (
    HISTORIC,
    SHORT,
    FINITE,
    MOMENT,
    INFINITE,
    PAYBACK,
    RATIO,
    EXPECTED,
    HOLDOUT,
    ERROR,
)
