"""Who is overdue by their own rhythm, and what one cycle for everybody would say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.customers.log_axis import spaced
from customer_value.figures.customers.purchase_cycle import TICKS, plain
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table

ROOM = 1.6
"""How far the axes go on beyond the longest rhythm and absence, as a factor."""


def overdue_customers(
    judged: Any, cycle: float, k: float = 1.5, *, together: bool = False, language: str | None = None
) -> Picture:
    """A dot for each customer: how long their own cycle is, and how long they have been away.

    Above the rising line somebody is overdue by their own rhythm; above the level one by the cycle of the company.
    Where the two rules disagree, one cycle for all would miss customers, or call them while they are on time.

    Args:
        judged: what the measure `overdue` returns for a snapshot.
        cycle: the cycle of the company in days, as `purchase_cycle` returns it.
        k: how many cycles may pass.
        together: whether the colour shows the rule of the company's cycle instead of the customers' own.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, nobody can be judged, or `cycle` or `k` is not above 0.
    """
    rows = table(judged, "judged", ["recency", "cycle"])
    people = rows[rows["cycle"].notna()]
    if people.empty:
        raise MeasureError("judged has nobody with a cycle: nobody has bought on two days, so nobody can be overdue.")
    for name, value in (("cycle", cycle), ("k", k)):
        if not value > 0:
            raise MeasureError(f"{name} is {value!r}; give a number above 0.")
    own, common = people["recency"] / people["cycle"] > k, people["recency"] > k * cycle
    counts = {
        "own": int(own.sum()),
        "common": int(common.sum()),
        "missed": int((own & ~common).sum()),
        "early": int((common & ~own).sum()),
        "both": int((own & common).sum()),
        "none": int((~own & ~common).sum()),
    }
    numbers = {name: words.number(count) for name, count in counts.items()}
    fields = {"k": f"{k:g}", "all": counted(len(people), language), "cycle": plain(cycle), **numbers}
    key = "title" if counts["own"] else "title_nobody"
    key = f"{key}_together" if together else key
    title = words.text(f"figures.overdue.{key}", language, **fields)
    without = words.number(len(rows) - len(people))
    note = words.text("figures.overdue.note", language, without=without, **fields)
    with styled():
        figure = canvas(4.9, title, note)
        draw_people(figure.subplots(), people, common if together else own, cycle, k, numbers, language)
    alt = words.text("figures.overdue.alt", language, **fields)
    return Picture(figure, " ".join([title, note, alt]))


def draw_people(
    axes: Axes,
    people: pd.DataFrame,
    late: pd.Series,
    cycle: float,
    k: float,
    numbers: dict[str, str],
    language: str | None,
) -> None:
    """The dots and the two lines on logarithmic axes, with how many lie in each of the four parts."""
    across, up = people["cycle"], people["recency"].clip(lower=1)
    ends = [(max(side.min() / ROOM, 0.7), side.max() * ROOM) for side in (across, up)]
    left, right, low = ends[0][0], max(ends[0][1], 3 * cycle), ends[1][0]
    high = max(ends[1][1], 3 * k * cycle)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for group, color in ((~late, QUIET), (late, RUST)):
        axes.plot(across[group], up[group], "o", color=color, alpha=0.45, markersize=3.8, mew=0, zorder=3)
    axes.plot([left, right], [k * left, k * right], color=INK, linewidth=1.8, zorder=4)
    axes.axhline(k * cycle, color=INK, linewidth=1.4, linestyle=(0, (4, 3)), zorder=4)
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.grid(visible=True, axis="both", which="major", color="#eef1f4")
    for axis, ends, most in ((axes.xaxis, (left, right), 14), (axes.yaxis, (low, high), 11)):
        inside = spaced(TICKS, *ends, most)
        axis.set_ticks(inside, [words.number(day) for day in inside])
        axis.set_ticks([], minor=True)
    axes.set_xlabel(words.text("figures.overdue.x", language))
    axes.set_ylabel(words.text("figures.overdue.y", language))
    corners = {
        "both": (0.5, 0.985, "center", "top"),
        "none": (0.985, 0.03, "right", "bottom"),
        "missed": (0.015, float(np.log(k * cycle / low) / np.log(high / low)) - 0.02, "left", "top"),
        "early": (0.985, float(np.log(k * cycle / low) / np.log(high / low)) + 0.02, "right", "bottom"),
    }
    for part, (x, y, ha, va) in corners.items():
        axes.text(
            x,
            y,
            words.text(f"figures.overdue.part.{part}", language, n=numbers[part]),
            transform=axes.transAxes,
            ha=ha,
            va=va,
            size=LABEL_SIZE - 0.5,
            color=TEXT,
            linespacing=1.15,
            zorder=6,
            bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "alpha": 0.85, "edgecolor": "none"},
        )
    middle = np.sqrt(k * cycle * min(k * right, high))
    for key, place, spot, ha, va in (
        ("own", (middle / k, middle), (9, 0), "left", "top"),
        ("company", (left, k * cycle), (4, 3), "left", "bottom"),
    ):
        axes.annotate(
            words.text(f"figures.overdue.line.{key}", language, k=f"{k:g}", cycle=plain(cycle)),
            place,
            xytext=spot,
            textcoords="offset points",
            ha=ha,
            va=va,
            size=NOTE_SIZE,
            color=INK,
            zorder=6,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.85, "edgecolor": "none"},
        )
