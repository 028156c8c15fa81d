"""Assignment a06, upselling: from who has room for more to a test that says whether the offer pays.

The thread is an owner who wants customers to spend more, not more customers. Whose wallet has room, what has to be done
well, what goes with what, what to offer to whom, how large the test has to be, and what to decide when it is over. It
begins with a choice and a count; then the functions grow: two lines, three, a whole table.
"""

from __future__ import annotations

from solutions.upselling.baskets import LIFT
from solutions.upselling.decisions import DECISIONS
from solutions.upselling.drivers import DRIVERS
from solutions.upselling.given import r_squared, ratio, usable
from solutions.upselling.offers import OFFER
from solutions.upselling.sizes import SIZE, STEPS
from solutions.upselling.wallet import ANSWERS, HEADROOM, SHARE, WHOSE_SPENDING
from tutor.task import Task

GIVEN = (ratio, usable, r_squared)

TASKS: tuple[Task, ...] = (
    *(WHOSE_SPENDING, ANSWERS, SHARE, HEADROOM),
    *(DRIVERS, LIFT, OFFER),
    *(STEPS, SIZE, DECISIONS),
)
