"""The brand scorecard along the customer journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import with_n
from customer_value.measures.brand.scorecard import JOURNEY
from customer_value.messages import catalogue


def journey_scorecard(
    card: Any,
    order: Sequence[str] = tuple(JOURNEY),
    labels: Mapping[str, str] | None = None,
    *,
    language: str | None = None,
) -> Picture:
    """The stages in the order of the journey, each with its score and interval; the weakest stands out.

    Args:
        card: what the measure `journey_scorecard` returns.
        order: the stages from the first contact on.
        labels: the stages' names by key; a shop's when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, a stage is not in `order`, or no stage has a score.
    """
    rows = table(card, "card", ["stage", "score", "low", "high", "customers"]).dropna(subset="score")
    if rows.empty:
        raise MeasureError("card has no stage with a score; there is nothing to draw.")
    if unknown := sorted(set(rows["stage"]) - set(order)):
        raise MeasureError(f"card['stage'] has {unknown[0]!r}, which order leaves out; name every stage in order.")
    walked = rows.set_index("stage").loc[[stage for stage in order if stage in set(rows["stage"])]].reset_index()
    worst = int(walked["score"].idxmin())
    names = {stage: stage_name(stage, labels, language) for stage in walked["stage"]}
    title = finding(walked, worst, names, language)
    note = words.text("figures.journey.note", language)
    with styled():
        figure = canvas(4.2, title, note)
        axes = figure.subplots()
        draw_stages(axes, walked, worst, names, language)
    parts = [
        words.text(
            "figures.journey.alt" if row.low == row.low else "figures.journey.alt_alone",
            language,
            stage=names[row.stage],
            score=words.number(row.score),
            low=words.number(row.low),
            high=words.number(row.high),
            n=words.number(row.customers),
        )
        for row in walked.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def stage_name(stage: str, labels: Mapping[str, str] | None, language: str | None) -> str:
    """A stage's name: that of the labels, else a shop's, else its key."""
    if labels is not None and stage in labels:
        return str(labels[stage])
    known = f"figures.journey.stage.{stage}"
    return words.text(known, language) if known in catalogue("customer_value") else stage


def finding(walked: pd.DataFrame, worst: int, names: Mapping[str, str], language: str | None) -> str:
    """The title: the weakest stage, or those that cannot be told apart from it."""
    low = walked.loc[worst]
    name = names[low["stage"]]
    if len(walked) == 1:
        return words.text("figures.journey.title_one", language, stage=name, score=words.number(low["score"]))
    others = walked.drop(index=worst)
    close = others[~(others["low"] > low["high"])]  # an interval that is missing tells nobody apart
    if close.empty:
        best = walked.loc[walked["score"].idxmax()]
        fields = {"best": names[best["stage"]], "most": words.number(best["score"])}
        return words.text("figures.journey.title", language, stage=name, score=words.number(low["score"]), **fields)
    if len(close) == len(others):
        return words.text("figures.journey.title_equal", language)
    near = sorted([worst, *close.index])
    stages = words.listing([names[walked.loc[row, "stage"]] for row in near], language)
    return words.text("figures.journey.title_close", language, stages=stages)


def draw_stages(axes: Axes, walked: pd.DataFrame, worst: int, names: Mapping[str, str], language: str | None) -> None:
    """Dots on a line from stage to stage, with intervals and scores."""
    places = np.arange(len(walked))
    axes.plot(places, walked["score"], color=LINE, linewidth=2.5, zorder=2)
    for place, row in enumerate(walked.itertuples()):
        color = RUST if place == worst and len(walked) > 1 else INK
        if row.low == row.low:
            axes.plot([place, place], [row.low, row.high], color=color, linewidth=2.6, zorder=3)
        axes.plot(place, row.score, "o", color=color, markeredgecolor="white", ms=11, zorder=4)
        axes.annotate(
            words.number(row.score),
            (place, row.score),
            xytext=(11, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE + 1.5,
            color=color if place == worst else TEXT,
            zorder=5,
        )
    room = 5.8 * 72 / LABEL_SIZE / max(len(walked), 1)
    written = [with_n(words.wrap(names[row.stage], room), row.customers, language) for row in walked.itertuples()]
    axes.set_xticks(places, written, color=TEXT, linespacing=1.15)
    axes.tick_params(axis="x", length=0, pad=6)
    ends = walked[["score", "low", "high"]]
    low, high = ends.min(axis=None), ends.max(axis=None)
    pad = max((high - low) * 0.25, 5)
    axes.set(xlim=(-0.5, len(walked) - 0.35), ylim=(max(low - pad, 0), min(high + pad, 100)))
    inner_ticks(axes, "y")
    axes.set_ylabel(words.text("figures.journey.y", language))
    axes.tick_params(axis="y", labelsize=NOTE_SIZE + 0.5)
    axes.spines["left"].set_visible(False)
