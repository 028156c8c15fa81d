"""How many people an A/B test needs for the difference it is meant to find."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.ticks import round_places
from customer_value.figures.upselling.points import points
from customer_value.measures.upselling.power import detectable_uplift, sample_size


def sample_sizes(
    base: float,
    target: float,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    people: int | None = None,
    language: str | None = None,
) -> Picture:
    """People per group against the difference to be found, with the test that is planned and one for half of it.

    Args:
        base, target, power, alpha: as for the measure `sample_size`, two-sided.
        people: how many people there are for each group; a line, and what so many can show.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `sample_size`.
    """
    need = sample_size(base, target, power=power, alpha=alpha)
    gap = target - base
    half = sample_size(base, base + gap / 2, power=power, alpha=alpha)
    reach = math.nan if people is None else detectable_uplift(people, base, power=power, alpha=alpha)
    fields = {
        "base": rate(base, language),
        "target": rate(target, language),
        "need": words.number(need, language=language),
        "half": words.number(half, language=language),
        "people": words.number(people or 0),
        "reach": points(reach, language),
        "power": words.percent(power, language=language),
    }
    title = words.text(f"figures.sample_sizes.{finding(need, people, reach)}", language, **fields)
    note = words.text(
        "figures.sample_sizes.note", language, power=fields["power"], alpha=words.percent(alpha, language=language)
    )
    with styled():
        figure = canvas(4.0, title, note)
        axes = figure.subplots()
        over = curve(axes, base, gap, power, alpha)
        if not math.isnan(need):
            planned(axes, gap, need, half, language)
        if people:
            available(axes, people, over, language)
        axes.set_ylabel(words.text("figures.sample_sizes.y", language))
        axes.set_xlabel(words.text("figures.sample_sizes.x", language, base=fields["base"]))
    steps = [0.5, 1, 2] if gap else []
    parts = [
        words.text(
            "figures.sample_sizes.alt",
            language,
            gap=points(abs(gap) * step, language),
            n=words.number(sample_size(base, base + gap * step, power=power, alpha=alpha), language=language),
        )
        for step in steps
        if 0 <= base + gap * step <= 1
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(need: float, people: int | None, reach: float) -> str:
    """Which title is true."""
    if math.isnan(need):
        return "title_equal"
    if people is None:
        return "title"
    if people >= need:
        return "title_enough"
    return "title_nothing" if math.isnan(reach) else "title_short"


def rate(share: float, language: str | None) -> str:
    """A rate with as many decimals as it needs, two at most."""
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or abs(share * 100 - round(share * 100, digits)) < 1e-9)
    return words.percent(share, digits, language)


def curve(axes: Axes, base: float, gap: float, power: float, alpha: float) -> float:
    """People per group for differences from a third of the planned one to more than twice it, in its direction.

    Returns:
        The height of the curve at three quarters of the way, over which there is room for a label.
    """
    size = abs(gap) or 0.01
    direction = -1 if gap < 0 else 1
    widest = min(size * 2.6, (1 - base) if direction > 0 else base) or size
    gaps = np.linspace(min(size * 0.36, widest / 2), widest, 120)
    sizes = [sample_size(base, min(max(base + direction * one, 0.0), 1.0), power=power, alpha=alpha) for one in gaps]
    axes.plot(gaps, sizes, color=INK)
    axes.set_xlim(0, widest * 1.02)
    axes.set_ylim(0, np.nanmax(sizes) * 1.02)
    axes.set_xticks(round_places(0, widest, 6))
    axes.set_yticks(round_places(0, axes.get_ylim()[1], 5, whole=True))
    sign = words.MINUS if direction < 0 else "+"
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{sign if x else ''}{round(x * 100, 4):g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: words.number(y)))
    axes.spines["left"].set_visible(False)
    return float(np.interp(0.7 * widest, gaps, sizes))


def planned(axes: Axes, gap: float, need: float, half: float, language: str | None) -> None:
    """The test that is planned, and the one that finds half as much."""
    for size, n, color in ((abs(gap), need, RUST), (abs(gap) / 2, half, QUIET)):
        if math.isnan(n):
            continue
        axes.plot([size, size, 0], [0, n, n], color=color, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
        axes.plot(size, n, "o", markersize=9, color=color, zorder=4)
        axes.annotate(
            words.text("figures.sample_sizes.mark", language, n=words.number(n), gap=points(size, language)),
            (size, n),
            xytext=(9, 5),
            textcoords="offset points",
            size=LABEL_SIZE - 0.5,
            color=color,
        )


def available(axes: Axes, people: int, over: float, language: str | None) -> None:
    """A line at the people there are for each group, its name above the line and above the curve."""
    top = axes.get_ylim()[1]
    if people > top:
        return
    axes.axhline(people, color=TEAL, linewidth=1.6)
    axes.annotate(
        words.text("figures.sample_sizes.available", language, n=words.number(people)),
        (1, people if people > over * 1.4 else max(people, over)),
        xycoords=("axes fraction", "data"),
        xytext=(-3, 4),
        textcoords="offset points",
        ha="right",
        size=NOTE_SIZE + 0.5,
        color=TEAL,
    )
