"""Which of recency, frequency and monetary value tells most about the weeks that follow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table

MEASURES = ("r", "f", "m")

LABEL_ROOM = 0.07
"""What a share written above its bar takes up of the panel's height."""


def response_by_group(
    scores: Any, bought: Any, *, days: int = 90, bins: int = 5, language: str | None = None
) -> Picture:
    """The share of customers that bought afterwards, by their score in recency, frequency and monetary value.

    Three panels on one scale. Bars are told apart by place and label; the best group is darker. Groups differ in size
    where customers are equal, so each says how many it holds; a score that nobody has stays empty.

    Args:
        scores: one row per customer with `customer_id`, `r_score`, `f_score`, `m_score` (as `rfm_scores` returns).
        bought: who bought: a table with `customer_id` and `bought_again` (as `bought_again` returns), or any
            collection of customer ids.
        days: how long after the snapshot a purchase counts; for the words only.
        bins: the number of groups.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a table lacks a column, or there is no customer.
    """
    shares = response_shares(scores, bought, bins=bins)
    base = int(shares.loc[shares["measure"] == "r", "customers"].sum())
    came = int(shares.loc[shares["measure"] == "r", "buyers"].sum())
    overall = came / base
    title = finding(shares, language)
    note = words.text(
        "figures.groups.note",
        language,
        n=words.number(base),
        days=days,
        came=words.number(came),
        share=words.percent(overall, language=language),
    )
    top = max(shares["share"].max(), overall)
    with styled():
        figure = canvas(4.2, title, note)
        panels = figure.subplots(1, len(MEASURES), sharey=True)
        step = 0.1 if top <= 0.65 else 0.2
        ceiling = min(max(np.ceil(top * 1.08 / step) * step, step), 1.08)
        for axes, measure in zip(panels, MEASURES, strict=True):
            panel(axes, shares[shares["measure"] == measure], measure, overall, LABEL_ROOM * ceiling, language)
        panels[0].set_ylim(0, ceiling)
        panels[0].yaxis.set_major_locator(MultipleLocator(step))
        panels[0].yaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(share, language=language)))
        panels[0].set_ylabel(words.text("figures.groups.y", language, days=days))
        name_the_line(panels, shares, overall, language)
    parts = [
        words.text(
            "figures.groups.alt",
            language,
            measure=words.text(f"figures.groups.name.{measure}", language),
            shares=words.listing([words.percent(share, language=language) for share in rows["share"]], language),
        )
        for measure, rows in shares.groupby("measure", sort=False)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def response_shares(scores: Any, bought: Any, *, bins: int = 5) -> pd.DataFrame:
    """Customers, buyers and the share of buyers for every measure and score.

    Returns:
        `measure` (r, f, m), `score` (1 to bins), `customers`, `buyers`, `share` (NaN where there is no customer).
    """
    wide = table(scores, "scores", ["customer_id", *(f"{measure}_score" for measure in MEASURES)])
    if wide.empty:
        raise MeasureError("scores has no rows; there is no customer to draw.")
    if hasattr(bought, "columns"):
        answers = table(bought, "bought", ["customer_id", "bought_again"])
        buyers = set(answers.loc[answers["bought_again"].astype(bool), "customer_id"])
    else:
        buyers = set(bought)
    wide["buyers"] = wide["customer_id"].isin(buyers)
    found = []
    for measure in MEASURES:
        groups = wide.groupby(f"{measure}_score")["buyers"].agg(customers="size", buyers="sum")
        groups = groups.reindex(range(1, bins + 1), fill_value=0).rename_axis("score").reset_index()
        groups.insert(0, "measure", measure)
        found.append(groups)
    shares = pd.concat(found, ignore_index=True)
    shares["share"] = shares["buyers"] / shares["customers"].where(shares["customers"] > 0)
    return shares


def finding(shares: pd.DataFrame, language: str | None) -> str:
    """The title: the best group by the measure that tells most, beside that by the measure that tells least."""
    best = shares.dropna(subset="share").groupby("measure", sort=False).last()
    ranked = best.loc[list(MEASURES), "share"].sort_values(ascending=False, kind="stable")
    high, low = ranked.index[0], ranked.index[-1]
    most, least = (words.percent(ranked[measure], language=language) for measure in (high, low))
    if most == least:
        return words.text("figures.groups.title_equal", language, share=most)
    return words.text(
        "figures.groups.title",
        language,
        best=words.text(f"figures.groups.who.{high}", language),
        most=most,
        worst=words.text(f"figures.groups.who.{low}", language),
        least=least,
    )


def panel(
    axes: Axes, rows: pd.DataFrame, measure: str, overall: float, label_height: float, language: str | None
) -> None:
    """One measure's bars, each with its share on top and its number of customers below.

    Where the dashed line would cross a share above its bar, the share is written into the bar.
    """
    scores = rows["score"].to_numpy()
    heights = rows["share"].fillna(0).to_numpy()
    colors = [INK if score == scores[-1] else PALE for score in scores]
    axes.bar(scores, heights, width=0.74, color=colors, zorder=2)
    axes.axhline(overall, color=RUST, linewidth=1.1, linestyle=(0, (4, 3)), zorder=3)
    for score, share in zip(scores, rows["share"], strict=True):
        if not np.isnan(share):
            inside = share <= overall < share + label_height and share > label_height
            axes.annotate(
                words.percent(share, language=language),
                (score, share),
                xytext=(0, -3 if inside else 3),
                textcoords="offset points",
                ha="center",
                va="top" if inside else "baseline",
                size=LABEL_SIZE - 0.5,
                color="white" if inside and score == scores[-1] else TEXT,
                zorder=4,
            )
    axes.set_title(words.text(f"figures.groups.name.{measure}", language))
    labels = [f"{score}\n{words.number(count)}" for score, count in zip(scores, rows["customers"], strict=True)]
    axes.set_xticks(scores, labels)
    axes.set_xlabel(words.text(f"figures.groups.x.{measure}", language), color=QUIET, size=NOTE_SIZE + 0.5)
    axes.set_xlim(0.45, len(scores) + 0.55)
    axes.tick_params(axis="x", length=0, pad=4)
    axes.spines["left"].set_visible(False)


def name_the_line(panels: np.ndarray, shares: pd.DataFrame, overall: float, language: str | None) -> None:
    """Write what the dashed line is, over the two lowest bars side by side; the note says it where there is no room."""
    low = shares[shares["score"] <= 2].groupby("measure")["share"].max().fillna(0).reindex(list(MEASURES))
    if low.min() > overall * 0.9:
        return
    panels[int(low.to_numpy().argmin())].annotate(
        words.text("figures.groups.all", language, share=words.percent(overall, language=language)),
        (0.5, overall),
        xytext=(0, 4),
        textcoords="offset points",
        ha="left",
        size=NOTE_SIZE,
        color=RUST,
    ).set_in_layout(False)
