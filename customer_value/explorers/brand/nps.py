"""Move the number of answers, and watch how sure a net promoter score becomes."""

from __future__ import annotations

import ipywidgets as widgets

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.brand.nps import nps_precision
from customer_value.figures.picture import Picture
from customer_value.measures._numbers import finite

COUNTS = (10, 15, 20, 30, 45, 64, 100, 150, 200, 300, 400, 600, 900, 1200, 1800, 2500)


def nps_explorer(
    answers: int = 100, promoters: float = 0.45, detractors: float = 0.25, *, language: str | None = None
) -> Explorer:
    """A slider for the number of answers and one with two handles for detractors and promoters.

    A question that only moving it answers: how many answers does it take to tell +20 from zero, and how many more to
    tell +10 from it?

    Args:
        answers: where the first slider starts; at the nearest number it offers.
        promoters, detractors: shares at the start, 0 to 1; drawn to the nearest percent.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a share is none, or both come to more than 1; or `answers` is no number of at least 1.
    """
    if not 0 <= detractors <= 1 or not 0 <= promoters <= 1 or detractors + promoters > 1 + 1e-9:
        raise MeasureError(
            f"promoters are {promoters!r} and detractors {detractors!r}; give two shares from 0 to 1 that come to at "
            "most 1 together."
        )
    start = finite(answers, "answers", least=1)
    first = round(100 * detractors)

    def draw(answers: int, shares: tuple[int, int]) -> Picture:
        low, high = shares
        return nps_precision((100 - high) / 100, low / 100, answers, language=language)

    slider = widgets.SelectionSlider(
        options=[(words.number(count), count) for count in COUNTS],
        value=min(COUNTS, key=lambda count: abs(count - start)),
        description=words.text("explorers.nps.answers", language),
        layout=widgets.Layout(width="520px"),
    )
    handles = widgets.IntRangeSlider(
        value=(first, max(first, 100 - round(100 * promoters))),
        min=0,
        max=100,
        description=words.text("explorers.nps.shares", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"answers": slider, "shares": handles}, draw, language)
