"""What each acquisition channel's customers are worth against what they cost."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import round_places

MARKS = {"even": 1.0, "thumb": 3.0}
"""The ratios that are marked."""

COLUMNS = ["channel", "customers", "ltv", "acquisition_cost", "ltv_to_cac"]


def channel_ratios(
    ratios: Any, *, so_far: bool = False, currency: str | None = None, language: str | None = None
) -> Picture:
    """A bar of LTV:CAC for each channel, the highest first; below 1 in rust.

    Args:
        ratios: `channel`, `customers`, `ltv`, `acquisition_cost`, `ltv_to_cac`, as `channel_ltv_to_cac` returns them.
        so_far: whether the value is what has come until now, with more to follow; the note and the axis then say so.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no channel.
    """
    found = table(ratios, "ratios", COLUMNS)
    if found.empty:
        raise MeasureError("ratios has no rows; there is no channel to draw.")
    found = found.sort_values("ltv_to_cac", ascending=False, kind="stable", ignore_index=True)
    known = found.dropna(subset="ltv_to_cac")
    kind = "_none" if known.empty else "_one" if len(known) == 1 else ""
    best, worst = (known.iloc[0], known.iloc[-1]) if len(known) else (found.iloc[0], found.iloc[-1])
    title = words.text(
        f"figures.channel_ratios.title{kind}",
        language,
        best=best["channel"],
        worst=worst["channel"],
        high=words.number(best["ltv_to_cac"], 1, language),
        low=words.number(worst["ltv_to_cac"], 1, language),
        n=len(found),
    )
    kind_of_value = "_so_far" if so_far else ""
    longest = max(float(known["ltv_to_cac"].max()) if len(known) else 1.0, 3.4)
    lowest = min(float(known["ltv_to_cac"].min()) if len(known) else 0.0, 0.0)
    with styled():
        figure = canvas(
            1.75 + 0.5 * len(found), title, words.text(f"figures.channel_ratios.note{kind_of_value}", language)
        )
        axes = figure.subplots()
        for row, one in enumerate(found.itertuples()):
            ratio = 0.0 if words.missing(one.ltv_to_cac) else one.ltv_to_cac
            axes.barh(row, ratio, 0.56, color=RUST if ratio < 1 else INK, zorder=2)
            label = words.text(
                "figures.channel_ratios.bar",
                language,
                ratio=words.number(one.ltv_to_cac, 1, language),
                ltv=words.money(one.ltv, currency, language),
                cost=words.money(one.acquisition_cost, currency, language),
            )
            axes.annotate(
                label,
                (max(ratio, 0), row),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                color=TEXT,
                size=LABEL_SIZE,
                bbox={"facecolor": "white", "pad": 1.2, "linewidth": 0, "alpha": 0.9},
                zorder=3,
            )
        draw_marks(axes, language)
        names = [
            f"{words.wrap(str(one.channel), 14)}\n{counted(one.customers, language)}" for one in found.itertuples()
        ]
        axes.set_yticks(range(len(found)), names, color=TEXT, va="center", size=LABEL_SIZE - 0.5)
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.set(xlim=(lowest * 1.1, longest * 1.42), ylim=(len(found) - 0.45, -0.6))
        axes.set_xticks(round_places(lowest, longest))
        axes.set_xlabel(words.text(f"figures.channel_ratios.x{kind_of_value}", language))
    parts = [
        words.text(
            "figures.channel_ratios.alt",
            language,
            channel=one.channel,
            n=counted(one.customers, language),
            ltv=words.money(one.ltv, currency, language),
            cost=words.money(one.acquisition_cost, currency, language),
            ratio=words.number(one.ltv_to_cac, 2, language),
        )
        for one in found.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def draw_marks(axes: Axes, language: str | None) -> None:
    """Lines at 1 and 3 with their meaning above."""
    for name, ratio in MARKS.items():
        axes.axvline(ratio, color=QUIET, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
        axes.text(
            ratio,
            1.01,
            words.text(f"figures.channel_ratios.{name}", language),
            transform=blended_transform_factory(axes.transData, axes.transAxes),
            ha="right" if name == "even" else "left",
            va="bottom",
            size=NOTE_SIZE,
            color=QUIET,
        )
