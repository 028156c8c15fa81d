"""Competitive advantage: the ranking of the brands, and how far it depends on one weight."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import spread_apart
from customer_value.figures.style import (
    AMBER,
    INK,
    LABEL_SIZE,
    NOTE_SIZE,
    PALE,
    QUIET,
    RUST,
    SEQUENTIAL,
    TEAL,
    TEXT,
    bare,
    canvas,
    ink_on,
    styled,
)
from customer_value.figures.wording import attribute_name
from customer_value.measures.brand.advantage import advantage_by_weight, leaders_by_weight
from customer_value.measures.brand.advantage import advantage_ranking as ranking_of

RIVALS = ((TEAL, "-"), (AMBER, "--"), (RUST, "-."), (PALE, "-"), (QUIET, ":"))
"""Colour and stroke of the competitors' lines, in turn."""


def advantage_ranking(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    own: str | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    language: str | None = None,
) -> Picture:
    """The brands by rank: their score on every attribute that weighs something, and the weighted score as a bar.

    Args:
        scores, weights: as for `weighted_advantage`.
        own: our brand, which stands out.
        labels: the attributes' names by key; those of the surveys' six when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `weighted_advantage`, or no brand has a score.
    """
    ranking = ranking_of(scores, weights).dropna(subset="rank")
    if ranking.empty:
        raise MeasureError("No brand has a score: every weight is 0, or ratings are missing.")
    weights = dict(weights)
    total = sum(weights.values())
    counted = [key for key, weight in sorted(weights.items(), key=lambda pair: -pair[1]) if weight > 0]
    title = finding(ranking, own, language)
    note = words.text("figures.advantage.note", language)
    with styled():
        figure = canvas(2.1 + 0.44 * len(ranking), title, note)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.55, 1))
        heads = [
            f"{words.wrap(attribute_name(key, labels, language), 6)}\n"
            f"{words.percent(weights[key] / total, language=language)}"
            for key in counted
        ]
        draw_cells(left, scores.loc[ranking["brand"], counted], heads)
        names = [
            words.text("figures.advantage.ranked", language, rank=int(row.rank), brand=row.brand)
            for row in ranking.itertuples()
        ]
        left.set_yticks(range(len(ranking)), names, color=TEXT, va="center")
        for label, brand in zip(left.get_yticklabels(), ranking["brand"], strict=True):
            label.set_color(TEXT if brand == own or own is None else QUIET)
        draw_bars(right, ranking, own, language)
    parts = [
        words.text(
            "figures.advantage.alt",
            language,
            rank=int(row.rank),
            brand=row.brand,
            score=words.number(row.score, 2),
        )
        for row in ranking.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def finding(ranking: pd.DataFrame, own: str | None, language: str | None) -> str:
    """The title: who is first, and how far we are behind or ahead."""
    first = ranking[ranking["rank"] == 1]
    if len(first) > 1:
        brands = words.listing(first["brand"].tolist(), language)
        return words.text("figures.advantage.title_tied", language, brands=brands)
    leader = first.iloc[0]
    ours = ranking[ranking["brand"] == own]
    if len(ranking) == 1:
        return words.text(
            "figures.advantage.title_one", language, brand=leader["brand"], score=words.number(leader["score"], 2)
        )
    if ours.empty or leader["brand"] == own:
        second = ranking.iloc[1]
        fields = {"brand": leader["brand"], "second": second["brand"], "gap": words.number(second["behind"], 2)}
        return words.text("figures.advantage.title_leads", language, **fields)
    us = ours.iloc[0]
    fields = {"leader": leader["brand"], "brand": us["brand"], "rank": int(us["rank"])}
    return words.text("figures.advantage.title_behind", language, gap=words.number(us["behind"], 2), **fields)


def draw_cells(axes: Axes, shown: pd.DataFrame, heads: list[str]) -> None:
    """The scores as cells, darker for better, each attribute's name and weight on top."""
    bare(axes)
    low, high = np.nanmin(shown.to_numpy(dtype=float)), np.nanmax(shown.to_numpy(dtype=float))
    for row, values in enumerate(shown.to_numpy(dtype=float)):
        for column, value in enumerate(values):
            color = SEQUENTIAL(0.04 + 0.8 * (value - low) / (high - low) if high > low else 0.3)
            axes.add_patch(Rectangle((column - 0.47, row - 0.44), 0.94, 0.88, facecolor=color))
            axes.text(
                column,
                row,
                words.number(value, 1),
                ha="center",
                va="center",
                size=LABEL_SIZE - 0.5,
                color=ink_on(color),
            )
    axes.set_xticks(range(len(heads)), heads, size=NOTE_SIZE, color=TEXT, linespacing=1.05)
    axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=3)
    axes.set(xlim=(-0.52, len(heads) - 0.48), ylim=(len(shown) - 0.5, -0.5))


