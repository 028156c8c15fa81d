"""Who moved from which segment to which between two snapshots."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import LABEL_SIZE, NOTE_SIZE, QUIET, SEQUENTIAL, TEXT, bare, canvas, ink_on, styled
from customer_value.figures.wording import joined
from customer_value.measures.tiers.migration import GONE, NEW, migration_shares
from customer_value.measures.tiers.segments import segment_label

APART = 0.18
"""How far "gone" and "new" stand from the segments, in cells."""


def migration_flow(moves: pd.DataFrame, *, language: str | None = None) -> Picture:
    """A table of moves as a heat map: each row shows where that segment's customers are at the second snapshot.

    Args:
        moves: what `migration` returns: counts, rows the first snapshot, columns the second, with "new" and "gone".
            Axes that have been renamed, to "a year ago" and "today" for instance, name the two dates in the figure.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: it is not such a table.
    """
    if not isinstance(moves, pd.DataFrame) or NEW not in moves.index or GONE not in moves.columns:
        raise MeasureError(
            f"moves has to be a table as migration returns it, with a row {NEW!r} and a column {GONE!r}."
        )
    states = [state for state in moves.index if state != NEW]
    if list(moves.columns) != [*states, GONE] or moves.index[-1] != NEW:
        raise MeasureError("moves has to have the same segments in rows and columns, in one order, as migration does.")
    shares = migration_shares(moves)
    names = {state: segment_label(state, language) for state in states}
    names |= {GONE: words.text("figures.migration.gone", language), NEW: words.text("figures.migration.new", language)}

    there = moves.loc[states].to_numpy().sum()
    stayed = sum(int(moves.loc[state, state]) for state in states)
    gone = int(moves.loc[states, GONE].sum())
    counts = {"n": there, "stayed": stayed, "moved": there - stayed - gone, "gone": gone, "new": moves.loc[NEW].sum()}
    title = words.text(
        "figures.migration.title", language, **{key: words.number(count) for key, count in counts.items()}
    )
    first = date_name(moves.index.name, "before", "figures.migration.y", language)
    second = date_name(moves.columns.name, "after", "figures.migration.x", language)
    cell = 0.62 if len(states) <= 6 else 0.42
    note = words.text("figures.migration.note", language)
    if cell > 0.5:
        note = joined(note, words.text("figures.migration.note_counts", language))
    with styled():
        figure = canvas((1.55 if cell > 0.5 else 2.1) + cell * len(moves), title, note)
        axes = figure.subplots()
        bare(axes)
        draw_cells(axes, moves, shares, small=cell < 0.5)
        places = np.arange(len(moves), dtype=float)
        places[-1] += APART
        size = LABEL_SIZE - (0.5 if len(states) <= 6 else 1.5)
        rows = [
            words.text("figures.migration.row", language, name=names[row], n=words.number(moves.loc[row].sum()))
            if cell > 0.5
            else f"{names[row]} {words.number(moves.loc[row].sum())}"
            for row in moves.index
        ]
        axes.set_yticks(places, rows, size=size, color=TEXT, va="center")
        columns = [names[column] for column in moves.columns]
        if cell > 0.5:
            room = 5.4 * 72 / size / len(columns)
            axes.set_xticks(places, [words.wrap(column, room) for column in columns], size=size, color=TEXT)
        else:
            slant = {"rotation": 38, "ha": "left", "rotation_mode": "anchor"}
            axes.set_xticks(places - 0.15, columns, size=size, color=TEXT, **slant)
        axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=4)
        axes.xaxis.set_label_position("top")
        axes.set_xlabel(second, color=QUIET, size=NOTE_SIZE + 0.5, labelpad=6)
        axes.set_ylabel(first, color=QUIET, size=NOTE_SIZE + 0.5, labelpad=8)
        axes.set(xlim=(-0.52, places[-1] + 0.52), ylim=(places[-1] + 0.52, -0.52))
        # the first date is that of the segments' rows alone: nobody new was there
        axes.yaxis.label.set_y(1 - 0.5 * (len(states) + 0.04) / (places[-1] + 1.04))
    parts = []
    for row in moves.index:
        went = shares.loc[row][moves.loc[row] > 0].sort_values(ascending=False, kind="stable")
        targets = [
            words.text(
                "figures.migration.part", language, share=words.percent(share, language=language), name=names[to]
            )
            for to, share in went.items()
        ]
        if targets:
            n = words.number(moves.loc[row].sum())
            parts.append(
                words.text(
                    "figures.migration.alt", language, name=names[row], n=n, parts=words.listing(targets, language)
                )
            )
    return Picture(figure, " ".join([title, *parts]))


def date_name(axis: str | None, given: str, key: str, language: str | None) -> str:
    """What one of the two dates is called: the axis's own name where the table's author has given it one."""
    return words.text(key, language) if axis in (None, given) else str(axis)


def draw_cells(axes: Axes, moves: pd.DataFrame, shares: pd.DataFrame, *, small: bool) -> None:
    """A square for each pair, darker for a larger share, with the share and the count; an outline where they stayed."""
    for row, before in enumerate(moves.index):
        for column, after in enumerate(moves.columns):
            if (before, after) == (NEW, GONE):
                continue
            share, count = shares.loc[before, after], int(moves.loc[before, after])
            x = column + (APART if after == GONE else 0)
            y = row + (APART if before == NEW else 0)
            color = SEQUENTIAL(0.0 if np.isnan(share) else min(share, 1.0) ** 0.75 * 0.95)
            stayed = before == after
            axes.add_patch(
                Rectangle(
                    (x - 0.48, y - 0.47),
                    0.96,
                    0.94,
                    facecolor=color,
                    edgecolor=TEXT if stayed else "none",
                    linewidth=1.6 if stayed else 0,
                    zorder=2 if stayed else 1,
                )
            )
            if not count:
                continue
            ink = ink_on(color)
            if small:
                axes.text(x, y, words.percent(share), ha="center", va="center", size=NOTE_SIZE, color=ink, zorder=3)
                continue
            axes.text(x, y - 0.02, words.percent(share), ha="center", va="bottom", size=LABEL_SIZE, color=ink, zorder=3)
            axes.text(
                x, y + 0.07, words.number(count), ha="center", va="top", size=NOTE_SIZE - 0.5, color=ink, zorder=3
            )
