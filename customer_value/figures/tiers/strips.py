"""Customers as strips of time: a dot for each order, its area the amount."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LINE, MIST, NOTE_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import CANCELLED, KEPT, RETURNED, histories, labelled

LARGEST, SMALLEST = 520.0, 22.0
"""Areas of the largest order's dot and of the smallest dot drawn, in square points."""

FEW = 15
"""Where one customer has more orders than this, all dots are drawn smaller."""


APART = 0.8
"""Dots whose centres are nearer than this share of touching are moved apart."""


def purchase_strips(
    orders: Any,
    refunds: Any,
    customers: Any,
    snapshot: Any,
    *,
    until: Any = None,
    start: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The purchase histories of a few customers, one strip each, time from left to right.

    A dot is an order, its area the amount; a hollow dot with a cross was returned in full; a small cross was
    cancelled; a ring around a dot is what a partly returned order was worth before. The line is the snapshot.

    Args:
        orders, refunds: the ledger's tables.
        customers: ids by label (a mapping), a table with `label` and `customer_id`, or just ids (labelled A, B, C …).
        snapshot: what lies after it is not shown, unless `until` says so.
        until: unroll the strips to this day; orders after the snapshot then show in another colour, and the title
            says who bought again.
        start: the first day shown; the year of the first order when None.
        currency: of the amounts; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a table lacks a column, or nobody is named.
    """
    chosen = labelled(customers)
    snapshot = pd.Timestamp(snapshot)
    end = snapshot if until is None else pd.Timestamp(until)
    drawn = histories(orders, refunds, chosen.values(), max(end, snapshot))
    first = drawn["order_date"].min() if start is None else pd.Timestamp(start)
    first = snapshot - pd.DateOffset(years=1) if pd.isna(first) else first
    first = first.replace(month=1, day=1) if start is None else first
    drawn = drawn[drawn["order_date"] >= first]

    after = drawn[(drawn["order_date"] > snapshot) & (drawn["state"] == KEPT)]
    came = [label for label, one in chosen.items() if one in set(after["customer_id"])]
    if until is None:
        title = words.text("figures.strips.title", language, snapshot=words.date(snapshot, language), n=len(chosen))
    elif came:
        names = words.listing(came, language)
        title = words.text(
            "figures.strips.title_after", language, names=names, until=words.date(end, language), n=len(chosen)
        )
    else:
        title = words.text("figures.strips.title_nobody", language, until=words.date(end, language), n=len(chosen))

    with styled():
        figure = canvas(1.35 + 0.62 * len(chosen), title)
        axes = figure.subplots()
        room = (end - first) * 0.012
        axes.set_xlim(first - room, end + 2 * room)
        axes.set_ylim(len(chosen) - 0.4, -0.6)
        axes.set_yticks(range(len(chosen)), chosen, va="center")
        axes.tick_params(axis="y", labelsize=13, labelcolor=TEXT, pad=6)
        for row, one in enumerate(chosen.values()):
            strip(axes, drawn[drawn["customer_id"] == one], row, snapshot, scale(drawn))
        time_axis(axes, language)
        mark(axes, snapshot, language)
        legend(figure, drawn, currency, language)

    alt = " ".join(
        [title]
        + [
            history_in_words(label, drawn[drawn["customer_id"] == one], snapshot, until is not None, currency, language)
            for label, one in chosen.items()
        ]
    )
    return Picture(figure, alt)


def scale(drawn: pd.DataFrame) -> float:
    """The square points that one unit of money takes up."""
    largest = drawn["gross"].max()
    crowd = drawn.groupby("customer_id").size().max()
    return min(1.0, FEW / crowd) * LARGEST / largest if largest > 0 else 1.0


def area(amount: Any, per_unit: float) -> np.ndarray:
    """The areas of the dots of some amounts, in square points; tiny amounts stay visible."""
    return np.maximum(np.asarray(amount, dtype=float) * per_unit, SMALLEST)


def partly(history: pd.DataFrame) -> pd.Series:
    """Which kept orders were returned in part: those whose ring would show beside the dot."""
    return (history["state"] == KEPT) & (history["gross"] > history["net"] * 1.02)


def strip(axes: Axes, history: pd.DataFrame, row: float, snapshot: pd.Timestamp, per_unit: float) -> None:
    """Draw one customer's orders on a line at a height; the axes' limits and place have to be set before.

    Orders that would hide each other are moved up or down a little. Large dots are drawn first.
    """
    axes.axhline(row, color=LINE, linewidth=1.4, zorder=1)
    sizes = area(np.where(history["state"] == CANCELLED, 0.0, history["gross"]), per_unit)
    heights = row + dodge(axes, date2num(history["order_date"]), np.sqrt(sizes))
    shown = history.assign(size=sizes, net_size=area(history["net"], per_unit), height=heights)
    shown = shown.sort_values("size", ascending=False, kind="stable")
    late = shown["order_date"] > snapshot
    kept = shown["state"] == KEPT
    for part, color in ((kept & ~late, INK), (kept & late, RUST)):
        mine = shown[part]
        dots = {"edgecolor": "white", "linewidth": 0.8, "alpha": 0.85, "zorder": 3}
        axes.scatter(mine["order_date"], mine["height"], s=mine["net_size"], color=color, **dots)
        ringed = mine[partly(mine)]
        ring = {"facecolor": "none", "edgecolor": color, "linewidth": 1.0, "zorder": 3}
        axes.scatter(ringed["order_date"], ringed["height"], s=ringed["size"], **ring)
    back = shown[shown["state"] == RETURNED]
    hollow = {"facecolor": "white", "edgecolor": QUIET, "linewidth": 1.3, "alpha": 0.9, "zorder": 3}
    axes.scatter(back["order_date"], back["height"], s=back["size"], **hollow)
    axes.scatter(back["order_date"], back["height"], s=back["size"] * 0.4, marker="x", color=QUIET, lw=1.2, zorder=4)
    void = shown[shown["state"] == CANCELLED]
    axes.scatter(void["order_date"], void["height"], s=26, marker="x", color=QUIET, linewidth=1.0, zorder=4)


def dodge(axes: Axes, days: np.ndarray, diameters: np.ndarray) -> np.ndarray:
    """How far each dot moves off its line, in rows, so that dots in time order can be told apart.

    Args:
        axes: gives the points that a day and a row take up.
        days: positions in time, ascending.
        diameters: in points.
    """
    box = axes.get_position()
    width, height = axes.figure.get_size_inches() * 72
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    across = days * box.width * width / abs(right - left)
    per_row = box.height * height / abs(top - bottom)
    placed = np.zeros(len(days))
    for one in range(len(days)):
        near = [other for other in range(one) if across[one] - across[other] < (diameters[one] + diameters[other]) / 2]
        choices = []
        for step in (0.0, 0.12, -0.12, 0.22, -0.22, 0.3, -0.3):
            gaps = [
                np.hypot(across[one] - across[other], (placed[other] - step) * per_row)
                / ((diameters[one] + diameters[other]) / 2)
                for other in near
            ]
            choices.append((round(max(0.0, APART - min(gaps, default=1.0)), 6), abs(step), -step))
        placed[one] = -min(choices)[2]
    return placed


def mark(axes: Axes, snapshot: pd.Timestamp, language: str | None) -> None:
    """The snapshot's line and name, and the time after it shaded."""
    left, right = axes.get_xlim()
    here = date2num(snapshot)
    axes.axvline(here, color=TEXT, linewidth=1.2, zorder=2)
    if right - here > (right - left) * 0.04:
        axes.axvspan(here, right, color=MIST, linewidth=0, zorder=0)
    to_the_left = here - left > (right - left) * 0.3
    axes.text(
        here,
        1.01,
        words.text("figures.strips.snapshot", language, day=words.short_date(snapshot, language)).join("  "),
        transform=blended_transform_factory(axes.transData, axes.transAxes),
        ha="right" if to_the_left else "left",
        va="bottom",
        size=NOTE_SIZE + 0.5,
        color=TEXT,
    )
    axes.set_xlim(left, right)


def time_axis(axes: Axes, language: str | None) -> None:
    """A time axis without a frame: years at their first day, quarters as small ticks; months where time is short."""
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    left, right = (pd.Timestamp("1970-01-01") + pd.Timedelta(days=edge) for edge in axes.get_xlim())
    years = pd.date_range(left.normalize(), right.normalize(), freq="YS")
    months = (right - left).days < 460
    small = pd.date_range(left.normalize(), right.normalize(), freq="MS" if months else "QS")
    named = small if months else years
    labels = [
        words.text("figures.strips.month", language, month=words.month(day.month, language, short=True))
        if day.month > 1
        else words.text("figures.strips.year", language, year=day.year)
        for day in named
    ]
    axes.set_xticks(named, labels)
    axes.set_xticks(small, minor=True)
    axes.tick_params(axis="x", which="major", bottom=True, length=6, color=QUIET, width=0.8)
    axes.tick_params(axis="x", which="minor", bottom=True, length=3, color=QUIET, width=0.6)
    for label in axes.get_xticklabels():
        label.set_ha("left" if not months else "center")


def legend(figure, drawn: pd.DataFrame, currency: str | None, language: str | None) -> None:
    """What the dots mean, in one line below the strips."""
    per_unit = scale(drawn)
    entries, tallest = [], 11.0
    for amount in example_amounts(drawn["gross"]):
        diameter = float(np.sqrt(area(amount, per_unit)))
        tallest = max(tallest, diameter)
        entries.append((dot(INK, diameter), words.money(amount, currency, language)))
    states = set(drawn["state"])
    if partly(drawn).any():
        ring = Line2D([], [], linestyle="none", marker="o", markersize=13, color="none", markeredgecolor=INK)
        entries.append(((ring, dot(INK, 9)), words.text("figures.strips.partly", language)))
    if RETURNED in states:
        entries.append(((dot("white", 11, QUIET), cross(6)), words.text("figures.strips.returned", language)))
    if CANCELLED in states:
        entries.append((cross(5), words.text("figures.strips.cancelled", language)))
    if not entries:
        return
    handles, labels = zip(*entries, strict=True)
    figure.legend(
        handles,
        labels,
        loc="outside lower left",
        ncols=len(entries),
        handletextpad=0.9,
        columnspacing=2.0,
        borderpad=0.1,
        handleheight=tallest / rcParams["legend.fontsize"],
    )


def dot(color: str, diameter: float, edge: str = "white") -> Line2D:
    """A dot for the legend, of a diameter in points."""
    return Line2D([], [], linestyle="none", marker="o", markersize=diameter, color=color, markeredgecolor=edge)


def cross(size: float) -> Line2D:
    """A cross for the legend."""
    return Line2D([], [], linestyle="none", marker="x", markersize=size, color=QUIET)


def example_amounts(amounts: pd.Series) -> list[float]:
    """Up to three round amounts, small to large, to explain the dots' sizes with."""
    if amounts.empty or amounts.max() <= 0:
        return []
    steps = [base * 10**power for power in range(9) for base in (1, 2, 5)]
    largest = max(step for step in steps if step <= max(amounts.max(), 1))
    return [step for step in (largest / 20, largest / 4, largest) if step >= 1]


def history_in_words(
    label: str,
    history: pd.DataFrame,
    snapshot: pd.Timestamp,
    unrolled: bool,
    currency: str | None,
    language: str | None,
) -> str:
    """One customer's strip as a sentence."""
    before = history[history["order_date"] <= snapshot]
    kept = before[before["state"] == KEPT]
    if kept.empty:
        sentence = words.text("figures.strips.alt_none", language, label=label)
    else:
        sentence = words.text(
            "figures.strips.alt",
            language,
            label=label,
            n=len(kept),
            first=words.date(kept["order_date"].min(), language),
            last=words.date(kept["order_date"].max(), language),
            total=words.money(kept["net"].sum(), currency, language),
            returned=int((before["state"] == RETURNED).sum()),
        )
    if not unrolled:
        return sentence
    later = history[(history["order_date"] > snapshot) & (history["state"] == KEPT)]
    return sentence + words.text("figures.strips.alt_later", language, n=len(later))
