"""Assignment a05, repurchase metrics: who is on file, who is new, who buys again, who is lapsed, who comes back.

The thread is Morning Light's quarter: a figure is reported for each sales area and each kind of customer, and each
figure stands or falls with the day on which customers are judged. Who bought in a window (`buyers`), each customer's
last order before a day (`last_before`) and months as numbers (`month_number`) are shown complete; the first functions
are faded, the repurchase rate has its steps only, and the win-back rate is the learner's own. The balance and the
cohort table, which put everything together, are faded again. Each subject has a module in `solutions.repurchase`.
"""

from __future__ import annotations

from solutions.repurchase.balance import BALANCE
from solutions.repurchase.cohorts import COHORTS
from solutions.repurchase.existing import EXISTING, REPURCHASE
from solutions.repurchase.first_purchase import FIRST_PURCHASE
from solutions.repurchase.given import buyers, last_before, month_number
from solutions.repurchase.lapsed import LAPSED, WHEN, WIN_BACK
from solutions.repurchase.on_file import ON_FILE
from solutions.repurchase.second_purchase import SECOND_RATE, STEPS
from tutor.task import Task

GIVEN = (buyers, last_before, month_number)

TASKS: tuple[Task, ...] = (
    ON_FILE,
    FIRST_PURCHASE,
    STEPS,
    SECOND_RATE,
    EXISTING,
    REPURCHASE,
    LAPSED,
    WHEN,
    WIN_BACK,
    BALANCE,
    COHORTS,
)
