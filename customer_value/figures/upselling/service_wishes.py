"""Which additional service each group of customers wishes for, with how sure that is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table as checked
from customer_value.figures.ticks import round_places

COLUMNS = ["group", "service", "answers", "share", "low", "high"]
MOST_IN_A_ROW = 5
MOST_IN_A_TITLE = 3


def service_wishes(wishes: Any, *, language: str | None = None) -> Picture:
    """A panel for each service; in it a dot for each group with its 95% interval. Each group's favourite stands out.

    Args:
        wishes: one row per group and service, as the measure `service_wishes` returns it.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody named a service.
    """
    table = checked(wishes, "wishes", COLUMNS)
    table = table[table["answers"] > 0].astype({"group": "str"})
    if table.empty:
        raise MeasureError("wishes has no answers; there is nothing to draw.")
    groups, services = list(dict.fromkeys(table["group"])), list(dict.fromkeys(table["service"]))
    shares = table.pivot_table("share", "group", "service", aggfunc="first").loc[groups, services]
    first = {group: [name for name in services if row[name] == row.max()] for group, row in shares.iterrows()}
    answers = table.groupby("group")["answers"].first()
    title = finding(shares, first, language)
    note = words.text("figures.service_wishes.note", language, n=words.number(answers.sum()))
    columns = min(len(services), MOST_IN_A_ROW)
    lines = -(-len(services) // columns)
    with styled():
        figure = canvas(1.25 + lines * (0.75 + 0.5 * len(groups)), title, note)
        panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
        top = min(1.04, table["high"].max() * 1.12)
        for place, axes in enumerate(panels.flat):
            if place >= len(services):
                axes.set_visible(False)
                continue
            name = services[place]
            rows = table[table["service"] == name].set_index("group").loc[groups]
            panel(axes, rows, [name in first[group] for group in groups], language)
            axes.set_title(words.wrap(name, 66 / columns / (LABEL_SIZE + 1.5) * 7.0), size=LABEL_SIZE)
            if place + columns >= len(services):
                axes.tick_params(axis="x", labelbottom=True)
        labels = [
            words.text(
                "figures.service_wishes.group", language, name=words.wrap(group, 10), n=words.number(answers[group])
            )
            for group in groups
        ]
        for axes in panels[:, 0]:
            axes.set_yticks(range(len(groups)), labels, color=TEXT, va="center")
        panels[0][0].set(xlim=(0, top), ylim=(len(groups) - 0.4, -0.6))
        panels[0][0].set_xticks(round_places(0, top, 3))
        panels[0][0].xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.percent(x, language=language)))
        lowest = panels[-1][(len(services) - 1) % columns // 2]
        lowest.set_xlabel(words.text("figures.service_wishes.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
    parts = []
    for group in groups:
        rows = table[table["group"] == group]
        told = [
            words.text(
                "figures.service_wishes.part",
                language,
                service=row.service,
                share=words.percent(row.share, language=language),
                low=words.percent(row.low, language=language),
                high=words.percent(row.high, language=language),
            )
            for row in rows.itertuples()
        ]
        parts.append(
            words.text(
                "figures.service_wishes.alt",
                language,
                name=group,
                n=words.number(answers[group]),
                parts=words.listing(told, language),
            )
        )
    return Picture(figure, " ".join([title, note, *parts]))


def finding(shares: pd.DataFrame, first: dict[str, list[str]], language: str | None) -> str:
    """The title: each group's favourite, or the one that all share."""
    favourites = {tuple(names) for names in first.values()}
    best = shares.max(axis="columns")
    if len(favourites) == 1 and len(shares) > 1:
        return words.text(
            "figures.service_wishes.title_same",
            language,
            service=words.listing(list(favourites.pop()), language),
            low=words.percent(best.min(), language=language),
            high=words.percent(best.max(), language=language),
        )
    if len(shares) > MOST_IN_A_TITLE:
        strong = best.idxmax()
        return words.text(
            "figures.service_wishes.title_many",
            language,
            k=len(favourites),
            n=len(shares),
            name=strong,
            service=words.listing(first[strong], language),
            share=words.percent(best[strong], language=language),
        )
    parts = [
        words.text(
            "figures.service_wishes.favourite",
            language,
            name=group,
            service=words.listing(names, language),
            share=words.percent(best[group], language=language),
        )
        for group, names in first.items()
    ]
    between = words.text("figures.service_wishes.between", language)
    return words.text("figures.service_wishes.title", language, parts=between.join(parts))


def panel(axes: Axes, rows: pd.DataFrame, favourite: list[bool], language: str | None) -> None:
    """One service: a dot and an interval for each group, rust where it is the group's favourite."""
    places = np.arange(len(rows))
    colors = [RUST if best else INK for best in favourite]
    axes.hlines(places, rows["low"], rows["high"], color=[RUST if best else PALE for best in favourite], linewidth=2.2)
    axes.scatter(rows["share"], places, s=[64 if best else 40 for best in favourite], color=colors, zorder=3)
    for place, share, color in zip(places, rows["share"], colors, strict=True):
        axes.annotate(
            words.percent(share, language=language),
            (share, place),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            size=NOTE_SIZE,
            color=color,
        )
    axes.grid(visible=True, axis="x", color=LINE)
    axes.grid(visible=False, axis="y")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
