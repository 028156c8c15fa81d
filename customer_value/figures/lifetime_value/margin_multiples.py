"""How many periods' margin a customer is worth, over retention and discount."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.ticks import percent_axis
from customer_value.measures._numbers import share
from customer_value.measures.lifetime_value.retention_value import margin_multiple

STEP = 0.10
"""How much more retention the title sets beside the one at hand."""

LINES = ("-", (0, (6, 2)), (0, (2, 2)))


def margin_multiples(
    retention: float = 0.80,
    discounts: Sequence[float] = (0.05, 0.10, 0.20),
    *,
    first_payment: str = "now",
    language: str | None = None,
) -> Picture:
    """A curve of the margin multiple for each discount rate, with two retention rates marked on the middle one.

    Args:
        retention: the retention rate to mark; the other one is ten points higher, at most 97%.
        discounts: up to three discount rates, above 0.
        first_payment: as for `margin_multiple`.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are no discounts or more than three, or as `margin_multiple`.
    """
    if not 1 <= len(discounts) <= len(LINES):
        raise MeasureError(f"discounts has {len(discounts)} rates; give one to {len(LINES)}.")
    rates = sorted(discounts)
    middle = rates[len(rates) // 2]
    here = share(retention, "retention")
    better = min(max(here + STEP, here), 0.97)
    values = {at: margin_multiple(at, middle, first_payment=first_payment) for at in (here, better)}
    title = words.text(
        "figures.margin_multiples.title",
        language,
        retention=words.percent(here, language=language),
        better=words.percent(better, language=language),
        here=words.number(values[here], 1),
        there=words.number(values[better], 1),
    )
    form = words.text(f"figures.payment_forms.full.{first_payment}", language)
    note = words.text(
        "figures.margin_multiples.note", language, form=form, rate=words.percent(middle, language=language)
    )
    across = np.linspace(0, 0.97, 98)
    with styled():
        figure = canvas(4.3, title, note)
        axes = figure.subplots()
        top = 0.0
        for rate, dash, color in zip(rates, LINES, (TEAL, INK, RUST), strict=False):
            curve = [margin_multiple(at, rate, first_payment=first_payment) for at in across]
            top = max(top, curve[-1])
            axes.plot(across, curve, color=color, linestyle=dash)
            axes.annotate(
                words.text("figures.margin_multiples.line", language, rate=words.percent(rate, language=language)),
                (across[-1], curve[-1]),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE,
                color=color,
            )
        for at, value in values.items():
            axes.plot([at, at], [0, value], color=QUIET, linewidth=1, linestyle=(0, (2, 2)), zorder=1)
            axes.scatter([at], [value], s=44, color=INK, edgecolor="white", zorder=4)
            axes.annotate(
                f"{words.number(value, 1)} ×",
                (at, value / 2),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE + 1,
                color=INK,
                bbox={"facecolor": "white", "alpha": 0.9, "pad": 1, "linewidth": 0},
                zorder=5,
            )
        axes.set(xlim=(0, 0.97), ylim=(0, top * 1.06))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
        percent_axis(axes.xaxis, language)
        axes.set_xlabel(words.text("figures.margin_multiples.x", language))
        axes.set_ylabel(words.text("figures.margin_multiples.y", language))
    parts = []
    for rate in rates:
        found = [
            words.text(
                "figures.margin_multiples.value",
                language,
                multiple=words.number(margin_multiple(at, rate, first_payment=first_payment), 1),
                retention=words.percent(at, language=language),
            )
            for at in (0.5, 0.7, 0.8, 0.9)
        ]
        parts.append(
            words.text(
                "figures.margin_multiples.alt",
                language,
                rate=words.percent(rate, language=language),
                values=words.listing(found, language),
            )
        )
    return Picture(figure, " ".join([title, note, *parts]))
