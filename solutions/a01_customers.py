"""Assignment a01, customer information: numbers that can be trusted, and the first things they say.

The thread is a new colleague's first week at Morning Light: the owner wants to know who the customers are. It begins on
the ledger handed out, with one number and one table after a complete example (`solutions/customers/ledger_tasks.py`);
then come a question and an order about cleaning, and the first function, half of which is written (`cleaning.py`); the
customer file (`file.py`), the money (`money.py`), and rhythm (`rhythm.py`), whose last function is the learner's own.
"""

from __future__ import annotations

from solutions.customers import cleaning, file, ledger_tasks, money, rhythm
from solutions.customers.given import tidy
from tutor.task import Task

GIVEN = (tidy,)

TASKS: tuple[Task, ...] = (
    ledger_tasks.REVENUE,
    ledger_tasks.REGIONS,
    cleaning.REPEATS,
    cleaning.STEPS,
    cleaning.CLEAN,
    file.COMPLETENESS,
    money.INDUSTRY,
    money.SHARE,
    rhythm.CYCLE,
    rhythm.OVERDUE,
)
