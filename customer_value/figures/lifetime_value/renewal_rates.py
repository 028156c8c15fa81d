"""Retention by tenure as it was seen and as sorting alone explains it, and how a cohort goes on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, MIST, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis
from customer_value.measures.lifetime_value.renewals import SBG

NEAR = 0.03
"""How near the model has to come to what was seen, on average, to explain it."""


def renewal_rates(renewals: pd.DataFrame, model: SBG, *, ahead: int = 5, language: str | None = None) -> Picture:
    """Two panels: the retention rate at each renewal, and the share of a cohort that is left after so many.

    Dots are what was seen, the line is the model, going on into the future; the dotted line is one rate for all.

    Args:
        renewals: `renewal`, `due`, `renewed`, as `renewal_table` or `survivor_renewals` returns them.
        model: what `fit_sbg` made of them.
        ahead: how many renewals beyond those seen the model is drawn.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no renewal was due.
    """
    seen = table(renewals, "renewals", ["renewal", "due", "renewed"])
    seen = seen[seen["due"] > 0].sort_values("renewal", ignore_index=True)
    if seen.empty:
        raise MeasureError("renewals has no renewal that was due; there is nothing to draw.")
    seen["rate"] = seen["renewed"] / seen["due"]
    last = int(seen["renewal"].max())
    constant = seen["renewed"].sum() / seen["due"].sum()
    first_rate, last_rate = float(seen["rate"].iloc[0]), float(seen["rate"].iloc[-1])
    title = words.text(
        f"figures.renewal_rates.title{kind(seen, model)}",
        language,
        first=words.percent(first_rate, language=language),
        last=words.percent(last_rate, language=language),
        n=last,
    )
    note = words.text("figures.renewal_rates.note", language, n=words.number(seen["due"].sum()))
    with styled():
        figure = canvas(4.2, title, note)
        left, right = figure.subplots(1, 2)
        rates_panel(left, seen, model, constant, last, ahead, language)
        left_panel(right, seen, model, constant, last, ahead, language)
        for axes in (left, right):
            axes.axvspan(last + 0.5, last + ahead + 0.6, color=MIST, linewidth=0, zorder=0)
            axes.set_xticks(range(0, last + ahead + 1, max(1, (last + ahead) // 6)))
            axes.set_xlabel(words.text("figures.renewal_rates.x", language))
            percent_axis(axes.yaxis, language)
    t = seen["renewal"].to_numpy()
    alt = words.text(
        "figures.renewal_rates.alt",
        language,
        seen=words.listing([words.percent(rate, language=language) for rate in seen["rate"]], language),
        model=words.listing(
            [words.percent(rate, language=language) for rate in np.atleast_1d(model.retention(t))], language
        ),
        n=last + ahead,
        left=words.percent(model.survival(last + ahead), language=language),
        constant=words.percent(constant ** (last + ahead), language=language),
    )
    return Picture(figure, " ".join([title, note, alt]))


def kind(seen: pd.DataFrame, model: SBG) -> str:
    """Which title fits: a rise that the model explains, one that it does not, or none."""
    if round(seen["rate"].iloc[-1], 2) <= round(seen["rate"].iloc[0], 2):
        return "_flat"
    gaps = np.abs(seen["rate"] - model.retention(seen["renewal"].to_numpy()))
    return "" if np.average(gaps, weights=seen["due"]) < NEAR else "_rises"


def rates_panel(
    axes: Axes, seen: pd.DataFrame, model: SBG, constant: float, last: int, ahead: int, language: str | None
) -> None:
    """The retention rate at each renewal; dots need no axis from 0, and from there the rise would hardly be seen."""
    t = np.arange(1, last + ahead + 1)
    axes.plot(t, model.retention(t), color=INK, zorder=3)
    axes.axhline(constant, color=RUST, linewidth=1.4, linestyle=(0, (2, 2)), zorder=2)
    sizes = 30 + 110 * seen["due"] / seen["due"].max()
    axes.scatter(seen["renewal"], seen["rate"], s=sizes, color=TEAL, edgecolor="white", zorder=4)
    low = min(seen["rate"].min(), model.retention(1), constant)
    floor = max(0.0, np.floor((low - 0.08) * 10) / 10)
    axes.set(xlim=(0.4, last + ahead + 0.6), ylim=(floor, 1.02))
    axes.set_title(words.text("figures.renewal_rates.left", language))
    axes.annotate(
        words.text("figures.renewal_rates.model", language),
        (t[-1], model.retention(t[-1])),
        xytext=(0, -7),
        textcoords="offset points",
        ha="right",
        va="top",
        size=LABEL_SIZE,
        color=INK,
    )
    axes.annotate(
        words.text("figures.renewal_rates.constant", language, rate=words.percent(constant, language=language)),
        (t[-1], constant),
        xytext=(0, -5),
        textcoords="offset points",
        ha="right",
        va="top",
        size=LABEL_SIZE,
        color=RUST,
    )
    axes.annotate(
        words.text("figures.renewal_rates.seen", language),
        (seen["renewal"].iloc[0], seen["rate"].iloc[0]),
        xytext=(9, -3),
        textcoords="offset points",
        ha="left",
        va="top",
        size=LABEL_SIZE,
        color="#1d6f6a",
    )


def left_panel(
    axes: Axes, seen: pd.DataFrame, model: SBG, constant: float, last: int, ahead: int, language: str | None
) -> None:
    """The share of a cohort that is left."""
    t = np.arange(0, last + ahead + 1)
    axes.plot(t, model.survival(t), color=INK, zorder=3)
    axes.plot(t, constant ** t.astype(float), color=RUST, linewidth=1.4, linestyle=(0, (2, 2)), zorder=2)
    axes.scatter([0, *seen["renewal"]], [1, *seen["rate"].cumprod()], s=36, color=TEAL, edgecolor="white", zorder=4)
    axes.set(xlim=(-0.4, last + ahead + 0.6), ylim=(0, 1.05))
    axes.set_title(words.text("figures.renewal_rates.right", language))
    axes.annotate(
        words.text("figures.renewal_rates.later", language),
        (last + 0.7, 1.0),
        xytext=(0, 0),
        textcoords="offset points",
        va="top",
        size=LABEL_SIZE - 0.5,
        color=QUIET,
    )
    ends = {INK: float(model.survival(t[-1])), RUST: constant ** float(t[-1])}
    apart = abs(ends[INK] - ends[RUST]) > 0.06
    for color, value in ends.items():
        above = value == max(ends.values())
        axes.annotate(
            words.percent(value, language=language),
            (t[-1], value),
            xytext=(0, 6 if above or apart else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above or apart else "top",
            size=LABEL_SIZE,
            color=color,
        )
