"""Assignment a10, capstone: a customer plan on one page, for a company that nobody else has.

The functions are written and checked on Morning Light and then used on the learner's own ledger (`tutor.own_ledger`):
tier table, lifetime value by tier, repurchase targets, the return on the plan; each has a module of its own in
`solutions.capstone`. A question, a number and an order come before them (`judging.py`); the plan itself is read by a
person (`plan.py`). In the grade every function is tried on the learner's own ledger as well (`own.py`).
"""

from __future__ import annotations

from solutions.capstone.clv import CLV
from solutions.capstone.given import customer_table, yearly_churn
from solutions.capstone.judging import STEPS, TODAY, WHEN
from solutions.capstone.plan import PLAN
from solutions.capstone.roi import ROI
from solutions.capstone.targets import TARGETS
from solutions.capstone.tier_table import TIER_TABLE
from tutor.task import Task

GIVEN = (customer_table, yearly_churn)

TASKS: tuple[Task, ...] = (WHEN, TODAY, TIER_TABLE, CLV, STEPS, TARGETS, ROI, PLAN)
