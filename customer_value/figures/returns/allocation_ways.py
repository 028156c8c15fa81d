"""The same shared cost allocated in several ways: how far each profit depends on the key."""

from __future__ import annotations

from itertools import cycle

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, LINE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.figures.wording import named

MOST = 12
"""More rows than this are a table, not a picture."""

NAMED = 3
"""The title names so many, and says how many more there are."""

MARKS = (("o", INK), ("s", RUST), ("^", TEAL), ("D", AMBER))
"""Keys are told apart by shape first."""


def allocation_ways(profits: pd.DataFrame, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A row for each customer, tier or segment with its profit under each key: a mark per key, on one scale.

    Where the keys come to the same sum the note says so; where they do not, the rows are only some of those who share.

    Args:
        profits: a row for each (its index names them; at most 12) and a column for each key ("orders", "revenue",
            "customers", or a name of your own), holding the profit after the shared cost (money).
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are no rows or too many, fewer than two keys, or a missing profit.
    """
    if not isinstance(profits, pd.DataFrame) or not 1 <= len(profits) <= MOST:
        raise MeasureError(
            f"profits has to be a pandas frame with 1 to {MOST} rows; choose a few customers or segments."
        )
    if not 2 <= len(profits.columns) <= len(MARKS):
        raise MeasureError(f"profits has {len(profits.columns)} columns; give 2 to {len(MARKS)} keys to compare.")
    if profits.isna().any(axis=None):
        raise MeasureError("profits has a missing value; a key that sums to 0 allocates nothing, so leave it out.")
    names = [str(name) for name in profits.index]
    keys = {column: named("figures.allocation.key", column, language) for column in profits.columns}
    title = finding(profits, names, keys, currency, language)
    sums = profits.sum()
    everybody = sums.max() - sums.min() < 0.5
    total = words.short_money(sums.iloc[0], currency, language)
    note = words.text("figures.allocation.note" if everybody else "figures.allocation.note_some", language, total=total)
    with styled():
        figure = canvas(1.75 + 0.38 * len(names), title, note)
        axes = figure.subplots()
        draw_marks(axes, profits, keys, language)
        axes.set_yticks(range(len(names)), [words.wrap(name, 16) for name in names], color=TEXT, va="center")
        axes.set_ylim(len(names) - 0.4, -1.15)
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.margins(x=0.08)
        money_axis(axes.xaxis, currency, language)
        axes.set_xlabel(words.text("figures.allocation.x", language))
    parts = [
        words.text(
            "figures.allocation.alt",
            language,
            name=name,
            parts=words.listing(
                [
                    words.text(
                        "figures.allocation.part",
                        language,
                        money=words.money(row[column], currency, language),
                        by=key,
                    )
                    for column, key in keys.items()
                ],
                language,
            ),
        )
        for name, (_, row) in zip(names, profits.iterrows(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(profits: pd.DataFrame, names: list[str], keys: dict, currency: str | None, language: str | None) -> str:
    """The title: who turns from profit to loss with the key, or who moves furthest."""
    low, high = profits.min(axis="columns"), profits.max(axis="columns")
    turns = ((low < 0) & (high > 0)).to_numpy()
    if turns.any():
        turned = [name for name, turn in zip(names, turns, strict=True) if turn]
        more = len(turned) - NAMED if len(turned) > NAMED + 1 else 0
        others = [words.text("figures.allocation.more", language, n=words.number(more))] if more else []
        return words.text(
            "figures.allocation.title_turns",
            language,
            n=words.number(len(turned)),
            all=words.number(len(names)),
            names=words.listing([*turned[: len(turned) - more], *others], language),
        )
    place = int((high - low).to_numpy().argmax())
    row = profits.iloc[place]
    if row.max() - row.min() < 0.5:
        return words.text("figures.allocation.title_same", language)
    return words.text(
        "figures.allocation.title",
        language,
        name=names[place],
        low=words.money(row.min(), currency, language),
        high=words.money(row.max(), currency, language),
        worst=keys[row.idxmin()],
        best=keys[row.idxmax()],
    )


def draw_marks(axes: Axes, profits: pd.DataFrame, keys: dict, language: str | None) -> None:
    """The marks, a line from the lowest to the highest, and the names of the keys on top."""
    low, high = profits.min(axis="columns"), profits.max(axis="columns")
    rows = range(len(profits))
    axes.vlines(0, -0.5, len(profits) - 0.4, color=QUIET, linewidth=1.0, zorder=1)
    axes.hlines(rows, low, high, color=LINE, linewidth=5, zorder=2)
    handles = []
    for (column, key), (marker, color) in zip(keys.items(), cycle(MARKS), strict=False):
        label = words.text("figures.allocation.by", language, by=key)
        shape = {"marker": marker, "color": color, "edgecolor": "white"}
        handles.append(axes.scatter(profits[column], rows, 58, zorder=3, label=label, **shape))
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 1.02),
        ncols=len(handles),
        fontsize=LABEL_SIZE,
        handletextpad=0.2,
        borderaxespad=0,
    )
