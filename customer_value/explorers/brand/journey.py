"""Draw a few customers, and watch the weakest stage of the journey change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
from scipy.stats import t as student

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.brand.journey import draw_stages, stage_name
from customer_value.figures.picture import Picture
from customer_value.figures.style import canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.brand.scorecard import JOURNEY, SCALES

SIZES = (3, 5, 10, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1200)
"""How many customers a sample may have."""

DRAWS = 40
"""How many samples the second slider goes through."""

TRIES = 400
"""How many samples the share of those that name another stage is taken from."""


def journey_explorer(
    points: Any,
    rng: np.random.Generator,
    *,
    labels: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for how many customers answer, and one for which of them it is; below, their scorecard.

    Customers are drawn with replacement, as if there were any number of the same kind: so a sample may be larger than
    the number of those who really answered.

    The question: from how many answers on can you trust the name of the weakest stage? (Move the second slider at five
    customers, then at five hundred.)

    Args:
        points: what `stage_points` returns.
        rng: a generator with a fixed seed, such as `numpy.random.default_rng(7)`, so that everybody sees the same.
        labels: the stages' names by key; a shop's when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: nobody answered, or fewer than two stages were rated.
    """
    rated = points.dropna(axis="columns", how="all") if isinstance(points, pd.DataFrame) else pd.DataFrame(points)
    if rated.empty or rated.shape[1] < 2:
        raise MeasureError(f"points has {rated.shape[1]} stages that were rated; give at least two, to compare them.")
    seed = int(rng.integers(2**32))
    names = {stage: stage_name(stage, labels, language) for stage in rated.columns}
    usual = names[rated.mean().idxmin()]
    others: dict[int, float] = {}

    def draw(size: int, draw: int) -> Picture:
        if size not in others:
            others[size] = others_named(rated, size)
        chance = np.random.default_rng([seed, size, draw])
        sample = rated.iloc[chance.integers(len(rated), size=size)]
        return sample_card(sample, names, usual, others[size], language)

    controls = {
        "size": widgets.SelectionSlider(
            options=[(words.number(size), size) for size in SIZES],
            value=SIZES[1],
            description=words.text("explorers.journey.size", language),
            layout=widgets.Layout(width="520px"),
        ),
        "draw": widgets.IntSlider(
            value=1,
            min=1,
            max=DRAWS,
            description=words.text("explorers.journey.draw", language),
            layout=widgets.Layout(width="520px"),
        ),
    }
    return Explorer(controls, draw, language)


def stage_points(
    surveys: Any,
    contacts: Any,
    snapshot: Any,
    *,
    days: int = 365,
    stages: Mapping[str, Sequence[str]] = JOURNEY,
) -> pd.DataFrame:
    """The points of every customer at every stage, from 0 to 100, of those who answered a survey in the time.

    The same steps as in the measure `journey_scorecard`, before its last: every answer on one scale, then the mean of a
    customer's answers at a stage. The means of the columns are the scorecard of these customers.

    Args:
        surveys, contacts, snapshot, days, stages: as for `journey_scorecard`.

    Returns:
        A pandas frame, a row per customer, a column per stage; NaN where the customer rated nothing of it.

    Raises:
        MeasureError: a column is missing.
    """
    end = pd.Timestamp(snapshot)
    start = end - pd.Timedelta(days=days - 1)
    asked = list(dict.fromkeys(one for questions in stages.values() for one in questions if one != "rating"))
    answers = [table(surveys, "surveys", ["customer_id", "answered_on", *asked])]
    answers[0] = answers[0][answers[0]["answered_on"].between(start, end)]
    people = answers[0]["customer_id"].unique()
    if any("rating" in questions for questions in stages.values()):
        rated = table(contacts, "contacts", ["customer_id", "resolved_on", "rating"])
        answers.append(rated[rated["resolved_on"].between(start, end)])
    found = {}
    for stage, questions in stages.items():
        parts = [on_one_scale(one, question) for question in questions for one in answers if question in one.columns]
        found[stage] = pd.concat(parts).groupby(level=0).mean()
    return pd.DataFrame(found).reindex(people).rename_axis("customer_id")


def on_one_scale(answers: pd.DataFrame, question: str) -> pd.Series:
    """A question's answers in points from 0 to 100, by customer; without the blanks."""
    worst, best = SCALES.get(question, (1, 5))
    given = answers.set_index("customer_id")[question].dropna().astype("float64")
    return 100 * (given - worst) / (best - worst)


def others_named(points: pd.DataFrame, size: int) -> float:
    """The share of samples of so many customers in which another stage is weakest than in all of them.

    The same points and size give the same share. Where several stages are equally weak, the first in the journey is
    taken.
    """
    values = points.to_numpy(dtype=float)
    chosen = np.random.default_rng(size).integers(len(values), size=(TRIES, size))
    there = ~np.isnan(values)
    sums = np.where(there, values, 0.0)[chosen].sum(axis=1)
    counts = there[chosen].sum(axis=1)
    means = np.divide(sums, counts, out=np.full(sums.shape, np.inf), where=counts > 0)
    return float((means.argmin(axis=1) != int(points.mean().to_numpy().argmin())).mean())


def sample_card(
    sample: pd.DataFrame, names: Mapping[str, str], usual: str, others: float, language: str | None
) -> Picture:
    """The scorecard of one sample, on the whole scale, with what other samples would have said."""
    counts = sample.count()
    half = sample.std() / np.sqrt(counts) * student.ppf(0.975, (counts - 1).clip(lower=1))
    half = half.where(counts > 1)
    card = pd.DataFrame({"score": sample.mean(), "low": sample.mean() - half, "high": sample.mean() + half})
    card = card.clip(0, 100).assign(customers=counts).dropna(subset="score")
    walked = card.rename_axis("stage").reset_index()
    worst = int(walked["score"].idxmin())
    fields = {
        "n": words.number(len(sample)),
        "stage": names[walked.loc[worst, "stage"]],
        "usual": usual,
        "others": words.percent(others, language=language),
    }
    title = words.text("explorers.journey.title", language, **fields)
    with styled():
        figure = canvas(4.2, title, words.text("explorers.journey.note", language))
        axes = figure.subplots()
        draw_stages(axes, walked, worst, names, language)
        axes.set(ylim=(0, 104), yticks=range(0, 101, 20))
    parts = [
        words.text(
            "figures.journey.alt_alone",
            language,
            stage=names[row.stage],
            score=words.number(row.score),
            n=row.customers,
        )
        for row in walked.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))
