"""Net promoter scores with their intervals: of groups beside one another, and by the number of answers."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import (
    INK,
    LABEL_SIZE,
    LINE,
    NOTE_SIZE,
    PALE,
    QUIET,
    RUST,
    TEAL,
    TEXT,
    canvas,
    ink_on,
    styled,
)
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import with_n
from customer_value.measures.brand.satisfaction import FEW, answers_needed

KINDS = {"detractors": RUST, "passives": LINE, "promoters": TEAL}
COLUMNS = ["group", "answers", *KINDS, "nps", "low", "high", "few"]


def nps_groups(groups: Any, labels: Mapping[Any, str] | None = None, *, language: str | None = None) -> Picture:
    """Who recommends us in every group (left) and the score with its interval (right).

    Groups of fewer than 30 answers have a hollow mark and are ranked by nobody, the title included. The title calls
    two groups different only where their intervals do not touch, which is stricter than a test would be.

    Args:
        groups: what `nps_by_group` returns.
        labels: the groups' names; the groups themselves when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody answered.
    """
    rows = table(groups, "groups", COLUMNS)
    rows = rows[rows["answers"] > 0].reset_index(drop=True)
    if rows.empty:
        raise MeasureError("groups has no answers; there is no score to draw.")
    names = [str((labels or {}).get(group, group)) for group in rows["group"]]
    title = finding(rows, names, language)
    note = words.text("figures.nps.note", language, n=words.number(rows["answers"].sum()), few=FEW)
    with styled():
        figure = canvas(2.0 + 0.4 * len(rows), title, note)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1))
        draw_kinds(left, rows, names, language)
        draw_scores(right, rows, language)
    parts = [
        words.text(
            "figures.nps.alt",
            language,
            name=name,
            n=words.number(row.answers),
            nps=points(row.nps),
            low=points(row.low),
            high=points(row.high),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, *parts]))


def points(value: float) -> str:
    """A score with its sign; 0 has none."""
    shown = words.number(value)
    return "0" if shown in ("0", f"{words.MINUS}0") else f"+{shown}" if value > 0 else shown


def finding(rows: pd.DataFrame, names: list[str], language: str | None) -> str:
    """The title: the best beside the worst where they are surely apart."""
    many = rows[~rows["few"].astype(bool)]
    if len(rows) == 1:
        row = rows.iloc[0]
        fields = {"nps": points(row["nps"]), "low": points(row["low"]), "high": points(row["high"])}
        return words.text("figures.nps.title_one", language, **fields)
    if len(many) < 2:
        return words.text("figures.nps.title_few", language, few=FEW)
    best, worst = many["nps"].idxmax(), many["nps"].idxmin()
    if rows.loc[worst, "high"] >= rows.loc[best, "low"]:
        return words.text("figures.nps.title_chance", language)
    return words.text(
        "figures.nps.title",
        language,
        best=names[best],
        most=points(rows.loc[best, "nps"]),
        worst=names[worst],
        least=points(rows.loc[worst, "nps"]),
    )


def draw_kinds(axes: Axes, rows: pd.DataFrame, names: list[str], language: str | None) -> None:
    """Detractors, passives and promoters as parts of one bar."""
    places = np.arange(len(rows))
    start = np.zeros(len(rows))
    for kind, color in KINDS.items():
        shares = (rows[kind] / rows["answers"]).to_numpy()
        label = words.text(f"figures.nps.kind.{kind}", language)
        axes.barh(places, shares, 0.66, left=start, color=color, edgecolor="white", linewidth=0.8, label=label)
        for place, share, first in zip(places, shares, start, strict=True):
            if share >= 0.09:
                shown = words.percent(share, language=language)
                axes.text(
                    first + share / 2, place, shown, ha="center", va="center", size=NOTE_SIZE, color=ink_on(color)
                )
        start = start + shares
    written = [with_n(words.wrap(name, 13), n, language) for name, n in zip(names, rows["answers"], strict=True)]
    axes.set_yticks(places, written, color=TEXT, va="center", size=NOTE_SIZE + 0.5, linespacing=1.0)
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    axes.grid(visible=False)
    for spine in ("left", "bottom"):
        axes.spines[spine].set_visible(False)
    axes.set(xlim=(0, 1), ylim=(len(rows) - 0.45, -0.55))
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=3,
        borderpad=0,
        borderaxespad=0.3,
        handlelength=0.9,
        handletextpad=0.4,
        columnspacing=1.0,
        fontsize=NOTE_SIZE,
    )


def draw_scores(axes: Axes, rows: pd.DataFrame, language: str | None) -> None:
    """The score as a dot on its interval; hollow where it rests on few answers."""
    axes.axvline(0, color=QUIET, linewidth=0.9, zorder=1)
    for place, row in enumerate(rows.itertuples()):
        axes.plot([row.low, row.high], [place, place], color=PALE if row.few else INK, linewidth=2.4, zorder=3)
        face = "white" if row.few else INK
        axes.plot(row.nps, place, "o", color=face, markeredgecolor=INK, markeredgewidth=1.8, ms=8, zorder=4)
        axes.annotate(
            points(row.nps),
            (row.nps, place),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            va="bottom",
            size=NOTE_SIZE + 0.5,
            color=TEXT,
        )
    low, high = min(rows["low"].min(), 0), max(rows["high"].max(), 0)
    pad = max((high - low) * 0.08, 4)
    axes.set_xlim(low - pad, high + pad)
    inner_ticks(axes, "x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: points(value)))
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", left=False, labelleft=False)
    axes.tick_params(axis="x", labelsize=NOTE_SIZE)
    for spine in ("left", "bottom"):
        axes.spines[spine].set_visible(False)
    axes.set_title(words.text("figures.nps.x", language), size=NOTE_SIZE + 0.5, color=QUIET, pad=6)


def scale(widest: tuple[float, float]) -> tuple[float, float]:
    """The ends of the axis: the widest interval and 0, with room for the numbers."""
    low, high = min(float(widest[0]), 0.0), max(float(widest[1]), 0.0)
    pad = max((high - low) * 0.12, 8.0)
    return low - pad, high + pad


def nps_precision(promoters: float, detractors: float, answers: int, *, language: str | None = None) -> Picture:
    """How sure a net promoter score is, by the number of answers: the band narrows, ever more slowly.

    Args:
        promoters, detractors: their shares, 0 to 1.
        answers: how many answers there are, at least 1.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a share is none or both come to more than 1, or there is no answer.
    """
    if answers < 1:
        raise MeasureError(f"answers is {answers!r}; give a whole number of at least 1.")
    one = answers_needed(promoters, detractors, 100.0)  # checks the shares
    if isnan(one):
        raise MeasureError("promoters or detractors is missing; give both as shares.")
    middle = 100 * (promoters - detractors)
    spread = 1.959963984540054 * 100 * np.sqrt(max(promoters + detractors - (promoters - detractors) ** 2, 0.0))

    def bounds(n: Any) -> tuple[Any, Any]:
        half = spread / np.sqrt(n)
        return np.maximum(middle - half, -100), np.minimum(middle + half, 100)

    low, high = (float(bound) for bound in bounds(answers))
    sure = low > 0 or high < 0
    needed = answers_needed(promoters, detractors, abs(middle)) if abs(middle) > 1e-9 else float("nan")
    fields = {"n": words.number(answers), "nps": points(middle), "low": points(low), "high": points(high)}
    title = words.text(f"figures.nps_precision.{'title_sure' if sure else 'title_unsure'}", language, **fields)
    more = "note_never" if isnan(needed) else "note"
    note = words.text(
        f"figures.nps_precision.{more}", language, needed=words.number(needed) if needed == needed else ""
    )
    counts = np.geomspace(10, max(3000, answers * 1.2), 160)
    with styled():
        figure = canvas(4.0, title, note)
        axes = figure.subplots()
        axes.fill_between(counts, *bounds(counts), color="#dfe7ec", zorder=1)
        axes.axhline(0, color=QUIET, linewidth=0.9, zorder=2)
        axes.axhline(middle, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3)
        axes.plot([answers, answers], [low, high], color=INK, linewidth=3, zorder=4)
        axes.plot(answers, middle, "o", color=INK, markeredgecolor="white", ms=9, zorder=5)
        for value, va, shift in ((high, "bottom", 4), (low, "top", -4)):
            axes.annotate(
                points(value),
                (answers, value),
                xytext=(0, shift),
                textcoords="offset points",
                ha="center",
                va=va,
                size=LABEL_SIZE,
                color=TEXT,
            )
        ticks = [n for n in (10, 30, 100, 300, 1000, 3000, 10000) if n <= counts[-1]]
        axes.set_xscale("log")
        axes.set_xticks(ticks, [words.number(n) for n in ticks])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: points(value)))
        axes.set(xlim=(min(10, answers), counts[-1]), ylim=scale(bounds(counts[0])))
        inner_ticks(axes, "y")
        axes.set_xlabel(words.text("figures.nps_precision.x", language))
        axes.set_ylabel(words.text("figures.nps.x", language))
    return Picture(figure, " ".join([title, note]))
