"""Winning back: who returns by how long they have been gone, and a campaign held against its hold-out."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis
from customer_value.figures.wording import joined, with_n
from customer_value.measures._tables import wilson
from customer_value.measures.repurchase.win_back import WinBack

FEWEST = 5
"""With fewer buyers than this in a group the interval of the difference is a sketch, and nothing is taken for sure."""

COLUMNS = ["from_days", "to_days", "customers", "returned", "rate"]


def win_back_curve(
    curve: Any, *, days: int = 90, lapse_days: int | None = None, language: str | None = None
) -> Picture:
    """A bar for each time that customers have been gone: the share that bought in the days after.

    Args:
        curve: what `win_back_curve` returns.
        days: the length of its window; for the words.
        lapse_days: a lapse threshold to draw; classes beyond it are pale. It has to be where a class ends.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no customer, or no class ends at the threshold.
    """
    rows = table(curve, "curve", COLUMNS)
    if not rows["customers"].sum():
        raise MeasureError("curve has no customers; there is nobody who could return.")
    if lapse_days is not None and lapse_days not in set(rows["to_days"]):
        raise MeasureError(f"lapse_days is {lapse_days}; no class of the curve ends there.")
    known = rows.dropna(subset="rate")
    first, last = known.iloc[0], known.iloc[-1]
    fields = {
        "days": days,
        "most": words.percent(first["rate"], language=language),
        "least": words.percent(last["rate"], language=language),
        "short": class_name(first, language),
        "long": class_name(last, language),
    }
    key = "title_one" if len(known) == 1 else "title"
    title = words.text(f"figures.win_back_curve.{key}", language, **fields)
    note = words.text("figures.win_back_curve.note", language, n=words.number(rows["customers"].sum()), days=days)
    with styled():
        figure = canvas(4.1, title, note)
        axes = figure.subplots()
        draw_classes(axes, rows, lapse_days, language)
        axes.set_ylabel(words.text("figures.win_back_curve.y", language, days=days))
    parts = [
        words.text(
            "figures.win_back_curve.alt",
            language,
            name=class_name(row, language),
            n=words.number(row["customers"]),
            came=words.number(row["returned"]),
            rate=words.percent(row["rate"], language=language),
        )
        for _, row in rows.iterrows()
    ]
    return Picture(figure, joined(title, note, *parts))


def class_name(row: pd.Series, language: str | None) -> str:
    """A class of days: "31–60 days", "more than 360 days"."""
    low = int(row["from_days"])
    if pd.isna(row["to_days"]):
        return words.text("figures.win_back_curve.more", language, days=low - 1)
    return words.text("figures.win_back_curve.class", language, low=low, high=int(row["to_days"]))


def draw_classes(axes: Axes, rows: pd.DataFrame, lapse_days: int | None, language: str | None) -> None:
    """The bars with their shares and counts, and the threshold between two of them."""
    places = list(range(len(rows)))
    beyond = rows["from_days"] > (lapse_days or rows["from_days"].max())
    axes.bar(places, rows["rate"].fillna(0), 0.8, color=[PALE if late else INK for late in beyond], zorder=2)
    top = max(rows["rate"].max(), 0.02)
    for place, row in rows.iterrows():
        if not pd.isna(row["rate"]):
            said = words.percent(row["rate"], language=language)
            axes.text(place, row["rate"] + top * 0.02, said, ha="center", size=LABEL_SIZE - 0.5, color=TEXT)
    labels = []
    for row in rows.itertuples():
        days = f">{row.from_days - 1}" if pd.isna(row.to_days) else f"{row.from_days}–{row.to_days:.0f}"
        labels.append(
            with_n(days, row.customers, language) if len(rows) <= 7 else f"{days}\n{words.number(row.customers)}"
        )
    axes.set_xticks(places, labels)
    size = NOTE_SIZE + (0.5 if len(rows) <= 10 else -1)
    axes.tick_params(axis="x", length=0, pad=4, labelsize=size)
    if lapse_days is not None:
        place = int((rows["to_days"] == lapse_days).idxmax()) + 0.5
        axes.axvline(place, color=RUST, linewidth=1.3, linestyle=(0, (4, 3)), zorder=3)
        axes.text(
            *(place + 0.12, top * 1.12, words.text("figures.win_back_curve.threshold", language, days=lapse_days)),
            va="top",
            size=NOTE_SIZE + 0.5,
            color=RUST,
        )
    axes.set(xlim=(-0.6, len(rows) - 0.4), ylim=(0, top * 1.16))
    percent_axis(axes.yaxis, language)
    axes.set_xlabel(words.text("figures.win_back_curve.x", language))
    axes.spines["left"].set_visible(False)


def win_back_trial(found: WinBack, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A win-back campaign: the share that bought among the contacted and in the hold-out, with 95% intervals.

    Args:
        found: what `win_back_campaign` returns.
        currency: of the cost; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: nobody was contacted or nobody was held out.
    """
    if not found.contacted or not found.held_out:
        raise MeasureError("The campaign needs both contacted and held-out customers to be drawn.")
    rows = pd.DataFrame(
        {"people": [found.contacted, found.held_out], "bought": [found.bought, found.held_out_bought]},
        index=["contacted", "held_out"],
    )
    rows["rate"] = rows["bought"] / rows["people"]
    rows = rows.join(wilson(rows["bought"], rows["people"]))
    rates = {name: words.percent(share, 1, language) for name, share in rows["rate"].items()}
    fields = {
        **rates,
        "won": words.number(max(found.won_back, 0)),
        "bought": words.number(found.bought),
        "cost": words.money(found.cost, currency, language),
        "each": words.money(found.cost_per_won_back, currency, language),
        "buyer": words.money(found.cost_per_buyer, currency, language),
    }
    sure = found.uplift.low > 0 and min(found.bought, found.held_out_bought) >= FEWEST
    key = "title_none" if found.won_back <= 0 else "title" if sure else "title_open"
    title = words.text(f"figures.win_back_trial.{key}", language, **fields)
    costs = "note" if found.won_back > 0 else "note_none"
    note = joined(
        words.text("figures.win_back_trial.interval", language),
        words.text(f"figures.win_back_trial.{costs}", language, **fields),
    )
    with styled():
        figure = canvas(2.75, title, note)
        axes = figure.subplots()
        for place, (name, row) in enumerate(rows.iterrows()):
            color = INK if name == "contacted" else PALE
            axes.barh(place, row["rate"], 0.52, color=color, zorder=2)
            axes.plot([row["low"], row["high"]], [place, place], color=RUST, linewidth=1.8, zorder=3)
            for end in (row["low"], row["high"]):
                axes.plot([end, end], [place - 0.1, place + 0.1], color=RUST, linewidth=1.8, zorder=3)
            said = words.text(
                "figures.win_back_trial.bar",
                language,
                rate=rates[name],
                came=words.number(row["bought"]),
                n=words.number(row["people"]),
            )
            axes.text(row["high"] + rows["high"].max() * 0.02, place, said, va="center", size=LABEL_SIZE, color=TEXT)
        axes.set_yticks(
            [0, 1], [words.text(f"figures.win_back_trial.{name}", language) for name in rows.index], color=TEXT
        )
        axes.set(xlim=(0, rows["high"].max() * 1.45), ylim=(1.55, -0.55))
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        percent_axis(axes.xaxis, language)
        axes.set_xlabel(words.text("figures.win_back_trial.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    parts = [
        words.text(
            "figures.win_back_trial.alt",
            language,
            name=words.text(f"figures.win_back_trial.{name}", language).replace("\n", " "),
            rate=rates[name],
            came=words.number(row["bought"]),
            n=words.number(row["people"]),
            low=words.percent(row["low"], 1, language),
            high=words.percent(row["high"], 1, language),
        )
        for name, row in rows.iterrows()
    ]
    return Picture(figure, joined(title, note, *parts))
