"""The balance of customers as a waterfall, and month by month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.month_axis import month_ticks
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, PALE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import round_ticks
from customer_value.figures.wording import joined
from customer_value.measures.repurchase.flow import FLOW

STEPS = list(FLOW)
COLORS = {"opening": INK, "first_purchase": TEAL, "won_back": AMBER, "lapsed": RUST, "closing": INK}


def customer_balance(balance: Any, *, language: str | None = None) -> Picture:
    """Bars from the customers at the opening to those at the closing: first-purchase, won back, lapsed.

    Args:
        balance: what `customer_balance` returns; the rows of several areas are added up.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no row, or it does not balance.
    """
    counts = checked(balance, "balance").sum()
    change = int(counts["closing"] - counts["opening"])
    key = "title_same" if not change else "title_more" if change > 0 else "title_less"
    said = {step: words.number(counts[step]) for step in STEPS}
    came = words.number(counts["first_purchase"] + counts["won_back"])
    title = words.text(f"figures.balance.{key}", language, **said, change=words.number(abs(change)), came=came)
    note = words.text("figures.balance.note", language)
    with styled():
        figure = canvas(3.8, title, note)
        draw_steps(figure.subplots(), counts, language)
    alt = words.text("figures.balance.alt", language, **said)
    return Picture(figure, joined(title, note, alt))


def draw_steps(axes: Axes, counts: pd.Series, language: str | None) -> None:
    """The five bars, joined by thin lines where one ends and the next begins."""
    ups = np.cumsum([counts["opening"], counts["first_purchase"], counts["won_back"]])
    spans = {
        "opening": (0, ups[0]),
        "first_purchase": (ups[0], ups[1]),
        "won_back": (ups[1], ups[2]),
        "lapsed": (counts["closing"], ups[2]),
        "closing": (0, counts["closing"]),
    }
    top = max(ups[2], 1)
    for place, (step, (low, high)) in enumerate(spans.items()):
        axes.bar(place, high - low, 0.64, bottom=low, color=COLORS[step], zorder=2)
        sign = {"first_purchase": "+", "won_back": "+", "lapsed": words.MINUS}.get(step, "")
        label = f"{sign * bool(counts[step])}{words.number(counts[step])}"
        axes.text(place, high + top * 0.015, label, ha="center", size=LABEL_SIZE + 0.5, color=TEXT)
    for place, level in enumerate((ups[0], ups[1], ups[2], counts["closing"])):
        axes.plot([place + 0.32, place + 0.68], [level, level], color=QUIET, linewidth=0.8, zorder=1)
    axes.set_xticks(range(len(STEPS)), [words.text(f"figures.balance.step.{step}", language) for step in STEPS])
    axes.tick_params(axis="x", length=0, labelcolor=TEXT, pad=5)
    axes.set(ylim=(0, top * 1.1), xlim=(-0.55, len(STEPS) - 0.45), yticks=[])
    axes.set_ylabel(words.text("figures.balance.y", language))
    axes.spines["left"].set_visible(False)


def customer_flow(flow: Any, *, language: str | None = None) -> Picture:
    """Active customers month by month; below, who came and who was lost in each month.

    Args:
        flow: what `customer_flow` returns; the rows of several areas are added up.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no row, or a month does not balance with the next.
    """
    rows = checked(flow, "flow", "start", "end").groupby("start").sum(numeric_only=True)
    if (rows["closing"].to_numpy()[:-1] != rows["opening"].to_numpy()[1:]).any():
        raise MeasureError("flow has months that do not follow each other: a closing is not the next opening.")
    opening, closing = int(rows["opening"].iloc[0]), int(rows["closing"].iloc[-1])
    said = {
        "opening": words.number(opening),
        "closing": words.number(closing),
        **{step: words.number(rows[step].sum()) for step in STEPS[1:4]},
    }
    key = "title_same" if opening == closing else "title_more" if closing > opening else "title_less"
    title = words.text(f"figures.customer_flow.{key}", language, **said)
    note = words.text("figures.customer_flow.note", language)
    with styled():
        figure = canvas(4.9, title, note)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1.25])
        places = np.arange(len(rows))
        draw_stock(above, opening, rows["closing"])
        above.set_title(words.text("figures.customer_flow.active", language))
        for step, base in (("first_purchase", 0), ("won_back", rows["first_purchase"])):
            name = words.text(f"figures.balance.step.{step}", language).replace("\n", " ")
            below.bar(places, rows[step], 0.72, bottom=base, color=COLORS[step], zorder=2, label=name)
        name = words.text("figures.balance.step.lapsed", language).replace("\n", " ")
        below.bar(places, -rows["lapsed"], 0.72, color=RUST, zorder=2, label=name)
        below.axhline(0, color=QUIET, linewidth=0.9, zorder=3)
        below.set_title(words.text("figures.customer_flow.moves", language))
        came = (rows["first_purchase"] + rows["won_back"]).max()
        below.set_ylim(-1.08 * max(rows["lapsed"].max(), 1), 1.08 * max(came, 1))
        round_ticks(below.yaxis, words.number, 5, whole=True)
        month_ticks(below, list(rows.index), list(places), language)
        below.set_xlim(-1.6, max(len(rows), 6) - 0.4)
        for axes in (above, below):
            axes.spines["left"].set_visible(False)
        key_above(below, right=True)
    parts = [
        words.text(
            "figures.customer_flow.alt",
            language,
            month=f"{day.year}-{day.month:02}",
            **{step: words.number(row[step]) for step in STEPS},
        )
        for day, row in rows.iterrows()
    ]
    return Picture(figure, joined(title, note, *parts))


def draw_stock(axes: Axes, opening: int, closing: pd.Series) -> None:
    """A bar for each closing, and a pale one for the first opening; the first and the last bear their number."""
    axes.bar(-1, opening, 0.72, color=PALE, zorder=2)
    axes.bar(range(len(closing)), closing, 0.72, color=INK, zorder=2)
    top = max(opening, closing.max(), 1) * 1.14
    axes.set_ylim(0, top)
    round_ticks(axes.yaxis, words.number, 4, whole=True)
    for place, value in ((-1, opening), (len(closing) - 1, closing.iloc[-1])):
        axes.text(place, value + top * 0.02, words.number(value), ha="center", size=LABEL_SIZE - 0.5, color=TEXT)


def checked(native: Any, name: str, *days: str) -> pd.DataFrame:
    """The rows of a balance, each of which has to balance."""
    rows = table(native, name, [*days, *STEPS])
    if rows.empty:
        raise MeasureError(f"{name} has no rows; there is nothing to draw.")
    came = rows["opening"] + rows["first_purchase"] + rows["won_back"]
    if (came - rows["lapsed"] != rows["closing"]).any():
        raise MeasureError(f"{name} does not balance: opening + first_purchase + won_back - lapsed is not closing.")
    return rows
