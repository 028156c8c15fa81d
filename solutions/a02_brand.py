"""Assignment a02, brand and 3C: six claims of an agency, each checked on data before anybody pays for a campaign.

The thread is a presentation: market share, prices, recommendation, what to improve, who is ahead. It begins with one
number from the ledger handed out after a complete example, and a question about what that number may be called
(`solutions/brand/ledger_tasks.py`). Penetration is half written (`areas.py`); of the shares only the frame is there
(`shares.py`), of the price index only the sub-goals (`prices.py`). The survey begins with a question and an order
(`survey.py`); the score with its interval (`intervals.py`) and the quadrants (`attributes.py`) are faded; the last, the
ranking of the brands (`advantage.py`), is the learner's own.
"""

from __future__ import annotations

from solutions.brand import areas, ledger_tasks, survey
from solutions.brand.advantage import ADVANTAGE
from solutions.brand.attributes import QUADRANT
from solutions.brand.given import csat, share_of
from solutions.brand.intervals import NPS_BY_AREA
from solutions.brand.prices import PRICE_INDEX
from solutions.brand.shares import SHARES
from tutor.task import Task

GIVEN = (share_of, csat)

TASKS: tuple[Task, ...] = (
    *ledger_tasks.TASKS,
    *areas.TASKS,
    SHARES,
    PRICE_INDEX,
    *survey.TASKS,
    NPS_BY_AREA,
    QUADRANT,
    ADVANTAGE,
)
