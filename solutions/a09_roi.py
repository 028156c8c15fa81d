"""Assignment a09, return on investment: from a shared cost to the profit and loss of an evening.

The thread is Morning Light's year end: the books say what was spent, and the owner asks what came back. Tasks 1 to 4
are about customers (`solutions/roi/customers.py`), 5 to 9 about campaigns (`campaigns.py`), 10 and 11 about the plan
(`planning.py`). A table's columns (`gross_profit`), the rate of return (`roi`) and what a split brings (`brought`) are
shown complete; the first functions are faded, the last are the learner's own.
"""

from __future__ import annotations

from solutions.roi import campaigns, customers, planning
from solutions.roi.given import brought, gross_profit, roi
from tutor.task import Task

GIVEN = (gross_profit, roi, brought)

TASKS: tuple[Task, ...] = (*customers.TASKS, *campaigns.TASKS, *planning.TASKS)
