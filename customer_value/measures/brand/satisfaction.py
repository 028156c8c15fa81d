"""Satisfaction: CSAT, NPS and how sure it is, and whether complaints were settled in time."""

from __future__ import annotations

from math import ceil, isnan, sqrt
from statistics import NormalDist
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, whole_days, whole_number
from customer_value.measures._arguments import column
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._tables import pandas_table
from customer_value.measures.brand._answers import confidence, whole_answers

PROMOTER, DETRACTOR = 9, 6
"""Who answers at least the first is a promoter, at most the second a detractor, between them passive."""

FEW = 30
"""Below so many answers an interval is shown and nobody is ranked by it."""


def nps(answers: Any) -> float:
    """Net promoter score (淨推薦值): promoters less detractors, in points from -100 to +100.

    `100 x (promoters - detractors) / all who answered`. Promoters answered 9 or 10, detractors 0 to 6; those between
    are passive and **count in the base**. It is a number of points, not a percentage: +20 can be 20% promoters
    without any detractor or 60% against 40%.

    Args:
        answers: a Series or list of whole numbers from 0 to 10; blanks are no answers and are left out.

    Returns:
        Points from -100 to +100; NaN where nobody answered.

    Raises:
        MeasureError: an answer is no whole number from 0 to 10.

    Notes:
        The question has to be asked on a scale from 0 to 10; on 1 to 10 the bounds of 6 and 9 mean something else.

    Examples:
        45 promoters, 30 passives, 25 detractors:

        >>> nps([9] * 45 + [7] * 30 + [3] * 25)
        20.0
    """
    return _score(*_counts(whole_answers(answers, "answers", 0, 10)))


def nps_interval(answers: Any, level: float = 0.95) -> tuple[float, float]:
    """Between what bounds the net promoter score of all customers lies, going by those who answered (信賴區間).

    `NPS -+ z x SE` with `SE = 100 x sqrt((p + d - (p - d)^2) / n)`, where p and d are the shares of promoters and
    detractors: each answer counts +1, 0 or -1, and this is the standard error of their mean. It allows for chance
    only, not for the many who did not answer. With fewer than 30 answers show it and rank nobody.

    Args:
        answers: as for `nps`.
        level: how often such an interval holds the true score, 0 to 1.

    Returns:
        The lower and the upper bound, in points, cut at -100 and +100; both NaN where nobody answered. Where all
        answered alike it has no width, which says more about the few answers than about the customers.

    Raises:
        MeasureError: as for `nps`, or the level is not between 0 and 1.

    Examples:
        >>> low, high = nps_interval([9] * 45 + [7] * 30 + [3] * 25)
        >>> round(low, 1), round(high, 1)
        (4.1, 35.9)
    """
    return _bounds(*_counts(whole_answers(answers, "answers", 0, 10)), level)


