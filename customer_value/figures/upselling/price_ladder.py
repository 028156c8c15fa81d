"""On which rung of the price tiers customers buy, and who moved between the first visit and the last."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, bare, canvas, styled
from customer_value.measures.upselling.ladder import ladder_table

COLORS = {"up": INK, "same": LINE, "down": RUST}
GAP = 0.07
"""Between two rungs of a column, as a share of its height."""


def price_ladder(ladder: pd.DataFrame, *, language: str | None = None) -> Picture:
    """Left: how many customers stand on each rung now. Right: where they began and where they are, as bands.

    The bands hold customers with two visits or more; a dark band goes up, a rust one down, a pale one stays.

    Args:
        ladder: one row per customer, as the measure `price_ladder` returns it.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: it is not such a table, or nobody came twice.
    """
    table = ladder_table(ladder)
    judged = int(table["began"].sum())
    if not judged:
        raise MeasureError(
            "ladder has no customer with two visits, so nobody can have moved; there is nothing to draw."
        )
    moved = {move: int(table[move].sum()) for move in COLORS}
    shares = {move: words.percent(count / judged, language=language) for move, count in moved.items()}
    title = words.text(
        "figures.price_ladder.title",
        language,
        n=words.number(judged),
        up=words.number(moved["up"]),
        up_share=shares["up"],
        down=words.number(moved["down"]),
        down_share=shares["down"],
    )
    alone = int(table["customers"].sum()) - judged
    note = words.text("figures.price_ladder.note", language, alone=words.number(alone))
    with styled():
        figure = canvas(4.6, title, note)
        left, right = figure.subplots(1, 2, width_ratios=(2, 3))
        rungs(left, table, language)
        bands(right, ladder[ladder["move"] != "one visit"], table, language)
        handles = [
            Patch(color=color, label=words.text(f"figures.price_ladder.{move}", language, n=words.number(moved[move])))
            for move, color in COLORS.items()
        ]
        right.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=3, handlelength=1.0)
    parts = [
        words.text(
            "figures.price_ladder.alt",
            language,
            name=row.tier,
            n=words.number(row.customers),
            share=words.percent(row.share, language=language),
            began=words.number(row.began),
            up=words.number(row.up),
            same=words.number(row.same),
            down=words.number(row.down),
        )
        for row in table.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def rungs(axes: Axes, table: pd.DataFrame, language: str | None) -> None:
    """A bar for each rung, the dearest on top."""
    rows = range(len(table))
    axes.barh(rows, table["customers"], 0.62, color=PALE, zorder=2)
    longest = max(table["customers"].max(), 1)
    for row in table.itertuples():
        label = words.text(
            "figures.price_ladder.bar",
            language,
            n=words.number(row.customers),
            share=words.percent(row.share, language=language),
        )
        axes.text(row.customers + longest * 0.03, row.Index, label, va="center", size=LABEL_SIZE - 0.5, color=TEXT)
    axes.set_yticks(rows, [words.wrap(str(tier), 8) for tier in table["tier"]], color=TEXT, va="center")
    axes.set_title(words.text("figures.price_ladder.now", language))
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.set(xlim=(0, longest * 1.55), ylim=(-0.6, len(table) - 0.4))
    for spine in axes.spines.values():
        spine.set_visible(False)


def bands(axes: Axes, moves: pd.DataFrame, table: pd.DataFrame, language: str | None) -> None:
    """A column of rungs at the first visit, one at the last, and bands between them."""
    bare(axes)
    tiers = table["tier"].tolist()
    counts = pd.crosstab(moves["first_tier"].astype("str"), moves["last_tier"].astype("str")).reindex(
        index=tiers, columns=tiers, fill_value=0
    )
    total = len(moves)
    begin, end = places(counts.sum(axis="columns"), total), places(counts.sum(axis="index"), total)
    left, right = begin.copy(), end.copy()
    for first in tiers:
        for last in tiers:
            if share := counts.loc[first, last] / total:
                step = tiers.index(last) - tiers.index(first)
                move = "same" if step == 0 else "up" if step > 0 else "down"
                axes.add_patch(band(left[first], right[last], share, COLORS[move], 1 if move == "same" else 2))
                left[first] += share
                right[last] += share
    for x, side, column, at in ((-0.035, "right", counts.sum(axis=1), begin), (1.035, "left", counts.sum(), end)):
        for tier in tiers:
            share = column[tier] / total
            axes.add_patch(Rectangle((min(x, 0) if x < 0 else 1, at[tier]), 0.035, share, color=TEXT, zorder=3))
            name = words.wrap(str(tier), 8)
            axes.text(
                x + (0.03 if x > 0 else -0.03),
                at[tier] + share / 2,
                f"{name} {words.number(column[tier])}" if column[tier] else "",
                ha=side,
                va="center",
                size=LABEL_SIZE - 0.5,
                color=TEXT,
                linespacing=1.05,
            )
    top = 1 + GAP * (len(tiers) - 1)
    for x, key, side in ((0, "first", "left"), (1, "last", "right")):
        name = words.text(f"figures.price_ladder.{key}", language)
        axes.text(x, top + 0.05, name, ha=side, va="bottom", size=NOTE_SIZE + 0.5, color=QUIET)
    axes.set(xlim=(-0.36, 1.36), ylim=(-0.05, top + 0.13))


def places(counts: pd.Series, total: int) -> dict[str, float]:
    """Where each rung begins in its column, from below."""
    heights = counts / total + GAP
    return dict(zip(counts.index, np.concatenate([[0.0], heights.cumsum().to_numpy()[:-1]]), strict=True))


def band(left: float, right: float, height: float, color: str, order: int) -> PathPatch:
    """A band from one column to the other, level at both ends."""
    upper = [(0, left + height), (0.5, left + height), (0.5, right + height), (1, right + height)]
    lower = [(1, right), (0.5, right), (0.5, left), (0, left)]
    curve = [Path.CURVE4] * 3
    path = Path([*upper, *lower, upper[0]], [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
    return PathPatch(path, facecolor=color, edgecolor="white", linewidth=0.6, alpha=0.86, zorder=order)
