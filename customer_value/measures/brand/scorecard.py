"""The brand scorecard: how customers rate us at each stage of their journey, worst stage first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import pandas as pd
from scipy.stats import t as student

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, moved, whole_days
from customer_value.measures._arguments import columns, mapping
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import none_missing, pandas_table
from customer_value.measures.brand._answers import confidence

JOURNEY = {
    "first_contact": ("performance_shop", "performance_choice"),
    "purchase": ("performance_price", "performance_quality"),
    "delivery": ("performance_delivery",),
    "service": ("performance_service", "rating"),
    "afterwards": ("satisfaction", "nps"),
}
"""The stages in the order of the journey, and the questions that stand for each: columns of the surveys, and `rating`,
which customers give after they got in touch."""

SCALES = {"nps": (0, 10)}
"""The scales of the questions; 1 to 5 where none is named."""


def journey_scorecard(
    surveys: Any,
    contacts: Any,
    snapshot: Any,
    *,
    days: int = 365,
    level: float = 0.95,
    stages: Mapping[str, Sequence[str]] = JOURNEY,
) -> pd.DataFrame:
    """The brand scorecard along the customer journey (顧客旅程品牌計分卡), in points from 0 to 100.

    First every answer goes onto one scale: `100 x (answer - worst) / (best - worst)`, so that a 4 of 1 to 5 is 75 and
    an 8 of 0 to 10 is 80. Then each **customer's** answers to the questions of a stage are averaged, and then the
    customers. So somebody who answered twice or rated five calls counts once, and the interval is one of people.

    Args:
        surveys: `customer_id`, `answered_on` (missing where no answer came) and the questions, missing where blank.
        contacts: `customer_id`, `resolved_on` (missing while open), `rating` (1 to 5, missing where not rated).
        snapshot: the day on which it is judged.
        days: answers of so many days up to the snapshot count; a rating is of the day the contact was settled.
        level: of the interval, 0 to 1.
        stages: the questions of each stage, in the order of the journey.

    Returns:
        A pandas frame, the worst stage first, equal ones in the journey's order: `stage`, `score` (0 to 100), `low`,
        `high` (the interval, by Student's t, cut at 0 and 100; NaN with fewer than two customers), `customers` (who
        answered). A stage that nobody rated comes last with NaN.

    Raises:
        MeasureError: a column is missing or of another type, an answer is outside its scale, an answer has no
            customer, `snapshot` is no day, or `level` is not between 0 and 1.

    Notes:
        Which question stands for which stage is a choice, and so is weighing them alike: the table says where to
        look, not why. Who gets in touch has mostly had a problem, and who answers is mostly content.

    Examples:
        >>> surveys = pd.DataFrame({"customer_id": ["A", "B"], "answered_on": pd.to_datetime(["2024-11-05"] * 2),
        ...     "performance_delivery": [3, 2], "nps": [9, 10]})
        >>> contacts = pd.DataFrame({"customer_id": ["A", "A"], "resolved_on": pd.to_datetime(["2024-12-01"] * 2),
        ...     "rating": [4, 2]})
        >>> stages = {"delivery": ["performance_delivery"], "service": ["rating"], "afterwards": ["nps"]}
        >>> journey_scorecard(surveys, contacts, "2024-12-31", stages=stages)[["stage", "score", "customers"]]
                stage  score  customers
        0    delivery   37.5          2
        1     service   50.0          1
        2  afterwards   95.0          2
    """
    chosen = confidence(level)
    day = calendar_day(snapshot)
    window = moved(day, 1 - whole_days(days)), moved(day, 1)
    stages = {stage: columns(questions, f"stages[{stage!r}]") for stage, questions in mapping(stages, "stages").items()}
    asked = [question for questions in stages.values() for question in questions if question != "rating"]
    points = [_points(surveys, "surveys", "answered_on", list(dict.fromkeys(asked)), window)]
    if any("rating" in questions for questions in stages.values()):
        points.append(_points(contacts, "contacts", "resolved_on", ["rating"], window))
    answers = pd.concat(points, ignore_index=True)
    rows = []
    for stage, questions in stages.items():
        people = answers[answers["question"].isin(list(questions))].groupby("customer_id")["points"].mean()
        rows.append((stage, *_mean_and_bounds(people, chosen), len(people)))
    table = pd.DataFrame(rows, columns=["stage", "score", "low", "high", "customers"])
    order = table["score"].round(9).sort_values(kind="stable", na_position="last").index
    return table.loc[order].reset_index(drop=True)


def _points(native: Any, name: str, date: str, questions: list[str], window: tuple[Any, Any]) -> pd.DataFrame:
    """Every answer of the window on the scale from 0 to 100, one row each: `customer_id`, `question`, `points`."""
    kinds = {"customer_id": "key", date: "date"} | dict.fromkeys(questions, "number")
    table = pandas_table(native, name, gaps=kinds, **kinds)
    start, end = map(pd.Timestamp, window)
    table = table[(table[date] >= start) & (table[date] < end)]
    none_missing(table, name, "customer_id")
    parts = [pd.DataFrame({"customer_id": [], "question": [], "points": []})]
    for question in questions:
        worst, best = SCALES.get(question, (1, 5))
        given = table[["customer_id", question]].dropna()
        odd = given.loc[(given[question] < worst) | (given[question] > best), question]
        if len(odd):
            raise MeasureError(
                f"{name}[{question!r}] holds {odd.iloc[0]:g}; it is asked on a scale from {worst} to {best}."
            )
        share = (given[question] - worst) / (best - worst)
        parts.append(pd.DataFrame({"customer_id": given["customer_id"], "question": question, "points": 100 * share}))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _mean_and_bounds(people: pd.Series, level: float) -> tuple[float, float, float]:
    n = len(people)
    if not n:
        return NAN, NAN, NAN
    mean = float(people.mean())
    if n < 2:
        return mean, NAN, NAN
    half = float(student.ppf((1 + level) / 2, n - 1)) * float(people.std(ddof=1)) / sqrt(n)
    return mean, max(mean - half, 0.0), min(mean + half, 100.0)
