"""A few customers from the first order to the last: what each has brought so far, and what is to come."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, MIST, NOTE_SIZE, QUIET, RUST, SAND, TEXT, canvas, styled
from customer_value.figures.tables import labelled, table
from customer_value.figures.ticks import money_axis
from customer_value.figures.tiers.strips import time_axis
from customer_value.measures._numbers import share as checked_share


def lifelines(
    valid: Any,
    customers: Any,
    snapshot: Any,
    forecast: Any,
    *,
    margin: float,
    months: int = 36,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The margin of each customer, added up order by order to the snapshot, and from there on what is expected.

    One panel per customer on one scale of time and money, so that heights compare.

    Args:
        valid: valid orders on the snapshot, as `valid_orders` returns them.
        customers: ids by label (a mapping), a table with `label` and `customer_id`, or just ids; a handful.
        snapshot: the day on which they are judged.
        forecast: `customer_id`, `p_alive` and `clv` (margin to come), as `clv_forecast` returns them.
        margin: the margin rate that the forecast was made with, a share.
        months: how far the forecast goes.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a table lacks a column, nobody is named, or nobody named has a valid order.
    """
    day = pd.Timestamp(snapshot)
    chosen = labelled(customers)
    orders = table(valid, "valid", ["customer_id", "order_date", "amount"])
    orders = orders[orders["customer_id"].isin(list(chosen.values()))].sort_values("order_date", kind="stable")
    if orders.empty:
        raise MeasureError("None of the customers has an order in valid; name customers who have.")
    ahead = table(forecast, "forecast", ["customer_id", "p_alive", "clv"]).set_index("customer_id")
    lines = {label: lifeline(orders, ahead, one, checked_share(margin, "margin")) for label, one in chosen.items()}

    title = finding(lines, currency, language)
    note = words.text(
        "figures.lifelines.note",
        language,
        margin=words.percent(margin, language=language),
        months=months,
        day=words.date(day, language),
    )
    end = day + pd.DateOffset(months=months)
    first = orders["order_date"].min()
    highest = max(line["so_far"] + max(np.nan_to_num(line["to_come"]), 0) for line in lines.values())
    with styled():
        figure = canvas(1.25 + 1.35 * len(lines), title, note)
        panels = figure.subplots(len(lines), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        room = (end - first) * 0.02
        panels[0].set_xlim(date2num(first - room), date2num(end))
        panels[0].set_ylim(-0.06 * highest, 1.2 * highest)
        for number, (axes, (label, line)) in enumerate(zip(panels, lines.items(), strict=True)):
            draw_line(axes, line, day, end, currency, language)
            name_panel(axes, label)
            time_axis(axes, language)
            axes.grid(visible=True, axis="y")
            axes.tick_params(axis="x", labelbottom=number == len(lines) - 1)
        money_axis(panels[0].yaxis, currency, language, steps=3)
        name_times(panels[0], day, end, months, language)
        figure.supylabel(words.text("figures.lifelines.y", language), size=LABEL_SIZE, color=QUIET)
    return Picture(
        figure, " ".join([title, *(in_words(label, line, currency, language) for label, line in lines.items())])
    )


def lifeline(orders: pd.DataFrame, ahead: pd.DataFrame, customer: Any, margin: float) -> dict[str, Any]:
    """One customer's days, margin added up, and what is to come (NaN where the forecast does not know the customer)."""
    mine = orders[orders["customer_id"] == customer]
    known = customer in ahead.index
    return {
        "days": mine["order_date"].to_list(),
        "sums": (mine["amount"] * margin).cumsum().to_list(),
        "so_far": float((mine["amount"] * margin).sum()),
        "to_come": float(ahead.loc[customer, "clv"]) if known else float("nan"),
        "alive": float(ahead.loc[customer, "p_alive"]) if known else float("nan"),
    }


def finding(lines: dict[str, dict], currency: str | None, language: str | None) -> str:
    """The title: who has brought most, and from whom most is to come."""
    best = max(lines, key=lambda label: lines[label]["so_far"])
    known = [label for label in lines if not np.isnan(lines[label]["to_come"])]
    future = max(known, key=lambda label: lines[label]["to_come"]) if known else best
    return words.text(
        f"figures.lifelines.title{'_same' if future == best else ''}",
        language,
        so_far=best,
        so_far_money=words.money(lines[best]["so_far"], currency, language),
        to_come=future,
        to_come_money=words.money(lines[future]["to_come"], currency, language),
    )


def draw_line(
    axes: Axes,
    line: dict[str, Any],
    day: pd.Timestamp,
    end: pd.Timestamp,
    currency: str | None,
    language: str | None,
) -> None:
    """Steps up to the snapshot, a dashed line beyond it, and both amounts."""
    axes.spines["bottom"].set_visible(True)
    axes.axvspan(date2num(day), date2num(end), color=MIST, linewidth=0, zorder=0)
    axes.axvline(date2num(day), color=TEXT, linewidth=1.2, zorder=2)
    if line["days"]:
        days, sums = [*line["days"], day], [*line["sums"], line["so_far"]]
        axes.step(days, sums, where="post", color=INK, linewidth=2)
        axes.fill_between(days, sums, step="post", color=INK, alpha=0.12, linewidth=0)
        axes.scatter(line["days"], line["sums"], s=16, color=INK, zorder=4)
    so_far = line["so_far"]
    left = {"textcoords": "offset points", "ha": "right", "va": "bottom", "size": LABEL_SIZE, "color": INK}
    text = words.text("figures.lifelines.so_far", language, money=words.money(so_far, currency, language))
    axes.annotate(text, (date2num(day), so_far), xytext=(-6, 4), **left)
    if np.isnan(line["to_come"]):
        return
    then = so_far + line["to_come"]
    axes.plot([day, end], [so_far, then], color=RUST, linewidth=2, linestyle=(0, (3, 2)), zorder=3)
    axes.fill_between([day, end], [so_far, then], color=SAND, alpha=0.55, linewidth=0)
    parts = [
        words.text("figures.lifelines.to_come", language, money=words.money(line["to_come"], currency, language)),
        words.text("figures.lifelines.alive", language, share=words.percent(line["alive"], language=language)),
    ]
    axes.annotate(
        "\n".join(parts),
        (date2num(end), then),
        xytext=(5, 0),
        textcoords="offset points",
        ha="left",
        va="center" if then > 0.2 * axes.get_ylim()[1] else "bottom",
        size=LABEL_SIZE - 0.5,
        color=RUST,
        linespacing=1.25,
    )


def name_panel(axes: Axes, label: str) -> None:
    """The customer's name in the panel, over whatever is there."""
    axes.annotate(
        label,
        (0, 1),
        xycoords="axes fraction",
        xytext=(5, -3),
        textcoords="offset points",
        va="top",
        size=LABEL_SIZE + 2,
        color=TEXT,
        bbox={"facecolor": "white", "alpha": 0.85, "pad": 1.5, "linewidth": 0},
        zorder=6,
    )


def name_times(axes: Axes, day: pd.Timestamp, end: pd.Timestamp, months: int, language: str | None) -> None:
    """The snapshot and how far the forecast goes, above the first panel."""
    left, right = axes.get_xlim()
    late = (date2num(day) - left) / (right - left) > 0.3
    above = {
        "xycoords": ("data", "axes fraction"),
        "textcoords": "offset points",
        "va": "bottom",
        "size": NOTE_SIZE + 0.5,
    }
    axes.annotate(
        words.text("figures.strips.snapshot", language, day=words.short_date(day, language)),
        (date2num(day), 1.02),
        xytext=(0, 0),
        ha="right" if late else "left",
        color=TEXT,
        **above,
    )
    axes.annotate(
        words.text("figures.lifelines.months", language, n=months),
        (date2num(end), 1.02),
        xytext=(0, 0),
        ha="right",
        color=QUIET,
        **above,
    )


def in_words(label: str, line: dict[str, Any], currency: str | None, language: str | None) -> str:
    """One customer as a sentence."""
    if not line["days"]:
        return words.text("figures.lifelines.alt_none", language, label=label)
    return words.text(
        "figures.lifelines.alt",
        language,
        label=label,
        n=len(line["days"]),
        first=words.date(line["days"][0], language),
        last=words.date(line["days"][-1], language),
        so_far=words.money(line["so_far"], currency, language),
        to_come=words.money(line["to_come"], currency, language),
        share=words.percent(line["alive"], language=language),
    )
