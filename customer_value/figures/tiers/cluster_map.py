"""Clusters of customers on two of their numbers, told apart by mark and label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import MONEY, cluster_name, column_axis, column_name, column_value, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import (
    AMBER,
    INK,
    LABEL_SIZE,
    NOTE_SIZE,
    PALE,
    QUIET,
    RUST,
    TEAL,
    TEXT,
    canvas,
    styled,
)
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks

MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
INKS = (INK, AMBER, TEAL, RUST, PALE, QUIET, "#7d5a86", "#6b8f3c")
"""A mark and a colour for each cluster; from the ninth on they begin again."""

MOST = 4000
"""More customers than this hide each other, so every so manieth is drawn; medians and shares are those of all."""


def cluster_map(
    customers: Any,
    x: str,
    y: str,
    *,
    cluster: str = "cluster",
    log: Sequence[str] = (),
    quality: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Every customer as a mark, one kind of mark for each cluster, with a label at the cluster's median.

    Args:
        customers: one row per customer, with the two columns and the cluster (a number, or the name it was given).
        x, y: the columns of the two axes.
        cluster: the column with the cluster.
        log: those of the two columns to draw in steps that double; their numbers have to be above 0.
        quality: how clear and stable the clusters are by their number, drawn beside the map: `k`, `silhouette` and
            `agreement` (NaN where it was not worked out). None draws the map alone.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no customer, or a number to be drawn in doubling steps is not
            above 0.
    """
    people = table(customers, "customers", [x, y, cluster])
    if people.empty:
        raise MeasureError("customers has no rows; there is no customer to draw.")
    for name in log:
        if name in (x, y) and not (people[name] > 0).all():
            raise MeasureError(f"customers[{name!r}] has numbers of 0 or less; leave it out of log.")
    groups = people.groupby(cluster, sort=True, observed=True)
    middles = groups[[x, y]].median().assign(customers=groups.size())
    middles["share"] = middles["customers"] / len(people)
    middles["name"] = [cluster_name(one, language) for one in middles.index]

    def shown(column: str, value: float) -> str:
        return column_value(column, value, currency, language)

    title = finding(middles, len(people), y, shown, language)
    note = words.text("figures.cluster_map.note", language, people=counted(len(people), language))
    with styled():
        figure = canvas(4.6, title, note)
        if quality is None:
            axes = figure.subplots()
        else:
            axes, side = figure.subplots(1, 2, width_ratios=(2.6, 1))
            draw_quality(side, table(quality, "quality", ["k", "silhouette", "agreement"]), len(middles), language)
        step = -(-len(people) // MOST)
        for place, (one, rows) in enumerate(people.iloc[::step].groupby(cluster, sort=True, observed=True)):
            axes.scatter(
                rows[x],
                rows[y],
                s=17,
                marker=MARKS[place % len(MARKS)],
                color=INKS[list(middles.index).index(one) % len(INKS)],
                alpha=0.55,
                linewidths=0,
                zorder=2,
            )
        for column, axis in ((x, axes.xaxis), (y, axes.yaxis)):
            doubling = column in log and people[column].max() > 3 * people[column].min()
            scale(axes, axis, column, doubling, currency, language)
        axes.grid(visible=True, axis="both")
        axes.set_xlabel(column_axis(x, language), color=QUIET, size=NOTE_SIZE + 0.5)
        axes.set_ylabel(column_axis(y, language), color=QUIET, size=NOTE_SIZE + 0.5)
        inner_ticks(axes, "x", "y")
        axes.autoscale(False)  # the marks at the medians change no limits
        label_the_middles(axes, middles, x, y, language)
    parts = [
        words.text(
            "figures.cluster_map.alt",
            language,
            name=row["name"],
            people=counted(row["customers"], language),
            share=words.percent(row["share"], language=language),
            x=column_name(x, language),
            x_value=shown(x, row[x]),
            y=column_name(y, language),
            y_value=shown(y, row[y]),
        )
        for _, row in middles.iterrows()
    ]
    if quality is not None:
        here = table(quality, "quality", ["k", "silhouette", "agreement"]).set_index("k")
        here = here.reindex([len(middles)]).iloc[0]
        pair = {name: words.number(here[name], 2, language) for name in ("silhouette", "agreement")}
        parts.append(words.text("figures.cluster_map.quality_alt", language, **pair))
    return Picture(figure, " ".join([title, note, *parts]))


def finding(middles: pd.DataFrame, n: int, y: str, shown: Any, language: str | None) -> str:
    """The title: the cluster whose middle customer stands highest."""
    name = column_name(y, language)
    high = middles.loc[middles[y].idxmax()]
    if len(middles) == 1:
        people = counted(n, language)
        return words.text("figures.cluster_map.title_one", language, people=people, y=name, value=shown(y, high[y]))
    if middles[y].min() == middles[y].max():
        value = shown(y, high[y])
        return words.text("figures.cluster_map.title_equal", language, y=name, k=len(middles), value=value)
    return words.text(
        "figures.cluster_map.title",
        language,
        name=high["name"],
        y=name,
        value=shown(y, high[y]),
        share=words.percent(high["share"], language=language),
    )


def scale(axes: Axes, axis: Any, column: str, doubling: bool, currency: str | None, language: str | None) -> None:
    """One axis: linear or in doubling steps, with money written short."""
    if doubling:
        (axes.set_xscale if axis is axes.xaxis else axes.set_yscale)("log")
        low, high = axis.get_view_interval()
        subs = (1.0,) if high / low > 2000 else (1.0, 3.0) if high / low > 30 else (1.0, 2.0, 5.0)
        axis.set_major_locator(LogLocator(base=10, subs=subs, numticks=30))
        axis.set_minor_formatter(NullFormatter())
        axis.set_tick_params(which="minor", length=0)

    def tick(value: float, _: Any) -> str:
        if column in MONEY:
            return words.short_money(value, currency, language)
        return words.number(value, 0 if float(value).is_integer() else 1)

    axis.set_major_formatter(FuncFormatter(tick))


def label_the_middles(axes: Axes, middles: pd.DataFrame, x: str, y: str, language: str | None) -> None:
    """The clusters' names and shares at their medians, moved apart up and down where they would overlap."""
    figure = axes.get_figure()
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine("none")  # the axes stay where they stand now, and the labels with them
    points = axes.transData.transform(middles[[x, y]].to_numpy("float64"))
    labels = [
        words.text(
            "figures.cluster_map.label",
            language,
            name=row["name"],
            share=words.percent(row["share"], language=language),
        )
        for _, row in middles.iterrows()
    ]
    unit = figure.dpi / 72
    box = axes.get_window_extent()
    high, taken = LABEL_SIZE * 1.9 * unit, []
    for place in np.argsort(-points[:, 1], kind="stable"):
        wide = (words.width(labels[place]) + 1.2) * LABEL_SIZE * unit
        across = float(np.clip(points[place, 0], box.x0 + wide / 2, box.x1 - wide / 2))
        up = float(np.clip(points[place, 1], box.y0 + high, box.y1 - high / 2))
        for other_across, other_up, other_wide in sorted(taken, key=lambda one: -one[1]):
            if abs(across - other_across) < (wide + other_wide) / 2 and abs(up - other_up) < high:
                up = other_up - high
        taken.append((across, up, wide))
        ink = INKS[place % len(INKS)]
        axes.plot(
            *middles[[x, y]].iloc[place],
            MARKS[place % len(MARKS)],
            color=ink,
            markersize=11,
            mec="white",
            mew=1.6,
            zorder=6,
        )
        axes.annotate(
            labels[place],
            axes.transData.inverted().transform((across, up - high * 0.9)),
            ha="center",
            va="center",
            size=LABEL_SIZE,
            color=TEXT,
            zorder=5,
            bbox={
                "boxstyle": "round,pad=0.25",
                "facecolor": "white",
                "edgecolor": ink,
                "linewidth": 1.2,
                "alpha": 0.93,
            },
        )


def draw_quality(axes: Axes, quality: pd.DataFrame, k: int, language: str | None) -> None:
    """Silhouette and stability over the number of clusters, the one that is shown marked."""
    for column, color, mark in (("silhouette", INK, "o"), ("agreement", RUST, "s")):
        axes.plot(quality["k"], quality[column], f"{mark}-", color=color, linewidth=1.3, markersize=4, zorder=2)
        rows = quality.dropna(subset=column)
        here = rows[rows["k"] == k]
        axes.plot(here["k"], here[column], mark, color=color, markersize=11, mec="white", mew=1.5, zorder=3)
        for value in here[column]:
            axes.annotate(
                words.number(value, 2),
                (k, value),
                xytext=(0, 9),
                textcoords="offset points",
                ha="center",
                size=LABEL_SIZE,
                color=color,
            )
        axes.annotate(
            words.wrap(words.text(f"figures.cluster_map.{column}", language), 10),
            (quality["k"].min(), float(rows[column].min()) if len(rows) else 1.0),
            xytext=(-5, -12),
            textcoords="offset points",
            va="top",
            size=NOTE_SIZE,
            color=color,
        )
    axes.set_title(words.text("figures.cluster_map.quality", language), size=LABEL_SIZE)
    axes.set_ylim(min(0.0, float(quality["silhouette"].min()) - 0.25), 1.12)
    axes.set_yticks([0, 0.5, 1], [words.number(tick, 1) for tick in (0, 0.5, 1)])
    axes.set_xticks(quality["k"], quality["k"])
    axes.set_xlim(quality["k"].min() - 0.6, quality["k"].max() + 0.6)
    axes.set_xlabel(words.text("figures.choose_k.k", language), color=QUIET, size=NOTE_SIZE + 0.5)
    axes.spines["left"].set_visible(False)
