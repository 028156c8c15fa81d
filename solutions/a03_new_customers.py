"""Assignment a03, new customers: from somebody who asks to somebody who comes back.

The thread is one question of the owner: where should the money for new customers go, and what happens to them
afterwards? It begins with a choice and one step of the funnel; then come the conversion rate, the acquisition cost by
channel (and what the *next* customer costs), the traits of the best; and once they are here, the second purchase within
90 days, what the welcome mails changed and earned, and the day by which half are back.
"""

from __future__ import annotations

from solutions.new_customers.costs import CHANNEL_COSTS, NEXT_CUSTOMER
from solutions.new_customers.given import first_and_second, known_on, ratio
from solutions.new_customers.leads import CONVERSION, QUOTE_RATE, WHICH_RATE
from solutions.new_customers.second import MEDIAN_DAYS, SECOND_WITHIN, STEPS
from solutions.new_customers.traits import TRAIT_LIFT
from solutions.new_customers.welcome import UPLIFT, WHOM, WORTH
from tutor.task import Task

GIVEN = (ratio, known_on, first_and_second)

TASKS: tuple[Task, ...] = (
    *(WHICH_RATE, QUOTE_RATE, CONVERSION),
    *(CHANNEL_COSTS, NEXT_CUSTOMER, TRAIT_LIFT),
    *(SECOND_WITHIN, WHOM, UPLIFT, WORTH),
    *(STEPS, MEDIAN_DAYS),
)
