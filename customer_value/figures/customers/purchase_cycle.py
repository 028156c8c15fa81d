"""The purchase cycle: the days between two purchases as hills, a group above the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.customers.log_axis import spaced
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, group_name, reference
from customer_value.figures.style import INK, PALE, TEXT, canvas, styled
from customer_value.figures.tables import table

MOST = 12
"""More hills than this cannot be told apart."""

FEW = 40
"""With so few gaps, each is shown under its hill."""

TICKS = (1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1500, 3650, 7300)

OVERLAP = 1.2
"""How many rows high the highest hill is."""


def purchase_cycle_ridge(gaps: Any, by: str | None = None, *, language: str | None = None) -> Picture:
    """A hill for each group: how many gaps between two purchases are how long, with the medians.

    Days are drawn in steps that multiply, because gaps run from a day to years.

    Args:
        gaps: one row per gap, as `purchase_gaps` returns it: `gap` (days), and the column `by`, such as
            `purchase_gaps(valid).merge(customers)`.
        by: the column with the group; all gaps together when None. A category keeps its order, other groups are sorted
            by their median.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no gap, a gap is below 1 day, or there are more than 12 groups.
    """
    rows = table(gaps, "gaps", ["gap"] if by is None else ["gap", by])
    if rows.empty:
        raise MeasureError("gaps has no rows: nobody has bought on two days, so there is no cycle to draw.")
    if not (rows["gap"] >= 1).all():
        raise MeasureError("gaps['gap'] is missing or below 1 day on some rows; take the gaps of purchase_gaps.")
    groups = split(rows, by, language)
    if len(groups) > MOST:
        raise MeasureError(f"gaps[{by!r}] has {len(groups)} groups; give at most {MOST}, the small ones put together.")
    title = finding(rows["gap"], groups, language)
    note = words.text("figures.ridge.note", language, n=words.number(len(rows)))
    with styled():
        figure = canvas(2.3 + 0.52 * len(groups) + 0.5 * (len(groups) == 1), title, note)
        draw_hills(figure.subplots(), groups, rows["gap"], language)
    parts = []
    for group, days in groups.items():
        low, middle, high = days.quantile([0.25, 0.5, 0.75])
        parts.append(
            words.text(
                "figures.ridge.alt",
                language,
                group=group,
                median=in_days(middle, language),
                low=plain(low),
                high=plain(high),
                n=words.number(len(days)),
            )
        )
    return Picture(figure, " ".join([title, note, *parts]))


def split(rows: pd.DataFrame, by: str | None, language: str | None) -> dict[str, pd.Series]:
    """The gaps of each group by its name, in the order in which they are drawn."""
    if by is None:
        return {words.text("figures.ridge.all", language): rows["gap"]}
    found = {key: part["gap"] for key, part in rows.groupby(by, dropna=False, observed=True)}
    if not isinstance(rows[by].dtype, pd.CategoricalDtype):
        found = dict(sorted(found.items(), key=lambda item: (item[1].median(), str(item[0]))))
    return {group_name(key, language): days for key, days in found.items()}


def plain(days: float) -> str:
    """A number of days, halves with a decimal."""
    return words.number(days, 0 if float(days).is_integer() else 1)


def in_days(days: float, language: str | None) -> str:
    key = "figures.ridge.day" if days == 1 else "figures.ridge.days"
    return words.text(key, language, n=plain(days))


def finding(gaps: pd.Series, groups: dict[str, pd.Series], language: str | None) -> str:
    """The title: the groups with the shortest and the longest median; of one group, its median and its long tail."""
    if len(groups) == 1:
        middle, late = gaps.quantile([0.5, 0.9])
        key = "title" if late > 1.5 * middle else "title_close"
        days = {"days": in_days(middle, language), "late": in_days(np.floor(late), language)}
        return words.text(f"figures.ridge.{key}", language, **days)
    medians = pd.Series({group: days.median() for group, days in groups.items()})
    if medians.min() == medians.max():
        return words.text("figures.ridge.title_same", language, days=in_days(medians.iloc[0], language))
    return words.text(
        "figures.ridge.title_groups",
        language,
        best=medians.idxmin(),
        low=in_days(medians.min(), language),
        worst=medians.idxmax(),
        high=in_days(medians.max(), language),
    )


def hill(days: pd.Series, grid: np.ndarray) -> np.ndarray:
    """How dense the gaps lie along the logarithm of their length, smoothed; the area under it is 1."""
    values, counts = np.unique(np.log10(days.to_numpy(dtype=float)), return_counts=True)
    spread = np.sqrt(np.average((values - np.average(values, weights=counts)) ** 2, weights=counts))
    width = max(0.9 * max(spread, 0.12) * counts.sum() ** -0.2, 0.035)
    bells = np.exp(-0.5 * ((grid[:, None] - values) / width) ** 2)
    return (bells * counts).sum(axis=1) / (counts.sum() * width * np.sqrt(2 * np.pi))


def draw_hills(axes: Axes, groups: dict[str, pd.Series], gaps: pd.Series, language: str | None) -> None:
    """The hills, the first group at the top, each lower one in front of the one above."""
    low, high = float(np.log10(gaps.min())) - 0.2, float(np.log10(gaps.max())) + 0.2
    grid = np.linspace(low, high, 400)
    hills = [hill(days, grid) for days in groups.values()]
    steepest = max(line.max() for line in hills)
    hills = [line / steepest * OVERLAP for line in hills]
    for row, (line, days) in enumerate(zip(hills, groups.values(), strict=True)):
        draw_hill(axes, row, grid, line, days)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.set_yticks(range(len(groups)), [words.wrap(name, 13) for name in groups], color=TEXT, va="center")
    axes.tick_params(axis="y", length=0)
    axes.set(
        xlim=(low, high), ylim=(len(groups) - 0.72, min(row - line.max() for row, line in enumerate(hills)) - 0.12)
    )
    inside = spaced(TICKS, 10**low, 10**high, 14)
    axes.set_xticks(np.log10(inside), [words.number(day) for day in inside])
    axes.set_xlabel(words.text("figures.ridge.x", language))
    if len(groups) > 1:
        middle = gaps.median()
        reference(
            axes, float(np.log10(middle)), words.text("figures.ridge.company", language, n=in_days(middle, language))
        )
        medians = [plain(days.median()) for days in groups.values()]
        place = column(axes, 4, words.text("figures.ridge.median", language), medians)
        counts = [words.number(len(days)) for days in groups.values()]
        column(axes, place, words.text("figures.ridge.gaps", language), counts)


def draw_hill(axes: Axes, row: int, grid: np.ndarray, line: np.ndarray, days: pd.Series) -> None:
    """One hill on its base with the median; the single gaps under it where they are few."""
    layer = 3 + 3 * row
    axes.fill_between(grid, row, row - line, color=PALE, alpha=0.85, linewidth=0, zorder=layer)
    axes.plot(grid, row - line, color="white", linewidth=3.2, zorder=layer)
    axes.plot(grid, row - line, color=INK, linewidth=1.5, zorder=layer + 1)
    if len(days) <= FEW:
        axes.plot(np.log10(days), np.full(len(days), row + 0.1), "|", color=INK, markersize=6, mew=1, zorder=layer)
    own = float(np.log10(days.median()))
    axes.plot([own, own], [row, row - float(np.interp(own, grid, line))], color=INK, linewidth=2.2, zorder=layer + 1)