def nps_by_group(surveys: Any, by: str, *, level: float = 0.95) -> pd.DataFrame:
    """Net promoter score with its interval for every group.

    Args:
        surveys: one row per answer: `nps` (whole, 0 to 10, missing where it was left blank) and the column `by`.
        by: the column with the group, such as the sales area. A pandas category keeps its order and empty groups.
        level: as for `nps_interval`.

    Returns:
        A pandas frame, one row per group, in the category's order or else sorted: `group`, `answers`, `promoters`,
        `passives`, `detractors` (counts), `nps`, `low`, `high` (points; NaN in a group in which nobody answered) and
        `few` (true below 30 answers).

    Raises:
        MeasureError: a column is missing, a row has no group, or as for `nps`.

    Examples:
        >>> surveys = pd.DataFrame({"sales_area": ["North"] * 4 + ["South"] * 2, "nps": [10, 9, 8, 3, 7, None]})
        >>> nps_by_group(surveys, "sales_area")[["group", "answers", "promoters", "detractors", "nps", "few"]]
           group  answers  promoters  detractors   nps   few
        0  North        4          2           1  25.0  True
        1  South        1          0           0   0.0  True
    """
    answers = pandas_table(surveys, "surveys", gaps=["nps"], nps="number")["nps"]
    answers = whole_answers(answers, "surveys['nps']", 0, 10, keep=True)
    groups = pandas_table(surveys, "surveys", **{column(by, "by"): "any"})[by]
    rows = []
    for group, part in answers.groupby(groups, observed=False):
        promoters, passives, detractors = counts = _counts(part.dropna())
        low, high = _bounds(*counts, level)
        rows.append((group, sum(counts), promoters, passives, detractors, _score(*counts), low, high))
    names = ["group", "answers", "promoters", "passives", "detractors", "nps", "low", "high"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(few=table["answers"] < FEW)


def answers_needed(promoters: float, detractors: float, width: float, level: float = 0.95) -> float:
    """How many answers it takes to know a net promoter score to within so many points either way.

    The smallest whole n with `z x 100 x sqrt((p + d - (p - d)^2) / n) <= width`. Half the width takes four times the
    answers.

    Args:
        promoters, detractors: their shares, 0 to 1, as guessed or as last measured.
        width: how far the score may be off either way, in points.
        level: as for `nps_interval`.

    Returns:
        A whole number as a float; at least 1. NaN where a share is.

    Raises:
        MeasureError: a share is none, both come to more than 1, the width is not above 0, or the level not between 0
            and 1.

    Examples:
        >>> answers_needed(0.45, 0.25, 10), answers_needed(0.45, 0.25, 5)
        (254.0, 1015.0)
    """
    p, d = finite(promoters, "promoters", least=0, most=1), finite(detractors, "detractors", least=0, most=1)
    if p + d > 1 + 1e-9:
        raise MeasureError(f"promoters and detractors come to {p + d:g}; two shares of the same people are at most 1.")
    if not finite(width, "width", least=0) > 0:
        raise MeasureError(f"width is {width!r}; give points above 0, such as 10.")
    if isnan(p) or isnan(d):
        return NAN
    n = (100 * _z(level) / width) ** 2 * _variance(p, d)
    return float(max(1, ceil(n - 1e-9)))


def csat(answers: Any, *, highest: int = 5) -> float:
    """Customer satisfaction (滿意度): the share of answers in the top two boxes.

    `answers of 4 or 5 / all answers` on a scale from 1 to 5. It is not the mean: answers of 3 and 5 in equal parts
    give 50%, as many 4s give 100%.

    Args:
        answers: a Series or list of whole numbers from 1 to `highest`; blanks are left out.
        highest: the best answer of the scale.

    Returns:
        A share from 0 to 1; NaN where nobody answered.

    Raises:
        MeasureError: an answer is no whole number of the scale, or `highest` is no whole number of at least 3.

    Examples:
        >>> csat([5, 4, 4, 3, 2, None])
        0.6
    """
    if (top := whole_number(highest)) is None or top < 3:
        raise MeasureError(f"highest is {highest!r}; give the best answer of the scale, such as 5.")
    given = whole_answers(answers, "answers", 1, top)
    return ratio(int((given >= top - 1).sum()), len(given))


def settled_in_time(contacts: Any, snapshot: Any, days: int = 7) -> float:
    """Closing the loop (結案率): the share of complaints that were settled within so many days.

    `complaints settled within N days / complaints made at least N days before the snapshot`. One that is still open
    counts as not settled, once its days are over; one that is younger than N days counts in neither, as nobody knows
    yet.

    Args:
        contacts: `contacted_on`, `resolved_on` (missing while open), `complaint` (true or false).
        snapshot: the day on which it is judged; what is settled later is open on that day.
        days: N; settled on the Nth day is in time.

    Returns:
        A share from 0 to 1; NaN without a complaint that is old enough.

    Raises:
        MeasureError: a column is missing or of another type, a contact has no date or is settled before it was made,
            `snapshot` is no day, or `days` no whole number of at least 1.

    Examples:
        The second took eight days, the third is open, the fourth too young:

        >>> contacts = pd.DataFrame({
        ...     "contacted_on": pd.to_datetime(["2024-12-01", "2024-12-02", "2024-12-05", "2024-12-30"]),
        ...     "resolved_on": pd.to_datetime(["2024-12-08", "2024-12-10", None, "2024-12-31"]), "complaint": True})
        >>> round(settled_in_time(contacts, "2024-12-31"), 3)
        0.333
    """
    limit = pd.Timedelta(days=whole_days(days))
    day = pd.Timestamp(calendar_day(snapshot))
    kinds = {"contacted_on": "date", "resolved_on": "date", "complaint": "flag"}
    table = pandas_table(contacts, "contacts", gaps=["resolved_on"], **kinds)
    made, settled = table["contacted_on"], table["resolved_on"]
    if (settled < made).any():
        raise MeasureError("contacts['resolved_on'] is before 'contacted_on' on some rows; correct the dates first.")
    old_enough = table["complaint"] & (made + limit <= day)
    return ratio(int((old_enough & (settled <= made + limit)).sum()), int(old_enough.sum()))


def _counts(given: pd.Series) -> tuple[int, int, int]:
    """Promoters, passives, detractors."""
    promoters, detractors = int((given >= PROMOTER).sum()), int((given <= DETRACTOR).sum())
    return promoters, len(given) - promoters - detractors, detractors


def _score(promoters: int, passives: int, detractors: int) -> float:
    return 100 * ratio(promoters - detractors, promoters + passives + detractors)


def _bounds(promoters: int, passives: int, detractors: int, level: float) -> tuple[float, float]:
    z, n = _z(level), promoters + passives + detractors
    if not n:
        return NAN, NAN
    middle = _score(promoters, passives, detractors)
    half = 100 * z * sqrt(_variance(promoters / n, detractors / n) / n)
    return max(middle - half, -100.0), min(middle + half, 100.0)


def _variance(promoters: float, detractors: float) -> float:
    """Of one answer that counts +1, 0 or -1; never below 0, as rounding might have it."""
    return max(promoters + detractors - (promoters - detractors) ** 2, 0.0)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + confidence(level)) / 2)
