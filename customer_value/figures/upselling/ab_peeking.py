"""A running A/B test as it looked on every day that somebody looked, and what stopping early does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table as checked
from customer_value.figures.ticks import round_places
from customer_value.figures.upselling.points import points

COLUMNS = ["look", "treated", "control", "difference", "low", "high", "significant"]
STOPS = ["look", "at_this_look", "by_now"]


def ab_peeking(running: Any, stops: Any = None, *, true: float | None = None, language: str | None = None) -> Picture:
    """The difference with its interval at every look; looks that seem significant stand out.

    With `stops` a second panel shows how many of many such tests would have been stopped as a success by each look.

    Args:
        running: one row per look, as `running_test` returns it.
        stops: as `early_stops` returns it, drawn with an uplift of 0.
        true: the true difference, where the test was drawn and it is known.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no look with people in both groups.
    """
    table = checked(running, "running", COLUMNS).dropna(subset="difference")
    if table.empty:
        raise MeasureError("running has no look with people in both groups; there is nothing to draw.")
    many = None if stops is None else checked(stops, "stops", STOPS)
    title = finding(table, true, language)
    last = table.iloc[-1]
    note = words.text(
        "figures.ab_peeking.note", language, n=words.number(last["treated"]), m=words.number(last["control"])
    )
    extra = ""
    if many is not None:
        extra = words.text(
            "figures.ab_peeking.alt_stops",
            language,
            looks=len(many),
            ever=words.percent(many["by_now"].iloc[-1], language=language),
            once=words.percent(many["at_this_look"].iloc[-1], language=language),
        )
    with styled():
        figure = canvas(3.8 if many is None else 6.2, title, note)
        panels = np.atleast_1d(
            figure.subplots(1 if many is None else 2, 1, height_ratios=None if many is None else (3, 2))
        )
        looks(panels[0], table, true, language)
        if many is not None:
            share(panels[1], many, len(table), language)
        panels[-1].set_xlabel(words.text("figures.ab_peeking.x", language))
    alt = words.text(
        "figures.ab_peeking.alt",
        language,
        looks=len(table),
        k=int(table["significant"].sum()),
        difference=points(last["difference"], language),
        low=points(last["low"], language),
        high=points(last["high"], language),
    )
    return Picture(figure, " ".join(part for part in (title, note, alt, extra) if part))


def finding(table: pd.DataFrame, true: float | None, language: str | None) -> str:
    """The title: what stopping at the first significant look would have said, and what the end says."""
    hits = table.loc[table["significant"].astype(bool), "look"]
    last = table.iloc[-1]
    fields = {
        "looks": len(table),
        "first": int(hits.iloc[0]) if len(hits) else 0,
        "difference": points(last["difference"], language),
        "early": points(table.loc[hits.index[0], "difference"], language) if len(hits) else "",
    }
    once = len(table) == 1
    if len(hits) == 0:
        kind = "title_once_not" if once else "title_never"
    elif true == 0:
        kind = "title_false_once" if once else "title_false_end" if bool(last["significant"]) else "title_false"
    elif once:
        kind = "title_once"
    else:
        kind = "title_held" if bool(last["significant"]) else "title_lost"
    return words.text(f"figures.ab_peeking.{kind}", language, **fields)


def looks(axes: Axes, table: pd.DataFrame, true: float | None, language: str | None) -> None:
    """The line of the difference in its band, and the looks at which the band leaves out 0."""
    x = table["look"].to_numpy()
    axes.fill_between(x, table["low"], table["high"], color=PALE, alpha=0.45, linewidth=0, zorder=1)
    axes.plot(x, table["difference"], color=INK, zorder=3)
    axes.axhline(0, color=TEXT, linewidth=1, zorder=2)
    if true:
        axes.axhline(true, color=AMBER, linewidth=1.6, linestyle=(0, (5, 3)), zorder=2)
    hits = table[table["significant"].astype(bool)]
    axes.plot(x, table["difference"], "o", markersize=4, color=INK, zorder=4)
    axes.plot(hits["look"], hits["difference"], "o", markersize=9, color=RUST, mec="white", mew=1.0, zorder=5)
    if len(table) == 1:
        axes.vlines(x, table["low"], table["high"], color=PALE, linewidth=3, zorder=2)
    elif len(hits):
        first = hits.iloc[0]
        low, high = np.nanmin(table["low"]), np.nanmax(table["high"])
        above = first["difference"] >= 0
        axes.annotate(
            words.text("figures.ab_peeking.stop", language, look=int(first["look"])),
            (first["look"], first["difference"]),
            xytext=(8, 14 if above else -14),
            textcoords="offset points",
            ha="left" if first["look"] <= x[0] + 0.7 * (x[-1] - x[0]) else "right",
            va="bottom" if above else "top",
            size=LABEL_SIZE - 0.5,
            color=RUST,
            zorder=6,
        )
        axes.set_ylim(low - 0.06 * (high - low), high + 0.1 * (high - low))
    axes.set_ylabel(words.text("figures.ab_peeking.y", language))
    axes.set_yticks(round_places(*axes.get_ylim(), 5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: words.number(y * 100, 1 if abs(y) < 0.1 else 0)))
    span(axes, x[0], x[-1])


def share(axes: Axes, many: pd.DataFrame, shown: int, language: str | None) -> None:
    """The share of tests that looked like a success at this look, and at this or any earlier one."""
    x = many["look"].to_numpy()
    axes.plot(x, many["by_now"], color=RUST)
    axes.plot(x, many["at_this_look"], color=INK, linestyle=(0, (4, 2)))
    here = many.iloc[min(shown, len(many)) - 1]
    axes.plot([here["look"]] * 2, here[["by_now", "at_this_look"]], "o", markersize=7, color=TEXT, zorder=4)
    top = max(many["by_now"].max(), 0.1)
    for key, column, color, lift in (("ever", "by_now", RUST, 6), ("once", "at_this_look", INK, 6)):
        axes.annotate(
            words.text(f"figures.ab_peeking.{key}", language, share=words.percent(here[column], language=language)),
            (here["look"], here[column]),
            xytext=(0, lift),
            textcoords="offset points",
            ha="left" if here["look"] <= x[0] + 0.4 * (x[-1] - x[0]) else "right",
            size=NOTE_SIZE + 0.5,
            color=color,
        )
    axes.set_ylim(0, top * 1.25)
    axes.set_title(words.text("figures.ab_peeking.many", language))
    axes.set_yticks(round_places(0, top * 1.25, 4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: words.percent(y, language=language)))
    span(axes, x[0], x[-1])


def span(axes: Axes, first: float, last: float) -> None:
    """From the first look to the last, whole looks only."""
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_xticks(round_places(first, last, 10, whole=True))
    axes.grid(visible=True, axis="y", color=axes.spines["bottom"].get_edgecolor())
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="both", labelcolor=QUIET)
