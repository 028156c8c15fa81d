"""Assignment a04, new media: what posts and videos are worth, what media cost, and who gets the credit for an order.

The thread is Morning Light's meeting on next year's money for its media: everybody brings the number that makes their
own medium look best. Tasks 1 to 4 are about attention, 5 to 7 about money, 8 to 10 about credit; each has a module in
`solutions.media`, the two questions on rates and money share `means`. How two columns are divided (`over`) and how
orders meet touches (`pairs`) are shown complete.
"""

from __future__ import annotations

from solutions.media import kinds, last_touch, lead_cost, means, models, return_on_spend, steps, videos, year_rate
from solutions.media.given import over, pairs
from tutor.task import Task

GIVEN = (over, pairs)

TASKS: tuple[Task, ...] = (
    means.MEAN,
    year_rate.RATE,
    kinds.KINDS,
    videos.WATCH,
    lead_cost.COST_PER_LEAD,
    means.NOT_ROI,
    return_on_spend.ROAS,
    steps.STEPS,
    last_touch.LAST,
    models.MODELS,
)