def draw_bars(axes: Axes, ranking: pd.DataFrame, own: str | None, language: str | None) -> None:
    """The weighted scores as bars from the lowest value of the scale up."""
    rows = np.arange(len(ranking))
    start = min(1.0, np.floor(ranking["score"].min()))
    colors = [INK if brand == own else PALE for brand in ranking["brand"]]
    axes.barh(rows, ranking["score"] - start, 0.62, left=start, color=colors, zorder=2)
    reach = ranking["score"].max() - start
    for row, score in enumerate(ranking["score"]):
        axes.text(score + reach * 0.03, row, words.number(score, 2), va="center", size=LABEL_SIZE, color=TEXT)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.tick_params(axis="y", left=False, labelleft=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(start, start + reach * 1.25 if reach else start + 1)
    axes.set_title(words.text("figures.advantage.x", language), size=NOTE_SIZE + 0.5, color=QUIET, pad=6)


def weight_sensitivity(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    attribute: str,
    own: str | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    language: str | None = None,
) -> Picture:
    """Every brand's score as one attribute's weight goes from nothing to everything, and who leads where.

    Args:
        scores, weights: as for `weighted_advantage`.
        attribute: the attribute whose weight is moved; the others keep their ratio.
        own: our brand, drawn darkest.
        labels: the attributes' names by key; those of the surveys' six when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `leaders_by_weight`, or no brand has a score.
    """
    spans = leaders_by_weight(scores, weights, attribute)
    if spans.empty:
        raise MeasureError("No brand has a score: ratings are missing on attributes that weigh something.")
    ends = [advantage_by_weight(scores, weights, attribute, share).dropna() for share in (0.0, 1.0)]
    now = weights[attribute] / sum(dict(weights).values())
    name = attribute_name(attribute, labels, language)
    title = sensitivity_finding(spans, now, name, language)
    note = words.text("figures.sensitivity.note", language, name=name)
    brands = list(ends[0].index)
    strokes = dict(zip([one for one in brands if one != own], RIVALS * len(brands), strict=False))
    with styled():
        figure = canvas(4.6, title, note)
        axes = figure.subplots()
        for brand in brands:
            color, stroke = (INK, "-") if brand == own else strokes[brand]
            width = 3.0 if brand == own else 1.8
            axes.plot(
                [0, 1], [ends[0][brand], ends[1][brand]], color=color, linestyle=stroke, linewidth=width, zorder=3
            )
        low, high = min(end.min() for end in ends), max(end.max() for end in ends)
        room = max(high - low, 0.2)
        axes.set(xlim=(0, 1), ylim=(low - 0.18 * room, high + 0.1 * room))
        draw_leaders(axes, spans, low - 0.1 * room, room)
        axes.axvline(now, color=QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=2)
        axes.annotate(
            words.text("figures.sensitivity.now", language, share=words.percent(now, language=language)),
            (now, 1),
            xycoords=("data", "axes fraction"),
            xytext=(4 if now < 0.8 else -4, -2),
            textcoords="offset points",
            ha="left" if now < 0.8 else "right",
            va="top",
            size=NOTE_SIZE,
            color=QUIET,
        )
        heights = spread_apart([ends[1][brand] for brand in brands], room * 0.075, low - 0.1 * room, high + 0.06 * room)
        for brand, height in zip(brands, heights, strict=True):
            axes.text(1.015, height, brand, va="center", size=LABEL_SIZE, color=TEXT if brand == own else QUIET)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(share, language=language)))
        axes.set_xlabel(words.text("figures.sensitivity.x", language, name=name))
        axes.set_ylabel(words.text("figures.advantage.x", language))
        axes.spines["left"].set_visible(False)
    parts = [
        words.text(
            "figures.sensitivity.alt",
            language,
            start=words.percent(row.start, language=language),
            end=words.percent(row.end, language=language),
            brand=row.leader,
        )
        for row in spans.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def sensitivity_finding(spans: pd.DataFrame, now: float, name: str, language: str | None) -> str:
    """The title: who leads at today's weight, and up to where."""
    here = spans[(spans["start"] <= now) & (now <= spans["end"])]
    leader = words.listing(list(dict.fromkeys(here["leader"])), language)
    fields = {"brand": leader, "name": name, "now": words.percent(now, language=language)}
    if len(set(spans["leader"])) == 1:
        return words.text("figures.sensitivity.title_always", language, **fields)
    left, right = here["start"].min(), here["end"].max()
    after = spans[spans["start"] >= right - 1e-12]
    if right < 1 and not after.empty:
        other = words.listing(after.loc[after["start"] == after["start"].min(), "leader"].tolist(), language)
        key, edge = "title_until", right
    else:
        before = spans[spans["end"] <= left + 1e-12]
        other = words.listing(before.loc[before["end"] == before["end"].max(), "leader"].tolist(), language)
        key, edge = "title_from", left
    edge_words = words.percent(edge, language=language)
    return words.text(f"figures.sensitivity.{key}", language, other=other, edge=edge_words, **fields)


def draw_leaders(axes: Axes, spans: pd.DataFrame, height: float, room: float) -> None:
    """A strip along the bottom: who leads at which weight."""
    for place, (start, part) in enumerate(spans.groupby("start", sort=True)):
        end = part["end"].max()
        color = "#dfe7ec" if place % 2 == 0 else "#f2e6c8"
        axes.add_patch(
            Rectangle(
                (start, height - 0.05 * room), end - start, 0.1 * room, facecolor=color, edgecolor="white", zorder=4
            )
        )
        name = (
            "、".join(part["leader"]) if any(not one.isascii() for one in part["leader"]) else ", ".join(part["leader"])
        )
        size = NOTE_SIZE
        if words.width(name) * size < (end - start) * 5.2 * 72:
            axes.text((start + end) / 2, height, name, ha="center", va="center", size=size, color=TEXT, zorder=5)
