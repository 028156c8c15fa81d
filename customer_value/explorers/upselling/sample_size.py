"""Move what an A/B test is to find, and watch how many people it needs."""

from __future__ import annotations

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.upselling.sample_sizes import sample_sizes

POWERS = (0.5, 0.7, 0.8, 0.9, 0.95)


def sample_size_explorer(
    base: float = 0.04, uplift: float = 0.01, *, people: int | None = None, language: str | None = None
) -> Explorer:
    """Sliders for the response without the offer, the difference worth finding, and the power; below, people per group.

    To be found out by moving them: which difference can the customers there are show at all, and what does it cost to
    halve it?

    Args:
        base: the response of the control group at the start, a share.
        uplift: the difference at the start, a share (0.01 is one point).
        people: how many people there are for each group; a line in the figure.
        language: of the text; the notebook's when None.
    """

    def draw(base: float, uplift: float, power: float) -> Picture:
        first, gap = round(base / 100, 6), round(uplift / 100, 6)
        return sample_sizes(first, first + gap, power=power, people=people, language=language)

    wide = widgets.Layout(width="560px")
    controls = {
        "base": widgets.FloatSlider(
            value=base * 100,
            min=0.5,
            max=50,
            step=0.5,
            readout_format=".1f",
            description=words.text("explorers.sample_size.base", language),
            layout=wide,
        ),
        "uplift": widgets.FloatSlider(
            value=uplift * 100,
            min=0.2,
            max=20,
            step=0.1,
            readout_format=".1f",
            description=words.text("explorers.sample_size.uplift", language),
            layout=wide,
        ),
        "power": widgets.SelectionSlider(
            options=[(words.percent(power, language=language), power) for power in POWERS],
            value=0.8,
            description=words.text("explorers.sample_size.power", language),
            layout=wide,
        ),
    }
    return Explorer(controls, draw, language)
