"""The report's figures, in the style of the course's own: who has handed in, how points are spread, tasks on a map."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from classroom.report.items import EASY, HARD, KINDS, WEAK
from classroom.report.wording import drawn_in, say, say_of
from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import name_points
from customer_value.figures.style import AMBER, INK, LINE, MIST, PALE, RUST, TEAL, canvas, ink_on

PARTS = {"on_time": TEAL, "late": AMBER, "missing": RUST, "open": LINE}
"""The parts of a bar in their order, with the colour of each."""

MOST_NAMES = 8
"""Names in the map of tasks: those furthest from what would be good; all stand in the table below it."""

BINS = np.linspace(0.0, 1.0, 11)


def handed_in_bars(progress: pd.DataFrame, language: str) -> Picture:
    """A bar for each assignment: handed in on time, late, not handed in though due, not due yet.

    Args:
        progress: as `progress_table` gives it.
        language: of the words.
    """
    title = say_of(
        "figure.handed-in.title",
        int(progress["handed_in"].sum()),
        language,
        of=words.number(int(progress["learners"].sum())),
        missing=words.number(int(progress["missing"].sum())),
        late=words.number(int(progress["late"].sum())),
    )
    with drawn_in(language):
        figure = canvas(1.25 + 0.36 * len(progress), title)
        axes = figure.subplots()
        left = np.zeros(len(progress))
        for name, colour in PARTS.items():
            wide = progress[name].to_numpy(dtype=float)
            bars = axes.barh(progress.index, wide, left=left, color=colour, height=0.68, edgecolor="white", linewidth=1)
            bars.set_label(say(f"part.{name}", language))
            whole = progress["learners"].max()
            for place, width in enumerate(wide):
                if width >= 0.035 * whole:
                    spot = left[place] + width / 2
                    axes.text(spot, place, words.number(width), ha="center", va="center", color=ink_on(colour))
            left += wide
        axes.invert_yaxis()
        axes.set(xlim=(0, max(progress["learners"].max(), 1)))
        axes.grid(visible=False)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axes.set_xlabel(say("figure.handed-in.axis", language))
        axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, borderaxespad=0.2, handlelength=1.1)
        lines = [
            say("figure.handed-in.alt", language, assignment=name, **{part: int(row[part]) for part in PARTS})
            for name, row in progress.iterrows()
        ]
        return Picture(figure, " ".join([say("sentence", language, text=title), *lines]))


def score_histogram(assignment: str, title: str, shares: pd.Series, language: str) -> Picture:
    """How many learners reached which share of an assignment's points, with the median.

    Args:
        assignment, title: what it is called.
        shares: 0 to 1, one for each learner with a mark.
        language: of the words.
    """
    known = shares.dropna().clip(0.0, 1.0)
    counts, _ = np.histogram(known, BINS)
    median = float(known.median())
    about = {"assignment": assignment, "median": words.percent(median, 0, language), "title": title}
    said = say_of("figure.scores.title", len(known), language, **about)
    with drawn_in(language):
        figure = canvas(2.5, said, width=3.9)
        axes = figure.subplots()
        axes.bar(BINS[:-1], counts, width=np.diff(BINS), align="edge", color=PALE, edgecolor="white", linewidth=1)
        axes.axvline(median, color=RUST, linewidth=2, zorder=3)
        axes.set(xlim=(0, 1), ylim=(0, max(counts.max() * 1.12, 1)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value, 0, language)))
        axes.set_xticks(np.linspace(0, 1, 6))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
        axes.set_ylabel(say("figure.scores.learners", language))
        filled = [
            say(
                "figure.scores.bin",
                language,
                low=words.percent(BINS[place], 0, language),
                high=words.percent(BINS[place + 1], 0, language),
                count=int(count),
            )
            for place, count in enumerate(counts)
            if count
        ]
        return Picture(figure, " ".join([say("sentence", language, text=said), *filled]))


def task_map(items: pd.DataFrame, language: str) -> Picture:
    """Tasks by difficulty and discrimination; those of which something is to be said have a name.

    Args:
        items: as `item_table` gives it, over all assignments, the tasks' ids as index.
        language: of the words.
    """
    shown = items.dropna(subset=["difficulty", "discrimination"])
    odd = shown[shown["kind"] != ""]
    count = int((items["kind"] != "").sum())
    about = {"of": words.number(int(items["difficulty"].notna().sum()))}
    title = say_of("figure.tasks.title", count, language, **about)
    if not count:
        title = say("figure.tasks.title-none", language, **about)
    low = min(-0.05, float(shown["discrimination"].min()) - 0.08) if len(shown) else -0.05
    high = max(1.0, float(shown["discrimination"].max()) + 0.05) if len(shown) else 1.0
    with drawn_in(language):
        figure = canvas(4.6, title, say("figure.tasks.note", language))
        axes = figure.subplots()
        axes.grid(visible=False)
        axes.axvspan(EASY, 1.03, color=MIST, zorder=0)
        axes.axvspan(-0.03, HARD, color=MIST, zorder=0)
        axes.axhspan(low, WEAK, color=MIST, zorder=0)
        marks = {"": ("o", PALE), "too-easy": ("^", TEAL), "too-hard": ("v", RUST), "not-telling": ("s", INK)}
        for kind in ("", *KINDS):
            part = shown[shown["kind"] == kind]
            if len(part):
                marker, colour = marks[kind]
                axes.scatter(
                    part["difficulty"],
                    part["discrimination"],
                    marker=marker,
                    s=46,
                    color=colour,
                    edgecolor="white",
                    linewidth=0.8,
                    zorder=4,
                    label=say(f"item.{kind or 'fine'}.name", language),
                )
        axes.set(xlim=(-0.03, 1.03), ylim=(low, high))
        axes.set_xlabel(say("figure.tasks.difficulty", language))
        axes.set_ylabel(say("figure.tasks.discrimination", language))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value, 0, language)))
        axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, borderaxespad=0.2, handlelength=1.1)
        worst = odd.assign(far=[_far(*pair) for pair in zip(odd["difficulty"], odd["discrimination"], strict=True)])
        worst = worst.sort_values("far", ascending=False, kind="stable").head(MOST_NAMES)
        rest = shown.drop(index=worst.index)
        name_points(
            axes,
            list(zip(worst["difficulty"], worst["discrimination"], strict=True)),
            [str(name) for name in worst.index],
            taken=list(zip(rest["difficulty"], rest["discrimination"], strict=True)),
        )
        told = [
            say(
                "figure.tasks.alt",
                language,
                task=task,
                kind=say(f"item.{row['kind']}.name", language),
                difficulty=words.percent(row["difficulty"], 0, language),
                discrimination=words.number(row["discrimination"], 2, language),
            )
            for task, row in odd.iterrows()
        ]
        return Picture(figure, " ".join([say("sentence", language, text=title), *told]))


def _far(difficulty: float, discrimination: float) -> float:
    """How far a task lies from where nothing would be said of it."""
    away = (difficulty - EASY) / (1 - EASY), (HARD - difficulty) / HARD, WEAK - discrimination
    return max(one for one in away if not math.isnan(one))
